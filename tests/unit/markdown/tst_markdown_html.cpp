#include "markdown/html.h"

#include <QTest>

using namespace Qt::StringLiterals;
using coterie::markdown::toHtmlDocument;

class TestMarkdownHtml : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void blocksAndSpans_data();
    void blocksAndSpans();
    void nothingGetsOut_data();
    void nothingGetsOut();
    void thePageStandsAlone();
    void aTableBombIsCut();
};

namespace {

QString bodyOf(const QString &markdown)
{
    const QString page = toHtmlDocument(u"T"_s, markdown);
    const qsizetype begin = page.indexOf("<body>\n"_L1) + 7;
    return page.mid(begin, page.lastIndexOf("</body>"_L1) - begin).trimmed();
}

} // namespace

void TestMarkdownHtml::blocksAndSpans_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &markdown, const QString &expected) {
        QTest::newRow(name) << markdown << expected;
    };
    row("nothing", u""_s, u""_s);
    row("heading", u"## Ground *plan*"_s, u"<h2 dir=\"auto\">Ground <em>plan</em></h2>"_s);
    row("spans", u"**a** ~~b~~ `c<d`"_s, u"<p dir=\"auto\"><strong>a</strong> <s>b</s> <code>c&lt;d</code></p>"_s);
    row("tasks", u"- [x] rope\n- [ ] tent"_s,
        u"<ul dir=\"auto\">\n<li class=\"task\"><input type=\"checkbox\" disabled checked> rope</li>\n"
        "<li class=\"task\"><input type=\"checkbox\" disabled> tent</li>\n</ul>"_s);
    row("numbers", u"3. a\n4. b"_s, u"<ol dir=\"auto\" start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"_s);
    row("quote", u"> a"_s, u"<blockquote dir=\"auto\">\n<p dir=\"auto\">a</p>\n</blockquote>"_s);
    row("code", u"```c\nif (a < b)\n```"_s, u"<pre dir=\"ltr\"><code>if (a &lt; b)\n</code></pre>"_s);
    row("rule and break", u"a  \nb\n\n---"_s, u"<p dir=\"auto\">a<br>\nb</p>\n<hr>"_s);
    row("table", u"| a | b |\n|:-:|---|\n| 1 | 2 |"_s,
        u"<table dir=\"auto\">\n<thead>\n<tr><th style=\"text-align:center\" dir=\"auto\">a</th><th "
        u"dir=\"auto\">b</th></tr>\n"
        "</thead>\n<tbody>\n<tr><td style=\"text-align:center\" dir=\"auto\">1</td><td dir=\"auto\">2</td></tr>\n"
        "</tbody>\n</table>"_s);
    row("link", u"[x](https://example.org/?a=1&b=2)"_s,
        u"<p dir=\"auto\"><a rel=\"noopener noreferrer nofollow\" href=\"https://example.org/?a=1&amp;b=2\">x</a></p>"_s);
    row("picture", u"![a cat](https://example.org/c.png)"_s,
        u"<p dir=\"auto\"><a rel=\"noopener noreferrer nofollow\" href=\"https://example.org/c.png\">a cat</a></p>"_s);
    row("address", u"write to <ann@example.org>"_s,
        u"<p dir=\"auto\">write to <a rel=\"noopener noreferrer nofollow\" "
        "href=\"mailto:ann@example.org\">ann@example.org</a></p>"_s);
    row("entity", u"&copy; &#33;"_s, u"<p dir=\"auto\">&copy; &#33;</p>"_s);
    row("beyond the BMP", u"Grüße 👋"_s, u"<p dir=\"auto\">Grüße 👋</p>"_s);
}

void TestMarkdownHtml::blocksAndSpans()
{
    QFETCH(const QString, markdown);
    QFETCH(const QString, expected);
    QCOMPARE(bodyOf(markdown), expected);
}

void TestMarkdownHtml::nothingGetsOut_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::newRow("script") << u"<script>alert(1)</script>"_s;
    QTest::newRow("script inside a line") << u"a <img src=x onerror=alert(1)> b"_s;
    QTest::newRow("javascript") << u"[x](javascript:alert(1))"_s;
    QTest::newRow("javascript with a tab") << u"[x](<java\tscript:alert(1)>)"_s;
    QTest::newRow("javascript in capitals") << u"[x](  JaVaScRiPt:alert(1))"_s;
    QTest::newRow("data") << u"![x](data:text/html;base64,PHNjcmlwdD4=)"_s;
    QTest::newRow("file") << u"[x](file:///etc/passwd)"_s;
    QTest::newRow("no scheme") << u"[x](//example.org/x)"_s;
    QTest::newRow("out of the attribute") << u"[x](https://example.org/\"onclick=alert(1)\")"_s;
    QTest::newRow("out of the code") << u"```\n</code></pre><script>\n```"_s;
    QTest::newRow("an entity that is none") << u"&<script>;"_s;
}

void TestMarkdownHtml::nothingGetsOut()
{
    QFETCH(const QString, markdown);
    const QString body = bodyOf(markdown);
    for (const QString &tag : {u"<script"_s, u"<img"_s, u"href=\"java"_s, u"href=\"data"_s, u"href=\"file"_s,
             u"href=\"//"_s, u"\"onclick"_s, u"\" onclick"_s})
        QVERIFY2(!body.contains(tag, Qt::CaseInsensitive), qPrintable(body));
}

void TestMarkdownHtml::thePageStandsAlone()
{
    const QString page = toHtmlDocument(u"Ann & <b>%2"_s, u"100 %1 sure"_s);
    QVERIFY(page.startsWith("<!doctype html>"_L1));
    QVERIFY(page.contains("<title>Ann &amp; &lt;b&gt;%2</title>"_L1));
    QVERIFY(page.contains("100 %1 sure"_L1));
    QVERIFY(page.contains("default-src 'none'"_L1));
    QVERIFY(!page.contains("http:"_L1) && !page.contains("https:"_L1)); // it calls nobody
}

void TestMarkdownHtml::aTableBombIsCut()
{
    const int columns = 20'000;
    const QString head = u"|x"_s.repeated(columns) + u"|\n"_s + u"|-"_s.repeated(columns) + u"|\n"_s;
    const QString bomb = head + u"|\n"_s.repeated(20'000);
    const QString page = toHtmlDocument(u"T"_s, bomb);
    QVERIFY2(page.size() < 16 * bomb.size() + 1'100'000, qPrintable(QString::number(page.size())));
}

QTEST_APPLESS_MAIN(TestMarkdownHtml)
#include "tst_markdown_html.moc"
