#include "board/hittest.h"
#include "boardsamples.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Hit;
using board::Shape;
using board::ShapeType;
using testing::box;

/// What is under a pointer, in a rectangle and in a lasso.
class TestBoardHitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void meets_data();
    void meets();
    void picksWhatIsMeant();
    void lockedShapesAreNotPicked();
    void marqueesTouchAndContain_data();
    void marqueesTouchAndContain();
    void lassosTouchAndContain();
    void boundsOfNothingAndOfLines();
};

void TestBoardHitTest::meets_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("fill");
    QTest::addColumn<double>("rotation");
    QTest::addColumn<QPointF>("point");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *name, ShapeType type, const QString &fill, double rotation, QPointF point,
                         Hit expected) {
        QTest::newRow(name) << int(type) << fill << rotation << point << int(expected);
    };
    row("middle of a hollow box", ShapeType::Rectangle, u"none"_s, 0, {50, 25}, Hit::Hollow);
    row("edge of a hollow box", ShapeType::Rectangle, u"none"_s, 0, {50, 2}, Hit::Solid);
    row("middle of a filled box", ShapeType::Rectangle, u"red"_s, 0, {50, 25}, Hit::Solid);
    row("beside a box", ShapeType::Rectangle, u"red"_s, 0, {50, -10}, Hit::None);
    row("corner of an ellipse's box", ShapeType::Ellipse, u"red"_s, 0, {2, 2}, Hit::None);
    row("within an ellipse", ShapeType::Ellipse, u"red"_s, 0, {20, 15}, Hit::Solid);
    row("edge of a hollow ellipse", ShapeType::Ellipse, u"none"_s, 0, {0, 25}, Hit::Solid);
    row("corner of a diamond's box", ShapeType::Diamond, u"red"_s, 0, {10, 5}, Hit::None);
    row("edge of a diamond", ShapeType::Diamond, u"none"_s, 0, {25, 12.5}, Hit::Solid);
    row("a note is solid", ShapeType::Note, u"none"_s, 0, {50, 25}, Hit::Solid);
    row("above a turned box, where it reaches", ShapeType::Rectangle, u"red"_s, 90, {50, -20}, Hit::Solid);
    row("beside a turned box, where it was", ShapeType::Rectangle, u"red"_s, 90, {2, 25}, Hit::None);
    row("in a frame", ShapeType::Frame, u"none"_s, 0, {50, 25}, Hit::None);
    row("name of a frame", ShapeType::Frame, u"none"_s, 0, {10, -12}, Hit::Solid);
    row("edge of a frame", ShapeType::Frame, u"none"_s, 0, {100, 25}, Hit::Solid);
}

void TestBoardHitTest::meets()
{
    QFETCH(const int, type);
    QFETCH(const QString, fill);
    QFETCH(const double, rotation);
    QFETCH(const QPointF, point);
    QFETCH(const int, expected);
    Shape shape = box(u"a"_s, {0, 0, 100, 50}, ShapeType(type));
    shape.style.fill = fill;
    shape.rotation = rotation;
    QCOMPARE(int(board::hitTest(shape, point, 4)), expected);
}

void TestBoardHitTest::picksWhatIsMeant()
{
    Shape back = box(u"a"_s, {0, 0, 200, 200});
    back.style.fill = u"blue"_s;
    const Shape small = box(u"b"_s, {50, 50, 40, 40});
    const Shape large = box(u"c"_s, {40, 40, 100, 100});
    const Shape stroke = testing::path(u"d"_s, ShapeType::Pen, {{0, 0}, {60, 60}, {300, 300}});
    const board::Scene scene = testing::sceneOf({back, small, large, stroke});
    const auto at = [&](QPointF point) {
        const board::ShapePtr found = board::shapeAt(scene, {}, point, {});
        return found ? found->id.value() : QString();
    };
    QCOMPARE(at({20, 100}), u"a"_s); // filled
    QCOMPARE(at({120, 60}), u"a"_s); // a hollow one does not hide what is filled behind it
    QCOMPARE(at({250, 251}), u"d"_s);
    QCOMPARE(at({60, 58}), u"d"_s); // the line over all
    QCOMPARE(at({90, 70}), u"b"_s); // an edge
    QCOMPARE(at({400, 0}), QString());
    const board::Scene hollow = testing::sceneOf({small, large});
    QCOMPARE(board::shapeAt(hollow, {}, {70, 75}, {})->id.value(), u"b"_s); // the smaller one around the point
    QCOMPARE(board::shapeAt(hollow, {}, {110, 110}, {})->id.value(), u"c"_s);
}

