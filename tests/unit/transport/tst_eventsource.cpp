#include "eventsourceserver.h"

#include "transport/eventparser.h"
#include "transport/eventstream.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie;
using namespace coterie::transport;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(eventsource::Stream)
Q_DECLARE_METATYPE(eventsource::Exchange)

namespace {

// A reader of `server` and its log, in the words of the table.
struct Reader {
    explicit Reader(const RawServer &server, EventStream::Conformance conformance)
    {
        stream.setTiming({Millis(2), Millis(1), Millis(300'000), Millis(45'000)});
        stream.setConformance(conformance);
        stream.setUrl(server.url(u"/folder/events"_s));
        QObject::connect(&stream, &EventStream::stateChanged, &stream, [this](EventStream::State state) {
            static const QStringList names {u"connecting"_s, u"open"_s, u"closed"_s};
            const QString name = names.at(static_cast<int>(state));
            if (log.isEmpty() || log.last() != name) // waiting longer is no change of state
                log << name;
        });
        QObject::connect(&stream, &EventStream::eventReceived, &stream,
            [this](const ServerEvent &event) { log << eventsource::entry(event); });
        stream.open();
    }
    EventStream stream;
    QStringList log;
};

QList<ServerEvent> parsed(const QList<QByteArray> &pieces)
{
    EventParser parser;
    QList<ServerEvent> events;
    for (const QByteArray &piece : pieces) {
        QByteArrayView rest(piece);
        while (parser.next(rest) == EventParser::Outcome::Event)
            events << parser.event();
    }
    return events;
}

// Long enough for a reconnect of a millisecond to show.
void settle()
{
    QTest::qWait(25);
}

} // namespace

/// The table of eventsourcetable.cpp, through the parser and through the reader with a real socket.
class TestEventSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parsesInAnyPieces_data();
    void parsesInAnyPieces();
    void readsOverTheNetwork_data();
    void readsOverTheNetwork();
    void exchanges_data();
    void exchanges();
    void sendsTheHeaders();
};

void TestEventSource::parsesInAnyPieces_data()
{
    QTest::addColumn<eventsource::Stream>("row");
    for (const auto &row : eventsource::streams())
        QTest::newRow(row.subject.constData()) << row;
}

void TestEventSource::parsesInAnyPieces()
{
    QFETCH(const eventsource::Stream, row);
    QCOMPARE(parsed({row.bytes}), row.events);
    QList<QByteArray> single;
    for (const char byte : row.bytes)
        single << QByteArray(1, byte);
    QCOMPARE(parsed(single), row.events);
    for (qsizetype cut = 0; cut <= row.bytes.size(); ++cut)
        QVERIFY2(parsed({row.bytes.left(cut), row.bytes.mid(cut)}) == row.events, qPrintable(u"cut at %1"_s.arg(cut)));
}

void TestEventSource::readsOverTheNetwork_data()
{
    parsesInAnyPieces_data();
}

void TestEventSource::readsOverTheNetwork()
{
    QFETCH(const eventsource::Stream, row);
    QStringList expected {u"connecting"_s, u"open"_s};
    for (const ServerEvent &event : row.events)
        expected << eventsource::entry(event);
    RawServer whole;
    eventsource::play(whole, {{.body = row.bytes, .end = eventsource::Answer::End::Stay}});
    const Reader once(whole, EventStream::Conformance::Strict);
    QTRY_COMPARE(once.log, expected);
    RawServer dripping;
    eventsource::drip(dripping, row.bytes);
    const Reader slowly(dripping, EventStream::Conformance::Lenient);
    QTRY_COMPARE(slowly.log, expected);
}

void TestEventSource::exchanges_data()
{
    QTest::addColumn<eventsource::Exchange>("row");
    QTest::addColumn<bool>("isStrict");
    for (const auto &row : eventsource::exchanges()) {
        QTest::newRow(("lenient: " + row.subject).constData()) << row << false;
        QTest::newRow(("strict: " + row.subject).constData()) << row << true;
    }
}

void TestEventSource::exchanges()
{
    QFETCH(const eventsource::Exchange, row);
    QFETCH(const bool, isStrict);
    RawServer server;
    eventsource::play(server, row.answers);
    QList<qint64> times;
    QElapsedTimer clock;
    clock.start();
    server.answer = [&times, &clock, next = server.answer](RawServer::Request &request) {
        times << clock.elapsed();
        next(request);
    };
    Reader reader(server, isStrict ? EventStream::Conformance::Strict : EventStream::Conformance::Lenient);
    const QStringList &expected = row.expected(isStrict);
    QTRY_COMPARE_WITH_TIMEOUT(reader.log.size(), expected.size(), 10'000);
    const auto requests = server.requests.size();
    settle();
    QVERIFY(reader.log == expected); // not QCOMPARE: some hold megabytes
    QCOMPARE(server.requests.size(), requests);
    QCOMPARE(reader.stream.reason().isEmpty(), expected.last() != u"closed"_s);
    for (qsizetype i = 0; i < row.lastEventIds.size(); ++i) {
        QCOMPARE(server.requests.at(i).header("Last-Event-ID"_ba), row.lastEventIds.at(i));
        QCOMPARE(server.requests.at(i).head.contains("Last-Event-ID"), !row.lastEventIds.at(i).isEmpty());
    }
    constexpr double coarse = 0.9; // the timer's own tolerance is a twentieth
    if (row.leastWait > 0)
        QVERIFY2(double(times.at(1) - times.at(0)) >= coarse * double(row.leastWait),
            qPrintable(QString::number(times.at(1) - times.at(0))));
}

// [request-accept, request-cache-control, request-credentials]
void TestEventSource::sendsTheHeaders()
{
    RawServer server;
    eventsource::play(server,
        {{.headers = "Content-Type: text/event-stream\r\nSet-Cookie: a=b\r\n", .body = "retry: 2\ndata: x\n\n"}});
    const Reader reader(server, EventStream::Conformance::Strict);
    QTRY_VERIFY(server.requests.size() >= 3);
    for (const auto &request : std::as_const(server.requests)) {
        QCOMPARE(request.line(), "GET /folder/events HTTP/1.1"_ba);
        QCOMPARE(request.header("Accept"_ba), "text/event-stream"_ba);
        QCOMPARE(request.header("Cache-Control"_ba), "no-cache"_ba);
        QCOMPARE(request.header("Accept-Encoding"_ba), "identity"_ba);
        QVERIFY(!request.head.contains("Last-Event-ID") && !request.head.contains("Cookie"));
    }
}

QTEST_GUILESS_MAIN(TestEventSource)
#include "tst_eventsource.moc"
