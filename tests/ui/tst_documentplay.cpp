#include "editorwindow.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using document::Line;
using testing::EditorWindow;

/// Random play: this person's commands, other people's edits, undo, scrolling, in any order. After each step the
/// editor's copy is the source's text, its Markdown is what a fresh reading finds, and its lines stand where their
/// heights say.
class TestDocumentPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void copyEqualsSource_data();
    void copyEqualsSource();

private:
    void step(EditorWindow &window, QRandomGenerator &random);
    void actLocally(document::DocumentEditor &editor, QRandomGenerator &random);
    void check(EditorWindow &window);
};

namespace {

const QStringList &pieces()
{
    static const QStringList all {u"word "_s, u"\n"_s, u"- item\n"_s, u"1. one\n"_s, u"# Heading\n"_s, u"> "_s,
        u"```\n"_s, u"**bold** "_s, u"| a | b |\n| - | - |\n| 1 | 2 |\n"_s, u"- [ ] task\n"_s, u"שלום "_s, u"😀"_s,
        u"e\u0301"_s, u"[link](https://x.y) "_s, u"\t"_s, u"a long line of words that has to be wrapped "_s};
    return all;
}

} // namespace

void TestDocumentPlay::copyEqualsSource_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestDocumentPlay::actLocally(document::DocumentEditor &editor, QRandomGenerator &random)
{
    switch (random.bounded(14)) {
    case 0: return editor.toggleBold();
    case 1: return editor.toggleList(u"task"_s);
    case 2: return editor.setHeading(random.bounded(4));
    case 3: return editor.indent();
    case 4: return editor.outdent();
    case 5: return editor.toggleQuote();
    case 6: return editor.moveLines(random.bounded(2) == 0 ? u"up"_s : u"down"_s);
    case 7: return editor.toggleTask(editor.cursorPosition());
    case 8: return editor.insertTable(2, 2);
    default: editor.insertText(pieces()[random.bounded(int(pieces().size()))]);
    }
}

void TestDocumentPlay::step(EditorWindow &window, QRandomGenerator &random)
{
    document::DocumentEditor &editor = window.editor();
    const int length = int(window.text().size());
    switch (random.bounded(10)) {
    case 0: return editor.undo();
    case 1: return editor.redo();
    case 2: {
        const int at = random.bounded(length + 1);
        editor.select(at, std::min(at + random.bounded(30), length));
        return;
    }
    case 3: return editor.setContentY(random.bounded(std::max(int(editor.contentHeight()), 1)));
    case 4: return window.key(random.bounded(2) == 0 ? Qt::Key_Backspace : Qt::Key_Return);
    case 5: return window.compose(u"かな"_s, random.bounded(2) == 0 ? QString() : u"仮名"_s);
    case 6:
    case 7: {
        const int at = random.bounded(length + 1);
        const int removed = random.bounded(3) == 0 ? random.bounded(std::min(length - at, 60) + 1) : 0;
        window.source().othersReplace(at, removed, pieces()[random.bounded(int(pieces().size()))]);
        return;
    }
    default: actLocally(editor, random);
    }
}

void TestDocumentPlay::check(EditorWindow &window)
{
    document::DocumentEditor &editor = window.editor();
    QCOMPARE(editor.text().text(), window.text());
    QVERIFY(editor.cursorPosition() <= window.text().size());
    document::DocumentText fresh;
    fresh.setText(window.text());
    const Line *expected = &fresh.lines().first();
    qreal height = 0;
    for (const Line *line = &editor.text().lines().first(); line; line = line->next(), expected = expected->next()) {
        QVERIFY(expected);
        QCOMPARE(line->text, expected->text);
        QVERIFY(line->info == expected->info);
        height += line->height();
    }
    QVERIFY(!expected);
    QCOMPARE(editor.text().lines().height(), height);
    window.settle();
    qreal bottom = editor.view().seen().front().top;
    QVERIFY(bottom <= 0 || editor.contentY() <= editor.headerHeight());
    for (const auto &seen : editor.view().seen()) {
        QVERIFY(seen.line->layout);
        QCOMPARE(seen.line->height(), seen.line->layout->height());
        QVERIFY(std::abs(seen.top - bottom) < 0.01);
        QVERIFY(std::abs(editor.view().topOf(*seen.line) - seen.top) < 0.01);
        bottom = seen.top + seen.line->height();
    }
    QVERIFY(bottom >= std::min(editor.height(), editor.contentHeight()) - 0.01);
}

void TestDocumentPlay::copyEqualsSource()
{
    QFETCH(const quint32, seed);
    QRandomGenerator random(seed);
    EditorWindow window(pieces().join(u'\n').repeated(6), {500, 300});
    window.editor().setHeaderHeight(50);
    for (int i = 0; i < 120 && !QTest::currentTestFailed(); ++i) {
        step(window, random);
        check(window);
    }
}

QTEST_MAIN(TestDocumentPlay)
#include "tst_documentplay.moc"
