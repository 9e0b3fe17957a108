#include "Coterie/document/documenttext.h"
#include "Coterie/document/finder.h"
#include "Coterie/document/inlinescan.h"
#include "Coterie/document/outline.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace coterie::document;

/// The lines of a document, what they are in Markdown, what is found in them, without a window.
class TestDocumentText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knowsKinds_data();
    void knowsKinds();
    void knowsTables();
    void numbersCountOn();
    void findsSpans_data();
    void findsSpans();
    void hidesMarks();
    void longLinesTakeLinearTime();
    void editsEqualAFreshScan_data();
    void editsEqualAFreshScan();
    void positionsAndHeightsFindEachOther();
    void keepsTheLineThatKeepsItsWords();
    void movesPositions();
    void findsInSlices();
    void countsAndCollectsHeadings();
};

namespace {

QList<LineInfo> infosOf(const DocumentText &text)
{
    QList<LineInfo> infos;
    for (const Line *line = &text.lines().first(); line; line = line->next())
        infos.append(line->info);
    return infos;
}

} // namespace

void TestDocumentText::knowsKinds_data()
{
    QTest::addColumn<QString>("text"); // the last line is the one that is meant
    QTest::addColumn<LineKind>("kind");
    QTest::addColumn<int>("content");
    QTest::newRow("nothing") << u""_s << LineKind::Blank << 0;
    QTest::newRow("words") << u"some words"_s << LineKind::Paragraph << 0;
    QTest::newRow("heading") << u"### Three"_s << LineKind::Heading << 4;
    QTest::newRow("seven signs") << u"####### Seven"_s << LineKind::Paragraph << 0;
    QTest::newRow("no space") << u"#tag"_s << LineKind::Paragraph << 0;
    QTest::newRow("bullet") << u"- item"_s << LineKind::Item << 2;
    QTest::newRow("number") << u"12. item"_s << LineKind::Item << 4;
    QTest::newRow("task") << u"- [ ] item"_s << LineKind::Item << 6;
    QTest::newRow("nested") << u"- a\n  - b"_s << LineKind::Item << 4;
    QTest::newRow("goes on in an item") << u"- a\n  b"_s << LineKind::Paragraph << 2;
    QTest::newRow("rule") << u"a\n\n* * *"_s << LineKind::Rule << 0;
    QTest::newRow("underline") << u"a\n---"_s << LineKind::Underline << 0;
    QTest::newRow("a list begins under words") << u"a\n- "_s << LineKind::Item << 2;
    QTest::newRow("quote") << u"> words"_s << LineKind::Paragraph << 2;
    QTest::newRow("heading in a quote") << u"> > # H"_s << LineKind::Heading << 6;
    QTest::newRow("fence") << u"```cpp"_s << LineKind::Fence << 0;
    QTest::newRow("code") << u"```\n# no heading"_s << LineKind::Code << 0;
    QTest::newRow("shorter fence") << u"````\n```"_s << LineKind::Code << 0;
    QTest::newRow("fence end") << u"```\nx\n```"_s << LineKind::FenceEnd << 0;
    QTest::newRow("behind the code") << u"```\nx\n```\n# H"_s << LineKind::Heading << 2;
    QTest::newRow("quote with code ends") << u"> ```\n> x\nwords"_s << LineKind::Paragraph << 0;
    QTest::newRow("indented") << u"\n    code"_s << LineKind::Code << 4;
    QTest::newRow("indented words go on") << u"a\n    b"_s << LineKind::Paragraph << 4;
    QTest::newRow("HTML") << u"<div>"_s << LineKind::Paragraph << 0;
}

void TestDocumentText::knowsKinds()
{
    QFETCH(const QString, text);
    QFETCH(const LineKind, kind);
    QFETCH(const int, content);
    DocumentText document;
    document.setText(text);
    const LineInfo &info = document.lines().last().info;
    QCOMPARE(int(info.kind), int(kind));
    QCOMPARE(info.content, content);
}

void TestDocumentText::knowsTables()
{
    DocumentText document;
    document.setText(u"| a | b |\n| :-- | --: |\n| 1 | 2 |\nloose\n\nwords | no table"_s);
    QList<int> kinds;
    for (const LineInfo &info : infosOf(document))
        kinds.append(int(info.kind));
    QCOMPARE(kinds,
        QList<int>({int(LineKind::TableHead), int(LineKind::TableBorder), int(LineKind::TableRow),
            int(LineKind::TableRow), int(LineKind::Blank), int(LineKind::Paragraph)}));
    document.apply({.position = document.text().indexOf(u":--"), .removed = 3, .inserted = u"oops"_s});
    QCOMPARE(int(document.lines().first().info.kind), int(LineKind::Paragraph));
}

