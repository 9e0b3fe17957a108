#include "rawclient.h"
#include "testgateway.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;

namespace {

/// This process's resident memory, which is also the server's.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

#ifdef __SANITIZE_ADDRESS__
constexpr qint64 memoryBound = 128 * 1024 * 1024; // the sanitizer keeps what was freed for a while
#else
constexpr qint64 memoryBound = 8 * 1024 * 1024;
#endif

} // namespace

/// Everything here runs over real sockets: on epoll with threads and without, and on Qt's sockets.
class TestFrontEnd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();

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
    void reportsAnAcceptOfAGoneConnection();

    void streamsEvents();
    void keepsEventStreamsAlive();
    void replaysAtTheReadersPace();
    void dropsAStreamNobodyReads();
    void servesFilesWithRanges();
    void downloadsAndUploadsInBoundedMemory();
    void limitsUploads();
    void storesNothingForAStranger();
    void readsAnUploadThatIsWanted();
    void shutsDownPolitely();
    void speaksTls();

private:
    [[nodiscard]] FrontEndConfig config() const;
    QTemporaryDir m_folder;
};

void TestFrontEnd::initTestCase_data()
{
    QTest::addColumn<SocketEngine>("engine");
    QTest::addColumn<int>("workers");
    QTest::newRow("epoll") << SocketEngine::Epoll << 2;
    QTest::newRow("epoll without threads") << SocketEngine::Epoll << 0;
    QTest::newRow("qt") << SocketEngine::Qt << 2;
}

void TestFrontEnd::initTestCase()
{
    QVERIFY(m_folder.isValid());
}

FrontEndConfig TestFrontEnd::config() const
{
    QFETCH_GLOBAL(const SocketEngine, engine);
    QFETCH_GLOBAL(const int, workers);
    FrontEndConfig config;
    config.port = 0;
    config.workers = workers;
    config.engine = engine;
    config.temporaryFolder = m_folder.path();
    return config;
}

// HTTP

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

// WebSocket

void TestFrontEnd::upgradesAndEchoes()
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

void TestFrontEnd::refusesAnUpgradeWithItsStatus()
{
    TestServer server;
    RawClient client(server.start(config()));
    client.send(RawClient::upgradeRequest("/denied"_ba));
    QCOMPARE(client.readResponse().status, 401);
}

void TestFrontEnd::keepsAFrameSentWithTheUpgrade()
{
    TestServer server;
    RawClient client(server.start(config()));
    client.send(RawClient::upgradeRequest("/ws"_ba) + RawClient::frame(1, "early"_ba));
    QCOMPARE(client.readResponse(false).status, 101);
    QCOMPARE(client.readFrame().payload, "early"_ba);
}

void TestFrontEnd::joinsFragmentsCutInACodePoint()
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

void TestFrontEnd::failsConnections_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("unmasked") << RawClient::frame(1, "x"_ba, true, false) << 1002;
    QTest::newRow("reserved opcode") << RawClient::frame(5, "x"_ba) << 1002;
    QTest::newRow("not UTF-8") << RawClient::frame(1, "\xff"_ba) << 1007;
    QTest::newRow("too large") << RawClient::frame(1, QByteArray(1024 * 1024 + 1, 'x')).first(100) << 1009;
}

void TestFrontEnd::failsConnections()
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

void TestFrontEnd::answersPingAndClose()
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

void TestFrontEnd::dropsASilentPeer()
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

void TestFrontEnd::tellsOfALostPeerOnce()
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

void TestFrontEnd::closesASlowReaderOnly()
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

void TestFrontEnd::dropsEphemeralFramesOnly()
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
    QVERIFY(server.seen().closed.isEmpty());
}

void TestFrontEnd::slowsAFastSenderDown()
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

void TestFrontEnd::reportsAnAcceptOfAGoneConnection()
{
    TestServer server;
    const quint16 port = server.start(config());
    auto client = std::make_unique<RawClient>(port);
    client->send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QTRY_COMPARE(server.seen().requests.size(), 1);
    const ConnectionId id = server.seen().requests.first().id;
    client->reset();
    const auto acceptUntilGone = [&] {
        server.run([id](FrontEnd &frontEnd) { frontEnd.acceptEventStream(id); });
        return !server.seen().closed.isEmpty();
    };
    QTRY_VERIFY(acceptUntilGone());
    QCOMPARE(server.seen().closed.first().id, id);
}

// Streams, files, the end

