#include "cliprocess.h"
#include "eventsourceserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(eventsource::Stream)
Q_DECLARE_METATYPE(eventsource::Exchange)

namespace {

// The lines of --json in the words of the table.
QStringList logOf(Cli::Result result)
{
    result.out.replace("\uFEFF", "\\uFEFF"); // Qt's JSON reader drops one at the start of a text
    QStringList log;
    for (const QJsonObject &line : result.lines()) {
        if (line.contains("state"_L1))
            log << line.value("state"_L1).toString();
        else
            log << eventsource::entry({line.value("event"_L1).toString(), line.value("data"_L1).toString(),
                line.value("lastEventId"_L1).toString()});
    }
    return log;
}

qsizetype eventsIn(const QStringList &log)
{
    return std::ranges::count_if(log, [](const QString &entry) { return entry.contains(u'|'); });
}

} // namespace

/// The table of eventsourcetable.cpp, through `coterie-cli sse` in a process of its own, and the options of the
/// command.
class TestCliSse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void exchanges_data();
    void exchanges();
    void sendsWhatItIsTold();
    void takesHeadersFromTheEnvironment();
    void printsForPeople();
    void endsAsAgreed_data();
    void endsAsAgreed();

private:
    [[nodiscard]] Cli::Result sse(const RawServer &server, const QStringList &options) const
    {
        return m_cli.run(QStringList {u"--json"_s, u"sse"_s, server.url(u"/folder/events"_s).toString()} + options);
    }
    Cli m_cli;
};

void TestCliSse::reads_data()
{
    QTest::addColumn<eventsource::Stream>("row");
    for (const auto &row : eventsource::streams())
        QTest::newRow(row.subject.constData()) << row;
}

void TestCliSse::reads()
{
    QFETCH(const eventsource::Stream, row);
    RawServer server;
    eventsource::drip(server, row.bytes); // every byte in a packet of its own
    const QString count = QString::number(row.events.size());
    const auto result =
        sse(server, row.events.isEmpty() ? QStringList {u"--timeout"_s, u"1"_s} : QStringList {u"--count"_s, count});
    QStringList expected {u"connecting"_s, u"open"_s};
    for (const auto &event : row.events)
        expected << eventsource::entry(event);
    QCOMPARE(logOf(result), expected);
    QCOMPARE(result.exit, 0);
}

void TestCliSse::exchanges_data()
{
    QTest::addColumn<eventsource::Exchange>("row");
    QTest::addColumn<bool>("isStrict");
    for (const auto &row : eventsource::exchanges()) {
        QTest::newRow(row.subject.constData()) << row << false;
        if (!row.strictLog.isEmpty())
            QTest::newRow(("--strict: " + row.subject).constData()) << row << true;
    }
}

void TestCliSse::exchanges()
{
    QFETCH(const eventsource::Exchange, row);
    QFETCH(const bool, isStrict);
    const QStringList &expected = row.expected(isStrict);
    const bool ends = expected.last() == u"closed"_s;
    RawServer server;
    eventsource::play(server, row.answers);
    QStringList options = isStrict ? QStringList {u"--strict"_s} : QStringList {};
    if (!ends)
        options << u"--count"_s << QString::number(eventsIn(expected));
    const auto result = sse(server, options);
    QVERIFY2(logOf(result) == expected, result.out.left(500).constData());
    const bool isEndOfContent = ends && row.answers.last().status.startsWith("204");
    QCOMPARE(result.exit, ends && !isEndOfContent ? 3 : 0);
    QCOMPARE(result.errors.isEmpty(), result.exit == 0); // a refusal is told in words, on the other channel
    for (qsizetype i = 0; i < row.lastEventIds.size(); ++i)
        QCOMPARE(server.requests.at(i).header("Last-Event-ID"), row.lastEventIds.at(i));
}

