#include "hubfixture.h"

#include "base/random.h"

#include <QCborMap>
#include <QCborValue>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestHubHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void badFramesGetAnError_data();
    void badFramesGetAnError();
    void twentyBadFramesInARowClose();
    void goodFramesForgive();
    void unknownTypesAreUnsupported();
    void withoutIdThereIsNoAck();
    void binaryNeedsCbor();
    void cborSpeaksCbor();
    void pingIsAnswered();
    void randomBytesHurtNobody();
    void randomRequestsHurtNobody();
    void framesAfterACloseAreNotHeard();
    void addressesThatAreNotThere_data();
    void addressesThatAreNotThere();

private:
    std::unique_ptr<HubFixture> m;
    ConnectionId m_ann = 0;
    ConnectionId m_bob = 0;
};

void TestHubHostile::init()
{
    m = std::make_unique<HubFixture>();
    m_ann = m->connectSocket(m->guest(u"Ann"_s));
    m_bob = m->connectSocket(m->guest(u"Bob"_s));
    m->take(m_ann);
    m->take(m_bob);
}

void TestHubHostile::badFramesGetAnError_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("not json") << QByteArray("hello");
    QTest::newRow("a number") << QByteArray("7");
    QTest::newRow("no type") << QByteArray("{}");
    QTest::newRow("type is a list") << QByteArray(R"({"type":["ping"]})");
    QTest::newRow("cut off") << QByteArray(R"({"type":"ping")");
    QTest::newRow("deep") << QByteArray(R"({"type":"ping","payload":)") + QByteArray(5000, '[') + QByteArray(5000, ']')
            + "}";
    QTest::newRow("a list of rubbish") << QByteArray("[1,2,3]");
    QTest::newRow("too many at once") << "[" + QByteArray(R"({"type":"ping"},)").repeated(300) + R"({"type":"ping"}])";
}

void TestHubHostile::badFramesGetAnError()
{
    QFETCH(const QByteArray, frame);
    m->sendText(m_ann, frame);
    const QList<QJsonObject> answers = m->takeOf(m_ann, u"error"_s);
    QCOMPARE(answers.size(), 1);
    QVERIFY(!answers[0].value("message"_L1).toString().isEmpty());
    QVERIFY(m->take(m_bob).isEmpty());
    QVERIFY(!m->edge.closed.contains(m_ann));
    QCOMPARE(m->ask(m_ann, u"ping"_s, {}).value("type"_L1), u"pong"_s);
}

void TestHubHostile::twentyBadFramesInARowClose()
{
    for (int i = 0; i < 19; ++i)
        m->sendText(m_ann, "rubbish");
    QVERIFY(!m->edge.closed.contains(m_ann));
    m->sendText(m_ann, "rubbish");
    QCOMPARE(m->edge.closed[m_ann].code, 1007);
    QCOMPARE(m->ask(m_bob, u"ping"_s, {}).value("type"_L1), u"pong"_s);
}

void TestHubHostile::goodFramesForgive()
{
    for (int i = 0; i < 100; ++i) {
        m->sendText(m_ann, "rubbish");
        if (i % 10 == 0)
            m->send(m_ann, u"ping"_s, {});
    }
    QVERIFY(!m->edge.closed.contains(m_ann));
}

void TestHubHostile::unknownTypesAreUnsupported()
{
    const QJsonObject answer = m->ask(m_ann, u"launch_missiles"_s, {});
    QCOMPARE(answer.value("code"_L1), u"unsupported"_s);
    m->send(m_ann, u"launch_missiles"_s, {});
    QCOMPARE(m->takeOf(m_ann, u"error"_s).size(), 1);
}

void TestHubHostile::withoutIdThereIsNoAck()
{
    m->send(m_ann, u"mark_read"_s, {{u"roomId"_s, u"general"_s}, {u"seq"_s, 0}});
    QVERIFY(m->take(m_ann).isEmpty());
    m->send(m_ann, u"mark_read"_s, {{u"roomId"_s, u"nowhere"_s}, {u"seq"_s, 0}});
    QCOMPARE(m->takeOf(m_ann, u"error"_s).size(), 1);
}

void TestHubHostile::binaryNeedsCbor()
{
    m->hub->inbound({FrameArrived {m_ann, FrameKind::Binary, "\xa0"}});
    QCOMPARE(m->takeOf(m_ann, u"error"_s).value(0).value("code"_L1), u"bad_request"_s);
}

void TestHubHostile::cborSpeaksCbor()
{
    const ConnectionId cleo = m->connectSocket(m->guest(u"Cleo"_s), "coterie.v9, coterie.v1.cbor, coterie.v1.json");
    QCOMPARE(m->edge.accepted[cleo], "coterie.v1.cbor");
    QCOMPARE(m->take(cleo).first().value("type"_L1), u"welcome"_s);
    m->take(m_ann);
    const QJsonObject request {{u"type"_s, u"send_message"_s}, {u"id"_s, u"1"_s},
        {u"payload"_s,
            QJsonObject {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"c"_s}, {u"text"_s, u"in binary"_s}}}};
    m->hub->inbound({FrameArrived {cleo, FrameKind::Binary, QCborValue::fromJsonValue(request).toCbor()}});
    QStringList types;
    for (const QJsonObject &frame : m->take(cleo))
        types.append(frame.value("type"_L1).toString());
    QCOMPARE(types, (QStringList {u"ack"_s, u"message"_s}));
    QCOMPARE(m->takeOf(m_ann, u"message"_s).value(0).value("text"_L1), u"in binary"_s);
}

