#include "board/outline.h"
#include "canvaswindow.h"
#include "pictures.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapeType;
using testing::CanvasWindow;

/// Selecting shapes with a mouse, alone, in groups and behind a lock.
class TestBoardSelect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clicksSelect();
    void marqueesSelect();
    void lassosSelect();
    void groupsAreOne();
    void lockedShapesStay();
    void looksRight_data();
    void looksRight();
};

void TestBoardSelect::clicksSelect()
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

void TestBoardSelect::marqueesSelect()
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

void TestBoardSelect::lassosSelect()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {100, 100, 60, 60});
    window.add(ShapeType::Note, {240, 200, 60, 60});
    window.canvas().setTool(u"lasso"_s);
    window.dragAlong({{80, 80}, {200, 90}, {190, 200}, {90, 180}, {80, 80}});
    QCOMPARE(window.selection(), QSet<ShapeId>({a}));
}

void TestBoardSelect::groupsAreOne()
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

void TestBoardSelect::lockedShapesStay()
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

void TestBoardSelect::looksRight_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestBoardSelect::looksRight()
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

QTEST_MAIN(TestBoardSelect)
#include "tst_boardselect.moc"
