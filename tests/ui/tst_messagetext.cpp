#include "Coterie/Ui/ui.h"
#include "Coterie/timeline/messagetext.h"
#include "Coterie/timeline/timeline.h"
#include "viewmodel/markdown.h"

#include <QImage>
#include <QPainter>
#include <QQmlEngine>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using screens::MessageText;
using screens::StyledLayout;
using screens::Timeline;

/// How the words of a message are read, laid out, hit and painted, without a window.
class TestMessageText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void readsTags_data();
    void readsTags();
    void everyLetterIsHit_data();
    void everyLetterIsHit();
    void linesHaveOneHeight();
    void linksEndWhereTheyEnd();
    void copiesAcrossBlocks();
    void findsWords();
    void singleLineTellsItsEnd();
    void codeHasAFrame();
    void insetsAreMirrored();
    void paintsOnlyWhatIsAsked();
    void marksWhatIsMarked();

private:
    [[nodiscard]] MessageText made(const QString &markdown, qreal width = 400)
    {
        MessageText text;
        text.set(viewmodel::markdownBlocks(markdown), m_style);
        text.layOut(width, m_style);
        return text;
    }
    [[nodiscard]] StyledLayout::Look look() const
    {
        return {.font = m_style.font(14), .color = Qt::black, .linkColor = Qt::blue, .lineHeight = 21};
    }
    [[nodiscard]] QImage painted(const MessageText &text, const QRectF &clip, int from = 0, int to = 0)
    {
        QImage image(400, std::max(int(text.height()), 1), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        text.paint(painter, {}, clip, m_style, from, to);
        return image;
    }

    Timeline m_style;
};

namespace {

/// The rectangle of all pixels that differ.
QRect difference(const QImage &a, const QImage &b)
{
    QRect changed;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y))
                changed |= QRect(x, y, 1, 1);
        }
    }
    return changed;
}

} // namespace

void TestMessageText::initTestCase()
{
    QQmlEngine engine;
    ui::install(engine);
    ui::installRemainingFonts();
    m_style.family = u"Inter"_s;
    m_style.monoFamily = u"JetBrains Mono"_s;
    m_style.ink = m_style.soft = m_style.faint = Qt::black;
    m_style.accent = Qt::blue;
    m_style.line = m_style.track = Qt::lightGray;
}

void TestMessageText::readsTags_data()
{
    QTest::addColumn<QString>("styled");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"Plain words"_s << u"Plain words"_s;
    QTest::newRow("entities") << u"a &lt;b&gt; &amp;amp; &quot;c&quot;"_s << u"a <b> &amp; \"c\""_s;
    QTest::newRow("nested") << u"<b>one <i>two</i></b> <s>three</s>"_s << u"one two three"_s;
    QTest::newRow("line end") << u"one<br>two"_s << u"one\u2028two"_s;
    QTest::newRow("spaces") << u"one   two"_s << u"one two"_s;
    QTest::newRow("code keeps its spaces") << u"\u00a0\u00a0\u00a0x"_s << u"\u00a0\u00a0\u00a0x"_s;
    QTest::newRow("not closed") << u"<b>one"_s << u"one"_s;
    QTest::newRow("closed twice") << u"one</b></b></a> two"_s << u"one two"_s;
    QTest::newRow("not a tag") << u"one < two & three"_s << u"one < two & three"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void TestMessageText::readsTags()
{
    QFETCH(const QString, styled);
    QFETCH(const QString, text);
    StyledLayout layout;
    layout.set(styled, look());
    layout.layOut(200);
    QCOMPARE(layout.text(), text);
    layout.layOut(0); // whatever a window shrinks to
    QCOMPARE(layout.text(), text);
}

void TestMessageText::everyLetterIsHit_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("one line") << u"Plain **bold** and *leaning* words"_s;
    QTest::newRow("several lines") << u"Many words that go on for more than a line. "_s.repeated(6);
    QTest::newRow("right to left") << u"مرحبا بالعالم"_s;
    QTest::newRow("blocks") << u"# Title\n\none\n\n- two\n- three\n\n> four\n\n```\nfive\n```"_s;
}

void TestMessageText::everyLetterIsHit()
{
    QFETCH(const QString, text);
    const MessageText message = made(text);
    QVERIFY(message.length() > 5);
    for (int letter = 0; letter < message.length(); ++letter) {
        const QRectF rect = message.letterRect(letter);
        if (rect.width() < 2) // a line end, a part of a ligature
            continue;
        const int hit = message.positionAt(rect.center());
        QVERIFY2(hit == letter || hit == letter + 1, qPrintable(u"%1 is hit as %2"_s.arg(letter).arg(hit)));
    }
}

