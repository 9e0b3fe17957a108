#include "frontendtest.h"
#include "rawclient.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;

/// HTTP over real sockets, the end of the server, and TLS.
class TestFrontEnd : public FrontEndTest
{
    Q_OBJECT
private Q_SLOTS:
    void answersInOrder();
    void refuses_data();
    void refuses();
    void keepsAliveAndCloses();
    void continuesWhenAsked();
    void decodesPaths_data();
    void decodesPaths();
    void believesOnlyTrustedProxies();
    void cannotBeMadeToSplitAResponse();
    void lingersAfterARefusal();
    void answersAHalfClosedClient();
    void timesOutASlowHead();
    void timesOutASlowBody();
    void closesAnIdleConnection();
    void limitsConnectionsPerAddress();
    void shutsDownPolitely();
    void speaksTls();
};

void TestFrontEnd::answersInOrder()
{
    TestServer server;
    const quint16 port = server.start(config());
    QVERIFY(port != 0);
    RawClient client(port);
    QByteArray requests = "GET /later HTTP/1.1\r\nHost: h\r\n\r\n"_ba;
    for (int i = 0; i < 20; ++i)
        requests += "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n"_ba + QByteArray::number(1000 + i);
    client.send(requests);
    QTRY_COMPARE(server.seen().requests.size(), 1);
    server.answerLater("first"_ba);
    QCOMPARE(client.readResponse().body, "first"_ba);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(client.readResponse().body, QByteArray::number(1000 + i));
}

void TestFrontEnd::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("no host") << "GET / HTTP/1.1\r\n\r\n"_ba << 400;
    QTest::newRow("smuggling")
        << "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"_ba << 400;
    QTest::newRow("large head") << "GET / HTTP/1.1\r\nHost: h\r\nX: "_ba + QByteArray(20'000, 'x') << 431;
    QTest::newRow("large body") << "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n"_ba << 413;
    QTest::newRow("large chunk") << "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n"_ba
                                 << 413;
    QTest::newRow("other upgrade") << "GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"_ba
                                   << 426;
    QTest::newRow("old WebSocket")
        << "GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n\r\n"_ba
        << 426;
    QTest::newRow("method") << "BREW / HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 501;
    QTest::newRow("version") << "GET / HTTP/3.0\r\nHost: h\r\n\r\n"_ba << 505;
}

void TestFrontEnd::refuses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    TestServer server;
    const quint16 port = server.start(config());
    RawClient client(port);
    client.send(bytes);
    const auto response = client.readResponse();
    QCOMPARE(response.status, status);
    QVERIFY(response.body.startsWith("{\"error\":{\"code\":\""));
    QCOMPARE(response.field("Connection"_ba), "close"_ba);
    QVERIFY(client.isClosedByServer());
    QVERIFY(server.seen().requests.isEmpty());
    QCOMPARE(server.counters().refused, 1U);
}

void TestFrontEnd::keepsAliveAndCloses()
{
    TestServer server;
    const quint16 port = server.start(config());
    RawClient client(port);
    QCOMPARE(client.get("/a"_ba).body, "/a"_ba);
    QCOMPARE(client.get("/b"_ba).body, "/b"_ba);
    client.send("HEAD /c HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    const auto head = client.readResponse(false);
    QCOMPARE(head.field("Content-Length"_ba), "2"_ba);
    QCOMPARE(client.get("/d"_ba, "Connection: close\r\n"_ba).field("Connection"_ba), "close"_ba);
    QVERIFY(client.isClosedByServer());
    RawClient old(port);
    old.send("GET /e HTTP/1.0\r\n\r\n"_ba);
    QVERIFY(old.readToEnd().endsWith("\r\n\r\n/e"));
}

void TestFrontEnd::continuesWhenAsked()
{
    TestServer server;
    RawClient client(server.start(config()));
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"_ba);
    QCOMPARE(client.readUntil("\r\n\r\n"_ba), "HTTP/1.1 100 Continue\r\n\r\n"_ba);
    client.send("hello"_ba);
    QCOMPARE(client.readResponse().body, "hello"_ba);
}

void TestFrontEnd::decodesPaths_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path"); // empty: refused
    QTest::newRow("escapes") << "/a%20b%C3%A9"_ba
                             << "/a bé"_ba;
    QTest::newRow("query is not path") << "/a?b=%2F"_ba
                                       << "/a"_ba;
    QTest::newRow("half an escape") << "/a%4"_ba
                                    << ""_ba;
    QTest::newRow("no hexadecimal") << "/a%zz"_ba
                                    << ""_ba;
    QTest::newRow("NUL") << "/a%00"_ba
                         << ""_ba;
    QTest::newRow("no UTF-8") << "/a%ff"_ba
                              << ""_ba;
}

