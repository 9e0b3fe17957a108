#include "board/hittest.h"
#include "board/outline.h"
#include "canvaswindow.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// What each tool draws: with mouse, pen and fingers.
class TestBoardTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boxesAreDrawn_data();
    void boxesAreDrawn();
    void clicksMakeUsualSizes_data();
    void clicksMakeUsualSizes();
    void toolsGoBackUnlessLocked();
    void penDrawsAndOthersSeeItGrow();
    void penHasPressure();
    void penEndErases();
    void shiftDrawsStraight();
    void escapeForgetsAStroke();
    void eraserTakesWholeShapes();
    void eraserTakesParts();
    void arrowsHoldOn();
    void arrowsBend();
    void framesTakeIn();
    void textIsWritten();
    void emptyTextIsNothing();
    void twoWriteInOneShape();
    void textOfADeletedShape();
    void handAndWheelMoveTheView();
    void fingersDrawAndPinch();
    void restingHandsAreIgnored();
    void readOnlyBoardsStay();
};

void TestBoardTools::boxesAreDrawn_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QRectF>("box");
    for (const QString &tool : {u"rectangle"_s, u"ellipse"_s, u"diamond"_s, u"frame"_s})
        QTest::newRow(qPrintable(tool)) << tool << 0 << QRectF(100, 150, 200, 100);
    QTest::newRow("square") << u"rectangle"_s << int(Qt::ShiftModifier) << QRectF(100, 150, 200, 200);
    QTest::newRow("from the middle") << u"ellipse"_s << int(Qt::AltModifier) << QRectF(-100, 50, 400, 200);
}

void TestBoardTools::boxesAreDrawn()
{
    QFETCH(const QString, tool);
    QFETCH(const int, modifiers);
    QFETCH(const QRectF, box);
    CanvasWindow window;
    window.canvas().setTool(tool);
    window.canvas().setStrokeColour(u"red"_s);
    window.drag({100, 150}, {300, 250}, Qt::KeyboardModifiers(modifiers));
    const ShapePtr shape = window.onlyShape();
    QVERIFY(shape);
    QCOMPARE(board::toWire(shape->type), tool);
    QCOMPARE(shape->box(), box);
    QCOMPARE(window.selection(), QSet<ShapeId>({shape->id}));
    if (tool != u"frame"_s)
        QCOMPARE(shape->style.stroke, u"red"_s);
    QVERIFY(window.inStep());
    window.canvas().undo();
    QVERIFY(window.shapes().isEmpty());
    window.canvas().redo();
    QVERIFY(*window.onlyShape() == *shape);
}

void TestBoardTools::clicksMakeUsualSizes_data()
{
    QTest::addColumn<QString>("tool");
    for (const QString &tool :
        {u"rectangle"_s, u"ellipse"_s, u"diamond"_s, u"frame"_s, u"note"_s, u"line"_s, u"arrow"_s})
        QTest::newRow(qPrintable(tool)) << tool;
}

void TestBoardTools::clicksMakeUsualSizes()
{
    QFETCH(const QString, tool);
    CanvasWindow window;
    window.canvas().setTool(tool);
    window.click({400, 300});
    const ShapePtr shape = window.onlyShape();
    QVERIFY(shape);
    QCOMPARE(board::toWire(shape->type), tool);
    QVERIFY(shape->w >= 100);
    QCOMPARE(window.canvas().tool(), u"select"_s);
    QCOMPARE(window.canvas().isEditing(), tool == u"note"_s); // one writes on it at once
}

void TestBoardTools::toolsGoBackUnlessLocked()
{
    CanvasWindow window;
    window.canvas().setToolLocked(true);
    window.canvas().setTool(u"ellipse"_s);
    window.drag({100, 100}, {150, 150});
    window.drag({200, 100}, {250, 150});
    QCOMPARE(window.canvas().tool(), u"ellipse"_s);
    QCOMPARE(window.shapes().size(), 2);
    window.canvas().setToolLocked(false);
    window.drag({300, 100}, {350, 150});
    QCOMPARE(window.canvas().tool(), u"select"_s);
    window.canvas().setTool(u"pen"_s);
    window.drag({300, 300}, {350, 350});
    QCOMPARE(window.canvas().tool(), u"pen"_s);
}

