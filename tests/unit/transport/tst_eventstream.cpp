#include "rawserver.h"

#include "base/random.h"
#include "transport/eventstream.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace coterie;
using namespace coterie::transport;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ok = "200 OK"_ba;
const QByteArray stream = "Content-Type: text/event-stream\r\n"_ba;
constexpr EventStream::Timing quick {Millis(2), Millis(1), Millis(300'000), Millis(45'000)};

// A stream and what it said: "connecting", "open", "closed", "data #id".
struct Watched {
    explicit Watched(const QUrl &url = {})
    {
        events.setTiming(quick);
        events.setUrl(url);
        QObject::connect(&events, &EventStream::stateChanged, &events, [this](EventStream::State state) {
            static const QStringList names {u"connecting"_s, u"open"_s, u"closed"_s};
            log << names.at(static_cast<int>(state));
        });
        QObject::connect(&events, &EventStream::eventReceived, &events, [this](const ServerEvent &event) {
            log << event.data + (event.lastEventId.isEmpty() ? QString() : u" #"_s + event.lastEventId);
        });
    }
    [[nodiscard]] bool isClosed() const { return events.state() == EventStream::State::Closed; }

    EventStream events;
    QStringList log;
};

// Long enough for a reconnect of a millisecond to show.
void settle()
{
    QTest::qWait(25);
}

} // namespace

class TestEventStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsTheHeaders();
    void followsRedirects_data();
    void followsRedirects();
    void keepsHeadersFromOtherOrigins();
    void failsInCircles();
    void judgesTheStatus_data();
    void judgesTheStatus();
    void judgesTheMediaType_data();
    void judgesTheMediaType();
    void waitsAsLongAsTheBusyServerAsks();
    void asksForAuthentication();
    void opensBeforeTheFirstMessage();
    void closesInsideHandlers_data();
    void closesInsideHandlers();
    void isDeletedInsideHandlers_data();
    void isDeletedInsideHandlers();
    void reconnectsUntilTheServerEndsIt();
    void reconnectsWithoutAnEvent();
    void reconnectsAfterEveryKindOfEnd_data();
    void reconnectsAfterEveryKindOfEnd();
    void isCancelled();
    void refusesAddresses_data();
    void refusesAddresses();
    void refusesBrokenHeaders();
    void keepsTheIdOverConnections();
    void ignoresIdsWithNul();
    void dropsTheUncommittedId();
    void keepsToTheServersRetryTime();
    void noticesSilence();
    void retriesNow();
    void losesNothingOverManyDrops();
    void givesUpOnEndlessEvents();
    void worksOnAnotherThread();
};

void TestEventStream::sendsTheHeaders()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, ok, stream + "Set-Cookie: a=b\r\n", "data: x\n\n");
    };
    Watched watched(server.url(u"/events?channel=a"_s));
    watched.events.setHeaders({{"Authorization"_ba, "Bearer t"_ba}});
    watched.events.open();
    QTRY_VERIFY(server.requests.size() >= 2);
    for (const auto &request : std::as_const(server.requests)) {
        QCOMPARE(request.line(), "GET /events?channel=a HTTP/1.1"_ba);
        QCOMPARE(request.header("Accept"_ba), "text/event-stream"_ba);
        QCOMPARE(request.header("Cache-Control"_ba), "no-cache"_ba);
        QCOMPARE(request.header("Accept-Encoding"_ba), "identity"_ba);
        QCOMPARE(request.header("Authorization"_ba), "Bearer t"_ba);
        QVERIFY(!request.head.contains("Last-Event-ID"));
        QVERIFY(!request.head.contains("Cookie"));
    }
}

void TestEventStream::followsRedirects_data()
{
    QTest::addColumn<QByteArray>("status");
    for (const char *status : {"301 x", "302 x", "303 x", "307 x", "308 x"})
        QTest::newRow(status) << QByteArray(status);
}

void TestEventStream::followsRedirects()
{
    QFETCH(const QByteArray, status);
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        if (request.path() == "/a/b")
            RawServer::reply(request, status, "Location: ../c?d=e\r\n");
        else
            RawServer::begin(request, ok, stream, "data: x\n\n");
    };
    Watched watched(server.url(u"/a/b"_s));
    watched.events.setHeaders({{"Authorization"_ba, "Bearer t"_ba}});
    watched.events.open();
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"x"_s}));
    QCOMPARE(server.requests.last().path(), "/c?d=e"_ba);
    QCOMPARE(server.requests.last().header("Authorization"_ba), "Bearer t"_ba);
}

