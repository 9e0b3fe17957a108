#include "board/outline.h"
#include "canvaswindow.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Moving shapes with a mouse, alone and beside somebody else.
class TestBoardMove : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dragsMove();
    void shiftMovesAlongOneAxis();
    void altDragsCopies();
    void movesSnap();
    void guidesShowWhatItSnapsTo();
    void snapsToTheDotsOneSees_data();
    void snapsToTheDotsOneSees();
    void escapeTakesBack();
    void othersSeeAMoveWhileItHappens();
    void nobodyChangesWhatIsHeld();
    void deletedInTheHand();
    void arrowsFollow();
    void framesCarryTheirContent();
    void movesThousands();
};

void TestBoardMove::dragsMove()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.canvas().setSnapToShapes(false);
    window.drag({150, 140}, {273, 201});
    QCOMPARE(window.shape(id)->box(), QRectF(223, 161, 100, 80));
    QCOMPARE(window.selection(), QSet<ShapeId>({id}));
    window.canvas().undo();
    QCOMPARE(window.shape(id)->box(), QRectF(100, 100, 100, 80));
    window.canvas().redo();
    QCOMPARE(window.shape(id)->box(), QRectF(223, 161, 100, 80));
    QVERIFY(window.inStep());
}

void TestBoardMove::shiftMovesAlongOneAxis()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.canvas().setSnapToShapes(false);
    window.press({150, 140});
    window.move({260, 150}, Qt::ShiftModifier);
    window.release({300, 170}, Qt::ShiftModifier);
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(250, 100));
}

void TestBoardMove::altDragsCopies()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80}, u"Hello"_s);
    window.canvas().setSnapToShapes(false);
    window.drag({150, 140}, {350, 140}, Qt::AltModifier);
    QCOMPARE(window.shapes().size(), 2);
    QCOMPARE(window.shape(id)->x, 100.0);
    const ShapePtr copy = window.selected();
    QVERIFY(copy && copy->id != id);
    QCOMPARE(copy->x, 300.0);
    QCOMPARE(copy->text, u"Hello"_s);
    window.canvas().undo();
    QCOMPARE(window.shapes().size(), 1);
}

void TestBoardMove::movesSnap()
{
    CanvasWindow window;
    window.add(ShapeType::Rectangle, {100, 300, 100, 80});
    const ShapeId id = window.add(ShapeType::Note, {300, 100, 100, 80});
    window.drag({350, 140}, {153, 140}); // 3 beside the other's edge
    QCOMPARE(window.shape(id)->x, 100.0);
    window.canvas().undo();
    window.drag({350, 140}, {153, 140}, Qt::ControlModifier);
    QCOMPARE(window.shape(id)->x, 103.0);
}

void TestBoardMove::guidesShowWhatItSnapsTo()
{
    CanvasWindow window;
    window.add(ShapeType::Rectangle, {100, 400, 100, 80});
    window.add(ShapeType::Note, {500, 100, 100, 80});
    window.press({550, 140});
    window.move({400, 140});
    const auto onGuide = [&] { // between the two, where there is nothing else
        window.settle();
        const QImage seen = window.grab();
        int found = 0;
        for (int y = 220; y < 380; ++y) {
            for (int x = 98; x <= 102; ++x)
                found += seen.pixelColor(x, y) == window.look().accent ? 1 : 0;
        }
        return found;
    };
    QCOMPARE(onGuide(), 0);
    window.move({153, 140});
    QVERIFY(onGuide() >= 150); // all of the way
    window.move({153, 140}, Qt::ControlModifier);
    QCOMPARE(onGuide(), 0);
    window.move({153, 140});
    window.release({153, 140});
    QCOMPARE(window.selected()->x, 100.0);
    QCOMPARE(onGuide(), 0);
    // Gaps become equal, too: 100 to 200, 300 to 400, so 500.
    window.canvas().undo();
    window.canvas().selectAll();
    window.canvas().remove();
    window.add(ShapeType::Rectangle, {100, 100, 100, 80});
    window.add(ShapeType::Rectangle, {300, 100, 100, 80});
    const ShapeId third = window.add(ShapeType::Note, {600, 400, 100, 80});
    window.drag({650, 440}, {553, 142});
    QCOMPARE(window.shape(third)->box().topLeft(), QPointF(500, 100));
}

