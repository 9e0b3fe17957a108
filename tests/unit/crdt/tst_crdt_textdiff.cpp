#include "crdt/doc.h"
#include "crdt/internal/alignment.h"
#include "crdt/textdiff.h"
#include "crdt/utf.h"
#include "fixtures.h"

#include <QTest>

#include <algorithm>
#include <ctime>
#include <random>

using namespace coterie;
using namespace coterie::crdt;
using namespace Qt::StringLiterals;

class TestCrdtTextDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWell_data();
    void readsWell();
    void aDocumentTakesTheSteps();
    void randomTextsBecomeEachOther_data();
    void randomTextsBecomeEachOther();
    void movedLinesKeepTheRest();
    void theLongestCommonPartIsFound();
    void alignmentsRise();
    void textsWithoutAnythingInCommonStayAffordable_data();
    void textsWithoutAnythingInCommonStayAffordable();
};

namespace {

std::u16string_view view(QStringView text)
{
    return {text.utf16(), std::size_t(text.size())};
}

/// "kept[-taken away][+added]", with the steps in their order.
QString shown(const QString &before, const Delta &delta)
{
    QString out;
    qsizetype place = 0;
    for (const DeltaStep &step : delta) {
        const auto length = qsizetype(step.length);
        switch (step.kind) {
        case DeltaStep::Kind::Retain: out += before.mid(place, length); break;
        case DeltaStep::Kind::Insert: out += u"[+"_s + fixtures::string(step.text) + u']'; break;
        case DeltaStep::Kind::Delete: out += u"[-"_s + before.mid(place, length) + u']'; break;
        }
        if (step.kind != DeltaStep::Kind::Insert)
            place += length;
    }
    return out + before.mid(place);
}

std::u16string applied(std::u16string_view before, const Delta &delta)
{
    std::u16string out;
    for (const DeltaStep &step : delta) {
        if (step.kind == DeltaStep::Kind::Insert) {
            out += step.text;
            continue;
        }
        if (step.kind == DeltaStep::Kind::Retain)
            out += before.substr(0, step.length);
        before.remove_prefix(step.length);
    }
    return out.append(before);
}

bool cutsAPair(std::u16string_view text, std::size_t place)
{
    return place > 0 && place < text.size() && isHighSurrogate(text[place - 1]) && isLowSurrogate(text[place]);
}

/// No step begins or ends between the halves of a pair, on either side.
bool splitsAPair(std::u16string_view before, std::u16string_view after, const Delta &delta)
{
    std::size_t a = 0;
    std::size_t b = 0;
    for (const DeltaStep &step : delta) {
        if (step.kind != DeltaStep::Kind::Insert)
            a += step.length;
        if (step.kind != DeltaStep::Kind::Delete)
            b += step.kind == DeltaStep::Kind::Insert ? step.text.size() : step.length;
        if (cutsAPair(before, a) || cutsAPair(after, b))
            return true;
    }
    return false;
}

} // namespace

