#include "base/random.h"
#include "transport/eventparser.h"

#include <QTest>

using namespace coterie;
using namespace coterie::transport;
using namespace Qt::StringLiterals;

namespace {

using Events = QList<ServerEvent>;

// A string literal with its NULs.
template <std::size_t size>
QByteArray raw(const char (&text)[size])
{
    return {text, static_cast<qsizetype>(size - 1)};
}

ServerEvent message(const QString &data, const QString &id = {})
{
    return {u"message"_s, data, id};
}

// All events of `stream` fed in the given pieces.
struct Reading {
    Events events;
    bool isTooLong = false;
    QString lastEventId;
    std::optional<Millis> retry;
    bool operator==(const Reading &) const = default;
};

Reading read(const QList<QByteArray> &pieces, EventLimits limits = {})
{
    EventParser parser(limits);
    Reading reading;
    for (const QByteArray &piece : pieces) {
        QByteArrayView rest(piece);
        EventParser::Outcome outcome {};
        while ((outcome = parser.next(rest)) == EventParser::Outcome::Event)
            reading.events << parser.event();
        reading.isTooLong = outcome == EventParser::Outcome::TooLong;
    }
    reading.lastEventId = parser.lastEventId();
    reading.retry = parser.retry();
    return reading;
}

QList<QByteArray> bytes(const QByteArray &stream)
{
    QList<QByteArray> pieces;
    for (const char byte : stream)
        pieces << QByteArray(1, byte);
    return pieces;
}

} // namespace

/// The parser's own promises. What the standard says about streams is the table of tst_eventsource.
class TestEventParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsRetry_data();
    void keepsRetry();
    void dispatchesOnTheCarriageReturnAtOnce();
    void keepsTheIdOverConnections();
    void refusesWhatIsTooLong_data();
    void refusesWhatIsTooLong();
    void survivesAMillionComments();
    void readsRandomStreamsAlikeInAnyPieces();
};

void TestEventParser::keepsRetry_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<int>("expected"); // -1: unchanged
    QTest::newRow("decimal, not octal") << "retry:03000\ndata:x\n\n"_ba << 3000;
    QTest::newRow("a bad value is ignored") << "retry:3000\nretry:1000x\n"_ba << 3000;
    QTest::newRow("empty") << "retry\ndata:test\n\n"_ba << -1;
    QTest::newRow("words") << "retry: bogus\n"_ba << -1;
    QTest::newRow("twenty digits") << "retry:99999999999999999999\n"_ba << std::numeric_limits<int>::max();
    QTest::newRow("zero") << "retry:0\n"_ba << 0;
    QTest::newRow("negative") << "retry:-1\n"_ba << -1;
    QTest::newRow("space after") << "retry: 10 \n"_ba << -1;
    QTest::newRow("space before") << "retry: 10\n"_ba << 10;
    QTest::newRow("full-width digits") << "retry:１０\n"_ba << -1;
}

void TestEventParser::keepsRetry()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const int, expected);
    const auto retry = read({stream}).retry;
    QCOMPARE(retry ? static_cast<int>(retry->count()) : -1, expected);
    QVERIFY(read(bytes(stream)).retry == retry);
}

void TestEventParser::dispatchesOnTheCarriageReturnAtOnce()
{
    EventParser parser;
    const QByteArray first = "data:1\r\n\r"_ba;
    QByteArrayView rest(first);
    QCOMPARE(parser.next(rest), EventParser::Outcome::Event);
    QCOMPARE(parser.event().data, u"1"_s);
    const QByteArray second = "\ndata:2\n\n"_ba; // the LF belongs to the line end before
    rest = second;
    QCOMPARE(parser.next(rest), EventParser::Outcome::Event);
    QCOMPARE(parser.event().data, u"2"_s);
    QCOMPARE(parser.next(rest), EventParser::Outcome::NeedsMore);
}

void TestEventParser::keepsTheIdOverConnections()
{
    EventParser parser;
    const QByteArray first = "id:42\nretry:7\ndata:1\n\nid:43\ndata:lost"_ba;
    QByteArrayView rest(first);
    QCOMPARE(parser.next(rest), EventParser::Outcome::Event);
    QCOMPARE(parser.next(rest), EventParser::Outcome::NeedsMore);
    parser.restart(parser.lastEventId());
    const QByteArray second = raw("\xEF\xBB\xBF"
                                  "data:2\n\n");
    rest = second;
    QCOMPARE(parser.next(rest), EventParser::Outcome::Event);
    QCOMPARE(parser.event(), message(u"2"_s, u"42"_s));
    QCOMPARE(parser.retry(), Millis(7));
}

void TestEventParser::refusesWhatIsTooLong_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<bool>("isTooLong");
    QTest::newRow("line at the limit") << "data:" + QByteArray(15, 'x') + "\n\n" << false;
    QTest::newRow("line over the limit") << "data:" + QByteArray(16, 'x') + "\n\n" << true;
    QTest::newRow("comment over the limit") << ":" + QByteArray(20, 'x') << true;
    QTest::newRow("event at the limit") << "data:123456789\ndata:123456789\ndata:123456789\n\n"_ba << false;
    QTest::newRow("event over the limit") << "data:123456789\ndata:123456789\ndata:1234567890\n\n"_ba << true;
}

void TestEventParser::refusesWhatIsTooLong()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const bool, isTooLong);
    constexpr EventLimits limits {.line = 20, .event = 30};
    QCOMPARE(read({stream}, limits).isTooLong, isTooLong);
    QCOMPARE(read(bytes(stream), limits).isTooLong, isTooLong);
}

void TestEventParser::survivesAMillionComments()
{
    QByteArray stream;
    for (int i = 0; i < 1'000'000; ++i)
        stream += ":\n"_ba;
    stream += "data:still here\n\n"_ba;
    QCOMPARE(read({stream}).events, Events {message(u"still here"_s)});
}

void TestEventParser::readsRandomStreamsAlikeInAnyPieces()
{
    static const QList<QByteArray> words {"data"_ba, "event"_ba, "id"_ba, "retry"_ba, ":"_ba, " "_ba, "\n"_ba, "\r"_ba,
        "\r\n"_ba, "\n\n"_ba, raw("\0"), "…"_ba, "12"_ba, raw("\xEF\xBB\xBF"), raw("\xF0\x9F"), "x"_ba};
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        QByteArray stream;
        for (int i = 0; i < 120; ++i)
            stream += words.at(static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(words.size()))));
        QList<QByteArray> pieces;
        for (qsizetype from = 0; from < stream.size();) {
            const auto length = static_cast<qsizetype>(random.below(9));
            pieces << stream.mid(from, length);
            from += length;
        }
        QVERIFY2(read(pieces) == read({stream}), qPrintable(u"seed %1"_s.arg(seed)));
    }
}

QTEST_APPLESS_MAIN(TestEventParser)
#include "tst_eventparser.moc"