void TestEventStream::keepsHeadersFromOtherOrigins()
{
    RawServer home;
    RawServer other;
    home.answer = [&](RawServer::Request &request) {
        if (request.path() == "/back")
            RawServer::begin(request, ok, stream, "data: x\n\n");
        else
            RawServer::reply(request, "302 x", "Location: " + other.url(u"/there"_s).toEncoded() + "\r\n");
    };
    other.answer = [&](RawServer::Request &request) {
        RawServer::reply(request, "302 x", "Location: " + home.url(u"/back"_s).toEncoded() + "\r\n");
    };
    Watched watched(home.url());
    watched.events.setHeaders({{"Authorization"_ba, "Bearer t"_ba}, {"X-Key"_ba, "k"_ba}});
    watched.events.setLastEventId(u"7"_s);
    watched.events.open();
    QTRY_COMPARE(watched.log.last(), u"x #7"_s);
    QCOMPARE(home.requests.first().header("Authorization"_ba), "Bearer t"_ba);
    for (const auto &request : {other.requests.first(), home.requests.last()}) {
        QVERIFY(!request.head.contains("Authorization"));
        QVERIFY(!request.head.contains("X-Key"));
        QCOMPARE(request.header("Last-Event-ID"_ba), "7"_ba);
    }
}

void TestEventStream::failsInCircles()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { RawServer::reply(request, "302 x", "Location: /\r\n"); };
    Watched watched(server.url());
    watched.events.open();
    QTRY_VERIFY(watched.isClosed());
    QCOMPARE(watched.log, QStringList({u"connecting"_s, u"closed"_s}));
    QCOMPARE(server.requests.size(), 21);
}

void TestEventStream::judgesTheStatus_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("endsWhenLenient");
    for (const char *status :
        {"204 x", "205 x", "210 x", "299 x", "304 x", "400 x", "403 x", "404 x", "410 x", "505 x"})
        QTest::newRow(status) << QByteArray(status) << true;
    for (const char *status : {"429 x", "500 x", "502 x", "503 x", "504 x"})
        QTest::newRow(status) << QByteArray(status) << false;
}

void TestEventStream::judgesTheStatus()
{
    QFETCH(const QByteArray, status);
    QFETCH(const bool, endsWhenLenient);
    for (const auto conformance : {EventStream::Conformance::Strict, EventStream::Conformance::Lenient}) {
        RawServer server;
        server.answer = [&](RawServer::Request &request) {
            if (server.requests.size() > 1)
                RawServer::begin(request, ok, stream, "data: later\n\n");
            else
                RawServer::reply(request, status, stream,
                    status.startsWith("204") || status.startsWith("205") ? ""_ba : "data: data\n\n"_ba);
        };
        Watched watched(server.url());
        watched.events.setConformance(conformance);
        watched.events.open();
        if (conformance == EventStream::Conformance::Strict || endsWhenLenient) {
            QTRY_VERIFY(watched.isClosed());
            settle();
            QCOMPARE(watched.log, QStringList({u"connecting"_s, u"closed"_s}));
            QCOMPARE(server.requests.size(), 1);
            QVERIFY(!watched.events.reason().isEmpty());
        } else {
            QTRY_COMPARE(watched.log.last(), u"later"_s);
            QVERIFY(!watched.log.contains(u"data"_s) && !watched.log.contains(u"closed"_s));
        }
    }
}

void TestEventStream::judgesTheMediaType_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("opens");
    QTest::newRow("plain") << "Content-Type: text/event-stream\r\n"_ba << true;
    QTest::newRow("C6 bogus") << "Content-Type: x bogus\r\n"_ba << false;
    QTest::newRow("C7 another text") << "Content-Type: text/x-bogus\r\n"_ba << false;
    QTest::newRow("C8 trailing semicolon") << "Content-Type: text/event-stream;\r\n"_ba << true;
    QTest::newRow("P13 charset") << "Content-Type: text/event-stream;charset=windows-1252\r\n"_ba << true;
    QTest::newRow("O14 spaces") << "Content-Type: text/event-stream ; charset=utf-8\r\n"_ba << true;
    QTest::newRow("O14 case") << "Content-Type: Text/Event-Stream\r\n"_ba << true;
    QTest::newRow("O14 missing") << ""_ba << false;
    QTest::newRow("O14 longer") << "Content-Type: text/event-streamx\r\n"_ba << false;
    QTest::newRow("O8 compressed unasked") << stream + "Content-Encoding: gzip\r\n" << false;
    QTest::newRow("O8 identity") << stream + "Content-Encoding: identity\r\n" << true;
}

