#include "board/boardcodec.h"
#include "board/points.h"
#include "boardsamples.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace coterie;
using crdt::Any;

/// What other programs may have written, and what we write.
class TestBoardCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shapesComeBack();
    void allPropertiesAreThere();
    void onlyDifferencesAreWritten();
    void strangeValuesAreBroughtIn();
    void pointsOfOthersAreRead_data();
    void pointsOfOthersAreRead();
    void whatIsNoShapeIsLeftOut();
    void typingLeavesTheWordAlone();

private:
    static crdt::Map shapeIn(crdt::Doc &doc, std::u16string_view id)
    {
        return crdt::Map(*doc.map(board::shapesRoot).setType(id, crdt::TypeKind::Map));
    }
};

void TestBoardCodec::shapesComeBack()
{
    board::Shape shape = testing::box(u"a"_s, {1.25, -2, 300, 40});
    shape.type = board::ShapeType::Arrow;
    shape.points = std::make_shared<const board::Points>(board::Points {{0, 0, 0.5F}, {300, 40, 0.5F}});
    shape.page = board::PageId(u"p"_s);
    shape.rotation = 30;
    shape.text = u"Grüße 👋"_s;
    shape.style = {.stroke = u"red"_s,
        .fill = u"#11223344"_s,
        .width = 7,
        .dash = board::Dash::Dotted,
        .opacity = 0.5,
        .fontSize = 20,
        .align = board::Align::Right,
        .startHead = board::Head::Dot,
        .endHead = board::Head::Arrow,
        .route = board::Route::Elbow};
    shape.z = u"a1"_s;
    shape.by = u"u1"_s;
    shape.frame = board::ShapeId(u"f"_s);
    shape.groups = {u"g"_s, u"h"_s};
    shape.locked = true;
    shape.start = board::Binding {board::ShapeId(u"b"_s), 0.25, 1};
    crdt::Doc doc;
    crdt::Map map = shapeIn(doc, u"a");
    board::writeShape(map, shape, nullptr);
    QCOMPARE(*board::readShape(map, shape.id), shape);
}

void TestBoardCodec::allPropertiesAreThere()
{
    crdt::Doc doc;
    board::addShapes(doc, {testing::box(u"a"_s, {0, 0, 10, 10})});
    const Any json = doc.map(board::shapesRoot).toJson();
    for (const auto *key :
        {u"type", u"x", u"y", u"w", u"h", u"rotation", u"points", u"text", u"stroke", u"fill", u"width", u"z", u"by"})
        QVERIFY2(json.member(u"a")->member(key), qPrintable(QString::fromUtf16(key)));
    QCOMPARE(json.member(u"a")->object()->size(), std::size_t(13)); // the others have their defaults
}

void TestBoardCodec::onlyDifferencesAreWritten()
{
    crdt::Doc doc;
    crdt::Map map = shapeIn(doc, u"a");
    const board::Shape before = testing::box(u"a"_s, {0, 0, 10, 10});
    board::writeShape(map, before, nullptr);
    const auto changed = [&](const board::Shape &wanted) {
        QStringList keys;
        const auto subscription = doc.observeDeep(map, [&](const std::vector<crdt::Event> &events) {
            for (const crdt::Event &event : events) {
                for (const auto &change : event.keys)
                    keys.append(QString::fromStdU16String(change.key));
            }
        });
        doc.transact([&] { board::writeShape(map, wanted, &before); });
        keys.sort();
        return keys;
    };
    QCOMPARE(changed(before), QStringList());
    board::Shape moved = before;
    moved.x = 5;
    QCOMPARE(changed(moved), (QStringList {u"x"_s, u"y"_s})); // one winner for both
    board::Shape dashed = before;
    dashed.style.dash = board::Dash::Dashed;
    QCOMPARE(changed(dashed), QStringList {u"dash"_s});
}