void TestCrdtTextDiff::readsWell_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &before, const QString &after, const QString &expected) {
        QTest::newRow(name) << before << after << expected;
    };
    row("nothing", u""_s, u""_s, u""_s);
    row("the same", u"One two."_s, u"One two."_s, u"One two."_s);
    row("all new", u""_s, u"One two."_s, u"[+One two.]"_s);
    row("all gone", u"One two."_s, u""_s, u"[-One two.]"_s);
    row("a word more", u"the cat"_s, u"the car cat"_s, u"the [+car ]cat"_s);
    row("a word less", u"the big cat"_s, u"the cat"_s, u"the [-big ]cat"_s);
    row("another word", u"the cat sat"_s, u"the dog sat"_s, u"the [+dog][-cat] sat"_s);
    row("a letter more", u"color"_s, u"colour"_s, u"colo[+u]r"_s);
    row("an ending", u"they walk home"_s, u"they walked home"_s, u"they walk[+ed] home"_s);
    row("words in a row", u"a quick brown fox ran"_s, u"a slow red dog ran"_s,
        u"a [+slow red dog][-quick brown fox] ran"_s);
    row("a line more", u"A\nB\n"_s, u"A\nX\nB\n"_s, u"A\n[+X\n]B\n"_s);
    row("a line at the end", u"A\nB"_s, u"A\nB\nC"_s, u"A\nB[+\nC]"_s);
    row("a line less", u"A\nX\nB\n"_s, u"A\nB\n"_s, u"A\n[-X\n]B\n"_s);
    row("a box ticked", u"- [ ] rope\n- [ ] tent\n"_s, u"- [ ] rope\n- [x] tent\n"_s,
        u"- [ ] rope\n- [[+x][- ]] tent\n"_s);
    row("emoji that share a half", u"go 😀 now"_s, u"go 😁 now"_s, u"go [+😁][-😀] now"_s);
    row("another skin", u"👍🏽"_s, u"👍🏿"_s, u"[+👍🏿][-👍🏽]"_s);
    row("one of a family", u"👩‍👧 home"_s, u"👩‍👦 home"_s, u"[+👩‍👦][-👩‍👧] home"_s);
    row("flags", u"🇩🇪🇫🇷"_s, u"🇩🇪🇮🇹"_s, u"🇩🇪[+🇮🇹][-🇫🇷]"_s);
    row("an accent apart", u"caf\u0065\u0301 au lait"_s, u"cafe au lait"_s, u"caf[+e][-\u0065\u0301] au lait"_s);
    row("ideographs", u"今天天气很好"_s, u"今天空气很好"_s, u"今天[+空][-天]气很好"_s);
}

void TestCrdtTextDiff::readsWell()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const QString, expected);
    const Delta delta = diffText(view(before), view(after));
    QCOMPARE(shown(before, delta), expected);
    QCOMPARE(fixtures::string(applied(view(before), delta)), after);
}

void TestCrdtTextDiff::aDocumentTakesTheSteps()
{
    const QString before = u"# Plan\n\nWe meet on Monday 😀.\n- rope\n"_s;
    const QString after = u"# Launch plan\n\nWe meet on Tuesday 😁.\n- rope\n- tent\n"_s;
    Doc doc;
    Text text = doc.text(u"content");
    QVERIFY(text.insert(0, view(before)));
    QVERIFY(text.applyDelta(diffText(view(before), view(after))));
    QCOMPARE(fixtures::string(text.toString()), after);
}

void TestCrdtTextDiff::randomTextsBecomeEachOther_data()
{
    QTest::addColumn<std::u16string>("alphabet");
    QTest::newRow("few letters") << std::u16string(u"ab \n");
    QTest::newRow("many words") << std::u16string(u"abcdefgh  .,\n");
    QTest::newRow("halves of pairs") << std::u16string(u"\xD83D\xDE00\xDE01 a\n");
    QTest::newRow("marks and joiners") << std::u16string(u"e\u0301\u200D\xD83D\xDC69\xD83C\xDFFD \n");
}

void TestCrdtTextDiff::randomTextsBecomeEachOther()
{
    QFETCH(const std::u16string, alphabet);
    std::mt19937 random(4711);
    const auto someText = [&](std::size_t longest) {
        std::u16string text(random() % (longest + 1), u' ');
        std::generate(text.begin(), text.end(), [&] { return alphabet[random() % alphabet.size()]; });
        return text;
    };
    for (int i = 0; i < 2000; ++i) {
        const std::u16string before = someText(i % 200);
        std::u16string after = i % 4 == 0 ? someText(i % 200) : before;
        for (int edit = 0; i % 4 != 0 && edit < i % 4; ++edit) {
            const std::size_t place = random() % (after.size() + 1);
            after.replace(place, random() % 6, someText(6));
        }
        const Delta delta = diffText(before, after);
        QVERIFY2(applied(before, delta) == after, qPrintable(u"play %1"_s.arg(i)));
        QVERIFY2(!splitsAPair(before, after, delta), qPrintable(u"play %1"_s.arg(i)));
    }
}

