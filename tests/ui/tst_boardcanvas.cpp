#include "board/hittest.h"
#include "board/outline.h"
#include "canvaswindow.h"
#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;
using testing::CanvasWindow;

/// Selecting, moving, resizing and turning shapes with a mouse, alone and beside somebody else.
class TestBoardCanvas : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clicksSelect();
    void marqueesSelect();
    void lassosSelect();
    void dragsMove();
    void shiftMovesAlongOneAxis();
    void altDragsCopies();
    void movesSnap();
    void resizes_data();
    void resizes();
    void resizesOverTheOtherSide();
    void resizesTurnedShapes();
    void rotates();
    void escapeTakesBack();
    void othersSeeAMoveWhileItHappens();
    void nobodyChangesWhatIsHeld();
    void deletedInTheHand();
    void arrowsFollow();
    void groupsAreOne();
    void framesCarryTheirContent();
    void lockedShapesStay();
    void movesThousands();
    void looksRight_data();
    void looksRight();
};

void TestBoardCanvas::clicksSelect()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Rectangle, {300, 100, 100, 80}); // hollow
    window.click({150, 140});
    QCOMPARE(window.selection(), QSet<ShapeId>({a}));
    window.click({350, 140}); // inside of what is hollow, with nothing behind
    QCOMPARE(window.selection(), QSet<ShapeId>({b}));
    window.click({150, 140}, Qt::ShiftModifier);
    QCOMPARE(window.selection(), QSet<ShapeId>({a, b}));
    window.click({150, 140}, Qt::ControlModifier);
    QCOMPARE(window.selection(), QSet<ShapeId>({b}));
    window.click({600, 400});
    QVERIFY(window.selection().isEmpty());
    QCOMPARE(window.canvas().selectionCount(), 0);
    QVERIFY(!window.board().canUndo() || window.shapes().size() == 2);
}

void TestBoardCanvas::marqueesSelect()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Rectangle, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Rectangle, {300, 100, 100, 80});
    window.drag({50, 50}, {320, 250});
    QCOMPARE(window.selection(), QSet<ShapeId>({a, b})); // touched
    window.drag({50, 50}, {320, 250}, Qt::AltModifier);
    QCOMPARE(window.selection(), QSet<ShapeId>({a})); // what lies in it
    window.drag({280, 50}, {450, 250}, Qt::ShiftModifier);
    QCOMPARE(window.selection(), QSet<ShapeId>({a, b}));
    window.press({600, 400});
    window.move({500, 300});
    window.key(Qt::Key_Escape);
    window.release({500, 300});
    QCOMPARE(window.selection(), QSet<ShapeId>({a, b})); // as before
}

void TestBoardCanvas::lassosSelect()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 60, 60});
    window.add(ShapeType::Note, {240, 200, 60, 60});
    window.canvas().setTool(u"lasso"_s);
    window.dragAlong({{80, 80}, {200, 90}, {190, 200}, {90, 180}, {80, 80}});
    QCOMPARE(window.selection(), QSet<ShapeId>({a}));
}

void TestBoardCanvas::dragsMove()
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

void TestBoardCanvas::shiftMovesAlongOneAxis()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.canvas().setSnapToShapes(false);
    window.press({150, 140});
    window.move({260, 150}, Qt::ShiftModifier);
    window.release({300, 170}, Qt::ShiftModifier);
    QCOMPARE(window.shape(id)->box().topLeft(), QPointF(250, 100));
}

void TestBoardCanvas::altDragsCopies()
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

void TestBoardCanvas::movesSnap()
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

void TestBoardCanvas::resizes_data()
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

void TestBoardCanvas::resizes()
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

void TestBoardCanvas::resizesOverTheOtherSide()
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

void TestBoardCanvas::resizesTurnedShapes()
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

void TestBoardCanvas::rotates()
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

void TestBoardCanvas::escapeTakesBack()
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