void TestDocumentText::numbersCountOn()
{
    DocumentText document;
    document.setText(u"3. a\n1. b\n   1. inner\n   1. inner\n1. c\n\nwords\n\n7. d"_s);
    QList<int> numbers;
    for (const LineInfo &info : infosOf(document)) {
        if (info.mark == ListMark::Number)
            numbers.append(info.number);
    }
    QCOMPARE(numbers, QList<int>({3, 4, 1, 2, 5, 7}));
}

void TestDocumentText::findsSpans_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<int>("count");
    QTest::newRow("strong") << u"a **b** c"_s << u"a b c"_s << 1;
    QTest::newRow("both") << u"***b***"_s << u"b"_s << 2;
    QTest::newRow("nested") << u"**a *b* c**"_s << u"a b c"_s << 2;
    QTest::newRow("in words") << u"snake_case_name"_s << u"snake_case_name"_s << 0;
    QTest::newRow("spaces") << u"2 * 3 * 4"_s << u"2 * 3 * 4"_s << 0;
    QTest::newRow("not closed") << u"**a"_s << u"**a"_s << 0;
    QTest::newRow("strike") << u"~~a~~"_s << u"a"_s << 1;
    QTest::newRow("code") << u"`a **b**`"_s << u"a **b**"_s << 1;
    QTest::newRow("long ticks") << u"``a ` b``"_s << u"a ` b"_s << 1;
    QTest::newRow("link") << u"[a *b*](https://x.y/_z_)"_s << u"a b"_s << 2;
    QTest::newRow("address") << u"see https://x.y/z."_s << u"see https://x.y/z."_s << 1;
    QTest::newRow("angle") << u"<https://x.y>"_s << u"https://x.y"_s << 1;
    QTest::newRow("escape") << u"\\*a\\*"_s << u"*a*"_s << 2;
    QTest::newRow("mention") << u"hi @mina"_s << u"hi @mina"_s << 1;
    QTest::newRow("mail") << u"a@b.c"_s << u"a@b.c"_s << 0;
}

void TestDocumentText::findsSpans()
{
    QFETCH(const QString, line);
    QFETCH(const QString, plain);
    QFETCH(const int, count);
    QCOMPARE(withoutMarks(line), plain);
    QCOMPARE(scanInline(line, 0).size(), count);
}

void TestDocumentText::hidesMarks()
{
    const auto spans = scanInline(u"x **bold**", 0);
    QCOMPARE(spans.size(), 1);
    QCOMPARE(spans[0].innerStart(), 4);
    QCOMPARE(spans[0].innerEnd(), 8);
    QVERIFY(spans[0].touches(2));
    QVERIFY(!spans[0].touches(1));
}

void TestDocumentText::longLinesTakeLinearTime()
{
    for (const QString &unit :
        {u"*a "_s, u"`"_s, u"[a"_s, u"**_"_s, u"h"_s, u"<https://"_s, u"> "_s, u"| "_s, u"~~ "_s}) {
        DocumentText document;
        const std::clock_t before = std::clock();
        document.setText(unit.repeated(1'000'000 / unit.size()));
        (void)scanInline(document.lines().first().text, 0);
        QVERIFY2((std::clock() - before) / CLOCKS_PER_SEC < 2, qPrintable(unit));
    }
}

void TestDocumentText::editsEqualAFreshScan_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Random edits of what Markdown is made of: the lines are what they would be if they were read for the first time.
void TestDocumentText::editsEqualAFreshScan()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    const QStringList parts {u"\n"_s, u"\n\n"_s, u"- "_s, u"1. "_s, u"  "_s, u"# "_s, u"> "_s, u"```"_s, u"~~~"_s,
        u"|"_s, u"| - | - |\n"_s, u"| a | b |\n"_s, u"---"_s, u"==="_s, u"words "_s, u"**"_s, u"[ ] "_s, u"\t"_s,
        u"😀"_s};
    DocumentText document;
    QString expected;
    for (int step = 0; step < 150; ++step) {
        const qsizetype position = random.bounded(int(expected.size()) + 1);
        const qsizetype removed = random.bounded(4) > 0 ? 0 : random.bounded(int(expected.size() - position) / 3 + 1);
        const QString inserted = random.bounded(5) > 0 ? parts[random.bounded(int(parts.size()))] : QString();
        expected.replace(position, removed, inserted);
        document.apply({position, removed, inserted});
        QCOMPARE(document.text(), expected);
        DocumentText fresh;
        fresh.setText(expected);
        QCOMPARE(document.lines().count(), fresh.lines().count());
        QVERIFY2(infosOf(document) == infosOf(fresh), qPrintable(expected));
    }
}