void TestCrdtTextDiff::movedLinesKeepTheRest()
{
    QString before;
    QString after;
    for (int i = 0; i < 1000; ++i)
        before += u"Line number %1 of them.\n\n"_s.arg(i);
    after = before;
    after.replace(u"number 500 of"_s, u"number five hundred of"_s);
    const QString moved = u"Line number 10 of them.\n\n"_s;
    after.remove(moved);
    after.append(moved);
    const Delta delta = diffText(view(before), view(after));
    QCOMPARE(fixtures::string(applied(view(before), delta)), after);
    std::size_t touched = 0;
    for (const DeltaStep &step : delta)
        touched += step.kind == DeltaStep::Kind::Retain ? 0 : step.length + step.text.size();
    QCOMPARE(touched, std::size_t(2 * moved.size()) + std::size("five hundred") - 1 + std::size("500") - 1);
}

void TestCrdtTextDiff::theLongestCommonPartIsFound()
{
    std::mt19937 random(99);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::uint32_t> a(random() % 40);
        std::vector<std::uint32_t> b(random() % 40);
        for (auto *side : {&a, &b})
            std::generate(side->begin(), side->end(), [&] { return std::uint32_t(random() % 4); });
        std::vector table(a.size() + 1, std::vector<std::size_t>(b.size() + 1)); // by the textbook's recurrence
        for (std::size_t i = 1; i <= a.size(); ++i) {
            for (std::size_t j = 1; j <= b.size(); ++j)
                table[i][j] =
                    a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
        }
        std::size_t common = 0;
        for (const auto &match : internal::align(a, b))
            common += match.length;
        QCOMPARE(common, table.back().back());
    }
}

void TestCrdtTextDiff::alignmentsRise()
{
    std::mt19937 random(7);
    for (int round = 0; round < 20; ++round) { // long and unlike enough for searches that are cut short
        std::vector<std::uint32_t> a(3000);
        std::vector<std::uint32_t> b(2500);
        for (auto *side : {&a, &b})
            std::generate(side->begin(), side->end(), [&] { return std::uint32_t(random() % 50); });
        std::uint32_t endA = 0;
        std::uint32_t endB = 0;
        std::size_t common = 0;
        for (const auto &match : internal::align(a, b)) {
            QVERIFY(match.a >= endA && match.b >= endB && match.length > 0);
            QVERIFY(std::equal(a.begin() + match.a, a.begin() + match.a + match.length, b.begin() + match.b));
            endA = match.a + match.length;
            endB = match.b + match.length;
            common += match.length;
        }
        QVERIFY(endA <= a.size() && endB <= b.size());
        QVERIFY2(common > 400, qPrintable(QString::number(common))); // the longest has about 700
    }
}

void TestCrdtTextDiff::textsWithoutAnythingInCommonStayAffordable_data()
{
    QTest::addColumn<int>("wordsPerLine");
    QTest::newRow("lines of words") << 10;
    QTest::newRow("one line") << 1'000'000;
}

/// 50,000 words against as many others: without a bound Myers' algorithm would walk 10^10 steps.
void TestCrdtTextDiff::textsWithoutAnythingInCommonStayAffordable()
{
    QFETCH(const int, wordsPerLine);
    std::mt19937 random(1);
    const auto someText = [&](char16_t first) {
        std::u16string text;
        for (int word = 1; text.size() < 300'000; ++word) {
            for (int i = 0; i < 5; ++i)
                text += char16_t(first + random() % 13);
            text += word % wordsPerLine == 0 ? u'\n' : u' ';
        }
        return text;
    };
    const std::u16string before = someText(u'a');
    const std::u16string after = someText(u'n');
    const std::clock_t begin = std::clock(); // processor time: the machine may be busy
    const Delta delta = diffText(before, after);
    const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
    QVERIFY(applied(before, delta) == after);
    QVERIFY2(seconds < 15, qPrintable(u"%1 s"_s.arg(seconds)));
}

QTEST_APPLESS_MAIN(TestCrdtTextDiff)
#include "tst_crdt_textdiff.moc"
