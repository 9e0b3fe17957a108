#include "watchedstream.h"

#include "base/random.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

using namespace coterie;
using namespace coterie::transport;
using namespace coterie::transport::testing;

/// The reader and time: silence, pauses, coming back.
class TestEventStreamTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void failsInCircles();
    void waitsAsLongAsTheBusyServerAsks();
    void noticesSilence();
    void takesACommentForLife();
    void isPatientWhenStrict();
    void keepsToItsLimitsOfRetry();
    void saysAgainThatItCannotOpen();
    void retriesNow();
    void losesNothingOverManyDrops();
    void worksOnAnotherThread();
};

void TestEventStreamTime::failsInCircles()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { RawServer::reply(request, "302 x", "Location: /\r\n"); };
    Watched watched(server.url());
    watched.events.open();
    QTRY_VERIFY(watched.isClosed());
    QCOMPARE(watched.log, QStringList({u"connecting"_s, u"closed"_s}));
    QCOMPARE(server.requests.size(), 21);
}

void TestEventStreamTime::waitsAsLongAsTheBusyServerAsks()
{
    RawServer server;
    QElapsedTimer since;
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() == 1) {
            since.start();
            RawServer::reply(request, "503 Busy", "Retry-After: 1\r\n");
        } else {
            RawServer::begin(request, ok, stream, "data: x\n\n");
        }
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_COMPARE(watched.log.last(), u"x"_s);
    QVERIFY(since.elapsed() >= 950);
}

void TestEventStreamTime::noticesSilence()
{
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        RawServer::begin(request, ok, stream, server.requests.size() == 1 ? "id: 5\ndata: x\n\n"_ba : "data: y\n\n"_ba);
    };
    Watched watched(server.url());
    auto timing = quick;
    timing.silence = Millis(150);
    watched.events.setTiming(timing);
    watched.events.open();
    QTRY_COMPARE(watched.log.mid(0, 6),
        QStringList({u"connecting"_s, u"open"_s, u"x #5"_s, u"connecting"_s, u"open"_s, u"y #5"_s}));
    QCOMPARE(server.requests.at(1).header("Last-Event-ID"_ba), "5"_ba);
}

void TestEventStreamTime::takesACommentForLife()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::begin(request, ok, stream);
        auto *const beat = new QTimer(request.socket);
        QObject::connect(beat, &QTimer::timeout, request.socket, [beat, socket = request.socket, left = 20]() mutable {
            socket->write(--left > 0 ? ":\n\n" : "data: x\n\n");
            if (left == 0)
                beat->stop();
        });
        beat->start(100);
    };
    Watched watched(server.url());
    auto timing = quick;
    timing.silence = Millis(1'500); // the event comes after two seconds
    watched.events.setTiming(timing);
    watched.events.open();
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"x"_s}));
}

void TestEventStreamTime::isPatientWhenStrict()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::begin(request, ok, stream, "data: x\n\n");
        QTimer::singleShot(400, request.socket, [socket = request.socket] { socket->write("data: y\n\n"); });
    };
    Watched watched(server.url());
    auto timing = quick;
    timing.silence = Millis(100);
    watched.events.setTiming(timing);
    watched.events.setConformance(EventStream::Conformance::Strict);
    watched.events.open();
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"x"_s, u"y"_s}));
}

void TestEventStreamTime::keepsToItsLimitsOfRetry()
{
    for (const auto conformance : {EventStream::Conformance::Strict, EventStream::Conformance::Lenient}) {
        RawServer server;
        QElapsedTimer since;
        server.answer = [&](RawServer::Request &request) {
            if (server.requests.size() == 1) {
                RawServer::reply(request, ok, stream, "retry:0\ndata:x\n\n");
                since.start();
            } else {
                RawServer::begin(request, ok, stream, "data: y\n\n");
            }
        };
        Watched watched(server.url());
        auto timing = quick;
        timing.shortestRetry = Millis(2'000);
        watched.events.setTiming(timing);
        watched.events.setConformance(conformance);
        watched.events.open();
        QTRY_COMPARE(watched.log.last(), u"y"_s);
        QCOMPARE(since.elapsed() >= 1'900, conformance == EventStream::Conformance::Lenient);
    }
}

void TestEventStreamTime::saysAgainThatItCannotOpen()
{
    Watched watched(QUrl(u"ftp://127.0.0.1/"_s));
    watched.events.open();
    watched.events.open();
    QCOMPARE(watched.log, QStringList({u"closed"_s, u"closed"_s}));
}

void TestEventStreamTime::retriesNow()
{
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() == 1)
            RawServer::reply(request, ok, stream, "retry: 200000\ndata: x\n\n");
        else
            RawServer::begin(request, ok, stream, "data: y\n\n");
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_COMPARE(watched.log.size(), 4);
    watched.events.retryNow();
    QTRY_COMPARE(watched.log.last(), u"y"_s);
    watched.events.retryNow(); // an open stream is left alone
    settle();
    QCOMPARE(server.requests.size(), 2);
}

void TestEventStreamTime::losesNothingOverManyDrops()
{
    constexpr int all = 100;
    RawServer server;
    Random random(7);
    server.answer = [&](RawServer::Request &request) {
        QByteArray body;
        const int next = request.header("Last-Event-ID"_ba).toInt() + 1;
        for (int id = next; id <= std::min(all, next + 4); ++id)
            body += "id: " + QByteArray::number(id) + "\ndata: " + QByteArray::number(id) + "\n\n";
        body.truncate(static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(body.size()) + 1)));
        RawServer::reply(request, ok, stream, "retry: 1\n\n" + body);
    };
    EventStream events;
    events.setTiming(quick);
    events.setUrl(server.url());
    QList<int> received;
    connect(
        &events, &EventStream::eventReceived, this, [&](const ServerEvent &event) { received << event.data.toInt(); });
    events.open();
    QTRY_VERIFY_WITH_TIMEOUT(received.size() >= all, 20'000);
    events.close();
    for (int i = 0; i < all; ++i)
        QCOMPARE(received.at(i), i + 1);
    QVERIFY(server.requests.size() > 20);
}

void TestEventStreamTime::worksOnAnotherThread()
{
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() < 3)
            RawServer::reply(request, ok, stream, "id: 1\ndata: x\n\n");
        else
            RawServer::reply(request, "204 x", {});
    };
    QStringList log;
    QThread thread;
    const QUrl url = server.url();
    QObject starter;
    starter.moveToThread(&thread);
    connect(&thread, &QThread::started, &starter, [&] {
        auto *const watched = new Watched(url);
        connect(&watched->events, &EventStream::stateChanged, &starter, [&, watched](EventStream::State state) {
            if (state == EventStream::State::Closed) {
                log = watched->log;
                QTimer::singleShot(0, &starter, [&, watched] {
                    delete watched;
                    thread.quit();
                });
            }
        });
        watched->events.open();
    });
    thread.start();
    QTRY_VERIFY(thread.isFinished());
    QCOMPARE(log,
        QStringList({u"connecting"_s, u"open"_s, u"x #1"_s, u"connecting"_s, u"open"_s, u"x #1"_s, u"connecting"_s,
            u"closed"_s}));
}

QTEST_GUILESS_MAIN(TestEventStreamTime)
#include "tst_eventstreamtime.moc"