void TestHubHostile::pingIsAnswered()
{
    m->send(m_ann, u"ping"_s, {{u"n"_s, 5}});
    const QJsonObject pong = m->takeOf(m_ann, u"pong"_s).value(0);
    QCOMPARE(pong.value("n"_L1), 5);
    QCOMPARE(pong.value("serverTime"_L1).toInteger(), qint64 {toEpochMillis(m->clock.wallNow())});
}

void TestHubHostile::randomBytesHurtNobody()
{
    Random random(20);
    const QByteArray good =
        R"({"type":"send_message","id":"1","payload":{"roomId":"general","clientId":"c","text":"hello"}})";
    for (int round = 0; round < 2000; ++round) {
        QByteArray frame = good;
        for (std::uint64_t change = 0; change <= random.below(6); ++change) {
            const auto at = static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(frame.size())));
            if (random.below(3) == 0)
                frame.remove(at, 1 + static_cast<qsizetype>(random.below(8)));
            else
                frame[at] = static_cast<char>(random.below(128));
            if (frame.isEmpty())
                frame = "x";
        }
        m->sendText(m_ann, frame);
        if (m->edge.closed.contains(m_ann)) {
            m->edge.closed.clear();
            m_ann = m->connectSocket(m->guest(u"Ann"_s));
        }
    }
    QVERIFY(!m->edge.closed.contains(m_bob));
    QCOMPARE(m->ask(m_bob, u"ping"_s, {}).value("type"_L1), u"pong"_s);
    QVERIFY(m->storage->check());
}

void TestHubHostile::randomRequestsHurtNobody()
{
    Random random(21);
    const QJsonValue values[] = {QJsonValue(), u"general"_s, u""_s, -1, 0, 3, 1e300, 0.5, true, QJsonArray {0, u"a"_s},
        QJsonObject {{u"roomId"_s, u"general"_s}}, QString(5000, u'x'), u"\u0000\u202E"_s, u"room:general"_s, u"m1"_s,
        9007199254740993.0, QJsonArray {u"a"_s, u"b"_s}, u"private"_s, u"online"_s};
    const QString keys[] = {u"roomId"_s, u"messageId"_s, u"pollId"_s, u"clientId"_s, u"text"_s, u"emoji"_s, u"on"_s,
        u"before"_s, u"after"_s, u"around"_s, u"limit"_s, u"seq"_s, u"since"_s, u"epoch"_s, u"options"_s, u"question"_s,
        u"surface"_s, u"x"_s, u"y"_s, u"status"_s, u"note"_s, u"name"_s, u"kind"_s, u"members"_s, u"q"_s, u"ids"_s,
        u"attachments"_s, u"replyTo"_s, u"threadId"_s, u"closesAt"_s, u"room"_s, u"payload"_s, u"username"_s};
    const QStringList types = protocol::requestTypes();
    for (int round = 0; round < 3000; ++round) {
        QJsonObject payload;
        for (const QString &key : keys) {
            if (random.below(3) == 0)
                payload[key] = values[random.below(std::size(values))];
        }
        m->send(m_ann, types[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(types.size())))], payload,
            u"1"_s);
        if (round % 50 == 0)
            m->wait(std::chrono::seconds {30});
    }
    QCOMPARE(m->ask(m_bob, u"ping"_s, {}).value("type"_L1), u"pong"_s);
    QCOMPARE(m->hub->core().tally.failedTurns, 0U);
    QVERIFY(m->storage->check());
}

void TestHubHostile::framesAfterACloseAreNotHeard()
{
    std::vector<Inbound> batch;
    for (int i = 0; i < 25; ++i)
        batch.push_back(FrameArrived {m_ann, FrameKind::Text, "rubbish"});
    batch.push_back(FrameArrived {m_ann, FrameKind::Text,
        R"({"type":"send_message","payload":{"roomId":"general","clientId":"c","text":"too late"}})"});
    batch.push_back(ConnectionClosed {m_ann, 1007});
    m->hub->inbound(std::move(batch));
    QVERIFY(m->takeOf(m_bob, u"message"_s).isEmpty());
}

void TestHubHostile::addressesThatAreNotThere_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("nowhere") << "GET"_ba << u"/nowhere"_s << 404;
    QTest::newRow("up and out") << "GET"_ba << u"/../../etc/passwd"_s << 404;
    QTest::newRow("a file by path") << "GET"_ba << u"/api/v1/files/..%2f..%2fcoterie.db"_s << 401;
    QTest::newRow("api without a token") << "GET"_ba << u"/api/v1/rooms"_s << 401;
    QTest::newRow("unknown api without a token") << "GET"_ba << u"/api/v1/secrets"_s << 401;
    QTest::newRow("post to a page") << "POST"_ba << u"/"_s << 404;
    QTest::newRow("socket without a token") << "GET"_ba << u"/ws"_s << 401;
    QTest::newRow("events without a token") << "GET"_ba << u"/events"_s << 401;
    QTest::newRow("healthy") << "GET"_ba << u"/healthz"_s << 200;
    QTest::newRow("ready") << "GET"_ba << u"/readyz"_s << 200;
    QTest::newRow("landing") << "GET"_ba << u"/"_s << 200;
}

void TestHubHostile::addressesThatAreNotThere()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    const Reply reply = m->http(method, path);
    QTEST(reply.status, "status");
    if (reply.status >= 400)
        QVERIFY(!reply.errorCode().isEmpty());
}

QTEST_GUILESS_MAIN(TestHubHostile)
#include "tst_hubhostile.moc"