void TestBoardTools::penDrawsAndOthersSeeItGrow()
{
    CanvasWindow window;
    window.canvas().setTool(u"pen"_s);
    window.press({100, 100});
    window.move({150, 130});
    window.move({200, 100});
    const auto theirs = [&]() { return window.others().scene().onPage({}); };
    QTRY_COMPARE(theirs().size(), 1);
    QTRY_COMPARE(theirs().front()->points->size(), std::size_t(3)); // while it is drawn
    window.move({250, 160});
    QTRY_COMPARE(theirs().front()->points->size(), std::size_t(4));
    window.release({250, 160});
    const ShapePtr stroke = window.onlyShape();
    QCOMPARE(stroke->type, ShapeType::Pen);
    QCOMPARE(stroke->box(), QRectF(100, 100, 150, 60));
    QVERIFY(window.inStep());
    window.canvas().undo();
    QVERIFY(window.shapes().isEmpty()); // one step
    QVERIFY(!window.canvas().undoAvailable());
}

void TestBoardTools::penHasPressure()
{
    CanvasWindow window;
    window.canvas().setTool(u"pen"_s);
    window.pen(QEvent::TabletPress, {100, 100}, 0.25);
    window.pen(QEvent::TabletMove, {150, 140}, 0.5);
    window.pen(QEvent::TabletMove, {200, 100}, 0.875);
    window.pen(QEvent::TabletRelease, {200, 100}, 0);
    const ShapePtr stroke = window.onlyShape();
    QVERIFY(stroke);
    QCOMPARE(stroke->points->size(), std::size_t(3));
    QVERIFY(std::abs(stroke->points->front().pressure - 0.25F) < 0.08F);
    QVERIFY(std::abs(stroke->points->back().pressure - 0.875F) < 0.08F);
}

void TestBoardTools::penEndErases()
{
    CanvasWindow window;
    window.add(ShapeType::Note, {100, 100, 100, 100});
    window.canvas().setTool(u"pen"_s);
    window.pen(QEvent::TabletPress, {90, 150}, 0.5, QPointingDevice::PointerType::Eraser);
    window.pen(QEvent::TabletMove, {150, 150}, 0.5, QPointingDevice::PointerType::Eraser);
    window.pen(QEvent::TabletRelease, {150, 150}, 0, QPointingDevice::PointerType::Eraser);
    QVERIFY(window.shapes().isEmpty());
    QCOMPARE(window.canvas().tool(), u"pen"_s);
}

void TestBoardTools::shiftDrawsStraight()
{
    CanvasWindow window;
    window.canvas().setTool(u"pen"_s);
    window.press({100, 100});
    window.move({150, 180}, Qt::ShiftModifier);
    window.move({220, 90}, Qt::ShiftModifier);
    window.move({300, 120}, Qt::ShiftModifier);
    window.release({300, 120}, Qt::ShiftModifier);
    const ShapePtr stroke = window.onlyShape();
    QVERIFY(stroke);
    QCOMPARE(stroke->points->size(), std::size_t(2));
    QCOMPARE(stroke->box(), QRectF(100, 100, 200, 20));
}

void TestBoardTools::escapeForgetsAStroke()
{
    CanvasWindow window;
    window.canvas().setTool(u"pen"_s);
    window.press({100, 100});
    window.move({150, 130});
    QCOMPARE(window.shapes().size(), 1);
    window.key(Qt::Key_Escape);
    window.release({150, 130});
    QVERIFY(window.shapes().isEmpty());
    QVERIFY(!window.canvas().undoAvailable());
    QVERIFY(!window.canvas().redoAvailable());
    QVERIFY(window.inStep());
}

void TestBoardTools::eraserTakesWholeShapes()
{
    CanvasWindow window;
    window.add(ShapeType::Note, {100, 100, 50, 50});
    const ShapeId b = window.add(ShapeType::Rectangle, {200, 80, 100, 100}); // hollow: only its line counts
    const ShapeId kept = window.add(ShapeType::Note, {100, 400, 50, 50});
    window.canvas().setTool(u"eraser"_s);
    window.press({80, 120});
    window.move({170, 125});
    QCOMPARE(window.shapes().size(), 3); // not before it is let go
    window.key(Qt::Key_Escape);
    window.release({170, 125});
    QCOMPARE(window.shapes().size(), 3);
    window.dragAlong({{230, 120}, {260, 130}});
    QVERIFY(window.shape(b));
    window.dragAlong({{80, 120}, {170, 125}, {210, 125}});
    QCOMPARE(window.shapes().size(), 1);
    QVERIFY(window.shape(kept));
    window.canvas().undo();
    QCOMPARE(window.shapes().size(), 3);
}