void TestMessageText::linesHaveOneHeight()
{
    QCOMPARE(made(u"one line"_s).height(), 21);
    QCOMPARE(made(u"日本語 🎉 Ελληνικά"_s).height(), 21); // fonts that are taller than ours
    QCOMPARE(made(u"one\ntwo\nthree"_s).height(), 63);
    QCOMPARE(made(QString()).height(), 0);
}

void TestMessageText::linksEndWhereTheyEnd()
{
    const MessageText text = made(u"See [the plan](https://example.org/plan) now"_s);
    const auto linkAt = [&](int letter) { return text.linkAt(text.letterRect(letter).center()); };
    QCOMPARE(linkAt(2), QString());
    QCOMPARE(linkAt(4), u"https://example.org/plan"_s);
    QCOMPARE(linkAt(11), u"https://example.org/plan"_s);
    QCOMPARE(linkAt(13), QString());
    QCOMPARE(text.linkAt({390, 10}), QString()); // behind the last word
    QCOMPARE(text.linkAt({5, 300}), QString());
}

void TestMessageText::copiesAcrossBlocks()
{
    const MessageText text = made(u"First\n\n```cpp\nint a;\n    int b;\n```\n\nLast"_s);
    QCOMPARE(text.text(0, text.length()), u"First\nint a;\n    int b;\nLast"_s);
    QCOMPARE(text.text(2, 9), u"rst\nint"_s);
    QCOMPARE(text.text(3, 3), QString());
    QCOMPARE(text.codeTextAt({20, 50}), u"int a;\n    int b;"_s);
}

void TestMessageText::findsWords()
{
    const MessageText text = made(u"Before **the freeze**, no?\n\nAnother block"_s);
    const auto wordAt = [&](int letter) {
        const auto [from, to] = text.wordAt(text.letterRect(letter).center());
        return text.text(from, to);
    };
    QCOMPARE(wordAt(13), u"freeze"_s);
    QCOMPARE(wordAt(7), u"the"_s);
    QCOMPARE(wordAt(text.length() - 1), u"block"_s);
}

void TestMessageText::singleLineTellsItsEnd()
{
    const MessageText one = made(u"one"_s);
    QVERIFY(one.lineEnd() > 10 && one.lineEnd() < 60);
    QCOMPARE(made(u"one\ntwo"_s).lineEnd(), -1);
    QCOMPARE(made(u"> one"_s).lineEnd(), -1);
}

void TestMessageText::codeHasAFrame()
{
    const MessageText text = made(u"words\n\n```\ncode\n```"_s);
    QVERIFY(text.codeAt({200, 10}).isEmpty());
    const QRectF frame = text.codeAt({200, text.height() - 20});
    QCOMPARE(frame.width(), 400);
    QVERIFY(frame.bottom() <= text.height());
}

void TestMessageText::insetsAreMirrored()
{
    const QString quote = u"> a quotation that is longer than one line is, so that it fills the width of the message"_s;
    const qreal left = made(quote).letterRect(0).left();
    QCOMPARE(left, 12);
    m_style.mirrored = true;
    QVERIFY(made(quote).letterRect(0).left() < 1);
    m_style.mirrored = false;
}

void TestMessageText::paintsOnlyWhatIsAsked()
{
    const MessageText text = made(u"word\n\n"_s.repeated(100));
    const QImage blank = painted(text, QRectF(0, -100, 400, 50));
    const QRect changed = difference(blank, painted(text, QRectF(0, 500, 400, 300)));
    QVERIFY2(changed.top() >= 470 && changed.bottom() <= 830 && changed.height() > 250,
        qPrintable(u"%1 to %2"_s.arg(changed.top()).arg(changed.bottom())));
}

void TestMessageText::marksWhatIsMarked()
{
    const MessageText text = made(u"One two three"_s);
    const QRectF all(0, 0, 400, text.height());
    const QRect changed = difference(painted(text, all), painted(text, all, 4, 7));
    const QRectF letters = text.letterRect(4) | text.letterRect(6);
    QVERIFY(letters.adjusted(-2, -2, 2, 2).contains(changed));
    QVERIFY(changed.width() >= letters.width() - 2);
}

QTEST_MAIN(TestMessageText)
#include "tst_messagetext.moc"
