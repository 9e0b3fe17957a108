#include "rawserver.h"

#include "base/random.h"
#include "protocol/envelope.h"
#include "transport/websocketconnection.h"

#include <QCryptographicHash>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace coterie;
using namespace coterie::transport;
using namespace Qt::StringLiterals;

namespace {

// A WebSocket server that keeps what comes in.
struct Server {
    Server() : server(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        listen(0);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            while (QWebSocket *const socket = server.nextPendingConnection()) {
                ++accepted;
                socket->setParent(&server);
                socket->setMaxAllowedIncomingMessageSize(64 << 20);
                sockets << socket;
                QObject::connect(socket, &QWebSocket::textMessageReceived, &server,
                    [this, socket](const QString &text) { received(socket, text); });
                QObject::connect(socket, &QWebSocket::disconnected, &server, [this, socket] {
                    lastCloseCode = socket->closeCode();
                    sockets.removeOne(socket);
                    socket->deleteLater();
                });
            }
        });
    }
    void listen(quint16 port) { server.listen(QHostAddress::LocalHost, port); }
    [[nodiscard]] QUrl url(const QString &prefix = {}) const
    {
        return QUrl(u"http://127.0.0.1:%1%2"_s.arg(server.serverPort()).arg(prefix));
    }
    void received(QWebSocket *socket, const QString &text)
    {
        texts << text;
        const auto frame = protocol::decodeFrame(text.toUtf8(), protocol::Encoding::Json);
        if (!frame || frame->first().type != u"ping"_s)
            return;
        ++pings;
        if (answersPings) {
            protocol::Envelope pong = frame->first();
            pong.type = u"pong"_s;
            socket->sendTextMessage(QString::fromUtf8(protocol::encodeFrame(pong)));
        }
    }

    QWebSocketServer server;
    QList<QWebSocket *> sockets;
    QStringList texts;
    int accepted = 0;
    int pings = 0;
    int lastCloseCode = 0;
    bool answersPings = true;
};

