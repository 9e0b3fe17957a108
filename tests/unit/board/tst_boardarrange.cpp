#include "board/arrange.h"
#include "boardsamples.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Axis;
using board::Layer;
using board::Shape;
using board::ShapePtr;
using board::Side;
using testing::box;
using testing::shared;

/// Aligning, distributing, flipping, grouping and the order of drawing.
class TestBoardArrange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aligns_data();
    void aligns();
    void groupsMoveAsOne();
    void framesTakeTheirContentAlong();
    void distributes();
    void flips();
    void groupsNest();
    void reorders_data();
    void reorders();
    void copiesHoldOnToEachOther();
    void readsInRows();

private:
    static QPointF placeOf(const QList<Shape> &shapes, const QString &id);
};

QPointF TestBoardArrange::placeOf(const QList<Shape> &shapes, const QString &id)
{
    const auto found = std::ranges::find_if(shapes, [&](const Shape &shape) { return shape.id == board::ShapeId(id); });
    return found == shapes.end() ? QPointF(-1, -1) : QPointF(found->x, found->y);
}

void TestBoardArrange::aligns_data()
{
    QTest::addColumn<int>("side");
    QTest::addColumn<QPointF>("small"); // where the smaller of the two goes; -1: it stays
    QTest::newRow("left") << int(Side::Left) << QPointF(0, 100);
    QTest::newRow("centre") << int(Side::Centre) << QPointF(75, 100);
    QTest::newRow("right") << int(Side::Right) << QPointF(-1, -1);
    QTest::newRow("top") << int(Side::Top) << QPointF(150, 0);
    QTest::newRow("middle") << int(Side::Middle) << QPointF(150, 50);
    QTest::newRow("bottom") << int(Side::Bottom) << QPointF(-1, -1);
}

void TestBoardArrange::aligns()
{
    QFETCH(const int, side);
    QFETCH(const QPointF, small);
    const QList<ShapePtr> shapes {shared(box(u"a"_s, {0, 0, 200, 50})), shared(box(u"b"_s, {150, 100, 50, 50}))};
    const QList<Shape> changed = board::aligned(board::unitsOf(shapes), Side(side));
    QCOMPARE(placeOf(changed, u"b"_s), small);
}

void TestBoardArrange::groupsMoveAsOne()
{
    Shape a = box(u"a"_s, {100, 0, 50, 50});
    Shape b = box(u"b"_s, {200, 0, 50, 50});
    a.groups = b.groups = {u"g"_s};
    const QList<ShapePtr> shapes {shared(a), shared(b), shared(box(u"c"_s, {0, 100, 50, 50}))};
    const QList<board::Unit> units = board::unitsOf(shapes);
    QCOMPARE(units.size(), 2);
    const QList<Shape> changed = board::aligned(units, Side::Left);
    QCOMPARE(placeOf(changed, u"a"_s), QPointF(0, 0));
    QCOMPARE(placeOf(changed, u"b"_s), QPointF(100, 0));
    QCOMPARE(board::unitsOf(shapes, u"g"_s).size(), 3); // seen from within, its members are alone
}

void TestBoardArrange::framesTakeTheirContentAlong()
{
    Shape inside = box(u"b"_s, {110, 10, 20, 20});
    inside.frame = board::ShapeId(u"f"_s);
    const QList<ShapePtr> shapes {shared(inside), shared(box(u"f"_s, {100, 0, 50, 50}, board::ShapeType::Frame)),
        shared(box(u"c"_s, {0, 100, 50, 50}))};
    const QList<Shape> changed = board::aligned(board::unitsOf(shapes), Side::Left);
    QCOMPARE(placeOf(changed, u"b"_s), QPointF(10, 10));
}

void TestBoardArrange::distributes()
{
    const QList<ShapePtr> shapes {shared(box(u"a"_s, {0, 0, 10, 10})), shared(box(u"b"_s, {12, 0, 20, 10})),
        shared(box(u"c"_s, {90, 0, 10, 10}))};
    const QList<Shape> changed = board::distributed(board::unitsOf(shapes), Axis::Horizontal);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(placeOf(changed, u"b"_s), QPointF(40, 0)); // 30 on either side
    QVERIFY(board::distributed(board::unitsOf(shapes.first(2)), Axis::Horizontal).isEmpty());
}

void TestBoardArrange::flips()
{
    Shape turned = box(u"a"_s, {0, 0, 40, 20});
    turned.rotation = 30;
    const Shape line = testing::path(u"b"_s, board::ShapeType::Line, {{100, 0}, {200, 50}});
    const QList<Shape> changed = board::flipped({shared(turned), shared(line)}, Axis::Horizontal);
    QCOMPARE(changed[0].rotation, -30.0);
    const board::Points points = board::pointsOnBoard(changed[1]);
    QVERIFY(points.front().x > points.back().x);
    QCOMPARE(points.front().y, 0.0F);
    // Twice is as before.
    const QList<Shape> back = board::flipped({shared(changed[0]), shared(changed[1])}, Axis::Horizontal);
    QVERIFY(std::abs(back[0].x - turned.x) < 1e-9);
    QCOMPARE(back[0].rotation, 30.0);
}