void TestBoardTools::eraserTakesParts()
{
    CanvasWindow window;
    board::Shape stroke;
    stroke.type = ShapeType::Pen;
    board::setPointsOnBoard(stroke, {{100, 200}, {200, 200}, {300, 200}, {400, 200}});
    const ShapeId id = window.board().add({stroke}).value(0);
    const board::Shape before = *window.shape(id);
    window.canvas().setTool(u"eraser"_s);
    window.canvas().setEraserMode(u"parts"_s);
    window.drag({250, 150}, {250, 250});
    QCOMPARE(window.shapes().size(), 2);
    const ShapePtr left = window.shape(id);
    QVERIFY(left && std::abs(left->box().right() - 241) < 1);
    QVERIFY(window.inStep());
    window.canvas().undo();
    QCOMPARE(window.shapes().size(), 1);
    QVERIFY(*window.shape(id) == before);
}

void TestBoardTools::arrowsHoldOn()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Rectangle, {100, 200, 100, 100});
    const ShapeId b = window.add(ShapeType::Rectangle, {500, 200, 100, 100});
    window.canvas().setTool(u"arrow"_s);
    window.drag({150, 250}, {560, 255});
    const ShapePtr arrow = window.selected();
    QVERIFY(arrow && arrow->type == ShapeType::Arrow);
    QVERIFY(arrow->start && arrow->end);
    QCOMPARE(arrow->start->shape, a);
    QCOMPARE(arrow->end->shape, b);
    QCOMPARE(arrow->end->u, 0.5); // near the middle is the middle
    QVERIFY(arrow->x >= 199 && arrow->box().right() <= 501); // from edge to edge
    // Control holds on to nothing.
    window.canvas().setTool(u"arrow"_s);
    window.drag({150, 220}, {560, 220}, Qt::ControlModifier);
    QVERIFY(!window.selected()->start && !window.selected()->end);
    QVERIFY(window.inStep());
}

void TestBoardTools::arrowsBend()
{
    CanvasWindow window;
    window.canvas().setTool(u"arrow"_s);
    window.drag({100, 300}, {300, 300});
    const ShapeId id = window.selected()->id;
    window.drag({200, 300}, {200, 200}); // the middle
    QCOMPARE(window.shape(id)->points->size(), std::size_t(3));
    QCOMPARE(window.shape(id)->style.route, board::Route::Curved);
    window.drag({300, 300}, {400, 320}); // the end
    const board::Points points = board::pointsOnBoard(*window.shape(id));
    QVERIFY(std::abs(points.back().x - 400) < 0.1F && std::abs(points.back().y - 320) < 0.1F);
    window.canvas().undo();
    window.canvas().undo();
    QCOMPARE(window.shape(id)->points->size(), std::size_t(2));
}

void TestBoardTools::framesTakeIn()
{
    CanvasWindow window;
    const ShapeId in = window.add(ShapeType::Note, {200, 200, 50, 50});
    const ShapeId out = window.add(ShapeType::Note, {380, 200, 50, 50});
    window.canvas().setTool(u"frame"_s);
    window.drag({100, 150}, {400, 400});
    const ShapePtr frame = window.selected();
    QVERIFY(frame && frame->type == ShapeType::Frame);
    QCOMPARE(window.shape(in)->frame, frame->id);
    QVERIFY(window.shape(out)->frame.isEmpty());
    QVERIFY(board::isBehind(*frame, *window.shape(in)));
    window.canvas().undo();
    QVERIFY(window.shape(in)->frame.isEmpty());
    QCOMPARE(window.shapes().size(), 2);
}

void TestBoardTools::textIsWritten()
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

void TestBoardTools::emptyTextIsNothing()
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

void TestBoardTools::twoWriteInOneShape()
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

void TestBoardTools::textOfADeletedShape()
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

