#include "editorwindow.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using testing::EditorWindow;

/// The editor as a person uses it: a real window, real keys, pointer and input methods.
class TestDocumentKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void types();
    void movesByKey();
    void movesThroughBothDirections();
    void wordsAndPages();
    void selectsWithThePointer();
    void ticksBoxes();
    void followsLinks();
    void undoesOneStep();
    void copiesAndPastes();
    void composesWhileOthersType();
    void answersInputMethods();
    void fingersScrollAndTap();
    void takesDroppedWords();
};

void TestDocumentKeys::types()
{
    EditorWindow window({});
    window.type(u"Hello\n- one\ntwo"_s);
    QCOMPARE(window.text(), u"Hello\n- one\n- two"_s);
    window.key(Qt::Key_Tab);
    QCOMPARE(window.text(), u"Hello\n- one\n  - two"_s);
    window.key(Qt::Key_Backtab, Qt::ShiftModifier);
    window.key(Qt::Key_B, Qt::ControlModifier);
    QCOMPARE(window.text(), u"Hello\n- one\n- two"_s.replace(u"two"_s, u"two****"_s));
    window.type(u"x"_s);
    QVERIFY(window.text().endsWith(u"two**x**"_s));
    QVERIFY(window.editor().isBold());
    QCOMPARE(window.editor().listKind(), u"bullet"_s);
    QCOMPARE(window.editor().text().text(), window.text());
    QCOMPARE(window.source().caretHead, window.editor().cursorPosition());
}