void TestBoardMove::snapsToTheDotsOneSees_data()
{
    QTest::addColumn<double>("zoom");
    QTest::addColumn<double>("step");
    QTest::newRow("100 %") << 1.0 << 24.0;
    QTest::newRow("200 %") << 2.0 << 12.0;
    QTest::newRow("50 %") << 0.5 << 48.0;
}

void TestBoardMove::snapsToTheDotsOneSees()
{
    QFETCH(const double, zoom);
    QFETCH(const double, step);
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {step * 4 + 5, step * 3 + 5, 100, 70});
    window.canvas().showAt({150, 150}, zoom);
    window.canvas().setGridVisible(true);
    window.canvas().setSnapToGrid(true);
    QVERIFY(window.canvas().snapsToGrid());
    const QPointF grip = window.shape(id)->centre();
    window.drag(grip, grip + QPointF(step * 2 - 2, step - 2));
    const QPointF corner = window.shape(id)->box().topLeft();
    QCOMPARE(corner, QPointF(step * 6, step * 4));
    // There is a dot where it went.
    window.canvas().remove();
    window.settle();
    const QImage seen = window.grab();
    const QPoint at = window.canvas().toView(corner).toPoint();
    bool isDot = false;
    for (int y = -1; y <= 1; ++y) {
        for (int x = -1; x <= 1; ++x)
            isDot = isDot || seen.pixelColor(at + QPoint(x, y)) != window.look().palette().ground();
    }
    QVERIFY(isDot);
    window.canvas().setSnapToGrid(false);
    QVERIFY(!window.canvas().snapsToGrid());
}

void TestBoardMove::escapeTakesBack()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 200, 100});
    const auto before = *window.shape(id);
    window.press({300, 250});
    window.move({350, 300});
    QVERIFY(window.canvas().isBusy());
    window.key(Qt::Key_Escape);
    QVERIFY(!window.canvas().isBusy());
    window.move({380, 300});
    window.release({400, 300});
    QVERIFY(*window.shape(id) == before);
    window.canvas().undo(); // takes back the adding, and nothing else is there
    QVERIFY(!window.shape(id));
}

void TestBoardMove::othersSeeAMoveWhileItHappens()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 200, 100});
    QVERIFY(window.inStep());
    window.press({300, 250});
    window.move({320, 250}, Qt::ControlModifier);
    window.move({350, 260}, Qt::ControlModifier);
    const auto gesture = [&]() -> std::optional<collab::Gesture> {
        const auto &peers = window.othersPresence().peers();
        return peers.isEmpty() ? std::nullopt : peers.front().gesture;
    };
    QTRY_VERIFY(gesture() && gesture()->move == QPointF(50, 10));
    QCOMPARE(gesture()->ids, QList<ShapeId>({id}));
    QCOMPARE(window.others().scene().find(id)->x, 200.0); // on the board nothing has happened yet
    window.release({350, 260}, Qt::ControlModifier);
    QTRY_VERIFY(!gesture());
    QVERIFY(window.inStep());
}

void TestBoardMove::nobodyChangesWhatIsHeld()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 200, 100});
    const ShapeId other = window.add(ShapeType::Note, {500, 200, 100, 100});
    QVERIFY(window.inStep());
    window.press({300, 250});
    window.move({310, 250}, Qt::ControlModifier);
    // They move both, and this hand holds one.
    board::Shape theirs = *window.others().scene().find(id);
    theirs.x = 20;
    theirs.style.fill = u"green"_s;
    board::Shape away = *window.others().scene().find(other);
    away.x = 600;
    window.others().update({theirs, away});
    QTRY_COMPARE(window.shape(other)->x, 600.0);
    QCOMPARE(window.shape(id)->x, 200.0);
    window.move({400, 250}, Qt::ControlModifier);
    window.release({400, 250}, Qt::ControlModifier);
    QCOMPARE(window.shape(id)->x, 300.0); // where this hand put it
    QCOMPARE(window.shape(id)->style.fill, u"green"_s); // what they did otherwise came
    QVERIFY(window.inStep());
}