void TestBoardTools::handAndWheelMoveTheView()
{
    CanvasWindow window;
    window.canvas().setTool(u"hand"_s);
    const QPointF before = window.canvas().toBoard(QPointF(0, 0));
    window.press({300, 300});
    QMouseEvent move(QEvent::MouseMove, QPointF(350, 320), QPointF(350, 320), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window.window(), &move);
    QMouseEvent release(QEvent::MouseButtonRelease, QPointF(350, 320), QPointF(350, 320), Qt::LeftButton, {}, {});
    QCoreApplication::sendEvent(&window.window(), &release);
    QCOMPARE(window.canvas().toBoard(QPointF(0, 0)), before - QPointF(50, 20));
    const auto wheel = [&](QPoint notches, Qt::KeyboardModifiers modifiers) {
        QWheelEvent event(
            QPointF(200, 100), QPointF(200, 100), {}, notches * 120, {}, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&window.window(), &event);
    };
    const QPointF under = window.canvas().toBoard(QPointF(200, 100));
    wheel({0, 3}, Qt::ControlModifier);
    QVERIFY(window.canvas().zoom() > 1.2);
    const QPointF now = window.canvas().toBoard(QPointF(200, 100));
    QVERIFY((now - under).manhattanLength() < 2); // it stays under the pointer
    const double y = window.canvas().centreY();
    wheel({0, -1}, {});
    QVERIFY(window.canvas().centreY() > y);
    const double x = window.canvas().centreX();
    wheel({0, -1}, Qt::ShiftModifier);
    QVERIFY(window.canvas().centreX() > x);
}

void TestBoardTools::fingersDrawAndPinch()
{
    CanvasWindow window;
    const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    window.canvas().setTool(u"pen"_s);
    QTest::touchEvent(&window.window(), screen.get()).press(1, QPoint(100, 100));
    QTest::touchEvent(&window.window(), screen.get()).move(1, QPoint(150, 140));
    QTest::touchEvent(&window.window(), screen.get()).move(1, QPoint(220, 120));
    QTest::touchEvent(&window.window(), screen.get()).release(1, QPoint(220, 120));
    QTRY_VERIFY(window.onlyShape() && !window.canvas().isBusy());
    // Two fingers stretch the plane, and draw nothing.
    const double zoom = window.canvas().zoom();
    QTest::touchEvent(&window.window(), screen.get()).press(1, QPoint(300, 300));
    QTest::touchEvent(&window.window(), screen.get()).move(1, QPoint(300, 300)).press(2, QPoint(400, 300));
    QTest::touchEvent(&window.window(), screen.get()).move(1, QPoint(290, 300)).move(2, QPoint(410, 300));
    QTest::touchEvent(&window.window(), screen.get()).move(1, QPoint(250, 300)).move(2, QPoint(450, 300));
    QTest::touchEvent(&window.window(), screen.get()).release(1, QPoint(250, 300)).release(2, QPoint(450, 300));
    QTRY_VERIFY(window.canvas().zoom() > zoom * 1.5);
    QCOMPARE(window.shapes().size(), 1);
}

void TestBoardTools::restingHandsAreIgnored()
{
    CanvasWindow window;
    const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
    window.canvas().setTool(u"pen"_s);
    window.pen(QEvent::TabletPress, {100, 100}, 0.5);
    window.pen(QEvent::TabletMove, {150, 150}, 0.5);
    QTest::touchEvent(&window.window(), screen.get()).press(1, QPoint(300, 300));
    QTest::touchEvent(&window.window(), screen.get()).move(1, QPoint(350, 340));
    QTest::touchEvent(&window.window(), screen.get()).release(1, QPoint(350, 340));
    window.pen(QEvent::TabletMove, {200, 100}, 0.5);
    window.pen(QEvent::TabletRelease, {200, 100}, 0);
    const ShapePtr stroke = window.onlyShape();
    QVERIFY(stroke);
    QCOMPARE(stroke->box(), QRectF(100, 100, 100, 50));
}

void TestBoardTools::readOnlyBoardsStay()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.board().setReadOnly(true);
    QVERIFY(window.canvas().isReadOnly());
    QSignalSpy notices(&window.canvas(), &boardview::BoardCanvas::notice);
    window.click({150, 140});
    QCOMPARE(window.selection(), QSet<ShapeId>({id})); // looking is allowed
    window.drag({150, 140}, {300, 300});
    QCOMPARE(window.shape(id)->x, 100.0);
    window.canvas().remove();
    window.canvas().duplicate();
    window.canvas().group();
    window.canvas().setFillColour(u"red"_s);
    window.canvas().insertNote();
    QCOMPARE(window.shapes().size(), 1);
    window.canvas().setTool(u"pen"_s);
    window.drag({300, 300}, {400, 400});
    QCOMPARE(window.shapes().size(), 1);
    QCOMPARE(notices.size(), 1);
}

QTEST_MAIN(TestBoardTools)
#include "tst_boardtools.moc"
