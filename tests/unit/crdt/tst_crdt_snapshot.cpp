#include "crdt/snapshot.h"
#include "fixtures.h"

#include <QTest>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;

namespace {

QByteArray base64(const Bytes &bytes)
{
    return fixtures::array(bytes).toBase64();
}

Doc keeper(ClientId id = 1)
{
    return Doc(Doc::Options {.clientId = id, .collectGarbage = false});
}

} // namespace

class TestCrdtSnapshot : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recorded() // by yjs
    {
        const auto fixture = fixtures::load(u"snapshots.json"_s);
        Doc doc = keeper();
        QVERIFY(doc.applyUpdate(fixtures::view(fixtures::bytes(fixture["update"_L1]))));
        const auto snapshots = fixture["snapshots"_L1].toArray();
        for (const auto &value : snapshots) {
            const auto v1 = fixtures::bytes(value["v1"_L1]);
            const auto snapshot = Snapshot::decode(fixtures::view(v1));
            QVERIFY(snapshot);
            QCOMPARE(fixtures::array(snapshot->encode()), v1);
            const auto v2 = fixtures::bytes(value["v2"_L1]);
            QCOMPARE(fixtures::array(snapshot->encode(UpdateVersion::V2)), v2);
            QVERIFY(*Snapshot::decode(fixtures::view(v2), UpdateVersion::V2) == *snapshot);
            auto past = createDocFromSnapshot(doc, *snapshot);
            QVERIFY(past);
            QCOMPARE(base64(past->encodeStateAsUpdate()), value["state"_L1].toString().toLatin1());
            QCOMPARE(fixtures::string(past->text(u"t").toString()), value["text"_L1].toString());
        }
        QVERIFY(Snapshot::of(doc) == *Snapshot::decode(fixtures::view(fixtures::bytes(snapshots.last()["v1"_L1]))));
    }

    void tellsWhatCameAndWent()
    {
        Doc doc = keeper();
        Text text = doc.text(u"t");
        QVERIFY(text.insert(0, u"one two"));
        const Snapshot before = Snapshot::of(doc);
        QVERIFY(text.erase(0, 4));
        QVERIFY(text.insert(3, u" three"));
        const Snapshot after = Snapshot::of(doc);
        QVERIFY(text.erase(0, text.length()));
        const Delta changes = deltaBetween(text, before, after);
        QCOMPARE(changes.size(), 3U);
        QVERIFY(changes[0].text == u"one " && changes[1].text == u"two" && changes[2].text == u" three");
        QVERIFY(*changes[0].attributes.at(0).second.member(u"type")->string() == u"removed");
        QVERIFY(changes[1].attributes.empty());
        QVERIFY(*changes[2].attributes.at(0).second.member(u"type")->string() == u"added");
        QVERIFY(deltaAt(text, after).at(0).text == u"two three");
        QVERIFY(deltaAt(text, Snapshot {}).empty());
    }

    void leavesTheDocumentAlone()
    {
        Doc doc = keeper();
        QVERIFY(doc.text(u"t").insert(0, u"abc"));
        const Snapshot then = Snapshot::of(doc);
        QVERIFY(doc.text(u"t").insert(3, u"def"));
        const auto before = doc.encodeStateAsUpdate();
        int updates = 0;
        const auto subscription = doc.onUpdate([&updates](auto, auto, auto) { ++updates; });
        QVERIFY(createDocFromSnapshot(doc, then)->text(u"t").toString() == u"abc");
        QCOMPARE(doc.encodeStateAsUpdate(), before);
        QCOMPARE(doc.itemCount(), 1U);
        QCOMPARE(updates, 0);
    }

    void knowsWhatItContains()
    {
        Doc doc = keeper();
        QVERIFY(doc.text(u"t").insert(0, u"abc"));
        const Snapshot then = Snapshot::of(doc);
        const auto old = doc.encodeStateAsUpdate();
        QVERIFY(doc.text(u"t").erase(0, 1));
        const auto erased = doc.encodeStateAsUpdate();
        QVERIFY(*then.contains(old));
        QVERIFY(!*then.contains(erased));
        QVERIFY(*Snapshot::of(doc).contains(erased));
        QCOMPARE(then.contains(std::span(old).first(3)).error().code, Errc::Truncated);
    }

    void refuses()
    {
        Doc doc = keeper();
        QVERIFY(doc.text(u"t").insert(0, u"abc"));
        Snapshot later = Snapshot::of(doc);
        later.state.set(1, std::uint64_t {1} << 40U);
        QCOMPARE(createDocFromSnapshot(doc, later).error().code, Errc::NotFound);
        later.state = {};
        later.state.set(99, 1);
        QCOMPARE(createDocFromSnapshot(doc, later).error().code, Errc::NotFound);
        Doc forgetful;
        QCOMPARE(createDocFromSnapshot(forgetful, Snapshot::of(forgetful)).error().code, Errc::BadRequest);
    }

    void decodeRejects_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Errc>("expected");
        QTest::newRow("nothing") << QByteArray() << Errc::Truncated;
        QTest::newRow("ends inside the state") << QByteArray::fromHex("000101") << Errc::Truncated;
        QTest::newRow("more follows") << QByteArray::fromHex("000000") << Errc::Malformed;
        QTest::newRow("counts more than there is") << QByteArray::fromHex("00ffffff7f") << Errc::Truncated;
    }
    void decodeRejects()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const Errc, expected);
        for (const auto version : {UpdateVersion::V1, UpdateVersion::V2})
            QCOMPARE(Snapshot::decode(fixtures::view(bytes), version).error().code, expected);
    }
};

QTEST_APPLESS_MAIN(TestCrdtSnapshot)
#include "tst_crdt_snapshot.moc"