void TestBoardCanvas::othersSeeAMoveWhileItHappens()
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

void TestBoardCanvas::nobodyChangesWhatIsHeld()
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

void TestBoardCanvas::deletedInTheHand()
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

void TestBoardCanvas::arrowsFollow()
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

void TestBoardCanvas::groupsAreOne()
{
    CanvasWindow window;
    window.canvas().setSnapToShapes(false);
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 100, 80});
    const ShapeId b = window.add(ShapeType::Note, {300, 100, 100, 80});
    window.canvas().selectAll();
    QVERIFY(window.canvas().canGroup());
    window.canvas().group();
    QVERIFY(window.canvas().canUngroup());
    window.click({700, 500});
    window.drag({150, 140}, {150, 240});
    QCOMPARE(window.shape(b)->y, 200.0);
    window.doubleClick({150, 240}); // goes into the group
    QCOMPARE(window.selection(), QSet<ShapeId>({a}));
    window.key(Qt::Key_Escape);
    QCOMPARE(window.selection(), QSet<ShapeId>({a, b}));
    window.canvas().ungroup();
    QVERIFY(window.shape(a)->groups.isEmpty());
}

void TestBoardCanvas::framesCarryTheirContent()
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

void TestBoardCanvas::lockedShapesStay()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {100, 100, 100, 80});
    window.click({150, 140});
    window.canvas().lock();
    QVERIFY(window.canvas().isSelectionLocked());
    window.click({700, 500});
    window.drag({150, 140}, {300, 300});
    QCOMPARE(window.shape(id)->x, 100.0);
    QVERIFY(window.selection().isEmpty());
    QSignalSpy menus(&window.canvas(), &boardview::BoardCanvas::contextMenuRequested);
    window.press({150, 140}, {}, Qt::RightButton); // the way to unlock it
    window.release({150, 140}, {}, Qt::RightButton);
    QCOMPARE(menus.size(), 1);
    QCOMPARE(window.selection(), QSet<ShapeId>({id}));
    window.canvas().unlock();
    QVERIFY(!window.shape(id)->locked);
}

void TestBoardCanvas::movesThousands()
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

void TestBoardCanvas::looksRight_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestBoardCanvas::looksRight()
{
    QFETCH(const bool, dark);
    CanvasWindow window({900, 600}, {.dark = dark, .highContrast = false});
    window.add(ShapeType::Rectangle, {80, 80, 190, 110}, u"Welcome"_s);
    const ShapeId note =
        window.add(ShapeType::Note, {380, 260, 150, 130}, u"Show a teammate’s cursor at once"_s, u"green"_s);
    window.add(ShapeType::Ellipse, {600, 80, 160, 100}, u"Done"_s, u"blue"_s);
    board::Shape arrow;
    arrow.type = ShapeType::Arrow;
    arrow.style.endHead = board::Head::Arrow;
    board::setPointsOnBoard(arrow, {{275, 135}, {595, 130}});
    window.board().add({arrow});
    window.settle();
    const QImage before = window.grab();
    window.click({450, 330});
    window.settle();
    const QImage selected = window.grab();
    testing::keepPicture(selected, u"canvas-selected-"_s + QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(testing::differingPixels(before, selected, 24) > 300); // a frame with its handles
    window.press({450, 330});
    window.move({470, 345}, Qt::ControlModifier);
    window.move({500, 400}, Qt::ControlModifier);
    window.settle();
    testing::keepPicture(window.grab(), u"canvas-moving-"_s + QString::fromLatin1(QTest::currentDataTag()));
    window.release({500, 400}, Qt::ControlModifier);
    window.canvas().undo();
    window.canvas().selectNone();
    window.settle();
    QVERIFY(testing::differingPixels(before, window.grab(), 24) < 40);
    Q_UNUSED(note)
}

QTEST_MAIN(TestBoardCanvas)
#include "tst_boardcanvas.moc"
