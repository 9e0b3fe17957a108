#include "viewmodel/markdown.h"
#include "viewmodel/styledtext.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

class TestMarkdown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blocksByKind_data();
    void blocksByKind();
    void inlineStyle_data();
    void inlineStyle();
    void hostileTextStaysText_data();
    void hostileTextStaysText();
    void mentions_data();
    void mentions();
    void codeKeepsItsWords();
    void tableIsAligned();
    void boundedTime_data();
    void boundedTime();
    void colorsFollowTheTheme();
};

namespace {

QString textOf(const QString &markdown)
{
    QStringList parts;
    for (const MessageBlock &block : markdownBlocks(markdown))
        parts.append(block.source);
    return parts.join(u"¶"_s);
}

MarkdownOptions team()
{
    return {.mentioned = [](QStringView name) -> std::optional<QString> {
                const QString folded = name.toString().toLower();
                if (folded == "alex"_L1 || folded == "alex rivera"_L1)
                    return u"u1"_s;
                return folded == "mina"_L1 ? std::optional(u"u2"_s) : std::nullopt;
            },
        .selfId = u"u1"_s};
}

} // namespace

void TestMarkdown::blocksByKind_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("kinds");
    QTest::newRow("two paragraphs") << u"a\n\nb"_s << u"paragraph0 paragraph0"_s;
    QTest::newRow("heading") << u"## Title\ntext"_s << u"heading2 paragraph0"_s;
    QTest::newRow("fence") << u"```cpp\nint x;\n```"_s << u"code0"_s;
    QTest::newRow("indented text is no code") << u"    hello"_s << u"paragraph0"_s;
    QTest::newRow("quote") << u"> said\n\nanswer"_s << u"quote1 paragraph0"_s;
    QTest::newRow("list") << u"- a\n- b\n  - c"_s << u"list1 list1 list2"_s;
    QTest::newRow("rule") << u"a\n\n---\n\nb"_s << u"paragraph0 rule0 paragraph0"_s;
    QTest::newRow("table") << u"|a|b|\n|---|---|\n|1|2|"_s << u"table0"_s;
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("only blanks") << u" \n\n "_s << u""_s;
}

void TestMarkdown::blocksByKind()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, kinds);
    QStringList found;
    for (const MessageBlock &block : markdownBlocks(markdown))
        found.append(block.kind + QString::number(block.level));
    QCOMPARE(found.join(u' '), kinds);
}

void TestMarkdown::inlineStyle_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("styledText");
    QTest::newRow("bold and italic") << u"**b** *i* ~~s~~"_s << u"<b>b</b> <i>i</i> <s>s</s>"_s;
    QTest::newRow("code") << u"`a<b`"_s << u"<font color=\"code\">a&lt;b</font>"_s;
    QTest::newRow("line ends stay") << u"a\nb"_s << u"a<br>b"_s;
    QTest::newRow("link") << u"[x](https://e.org/a?b=1&c=2)"_s << u"<a href=\"https://e.org/a?b=1&c=2\">x</a>"_s;
    QTest::newRow("autolink") << u"see https://e.org/a now"_s
                              << u"see <a href=\"https://e.org/a\">https://e.org/a</a> now"_s;
    QTest::newRow("mail") << u"<a@b.org>"_s << u"<a href=\"mailto:a@b.org\">a@b.org</a>"_s;
    QTest::newRow("host that only looks right")
        << u"[bank](https://www.b\u0430nk.org/)"_s
        << u"<a href=\"https://www.xn--bnk-6cd.org/\">bank</a> (www.xn--bnk-6cd.org)"_s;
    QTest::newRow("entity") << u"a &amp; b &copy;"_s << u"a &amp; b &amp;copy;"_s;
    QTest::newRow("task list") << u"- [ ] a\n- [x] b"_s << u"☐ a¶☑ b"_s;
    QTest::newRow("ordered from three") << u"3. a\n4. b"_s << u"3. a¶4. b"_s;
}

void TestMarkdown::inlineStyle()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, styledText);
    QCOMPARE(textOf(markdown), styledText);
}

