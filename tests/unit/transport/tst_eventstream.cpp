#include "watchedstream.h"

#include <QSignalSpy>

using namespace coterie;
using namespace coterie::transport;
using namespace coterie::transport::testing;

/// Life with the reader: handlers, other origins, what its owner does. The rules of the standard are the table of
/// tst_eventsource, time is tst_eventstreamtime.
class TestEventStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsHeadersFromOtherOrigins();
    void keepsHeadersOnItsOwnOrigin();
    void answersNoChallenge();
    void asksForAuthentication();
    void opensBeforeTheFirstMessage();
    void closesInsideHandlers_data();
    void closesInsideHandlers();
    void isDeletedInsideHandlers_data();
    void isDeletedInsideHandlers();
    void isCancelled();
    void refusesAddresses_data();
    void refusesAddresses();
    void refusesBrokenHeaders();
    void isDeletedWhileItOpens();
};

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

void TestEventStream::keepsHeadersOnItsOwnOrigin()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        if (request.path() == "/a/b")
            RawServer::reply(request, "307 x", "Location: ../c?d=e\r\n");
        else
            RawServer::begin(request, ok, stream, "data: x\n\n");
    };
    Watched watched(server.url(u"/a/b"_s));
    watched.events.setHeaders({{"Authorization"_ba, "Bearer t"_ba}});
    watched.events.open();
    QTRY_COMPARE(watched.log, QStringList({u"connecting"_s, u"open"_s, u"x"_s}));
    QCOMPARE(server.requests.last().path(), "/c?d=e"_ba);
    QCOMPARE(server.requests.last().header("Authorization"_ba), "Bearer t"_ba);
    QCOMPARE(watched.events.url(), server.url(u"/a/b"_s)); // where it comes back to
}

void TestEventStream::answersNoChallenge()
{
    RawServer server;
    server.answer = [](RawServer::Request &request) {
        RawServer::reply(request, "401 x", "WWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n");
    };
    Watched watched(server.url());
    const QSignalSpy needed(&watched.events, &EventStream::authenticationNeeded);
    watched.events.open();
    QTRY_COMPARE(needed.size(), 1);
    QVERIFY(watched.isClosed());
    QCOMPARE(server.requests.size(), 1);
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
    QTest::newRow("no host") << QUrl(u"http://this is invalid/"_s);
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

void TestEventStream::isDeletedWhileItOpens()
{
    const QPointer<EventStream> events(new EventStream(this));
    events->setUrl(QUrl(u"ftp://127.0.0.1/"_s));
    connect(events, &EventStream::stateChanged, this, [&] { delete events; });
    events->open();
    QVERIFY(!events);
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
