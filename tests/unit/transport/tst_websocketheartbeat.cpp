#include "websocketpeer.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::transport;
using namespace websocket;
using namespace Qt::StringLiterals;

/// The rules of sync::HeartbeatMonitor over real sockets.
class TestWebSocketHeartbeat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beats();
    void countsAnyTrafficAsLife();
    void noticesADeadLine();
    void noticesSilenceWhileAnAckIsMissing();
    void noticesThatOnlyOthersAreHeard();
    void aFrameUnderWayIsLife();
    void probesAfterAWakeUp();
    void pingsPlainServersByFrame();
};

void TestWebSocketHeartbeat::beats()
{
    Server server;
    Watched watched(server.url(), systemClock);
    watched.heartbeat = {Millis(30), Millis(500), 3};
    watched.connection.open();
    QTRY_VERIFY(server.pings >= 3);
    QTRY_VERIFY(watched.connection.latency());
    QVERIFY(watched.isConnected());
    QVERIFY(watched.frames.isEmpty());
    QCOMPARE(server.sockets.size(), 1);
    const auto ping = protocol::decodeFrame(server.texts.first().toUtf8(), protocol::Encoding::Json);
    QVERIFY(ping && !ping->first().id.isEmpty());
}

void TestWebSocketHeartbeat::countsAnyTrafficAsLife()
{
    Server server;
    server.answersPings = false;
    ManualClock clock;
    Watched watched(server.url(), clock);
    watched.heartbeat = {Millis(30'000), Millis(5'000), 1};
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QTRY_COMPARE(server.sockets.size(), 1);
    for (int i = 1; i <= 20; ++i) {
        clock.advance(Millis(29'000));
        server.sockets.first()->sendTextMessage(u"{}"_s);
        QTRY_COMPARE(watched.frames.size(), i);
        QVERIFY(watched.isConnected());
    }
}

void TestWebSocketHeartbeat::noticesADeadLine()
{
    Server server;
    server.answersPings = false;
    Watched watched(server.url(), systemClock);
    watched.connection.setOptions(never);
    watched.heartbeat = {Millis(30), Millis(20), 3};
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Waiting);
    QCOMPARE(watched.connection.status().closeCode, 1006);
    QCOMPARE(watched.connection.status().reason, u"The connection was lost."_s);
    QVERIFY(server.pings == 3 || server.pings == 4); // on a busy machine one more is under way
    QTRY_COMPARE(server.sockets.size(), 0);
}

void TestWebSocketHeartbeat::noticesSilenceWhileAnAckIsMissing()
{
    Server server;
    server.answersPings = false;
    ManualClock clock;
    Watched watched(server.url(), clock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    watched.connection.ackExpected();
    clock.advance(Millis(2'000));
    watched.connection.ackExpected();
    QTRY_COMPARE(server.pings, 1); // it asks
    clock.advance(Millis(7'900));
    watched.connection.ackExpected();
    QVERIFY(watched.isConnected());
    clock.advance(Millis(100));
    watched.connection.ackExpected();
    QCOMPARE(watched.state(), LinkState::Waiting);
    QCOMPARE(watched.connection.status().closeCode, 1006);
}

void TestWebSocketHeartbeat::noticesThatOnlyOthersAreHeard()
{
    Server server;
    ManualClock clock;
    Watched watched(server.url(), clock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QTRY_COMPARE(server.sockets.size(), 1);
    watched.connection.clockShown(clock.wallNow(), clock.now());
    server.answersPings = false;
    watched.connection.ackExpected();
    for (int second = 1; second <= 8; ++second) {
        clock.advance(Millis(1'000));
        server.sockets.first()->sendTextMessage(u"{}"_s);
        QTRY_COMPARE(watched.frames.size(), second);
        watched.connection.said(clock.wallNow());
        QVERIFY(watched.isConnected());
    }
    clock.advance(Millis(1'000));
    watched.connection.said(clock.wallNow());
    QCOMPARE(watched.state(), LinkState::Waiting);
    QCOMPARE(watched.connection.status().closeCode, 1006);
}

// A page of history on a slow line: QWebSocket says nothing before its end.
void TestWebSocketHeartbeat::aFrameUnderWayIsLife()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { upgrade(request); };
    ManualClock clock;
    Watched watched(server.url(), clock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    constexpr int size = 60'000;
    QTcpSocket &socket = *server.requests.first().socket;
    socket.write("\x81\x7E" + QByteArray(1, static_cast<char>(size >> 8)) + static_cast<char>(size & 255));
    watched.connection.ackExpected();
    qint64 sent = 0;
    for (; sent < size; sent += 6'000) { // 48 kbit/s
        clock.advance(Millis(1'000));
        QSignalSpy written(&socket, &QTcpSocket::bytesWritten);
        socket.write(QByteArray(6'000, 'x'));
        QVERIFY(written.wait());
        QCoreApplication::processEvents(); // which reads it
        watched.connection.ackExpected(); // any call looks at the clock
        QVERIFY2(watched.isConnected(), qPrintable(QString::number(sent)));
    }
    QTRY_COMPARE(watched.frames.size(), 1);
    clock.advance(Millis(9'900)); // and 30 s more for its size, but then nothing came
    watched.connection.ackExpected();
    QVERIFY(watched.isConnected());
    clock.advance(Millis(100));
    watched.connection.ackExpected();
    QCOMPARE(watched.state(), LinkState::Waiting);
}

void TestWebSocketHeartbeat::probesAfterAWakeUp()
{
    Server server;
    ManualClock clock;
    Watched watched(server.url(), clock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    watched.connection.resume();
    QTRY_COMPARE(server.pings, 1);
    QTRY_VERIFY(watched.connection.latency());
    clock.advance(Millis(6'000));
    watched.connection.ackArrived();
    QVERIFY(watched.isConnected()); // it has answered
    server.answersPings = false;
    watched.connection.resume();
    QTRY_COMPARE(server.pings, 2);
    clock.advance(Millis(600));
    watched.connection.ackArrived();
    QCOMPARE(watched.state(), LinkState::Connecting); // at once, whatever the backoff says
    QTRY_VERIFY(watched.isConnected());
    QCOMPARE(server.accepted, 2);
}

void TestWebSocketHeartbeat::pingsPlainServersByFrame()
{
    RawServer server;
    QByteArray bytes;
    server.answer = [&](RawServer::Request &request) {
        request.socket->disconnect(&server);
        connect(request.socket, &QTcpSocket::readyRead, &server,
            [&bytes, socket = request.socket] { bytes += socket->readAll(); });
        upgrade(request);
    };
    ManualClock clock;
    Watched watched(server.url(), clock);
    watched.heartbeat = {Millis(0), Millis(0), 0};
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    clock.advance(Millis(30'000));
    watched.connection.ackArrived(); // any call looks at the clock
    QTRY_VERIFY(bytes.startsWith('\x89')); // FIN and opcode 9
    QVERIFY(watched.isConnected());
}

QTEST_GUILESS_MAIN(TestWebSocketHeartbeat)
#include "tst_websocketheartbeat.moc"