constexpr protocol::Heartbeat calm {Millis(3'600'000), Millis(5'000), 3};

// A connection that welcomes itself, with everything it said.
struct Watched {
    Watched(const QUrl &url, const Clock &clock, const QString &token = u"t-1"_s) : connection(clock)
    {
        connection.setTarget(url, token);
        QObject::connect(&connection, &WebSocketConnection::statusChanged, &connection,
            [this](const LinkStatus &status) { statuses << status; });
        QObject::connect(&connection, &WebSocketConnection::opened, &connection, [this] {
            if (welcomes)
                connection.welcomed(heartbeat);
        });
        QObject::connect(&connection, &WebSocketConnection::frameReceived, &connection,
            [this](const QByteArray &frame) { frames << frame; });
    }
    [[nodiscard]] LinkState state() const { return connection.status().state; }
    [[nodiscard]] bool isConnected() const { return state() == LinkState::Connected; }
    [[nodiscard]] QList<LinkState> states() const
    {
        QList<LinkState> list;
        for (const auto &status : statuses)
            list << status.state;
        return list;
    }

    protocol::Heartbeat heartbeat = calm;
    bool welcomes = true;
    QList<LinkStatus> statuses;
    QList<QByteArray> frames;
    WebSocketConnection connection;
};

const SystemClock systemClock;
constexpr WebSocketConnection::Options never {
    Millis(10'000), Millis(15'000), {Millis(36'000'000), Millis(36'000'000), Millis(60'000)}};
constexpr WebSocketConnection::Options quick {Millis(10'000), Millis(15'000), {Millis(2), Millis(5), Millis(60'000)}};

// Answers the handshake by hand, so that the test owns the bytes after it.
void upgrade(const RawServer::Request &request)
{
    const QByteArray key = request.header("Sec-WebSocket-Key"_ba) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    request.socket->write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n");
    request.socket->flush();
}

} // namespace

class TestWebSocketConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects();
    void sendsTheTokenInTheHeaderOnly();
    void carriesFramesBothWays();
    void stopsWhenTheHandshakeIsForbidden_data();
    void stopsWhenTheHandshakeIsForbidden();
    void comesBackWhenTheHandshakeFails_data();
    void comesBackWhenTheHandshakeFails();
    void saysThatTheServerCannotBeReached();
    void limitsTheTimeOfAnAttempt();
    void limitsTheTimeToTheWelcome();
    void followsTheCloseCode_data();
    void followsTheCloseCode();
    void reportsADeadLineAs1006();
    void startsAgainAfterAFinalVerdict();
    void retriesNow();
    void beats();
    void countsAnyTrafficAsLife();
    void noticesADeadLine();
    void noticesSilenceWhileAnAckIsMissing();
    void probesAfterAWakeUp();
    void sleepsAndWakes();
    void pingsPlainServersByFrame();
    void refusesBrokenTargets_data();
    void refusesBrokenTargets();
    void saysGoodbye();
    void closesInsideHandlers();
    void isDeletedInsideHandlers_data();
    void isDeletedInsideHandlers();
    void neverHoldsTwoSockets();
    void worksOnAnotherThread();
};

void TestWebSocketConnection::connects()
{
    Server server;
    Watched watched(server.url(u"/prefix/"_s), systemClock);
    watched.connection.open();
    QCOMPARE(watched.state(), LinkState::Connecting);
    QTRY_VERIFY(watched.isConnected());
    QCOMPARE(watched.states(), QList<LinkState>({LinkState::Connecting, LinkState::Handshaking, LinkState::Connected}));
    QTRY_COMPARE(server.sockets.size(), 1);
    QCOMPARE(server.sockets.first()->requestUrl().path(), u"/prefix/ws"_s);
    QVERIFY(watched.connection.status().reason.isEmpty());
}

void TestWebSocketConnection::sendsTheTokenInTheHeaderOnly()
{
    RawServer server;
    Watched watched(server.url(), systemClock, u"secret.Token-1"_s);
    watched.connection.open();
    QTRY_COMPARE(server.requests.size(), 1);
    QCOMPARE(server.requests.first().line(), "GET /ws HTTP/1.1"_ba);
    QCOMPARE(server.requests.first().header("Authorization"_ba), "Bearer secret.Token-1"_ba);
}

void TestWebSocketConnection::carriesFramesBothWays()
{
    Server server;
    Watched watched(server.url(), systemClock);
    QVERIFY(!watched.connection.send("{}"_ba));
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    const QString large(600'000, u'€'); // Qt's own fragments would cut one of them in two
    QVERIFY(watched.connection.send(large.toUtf8()));
    QTRY_COMPARE(server.texts.size(), 1);
    QVERIFY(server.texts.first() == large);
    server.sockets.first()->setOutgoingFrameSize(16 << 20);
    server.sockets.first()->sendTextMessage(large);
    server.sockets.first()->sendTextMessage(uR"({"type":"pong","payload":{}})"_s); // not one of ours
    QTRY_COMPARE(watched.frames.size(), 2);
    QVERIFY(watched.frames.first() == large.toUtf8());
}

void TestWebSocketConnection::stopsWhenTheHandshakeIsForbidden_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("closeCode");
    QTest::newRow("expired") << "401 Unauthorized"_ba << 4401;
    QTest::newRow("banned") << "403 Forbidden"_ba << 4403;
}

void TestWebSocketConnection::stopsWhenTheHandshakeIsForbidden()
{
    QFETCH(const QByteArray, status);
    QFETCH(const int, closeCode);
    RawServer server;
    server.answer = [&](RawServer::Request &request) { RawServer::reply(request, status, "Content-Length: 0\r\n"); };
    Watched watched(server.url(), systemClock);
    watched.connection.setOptions(quick);
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Disconnected);
    const LinkStatus last = watched.connection.status();
    QVERIFY(last.final);
    QCOMPARE(last.closeCode, closeCode);
    QVERIFY(!last.reason.isEmpty());
    QCOMPARE(server.requests.size(), 2);
    QCOMPARE(server.requests.last().path(), "/api/v1/me"_ba);
    QTest::qWait(20);
    QCOMPARE(server.requests.size(), 2);
}

void TestWebSocketConnection::comesBackWhenTheHandshakeFails_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"200 OK", "404 Not Found", "429 Slow", "500 Oops", "503 Busy"})
        QTest::newRow(status) << QByteArray(status);
}

void TestWebSocketConnection::comesBackWhenTheHandshakeFails()
{
    QFETCH(const QByteArray, status);
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() > 2)
            upgrade(request);
        else
            RawServer::reply(request, status, "Content-Length: 0\r\n");
    };
    Watched watched(server.url(), systemClock);
    watched.connection.setOptions(quick);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QCOMPARE(watched.states(),
        QList<LinkState>({LinkState::Connecting, LinkState::Waiting, LinkState::Connecting, LinkState::Handshaking,
            LinkState::Connected}));
    QVERIFY(!watched.statuses.at(1).reason.isEmpty());
    QCOMPARE(watched.statuses.at(2).attempt, 2);
}

