#include "board/boardcodec.h"
#include "board/shapejson.h"
#include "board/templates.h"

#include <QJsonDocument>
#include <QTest>

namespace coterie::board {

using namespace Qt::StringLiterals;

/// Shapes as JSON: for the clipboard, exported files and scripts.
class TestBoardJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBack();
    void leavesOutWhatIsUsual();
    void refuses_data();
    void refuses();
    void bringsIntoRange();
    void templatesComeBack();
};

void TestBoardJson::comesBack()
{
    Shape shape;
    shape.id = ShapeId(u"a-1"_s);
    shape.type = ShapeType::Arrow;
    shape.page = PageId(u"p2"_s);
    shape.x = -12.25;
    shape.y = 1e6;
    shape.w = 64;
    shape.h = 0.5;
    shape.rotation = -179.5;
    shape.points = std::make_shared<const Points>(Points {{0, 0, 0.5F}, {12.5F, -3.0625F, 0.5F}, {64, 0.5F, 1}});
    shape.text = u"two\nlines 🎉 \"quoted\""_s;
    shape.style = {.stroke = u"#12345678"_s,
        .fill = u"teal"_s,
        .width = 4.5,
        .dash = Dash::Dotted,
        .opacity = 0.25,
        .fontSize = 28,
        .align = Align::Right,
        .startHead = Head::Dot,
        .endHead = Head::Bar,
        .route = Route::Elbow};
    shape.z = u"a0V"_s;
    shape.by = u"u-7"_s;
    shape.frame = ShapeId(u"f"_s);
    shape.groups = {u"inner"_s, u"outer"_s};
    shape.locked = true;
    shape.start = Binding {.shape = ShapeId(u"b"_s), .u = 0, .v = 1};
    shape.end = Binding {.shape = ShapeId(u"c"_s), .u = 0.25, .v = 0.5};
    const QByteArray bytes = QJsonDocument(toJson(shape)).toJson();
    const auto again = shapeFromJson(QJsonDocument::fromJson(bytes).object());
    QVERIFY(again);
    QVERIFY(*again == shape);
    Shape unknown;
    unknown.id = ShapeId(u"u"_s);
    unknown.type = ShapeType::Unknown;
    unknown.typeName = u"hologram"_s;
    QVERIFY(shapeFromJson(toJson(unknown)) == unknown);
}

void TestBoardJson::leavesOutWhatIsUsual()
{
    Shape shape;
    shape.id = ShapeId(u"a"_s);
    QCOMPARE(toJson(shape).keys(), QStringList({u"h"_s, u"id"_s, u"type"_s, u"w"_s, u"x"_s, u"y"_s}));
}

void TestBoardJson::refuses_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::newRow("nothing") << QJsonObject();
    QTest::newRow("a number for a type") << QJsonObject {{u"type"_s, 3}};
    QTest::newRow("a type without end") << QJsonObject {{u"type"_s, QString(1000, u'x')}};
}

void TestBoardJson::refuses()
{
    QFETCH(const QJsonObject, object);
    QVERIFY(!shapeFromJson(object));
}

void TestBoardJson::bringsIntoRange()
{
    const auto shape = shapeFromJson({{u"type"_s, u"pen"_s}, {u"x"_s, 1e300}, {u"y"_s, u"here"_s}, {u"w"_s, -5},
        {u"rotation"_s, 9999}, {u"opacity"_s, -1}, {u"fontSize"_s, 0}, {u"points"_s, u"no points at all: ü"_s},
        {u"text"_s, QString(maxText + 10, u'x')}, {u"dash"_s, u"wavy"_s}, {u"groups"_s, QJsonArray {1, 2}},
        {u"start"_s, QJsonObject {{u"shape"_s, u"a"_s}}}, {u"id"_s, QString(100, u'i')}});
    QVERIFY(shape);
    QCOMPARE(shape->x, maxCoordinate);
    QCOMPARE(shape->y, 0.0);
    QCOMPARE(shape->w, 0.0);
    QCOMPARE(shape->rotation, 180.0);
    QCOMPARE(shape->style.opacity, 0.0);
    QCOMPARE(shape->style.fontSize, 1.0);
    QCOMPARE(shape->text.size(), maxText);
    QCOMPARE(shape->style.dash, Dash::Solid);
    QVERIFY(shape->points);
    QVERIFY(!shape->start); // a pen holds on to nothing
    QVERIFY(shape->id.isEmpty());
}

void TestBoardJson::templatesComeBack()
{
    for (const QString &name : templateNames()) {
        for (const Shape &shape : templateShapes(name))
            QVERIFY(shapeFromJson(toJson(shape)) == shape);
    }
}

} // namespace coterie::board

QTEST_APPLESS_MAIN(coterie::board::TestBoardJson)
#include "tst_boardjson.moc"