void TestMarkdown::hostileTextStaysText_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("image tag") << u"<img src=http://evil.example/x.png>"_s;
    QTest::newRow("image tag in a block") << u"<div>\n<img src=\"file:///etc/passwd\">\n</div>"_s;
    QTest::newRow("markdown picture from disk") << u"![x](file:///etc/passwd)"_s;
    QTest::newRow("markdown picture from the net") << u"![x](http://evil.example/x.png)"_s;
    QTest::newRow("picture in a link") << u"[![x](http://evil.example/x.png)](javascript:alert(1))"_s;
    QTest::newRow("script link") << u"[x](javascript:alert(1))"_s;
    QTest::newRow("data link") << u"[x](data:text/html,<img>)"_s;
    QTest::newRow("file link") << u"[x](file:///etc/passwd)"_s;
    QTest::newRow("attribute break out") << u"[x](https://e.org/\"><img/src=x>)"_s;
    QTest::newRow("angle target") << u"[x](<https://e.org/ \"><img src=x>)"_s;
    QTest::newRow("entity target") << u"[x](https://e.org/&quot;&gt;&lt;img src=x&gt;)"_s;
    QTest::newRow("tag in code") << u"`<img src=x>`"_s;
    QTest::newRow("tag in a fence") << u"```html\n<img src=x>\n```"_s;
    QTest::newRow("tag in the fence's language") << u"```<img/src=x>\ncode\n```"_s;
    QTest::newRow("tag in a table") << u"|<img src=x>|b|\n|---|---|\n|<img src=y>|2|"_s;
    QTest::newRow("fake colour") << u"<font color=\"keyword\">x</font>"_s;
    QTest::newRow("unknown scheme in angle brackets") << u"<file:///etc/passwd>"_s;
}

void TestMarkdown::hostileTextStaysText()
{
    QFETCH(const QString, markdown);
    const QString text = textOf(markdown);
    QVERIFY2(!text.contains("<img"_L1), qPrintable(text));
    QVERIFY2(!text.contains("<div"_L1), qPrintable(text));
    static const QRegularExpression tag(u"<[^>]*>"_s);
    for (auto found = tag.globalMatch(text); found.hasNext();) {
        static const QRegularExpression known(
            u"^</?(b|i|s|br|font color=\"(code|string|keyword|comment|function|number)\"|font|a href=\"(https?|mailto|coterie):[^\"<> ]*\"|a)>$"_s);
        const QString one = found.next().captured();
        QVERIFY2(known.match(one).hasMatch(), qPrintable(one));
    }
}

void TestMarkdown::mentions_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("styledText");
    const QString own = u"<font color=\"accent\"><b>%1</b></font>"_s;
    const QString other = u"<a href=\"mention:u2\">%1</a>"_s;
    QTest::newRow("own, bold") << u"@Alex look"_s << own.arg(u"@Alex"_s) + u" look"_s;
    QTest::newRow("the longest name") << u"hi @alex rivera!"_s << u"hi "_s + own.arg(u"@alex rivera"_s) + u"!"_s;
    QTest::newRow("somebody else at the end of a sentence")
        << u"Ask @Mina."_s << u"Ask "_s + other.arg(u"@Mina"_s) + u"."_s;
    QTest::newRow("nobody") << u"@everybody"_s << u"@everybody"_s;
    QTest::newRow("address") << u"x@mina"_s << u"x@mina"_s;
    QTest::newRow("in code") << u"`@Mina`"_s << u"<font color=\"code\">@Mina</font>"_s;
    QTest::newRow("two in a row") << u"@Mina @Alex"_s << other.arg(u"@Mina"_s) + u" "_s + own.arg(u"@Alex"_s);
    QTest::newRow("lone at signs") << u"@ @@ @"_s << u"@ @@ @"_s;
}

void TestMarkdown::mentions()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, styledText);
    const QList<MessageBlock> blocks = markdownBlocks(markdown, team());
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks.first().source, styledText);
}

void TestMarkdown::codeKeepsItsWords()
{
    const QString code = u"if (a < b) {\n    return \"x\"; // *no* `markup` :smile: @Alex\n}"_s;
    const QList<MessageBlock> blocks = markdownBlocks(u"```cpp\n%1\n```"_s.arg(code), team());
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks.first().plain, code);
    QCOMPARE(blocks.first().language, u"cpp"_s);
}

