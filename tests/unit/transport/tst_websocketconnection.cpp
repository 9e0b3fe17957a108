#include "websocketpeer.h"

#include "base/random.h"

#include <QPointer>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace coterie;
using namespace coterie::transport;
using namespace websocket;
using namespace Qt::StringLiterals;

/// A link from open() to close(), whoever calls it from where.
class TestWebSocketConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connects();
    void sendsTheTokenInTheHeaderOnly();
    void carriesFramesBothWays();
    void sleepsAndWakes();
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