void TestBoardHitTest::lockedShapesAreNotPicked()
{
    Shape locked = box(u"a"_s, {0, 0, 100, 100}, ShapeType::Note);
    locked.locked = true;
    const board::Scene scene = testing::sceneOf({locked});
    QVERIFY(!board::shapeAt(scene, {}, {50, 50}, {}));
    board::PickOptions options;
    options.locked = true;
    QVERIFY(board::shapeAt(scene, {}, {50, 50}, options));
}

void TestBoardHitTest::marqueesTouchAndContain_data()
{
    QTest::addColumn<QRectF>("area");
    QTest::addColumn<bool>("touched");
    QTest::addColumn<bool>("contained");
    QTest::newRow("around") << QRectF(-10, -10, 200, 200) << true << true;
    QTest::newRow("over an edge") << QRectF(-10, 20, 30, 10) << true << false;
    QTest::newRow("within, hollow") << QRectF(40, 40, 10, 10) << false << false;
    QTest::newRow("beside") << QRectF(150, 0, 10, 100) << false << false;
    QTest::newRow("across all of it") << QRectF(-10, 40, 200, 10) << true << false;
}

void TestBoardHitTest::marqueesTouchAndContain()
{
    QFETCH(const QRectF, area);
    QFETCH(const bool, touched);
    QFETCH(const bool, contained);
    const Shape shape = box(u"a"_s, {0, 0, 100, 100});
    QCOMPARE(board::touches(shape, area), touched);
    QCOMPARE(board::liesIn(shape, area), contained);
    Shape filled = shape;
    filled.style.fill = u"red"_s;
    QCOMPARE(board::touches(filled, area), touched || QRectF(0, 0, 100, 100).contains(area.center()));
}

void TestBoardHitTest::lassosTouchAndContain()
{
    const QList<QPointF> triangle {{0, 0}, {200, 0}, {0, 200}};
    QVERIFY(board::liesIn(box(u"a"_s, {10, 10, 50, 50}), triangle));
    const Shape half = box(u"b"_s, {50, 50, 100, 100});
    QVERIFY(!board::liesIn(half, triangle));
    QVERIFY(board::touches(half, triangle));
    const Shape outside = box(u"c"_s, {150, 150, 100, 100}); // in the lasso's box, not in the lasso
    QVERIFY(!board::touches(outside, triangle));
    QVERIFY(board::touches(testing::path(u"d"_s, ShapeType::Line, {{-50, 50}, {300, 60}}), triangle));
}

void TestBoardHitTest::boundsOfNothingAndOfLines()
{
    QCOMPARE(board::turnedBounds(QList<board::ShapePtr>()), QRectF());
    const auto level = testing::shared(testing::path(u"a"_s, ShapeType::Line, {{10, 20}, {110, 20}}));
    const auto upright = testing::shared(testing::path(u"b"_s, ShapeType::Line, {{50, 0}, {50, 90}}));
    QCOMPARE(board::turnedBounds({level, upright}), QRectF(10, 0, 100, 90));
    Shape turned = box(u"c"_s, {0, 0, 100, 50});
    turned.rotation = 90;
    QCOMPARE(board::turnedBounds(turned), QRectF(25, -25, 50, 100));
}

QTEST_GUILESS_MAIN(TestBoardHitTest)
#include "tst_boardhittest.moc"
