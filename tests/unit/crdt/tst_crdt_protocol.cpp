#include "crdt/awareness.h"
#include "crdt/encoding.h"
#include "crdt/syncprotocol.h"
#include "fixtures.h"

#include <QTest>

using namespace coterie;
using namespace coterie::crdt;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr ClientId self = 1;
constexpr ClientId ada = 42;

Any object(std::string_view json)
{
    return *Any::fromJson(json);
}

/// A message that says this of one client.
Bytes says(ClientId client, std::uint64_t clock, std::string_view json)
{
    ByteWriter out;
    out.varUint(1);
    out.varUint(client);
    out.varUint(clock);
    out.utf8(json);
    return out.take();
}

using Clients = std::vector<ClientId>;

} // namespace

class TestCrdtProtocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void messagesAreThoseOfYWebsocket();
    void messagesCutAnywhereAreRefused();
    void unknownMessagesAreUnsupported();
    void checkpointsGoThereAndBack();
    void peopleComeMoveAndGo();
    void writesWhatYjsWrites();
    void olderWordsAreIgnored();
    void nobodyElseRemovesThisClient();
    void silenceIsAbsence();
    void whoLeavesMayComeBack();
    void hostileAwarenessChangesNothing_data();
    void hostileAwarenessChangesNothing();
    void crowdsAreLimited();

private:
    Instant m_now {};
};

void TestCrdtProtocol::messagesAreThoseOfYWebsocket()
{
    const QJsonObject recorded = fixtures::load(u"protocol.json"_s);
    const auto decoded = [&](const QString &name) {
        const auto message = decodeSyncMessage(fixtures::view(fixtures::bytes(recorded[name])));
        if (!message)
            qFatal("%s is refused", qPrintable(name));
        return *message;
    };
    for (const QString &name : {u"step1"_s, u"step2"_s, u"change"_s, u"awareness"_s, u"denied"_s, u"query"_s}) {
        const QByteArray bytes = fixtures::bytes(recorded[name]);
        const auto message = decodeSyncMessage(fixtures::view(bytes));
        QVERIFY2(message, qPrintable(name));
        QCOMPARE(fixtures::array(encodeSyncMessage(*message)).toHex(), bytes.toHex());
    }
    const QByteArray state = fixtures::bytes(recorded[u"state"_s]);
    QVERIFY(std::get<SyncStep1>(decoded(u"step1"_s)).state == *StateVector::decode(fixtures::view(state)));
    QCOMPARE(std::get<PermissionDenied>(decoded(u"denied"_s)).reason, std::u16string(u"Not for you."));
    QVERIFY(std::holds_alternative<AwarenessQuery>(decoded(u"query"_s)));
    const QByteArray step2 = fixtures::bytes(recorded[u"step2"_s]);
    const QByteArray change = fixtures::bytes(recorded[u"change"_s]);
    const auto answer = decodeSyncMessage(fixtures::view(step2));
    const auto update = decodeSyncMessage(fixtures::view(change));
    QCOMPARE(fixtures::array(std::get<SyncStep2>(*answer).update), fixtures::bytes(recorded[u"update"_s]));
    QCOMPARE(fixtures::array(std::get<SyncUpdate>(*update).update), fixtures::bytes(recorded[u"update"_s]));
}

void TestCrdtProtocol::messagesCutAnywhereAreRefused()
{
    const QJsonObject recorded = fixtures::load(u"protocol.json"_s);
    for (const QString &name : {u"step1"_s, u"step2"_s, u"change"_s, u"awareness"_s, u"denied"_s}) {
        const QByteArray bytes = fixtures::bytes(recorded[name]);
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY(!decodeSyncMessage(fixtures::view(bytes.first(size))));
        QCOMPARE(decodeSyncMessage(fixtures::view(bytes + 'x')).error().code, Errc::Malformed);
    }
}

void TestCrdtProtocol::unknownMessagesAreUnsupported()
{
    for (const char *bytes : {"04", "ff01", "0003", "0201 00"})
        QCOMPARE(decodeSyncMessage(fixtures::view(QByteArray::fromHex(bytes))).error().code, Errc::Unsupported);
}

