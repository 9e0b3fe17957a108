#include "board/hittest.h"
#include "board/outline.h"
#include "canvaswindow.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// What the tools that make shapes make, and where the hand and the wheel go.
class TestBoardTools : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boxesAreDrawn_data();
    void boxesAreDrawn();
    void clicksMakeUsualSizes_data();
    void clicksMakeUsualSizes();
    void toolsGoBackUnlessLocked();
    void arrowsHoldOn();
    void arrowsBend();
    void framesTakeIn();
    void handAndWheelMoveTheView();
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
