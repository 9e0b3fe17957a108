#include "crdt/doc.h"
#include "fixtures.h"

#include <QTest>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;

namespace {

/// A document that notes what it is told of those inside it.
struct Listener {
    Doc doc;
    std::vector<Doc::SubdocumentChanges> told;
    Subscription subscription;
    explicit Listener(ClientId id)
        : doc(Doc::Options {.clientId = id})
        , subscription(doc.onSubdocuments([this](const Doc::SubdocumentChanges &changes) { told.push_back(changes); }))
    {
    }
    void take(const Listener &other) { QVERIFY(doc.applyUpdate(other.doc.encodeStateAsUpdate(doc.stateVector()))); }
};

} // namespace

class TestCrdtSubdocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void openedByBothUnderOneGuid()
    {
        Listener ada(1);
        Listener ben(2);
        const auto made = ada.doc.map(u"pages").setDocument(u"home", {.guid = u"home-1"});
        QVERIFY(made);
        QCOMPARE(ada.told.size(), 1U);
        QVERIFY(ada.told[0].added == std::vector {*made});
        QVERIFY(ada.told[0].loaded == std::vector {*made}); // whoever makes one wants it
        ben.take(ada);
        QCOMPARE(ben.told.size(), 1U);
        QVERIFY(ben.told[0].added == std::vector {*made});
        QVERIFY(ben.told[0].loaded.empty());
        ben.doc.loadSubdocument(*made);
        ben.doc.loadSubdocument(*made);
        QCOMPARE(ben.told.size(), 2U);
        QVERIFY(ben.told[1].loaded == std::vector {*made});

        auto adas = ada.doc.openSubdocument(*made);
        auto bens = ben.doc.openSubdocument(std::get<Subdocument>(*ben.doc.map(u"pages").get(u"home")));
        QVERIFY(adas && bens);
        QCOMPARE(bens->clientId(), 2U);
        QVERIFY(adas->text(u"t").insert(0, u"inside"));
        QVERIFY(bens->applyUpdate(adas->encodeStateAsUpdate()));
        QVERIFY(ben.doc.openSubdocument(*made)->text(u"t").toString() == u"inside"); // the same one again
    }

    void loadsItselfIfAsked()
    {
        Listener ada(1);
        Listener ben(2);
        QVERIFY(ada.doc.array(u"a").insertDocument(0, {.guid = u"x", .autoLoad = true}));
        QVERIFY(ada.doc.array(u"a").insertDocument(1, {.collectGarbage = false, .meta = Any(u"draft")}));
        ben.take(ada);
        const auto all = ben.doc.subdocuments();
        QCOMPARE(all.size(), 2U);
        QVERIFY(ben.told.at(0).loaded == std::vector {all[0]});
        QCOMPARE(all[1].guid.size(), 36U);
        QVERIFY(*all[1].options.member(u"meta")->string() == u"draft");
        QVERIFY(!*all[1].options.member(u"gc")->boolean());
    }

    void comesAndGoesUntold()
    {
        Listener ada(1);
        ada.doc.transact([&ada] {
            QVERIFY(ada.doc.array(u"a").insertDocument(0));
            QVERIFY(ada.doc.array(u"a").erase(0));
        });
        QVERIFY(ada.told.empty());
        QVERIFY(ada.doc.subdocuments().empty());
    }

    void goneWithWhatHoldsIt()
    {
        Listener ada(1);
        const auto inner = ada.doc.array(u"a").insertType(0, TypeKind::Array);
        const auto made = Array(*inner).insertDocument(0, {.guid = u"x"});
        QVERIFY(ada.doc.openSubdocument(*made));
        QVERIFY(ada.doc.array(u"a").erase(0));
        QVERIFY(ada.told.back().removed == std::vector {*made});
        QVERIFY(ada.doc.subdocuments().empty());
        QVERIFY(!ada.doc.openSubdocument(*made));
        ada.doc.loadSubdocument(*made);
        ada.doc.closeSubdocument(*made);
        QCOMPARE(ada.told.size(), 2U);
    }

    void closingForgets()
    {
        Listener ada(1);
        const auto made = ada.doc.array(u"a").insertDocument(0, {.guid = u"x"});
        auto open = ada.doc.openSubdocument(*made);
        QVERIFY(open->text(u"t").insert(0, u"kept by who has it"));
        ada.doc.closeSubdocument(*made);
        QVERIFY(ada.told.back().removed == std::vector {*made});
        QVERIFY(ada.told.back().added == std::vector {*made});
        QCOMPARE(ada.doc.subdocuments().size(), 1U);
        QVERIFY(ada.doc.openSubdocument(*made)->text(u"t").toString().empty());
        QCOMPARE(open->text(u"t").length(), 18U);
    }

    void unknownOnesAreNothing()
    {
        Doc doc;
        QVERIFY(doc.text(u"t").insert(0, u"abc"));
        QVERIFY(!doc.openSubdocument({u"x", {}, {99, 0}}));
        QVERIFY(!doc.openSubdocument({u"x", {}, {doc.clientId(), 1}}));
        QVERIFY(!doc.openSubdocument({u"x", {}, {doc.clientId(), std::uint64_t {1} << 40U}}));
    }
};

QTEST_APPLESS_MAIN(TestCrdtSubdocuments)
#include "tst_crdt_subdocuments.moc"