void TestBoardCodec::strangeValuesAreBroughtIn()
{
    crdt::Doc doc;
    crdt::Map map = shapeIn(doc, u"a");
    (void)map.set(u"type", u"hexagon");
    (void)map.set(u"x", std::numeric_limits<double>::quiet_NaN());
    (void)map.set(u"y", 1e300);
    (void)map.set(u"w", -50);
    (void)map.set(u"h", u"tall");
    (void)map.set(u"rotation", 725);
    (void)map.set(u"opacity", -3);
    (void)map.set(u"width", Any::BigInt {9'000'000'000});
    (void)map.set(u"stroke", 7);
    (void)map.set(u"frame", u"a");
    (void)map.set(u"groups", Any::Array {u"g", 4, u"g", Any::Null {}});
    (void)map.set(u"start", Any::Object {{u"shape", u"../etc"}});
    (void)map.set(u"end", Any::Object {{u"shape", u"b"}, {u"u", 99}, {u"v", std::numeric_limits<double>::infinity()}});
    (void)map.set(u"text", crdt::Bytes(3));
    (void)map.set(u"z", crdt::Any(std::u16string(5000, u'a')));
    const board::Shape shape = board::readShape(map, board::ShapeId(u"a"_s)).value_or(board::Shape());
    QCOMPARE(shape.type, board::ShapeType::Unknown);
    QCOMPARE(shape.typeName, u"hexagon"_s);
    QCOMPARE(shape.box(), QRectF(-50, board::maxCoordinate, 50, 0));
    QCOMPARE(shape.rotation, 5.0);
    QCOMPARE(shape.style.opacity, 0.0);
    QCOMPARE(shape.style.width, 1000.0);
    QCOMPARE(shape.style.stroke, u"ink"_s);
    QVERIFY(shape.frame.isEmpty() && shape.text.isEmpty() && shape.z.isEmpty() && !shape.start);
    QCOMPARE(shape.groups, QStringList {u"g"_s});
    QCOMPARE(*shape.end, (board::Binding {board::ShapeId(u"b"_s), 1, 0.5}));
}

void TestBoardCodec::pointsOfOthersAreRead_data()
{
    QTest::addColumn<int>("form");
    QTest::newRow("a string") << 0;
    QTest::newRow("a Y.Text") << 1;
    QTest::newRow("numbers") << 2;
    QTest::newRow("pairs") << 3;
    QTest::newRow("objects") << 4;
    QTest::newRow("a Y.Array of numbers") << 5;
}

void TestBoardCodec::pointsOfOthersAreRead()
{
    QFETCH(const int, form);
    crdt::Doc doc;
    crdt::Map map = shapeIn(doc, u"a");
    (void)map.set(u"type", u"pen");
    (void)map.set(u"x", 100);
    const board::Points points {{0, 0, 0.5F}, {10, 20, 0.5F}};
    const QString text = board::PointWriter().write(points);
    const std::u16string_view letters(reinterpret_cast<const char16_t *>(text.utf16()), std::size_t(text.size()));
    const Any::Array numbers {0, 0, 10, 20};
    switch (form) {
    case 0: (void)map.set(u"points", Any(letters)); break;
    case 1: (void)crdt::Text(*map.setType(u"points", crdt::TypeKind::Text)).insert(0, letters); break;
    case 2: (void)map.set(u"points", numbers); break;
    case 3: (void)map.set(u"points", Any::Array {Any::Array {0, 0}, Any::Array {10, 20, 0.5}, Any::Array {1}}); break;
    case 4:
        (void)map.set(u"points",
            Any::Array {Any::Object {{u"x", 0}, {u"y", 0}}, Any::Object {{u"x", 10}, {u"y", 20}, {u"pressure", 0.5}}});
        break;
    case 5: (void)crdt::Array(*map.setType(u"points", crdt::TypeKind::Array)).insert(0, numbers); break;
    }
    const auto shape = board::readShape(map, board::ShapeId(u"a"_s));
    QVERIFY(shape && shape->points);
    QCOMPARE(*shape->points, points);
    QCOMPARE(shape->box(), QRectF(100, 0, 10, 20)); // no size was written: that of its points
}

void TestBoardCodec::whatIsNoShapeIsLeftOut()
{
    crdt::Doc doc;
    crdt::Map shapes = doc.map(board::shapesRoot);
    (void)shapes.set(u"plain", 7);
    (void)shapes.setType(u"text", crdt::TypeKind::Text);
    (void)shapes.setType(u"untyped", crdt::TypeKind::Map);
    (void)shapeIn(doc, u"bad id").set(u"type", u"pen");
    (void)shapeIn(doc, u"good").set(u"type", u"pen");
    const board::Scene scene = board::readScene(doc);
    QCOMPARE(scene.count(), 1);
    QVERIFY(scene.find(board::ShapeId(u"good"_s)));
    QCOMPARE(scene.pages().size(), 1);
}

void TestBoardCodec::typingLeavesTheWordAlone()
{
    crdt::Doc doc;
    crdt::Map map = shapeIn(doc, u"a");
    board::writeText(map, u"wrd"_s);
    std::size_t inserted = 0;
    std::size_t erased = 0;
    const auto subscription = doc.observeDeep(map, [&](const std::vector<crdt::Event> &events) {
        for (const crdt::DeltaStep &step : events.front().delta) {
            inserted += step.text.size();
            erased += step.kind == crdt::DeltaStep::Kind::Delete ? step.length : 0;
        }
    });
    board::writeText(map, u"word"_s);
    QCOMPARE(inserted, std::size_t(1));
    QCOMPARE(erased, std::size_t(0));
}

QTEST_GUILESS_MAIN(TestBoardCodec)
#include "tst_boardcodec.moc"