void TestFrontEnd::decodesPaths()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, path);
    TestServer server;
    RawClient client(server.start(config()));
    const auto response = client.get(target);
    QCOMPARE(response.status, path.isEmpty() ? 400 : 200);
    if (!path.isEmpty())
        QCOMPARE(response.body, path);
}

void TestFrontEnd::believesOnlyTrustedProxies()
{
    const QByteArray fields = "X-Forwarded-For: 9.9.9.9, 203.0.113.7, 127.0.0.1\r\nAuthorization: Bearer abc\r\n"_ba;
    TestServer plain;
    QVERIFY(RawClient(plain.start(config())).get("/"_ba, fields).status == 200);
    QCOMPARE(plain.seen().requests.first().peer, u"127.0.0.1"_s);
    FrontEndConfig behind = config();
    behind.trustedProxies = QStringList {u"127.0.0.0/8"_s};
    TestServer proxied;
    QVERIFY(RawClient(proxied.start(behind)).get("/?token=query"_ba, fields).status == 200);
    const HttpRequest request = proxied.seen().requests.first();
    QCOMPARE(request.peer, u"203.0.113.7"_s);
    QCOMPARE(request.bearerToken(), u"abc"_s);
    QVERIFY(RawClient(plain.start(config())).get("/?token=query"_ba).status == 200);
    QCOMPARE(plain.seen().requests.last().bearerToken(), u"query"_s);
}

void TestFrontEnd::cannotBeMadeToSplitAResponse()
{
    TestServer server;
    const auto response = RawClient(server.start(config())).get("/split"_ba);
    QCOMPARE(response.field("X-Good"_ba), "1"_ba);
    QVERIFY(!response.head.contains("Injected"));
    QVERIFY(!response.head.contains("Bad"));
}

void TestFrontEnd::lingersAfterARefusal()
{
    // The client is still sending when it is refused: without lingering a reset would destroy the answer on its way.
    TestServer server;
    RawClient client(server.start(config()));
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n"_ba + QByteArray(3'000'000, 'x'));
    QCOMPARE(client.readResponse().status, 413);
}

void TestFrontEnd::answersAHalfClosedClient()
{
    QFETCH_GLOBAL(const SocketEngine, engine);
    if (engine == SocketEngine::Qt)
        QSKIP("QTcpSocket takes a half-closed peer for gone.");
    TestServer server;
    RawClient client(server.start(config()));
    client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    client.halfClose();
    QCOMPARE(client.readResponse().body, "/a"_ba);
    QCOMPARE(client.readResponse().body, "/b"_ba);
}

void TestFrontEnd::timesOutASlowHead()
{
    FrontEndConfig quick = config();
    quick.headTimeout = Millis {150};
    TestServer server;
    RawClient client(server.start(quick));
    QElapsedTimer timer;
    timer.start();
    client.send("GET / HTTP/1.1\r\nHo"_ba);
    QTest::qWait(100);
    client.send("st"_ba); // more bytes buy no more time
    QCOMPARE(client.readResponse().status, 408);
    QVERIFY(timer.elapsed() < 5000);
    QVERIFY(client.isClosedByServer());
}

