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

class TestEventParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void readsUnknownBytesAsReplacements_data();
    void readsUnknownBytesAsReplacements();
    void keepsRetry_data();
    void keepsRetry();
    void dispatchesOnTheCarriageReturnAtOnce();
    void keepsTheIdOverConnections();
    void refusesWhatIsTooLong_data();
    void refusesWhatIsTooLong();
    void survivesAMillionComments();
    void readsRandomStreamsAlikeInAnyPieces();
};

void TestEventParser::reads_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<Events>("expected");
    const QByteArray x(2048, 'x');
    const QString ellipsis = u"…"_s;

    QTest::newRow("P1 second mark makes an unknown field") << raw("\xEF\xBB\xBF"
                                                                  "data:1\n\n\xEF\xBB\xBF"
                                                                  "data:2\n\ndata:3\n\n\n")
                                                           << Events {message(u"1"_s), message(u"3"_s)};
    QTest::newRow("P2 only the first mark goes") << raw("\xEF\xBB\xBF\xEF\xBB\xBF"
                                                        "data:1\n\ndata:2\n\ndata:3\n\n\n")
                                                 << Events {message(u"2"_s), message(u"3"_s)};
    QTest::newRow("P3 comments") << raw("data:1\r:\0\n:\r\ndata:2\n:") + x + raw("\rdata:3\n:data:fail\r:") + x
            + raw("\ndata:4\n\n") << Events {message(u"1\n2\n3\n4"_s)};
    QTest::newRow("P4 the block without an empty line is dropped, with its id")
        << raw("retry:1000\ndata:test1\n\nid:test\ndata:test2\n") << Events {message(u"test1"_s)};
    QTest::newRow("P5 data") << raw("data:\n\ndata\ndata\n\ndata:test\n\n\n")
                             << Events {message({}), message(u"\n"_s), message(u"test"_s)};
    QTest::newRow("P6 event") << raw("event:test\ndata:x\n\ndata:x\n\n\n")
                              << Events {{u"test"_s, u"x"_s, {}}, message(u"x"_s)};
    QTest::newRow("P7 empty event") << raw("event: \ndata:data\n\n\n") << Events {message(u"data"_s)};
    QTest::newRow("P8 field names") << raw(
        "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\n"
        "data:4\n\n") << Events {message(QString(QChar::Null) + u"\n 2\n1\n3\n\n4"_s)};
    QTest::newRow("P9 unknown fields") << raw(
        "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n\n")
                                       << Events {message(u"test\n\ntest"_s)};
    QTest::newRow("P10 one leading space")
        << raw("data:\ttest\rdata: \ndata:test\n\n\n") << Events {message(u"\ttest\n\ntest"_s)};
    QTest::newRow("P11 line ends") << raw("data:test\r\ndata\ndata:test\r\n\r\n")
                                   << Events {message(u"test\n\ntest"_s)};
    QTest::newRow("P12 NUL") << raw("data:\0\n\n") << Events {message(QString(QChar::Null))};
    QTest::newRow("P13 always UTF-8") << "data:ok…\n\n"_ba << Events {message(u"ok…"_s)};
    QTest::newRow("P14 mixed") << raw(
        "data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\ndata\n\n"
        "data:end\n\n") << Events {message(u"msg\nmsg"_s), message({}), message(u"end"_s)};
    QTest::newRow("I1 id") << "id: …\nretry: 200\ndata: hello\n\n"_ba << Events {message(u"hello"_s, ellipsis)};
    QTest::newRow("I3 id stays") << raw("id: 1\ndata: 1\n\ndata: 2\n\nid: 2\ndata:3\n\ndata:4\n\n")
                                 << Events {message(u"1"_s, u"1"_s), message(u"2"_s, u"1"_s), message(u"3"_s, u"2"_s),
                                        message(u"4"_s, u"2"_s)};
    QTest::newRow("I4 id is reset") << raw("id: 1\ndata: 1\n\nid:\ndata:2\n\ndata:3\n\n")
                                    << Events {message(u"1"_s, u"1"_s), message(u"2"_s), message(u"3"_s)};
    QTest::newRow("I5 id is reset by a bare name")
        << raw("id: 1\ndata: 1\n\nid\ndata:2\n\ndata:3\n\n")
        << Events {message(u"1"_s, u"1"_s), message(u"2"_s), message(u"3"_s)};
    QTest::newRow("I6 two NULs") << raw("id: \0\0\ndata: hello\n\n") << Events {message(u"hello"_s)};
    QTest::newRow("I6 ends with NUL") << raw("id: x\0\ndata: hello\n\n") << Events {message(u"hello"_s)};
    QTest::newRow("I6 begins with NUL") << raw("id: \0x\ndata: hello\n\n") << Events {message(u"hello"_s)};
    QTest::newRow("I6 NUL inside") << raw("id: x\0x\ndata: hello\n\n") << Events {message(u"hello"_s)};
    QTest::newRow("I6 space and NUL") << raw("id:  \0\ndata: hello\n\n") << Events {message(u"hello"_s)};
    QTest::newRow("I7 long id") << "id:" + QByteArray(255, 'a') + "\ndata:x\n\n"
                                << Events {message(u"x"_s, QString(255, u'a'))};
    QTest::newRow("S2 all line ends") << raw("data: cr\r\rdata: lf\n\ndata: crlf\r\n\r\n")
                                      << Events {message(u"cr"_s), message(u"lf"_s), message(u"crlf"_s)};
    QTest::newRow("S3 mark") << raw("\xEF\xBB\xBF"
                                    "data: hello\n\n")
                             << Events {message(u"hello"_s)};
    QTest::newRow("O3 half a mark is a name") << raw("\xEF\xBB"
                                                     "data: no\ndata: yes\n\n")
                                              << Events {message(u"yes"_s)};
    QTest::newRow("a mark inside a value is data") << raw("data:\xEF\xBB\xBF"
                                                          "x\n\n")
                                                   << Events {message(u"\uFEFFx"_s)};
    QTest::newRow("the last event line wins") << raw("event:a\nevent:b\ndata:x\n\n") << Events {{u"b"_s, u"x"_s, {}}};
    QTest::newRow("an event without data leaves no type") << raw("event:a\n\ndata:x\n\n") << Events {message(u"x"_s)};
    QTest::newRow("longer names are other names")
        << raw("dataa:1\nevents:x\nidd:1\nretryy:1\ndata:2\n\n") << Events {message(u"2"_s)};
    QTest::newRow("nothing") << ""_ba << Events {};
}

