#include "websocketpeer.h"

#include <QTest>

using namespace coterie;
using namespace coterie::transport;
using namespace websocket;
using namespace Qt::StringLiterals;

/// How attempts and links end, and what follows.
class TestWebSocketAttempts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stopsWhenTheHandshakeIsForbidden_data();
    void stopsWhenTheHandshakeIsForbidden();
    void stopsWhenWhatItAsksForIsNotThere();
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
    void refusesBrokenTargets_data();
    void refusesBrokenTargets();
};

void TestWebSocketAttempts::stopsWhenTheHandshakeIsForbidden_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("closeCode");
    QTest::newRow("expired") << "401 Unauthorized"_ba << 4401;
    QTest::newRow("banned") << "403 Forbidden"_ba << 4403;
}

void TestWebSocketAttempts::stopsWhenTheHandshakeIsForbidden()
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

void TestWebSocketAttempts::stopsWhenWhatItAsksForIsNotThere()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, "404 Not Found", "Content-Length: 0\r\n");
    };
    Watched watched(server.url(), systemClock);
    WebSocketConnection::Options options = quick;
    options.question = u"/api/v1/documents/d"_s;
    watched.connection.setOptions(options);
    watched.connection.open();
    QTRY_COMPARE(watched.state(), LinkState::Disconnected);
    QVERIFY(watched.connection.status().final);
    QCOMPARE(watched.connection.status().closeCode, 4404);
    QCOMPARE(server.requests.last().path(), "/api/v1/documents/d"_ba);
}

void TestWebSocketAttempts::comesBackWhenTheHandshakeFails_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"200 OK", "404 Not Found", "429 Slow", "500 Oops", "503 Busy"})
        QTest::newRow(status) << QByteArray(status);
}

void TestWebSocketAttempts::comesBackWhenTheHandshakeFails()
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

void TestWebSocketAttempts::saysThatTheServerCannotBeReached()
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

void TestWebSocketAttempts::limitsTheTimeOfAnAttempt()
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

void TestWebSocketAttempts::limitsTheTimeToTheWelcome()
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

void TestWebSocketAttempts::followsTheCloseCode_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("final");
    for (const int code : {1003, 1007, 1008, 1009, 4400, 4401, 4403, 4426, 4499})
        QTest::addRow("%d stops", code) << code << true;
    for (const int code : {1001, 1011, 1012, 1013, 1014, 4500, 4503, 4508, 4999, 3000})
        QTest::addRow("%d comes back", code) << code << false;
}

void TestWebSocketAttempts::followsTheCloseCode()
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

void TestWebSocketAttempts::reportsADeadLineAs1006()
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

void TestWebSocketAttempts::startsAgainAfterAFinalVerdict()
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

void TestWebSocketAttempts::retriesNow()
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

void TestWebSocketAttempts::refusesBrokenTargets_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("token");
    QTest::newRow("header injection") << QString() << u"a\r\nX-Admin: 1"_s;
    QTest::newRow("space") << QString() << u"a b"_s;
    QTest::newRow("no web address") << u"file:///etc/passwd"_s << u"t"_s;
    QTest::newRow("no host") << u"http://"_s << u"t"_s;
}

void TestWebSocketAttempts::refusesBrokenTargets()
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

QTEST_GUILESS_MAIN(TestWebSocketAttempts)
#include "tst_websocketattempts.moc"
