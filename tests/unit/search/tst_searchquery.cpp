#include "search/dates.h"
#include "search/index.h"
#include "search/matcher.h"
#include "search/query.h"

#include <QTest>

using namespace coterie;
using namespace coterie::search;
using namespace Qt::StringLiterals;

namespace {

const Place place {QDate(2026, 11, 25), QTimeZone::utc()}; // a Wednesday

WallTime day(const char *iso)
{
    return startOf(QDate::fromString(QString::fromLatin1(iso), Qt::ISODate), QTimeZone::utc());
}

QString described(const QList<Term> &terms)
{
    QStringList all;
    for (const Term &term : terms)
        all.append(term.words.join(u'+') + (term.isPrefix ? u"*"_s : QString()));
    return all.join(u' ');
}

} // namespace

class TestSearchQuery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void filters();
    void dates_data();
    void dates();
    void bounds_data();
    void bounds();
    void problems_data();
    void problems();
    void namesAreResolved();
    void textComesBackTheSame();
    void knowsWhereTheCursorStands();
    void anythingIsFine();
};

void TestSearchQuery::reads_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("terms");
    QTest::addColumn<QString>("excluded");
    QTest::newRow("words, the last one growing") << u"launch pla"_s << u"launch pla*"_s << QString();
    QTest::newRow("a space ends it") << u"launch plan "_s << u"launch plan"_s << QString();
    QTest::newRow("a phrase") << u"\"go live\" now "_s << u"go+live now"_s << QString();
    QTest::newRow("an open phrase") << u"\"go li"_s << u"go+li*"_s << QString();
    QTest::newRow("typographic quotes") << u"„go live“ x "_s << u"go+live x"_s << QString();
    QTest::newRow("exclusions") << u"launch -late -\"next year\""_s << u"launch"_s << u"late next+year"_s;
    QTest::newRow("a lonely minus") << u"a - b "_s << u"a b"_s << QString();
    QTest::newRow("signs inside a word") << u"foo_bar.baz "_s << u"foo+bar+baz"_s << QString();
    QTest::newRow("an unknown filter is words") << u"text:launch "_s << u"text+launch"_s << QString();
    QTest::newRow("a link is words") << u"https://a.org/x "_s << u"https+a+org+x"_s << QString();
    QTest::newRow("operators are words") << u"a AND b OR NOT (c) NEAR "_s << u"a and b or not c near"_s << QString();
    QTest::newRow("chinese") << u"北京"_s << u"北+京*"_s << QString();
    QTest::newRow("emoji") << u"🎉 "_s << u"🎉"_s << QString();
    QTest::newRow("signs only") << u"* ^ ( - \" : '"_s << QString() << QString();
    QTest::newRow("nothing") << QString() << QString() << QString();
}

void TestSearchQuery::reads()
{
    QFETCH(const QString, typed);
    const Query query = parse(typed, place);
    QTEST(described(query.terms), "terms");
    QTEST(described(query.excluded), "excluded");
    QCOMPARE(query.problem, QString());
}

void TestSearchQuery::filters()
{
    const Query query = parse(u"from:@Ann IN:\"launch room\" from:bob has:Links has:file has:link word"_s, place);
    QCOMPARE(query.fromNames, (QStringList {u"@Ann"_s, u"bob"_s}));
    QCOMPARE(query.inNames, QStringList {u"launch room"_s});
    QCOMPARE(query.features, (QList {Feature::Link, Feature::File}));
    QCOMPARE(described(query.terms), u"word*"_s);
    QVERIFY(parse(u"-word"_s, place).isEmpty());
    QVERIFY(!parse(u"has:poll"_s, place).isEmpty());
    QCOMPARE(parse(u"is:Pinned IS:edited has:poll"_s, place).features,
        (QList {Feature::Pinned, Feature::Edited, Feature::Poll}));
    QVERIFY(!parse(u"after:2026"_s, place).isEmpty());
}

