#include "board/order.h"
#include "board/outline.h"
#include "board/points.h"
#include "board/scene.h"
#include "board/simplify.h"
#include "board/transform.h"
#include "boardsamples.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace coterie::board;

/// Points, order, finding, outlines and what hands do to shapes.
class TestBoardData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pointsComeBack();
    void pointsEndAtTheFirstMistake_data();
    void pointsEndAtTheFirstMistake();
    void keysLieBetween();
    void keysStayShort();
    void strangeKeysAreOpen();
    void findsWhatAWalkFinds();
    void snapshotsStayAsTheyWere();
    void outlinesAreMetWhereTheyAre();
    void connectorsEndAtOutlines();
    void transformsTurnAndStretch();
    void simplerStrokesLookTheSame();
    void framesInACircleEnd();
};

void TestBoardData::pointsComeBack()
{
    const Points points {{0, 0, 0.5F}, {1.5F, -2.25F, 0.5F}, {1000, 4, 0.75F}, {-9e6F, 9e6F, 1}, {0, 0, 0}};
    PointWriter writer;
    const QString first = writer.write({points.begin(), points.begin() + 2});
    const QString second = writer.write({points.begin() + 2, points.end()});
    const Points read = pointsFromText(first + second);
    QCOMPARE(read.size(), points.size());
    for (std::size_t i = 0; i < read.size(); ++i)
        QCOMPARE(read[i], points[i]);
    PointReader reader;
    Points piecewise;
    for (const QChar letter : first + second) // a piece may end anywhere
        reader.read(QStringView(&letter, 1), piecewise);
    QCOMPARE(piecewise, read);
}

void TestBoardData::pointsEndAtTheFirstMistake_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("points");
    QTest::newRow("nothing") << u""_s << 0;
    QTest::newRow("half a point") << u"CCC"_s << 1;
    QTest::newRow("no letter") << u"CC\u00e9CC"_s << 1;
    QTest::newRow("a number without an end") << u"CC__________CC"_s << 1;
    QTest::newRow("pressure within a point") << u"CCC!C"_s << 1;
    QTest::newRow("farther than a board") << u"CC"_s + u"_____P"_s + u"C"_s << 1;
    QTest::newRow("more than there may be") << u"CC"_s.repeated(int(maxPoints) + 5) << int(maxPoints);
}

void TestBoardData::pointsEndAtTheFirstMistake()
{
    QFETCH(const QString, text);
    QFETCH(const int, points);
    QCOMPARE(int(pointsFromText(text).size()), points);
}

void TestBoardData::keysLieBetween()
{
    std::mt19937 random(1);
    QList<QString> keys {keyBetween({}, {})};
    for (int i = 0; i < 3000; ++i) {
        const qsizetype at = static_cast<qsizetype>(random() % static_cast<std::size_t>(keys.size() + 1));
        const QString below = at > 0 ? keys[at - 1] : QString();
        const QString above = at < keys.size() ? keys[at] : QString();
        const QString key = keyBetween(below, above, static_cast<quint32>(random()));
        QVERIFY2(isOrderKey(key), qPrintable(key));
        QVERIFY2(below < key && (above.isEmpty() || key < above), qPrintable(below + u' ' + key + u' ' + above));
        keys.insert(at, key);
    }
    QVERIFY(keyBetween(keys[0], keys[1], 5) != keyBetween(keys[0], keys[1], 6));
    const QList<QString> many = keysBetween(keys[0], keys[1], 100, 3);
    QCOMPARE(many.size(), 100);
    QVERIFY(std::ranges::is_sorted(many) && keys[0] < many.front() && many.back() < keys[1]);
    const QList<QString> below = keysBetween({}, keys[0], 10, 3);
    QVERIFY(std::ranges::is_sorted(below) && below.back() < keys[0]);
}

