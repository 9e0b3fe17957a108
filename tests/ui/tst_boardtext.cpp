#include "canvaswindow.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Words on a board: written, by two at once, and left empty.
class TestBoardText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textIsWritten();
    void emptyTextIsNothing();
    void twoWriteInOneShape();
    void textOfADeletedShape();
};

void TestBoardText::textIsWritten()
{
    CanvasWindow window;
    window.canvas().setTool(u"text"_s);
    window.click({300, 200});
    QVERIFY(window.canvas().isEditing());
    QVERIFY(!window.canvas().editorRect().isEmpty());
    window.canvas().commitText(u"H"_s);
    window.canvas().commitText(u"Hello"_s);
    const ShapePtr text = window.onlyShape();
    QCOMPARE(text->text, u"Hello"_s);
    QVERIFY(text->w > 30); // as wide as its words
    QTRY_COMPARE(window.others().scene().onPage({}).value(0)->text, u"Hello"_s); // with every key
    window.canvas().commitText(u"Hello\nagain"_s);
    QVERIFY(window.onlyShape()->h > text->h);
    window.click({700, 500});
    QVERIFY(!window.canvas().isEditing());
    window.canvas().undo(); // the text with all that was written
    QVERIFY(window.shapes().isEmpty());
    window.canvas().redo();
    QCOMPARE(window.onlyShape()->text, u"Hello\nagain"_s);
    window.doubleClick(window.onlyShape()->centre());
    QVERIFY(window.canvas().isEditing());
    QCOMPARE(window.canvas().editorText(), u"Hello\nagain"_s);
    window.canvas().commitText(u"Other"_s);
    window.canvas().cancelEditing();
    QCOMPARE(window.onlyShape()->text, u"Hello\nagain"_s);
}

void TestBoardText::emptyTextIsNothing()
{
    CanvasWindow window;
    window.canvas().setTool(u"text"_s);
    window.click({300, 200});
    QCOMPARE(window.shapes().size(), 1);
    window.key(Qt::Key_Escape);
    QVERIFY(!window.canvas().isEditing());
    QVERIFY(window.shapes().isEmpty());
    QVERIFY(!window.canvas().undoAvailable());
    // A text whose words are all deleted goes, too, and undo brings it back.
    const ShapeId id = window.add(ShapeType::Text, {300, 200, 60, 28}, u"Hello"_s);
    window.doubleClick({320, 210});
    window.canvas().commitText({});
    window.canvas().finishEditing();
    QVERIFY(!window.shape(id));
    window.canvas().undo();
    QCOMPARE(window.shape(id)->text, u"Hello"_s);
}

void TestBoardText::twoWriteInOneShape()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {300, 200, 150, 130}, u"one three"_s);
    QVERIFY(window.inStep());
    window.doubleClick({350, 260});
    QSignalSpy edits(&window.canvas(), &boardview::BoardCanvas::editorEdited);
    window.canvas().commitText(u"one three four"_s);
    window.others().setText(id, u"one zwei three"_s);
    QTRY_COMPARE(edits.size(), 1);
    QCOMPARE(edits.front().value(0).toInt(), 4); // the same change for the TextEdit
    QCOMPARE(edits.front().value(1).toInt(), 0);
    QCOMPARE(edits.front().value(2).toString(), u"zwei "_s);
    QCOMPARE(window.canvas().editorText(), u"one zwei three four"_s);
    window.canvas().finishEditing();
    QVERIFY(window.inStep());
    window.canvas().undo();
    QCOMPARE(window.shape(id)->text, u"one zwei three"_s); // theirs stays
}

void TestBoardText::textOfADeletedShape()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {300, 200, 150, 130}, u"one"_s);
    QVERIFY(window.inStep());
    window.doubleClick({350, 260});
    QSignalSpy notices(&window.canvas(), &boardview::BoardCanvas::notice);
    window.others().remove({id});
    QTRY_VERIFY(!window.canvas().isEditing());
    QCOMPARE(notices.size(), 1);
    window.canvas().commitText(u"nothing happens"_s);
    QVERIFY(window.inStep());
}

QTEST_MAIN(TestBoardText)
#include "tst_boardtext.moc"