void TestFrontEnd::timesOutASlowBody()
{
    FrontEndConfig quick = config();
    quick.bodyTimeout = Millis {150};
    TestServer server;
    RawClient client(server.start(quick));
    client.send("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc"_ba);
    QCOMPARE(client.readResponse().status, 408);
    QVERIFY(server.seen().requests.isEmpty());
}

void TestFrontEnd::closesAnIdleConnection()
{
    FrontEndConfig quick = config();
    quick.headTimeout = Millis {100};
    quick.keepAlive = Millis {100};
    TestServer server;
    const quint16 port = server.start(quick);
    RawClient silent(port);
    QCOMPARE(silent.readToEnd(), ""_ba);
    RawClient idle(port);
    QCOMPARE(idle.get("/"_ba).status, 200);
    QCOMPARE(idle.readToEnd(), ""_ba);
}

void TestFrontEnd::limitsConnectionsPerAddress()
{
    FrontEndConfig few = config();
    few.maxConnectionsPerAddress = 2;
    TestServer server;
    const quint16 port = server.start(few);
    auto first = std::make_unique<RawClient>(port);
    RawClient second(port);
    QCOMPARE(first->get("/"_ba).status, 200);
    QCOMPARE(second.get("/"_ba).status, 200);
    RawClient third(port);
    QVERIFY(third.isClosedByServer());
    first.reset();
    bool worked = false; // QTRY asks once more after a yes
    const auto works = [port, &worked] { return worked = worked || RawClient(port).get("/"_ba).status == 200; };
    QTRY_VERIFY(works());
}

void TestFrontEnd::shutsDownPolitely()
{
    TestServer server;
    const quint16 port = server.start(config());
    RawClient socket(port);
    QVERIFY(socket.upgrade());
    RawClient stream(port);
    stream.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QCOMPARE(stream.readResponse().status, 200);
    RawClient idle(port);
    QCOMPARE(idle.get("/"_ba).status, 200);
    const QByteArray payload(200'000, 'x');
    server.broadcast(payload, Delivery::Durable);
    QElapsedTimer timer;
    timer.start();
    server.run([](FrontEnd &frontEnd) { frontEnd.shutDown(1001, u"Restarting"_s, Millis {300}); });
    QVERIFY(timer.elapsed() < 5000);
    QCOMPARE(socket.readFrame().payload, payload);
    const auto last = socket.readFrame();
    QCOMPARE(last.closeCode(), 1001);
    QCOMPARE(last.payload.sliced(2), "Restarting"_ba);
    QCOMPARE(stream.readToEnd(), ""_ba);
    QCOMPARE(idle.readToEnd(), ""_ba);
    QTRY_COMPARE(server.seen().closed.size(), 2);
    RawClient late(port);
    QVERIFY(late.get("/"_ba).status == 0);
}

void TestFrontEnd::speaksTls()
{
    QFETCH_GLOBAL(const SocketEngine, engine);
    if (engine == SocketEngine::Epoll)
        QSKIP("TLS always takes Qt's sockets.");
    FrontEndConfig tls = config();
    tls.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
    tls.tlsKey = m_folder.filePath(u"key.pem"_s);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"There is no certificate"_s));
    QCOMPARE(TestServer().start(tls), 0);
    QProcess openssl;
    openssl.start(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s, u"/CN=localhost"_s, u"-days"_s,
            u"1"_s, u"-keyout"_s, tls.tlsKey, u"-out"_s, tls.tlsCertificate});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        QSKIP("There is no openssl program to make a certificate with.");
    TestServer server;
    const quint16 port = server.start(tls);
    QVERIFY(port != 0);
    RawClient web(port, RawClient::Link::Tls);
    QCOMPARE(web.get("/secret"_ba).body, "/secret"_ba);
    RawClient socket(port, RawClient::Link::Tls);
    QVERIFY(socket.upgrade());
    const QByteArray payload(300'000, 'x');
    socket.sendFrame(2, payload);
    QCOMPARE(socket.readFrame().payload, payload);
    RawClient plain(port);
    plain.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QVERIFY(plain.isClosedByServer());
}

QTEST_GUILESS_MAIN(TestFrontEnd)
#include "tst_frontend.moc"