void TestWebSocketConnection::saysThatTheServerCannotBeReached()
{
    RawServer server;
    const QUrl gone = server.url();
    server.close();
    Watched watched(gone, systemClock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Waiting);
    const LinkStatus status = watched.connection.status();
    QCOMPARE(status.reason, u"The server cannot be reached."_s);
    QVERIFY(!status.final);
    QVERIFY(status.retryIn > Millis(0));
    QVERIFY(status.retryIn <= watched.statuses.last().retryIn);
}

void TestWebSocketConnection::limitsTheTimeOfAnAttempt()
{
    RawServer server; // takes the handshake and says nothing
    Watched watched(server.url(), systemClock);
    auto options = never;
    options.connectLimit = Millis(60);
    watched.connection.setOptions(options);
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Waiting);
    QCOMPARE(watched.connection.status().reason, u"The server does not answer."_s);
    QCOMPARE(server.requests.size(), 1);
}

void TestWebSocketConnection::limitsTheTimeToTheWelcome()
{
    Server server;
    Watched watched(server.url(), systemClock);
    auto options = never;
    options.welcomeLimit = Millis(60);
    watched.connection.setOptions(options);
    watched.welcomes = false;
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Waiting);
    QCOMPARE(watched.states(), QList<LinkState>({LinkState::Connecting, LinkState::Handshaking, LinkState::Waiting}));
    QTRY_COMPARE(server.sockets.size(), 0);
}

void TestWebSocketConnection::followsTheCloseCode_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("final");
    for (const int code : {1003, 1007, 1008, 1009, 4400, 4401, 4403, 4426, 4499})
        QTest::addRow("%d stops", code) << code << true;
    for (const int code : {1001, 1011, 1012, 1013, 1014, 4500, 4503, 4508, 4999, 3000})
        QTest::addRow("%d comes back", code) << code << false;
}

void TestWebSocketConnection::followsTheCloseCode()
{
    QFETCH(const int, code);
    QFETCH(const bool, final);
    Server server;
    Watched watched(server.url(), systemClock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QTRY_COMPARE(server.sockets.size(), 1);
    server.sockets.first()->close(static_cast<QWebSocketProtocol::CloseCode>(code), u"because"_s);
    QTRY_VERIFY(!watched.isConnected());
    const LinkStatus status = watched.connection.status();
    QCOMPARE(status.state, final ? LinkState::Disconnected : LinkState::Waiting);
    QCOMPARE(status.final, final);
    QCOMPARE(status.reason.contains(u"because"_s), final);
    QCOMPARE(status.closeCode, code >= 1012 && code <= 1014 ? 1002 : code); // Qt does not know these three
}

void TestWebSocketConnection::reportsADeadLineAs1006()
{
    for (const bool isReset : {false, true}) {
        RawServer server;
        server.answer = [](RawServer::Request &request) { upgrade(request); };
        Watched watched(server.url(), systemClock);
        watched.connection.setOptions(never);
        watched.connection.open();
        QTRY_VERIFY(watched.isConnected());
        if (isReset)
            server.requests.first().socket->abort();
        else
            server.requests.first().socket->close();
        QTRY_COMPARE(watched.state(), LinkState::Waiting);
        QCOMPARE(watched.connection.status().closeCode, 1006);
    }
}

void TestWebSocketConnection::startsAgainAfterAFinalVerdict()
{
    Server server;
    Watched watched(server.url(), systemClock);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QTRY_COMPARE(server.sockets.size(), 1);
    int unauthorized = 4401; // Qt's enum does not reach so far
    server.sockets.first()->close(static_cast<QWebSocketProtocol::CloseCode>(unauthorized));
    QTRY_VERIFY(watched.connection.status().final);
    watched.connection.resume(); // not by itself
    QCOMPARE(watched.state(), LinkState::Disconnected);
    watched.connection.setTarget(server.url(), u"new"_s);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QVERIFY(!watched.connection.status().final);
}

void TestWebSocketConnection::retriesNow()
{
    Server server;
    const QUrl url = server.url();
    const quint16 port = server.server.serverPort();
    server.server.close();
    Watched watched(url, systemClock);
    watched.connection.setOptions(never);
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Waiting);
    server.listen(port);
    watched.connection.retryNow();
    QCOMPARE(watched.state(), LinkState::Connecting);
    QTRY_VERIFY(watched.isConnected());
}