void TestFrontEnd::streamsEvents()
{
    TestServer server;
    const quint16 port = server.start(config());
    auto client = std::make_unique<RawClient>(port);
    client->send("GET /events HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\n\r\n"_ba);
    const auto response = client->readResponse();
    QCOMPARE(response.status, 200);
    QCOMPARE(response.field("Content-Type"_ba), "text/event-stream"_ba);
    QCOMPARE(response.field("Cache-Control"_ba), "no-store"_ba);
    QCOMPARE(response.field("X-Accel-Buffering"_ba), "no"_ba);
    const auto streams = server.seen().streams;
    server.run([&streams](FrontEnd &frontEnd) { frontEnd.sendEvent(streams, "data: one\n\n"_ba); });
    QCOMPARE(client->readUntil("\n\n"_ba), "data: one\n\n"_ba);
    QCOMPARE(server.counters().openEventStreams, 1U);
    client.reset();
    QTRY_COMPARE(server.seen().closed.size(), 1);
    QCOMPARE(server.counters().openEventStreams, 0U);
}

void TestFrontEnd::keepsEventStreamsAlive()
{
    FrontEndConfig lively = config();
    QCOMPARE(lively.commentEvery, Millis {15'000}); // what the protocol promises
    lively.commentEvery = Millis {40};
    TestServer server;
    RawClient client(server.start(lively));
    client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QCOMPARE(client.readResponse().status, 200);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 3; ++i)
        QCOMPARE(client.readUntil("\n\n"_ba), ":\n\n"_ba);
    QVERIFY(timer.elapsed() >= 80);
}

void TestFrontEnd::replaysAtTheReadersPace()
{
    TestServer server;
    const quint16 port = server.start(config());
    RawClient client(port);
    client.send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QTRY_COMPARE(server.seen().streams.size(), size_t(1));
    const ConnectionId stream = server.seen().streams.front();
    const QByteArray slice = "data: "_ba + QByteArray(3'000'000, 'x') + "\n\n"_ba; // whatever its size, it goes
    for (int round = 1; round <= 2; ++round) {
        server.run([&](FrontEnd &frontEnd) { frontEnd.sendReplay(stream, slice); });
        if (round == 1)
            QCOMPARE(client.readResponse().status, 200);
        QCOMPARE(client.readUntil("\n\n"_ba).size(), slice.size());
        QTRY_COMPARE(server.seen().drained, round);
    }
    server.run([&](FrontEnd &frontEnd) { frontEnd.sendEvent(std::span(&stream, 1), "data: live\n\n"_ba); });
    QCOMPARE(client.readUntil("\n\n"_ba), "data: live\n\n"_ba);
    QCOMPARE(server.seen().drained, 2); // nobody asked
    QVERIFY(server.seen().closed.isEmpty());
}

void TestFrontEnd::dropsAStreamNobodyReads()
{
    TestServer server;
    const quint16 port = server.start(config());
    RawClient good(port);
    RawClient slow(port);
    slow.readSlowly(1024);
    for (RawClient *client : {&good, &slow})
        client->send("GET /events HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QCOMPARE(good.readResponse().status, 200);
    QTRY_COMPARE(server.seen().streams.size(), size_t(2));
    const auto both = server.seen().streams;
    const QByteArray event = "data: "_ba + QByteArray(100'000, 'x') + "\n\n"_ba;
    const qint64 before = residentBytes();
    qint64 most = 0;
    for (int i = 0; i < 500 && server.seen().closed.isEmpty(); ++i) {
        server.run([&](FrontEnd &frontEnd) { frontEnd.sendEvent(both, event); });
        QCOMPARE(good.readUntil("\n\n"_ba).size(), event.size());
        most = std::max(most, residentBytes());
    }
    QCOMPARE(server.seen().closed.size(), 1);
    QCOMPARE(server.seen().closed.first().code, 4508);
    QCOMPARE(server.counters().slowReadersClosed, 1U);
    QVERIFY2(most - before < memoryBound, qPrintable(QString::number((most - before) / 1024)));
}

void TestFrontEnd::servesFilesWithRanges()
{
    TestServer server;
    server.file = m_folder.filePath(u"served"_s);
    QFile file(server.file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("0123456789");
    file.close();
    RawClient client(server.start(config()));
    const auto whole = client.get("/file"_ba);
    QCOMPARE(whole.body, "0123456789"_ba);
    const auto part = client.get("/file"_ba, "Range: bytes=3-5\r\n"_ba);
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, "345"_ba);
    QCOMPARE(client.get("/file"_ba, "If-None-Match: "_ba + whole.field("ETag"_ba) + "\r\n"_ba).status, 304);
    QCOMPARE(client.get("/file"_ba, "Range: bytes=10-\r\n"_ba).status, 416);
    client.send("HEAD /file HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QCOMPARE(client.readResponse(false).field("Content-Length"_ba), "10"_ba);
    QCOMPARE(client.get("/after"_ba).body, "/after"_ba);
}

void TestFrontEnd::downloadsAndUploadsInBoundedMemory()
{
    constexpr qsizetype size = 30 * 1024 * 1024;
    TestServer server;
    server.file = m_folder.filePath(u"large"_s);
    QFile file(server.file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(size));
    file.close();
    const quint16 port = server.start(config());
    const qint64 before = residentBytes();
    qint64 most = 0;

    RawClient reader(port);
    reader.readSlowly(64 * 1024);
    reader.send("GET /file HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QCOMPARE(reader.readUntil("\r\n\r\n"_ba).first(15), "HTTP/1.1 200 OK"_ba);
    for (qsizetype got = 0; got < size;) {
        const QByteArray piece = reader.readExactly(std::min<qsizetype>(512 * 1024, size - got));
        QVERIFY(!piece.isEmpty());
        got += piece.size();
        most = std::max(most, residentBytes());
    }

    RawClient writer(port);
    writer.send("POST /api/v1/files?name=x&token=t HTTP/1.1\r\nHost: h\r\nContent-Length: "_ba
        + QByteArray::number(size) + "\r\n\r\n"_ba);
    const QByteArray piece(512 * 1024, 'x');
    for (qsizetype put = 0; put < size; put += piece.size()) {
        writer.send(piece);
        most = std::max(most, residentBytes());
    }
    QCOMPARE(writer.readResponse().body, QByteArray::number(size));
    QVERIFY2(most - before < memoryBound, qPrintable(QString::number((most - before) / 1024)));
}

void TestFrontEnd::limitsUploads()
{
    FrontEndConfig small = config();
    small.maxUpload = 100'000;
    TestServer server;
    const quint16 port = server.start(small);
    RawClient known(port);
    known.send("POST /api/v1/files?token=t HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n"_ba);
    QCOMPARE(known.readResponse().status, 413);
    RawClient chunked(port);
    chunked.send("POST /api/v1/files?token=t HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n"_ba
        + QByteArray(100'000, 'x') + "\r\n1\r\n"_ba);
    QCOMPARE(chunked.readResponse().status, 413);
    const QStringList left = QDir(m_folder.path()).entryList({u"upload-*"_s}, QDir::Files);
    QCOMPARE(left, QStringList());
}

void TestFrontEnd::storesNothingForAStranger()
{
    TestServer server;
    const quint16 port = server.start(config());
    const QByteArray head = "POST /api/v1/files?token=wrong HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n"_ba;
    RawClient waiting(port);
    waiting.send(head + "Expect: 100-continue\r\n\r\n"_ba);
    const auto refusal = waiting.readResponse(); // without a "100 Continue" before
    QCOMPARE(refusal.status, 401);
    QCOMPARE(refusal.field("Connection"_ba), "close"_ba);
    QVERIFY(waiting.isClosedByServer());
    RawClient hasty(port);
    hasty.send(head + "\r\n"_ba + QByteArray(3'000'000, 'x')); // its body is on the way already
    QCOMPARE(hasty.readResponse().status, 401);
    const auto requests = server.seen().requests;
    QCOMPARE(requests.size(), 2);
    for (const HttpRequest &request : requests)
        QVERIFY(request.offersUpload && request.bodyFile.isEmpty() && request.body.isEmpty());
    QCOMPARE(QDir(m_folder.path()).entryList({u"upload-*"_s}, QDir::Files), QStringList());
}

void TestFrontEnd::readsAnUploadThatIsWanted()
{
    TestServer server;
    RawClient client(server.start(config()));
    const QByteArray head = "POST /api/v1/files?token=t HTTP/1.1\r\nHost: h\r\n"_ba;
    client.send(head + "Content-Length: 5\r\nExpect: 100-continue\r\n\r\n"_ba);
    QCOMPARE(client.readUntil("\r\n\r\n"_ba), "HTTP/1.1 100 Continue\r\n\r\n"_ba);
    client.send("hello"_ba);
    QCOMPARE(client.readResponse().body, "5"_ba);
    // In one packet, in chunks, with the next request behind it: the connection stays.
    client.send(
        head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: h\r\n\r\n"_ba);
    QCOMPARE(client.readResponse().body, "3"_ba);
    QCOMPARE(client.readResponse().body, "/next"_ba);
    QCOMPARE(server.counters().requests, 3U);
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
