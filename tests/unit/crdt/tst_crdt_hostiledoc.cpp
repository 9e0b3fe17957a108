#include "crdt/doc.h"
#include "fixtures.h"

#include <QTest>

#include <initializer_list>

using namespace coterie;
using namespace coterie::crdt;

namespace {

/// One character by a client, behind `origin` and before `rightOrigin`.
ClientBlocks block(ClientId client, ClockValue clock, std::optional<Id> origin, std::optional<Id> rightOrigin = {})
{
    BlockParent parent;
    if (!origin && !rightOrigin)
        parent = std::u16string_view(u"t");
    return {client,
        {Block {.id = {client, clock},
            .length = 1,
            .origin = origin,
            .rightOrigin = rightOrigin,
            .parent = parent,
            .content = StringContent {u"x"}}}};
}

Bytes update(std::vector<ClientBlocks> clients)
{
    return encodeUpdate(clients, {});
}

} // namespace

class TestCrdtHostileDoc : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void circlesAreRefused_data();
    void circlesAreRefused();
    void whatWaitsIsTakenByOthers();
    void gapsAreNoCircles();
};

void TestCrdtHostileDoc::circlesAreRefused_data()
{
    QTest::addColumn<Bytes>("first");
    QTest::addColumn<Bytes>("second");
    const Id absent {99, 0};
    const Bytes nothing = update({});
    QTest::newRow("of itself") << nothing << update({block(5, 0, Id {5, 0})});
    QTest::newRow("of two") << nothing << update({block(6, 0, Id {5, 0}), block(5, 0, Id {6, 0})});
    QTest::newRow("of three") << nothing
                              << update({block(7, 0, Id {5, 0}), block(6, 0, Id {7, 0}), block(5, 0, Id {6, 0})});
    QTest::newRow("behind something that is absent")
        << nothing << update({block(6, 0, absent, Id {5, 0}), block(5, 0, absent, Id {6, 0})});
    QTest::newRow("closed by the second update")
        << update({block(6, 0, Id {5, 0})}) << update({block(5, 0, Id {6, 0})});
    QTest::newRow("closed by the second update, behind something that is absent")
        << update({block(6, 0, absent, Id {5, 0})}) << update({block(5, 0, absent, Id {6, 0})});
}

void TestCrdtHostileDoc::circlesAreRefused()
{
    QFETCH(const Bytes, first);
    QFETCH(const Bytes, second);
    Doc doc(Doc::Options {.clientId = 1});
    QVERIFY(doc.text(u"t").insert(0, u"kept"));
    QVERIFY(doc.applyUpdate(first));
    const Bytes before = doc.encodeStateAsUpdate();
    const auto result = doc.applyUpdate(second);
    QVERIFY(!result);
    QCOMPARE(result.error().code, Errc::Malformed);
    QVERIFY(doc.encodeStateAsUpdate() == before);
    Doc other; // nothing of it is handed on: others can still take the state
    QVERIFY(other.applyUpdate(before));
    QCOMPARE(other.text(u"t").toString(), std::u16string(u"kept"));
}

void TestCrdtHostileDoc::whatWaitsIsTakenByOthers()
{
    Doc doc(Doc::Options {.clientId = 1});
    QVERIFY(doc.applyUpdate(update({block(6, 0, Id {5, 0})})));
    QVERIFY(doc.hasPending());
    Doc other;
    QVERIFY(other.applyUpdate(doc.encodeStateAsUpdate()));
    QVERIFY(other.hasPending());
    QVERIFY(other.applyUpdate(update({block(5, 0, {})})));
    QVERIFY(!other.hasPending());
    QCOMPARE(other.text(u"t").toString(), std::u16string(u"xx"));
}

void TestCrdtHostileDoc::gapsAreNoCircles()
{
    // 6:1 stands behind 5:1, which is not there; 5:2 stands behind 6:1. In the order 5:1, 6:1, 5:2 all is well.
    Doc doc(Doc::Options {.clientId = 1});
    QVERIFY(doc.applyUpdate(update({block(6, 0, {}), block(5, 0, {})})));
    QVERIFY(doc.applyUpdate(update({block(6, 1, Id {5, 1}), block(5, 2, Id {6, 1})})));
    QVERIFY(doc.hasPending());
    QVERIFY(doc.applyUpdate(update({block(5, 1, Id {5, 0})})));
    QVERIFY(!doc.hasPending());
    QCOMPARE(doc.stateVector().clock(5), ClockValue {3});
    QCOMPARE(doc.stateVector().clock(6), ClockValue {2});
}

QTEST_APPLESS_MAIN(TestCrdtHostileDoc)
#include "tst_crdt_hostiledoc.moc"
