#include "frontendtest.h"
#include "rawclient.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;

/// WebSockets over real sockets.
class TestFrontEndWebSocket : public FrontEndTest
{
    Q_OBJECT
private Q_SLOTS:
    void upgradesAndEchoes();
    void refusesAnUpgradeWithItsStatus();
    void keepsAFrameSentWithTheUpgrade();
    void joinsFragmentsCutInACodePoint();
    void failsConnections_data();
    void failsConnections();
    void answersPingAndClose();
    void dropsASilentPeer();
    void tellsOfALostPeerOnce();
    void closesASlowReaderOnly();
    void dropsEphemeralFramesOnly();
    void slowsAFastSenderDown();
};

void TestFrontEndWebSocket::upgradesAndEchoes()
{
    TestServer server;
    RawClient client(server.start(config()));
    QByteArray request = RawClient::upgradeRequest("/ws"_ba);
    request.insert(request.size() - 2, "Sec-WebSocket-Protocol: coterie.v1.json, other\r\n"_ba);
    client.send(request);
    const auto response = client.readResponse(false);
    QCOMPARE(response.status, 101);
    QCOMPARE(response.field("Sec-WebSocket-Protocol"_ba), "coterie.v1.json"_ba);
    for (const int size : {0, 1, 125, 126, 65'535, 65'536, 1'000'000}) {
        const QByteArray payload(size, 'x');
        client.sendFrame(1, payload);
        const auto frame = client.readFrame();
        QCOMPARE(frame.opcode, 1);
        QCOMPARE(frame.payload, payload);
    }
    QCOMPARE(server.counters().openWebSockets, 1U);
}

void TestFrontEndWebSocket::refusesAnUpgradeWithItsStatus()
{
    TestServer server;
    RawClient client(server.start(config()));
    client.send(RawClient::upgradeRequest("/denied"_ba));
    QCOMPARE(client.readResponse().status, 401);
}

void TestFrontEndWebSocket::keepsAFrameSentWithTheUpgrade()
{
    TestServer server;
    RawClient client(server.start(config()));
    client.send(RawClient::upgradeRequest("/ws"_ba) + RawClient::frame(1, "early"_ba));
    QCOMPARE(client.readResponse(false).status, 101);
    QCOMPARE(client.readFrame().payload, "early"_ba);
}

void TestFrontEndWebSocket::joinsFragmentsCutInACodePoint()
{
    TestServer server;
    RawClient client(server.start(config()));
    QVERIFY(client.upgrade());
    client.sendFrame(1, "\xf0\x9f"_ba, false);
    client.sendFrame(9, "between"_ba);
    client.sendFrame(0, "\x98\x80"_ba, true);
    const auto pong = client.readFrame();
    QCOMPARE(pong.opcode, 10);
    QCOMPARE(pong.payload, "between"_ba);
    QCOMPARE(client.readFrame().payload, "\xf0\x9f\x98\x80"_ba);
}

void TestFrontEndWebSocket::failsConnections_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("unmasked") << RawClient::frame(1, "x"_ba, true, false) << 1002;
    QTest::newRow("reserved opcode") << RawClient::frame(5, "x"_ba) << 1002;
    QTest::newRow("not UTF-8") << RawClient::frame(1, "\xff"_ba) << 1007;
    QTest::newRow("too large") << RawClient::frame(1, QByteArray(1024 * 1024 + 1, 'x')).first(100) << 1009;
}

void TestFrontEndWebSocket::failsConnections()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    TestServer server;
    const quint16 port = server.start(config());
    RawClient other(port);
    QVERIFY(other.upgrade());
    RawClient client(port);
    QVERIFY(client.upgrade());
    client.send(bytes);
    const auto frame = client.readFrame();
    QCOMPARE(frame.opcode, 8);
    QCOMPARE(frame.closeCode(), code);
    QVERIFY(client.isClosedByServer());
    QTRY_COMPARE(server.seen().closed.size(), 1);
    QCOMPARE(server.seen().closed.first().code, code);
    other.sendFrame(1, "still here"_ba);
    QCOMPARE(other.readFrame().payload, "still here"_ba);
}

void TestFrontEndWebSocket::answersPingAndClose()
{
    TestServer server;
    RawClient client(server.start(config()));
    QVERIFY(client.upgrade());
    client.sendFrame(9, "p"_ba);
    QCOMPARE(client.readFrame().payload, "p"_ba);
    client.sendFrame(8, "\x0f\xa1"_ba + "done"_ba);
    const auto frame = client.readFrame();
    QCOMPARE(frame.opcode, 8);
    QCOMPARE(frame.closeCode(), 4001);
    QVERIFY(client.isClosedByServer());
    QTRY_COMPARE(server.seen().closed.size(), 1);
    QCOMPARE(server.seen().closed.first().code, 4001);
    QCOMPARE(server.counters().openWebSockets, 0U);
}