void TestBoardMove::deletedInTheHand()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {200, 200, 200, 100});
    QVERIFY(window.inStep());
    QSignalSpy notices(&window.canvas(), &boardview::BoardCanvas::notice);
    window.press({300, 250});
    window.move({310, 260});
    window.others().remove({id});
    QTest::qWait(60);
    QVERIFY(window.shape(id)); // still in the hand
    window.move({350, 260});
    window.release({350, 260});
    QTRY_VERIFY(!window.shape(id));
    QCOMPARE(notices.size(), 1);
    QVERIFY(window.inStep());
}

void TestBoardMove::arrowsFollow()
{
    CanvasWindow window;
    window.canvas().setSnapToShapes(false);
    const ShapeId a = window.add(ShapeType::Note, {100, 200, 100, 100});
    const ShapeId b = window.add(ShapeType::Note, {500, 200, 100, 100});
    board::Shape arrow;
    arrow.type = ShapeType::Arrow;
    arrow.start = board::Binding {.shape = a};
    arrow.end = board::Binding {.shape = b};
    board::setPointsOnBoard(arrow, {{200, 250}, {500, 250}});
    const ShapeId id = window.board().add({arrow}).value(0);
    window.drag({550, 250}, {550, 400});
    const board::Points points = board::pointsOnBoard(*window.shape(id));
    QVERIFY(points.back().y > 350);
    // Moved by itself it lets go.
    const QPointF middle((points.front().x + points.back().x) / 2, (points.front().y + points.back().y) / 2);
    window.click(middle);
    QCOMPARE(window.selection(), QSet<ShapeId>({id}));
    window.click({800, 50});
    const QPointF quarter =
        QPointF(points.front().x, points.front().y) * 0.7 + QPointF(points.back().x, points.back().y) * 0.3;
    window.drag(quarter, quarter + QPointF(0, -120));
    QVERIFY(!window.shape(id)->start && !window.shape(id)->end);
    window.canvas().undo();
    QVERIFY(window.shape(id)->start && window.shape(id)->end);
}

void TestBoardMove::framesCarryTheirContent()
{
    CanvasWindow window;
    window.canvas().setSnapToShapes(false);
    const ShapeId note = window.add(ShapeType::Note, {600, 300, 50, 50});
    const ShapeId frame = window.add(ShapeType::Frame, {100, 100, 300, 200});
    window.drag({625, 325}, {200, 200}); // into the frame
    QCOMPARE(window.shape(note)->frame, frame);
    window.drag({100, 200}, {150, 250}); // the frame by its edge
    QCOMPARE(window.shape(frame)->box().topLeft(), QPointF(150, 150));
    QCOMPARE(window.shape(note)->box().topLeft(), QPointF(225, 225));
    window.drag({250, 250}, {700, 500});
    QVERIFY(window.shape(note)->frame.isEmpty());
}

void TestBoardMove::movesThousands()
{
    CanvasWindow window;
    QList<board::Shape> shapes;
    for (int i = 0; i < 5000; ++i) {
        board::Shape shape;
        shape.x = (i % 100) * 30;
        shape.y = double(i / 100) * 30;
        shape.w = 20;
        shape.h = 20;
        shape.style.fill = u"blue"_s;
        shapes.push_back(shape);
    }
    window.board().add(shapes);
    window.canvas().selectAll();
    window.press({10, 10});
    QList<qint64> times;
    for (int i = 1; i <= 20; ++i) {
        QElapsedTimer timer;
        timer.start();
        window.move({10.0 + i * 3, 10.0 + i});
        times.push_back(timer.nsecsElapsed() / 1000);
    }
    window.release({73, 31}, Qt::ControlModifier);
    std::ranges::sort(times);
    qInfo("5,000 shapes in the hand: %lld µs a move (median)", times[10]);
    QCOMPARE(window.shapes().front()->x, 63.0);
    window.canvas().undo();
    QCOMPARE(window.shapes().front()->x, 0.0);
}

QTEST_MAIN(TestBoardMove)
#include "tst_boardmove.moc"