void TestSearchQuery::dates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QDate>("first");
    QTest::addColumn<QDate>("last");
    const auto row = [](const char *text, QDate first, QDate last) {
        QTest::newRow(text) << QString::fromLatin1(text) << first << last;
    };
    row("2026-03-01", QDate(2026, 3, 1), QDate(2026, 3, 1));
    row("2026/3/1", QDate(2026, 3, 1), QDate(2026, 3, 1));
    row("1.3.2026", QDate(2026, 3, 1), QDate(2026, 3, 1));
    row("2026-02", QDate(2026, 2, 1), QDate(2026, 2, 28));
    row("2025", QDate(2025, 1, 1), QDate(2025, 12, 31));
    row("today", QDate(2026, 11, 25), QDate(2026, 11, 25));
    row("Yesterday", QDate(2026, 11, 24), QDate(2026, 11, 24));
    row("monday", QDate(2026, 11, 23), QDate(2026, 11, 23));
    row("wed", QDate(2026, 11, 25), QDate(2026, 11, 25));
    row("thursday", QDate(2026, 11, 19), QDate(2026, 11, 19));
    row("last week", QDate(2026, 11, 16), QDate(2026, 11, 22));
    row("last-month", QDate(2026, 10, 1), QDate(2026, 10, 31));
    row("this_year", QDate(2026, 1, 1), QDate(2026, 12, 31));
    row("7d", QDate(2026, 11, 18), QDate(2026, 11, 18));
    row("2 weeks ago", QDate(2026, 11, 11), QDate(2026, 11, 11));
    for (const char *none : {"", "2026-13", "2026-02-30", "32.1.2026", "0000", "9999", "soon", "20261125", "-1d"})
        row(none, {}, {});
}

void TestSearchQuery::dates()
{
    QFETCH(const QString, text);
    const auto days = daysIn(text, place.today);
    QTEST(days ? days->first : QDate(), "first");
    QTEST(days ? days->last : QDate(), "last");
}

void TestSearchQuery::bounds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<std::optional<WallTime>>("after");
    QTest::addColumn<std::optional<WallTime>>("before");
    using Time = std::optional<WallTime>;
    QTest::newRow("before") << u"before:2026-03-01"_s << Time() << Time(day("2026-03-01"));
    QTest::newRow("after") << u"after:2026-03"_s << Time(day("2026-03-01")) << Time();
    QTest::newRow("on") << u"on:yesterday"_s << Time(day("2026-11-24")) << Time(day("2026-11-25"));
    QTest::newRow("in quotes") << u"on:\"last week\""_s << Time(day("2026-11-16")) << Time(day("2026-11-23"));
    QTest::newRow("the narrower ones") << u"after:2026 after:2026-05 before:2027 before:2026-06"_s
                                       << Time(day("2026-05-01")) << Time(day("2026-06-01"));
}

void TestSearchQuery::bounds()
{
    QFETCH(const QString, typed);
    const Query query = parse(typed, place);
    QTEST(query.after, "after");
    QTEST(query.before, "before");
}

void TestSearchQuery::problems_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no date") << u"x before:"_s << u"`before:` wants a date such as 2026-11-25."_s;
    QTest::newRow("a wrong date") << u"after:soon"_s << u"`after:` wants a date such as 2026-11-25."_s;
    QTest::newRow("no such thing") << u"has:fun"_s << u"`has:` knows link, file, image, poll and code."_s;
    QTest::newRow("no such state") << u"is:link"_s << u"`is:` knows pinned and edited."_s;
    QTest::newRow("nobody") << u"from:"_s << u"`from:` wants a person's name."_s;
    QTest::newRow("a filter left out") << u"-from:ann x"_s << u"A minus works before words and phrases only."_s;
    QTest::newRow("too many") << u"x "_s.repeated(40) << u"That is too much for one search."_s;
    QTest::newRow("too long") << QString(2000, u'x') << u"That is too long for a search."_s;
}

