#include "Coterie/Ui/ui.h"
#include "editorwindow.h"
#include "pictures.h"

#include <QAccessible>
#include <QQmlComponent>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace coterie;
using testing::EditorWindow;

/// What the editor shows, and how it stays in step with what others do: a real window.
class TestDocumentEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsADocument_data();
    void showsADocument();
    void showsPeople();
    void paintsOnlyWhatChanged();
    void marksShowWhereTheCaretIs();
    void tellsOfAnnotations();
    void caretStaysWhereItMeans();
    void readingDoesNotMove();
    void writingDoesNotMove();
    void hostileTextsOpen_data();
    void hostileTextsOpen();
    void findsAndReplaces();
    void offersMentions();
    void readOnlyTextsStay();
    void longLinesAreEditable();
    void screenReadersRead();
    void standsInTheAccessibleTree();
};

namespace {

QString plan()
{
    return uR"(Coterie 1.0 goes out when a newcomer can install it, host a workspace and invite a friend in under two minutes.

## What has to be true
- [x] A message typed on a train arrives once, and only once.
- [x] Two people editing one sentence keep both of their words.
- [ ] Closing the lid for a night costs less than a second in the morning.
- [ ] The board stays at sixty frames with five thousand strokes.

## Who does what
**Jonas** owns reconnects. **Theo** draws the *empty* states. ~~Sara~~ writes the `words`, see [the plan](https://example.org/plan) or <https://example.org>.

1. First
2. Second with a longer text that goes on and on until it has to be wrapped onto a second row of words, as they do
   - nested
     - deeper @Priya
10. Tenth

> Quoted words are soft.
> > And deeper.

| Name | Count | Where |
| :--- | ----: | :---: |
| Rope | 12 | shed |
| Sail, **big** | 1 | loft |

```cpp
int main() { // the beginning
    return "text".size() + 42;
}
```

---

שלום עולם, this is a paragraph that runs from right to left.
)"_s;
}

} // namespace

void TestDocumentEditor::showsADocument_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("caret"); // before these words
    QTest::newRow("light") << QSize(1600, 1000) << false << u"empty*"_s;
    QTest::newRow("heading") << QSize(900, 600) << false << u"Who does"_s;
    QTest::newRow("code") << QSize(900, 600) << false << u"cpp"_s;
    QTest::newRow("table") << QSize(900, 600) << true << u"shed"_s;
    QTest::newRow("mark") << QSize(900, 600) << false << u" - [x] Two"_s.sliced(1);
    QTest::newRow("dark") << QSize(1000, 1300) << true << u"Coterie"_s;
    QTest::newRow("narrow") << QSize(420, 900) << false << u"the plan]"_s;
}

