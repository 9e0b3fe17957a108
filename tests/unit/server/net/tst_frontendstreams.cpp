#include "frontendtest.h"
#include "rawclient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
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

/// What goes on for long: event streams, downloads, uploads.
class TestFrontEndStreams : public FrontEndTest
{
    Q_OBJECT
private Q_SLOTS:
    void streamsEvents();
    void reportsAnAcceptOfAGoneConnection();
    void keepsEventStreamsAlive();
    void replaysAtTheReadersPace();
    void dropsAStreamNobodyReads();
    void servesFilesWithRanges();
    void downloadsAndUploadsInBoundedMemory();
    void limitsUploads();
    void storesNothingForAStranger();
    void readsAnUploadThatIsWanted();
};

void TestFrontEndStreams::streamsEvents()
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

void TestFrontEndStreams::reportsAnAcceptOfAGoneConnection()
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

void TestFrontEndStreams::keepsEventStreamsAlive()
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

void TestFrontEndStreams::replaysAtTheReadersPace()
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

void TestFrontEndStreams::dropsAStreamNobodyReads()
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

void TestFrontEndStreams::servesFilesWithRanges()
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

void TestFrontEndStreams::downloadsAndUploadsInBoundedMemory()
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

void TestFrontEndStreams::limitsUploads()
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

void TestFrontEndStreams::storesNothingForAStranger()
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

void TestFrontEndStreams::readsAnUploadThatIsWanted()
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

QTEST_GUILESS_MAIN(TestFrontEndStreams)
#include "tst_frontendstreams.moc"