void TestBoardData::keysStayShort()
{
    QString key;
    for (int i = 0; i < 100'000; ++i)
        key = keyBetween(key, {}, 7);
    QVERIFY2(key.size() <= 10, qPrintable(key));
    QString front = key;
    for (int i = 0; i < 1000; ++i)
        front = keyBetween({}, front, 7);
    QVERIFY2(front.size() <= 10, qPrintable(front));
}

void TestBoardData::strangeKeysAreOpen()
{
    for (const QString &strange : {u"!"_s, u"a"_s, u"a00"_s, u"z1"_s, u"A"_s + QString(26, u'0'), QString(600, u'a')}) {
        QVERIFY2(!isOrderKey(strange), qPrintable(strange));
        QVERIFY(isOrderKey(keyBetween(strange, strange)));
    }
    QVERIFY(keyBetween(u"a5"_s, u"a3"_s) > u"a5"_s);
}

void TestBoardData::findsWhatAWalkFinds()
{
    std::mt19937 random(2);
    const auto number = [&random](double from, double to) {
        return std::uniform_real_distribution<double>(from, to)(random);
    };
    SpatialIndex index;
    QHash<ShapeId, QRectF> all;
    for (int i = 0; i < 4000; ++i) {
        const ShapeId id(u"s%1"_s.arg(i % 1500));
        if (i % 7 == 0) {
            index.remove(id);
            all.remove(id);
            continue;
        }
        Shape shape;
        shape.id = id;
        const double size = std::pow(10, number(-1, 6));
        const QRectF bounds(number(-1e5, 1e5), number(-1e5, 1e5), size, i % 5 == 0 ? 0 : number(0, 500));
        index.set(std::make_shared<const Shape>(shape), bounds);
        all.insert(id, bounds);
    }
    QCOMPARE(index.count(), all.size());
    double right = -1e9;
    for (const QRectF &bounds : std::as_const(all))
        right = std::max(right, bounds.right());
    QCOMPARE(index.bounds().right(), right);
    for (int i = 0; i < 300; ++i) {
        const double size = std::pow(10, number(-1, 6));
        const QRectF area(number(-1e5, 1e5), number(-1e5, 1e5), size, size);
        QSet<ShapeId> found;
        for (const ShapePtr &shape : index.snapshot().touching(area)) {
            QVERIFY(!found.contains(shape->id));
            found.insert(shape->id);
        }
        QSet<ShapeId> wanted;
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            if (it->left() <= area.right() && area.left() <= it->right() && it->top() <= area.bottom()
                && area.top() <= it->bottom())
                wanted.insert(it.key());
        }
        QCOMPARE(found, wanted);
        QCOMPARE(index.snapshot().isEmpty(area), wanted.isEmpty());
    }
}

void TestBoardData::snapshotsStayAsTheyWere()
{
    SpatialIndex index;
    const QRectF here(0, 0, 100, 100);
    const QRectF there(5000, 0, 100, 100);
    index.set(std::make_shared<const Shape>(coterie::testing::box(u"a"_s, here)), here);
    const SpatialIndex::Snapshot before = index.snapshot();
    index.set(std::make_shared<const Shape>(coterie::testing::box(u"a"_s, there)), there);
    index.set(std::make_shared<const Shape>(coterie::testing::box(u"b"_s, here)), here);
    const QList<ShapePtr> found = before.touching(here);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.front()->id, ShapeId(u"a"_s));
    QVERIFY(before.isEmpty(there));
    QVERIFY(!index.snapshot().isEmpty(there));
}

void TestBoardData::outlinesAreMetWhereTheyAre()
{
    Shape shape = coterie::testing::box(u"a"_s, {0, 0, 100, 50});
    const QPointF middle(50, 25);
    QCOMPARE(entryPoint(shape, {200, 25}, middle), QPointF(100, 25));
    QVERIFY(!entryPoint(shape, {10, 10}, middle));
    QVERIFY(!entryPoint(shape, {200, 200}, {300, 25}));
    shape.type = ShapeType::Ellipse;
    const QPointF onEllipse = entryPoint(shape, {150, 75}, middle).value_or(QPointF());
    QVERIFY(std::abs(std::pow((onEllipse.x() - 50) / 50, 2) + std::pow((onEllipse.y() - 25) / 25, 2) - 1) < 1e-9);
    shape.type = ShapeType::Diamond;
    QCOMPARE(entryPoint(shape, {100, 50}, middle), QPointF(75, 37.5));
    shape.type = ShapeType::Rectangle;
    shape.rotation = 90;
    QCOMPARE(entryPoint(shape, {50, 300}, middle), QPointF(50, 75));
    QVERIFY(isInside(shape, {50, 74}) && !isInside(shape, {99, 25}));
}

