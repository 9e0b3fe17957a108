#include "board/hittest.h"
#include "board/outline.h"
#include "canvaswindow.h"

#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Resizing and turning shapes by their handles.
class TestBoardResize : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resizes_data();
    void resizes();
    void resizesOverTheOtherSide();
    void resizesTurnedShapes();
    void rotates();
};

void TestBoardResize::resizes_data()
{
    QTest::addColumn<QPointF>("handle");
    QTest::addColumn<QPointF>("to");
    QTest::addColumn<int>("modifiers");
    QTest::addColumn<QRectF>("box");
    QTest::newRow("corner") << QPointF(305, 285) << QPointF(355, 305) << 0 << QRectF(100, 200, 250, 100);
    QTest::newRow("opposite corner") << QPointF(95, 195) << QPointF(145, 175) << 0 << QRectF(150, 180, 150, 100);
    QTest::newRow("side") << QPointF(305, 240) << QPointF(405, 300) << 0 << QRectF(100, 200, 300, 80);
    QTest::newRow("top") << QPointF(200, 195) << QPointF(250, 155) << 0 << QRectF(100, 160, 200, 120);
    QTest::newRow("ratio") << QPointF(305, 285) << QPointF(405, 295) << int(Qt::ShiftModifier)
                           << QRectF(100, 200, 300, 120);
    QTest::newRow("from the middle") << QPointF(305, 285) << QPointF(325, 295) << int(Qt::AltModifier)
                                     << QRectF(80, 190, 240, 100);
}

void TestBoardResize::resizes()
{
    QFETCH(const QPointF, handle);
    QFETCH(const QPointF, to);
    QFETCH(const int, modifiers);
    QFETCH(const QRectF, box);
    CanvasWindow window;
    window.canvas().setSnapToShapes(false);
    const ShapeId id = window.add(ShapeType::Rectangle, {100, 200, 200, 80});
    window.click({100, 240});
    QCOMPARE(window.canvas().selectionCount(), 1);
    window.drag(handle, to, Qt::KeyboardModifiers(modifiers));
    QCOMPARE(window.shape(id)->box(), box);
    window.canvas().undo();
    QCOMPARE(window.shape(id)->box(), QRectF(100, 200, 200, 80));
}

void TestBoardResize::resizesOverTheOtherSide()
{
    CanvasWindow window;
    window.canvas().setSnapToShapes(false);
    board::Shape stroke;
    stroke.type = ShapeType::Pen;
    board::setPointsOnBoard(stroke, {{100, 200}, {200, 220}, {300, 280}});
    const ShapeId id = window.board().add({stroke}).value(0);
    window.click({200, 220});
    window.drag({305, 240}, {5, 240}); // the right side to the left of the left one
    const board::Points points = board::pointsOnBoard(*window.shape(id));
    QVERIFY(std::abs(points.front().x - 100) < 0.2F);
    QVERIFY(points.back().x < 5);
    QVERIFY(std::abs(points.back().y - 280) < 0.2F);
}

void TestBoardResize::resizesTurnedShapes()
{
    CanvasWindow window;
    window.canvas().setSnapToShapes(false);
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 200, 100});
    board::Shape turned = *window.shape(id);
    turned.rotation = 90;
    window.board().update({turned}); // stands from 250 to 350 across, 150 to 350 down
    window.click({300, 250});
    window.drag({300, 355}, {300, 405}); // its right side, which looks down
    const ShapePtr after = window.shape(id);
    QCOMPARE(after->w, 250.0);
    QCOMPARE(after->h, 100.0);
    const QRectF seen = board::turnedBounds(*after);
    QVERIFY(std::abs(seen.top() - 150) < 0.1); // the other side stayed
    QVERIFY(std::abs(seen.bottom() - 400) < 0.1);
}

void TestBoardResize::rotates()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 200, 100});
    window.click({300, 250});
    window.drag({300, 171}, {400, 250}); // the round handle, to the right
    QVERIFY(std::abs(window.shape(id)->rotation - 90) < 1);
    window.canvas().undo();
    QCOMPARE(window.shape(id)->rotation, 0.0);
    window.drag({300, 171}, {334, 180}, Qt::ShiftModifier);
    QCOMPARE(window.shape(id)->rotation, 30.0);
}

QTEST_MAIN(TestBoardResize)
#include "tst_boardresize.moc"