void TestEventStream::judgesTheMediaType()
{
    QFETCH(const QByteArray, header);
    QFETCH(const bool, opens);
    RawServer server;
    server.answer = [&](RawServer::Request &request) { RawServer::begin(request, ok, header, "data: x\n\n"); };
    Watched watched(server.url());
    watched.events.open();
    QTRY_COMPARE(watched.log,
        opens ? QStringList({u"connecting"_s, u"open"_s, u"x"_s}) : QStringList({u"connecting"_s, u"closed"_s}));
}

void TestEventStream::waitsAsLongAsTheBusyServerAsks()
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

void TestEventStream::asksForAuthentication()
{
    RawServer server;
    QByteArray valid = "Bearer new"_ba;
    server.answer = [&](RawServer::Request &request) {
        if (request.header("Authorization"_ba) == valid)
            RawServer::begin(request, ok, stream, "data: x\n\n");
        else
            RawServer::reply(request, "401 x", "WWW-Authenticate: Bearer\r\n", "{}");
    };
    Watched watched(server.url());
    const QSignalSpy needed(&watched.events, &EventStream::authenticationNeeded);
    watched.events.setHeaders({{"Authorization"_ba, "Bearer old"_ba}});
    watched.events.setLastEventId(u"9"_s);
    watched.events.open();
    QTRY_COMPARE(needed.count(), 1);
    QVERIFY(watched.isClosed());
    QCOMPARE(watched.events.reason(), u"Your sign-in has expired."_s);
    watched.events.setHeaders({{"Authorization"_ba, valid}});
    watched.events.open();
    QTRY_COMPARE(watched.log.last(), u"x #9"_s);
    QCOMPARE(server.requests.last().header("Last-Event-ID"_ba), "9"_ba);
}

void TestEventStream::opensBeforeTheFirstMessage()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) { RawServer::begin(request, ok, stream, "data: data\n\n"); };
    Watched watched(server.url());
    QCOMPARE(watched.events.state(), EventStream::State::Closed);
    watched.events.open();
    QCOMPARE(watched.events.state(), EventStream::State::Connecting);
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"data"_s}));
    QCOMPARE(watched.events.state(), EventStream::State::Open);
    watched.events.close();
    QCOMPARE(watched.events.state(), EventStream::State::Closed);
    settle();
    QCOMPARE(watched.log.size(), 3);
}

void TestEventStream::closesInsideHandlers_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("open") << u"open"_s << QStringList {u"connecting"_s, u"open"_s};
    QTest::newRow("message") << u"1"_s << QStringList {u"connecting"_s, u"open"_s, u"1"_s};
    QTest::newRow("drop") << u"drop"_s << QStringList {u"connecting"_s, u"open"_s, u"1"_s, u"2"_s, u"connecting"_s};
}

void TestEventStream::closesInsideHandlers()
{
    QFETCH(const QString, at);
    QFETCH(const QStringList, expected);
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, ok, stream, "data: 1\n\ndata: 2\n\n");
    };
    Watched watched(server.url());
    connect(&watched.events, &EventStream::eventReceived, this, [&](const ServerEvent &event) {
        if (event.data == at)
            watched.events.close();
    });
    connect(&watched.events, &EventStream::stateChanged, this, [&](EventStream::State state) {
        if ((state == EventStream::State::Open && at == u"open"_s)
            || (state == EventStream::State::Connecting && at == u"drop"_s && watched.log.size() > 1))
            watched.events.close();
    });
    watched.events.open();
    QTRY_COMPARE(watched.log, expected);
    settle();
    QCOMPARE(watched.log, expected);
    QVERIFY(watched.isClosed());
    QCOMPARE(server.requests.size(), 1);
}

