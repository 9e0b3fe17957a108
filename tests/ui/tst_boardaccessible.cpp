#include "canvaswindow.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::ShapeId;
using board::ShapeType;
using testing::CanvasWindow;

/// A board as a screen reader meets it.
class TestBoardAccessible : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }
    void shapesAreThere();
    void shapesAreSelectedFocusedAndMoved();
    void treeFollowsTheBoard();
    void othersChangesAreSaid();
    void thousandsAreCheap();

private:
    static QAccessibleInterface *board(CanvasWindow &window)
    {
        return QAccessible::queryAccessibleInterface(&window.canvas());
    }
};

void TestBoardAccessible::shapesAreThere()
{
    CanvasWindow window;
    window.canvas().setAccessibleName(u"Onboarding flow"_s);
    window.add(ShapeType::Rectangle, {400, 40, 100, 80}, u"Welcome"_s);
    window.add(ShapeType::Note, {120, 40, 150, 130}, u"One sentence"_s);
    window.add(ShapeType::Ellipse, {120, 300, 150, 130});
    QAccessibleInterface *list = board(window);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->text(QAccessible::Name), u"Onboarding flow"_s);
    QCOMPARE(list->childCount(), 3);
    QAccessibleInterface *note = list->child(0); // in reading order
    QCOMPARE(note->text(QAccessible::Name), u"Sticky note, “One sentence”, at 120, 40"_s);
    QCOMPARE(note->text(QAccessible::Value), u"One sentence"_s);
    QCOMPARE(list->child(1)->text(QAccessible::Name), u"Rectangle, “Welcome”, at 400, 40"_s);
    QCOMPARE(list->child(2)->text(QAccessible::Name), u"Ellipse, at 120, 300"_s);
    QCOMPARE(note->parent(), list);
    QCOMPARE(list->indexOfChild(list->child(2)), 2);
    const QRect place = note->rect();
    QCOMPARE(place.size(), QSize(150, 130));
    QCOMPARE(list->childAt(place.center().x(), place.center().y()), note);
    QVERIFY(!list->child(3));
    QVERIFY(!list->child(-1));
    // On a screen of 200 % it lies where it is seen.
    window.canvas().showAt({195, 105}, 2);
    QCOMPARE(note->rect().size(), QSize(300, 260));
}

void TestBoardAccessible::shapesAreSelectedFocusedAndMoved()
{
    CanvasWindow window;
    const ShapeId id = window.add(ShapeType::Note, {120, 40, 150, 130}, u"One sentence"_s);
    QAccessibleInterface *note = board(window)->child(0);
    QVERIFY(note->state().selectable && note->state().focusable && note->state().movable);
    QVERIFY(!note->state().selected);
    QAccessibleActionInterface *actions = note->actionInterface();
    QVERIFY(actions);
    actions->doAction(QAccessibleActionInterface::setFocusAction());
    QCOMPARE(window.selection(), QSet<ShapeId>({id}));
    QVERIFY(note->state().selected && note->state().focused);
    QCOMPARE(board(window)->focusChild(), note);
    actions->doAction(u"moveRight"_s);
    QCOMPARE(window.shape(id)->x, 130.0);
    window.key(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(note->text(QAccessible::Name), u"Sticky note, “One sentence”, at 130, 50"_s);
    note->setText(QAccessible::Value, u"Two"_s);
    QCOMPARE(window.shape(id)->text, u"Two"_s);
    actions->doAction(QAccessibleActionInterface::pressAction());
    QVERIFY(window.canvas().isEditing());
    window.canvas().finishEditing();
    window.canvas().lock();
    QVERIFY(!note->state().movable);
    QVERIFY(note->text(QAccessible::Name).contains(u"locked"_s));
}

void TestBoardAccessible::treeFollowsTheBoard()
{
    CanvasWindow window;
    const ShapeId a = window.add(ShapeType::Note, {120, 40, 150, 130});
    const ShapeId b = window.add(ShapeType::Note, {420, 40, 150, 130}, u"b"_s);
    QAccessibleInterface *list = board(window);
    QCOMPARE(list->childCount(), 2);
    QAccessibleInterface *second = list->child(1);
    window.board().remove({a});
    QCOMPARE(list->childCount(), 1);
    QCOMPARE(list->child(0), second); // the same one
    window.canvas().addPage();
    QCOMPARE(list->childCount(), 0);
    window.canvas().setPage({});
    QCOMPARE(list->childCount(), 1);
    QCOMPARE(list->child(0)->text(QAccessible::Value), window.shape(b)->text);
}

void TestBoardAccessible::othersChangesAreSaid()
{
    CanvasWindow window;
    const ShapeId mine = window.add(ShapeType::Note, {120, 40, 150, 130}, u"Mine"_s);
    const ShapeId far = window.add(ShapeType::Note, {50'000, 40, 150, 130}, u"Far"_s);
    QVERIFY(window.inStep());
    window.click({150, 60});
    QSignalSpy said(&window.canvas(), &boardview::BoardCanvas::announcement);
    board::Shape moved = *window.others().scene().find(far);
    moved.y = 400;
    window.others().update({moved});
    QTRY_COMPARE(window.shape(far)->y, 400.0);
    QVERIFY(said.isEmpty()); // not seen, not said
    moved = *window.others().scene().find(mine);
    moved.x = 300;
    window.others().update({moved});
    QTRY_COMPARE(said.size(), 1);
    QVERIFY(said.front().front().toString().contains(u"Sticky note, “Mine”, at 300, 40"_s));
    window.canvas().nudge(5, 0); // one's own need not be said
    QCOMPARE(said.size(), 1);
}

void TestBoardAccessible::thousandsAreCheap()
{
    CanvasWindow window;
    QList<board::Shape> shapes;
    for (int i = 0; i < 10'000; ++i) {
        board::Shape shape;
        shape.type = ShapeType::Note;
        shape.x = (i % 100) * 200;
        shape.y = double(i / 100) * 200;
        shape.w = shape.h = 100;
        shapes.push_back(shape);
    }
    window.board().add(shapes);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(board(window)->childCount(), 10'000);
    QVERIFY(board(window)->child(9'999));
    qInfo("10,000 shapes put in reading order: %lld ms", timer.elapsed());
    timer.restart();
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(board(window)->indexOfChild(board(window)->child(i)), i);
    qInfo("1,000 of them made and found: %lld ms", timer.elapsed());
}

QTEST_MAIN(TestBoardAccessible)
#include "tst_boardaccessible.moc"