void TestSearchQuery::problems()
{
    QFETCH(const QString, typed);
    QTEST(parse(typed, place).problem, "problem");
}

void TestSearchQuery::namesAreResolved()
{
    const Names names {.people = [](const QString &name) -> QList<protocol::UserId> {
                           if (isNamed(name, u"Zoë Smith"_s))
                               return {protocol::UserId {u"u1"_s}};
                           return {};
                       },
        .rooms = [](const QString &name) -> QList<protocol::RoomId> {
            if (isNamed(name, u"Launch plan"_s))
                return {protocol::RoomId {u"r1"_s}};
            return {};
        }};
    Query query = parse(u"from:@zoe-smith in:#launch_plan x"_s, place);
    resolve(query, names);
    QCOMPARE(query.problem, QString());
    QCOMPARE(query.authors, QList {protocol::UserId {u"u1"_s}});
    QCOMPARE(query.rooms, QList {protocol::RoomId {u"r1"_s}});
    Query unknown = parse(u"from:@bob x"_s, place);
    resolve(unknown, names);
    QCOMPARE(unknown.problem, u"Nobody here is called “bob”."_s);
    Query nowhere = parse(u"in:#lunch x"_s, place);
    resolve(nowhere, names);
    QCOMPARE(nowhere.problem, u"There is no room “lunch”."_s);
}

void TestSearchQuery::textComesBackTheSame()
{
    for (const QString &typed :
        {u"\"go live\" launch -late has:link pla"_s, u"北京 🎉 "_s, u"has:poll has:code is:pinned is:edited"_s}) {
        const Query query = parse(typed, place);
        const Query again = parse(toText(query), place);
        QCOMPARE(expressionFor(again, {}), expressionFor(query, {}));
    }
    Query query;
    query.authors = {protocol::UserId {u"u 1"_s}};
    query.rooms = {protocol::RoomId {u"r1"_s}};
    const Query again = parse(toText(query), place);
    QCOMPARE(again.fromNames, QStringList {u"u 1"_s});
    QCOMPARE(again.inNames, QStringList {u"r1"_s});
}

void TestSearchQuery::knowsWhereTheCursorStands()
{
    const QString text = u"plan from:al \"x y\""_s;
    QCOMPARE(pieceAt(text, 12), (Piece {5, 7, u"from"_s, u"al"_s}));
    QCOMPARE(pieceAt(text, 2), (Piece {0, 4, {}, u"plan"_s}));
    QCOMPARE(pieceAt(u"a "_s, 2), (Piece {2, 0, {}, {}}));
    QCOMPARE(pieceAt(u"in:"_s, 3), (Piece {0, 3, u"in"_s, {}}));
}

void TestSearchQuery::anythingIsFine()
{
    const QString pieces[] {u"from:"_s, u"\""_s, u"-"_s, u" "_s, u"*"_s, u"("_s, u")"_s, u"{x}"_s, u"^"_s, u"AND"_s,
        u"NEAR(a b)"_s, u"before:"_s, u"2026"_s, u"has:link"_s, u"北"_s, u"🎉"_s, QString(QChar(0)),
        QString(QChar(0xd800)), u"words:x"_s, u"'; DROP TABLE x; --"_s, u"”"_s, QString(QChar(0xe001)), u"e\u0301"_s};
    std::uint32_t seed = 20261125;
    const auto next = [&seed](std::uint32_t below) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8) % below;
    };
    for (int round = 0; round < 20'000; ++round) {
        QString typed;
        for (std::uint32_t i = next(12); i > 0; --i)
            typed += pieces[next(std::size(pieces))];
        const Query query = parse(typed, place);
        static_cast<void>(expressionFor(query, {}));
        static_cast<void>(spansOf(query, typed));
        const Piece piece = pieceAt(typed, next(20));
        QVERIFY(piece.start >= 0 && piece.length >= 0);
    }
}

QTEST_APPLESS_MAIN(TestSearchQuery)
#include "tst_searchquery.moc"