void TestMarkdown::tableIsAligned()
{
    const QList<MessageBlock> blocks = markdownBlocks(u"|name|n|\n|---|---|\n|a **b**|10|"_s);
    QCOMPARE(blocks.size(), 1);
    QCOMPARE(blocks.first().plain, u"name  n\na b   10"_s);
}

void TestMarkdown::boundedTime_data()
{
    QTest::addColumn<QString>("markdown");
    constexpr int Size = 16'384;
    const auto repeated = [](const QString &piece) { return piece.repeated(Size / piece.size()); };
    QTest::newRow("open brackets") << repeated(u"["_s);
    QTest::newRow("open pictures") << repeated(u"!["_s);
    QTest::newRow("brackets and parentheses") << repeated(u"[a]("_s);
    QTest::newRow("nested emphasis") << repeated(u"*a **b "_s);
    QTest::newRow("stars") << repeated(u"*"_s);
    QTest::newRow("short emphasis") << repeated(u"*a* "_s);
    QTest::newRow("deep quotes") << repeated(u">"_s) + u"x"_s;
    QTest::newRow("deep lists") << repeated(u"- "_s) + u"x"_s;
    QTest::newRow("back ticks") << repeated(u"`a``"_s);
    QTest::newRow("tildes") << repeated(u"~~a "_s);
    QTest::newRow("angle brackets") << repeated(u"<a"_s);
    QTest::newRow("entities") << repeated(u"&a;"_s);
    QTest::newRow("rules") << repeated(u"---\n\n"_s);
    QTest::newRow("paragraphs") << repeated(u"a\n\n"_s);
    QTest::newRow("at signs") << repeated(u"@"_s);
    QTest::newRow("mentions") << repeated(u"@Alex "_s);
    QTest::newRow("one long word") << QString(Size, u'w');
    QTest::newRow("wide table") << repeated(u"|a"_s) + u"\n"_s + repeated(u"|---"_s);
    QTest::newRow("reference bomb") << u"[a]: http://e.org/"_s + QString(4'000, u'x') + u"\n\n"_s
            + repeated(u"[a] "_s).left(8'000);
    QTest::newRow("megabyte") << QString(1'048'576, u'x');
    QTest::newRow("autolinks") << repeated(u"www.a.b "_s);
    QTest::newRow("code of quotes") << u"```c\n"_s + repeated(u"\"'"_s) + u"\n```"_s;
}

void TestMarkdown::boundedTime()
{
    QFETCH(const QString, markdown);
    QElapsedTimer timer;
    timer.start();
    const QList<MessageBlock> blocks = markdownBlocks(markdown, team());
    const qint64 taken = timer.elapsed();
    QVERIFY2(taken < 500, qPrintable(QString::number(taken))); // measured: 0 to 20 ms in a debug build
    QVERIFY(blocks.size() <= 200);
    qsizetype tags = 0;
    qsizetype length = 0;
    for (const MessageBlock &block : blocks) {
        tags += block.source.count("<a "_L1) + block.source.count("<b>"_L1) + block.source.count("<i>"_L1);
        length += block.source.size();
        QVERIFY(block.level <= 8);
    }
    QVERIFY2(tags <= 1'600, qPrintable(QString::number(tags)));
    QVERIFY2(length < 400'000, qPrintable(QString::number(length)));
}

void TestMarkdown::colorsFollowTheTheme()
{
    const QString source = markdownBlocks(u"`x`"_s).first().source;
    const QString light = styled(source, {.dark = false});
    const QString dark = styled(source, {.dark = true});
    QVERIFY(light != dark);
    QVERIFY(!light.contains("\"code\""_L1) && !dark.contains("\"code\""_L1));
    QVERIFY(light.startsWith("<font color=\"#"_L1));
    QCOMPARE(
        styled(u"&lt;font color=&quot;code&quot;&gt;"_s, {.dark = true}), u"&lt;font color=&quot;code&quot;&gt;"_s);
}

QTEST_APPLESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"