void TestDocumentText::positionsAndHeightsFindEachOther()
{
    DocumentText document;
    QRandomGenerator random(7);
    QString text;
    for (int i = 0; i < 3000; ++i)
        text += QString(random.bounded(20), u'x') + u'\n';
    document.setText(text);
    LineTree &lines = document.lines();
    for (Line *line = &lines.first(); line; line = line->next())
        lines.setHeight(*line, 10 + random.bounded(30));
    for (int i = 0; i < 1500; ++i) { // lines come and go
        if (i % 2 == 0)
            lines.setHeight(lines.insertAfter(lines.lineNumber(random.bounded(lines.count())), u"new"_s), 17);
        else
            lines.remove(lines.lineNumber(random.bounded(lines.count())));
    }
    qsizetype position = 0;
    qreal y = 0;
    int index = 0;
    for (Line *line = &lines.first(); line; line = line->next(), ++index) {
        QCOMPARE(lines.indexOf(*line), index);
        QCOMPARE(lines.positionOf(*line), position);
        QCOMPARE(lines.yOf(*line), y);
        QCOMPARE(&lines.lineNumber(index), line);
        QCOMPARE(&lines.lineAt(position), line);
        QCOMPARE(&lines.lineAt(position + line->text.size()), line);
        QCOMPARE(&lines.lineAtY(y), line);
        QCOMPARE(&lines.lineAtY(y + line->height() - 0.5), line);
        position += line->text.size() + 1;
        y += line->height();
    }
    QCOMPARE(lines.length(), position - 1);
    QCOMPARE(lines.height(), y);
}

/// What is read hangs on its line: lines put in above it must not take its place.
void TestDocumentText::keepsTheLineThatKeepsItsWords()
{
    DocumentText document;
    document.setText(u"one\ntwo\nthree"_s);
    const Line *two = &document.lines().lineNumber(1);
    document.apply({.position = 4, .removed = 0, .inserted = u"new\nlines\n"_s});
    QCOMPARE(two->text, u"two"_s);
    QCOMPARE(document.lines().indexOf(*two), 3);
    document.apply({.position = 0, .removed = 14, .inserted = {}});
    QCOMPARE(document.text(), u"two\nthree"_s);
    QCOMPARE(&document.lines().first(), two);
}

void TestDocumentText::movesPositions()
{
    QCOMPARE(moved(5, {2, 0, u"ab"_s}, true), 7);
    QCOMPARE(moved(5, {5, 0, u"ab"_s}, true), 5);
    QCOMPARE(moved(5, {5, 0, u"ab"_s}, false), 7);
    QCOMPARE(moved(5, {3, 4, u"ab"_s}, true), 3);
    QCOMPARE(moved(5, {3, 2, u"abc"_s}, true), 6);
    QCOMPARE(moved(5, {6, 2, {}}, true), 5);
}

void TestDocumentText::findsInSlices()
{
    DocumentText document;
    document.setText(u"rope and Rope\n"_s.repeated(2000));
    Finder finder(document);
    QSignalSpy changed(&finder, &Finder::changed);
    finder.setWords(u"rope"_s, Qt::CaseInsensitive);
    QTRY_COMPARE(finder.count(), 4000);
    QCOMPARE(finder.next(1)->start, 9);
    QCOMPARE(finder.previous(0)->start, document.length() - 5);
    finder.apply({.position = 0, .removed = 0, .inserted = u"xx"_s}); // what is known moves at once
    document.apply({.position = 0, .removed = 0, .inserted = u"xx"_s});
    QCOMPARE(finder.count(), 4000);
    QCOMPARE(finder.next(0)->start, 2);
    finder.setWords(u"rope"_s, Qt::CaseSensitive);
    QTRY_COMPARE(finder.count(), 2000);
}

void TestDocumentText::countsAndCollectsHeadings()
{
    DocumentText document;
    document.setText(u"# One *big*\n\nIt's two words\n## Two\n😀"_s);
    Outline outline(document);
    outline.reset();
    QTRY_COMPARE(outline.headings().size(), 2);
    QCOMPARE(outline.headings()[0].toMap()[u"text"_s].toString(), u"One big"_s);
    QCOMPARE(outline.headings()[1].toMap()[u"level"_s].toInt(), 2);
    QCOMPARE(outline.wordCount(), 7);
    QCOMPARE(outline.headingAt(document.length()), 1);
    document.apply({.position = document.length(), .removed = 0, .inserted = u" more"_s});
    outline.textChanged();
    QTRY_COMPARE(outline.wordCount(), 8);
}

QTEST_MAIN(TestDocumentText)
#include "tst_documenttext.moc"
