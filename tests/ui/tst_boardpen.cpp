#include "board/outline.h"
#include "canvaswindow.h"
#include "pictures.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Strokes: drawn with mouse, pen and fingers, and rubbed out.
class TestBoardPen : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void penDrawsAndOthersSeeItGrow();
    void penHasPressure();
    void penEndErases();
    void shiftDrawsStraight();
    void escapeForgetsAStroke();
    void eraserTakesWholeShapes();
    void eraserTakesParts();
    void fingersDrawAndPinch();
    void restingHandsAreIgnored();
};

void TestBoardPen::penDrawsAndOthersSeeItGrow()
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

void TestBoardPen::penHasPressure()
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

void TestBoardPen::penEndErases()
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

void TestBoardPen::shiftDrawsStraight()
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

void TestBoardPen::escapeForgetsAStroke()
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

void TestBoardPen::eraserTakesWholeShapes()
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

void TestBoardPen::eraserTakesParts()
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

void TestBoardPen::fingersDrawAndPinch()
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

void TestBoardPen::restingHandsAreIgnored()
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

QTEST_MAIN(TestBoardPen)
#include "tst_boardpen.moc"