void TestCliSse::sendsWhatItIsTold()
{
    RawServer server;
    eventsource::play(server, {{.body = "retry: 2\nid: ü\ndata: x\n\n"}});
    const auto result = sse(server,
        {u"--header"_s, u"X-Key: k: l"_s, u"--header"_s, u"Authorization:Bearer t"_s, u"--last-event-id"_s, u"…"_s,
            u"--count"_s, u"2"_s});
    QCOMPARE(result.exit, 0);
    QCOMPARE(server.requests.size(), 2);
    for (const auto &request : std::as_const(server.requests)) {
        QCOMPARE(request.header("Accept"), "text/event-stream"_ba);
        QCOMPARE(request.header("Cache-Control"), "no-cache"_ba);
        QCOMPARE(request.header("X-Key"), "k: l"_ba);
        QCOMPARE(request.header("Authorization"), "Bearer t"_ba);
    }
    QCOMPARE(server.requests.first().header("Last-Event-ID"), "…"_ba);
    QCOMPARE(server.requests.last().header("Last-Event-ID"), "ü"_ba);
}

void TestCliSse::takesHeadersFromTheEnvironment()
{
    RawServer server;
    eventsource::play(server, {{.body = "data: x\n\n", .end = eventsource::Answer::End::Stay}});
    qputenv("COTERIE_HEADER", "X-A: a b\nX-B: c");
    const auto result = sse(server, {u"--count"_s, u"1"_s});
    qunsetenv("COTERIE_HEADER");
    QCOMPARE(result.exit, 0);
    QCOMPARE(server.requests.first().header("X-A"), "a b"_ba);
    QCOMPARE(server.requests.first().header("X-B"), "c"_ba);
}

void TestCliSse::printsForPeople()
{
    RawServer server;
    eventsource::play(server, {{.body = "event: tick\ndata: {\"a\":1}\n\ndata: two\ndata: lines\x1B[2J\n\n"}});
    const auto result = m_cli.run({u"sse"_s, server.url().toString(), u"--count"_s, u"2"_s});
    QCOMPARE(result.exit, 0);
    QCOMPARE(QString::fromUtf8(result.out),
        u"tick: {\"a\":1}\nmessage: two\nlines\uFFFD[2J\n"_s); // nothing moves the cursor
}

void TestCliSse::endsAsAgreed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exit");
    QTest::newRow("a time without a count is the end that was asked for")
        << QStringList {u"URL"_s, u"--timeout"_s, u"0.4"_s} << 0;
    QTest::newRow("a count that is not reached")
        << QStringList {u"URL"_s, u"--count"_s, u"5"_s, u"--timeout"_s, u"0.4"_s} << 5;
    QTest::newRow("nobody there") << QStringList {u"http://127.0.0.1:1/"_s, u"--timeout"_s, u"0.3"_s} << 4;
    QTest::newRow("no address") << QStringList {u"nonsense"_s} << 2;
    QTest::newRow("an address nothing is fetched from") << QStringList {u"ftp://127.0.0.1/"_s} << 2;
    QTest::newRow("a header without a colon") << QStringList {u"URL"_s, u"--header"_s, u"nonsense"_s} << 2;
    QTest::newRow("a header of two lines") << QStringList {u"URL"_s, u"--header"_s, u"A: b\r\nC: d"_s} << 2;
    QTest::newRow("an id of two lines") << QStringList {u"URL"_s, u"--last-event-id"_s, u"a\nB: c"_s} << 2;
    QTest::newRow("no count") << QStringList {u"URL"_s, u"--count"_s, u"0"_s} << 2;
    QTest::newRow("no time") << QStringList {u"URL"_s, u"--timeout"_s, u"-1"_s} << 2;
}

void TestCliSse::endsAsAgreed()
{
    QFETCH(QStringList, arguments);
    QFETCH(const int, exit);
    RawServer server;
    eventsource::play(server, {{.body = "data: x\n\n", .end = eventsource::Answer::End::Stay}});
    arguments.replaceInStrings(u"URL"_s, server.url().toString());
    QElapsedTimer timer;
    timer.start();
    const auto result = m_cli.run(QStringList {u"--json"_s, u"sse"_s} + arguments);
    QCOMPARE(result.exit, exit);
    QVERIFY(timer.elapsed() < 8'000);
    if (exit == 2) {
        QVERIFY(server.requests.isEmpty() && result.out.isEmpty());
        QCOMPARE(result.errors.count('\n'), 1);
    }
}

QTEST_GUILESS_MAIN(TestCliSse)
#include "tst_clisse.moc"