void TestCrdtProtocol::checkpointsGoThereAndBack()
{
    for (const std::uint64_t number : {std::uint64_t {0}, std::uint64_t {300}, maxSafeInteger}) {
        const Bytes bytes = encodeSyncMessage(Checkpoint {number});
        QCOMPARE(std::to_integer<int>(bytes.front()), 100);
        const auto message = decodeSyncMessage(bytes);
        QVERIFY(message);
        QCOMPARE(std::get<Checkpoint>(*message).number, number);
        QCOMPARE(decodeSyncMessage(std::span(bytes).first(bytes.size() - 1)).error().code, Errc::Truncated);
    }
    ByteWriter tooLarge;
    tooLarge.varUint(100);
    tooLarge.varUint(maxSafeInteger + 1);
    QCOMPARE(decodeSyncMessage(tooLarge.view()).error().code, Errc::OutOfRange);
}

void TestCrdtProtocol::peopleComeMoveAndGo()
{
    const QJsonArray people = fixtures::load(u"protocol.json"_s)[u"people"_s].toArray();
    Awareness awareness(self, m_now);
    const auto hear = [&](qsizetype i) { return *awareness.apply(fixtures::view(fixtures::bytes(people[i])), m_now); };

    const AwarenessChange came = hear(0);
    QCOMPARE(came.added, Clients {ada});
    QCOMPARE(*awareness.state(ada)->member(u"user")->member(u"name")->string(), std::u16string(u"Ada"));
    QCOMPARE(awareness.clients(), (Clients {self, ada}));
    QVERIFY(hear(0).isEmpty()); // the same words again are no news

    const AwarenessChange moved = hear(1);
    QCOMPARE(moved.updated, Clients {ada});
    QCOMPARE(moved.changed, Clients {ada});
    QCOMPARE(*awareness.state(ada)->member(u"cursor")->number(), 7.0);

    const AwarenessChange gone = hear(2);
    QCOMPARE(gone.removed, Clients {ada});
    QVERIFY(!awareness.state(ada));
    QVERIFY(hear(1).isEmpty()); // late words do not bring it back
}