void TestEventStream::isDeletedInsideHandlers_data()
{
    QTest::addColumn<int>("state"); // -1: in the message handler
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("open") << static_cast<int>(EventStream::State::Open) << ok;
    QTest::newRow("message") << -1 << ok;
    QTest::newRow("drop") << static_cast<int>(EventStream::State::Connecting) << ok;
    QTest::newRow("refused") << static_cast<int>(EventStream::State::Closed) << "404 x"_ba;
    QTest::newRow("unauthorized") << static_cast<int>(EventStream::State::Closed) << "401 x"_ba;
}

void TestEventStream::isDeletedInsideHandlers()
{
    QFETCH(const int, state);
    QFETCH(const QByteArray, status);
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        RawServer::reply(request, status, stream, "data: 1\n\ndata: 2\n\n");
    };
    const QPointer<EventStream> events(new EventStream(this));
    int calls = 0;
    connect(events, &EventStream::eventReceived, this, [&] {
        if (state == -1) {
            ++calls;
            delete events;
        }
    });
    events->setTiming(quick);
    events->setUrl(server.url());
    events->open();
    connect(events, &EventStream::stateChanged, this, [&](EventStream::State now) {
        if (static_cast<int>(now) == state) {
            ++calls;
            delete events;
        }
    });
    QTRY_VERIFY(!events);
    settle();
    QCOMPARE(calls, 1);
}

void TestEventStream::reconnectsUntilTheServerEndsIt()
{
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        switch (server.requests.size()) {
        case 1: RawServer::reply(request, ok, stream, "retry: 2\ndata: opened\n\n"); break;
        case 2: RawServer::reply(request, ok, stream, "data: reconnected\n\n"); break;
        default: RawServer::reply(request, "204 No Content", stream); break;
        }
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_VERIFY(watched.isClosed());
    settle();
    QCOMPARE(watched.log,
        QStringList({u"connecting"_s, u"open"_s, u"opened"_s, u"connecting"_s, u"open"_s, u"reconnected"_s,
            u"connecting"_s, u"closed"_s}));
    QCOMPARE(server.requests.size(), 3);
}

void TestEventStream::reconnectsWithoutAnEvent()
{
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() == 1)
            RawServer::reply(request, ok, stream, "retry: 2\n");
        else
            RawServer::begin(request, ok, stream, "data: data\n\n");
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"connecting"_s, u"open"_s, u"data"_s}));
}

void TestEventStream::reconnectsAfterEveryKindOfEnd_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isReset");
    const QByteArray head = "HTTP/1.1 200 OK\r\n" + stream;
    QTest::newRow("until close") << head + "\r\ndata: 1\n\n" << false;
    QTest::newRow("HTTP/1.0") << "HTTP/1.0 200 OK\r\n" + stream + "\r\ndata: 1\n\n" << false;
    QTest::newRow("content length") << head + "Content-Length: 9\r\n\r\ndata: 1\n\n" << false;
    QTest::newRow("content length, cut short") << head + "Content-Length: 99\r\n\r\ndata: 1\n\n" << false;
    QTest::newRow("chunked") << head + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n0\r\n\r\n" << false;
    QTest::newRow("chunked, cut short") << head + "Transfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n5\r\nda"
                                        << false;
    QTest::newRow("reset") << head + "\r\ndata: 1\n\n" << true;
}

void TestEventStream::reconnectsAfterEveryKindOfEnd()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const bool, isReset);
    RawServer server;
    Watched watched(server.url());
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() > 1) {
            RawServer::begin(request, ok, stream, "data: 2\n\n");
            return;
        }
        request.socket->write(answer);
        request.socket->flush();
        if (!isReset)
            request.socket->disconnectFromHost();
    };
    connect(&watched.events, &EventStream::eventReceived, this, [&](const ServerEvent &event) {
        if (isReset && event.data == u"1"_s) {
            server.requests.first().socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
            server.requests.first().socket->abort();
        }
    });
    watched.events.open();
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"1"_s, u"connecting"_s, u"open"_s, u"2"_s}));
}

void TestEventStream::isCancelled()
{
    RawServer server;
    Watched watched(server.url());
    watched.events.open();
    QTRY_COMPARE(server.requests.size(), 1);
    watched.events.close();
    QVERIFY(watched.isClosed());
    settle();
    QCOMPARE(watched.log, QStringList({u"connecting"_s}));
}