void TestWebSocketConnection::beats()
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

void TestWebSocketConnection::countsAnyTrafficAsLife()
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

void TestWebSocketConnection::noticesADeadLine()
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
    QCOMPARE(server.pings, 3);
    QTRY_COMPARE(server.sockets.size(), 0);
}

void TestWebSocketConnection::noticesSilenceWhileAnAckIsMissing()
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

void TestWebSocketConnection::probesAfterAWakeUp()
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

void TestWebSocketConnection::sleepsAndWakes()
{
    Server server;
    Watched watched(server.url(), systemClock);
    watched.connection.setOptions(never);
    watched.connection.suspend(); // nothing to suspend
    QCOMPARE(watched.state(), LinkState::Disconnected);
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    watched.connection.suspend();
    QCOMPARE(watched.state(), LinkState::Suspended);
    QTRY_COMPARE(server.sockets.size(), 0);
    QVERIFY(!watched.connection.send("{}"_ba));
    watched.connection.retryNow();
    QCOMPARE(watched.state(), LinkState::Suspended);
    watched.connection.resume();
    QTRY_VERIFY(watched.isConnected());
    QCOMPARE(server.accepted, 2);
}

void TestWebSocketConnection::pingsPlainServersByFrame()
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

void TestWebSocketConnection::refusesBrokenTargets_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("token");
    QTest::newRow("header injection") << QString() << u"a\r\nX-Admin: 1"_s;
    QTest::newRow("space") << QString() << u"a b"_s;
    QTest::newRow("no web address") << u"file:///etc/passwd"_s << u"t"_s;
    QTest::newRow("no host") << u"http://"_s << u"t"_s;
}

void TestWebSocketConnection::refusesBrokenTargets()
{
    QFETCH(const QString, base);
    QFETCH(const QString, token);
    RawServer server;
    Watched watched(base.isEmpty() ? server.url() : QUrl(base), systemClock, token);
    watched.connection.open();
    QCOMPARE(watched.state(), LinkState::Disconnected);
    QVERIFY(watched.connection.status().final);
    QVERIFY(!watched.connection.status().reason.isEmpty());
    QTest::qWait(20);
    QVERIFY(server.requests.isEmpty());
}

void TestWebSocketConnection::saysGoodbye()
{
    Server server;
    {
        Watched watched(server.url(), systemClock);
        watched.connection.open();
        QTRY_VERIFY(watched.isConnected());
        watched.connection.close();
        QCOMPARE(watched.connection.status(), LinkStatus());
        QTRY_COMPARE(server.lastCloseCode, 1000);
        server.lastCloseCode = 0;
        watched.connection.open();
        QTRY_VERIFY(watched.isConnected());
        QTRY_COMPARE(server.sockets.size(), 1);
        QVERIFY(watched.connection.send("last words"_ba));
    }
    QTRY_COMPARE(server.lastCloseCode, 1000);
    QCOMPARE(server.texts.last(), u"last words"_s);
}

void TestWebSocketConnection::closesInsideHandlers()
{
    for (const LinkState at :
        {LinkState::Connecting, LinkState::Handshaking, LinkState::Connected, LinkState::Waiting}) {
        Server server;
        Watched watched(server.url(), systemClock);
        watched.connection.setOptions(never);
        connect(&watched.connection, &WebSocketConnection::statusChanged, this, [&](const LinkStatus &status) {
            if (status.state == at)
                watched.connection.close();
            if (status.state == LinkState::Connected && at == LinkState::Waiting)
                QTimer::singleShot(0, &server.server, [&] { server.sockets.first()->abort(); });
        });
        watched.connection.open();
        QTRY_COMPARE(watched.state(), LinkState::Disconnected);
        QTest::qWait(10);
        QCOMPARE(watched.state(), LinkState::Disconnected);
        QVERIFY(!watched.connection.status().final);
        QTRY_COMPARE(server.sockets.size(), 0);
    }
    Server server;
    Watched watched(server.url(), systemClock);
    connect(&watched.connection, &WebSocketConnection::frameReceived, this, [&] { watched.connection.close(); });
    watched.connection.open();
    QTRY_VERIFY(watched.isConnected());
    QTRY_COMPARE(server.sockets.size(), 1);
    server.sockets.first()->sendTextMessage(u"1"_s);
    server.sockets.first()->sendTextMessage(u"2"_s);
    QTRY_COMPARE(server.sockets.size(), 0);
    QCOMPARE(watched.frames, QList<QByteArray>({"1"_ba}));
}

