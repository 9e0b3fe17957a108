#include "viewmodel/highlighter.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;

class TestHighlighter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void colors_data();
    void colors();
    void nothingIsLost_data();
    void nothingIsLost();
};

void TestHighlighter::colors_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("tokens"); ///< "colour:word" of each
    QTest::newRow("the design's") << u"cpp"_s << u"auto outbox = Outbox::open(store); // never lost"_s
                                  << u"keyword:auto function:open comment:// never lost"_s;
    QTest::newRow("python") << u"python"_s << u"def f(x): return 'a#b' # why"_s
                            << u"keyword:def function:f keyword:return string:'a#b' comment:# why"_s;
    QTest::newRow("shell") << u"sh"_s << u"echo $# \"x\" # note"_s << u"string:\"x\" comment:# note"_s;
    QTest::newRow("json") << u"json"_s << u"{\"a\": 1.5, \"b\": true}"_s
                          << u"string:\"a\" number:1.5 string:\"b\" keyword:true"_s;
    QTest::newRow("block comment") << u"c"_s << u"/* a \"b\" */ int"_s << u"comment:/* a \"b\" */ keyword:int"_s;
    QTest::newRow("escaped quote") << u"js"_s << u"'a\\'b' 7"_s << u"string:'a\\'b' number:7"_s;
    QTest::newRow("apostrophe at a line's end") << u"c"_s << u"don't\nif"_s << u"string:'t keyword:if"_s;
    QTest::newRow("plain text") << u"text"_s << u"if 'x'"_s << u""_s;
}

void TestHighlighter::colors()
{
    QFETCH(const QString, language);
    QFETCH(const QString, code);
    QFETCH(const QString, tokens);
    static const QRegularExpression font(u"<font color=\"(\\w+)\">(.*?)</font>"_s);
    QStringList found;
    const QString styled = highlight(code, language);
    for (auto match = font.globalMatch(styled); match.hasNext();) {
        const auto one = match.next();
        found.append(one.captured(1) + u':' + one.captured(2).replace(u"&quot;"_s, u"\""_s).replace(u'\u00a0', u' '));
    }
    QCOMPARE(found.join(u' '), tokens);
}

void TestHighlighter::nothingIsLost_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("open string") << u"\"abc"_s;
    QTest::newRow("open comment") << u"/* abc"_s;
    QTest::newRow("lone quote at the end") << u"x '"_s;
    QTest::newRow("escape at the end") << u"\"\\"_s;
    QTest::newRow("tags") << u"<b>&amp;</b>"_s;
    QTest::newRow("long") << u"int x = 1; // y\n"_s.repeated(1'000);
    QTest::newRow("quotes") << QString(8'000, u'"');
    QTest::newRow("tabs and line ends") << u"\tif\n\n  x"_s;
}

void TestHighlighter::nothingIsLost()
{
    QFETCH(const QString, code);
    QElapsedTimer timer;
    timer.start();
    QString plain = highlight(code, u"cpp"_s);
    QVERIFY(timer.elapsed() < 300);
    static const QRegularExpression font(u"</?font[^>]*>"_s);
    plain.remove(font).replace(u"<br>"_s, u"\n"_s).replace(u"&lt;"_s, u"<"_s).replace(u"&gt;"_s, u">"_s);
    plain.replace(u"&quot;"_s, u"\""_s).replace(u"\u00a0"_s, u" "_s).replace(u"&amp;"_s, u"&"_s);
    QCOMPARE(plain, QString(code).replace(u"\t"_s, u"    "_s));
}

QTEST_APPLESS_MAIN(TestHighlighter)
#include "tst_highlighter.moc"