void TestEventParser::reads()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const Events, expected);
    const Reading whole = read({stream});
    QCOMPARE(whole.events, expected);
    QVERIFY(!whole.isTooLong);
    QVERIFY(read(bytes(stream)) == whole);
    for (qsizetype cut = 0; cut <= stream.size(); ++cut)
        QVERIFY2(read({stream.left(cut), stream.mid(cut)}) == whole, qPrintable(u"cut at %1"_s.arg(cut)));
}

void TestEventParser::readsUnknownBytesAsReplacements_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("invalid byte") << raw("\xFF");
    QTest::newRow("overlong slash") << raw("\xC0\xAF");
    QTest::newRow("lone surrogate") << raw("\xED\xA0\x80");
    QTest::newRow("cut short") << raw("\xE2\x80");
    QTest::newRow("beyond Unicode") << raw("\xF5\x80\x80\x80");
}

void TestEventParser::readsUnknownBytesAsReplacements()
{
    QFETCH(const QByteArray, value);
    const QByteArray stream = "data:a" + value + "b\n\n";
    const Reading whole = read({stream});
    QCOMPARE(whole.events.size(), 1);
    const QString data = whole.events.first().data;
    QVERIFY(data.startsWith(u'a') && data.endsWith(u'b') && data.contains(QChar::ReplacementCharacter));
    QVERIFY(read(bytes(stream)) == whole);
}

void TestEventParser::keepsRetry_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<int>("expected"); // -1: unchanged
    QTest::newRow("R1 decimal, not octal") << "retry:03000\ndata:x\n\n"_ba << 3000;
    QTest::newRow("R2 a bad value is ignored") << "retry:3000\nretry:1000x\n"_ba << 3000;
    QTest::newRow("R3 empty") << "retry\ndata:test\n\n"_ba << -1;
    QTest::newRow("S4 words") << "retry: bogus\n"_ba << -1;
    QTest::newRow("O6 twenty digits") << "retry:99999999999999999999\n"_ba << 3'600'000;
    QTest::newRow("O6 zero") << "retry:0\n"_ba << 0;
    QTest::newRow("O6 negative") << "retry:-1\n"_ba << -1;
    QTest::newRow("O6 space after") << "retry: 10 \n"_ba << -1;
    QTest::newRow("O6 space before") << "retry: 10\n"_ba << 10;
    QTest::newRow("O6 full-width digits") << "retry:１０\n"_ba << -1;
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