void TestBoardData::connectorsEndAtOutlines()
{
    Scene scene;
    const auto put = [&scene](Shape shape) { return scene.set(std::make_shared<const Shape>(std::move(shape))); };
    Shape arrow;
    arrow.id = ShapeId(u"x"_s);
    arrow.type = ShapeType::Arrow;
    setPointsOnBoard(arrow, {{500, 500, 0.5F}, {600, 600, 0.5F}});
    arrow.start = Binding {ShapeId(u"a"_s), 0.5, 0.5};
    arrow.end = Binding {ShapeId(u"b"_s), 0.5, 0.5};
    put(arrow); // before what it holds on to
    QCOMPARE(scene.find(arrow.id)->box(), QRectF(500, 500, 100, 100));
    put(coterie::testing::box(u"a"_s, {0, 0, 100, 50}));
    const QList<Scene::Replaced> changed = put(coterie::testing::box(u"b"_s, {300, 0, 100, 50}));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0].id, ShapeId(u"b"_s));
    QVERIFY(!changed[0].before);
    QCOMPARE(changed[1].id, arrow.id);
    QVERIFY(changed[1].before);
    QCOMPARE(scene.find(arrow.id)->box(), QRectF(100, 25, 200, 0));
    QCOMPARE(scene.asWritten(arrow.id)->box(), QRectF(500, 500, 100, 100));
    QCOMPARE(scene.touching({}, {200, 20, 10, 10}).size(), 1);
    scene.remove(ShapeId(u"a"_s));
    QVERIFY(boundsOf(*scene.find(arrow.id)->points).contains(QPointF(500, 500))); // that end lies as it was written
    QCOMPARE(scene.connectorsAt(ShapeId(u"b"_s)), QList {arrow.id});
}

void TestBoardData::transformsTurnAndStretch()
{
    const Shape shape = coterie::testing::box(u"a"_s, {0, 0, 100, 50});
    const Shape wide = transformed(shape, {.anchor = {0, 0}, .scaleX = 2, .scaleY = 1, .rotation = 0, .move = {5, 7}});
    QCOMPARE(wide.box(), QRectF(5, 7, 200, 50));
    const Shape turned =
        transformed(shape, {.anchor = {50, 25}, .scaleX = 1, .scaleY = 1, .rotation = 270, .move = {}});
    QCOMPARE(turned.rotation, -90.0);
    QCOMPARE(turned.centre(), shape.centre());
    Shape pen = shape;
    pen.type = ShapeType::Pen;
    setPointsOnBoard(pen, {{0, 0, 0.5F}, {100, 50, 0.5F}});
    const Shape flipped = transformed(pen, {.anchor = {50, 0}, .scaleX = -1, .scaleY = 1, .rotation = 0, .move = {}});
    QCOMPARE(pointsOnBoard(flipped).front(), (Point {100, 0, 0.5F}));
    QCOMPARE(normalisedAngle(540), 180.0);
}

void TestBoardData::simplerStrokesLookTheSame()
{
    Points wave;
    for (int i = 0; i < 3000; ++i)
        wave.push_back({static_cast<float>(i), static_cast<float>(40 * std::sin(i / 30.0)),
            static_cast<float>(0.5 + 0.4 * std::sin(i / 100.0))});
    const double tolerance = 0.5;
    const Points simple = simplified(wave, tolerance);
    QVERIFY(simple.size() < wave.size() / 5);
    QCOMPARE(simple.front(), wave.front());
    QCOMPARE(simple.back(), wave.back());
    std::size_t at = 0;
    for (const Point &point : wave) {
        while (simple[at + 1].x < point.x)
            ++at;
        const float along = (point.x - simple[at].x) / (simple[at + 1].x - simple[at].x);
        QVERIFY(std::abs(simple[at].y + along * (simple[at + 1].y - simple[at].y) - point.y) < 0.8F);
        QVERIFY(std::abs(simple[at].pressure + along * (simple[at + 1].pressure - simple[at].pressure) - point.pressure)
            < 0.05F);
    }
    QVERIFY(isWorthReplacing(simple, wave) && !isWorthReplacing(wave, wave));
}

void TestBoardData::framesInACircleEnd()
{
    Scene scene;
    for (const auto &[id, frame] :
        {std::pair {u"a"_s, u"b"_s}, std::pair {u"b"_s, u"a"_s}, std::pair {u"c"_s, u"b"_s}}) {
        Shape shape = coterie::testing::box(id, {0, 0, 10, 10}, ShapeType::Frame);
        shape.frame = ShapeId(frame);
        scene.set(std::make_shared<const Shape>(shape));
    }
    QCOMPARE(scene.withinFrame(ShapeId(u"a"_s)).size(), 2);
}

QTEST_GUILESS_MAIN(TestBoardData)
#include "tst_boarddata.moc"