void TestFrontEndWebSocket::dropsASilentPeer()
{
    FrontEndConfig quick = config();
    quick.pingEvery = Millis {60};
    TestServer server;
    RawClient client(server.start(quick));
    QVERIFY(client.upgrade());
    QCOMPARE(client.readFrame().opcode, 9);
    client.sendFrame(10, {}); // one answer starts the count again
    int pings = 0;
    auto frame = client.readFrame();
    for (; frame.opcode == 9; frame = client.readFrame())
        ++pings;
    QVERIFY(pings >= 3);
    QCOMPARE(frame.opcode, -1);
    QTRY_COMPARE(server.seen().closed.size(), 1);
    QCOMPARE(server.seen().closed.first().code, 1006);
}

void TestFrontEndWebSocket::tellsOfALostPeerOnce()
{
    TestServer server;
    const quint16 port = server.start(config());
    for (int i = 0; i < 10; ++i) {
        RawClient client(port);
        QVERIFY(client.upgrade());
        if (i % 2 == 0)
            client.reset();
    }
    QTRY_COMPARE(server.seen().closed.size(), 10);
    server.broadcast("nobody"_ba, Delivery::Durable);
    QCOMPARE(server.seen().closed.size(), 10);
    QTRY_COMPARE(server.counters().openWebSockets, 0U);
}

void TestFrontEndWebSocket::closesASlowReaderOnly()
{
    FrontEndConfig small = config();
    small.maxPending = 1024 * 1024;
    TestServer server;
    const quint16 port = server.start(small);
    RawClient slow(port);
    slow.readSlowly(1024);
    QVERIFY(slow.upgrade());
    RawClient good(port);
    QVERIFY(good.upgrade());
    const QByteArray payload(64 * 1024, 'x');
    int sent = 0;
    for (; sent < 1000 && server.seen().closed.isEmpty(); ++sent) {
        server.broadcast(payload, Delivery::Durable);
        QCOMPARE(good.readFrame().payload.size(), payload.size());
    }
    QVERIFY(sent < 1000);
    QCOMPARE(server.seen().closed.first().code, 4508);
    QCOMPARE(server.counters().slowReadersClosed, 1U);
    slow.readSlowly(0);
    RawClient::Frame last;
    for (auto frame = slow.readFrame(); frame.opcode >= 0; frame = slow.readFrame())
        last = frame;
    QCOMPARE(last.opcode, 8);
    QCOMPARE(last.closeCode(), 4508);
}

void TestFrontEndWebSocket::dropsEphemeralFramesOnly()
{
    TestServer server;
    const quint16 port = server.start(config());
    RawClient slow(port);
    slow.readSlowly(1024);
    QVERIFY(slow.upgrade());
    const QByteArray payload(64 * 1024, 'x');
    for (int i = 0; i < 1000 && server.counters().droppedEphemeral == 0; ++i)
        server.broadcast(payload, Delivery::Ephemeral);
    QVERIFY(server.counters().droppedEphemeral > 0);
    server.broadcast("kept"_ba, Delivery::Durable);
    slow.readSlowly(0);
    QByteArray last;
    while (last != "kept"_ba) {
        const auto frame = slow.readFrame();
        QCOMPARE(frame.opcode, 2);
        last = frame.payload;
    }
    QTRY_VERIFY(!server.seen().caughtUp.empty());
    QCOMPARE(server.seen().caughtUp.back(), server.seen().sockets.back());
    QVERIFY(server.seen().closed.isEmpty());
}

void TestFrontEndWebSocket::slowsAFastSenderDown()
{
    FrontEndConfig limited = config();
    limited.framesPerSecond = 20; // a burst of 100
    TestServer server;
    server.echoes = false;
    RawClient client(server.start(limited));
    QVERIFY(client.upgrade());
    QElapsedTimer timer;
    timer.start();
    QByteArray bytes;
    for (int i = 0; i < 115; ++i)
        bytes += RawClient::frame(1, QByteArray::number(i));
    client.send(bytes);
    QTRY_COMPARE(server.seen().frames.size(), 115);
    QVERIFY(timer.elapsed() >= 500);
    const auto frames = server.seen().frames;
    for (int i = 0; i < frames.size(); ++i)
        QCOMPARE(frames[i].payload, QByteArray::number(i)); // none lost, none out of order
}

QTEST_GUILESS_MAIN(TestFrontEndWebSocket)
#include "tst_frontendwebsocket.moc"
