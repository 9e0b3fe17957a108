#include "board/connector.h"
#include "boardsamples.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Route;
using board::Shape;
using board::ShapeType;
using testing::box;

/// What ends of arrows hold on to, and the ways between them.
class TestBoardConnector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsOnToTheSmallest();
    void holdsNearAnEdge();
    void linesAndItselfCannotBeHeld();
    void middleOfAShapeIsItsMiddle();
    void waysGoThroughTheirVertices_data();
    void waysGoThroughTheirVertices();
    void elbowsAreLevelOrUpright();
};

void TestBoardConnector::holdsOnToTheSmallest()
{
    const board::Scene scene = testing::sceneOf({box(u"a"_s, {20, 20, 50, 50}), box(u"b"_s, {0, 0, 200, 200})});
    QCOMPARE(board::holdAt(scene, {}, {30, 30}, 5, {})->id.value(), u"a"_s);
    QCOMPARE(board::holdAt(scene, {}, {150, 150}, 5, {})->id.value(), u"b"_s);
    QVERIFY(!board::holdAt(scene, {}, {300, 150}, 5, {}));
}

void TestBoardConnector::holdsNearAnEdge()
{
    const board::Scene scene = testing::sceneOf({box(u"a"_s, {0, 0, 100, 100})});
    QVERIFY(board::holdAt(scene, {}, {104, 50}, 8, {}));
    QVERIFY(!board::holdAt(scene, {}, {120, 50}, 8, {}));
}

void TestBoardConnector::linesAndItselfCannotBeHeld()
{
    const board::Scene scene =
        testing::sceneOf({testing::path(u"a"_s, ShapeType::Pen, {{0, 0}, {100, 0}}), box(u"b"_s, {0, 0, 100, 100})});
    QVERIFY(!board::holdAt(scene, {}, {50, 0}, 8, board::ShapeId(u"b"_s)));
}

void TestBoardConnector::middleOfAShapeIsItsMiddle()
{
    Shape shape = box(u"a"_s, {100, 100, 200, 100});
    QCOMPARE(board::bindingAt(shape, {210, 145}), (board::Binding {shape.id, 0.5, 0.5}));
    QCOMPARE(board::bindingAt(shape, {300, 125}), (board::Binding {shape.id, 1, 0.25}));
    QCOMPARE(board::bindingAt(shape, {1000, -5}), (board::Binding {shape.id, 1, 0}));
    shape.rotation = 180;
    QCOMPARE(board::bindingAt(shape, {300, 125}), (board::Binding {shape.id, 0, 0.75}));
}

void TestBoardConnector::waysGoThroughTheirVertices_data()
{
    QTest::addColumn<int>("route");
    QTest::newRow("straight") << int(Route::Straight);
    QTest::newRow("curved") << int(Route::Curved);
    QTest::newRow("elbow") << int(Route::Elbow);
}

void TestBoardConnector::waysGoThroughTheirVertices()
{
    QFETCH(const int, route);
    Shape arrow = testing::path(u"a"_s, ShapeType::Arrow, {{0, 0}, {100, 80}, {300, 20}});
    arrow.style.route = Route(route);
    const std::vector<QPointF> way = board::routeOnBoard(arrow);
    for (const QPointF vertex : {QPointF(0, 0), QPointF(100, 80), QPointF(300, 20)}) {
        QVERIFY(std::ranges::any_of(way, [&](QPointF point) { return (point - vertex).manhattanLength() < 0.01; }));
    }
    QCOMPARE(way.front(), QPointF(0, 0));
    QCOMPARE(way.back(), QPointF(300, 20));
}

void TestBoardConnector::elbowsAreLevelOrUpright()
{
    for (const auto &points : {board::Points {{0, 0}, {100, 80}}, board::Points {{0, 0}, {30, 80}},
             board::Points {{0, 0}, {100, 80}, {300, 20}}, board::Points {{0, 0}, {100, 0}}}) {
        Shape arrow = testing::path(u"a"_s, ShapeType::Arrow, points);
        arrow.style.route = Route::Elbow;
        const std::vector<QPointF> way = board::routeOnBoard(arrow);
        for (std::size_t i = 1; i < way.size(); ++i)
            QVERIFY(way[i].x() == way[i - 1].x() || way[i].y() == way[i - 1].y());
    }
}

QTEST_GUILESS_MAIN(TestBoardConnector)
#include "tst_boardconnector.moc"