void TestDocumentEditor::showsADocument()
{
    QFETCH(const QSize, size);
    QFETCH(const bool, dark);
    QFETCH(const QString, caret);
    EditorWindow window(plan(), size, dark);
    window.editor().setHeaderHeight(40);
    window.caretAt(caret);
    const QImage picture = window.grab();
    testing::keepPicture(picture, u"document-"_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(window.editor().contentHeight() > 500);
    QCOMPARE(window.editor().text().text(), plan());
}

void TestDocumentEditor::showsPeople()
{
    EditorWindow window(plan(), {1000, 800});
    const QString &text = window.text();
    const qsizetype words = text.indexOf(u"both of their words"_s);
    window.source().setCarets(
        {{.client = 1, .userId = u"mina"_s, .name = u"Mina"_s, .color = QColor(0x7C4DBE), .anchor = 112, .head = 112},
            {.client = 2,
                .userId = u"priya"_s,
                .name = u"Priya"_s,
                .color = QColor(0x1D6FBF),
                .anchor = words,
                .head = words + 19}});
    window.source().setAnnotations({{.id = u"c1"_s, .start = 0, .end = 11}});
    window.editor().select(int(text.indexOf(u"empty"_s)), int(text.indexOf(u"writes"_s)));
    window.editor().setSearchText(u"the"_s);
    QTRY_VERIFY(window.editor().matchCount() > 3);
    testing::keepPicture(window.grab(), u"document-people"_s);
    window.editor().setFollowedClient(1);
    window.source().setCarets({{.client = 1,
        .userId = u"mina"_s,
        .name = u"Mina"_s,
        .color = QColor(0x7C4DBE),
        .anchor = text.size(),
        .head = text.size()}});
    window.settle();
    QTRY_VERIFY(window.editor().rectangleAt(int(text.size())).bottom() <= window.editor().height());
}

void TestDocumentEditor::paintsOnlyWhatChanged()
{
    EditorWindow window(plan(), {1000, 800});
    window.caretAt(u"newcomer"_s);
    const int before = window.editor().paintedLines();
    window.type(u"x"_s);
    window.settle();
    QCOMPARE(window.editor().paintedLines() - before, 1);
    window.editor().scrollBy(26);
    QTRY_VERIFY(window.editor().contentY() > 25);
    QVERIFY(window.editor().paintedLines() - before <= 4); // what came into view
}

void TestDocumentEditor::marksShowWhereTheCaretIs()
{
    EditorWindow window(u"a **bold** b\n# Title"_s);
    const auto widthOf = [&window] {
        window.settle();
        return window.editor().rectangleAt(12).left();
    };
    const qreal hidden = widthOf();
    window.editor().select(6, 6);
    QVERIFY(widthOf() > hidden);
    window.editor().select(0, 0);
    QCOMPARE(widthOf(), hidden);
    const qreal title = window.editor().rectangleAt(15).left();
    window.editor().select(16, 16); // its sign hangs out: the words stay where they are
    window.settle();
    QCOMPARE(window.editor().rectangleAt(15).left(), title);
    QVERIFY(window.editor().rectangleAt(13).left() < title);
}

void TestDocumentEditor::tellsOfAnnotations()
{
    EditorWindow window(u"one two three"_s);
    window.source().setAnnotations({{.id = u"c1"_s, .start = 4, .end = 7}});
    QStringList ids;
    connect(&window.editor(), &document::DocumentEditor::annotationActivated, this,
        [&ids](const QString &id) { ids.append(id); });
    window.click(1);
    QVERIFY(ids.isEmpty());
    window.click(5);
    QCOMPARE(ids, QStringList {u"c1"_s});
}

void TestDocumentEditor::caretStaysWhereItMeans()
{
    EditorWindow window(u"one two three"_s);
    window.editor().select(4, 7);
    window.source().othersReplace(0, 0, u"zero "_s);
    QCOMPARE(window.editor().selectedText(), u"two"_s);
    window.source().othersReplace(9, 0, u"<"_s); // at its ends: outside
    window.source().othersReplace(13, 0, u">"_s);
    QCOMPARE(window.editor().selectedText(), u"two"_s);
    window.editor().select(4, 4);
    window.source().othersReplace(4, 0, u"behind"_s);
    QCOMPARE(window.editor().cursorPosition(), 4);
    window.source().othersReplace(0, 8, {});
    QCOMPARE(window.editor().cursorPosition(), 0);
}

void TestDocumentEditor::readingDoesNotMove()
{
    EditorWindow window(
        u"A paragraph that is long enough to be wrapped into more than one row of words, if the window is narrow.\n\n## Heading\n"_s
            .repeated(200),
        {500, 400});
    window.editor().setContentY(5000);
    window.settle();
    const qsizetype read = window.editor().positionAt(250, 200);
    const qreal y = window.editor().rectangleAt(int(read)).top();
    window.source().othersReplace(0, 0, u"new\nlines\n"_s.repeated(40));
    window.settle();
    QCOMPARE(window.editor().rectangleAt(int(read) + 400).top(), y);
    window.source().othersReplace(0, 2000, {});
    window.settle();
    QCOMPARE(window.editor().rectangleAt(int(read) - 1600).top(), y);
    qreal before = window.editor().rectangleAt(int(read) - 1600).top();
    for (int i = 0; i < 60; ++i) { // upwards over lines whose height was only guessed
        const qreal top = window.editor().contentY();
        window.editor().setContentY(top - 50);
        window.settle();
        const qreal now = window.editor().rectangleAt(int(read) - 1600).top();
        QVERIFY(std::abs(now - before - 50) < 0.01 || window.editor().contentY() == 0);
        before = now;
    }
}

void TestDocumentEditor::findsAndReplaces()
{
    EditorWindow window(u"rope Rope rope\nsail\nrope"_s);
    window.editor().setSearchText(u"rope"_s);
    QTRY_COMPARE(window.editor().matchCount(), 4);
    window.editor().findNext();
    window.editor().findNext();
    QCOMPARE(window.editor().selectionStart(), 5);
    QCOMPARE(window.editor().currentMatch(), 1);
    window.editor().replaceCurrent(u"line"_s);
    QCOMPARE(window.text(), u"rope line rope\nsail\nrope"_s);
    QCOMPARE(window.editor().selectionStart(), 10);
    window.editor().findPrevious();
    QCOMPARE(window.editor().selectionStart(), 0);
    const int steps = window.source().steps;
    QCOMPARE(window.editor().replaceAll(u"ropes"_s), 3);
    QCOMPARE(window.text(), u"ropes line ropes\nsail\nropes"_s);
    QCOMPARE(window.source().steps, steps + 1);
    QTRY_COMPARE(window.editor().matchCount(), 3);
}

/// Others put lines in above a caret that is seen: it stays at its height.
void TestDocumentEditor::writingDoesNotMove()
{
    EditorWindow window(u"a line of words\n"_s.repeated(100));
    window.editor().setContentY(600);
    window.settle();
    const int caret = window.editor().positionAt(400, 300);
    window.editor().select(caret, caret);
    window.settle();
    const qreal y = window.editor().cursorRectangle().top();
    const int above = window.editor().positionAt(400, 100);
    window.source().othersReplace(above, 0, u"\n\n# Heading\n\n"_s);
    window.settle();
    QCOMPARE(window.editor().cursorRectangle().top(), y);
    window.source().othersReplace(0, above, {});
    window.settle();
    QCOMPARE(window.editor().cursorPosition(), caret + 13 - above);
    QVERIFY(window.editor().cursorRectangle().top() > 0);
}

void TestDocumentEditor::hostileTextsOpen_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("controls") << u"a\0b\u0007c\rd\r\ne\u2028f\u2029g\u202Eh\uFFFCi"_s;
    QTest::newRow("half letters") << QString(QChar(0xD83D)) + u"\n- "_s + QChar(0xDE00) + u"**"_s + QChar(0xD83D);
    QTest::newRow("many lines") << u"\n"_s.repeated(200'000);
    QTest::newRow("deep quotes") << u"> "_s.repeated(5000) + u"x"_s;
    QTest::newRow("deep lists") << u"- "_s.repeated(3000) + u"x\n"_s + u" "_s.repeated(5000) + u"- y"_s;
    QTest::newRow("wide table") << u"| a "_s.repeated(500) + u"|\n"_s + u"| - "_s.repeated(500) + u"|\n| x |"_s;
    QTest::newRow("long table") << u"| a | b |\n| - | - |\n"_s + u"| 1 | 2 |\n"_s.repeated(5000);
    QTest::newRow("endless code") << u"```cpp\n"_s + u"int x = 1; // one\n"_s.repeated(20'000);
    QTest::newRow("stars") << u"*_~`"_s.repeated(50'000);
    QTest::newRow("one word") << u"x"_s.repeated(300'000);
    QTest::newRow("marks that combine") << u"e"_s + u"\u0301"_s.repeated(20'000);
    QTest::newRow("both directions") << u"abc שלום 12 "_s.repeated(5000);
}

void TestDocumentEditor::hostileTextsOpen()
{
    QFETCH(const QString, text);
    const std::clock_t before = std::clock(); // of the processor: other programs run beside a test
    EditorWindow window(text, {600, 400});
    const int length = int(text.size());
    for (const int position : {0, length / 3, length / 2, length}) {
        window.editor().select(position, position);
        window.settle();
        window.editor().insertText(u"x"_s);
        window.key(Qt::Key_Left);
        window.key(Qt::Key_Up);
        window.key(Qt::Key_Return);
        window.editor().selectAll();
        window.settle();
        QCOMPARE(window.editor().text().text(), window.text());
    }
    QVERIFY((std::clock() - before) / CLOCKS_PER_SEC < 10);
}

void TestDocumentEditor::offersMentions()
{
    EditorWindow window(u"hi "_s);
    QStringList prefixes;
    connect(&window.editor(), &document::DocumentEditor::mentionTyped, this,
        [&prefixes](const QString &prefix) { prefixes.append(prefix); });
    int ended = 0;
    connect(&window.editor(), &document::DocumentEditor::mentionEnded, this, [&ended] { ++ended; });
    window.editor().select(3, 3);
    window.type(u"@pr"_s);
    QCOMPARE(prefixes, QStringList({u""_s, u"p"_s, u"pr"_s}));
    window.editor().insertMention(u"Priya"_s);
    QCOMPARE(window.text(), u"hi @Priya "_s);
    QCOMPARE(ended, 1);
}

void TestDocumentEditor::readOnlyTextsStay()
{
    EditorWindow window(u"- [ ] one"_s);
    window.source().setReadOnly(true);
    window.type(u"x"_s);
    window.compose({}, u"y"_s);
    window.key(Qt::Key_Backspace);
    window.editor().toggleBold();
    window.editor().toggleTask(0);
    QCOMPARE(window.text(), u"- [ ] one"_s);
    QVERIFY(window.editor().isReadOnly());
    window.source().othersReplace(0, 0, u"x"_s);
    QCOMPARE(window.editor().text().text(), u"x- [ ] one"_s);
}

void TestDocumentEditor::longLinesAreEditable()
{
    EditorWindow window(u"words of a line that does not end "_s.repeated(3000) + u"\nlast"_s);
    window.editor().select(60'000, 60'000);
    window.settle();
    const qsizetype rows = window.editor().text().lines().first().layout->rowCount();
    QVERIFY(rows > 500);
    const QRectF caret = window.editor().rectangleAt(60'000);
    QVERIFY(caret.top() >= 0 && caret.bottom() <= window.editor().height());
    window.type(u"x"_s);
    window.settle();
    QCOMPARE(window.editor().positionAt(caret.left(), caret.center().y()), 60'000);
    // Taken over or shaped anew, rows are the same.
    const document::LineLayout &layout = *window.editor().text().lines().first().layout;
    QList<qsizetype> starts;
    for (int row = 0; row < layout.rowCount(); ++row)
        starts.append(layout.rowStart(row));
    window.editor().view().forgetLayouts();
    window.editor().polish();
    window.settle();
    const document::LineLayout &anew = *window.editor().text().lines().first().layout;
    QCOMPARE(anew.rowCount(), starts.size());
    for (int row = 0; row < anew.rowCount(); ++row)
        QCOMPARE(anew.rowStart(row), starts[row]);
}

void TestDocumentEditor::screenReadersRead()
{
    EditorWindow window(u"# Title\nsome **bold** words"_s);
    window.editor().setAccessibleName(u"Launch plan"_s);
    QAccessibleInterface *entry = QAccessible::queryAccessibleInterface(&window.editor());
    QVERIFY(entry);
    QCOMPARE(entry->role(), QAccessible::EditableText);
    QCOMPARE(entry->text(QAccessible::Name), u"Launch plan"_s);
    QVERIFY(entry->state().multiLine && entry->state().editable && entry->state().focused);
    QAccessibleTextInterface *text = entry->textInterface();
    QVERIFY(text);
    QCOMPARE(text->characterCount(), int(window.text().size()));
    int start = 0;
    int end = 0;
    QVERIFY(text->attributes(3, &start, &end).contains(u"heading-level:1"_s));
    QVERIFY(text->attributes(16, &start, &end).contains(u"font-weight:bold"_s));
    QCOMPARE(start, 13);
    QCOMPARE(text->textAtOffset(10, QAccessible::LineBoundary, &start, &end), u"some **bold** words"_s);
    QCOMPARE(text->textAtOffset(10, QAccessible::WordBoundary, &start, &end), u"some"_s);
    text->setSelection(0, 8, 12);
    QCOMPARE(text->selectionCount(), 1);
    entry->editableTextInterface()->replaceText(8, 12, u"many"_s);
    QCOMPARE(window.text(), u"# Title\nmany **bold** words"_s);
    QCOMPARE(text->cursorPosition(), 12);
    QVERIFY(text->characterRect(9).width() > 2);
    QCOMPARE(text->offsetAtPoint(text->characterRect(9).topLeft() + QPoint(1, 5)), 9);
}

void TestDocumentEditor::standsInTheAccessibleTree()
{
    QQmlEngine engine;
    ui::install(engine);
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport Coterie\nWindow { DocumentEditor { accessibleName: \"Plan\" } }", QUrl());
    const std::unique_ptr<QObject> window(component.create());
    QVERIFY2(window, qPrintable(component.errorString()));
    QAccessibleInterface *root = QAccessible::queryAccessibleInterface(window.get());
    QVERIFY(root && root->childCount() == 1);
    QCOMPARE(root->child(0)->role(), QAccessible::EditableText);
    QCOMPARE(root->child(0)->text(QAccessible::Name), u"Plan"_s);
    QVERIFY(root->child(0)->parent());
}

QTEST_MAIN(TestDocumentEditor)
#include "tst_documenteditor.moc"