void TestDocumentKeys::movesByKey()
{
    EditorWindow window(u"one 👍🏽two\n- item\nthree"_s);
    const auto at = [&window] { return window.editor().cursorPosition(); };
    window.editor().select(4, 4);
    window.key(Qt::Key_Right);
    QCOMPARE(at(), 8);
    window.key(Qt::Key_Left);
    QCOMPARE(at(), 4);
    window.key(Qt::Key_End);
    QCOMPARE(at(), 11);
    window.key(Qt::Key_Right); // past the mark that is not shown
    QCOMPARE(at(), 14);
    window.key(Qt::Key_Home);
    QCOMPARE(at(), 12);
    window.key(Qt::Key_Right);
    QCOMPARE(at(), 13);
    window.key(Qt::Key_Down);
    window.key(Qt::Key_End, Qt::ShiftModifier);
    QCOMPARE(window.editor().selectionEnd(), int(window.text().size()));
    window.key(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(at(), 0);
    window.key(Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(at(), int(window.text().size()));
}

void TestDocumentKeys::movesThroughBothDirections()
{
    EditorWindow window(u"שלום abc\nend"_s);
    window.editor().select(0, 0);
    QSet<int> places;
    for (int i = 0; i < 12; ++i) {
        places.insert(window.editor().cursorPosition());
        window.key(Qt::Key_Left); // onwards, where words run from right to left
    }
    for (int place = 0; place <= 9; ++place) // and on into the next line
        QVERIFY2(places.contains(place), qPrintable(QString::number(place)));
    const QRectF first = window.editor().rectangleAt(0);
    QVERIFY(first.left() > window.editor().width() / 2);
}

void TestDocumentKeys::wordsAndPages()
{
    EditorWindow window(u"one two\n"_s.repeated(300));
    const auto at = [&window] { return window.editor().cursorPosition(); };
    window.key(Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(at(), 4);
    window.key(Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(at(), 0);
    window.key(Qt::Key_PageDown);
    window.settle();
    const int page = at();
    QVERIFY(page > 80);
    QVERIFY(window.editor().contentY() > 300);
    window.key(Qt::Key_PageUp);
    window.settle();
    QCOMPARE(at(), 0);
    window.key(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window.editor().selectedText(), u"one two"_s);
}

void TestDocumentKeys::selectsWithThePointer()
{
    EditorWindow window(u"one two three\nfour five\n"_s);
    window.click(5);
    QCOMPARE(window.editor().cursorPosition(), 5);
    window.click(10, Qt::ShiftModifier);
    QCOMPARE(window.editor().selectedText(), u"wo th"_s);
    QTest::mouseDClick(&window.window(), Qt::LeftButton, {}, window.placeOf(5));
    QCOMPARE(window.editor().selectedText(), u"two"_s);
    QTest::mouseClick(&window.window(), Qt::LeftButton, {}, window.placeOf(5));
    QCOMPARE(window.editor().selectedText(), u"one two three\n"_s);
    QTest::mousePress(&window.window(), Qt::LeftButton, {}, window.placeOf(15));
    QTest::mouseMove(&window.window(), window.placeOf(18));
    QTest::mouseRelease(&window.window(), Qt::LeftButton, {}, window.placeOf(18));
    QCOMPARE(window.editor().selectedText(), u"our"_s);
}

void TestDocumentKeys::ticksBoxes()
{
    EditorWindow window(u"words\n- [ ] task\n"_s);
    window.editor().select(2, 2);
    const QRectF first = window.editor().rectangleAt(12);
    QTest::mouseClick(&window.window(), Qt::LeftButton, {}, (first.center() - QPointF(12, 0)).toPoint());
    QCOMPARE(window.text(), u"words\n- [x] task\n"_s);
    QCOMPARE(window.editor().cursorPosition(), 2);
    window.editor().select(13, 13);
    window.key(Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(window.text(), u"words\n- [ ] task\n"_s);
}

void TestDocumentKeys::followsLinks()
{
    EditorWindow window(u"see [the plan](https://example.org/p) [bad](javascript:x)\n"_s);
    QStringList urls;
    connect(&window.editor(), &document::DocumentEditor::linkActivated, this,
        [&urls](const QString &url) { urls.append(url); });
    window.editor().select(int(window.text().size()), int(window.text().size()));
    window.settle();
    window.click(8);
    QVERIFY(urls.isEmpty());
    window.editor().select(int(window.text().size()), int(window.text().size()));
    window.settle();
    window.click(8, Qt::ControlModifier);
    QCOMPARE(urls, QStringList {u"https://example.org/p"_s});
    window.click(40, Qt::ControlModifier);
    QCOMPARE(urls.size(), 1);
}

void TestDocumentKeys::undoesOneStep()
{
    EditorWindow window(u"text"_s);
    window.editor().select(4, 4);
    window.type(u"abc"_s);
    window.key(Qt::Key_Left);
    window.type(u"x"_s);
    QCOMPARE(window.source().steps, 2);
    window.source().othersReplace(0, 0, u"- "_s);
    window.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window.text(), u"- textabc"_s);
    window.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window.text(), u"- text"_s);
    QCOMPARE(window.editor().cursorPosition(), 6);
    QVERIFY(!window.editor().undoAvailable());
    window.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window.text(), u"- textabc"_s);
}

void TestDocumentKeys::copiesAndPastes()
{
    EditorWindow window(u"one two"_s);
    window.editor().select(0, 3);
    window.key(Qt::Key_X, Qt::ControlModifier);
    QCOMPARE(window.text(), u" two"_s);
    window.key(Qt::Key_End);
    window.key(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(window.text(), u" twoone"_s);
    window.editor().insertText(u"\r\nx\ry"_s);
    QCOMPARE(window.text(), u" twoone\nx\ny"_s);
    window.editor().select(1, 4);
    window.type(u"*"_s); // goes around what is selected
    QCOMPARE(window.text(), u" *two*one\nx\ny"_s);
}

void TestDocumentKeys::composesWhileOthersType()
{
    EditorWindow window(u"one two"_s);
    window.editor().select(4, 4);
    const qreal before = window.editor().rectangleAt(7).left();
    window.compose(u"ni"_s);
    QCOMPARE(window.text(), u"one two"_s);
    QVERIFY(window.editor().rectangleAt(7).left() > before);
    window.source().othersReplace(0, 0, u"zero "_s);
    window.source().othersReplace(12, 0, u"!"_s);
    window.compose(u"nih"_s);
    window.source().othersReplace(0, 1, u"Z"_s);
    window.compose({}, u"日"_s);
    QCOMPARE(window.text(), u"Zero one 日two!"_s);
    QCOMPARE(window.editor().cursorPosition(), 10);
    window.compose({}, u"é"_s); // a dead key commits at once
    QCOMPARE(window.text(), u"Zero one 日étwo!"_s);
}

void TestDocumentKeys::answersInputMethods()
{
    EditorWindow window(u"first\nsecond line"_s);
    window.editor().select(9, 12);
    const auto ask = [&window](Qt::InputMethodQuery query) { return window.editor().inputMethodQuery(query); };
    QCOMPARE(ask(Qt::ImSurroundingText).toString(), u"second line"_s);
    QCOMPARE(ask(Qt::ImCursorPosition).toInt(), 6);
    QCOMPARE(ask(Qt::ImAnchorPosition).toInt(), 3);
    QCOMPARE(ask(Qt::ImAbsolutePosition).toInt(), 12);
    QCOMPARE(ask(Qt::ImCurrentSelection).toString(), u"ond"_s);
    QCOMPARE(ask(Qt::ImTextBeforeCursor).toString(), u"second"_s);
    QVERIFY(ask(Qt::ImEnabled).toBool());
    window.settle();
    QVERIFY(ask(Qt::ImCursorRectangle).toRectF().height() > 10);
}

void TestDocumentKeys::fingersScrollAndTap()
{
    EditorWindow window(u"some words\n"_s.repeated(200));
    const std::unique_ptr<QPointingDevice> finger(QTest::createTouchDevice());
    QTest::touchEvent(&window.window(), finger.get()).press(0, {400, 500});
    for (int y = 480; y >= 300; y -= 20)
        QTest::touchEvent(&window.window(), finger.get()).move(0, {400, y});
    QTest::touchEvent(&window.window(), finger.get()).release(0, {400, 300});
    window.settle();
    QVERIFY(window.editor().contentY() > 100);
    QCOMPARE(window.editor().cursorPosition(), 0);
    const QPoint place(200, 200);
    const int tapped = window.editor().positionAt(place.x(), place.y());
    QTest::touchEvent(&window.window(), finger.get()).press(0, place);
    QTest::touchEvent(&window.window(), finger.get()).release(0, place);
    QCOMPARE(window.editor().cursorPosition(), tapped);
}

void TestDocumentKeys::takesDroppedWords()
{
    EditorWindow window(u"one three"_s);
    QMimeData words;
    words.setText(u"two "_s);
    const QPoint place = window.placeOf(4);
    QDragEnterEvent enters(place, Qt::CopyAction, &words, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &enters);
    QVERIFY(enters.isAccepted());
    QDropEvent drops(place, Qt::CopyAction, &words, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &drops);
    QCOMPARE(window.text(), u"one two three"_s);
    QCOMPARE(window.editor().cursorPosition(), 8);
    window.source().setReadOnly(true);
    QDragEnterEvent again(place, Qt::CopyAction, &words, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &again);
    QCoreApplication::sendEvent(&window.window(), &drops);
    QCOMPARE(window.text(), u"one two three"_s);
}

QTEST_MAIN(TestDocumentKeys)
#include "tst_documentkeys.moc"