void TestCrdtProtocol::writesWhatYjsWrites()
{
    const QJsonArray people = fixtures::load(u"protocol.json"_s)[u"people"_s].toArray();
    Awareness awareness(ada, m_now);
    const auto said = [&] { return fixtures::array(awareness.encode(Clients {ada})).toHex(); };
    awareness.setLocalState(object(R"({"user":{"name":"Ada","colour":"#30bced"},"cursor":null})"), m_now);
    QCOMPARE(said(), fixtures::bytes(people[0]).toHex());
    awareness.setLocalField(u"cursor", 7, m_now);
    QCOMPARE(said(), fixtures::bytes(people[1]).toHex());
    awareness.setLocalState({}, m_now);
    QCOMPARE(said(), fixtures::bytes(people[2]).toHex());
    QVERIFY(awareness.setLocalField(u"cursor", 8, m_now).isEmpty());
    QCOMPARE(fixtures::array(awareness.encode(Clients {99})).toHex(), QByteArray("00"));
}

void TestCrdtProtocol::olderWordsAreIgnored()
{
    Awareness awareness(self, m_now);
    QVERIFY(awareness.apply(says(ada, 5, "{\"n\":5}"), m_now));
    QVERIFY(awareness.apply(says(ada, 4, "{\"n\":4}"), m_now)->isEmpty());
    QVERIFY(awareness.apply(says(ada, 4, "null"), m_now)->isEmpty());
    QCOMPARE(*awareness.state(ada)->member(u"n")->number(), 5.0);
    const auto same = awareness.apply(says(ada, 6, "{\"n\":5}"), m_now);
    QCOMPARE(same->updated, Clients {ada});
    QVERIFY(same->changed.empty());
    QCOMPARE(awareness.apply(says(ada, 6, "null"), m_now)->removed, Clients {ada}); // someone saw the connection close
}

void TestCrdtProtocol::nobodyElseRemovesThisClient()
{
    Awareness awareness(self, m_now);
    awareness.setLocalState(object("{\"n\":1}"), m_now);
    QCOMPARE(awareness.apply(says(self, 9, "null"), m_now)->updated, Clients {self});
    QVERIFY(awareness.localState());
    Awareness other(ada, m_now);
    QVERIFY(other.apply(says(self, 9, "null"), m_now));
    QCOMPARE(other.apply(awareness.encode(Clients {self}), m_now)->updated, Clients {self});
    QVERIFY(*other.state(self) == object("{\"n\":1}"));
}

void TestCrdtProtocol::silenceIsAbsence()
{
    Awareness awareness(self, m_now);
    QVERIFY(awareness.apply(says(ada, 1, "{}"), m_now));
    QVERIFY(awareness.tick(m_now + 14s).isEmpty());
    const AwarenessChange told = awareness.tick(m_now + 15s);
    QCOMPARE(told.updated, Clients {self});
    QVERIFY(told.removed.empty());
    QVERIFY(awareness.tick(m_now + 29s).isEmpty());
    const AwarenessChange gone = awareness.tick(m_now + 30s);
    QCOMPARE(gone.removed, Clients {ada});
    QCOMPARE(awareness.clients(), Clients {self});
    awareness.setLocalState({}, m_now + 30s);
    QVERIFY(awareness.tick(m_now + 100s).isEmpty()); // who left tells nothing
}

void TestCrdtProtocol::whoLeavesMayComeBack()
{
    Awareness awareness(self, m_now);
    QVERIFY(awareness.apply(says(ada, 1, "{}"), m_now));
    const Clients left {ada, 77};
    QCOMPARE(awareness.remove(left, m_now).removed, Clients {ada});
    QVERIFY(awareness.remove(left, m_now).isEmpty());
    const auto back = awareness.apply(says(ada, 2, "{\"n\":1}"), m_now);
    QCOMPARE(back->updated, Clients {ada});
    QCOMPARE(back->changed, Clients {ada});
    QCOMPARE(awareness.remove(Clients {self}, m_now).removed, Clients {self});
    QCOMPARE(awareness.setLocalState(object("{}"), m_now).added, Clients {self});
}

void TestCrdtProtocol::hostileAwarenessChangesNothing_data()
{
    QTest::addColumn<QByteArray>("update");
    QTest::addColumn<Errc>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, Errc expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("nothing", {}, Errc::Truncated);
    row("ends early", QByteArray::fromHex("022a01027b7d"), Errc::Truncated);
    row("more than there are", QByteArray::fromHex("ffffffff0f"), Errc::Truncated);
    row("no JSON", fixtures::array(says(ada, 1, "{")), Errc::Malformed);
    row("no UTF-8", fixtures::array(says(ada, 1, "\"\xff\"")), Errc::Malformed);
    row("something behind", fixtures::array(says(ada, 1, "{}")) + '\0', Errc::Malformed);
    row("too deep", fixtures::array(says(ada, 1, std::string(5000, '['))), Errc::OutOfRange);
    row("too large", fixtures::array(says(ada, 1, '"' + std::string(70'000, 'x') + '"')), Errc::TooLarge);
}

void TestCrdtProtocol::hostileAwarenessChangesNothing()
{
    QFETCH(const QByteArray, update);
    QFETCH(const Errc, expected);
    Awareness awareness(self, m_now);
    const auto result = awareness.apply(fixtures::view(update), m_now);
    QVERIFY(!result);
    QCOMPARE(result.error().code, expected);
    QCOMPARE(awareness.clients(), Clients {self});
    QVERIFY(!awareness.state(ada));
}

void TestCrdtProtocol::crowdsAreLimited()
{
    Awareness awareness(self, m_now, {.clients = 3});
    QVERIFY(awareness.apply(says(10, 1, "{}"), m_now));
    QVERIFY(awareness.apply(says(11, 1, "null"), m_now));
    QCOMPARE(awareness.apply(says(12, 1, "{}"), m_now).error().code, Errc::TooLarge);
    QVERIFY(awareness.apply(says(10, 2, "{}"), m_now + 30s)); // who is known may speak
    QVERIFY(awareness.apply(says(12, 1, "{}"), m_now + 30s)); // who went long ago makes room
    QCOMPARE(awareness.clients(), (Clients {self, 10, 12}));
}

QTEST_APPLESS_MAIN(TestCrdtProtocol)
#include "tst_crdt_protocol.moc"