void TestWebSocketConnection::isDeletedInsideHandlers_data()
{
    QTest::addColumn<int>("at"); // -1: on a frame
    QTest::newRow("connecting") << static_cast<int>(LinkState::Connecting);
    QTest::newRow("handshaking") << static_cast<int>(LinkState::Handshaking);
    QTest::newRow("connected") << static_cast<int>(LinkState::Connected);
    QTest::newRow("waiting") << static_cast<int>(LinkState::Waiting);
    QTest::newRow("frame") << -1;
}

void TestWebSocketConnection::isDeletedInsideHandlers()
{
    QFETCH(const int, at);
    Server server;
    const QPointer<WebSocketConnection> connection(new WebSocketConnection(systemClock, this));
    connection->setTarget(server.url(), {});
    connect(connection, &WebSocketConnection::opened, this, [&] { connection->welcomed(calm); });
    connect(connection, &WebSocketConnection::frameReceived, this, [&] { delete connection; });
    connect(connection, &WebSocketConnection::statusChanged, this, [&](const LinkStatus &status) {
        if (static_cast<int>(status.state) == at)
            delete connection;
    });
    connect(&server.server, &QWebSocketServer::newConnection, this, [&] {
        if (at == static_cast<int>(LinkState::Waiting))
            QTimer::singleShot(20, &server.server, [&] { server.sockets.first()->abort(); });
        else if (at == -1)
            server.sockets.first()->sendTextMessage(u"1"_s);
    });
    connection->open();
    QTRY_VERIFY(!connection);
    QTRY_COMPARE(server.sockets.size(), 0);
}

void TestWebSocketConnection::neverHoldsTwoSockets()
{
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Random random(seed);
        Server server;
        Watched watched(server.url(), systemClock);
        watched.connection.setOptions(quick);
        watched.connection.open();
        for (int step = 0; step < 150; ++step) {
            switch (random.below(8)) {
            case 0: watched.connection.open(); break;
            case 1: watched.connection.retryNow(); break;
            case 2: watched.connection.suspend(); break;
            case 3: watched.connection.resume(); break;
            case 4:
                if (!server.sockets.isEmpty())
                    server.sockets.first()->abort();
                break;
            case 5:
                if (!server.sockets.isEmpty())
                    server.sockets.first()->close(QWebSocketProtocol::CloseCodeGoingAway);
                break;
            default: QTest::qWait(static_cast<int>(random.below(3))); break;
            }
        }
        watched.connection.open();
        QTRY_VERIFY2(watched.isConnected(), qPrintable(u"seed %1"_s.arg(seed)));
        QTRY_VERIFY2(server.sockets.size() == 1, qPrintable(u"seed %1"_s.arg(seed)));
        QVERIFY(watched.connection.send("here"_ba));
        QTRY_VERIFY(server.texts.contains(u"here"_s));
    }
}

void TestWebSocketConnection::worksOnAnotherThread()
{
    for (int round = 1; round <= 2; ++round) { // what is loaded once per process survives the first thread's end
        Server server;
        QThread thread;
        QObject starter;
        starter.moveToThread(&thread);
        std::unique_ptr<Watched> watched;
        connect(&thread, &QThread::started, &starter, [&] {
            watched = std::make_unique<Watched>(server.url(), systemClock);
            watched->connection.open();
            QObject::connect(
                &watched->connection, &WebSocketConnection::frameReceived, &starter,
                [&] {
                    watched.reset();
                    thread.quit();
                },
                Qt::QueuedConnection);
        });
        thread.start();
        QTRY_COMPARE(server.sockets.size(), 1);
        server.sockets.first()->sendTextMessage(u"go"_s);
        QTRY_VERIFY(thread.isFinished());
        QTRY_COMPARE(server.lastCloseCode, 1000);
    }
}

QTEST_GUILESS_MAIN(TestWebSocketConnection)
#include "tst_websocketconnection.moc"
