#include "search/matcher.h"
#include "search/words.h"

#include <QTest>

using namespace coterie::search;
using namespace Qt::StringLiterals;

class TestSearchWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cuts_data();
    void cuts();
    void positionsAreThoseOfTheText();
    void longRunsAreCut();
    void anyUnitsAreFine();
    void marks_data();
    void marks();
};

void TestSearchWords::cuts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &text, const QString &words) {
        QTest::newRow(name) << text << words;
    };
    row("case and accents", u"Café ÜBER naïve"_s, u"cafe uber naive"_s);
    row("accents of their own", u"Cafe\u0301"_s, u"cafe"_s);
    row("spelled out", u"Straße Æther Łódź Øre ırmak"_s, u"strasse aether lodz ore irmak"_s);
    row("greek", u"Οδυσσεύς ΟΔΥΣΣΕΥΣ"_s, u"οδυσσευσ οδυσσευσ"_s);
    row("cyrillic", u"Ёлка"_s, u"елка"_s);
    row("punctuation separates", u"don't stop, foo_bar-baz (v2.10)"_s, u"don t stop foo bar baz v2 10"_s);
    row("a link", u"https://example.org/a?b=c"_s, u"https example org a b c"_s);
    row("full width", u"ＡＢＣ１２"_s, u"abc12"_s);
    row("ligature", u"ﬁle"_s, u"file"_s);
    row("chinese", u"我们去北京"_s, u"我 们 去 北 京"_s);
    row("japanese", u"東京タワーへ"_s, u"東 京 タ ワ ー へ"_s);
    row("voiced kana stay", u"がか"_s, u"が か"_s);
    row("half-width kana", u"ﾀﾜｰ"_s, u"タ ワ ー"_s);
    row("korean", u"서울에서"_s, u"서 울 에 서"_s);
    row("thai keeps its marks", u"กินข้าว"_s, u"กิ น ข้ า ว"_s);
    row("mixed scripts", u"iPhone手机v2"_s, u"iphone 手 机 v2"_s);
    row("beyond the first plane", u"𠮷野家"_s, u"𠮷 野 家"_s);
    row("arabic without its vowels", u"كِتَابٌ"_s, u"كتاب"_s);
    row("hebrew without its points", u"שָׁלוֹם"_s, u"שלום"_s);
    row("hindi keeps its vowels", u"हिन्दी"_s, u"हिन्दी"_s);
    row("emoji", u"🎉🎉 party"_s, u"🎉 🎉 party"_s);
    row("skin tone", u"👍🏽"_s, u"👍"_s);
    row("variation", u"❤️"_s, u"❤"_s);
    row("joined emoji", u"👩‍💻"_s, u"👩 💻"_s);
    row("flags", u"🇩🇪🇫🇷"_s, u"🇩🇪 🇫🇷"_s);
    row("symbols", u"5€ → 3"_s, u"5 € → 3"_s);
    row("private use is the index's", u"a\ue001b"_s, u"a b"_s);
    row("signs only", u" -–—… !?\n\t"_s, QString());
}

void TestSearchWords::cuts()
{
    QFETCH(const QString, text);
    QStringList words;
    for (const Word &word : wordsOf(normalForm(text)))
        words.append(word.text);
    QTEST(words.join(u' '), "words");
}

void TestSearchWords::positionsAreThoseOfTheText()
{
    const QString text = u"Straße 🎉 北京"_s;
    const QList<Word> words = wordsOf(text);
    QCOMPARE(words.size(), 4);
    QCOMPARE(text.mid(words[0].start, words[0].length), u"Straße"_s);
    QCOMPARE(text.mid(words[1].start, words[1].length), u"🎉"_s);
    QCOMPARE(text.mid(words[3].start, words[3].length), u"京"_s);
    const Word thumb = wordsOf(u"x 👍🏽 y"_s)[1];
    QCOMPARE(thumb.length, 4); // what is marked covers the skin tone
}

void TestSearchWords::longRunsAreCut()
{
    const QList<Word> words = wordsOf(QString(100'000, u'x'));
    QCOMPARE(words.size(), 1);
    QCOMPARE(words[0].text.size(), longestWord);
    QCOMPARE(words[0].length, 100'000);
}

void TestSearchWords::anyUnitsAreFine()
{
    QString all;
    for (int unit = 0; unit <= 0xffff; ++unit) {
        all += QChar(unit);
        all += u'a';
    }
    for (const Word &word : wordsOf(normalForm(all))) {
        QVERIFY(!word.text.isEmpty());
        for (const QChar c : word.text) // nothing FTS5 would take for syntax or a space, nothing of the index's own
            QVERIFY2(c.unicode() >= 0x80 ? c.category() != QChar::Other_PrivateUse : c.isLetterOrNumber(),
                qPrintable(QString::number(c.unicode(), 16)));
    }
}

void TestSearchWords::marks_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    QTest::newRow("words") << u"launch plan "_s << u"The plan to launch plans"_s << u"The [plan] to [launch] plans"_s;
    QTest::newRow("a beginning marks the word") << u"lau"_s << u"Launch!"_s << u"[Launch]!"_s;
    QTest::newRow("accents") << u"cafe "_s << u"Le Café."_s << u"Le [Café]."_s;
    QTest::newRow("a phrase as one") << u"\"go live\""_s << u"go, we go live"_s << u"go, we [go live]"_s;
    QTest::newRow("part of a run") << u"北京 "_s << u"我们去北京了"_s << u"我们去[北京]了"_s;
    QTest::newRow("overlapping") << u"\"a b\" \"b c\" "_s << u"a b c"_s << u"[a b c]"_s;
    QTest::newRow("exclusions are not marked") << u"yes -no "_s << u"yes no"_s << u"[yes] no"_s;
    QTest::newRow("filters are not words") << u"from:ann has:link yes "_s << u"ann link yes"_s << u"ann link [yes]"_s;
}

void TestSearchWords::marks()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, text);
    const Query query = parse(typed, Place::here(coterie::fromEpochMillis(1'700'000'000'000)));
    QString marked = text;
    const auto spans = spansOf(query, text);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        marked.insert(span->start + span->length, u']');
        marked.insert(span->start, u'[');
    }
    QTEST(marked, "marked");
}

QTEST_APPLESS_MAIN(TestSearchWords)
#include "tst_searchwords.moc"