void TestEventStream::refusesAddresses_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("C15 no host") << QUrl(u"http://this is invalid/"_s);
    for (const char *text : {"ftp://127.0.0.1/", "about:blank", "mailto:a@b", "javascript:1", "", "file:///etc/passwd"})
        QTest::newRow(text) << QUrl(QString::fromLatin1(text));
}

void TestEventStream::refusesAddresses()
{
    QFETCH(const QUrl, url);
    Watched watched(url);
    watched.events.open();
    QVERIFY(watched.isClosed());
    QVERIFY(!watched.events.reason().isEmpty());
}

void TestEventStream::refusesBrokenHeaders()
{
    RawServer server;
    const QList<std::pair<QByteArray, QByteArray>> broken {{"A"_ba, "b\r\nX: y"_ba}, {"A\r\nB"_ba, "c"_ba},
        {"A"_ba, "b\nc"_ba}, {"A B"_ba, "c"_ba}, {""_ba, "c"_ba}, {"A:"_ba, "c"_ba}};
    for (const auto &header : broken) {
        Watched watched(server.url());
        watched.events.setHeaders({header});
        watched.events.open();
        QVERIFY(watched.isClosed());
    }
    Watched watched(server.url());
    watched.events.setLastEventId(u"a\r\nX: y"_s);
    watched.events.open();
    QVERIFY(watched.isClosed());
    settle();
    QVERIFY(server.requests.isEmpty());
}

void TestEventStream::keepsTheIdOverConnections()
{
    for (const QByteArray &id : {"…"_ba, "abc"_ba, QByteArray(255, 'a'), "e5p3n<3k0k0s"_ba}) {
        RawServer server;
        server.answer = [&](RawServer::Request &request) {
            const QByteArray last = request.header("Last-Event-ID"_ba);
            RawServer::reply(request, ok, stream,
                last.isEmpty() ? "id: " + id + "\nretry: 2\ndata: hello\n\n" : "data: " + last + "\n\n");
        };
        Watched watched(server.url());
        watched.events.open();
        const QString text = QString::fromUtf8(id);
        QTRY_VERIFY(watched.log.count(text + u" #"_s + text) >= 2); // from the second and the third connection
        QCOMPARE(server.requests.at(2).header("Last-Event-ID"_ba), id);
        QCOMPARE(watched.events.lastEventId(), text);
    }
}

void TestEventStream::ignoresIdsWithNul()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, ok, stream, QByteArray("id: x\0x\nretry: 2\ndata: hello\n\n", 30));
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_VERIFY(watched.log.count(u"hello"_s) >= 2);
    QVERIFY(!server.requests.at(1).head.contains("Last-Event-ID"));
}

void TestEventStream::dropsTheUncommittedId()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, ok, stream, "retry:1\ndata:test1\n\nid:test\ndata:test2\n");
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_VERIFY(watched.log.count(u"test1"_s) >= 2);
    QVERIFY(!server.requests.at(1).head.contains("Last-Event-ID"));
    QVERIFY(!watched.log.contains(u"test2"_s));
}

void TestEventStream::keepsToTheServersRetryTime()
{
    RawServer server;
    QElapsedTimer since;
    server.answer = [&](RawServer::Request &request) {
        if (server.requests.size() == 1) {
            RawServer::reply(request, ok, stream, "retry:0400\ndata:x\n\n");
            since.start();
        } else {
            RawServer::begin(request, ok, stream, "data: y\n\n");
        }
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_COMPARE(watched.log.last(), u"y"_s);
    QVERIFY2(since.elapsed() >= 380 && since.elapsed() < 1'500, qPrintable(QString::number(since.elapsed())));
}

void TestEventStream::noticesSilence()
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

void TestEventStream::retriesNow()
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

void TestEventStream::losesNothingOverManyDrops()
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

void TestEventStream::givesUpOnEndlessEvents()
{
    RawServer server;
    server.answer = [&](RawServer::Request &request) {
        RawServer::begin(request, ok, stream, "data:" + QByteArray((1 << 20) + 1, 'x'));
    };
    Watched watched(server.url());
    watched.events.open();
    QTRY_VERIFY(watched.isClosed());
    QCOMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"closed"_s}));
}

void TestEventStream::worksOnAnotherThread()
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

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