void TestBoardArrange::groupsNest()
{
    const auto names = [](const QList<Shape> &shapes) { return shapes.front().groups; };
    QList<Shape> shapes = board::grouped({shared(box(u"a"_s, {}))}, u"inner"_s);
    QCOMPARE(names(shapes), QStringList({u"inner"_s}));
    shapes = board::grouped({shared(shapes.front())}, u"outer"_s);
    QCOMPARE(names(shapes), QStringList({u"inner"_s, u"outer"_s}));
    const QList<Shape> between = board::grouped({shared(shapes.front())}, u"between"_s, u"outer"_s);
    QCOMPARE(names(between), QStringList({u"inner"_s, u"between"_s, u"outer"_s}));
    QCOMPARE(board::outerGroup(between.front(), u"outer"_s), u"between"_s);
    QCOMPARE(names(board::ungrouped({shared(between.front())})), QStringList({u"inner"_s, u"between"_s}));
    QCOMPARE(names(board::ungrouped({shared(between.front())}, u"outer"_s)), QStringList({u"inner"_s, u"outer"_s}));
    QVERIFY(board::ungrouped({shared(box(u"a"_s, {}))}).isEmpty());
}

void TestBoardArrange::reorders_data()
{
    QTest::addColumn<QStringList>("chosen");
    QTest::addColumn<int>("layer");
    QTest::addColumn<QString>("order");
    QTest::newRow("to front") << QStringList {u"b"_s} << int(Layer::Front) << u"acdeb"_s;
    QTest::newRow("two to front") << QStringList {u"d"_s, u"a"_s} << int(Layer::Front) << u"bcead"_s;
    QTest::newRow("front is front") << QStringList {u"e"_s} << int(Layer::Front) << u"abcde"_s;
    QTest::newRow("to back") << QStringList {u"c"_s, u"d"_s} << int(Layer::Back) << u"cdabe"_s;
    QTest::newRow("forward past what overlaps") << QStringList {u"a"_s} << int(Layer::Forward) << u"bcade"_s;
    QTest::newRow("two forward keep their order") << QStringList {u"a"_s, u"b"_s} << int(Layer::Forward) << u"cabde"_s;
    QTest::newRow("nothing in front overlaps") << QStringList {u"e"_s} << int(Layer::Forward) << u"abcde"_s;
    QTest::newRow("backward") << QStringList {u"c"_s} << int(Layer::Backward) << u"cabde"_s;
}

void TestBoardArrange::reorders()
{
    QFETCH(const QStringList, chosen);
    QFETCH(const int, layer);
    QFETCH(const QString, order);
    // a and c overlap, b and d lie elsewhere and overlap, e is alone.
    QList<Shape> shapes {box(u"a"_s, {0, 0, 50, 50}), box(u"b"_s, {1000, 0, 50, 50}), box(u"c"_s, {20, 20, 50, 50}),
        box(u"d"_s, {1020, 0, 50, 50}), box(u"e"_s, {5000, 0, 50, 50})};
    const QStringList keys {u"a1"_s, u"a2"_s, u"a3"_s, u"a4"_s, u"a5"_s};
    for (qsizetype i = 0; i < shapes.size(); ++i)
        shapes[i].z = keys[i];
    board::Scene scene = testing::sceneOf(shapes);
    QList<board::ShapeId> ids;
    for (const QString &id : chosen)
        ids.push_back(board::ShapeId(id));
    if (QTest::currentDataTag() == "two forward keep their order"_ba) {
        Shape b = *scene.find(board::ShapeId(u"b"_s));
        b.x = 10; // over a and c
        b.z = u"a2"_s;
        scene.set(shared(b));
    }
    for (const Shape &shape : board::reordered(scene, {}, ids, Layer(layer), 7))
        scene.set(shared(shape));
    QString now;
    for (const ShapePtr &shape : scene.onPage({}))
        now += shape->id.value();
    QCOMPARE(now, order);
}

void TestBoardArrange::copiesHoldOnToEachOther()
{
    Shape a = box(u"a"_s, {0, 0, 50, 50});
    Shape arrow = testing::path(u"b"_s, board::ShapeType::Arrow, {{60, 25}, {200, 25}});
    a.groups = arrow.groups = {u"g"_s};
    arrow.start = board::Binding {.shape = a.id};
    arrow.end = board::Binding {.shape = board::ShapeId(u"elsewhere"_s)};
    const QList<Shape> copies = board::copied({a, arrow});
    QVERIFY(copies[0].id != a.id);
    QCOMPARE(copies[1].start->shape, copies[0].id);
    QVERIFY(!copies[1].end); // what it held on to is not among them
    QCOMPARE(copies[0].groups, copies[1].groups);
    QVERIFY(copies[0].groups != a.groups);
}

void TestBoardArrange::readsInRows()
{
    const QList<ShapePtr> shapes {shared(box(u"d"_s, {0, 200, 100, 50})), shared(box(u"b"_s, {300, 5, 100, 50})),
        shared(box(u"c"_s, {600, 0, 100, 50})), shared(box(u"a"_s, {0, 10, 100, 50}))};
    QString order;
    for (const ShapePtr &shape : board::inReadingOrder(shapes))
        order += shape->id.value();
    QCOMPARE(order, u"abcd"_s);
}

QTEST_GUILESS_MAIN(TestBoardArrange)
#include "tst_boardarrange.moc"
