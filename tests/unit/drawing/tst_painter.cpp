// What shapes look like: strokes, words, opacity, details left out, values out of any sense.
#include "board/outline.h"
#include "drawing/shapepainter.h"
#include "drawing/shapepath.h"
#include "drawing/strokepath.h"
#include "drawing/textlayout.h"

#include <QPainter>
#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <cmath>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;
using namespace coterie;
using board::Shape;
using board::ShapeType;

namespace {

Shape box(ShapeType type, const QRectF &place, const QString &text = {})
{
    Shape shape;
    shape.id = board::ShapeId(u"a"_s);
    shape.type = type;
    shape.x = place.x();
    shape.y = place.y();
    shape.w = place.width();
    shape.h = place.height();
    shape.text = text;
    return shape;
}

Shape stroke(ShapeType type, const board::Points &points, double width)
{
    Shape shape = box(type, {});
    shape.style.width = width;
    board::setPointsOnBoard(shape, points);
    return shape;
}

QImage painted(const QList<Shape> &shapes, const QRectF &area, double scale = 1, drawing::Palette palette = {})
{
    QList<board::ShapePtr> pointers;
    for (const Shape &shape : shapes)
        pointers.append(std::make_shared<const Shape>(shape));
    return drawing::paintPicture(pointers, area, scale, {palette, nullptr, scale, u"DejaVu Sans"_s}, palette.ground());
}

int inkedPixels(const QImage &picture)
{
    const QRgb ground = drawing::Palette().ground().rgb();
    int count = 0;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixel(x, y) != ground ? 1 : 0;
    return count;
}

board::Points randomWalk(quint32 seed, int count, double step)
{
    QRandomGenerator random(seed);
    board::Points points;
    QPointF at(100, 100);
    for (int i = 0; i < count; ++i) {
        points.push_back({float(at.x()), float(at.y()), float(random.bounded(1.0))});
        at += QPointF(random.bounded(2 * step) - step, random.bounded(2 * step) - step);
    }
    return points;
}

} // namespace

class TestPainter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void strokesHaveNoHoles_data();
    void strokesHaveNoHoles();
    void strokesAreAsWideAsThePressureSays();
    void partsOfAStrokeAreThoseOfTheWhole();
    void dotsAreRound();
    void highlightersHaveOneColour();
    void opacityIsOfTheWholeShape();
    void wordsWrapTheSameInEveryZoom();
    void longWordsBreak();
    void rowsOfRightToLeftTextStandRight();
    void tinyShapesAreStillSeen();
    void smallTextIsLeftOut();
    void headsPointAlongTheWay();
    void coloursCanBeReadInEveryTheme();
    void hostileValuesPaintSomethingOrNothing();
};

void TestPainter::strokesHaveNoHoles_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// Every point within half the width of the middle line is inked, however the line turns and crosses itself.
void TestPainter::strokesHaveNoHoles()
{
    QFETCH(const quint32, seed);
    const board::Points points = randomWalk(seed, 60, 14);
    const QPainterPath outline = drawing::strokeOutline(points, 10, true);
    const QPainterPath centre = drawing::strokeCentre(points);
    for (int i = 0; i <= 400; ++i) {
        const QPointF at = centre.pointAtPercent(i / 400.0);
        for (const double angle : {0.3, 1.7, 2.9, 4.1, 5.6}) {
            const QPointF near = at + 4.7 * QPointF(std::cos(angle), std::sin(angle));
            QVERIFY2(outline.contains(near), qPrintable(u"at %1 of %2"_s.arg(i).arg(seed)));
        }
    }
}

void TestPainter::strokesAreAsWideAsThePressureSays()
{
    QCOMPARE(drawing::widthAt(10, 0.5), 10.0);
    QVERIFY(drawing::widthAt(10, 0.1) < 6);
    QVERIFY(drawing::widthAt(10, 1) > 14);
    QCOMPARE(drawing::widthAt(10, 99), drawing::widthAt(10, 1));
    const board::Points points {{0, 0, 0.1F}, {50, 0, 0.1F}, {100, 0, 0.1F}, {150, 0, 1}, {200, 0, 1}, {250, 0, 1}};
    const QPainterPath outline = drawing::strokeOutline(points, 10, false);
    QVERIFY(outline.contains(QPointF(225, 7)));
    QVERIFY(!outline.contains(QPointF(30, 4)));
    QVERIFY(drawing::strokeOutline(points, 10, true).contains(QPointF(30, 4))); // a highlighter knows no pressure
}

/// A tile asks for what lies in it only, and gets the same edge.
void TestPainter::partsOfAStrokeAreThoseOfTheWhole()
{
    const board::Points points = randomWalk(5, 300, 30);
    const QPainterPath whole = drawing::strokeOutline(points, 8, false);
    const QRectF tile(60, 60, 90, 90);
    const QPainterPath part = drawing::strokeOutline(points, 8, false, 0.05, tile);
    QVERIFY(part.elementCount() < whole.elementCount() / 2);
    for (double y = tile.top(); y < tile.bottom(); y += 3)
        for (double x = tile.left(); x < tile.right(); x += 3)
            QCOMPARE(part.contains(QPointF(x, y)), whole.contains(QPointF(x, y)));
}

void TestPainter::dotsAreRound()
{
    const QPainterPath dot = drawing::strokeOutline({{10, 10, 0.5F}}, 8, false);
    QVERIFY(std::abs(dot.boundingRect().width() - 8) < 0.2 && std::abs(dot.boundingRect().height() - 8) < 0.2);
    QVERIFY(drawing::strokeOutline({}, 8, false).isEmpty());
}

void TestPainter::highlightersHaveOneColour()
{
    Shape marker = stroke(ShapeType::Highlighter, {{0, 0}, {100, 100}, {100, 0}, {0, 100}}, 20);
    marker.style.stroke = u"yellow"_s;
    const QImage picture = painted({marker}, {-20, -20, 140, 140});
    QCOMPARE(picture.pixel(20 + 12, 20 + 12), picture.pixel(20 + 60, 20 + 45)); // alone, and where it crosses itself
    // Words below it stay as dark as they are.
    Shape word = box(ShapeType::Rectangle, {0, 0, 100, 100});
    word.style.fill = u"ink"_s;
    const QColor both = painted({word, marker}, {-20, -20, 140, 140}).pixelColor(20 + 70, 20 + 50);
    QVERIFY(both.lightness() <= drawing::Palette().fill(u"ink").lightness());
}

void TestPainter::opacityIsOfTheWholeShape()
{
    Shape shape = box(ShapeType::Rectangle, {0, 0, 100, 100});
    shape.style.fill = u"ink"_s;
    shape.style.stroke = u"ink"_s;
    shape.style.width = 20;
    shape.style.opacity = 0.5;
    shape.style.fill = u"#202020"_s;
    shape.style.stroke = u"#202020"_s;
    const QImage picture = painted({shape}, {-20, -20, 140, 140});
    QCOMPARE(picture.pixel(20 + 50, 20 + 50), picture.pixel(20 + 5, 20 + 50)); // fill, and fill under the line
}

void TestPainter::wordsWrapTheSameInEveryZoom()
{
    const Shape note = box(ShapeType::Note, {10, 20, 150, 130}, u"Skip accounts on your own machine, and come back"_s);
    const drawing::TextBox text = drawing::layOutText(note, u"DejaVu Sans"_s);
    QVERIFY(text.lines.size() >= 2);
    QString joined;
    for (const drawing::TextLine &line : text.lines) {
        QCOMPARE(line.text, note.text.mid(line.start, line.text.size()));
        QVERIFY(line.width <= text.area.width() + 0.5);
        joined += line.text;
    }
    QCOMPARE(joined, note.text);
    Shape fractional = note;
    fractional.style.fontSize = 16.0001;
    const drawing::TextBox other = drawing::layOutText(fractional, u"DejaVu Sans"_s);
    QCOMPARE(other.lines.size(), text.lines.size());
    QVERIFY(drawing::heightForText(note, u"DejaVu Sans"_s) >= double(text.lines.size()) * text.lineHeight);
}

void TestPainter::longWordsBreak()
{
    const Shape shape = box(ShapeType::Rectangle, {0, 0, 120, 80}, QString(200, u'w'));
    const drawing::TextBox text = drawing::layOutText(shape, u"DejaVu Sans"_s);
    QVERIFY(text.lines.size() > 10);
    for (const drawing::TextLine &line : text.lines)
        QVERIFY(line.width <= text.area.width() + 0.5);
    const Shape huge = box(ShapeType::Rectangle, {0, 0, 3, 3}, QString(20'000, u'\n'));
    QVERIFY(drawing::layOutText(huge, u"DejaVu Sans"_s).lines.size() <= 2000);
}

void TestPainter::rowsOfRightToLeftTextStandRight()
{
    Shape shape = box(ShapeType::Frame, {0, 0, 300, 200}, u"שלום"_s);
    const drawing::TextBox text = drawing::layOutText(shape, u"DejaVu Sans"_s);
    QCOMPARE(text.lines.size(), 1);
    QVERIFY(text.lines.front().isRightToLeft);
    QVERIFY(text.lines.front().baseline.x() > 150);
    shape.text = u"Later"_s;
    QVERIFY(drawing::layOutText(shape, u"DejaVu Sans"_s).lines.front().baseline.x() < 1);
}

void TestPainter::tinyShapesAreStillSeen()
{
    const Shape pen = stroke(ShapeType::Pen, {{0, 0}, {30, 20}, {60, 5}, {90, 30}}, 2);
    for (const Shape &shape : {box(ShapeType::Rectangle, {0, 0, 40, 30}), box(ShapeType::Note, {0, 0, 40, 30}), pen})
        for (const double scale : {0.02, 0.05, 0.1, 0.5, 1.0})
            QVERIFY2(
                inkedPixels(painted({shape}, {-200, -200, 400, 400}, scale)) > 0, qPrintable(QString::number(scale)));
}

void TestPainter::smallTextIsLeftOut()
{
    const Shape text = box(ShapeType::Text, {0, 0, 300, 30}, u"Words that nobody can read"_s);
    QCOMPARE(inkedPixels(painted({text}, {-20, -20, 400, 100}, 0.1)), 0);
    QVERIFY(inkedPixels(painted({text}, {-20, -20, 400, 100}, 0.4)) > 0);
}

void TestPainter::headsPointAlongTheWay()
{
    for (const board::Route route : {board::Route::Straight, board::Route::Curved, board::Route::Elbow}) {
        Shape arrow = box(ShapeType::Arrow, {});
        arrow.style.endHead = board::Head::Triangle;
        arrow.style.route = route;
        board::setPointsOnBoard(arrow, {{0, 0}, {100, 60}});
        const drawing::ConnectorPath path = drawing::connectorPath(arrow);
        QVERIFY(path.end.isFilled);
        QCOMPARE(path.end.path.elementAt(0).x, 100.0);
        QCOMPARE(path.end.path.elementAt(0).y, 60.0);
        const QPointF end = path.way.currentPosition(); // under the head, on the way to its tip
        QVERIFY(path.end.path.contains(end));
        if (route == board::Route::Elbow)
            QVERIFY(std::abs(end.y() - 60) < 0.01);
    }
}

void TestPainter::coloursCanBeReadInEveryTheme()
{
    for (const auto &[dark, contrast] : {std::pair {false, false}, {true, false}, {false, true}, {true, true}}) {
        drawing::Palette palette;
        palette.dark = dark;
        palette.highContrast = contrast;
        for (const QString &name : drawing::Palette::names())
            for (const QColor &ground : {palette.note(name), palette.fill(name), palette.ground()})
                QVERIFY(std::abs(palette.inkOn(ground, name).lightnessF() - ground.lightnessF()) > 0.15F);
    }
    const drawing::Palette palette;
    QCOMPARE(palette.stroke(u"#10203040"), QColor(0x10, 0x20, 0x30, 0x40));
    QCOMPARE(palette.stroke(u"#102030"), QColor(0x10, 0x20, 0x30));
    QCOMPARE(palette.stroke(u"#+02030"), palette.stroke(u"ink"));
    QCOMPARE(palette.stroke(u"url(file:///)"), palette.stroke(u"ink"));
    QCOMPARE(palette.fill(u"none").alpha(), 0);
}

void TestPainter::hostileValuesPaintSomethingOrNothing()
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinite = std::numeric_limits<double>::infinity();
    constexpr std::array types {ShapeType::Pen, ShapeType::Highlighter, ShapeType::Line, ShapeType::Arrow,
        ShapeType::Rectangle, ShapeType::Ellipse, ShapeType::Diamond, ShapeType::Text, ShapeType::Note,
        ShapeType::Image, ShapeType::Frame, ShapeType::Unknown};
    const QImage nothing = painted({}, {0, 0, 100, 100});
    for (const ShapeType type : types) {
        for (const double value : {nan, infinite, -infinite, 1e300, -1.0, 0.0, 1e7}) {
            Shape shape = box(type, {value, 0, value, value}, u"Words\u202e\U0001F44B"_s);
            shape.points = std::make_shared<board::Points>(
                board::Points {{float(value), 0, float(value)}, {0, float(value), 0.5F}, {5, 5, -1}});
            shape.style.width = value;
            shape.style.fontSize = value;
            shape.rotation = value;
            shape.style.opacity = value;
            QCOMPARE(painted({shape}, {0, 0, 100, 100}).size(), nothing.size());
        }
        Shape bare = box(type, {10, 10, 50, 50}, u"Words"_s);
        bare.points = nullptr;
        QCOMPARE(painted({bare}, {0, 0, 100, 100}).size(), nothing.size());
    }
    QVERIFY(painted({}, {0, 0, nan, 10}).isNull());
    QVERIFY(painted({}, {0, 0, 1e9, 1e9}).isNull());
}

QTEST_MAIN(TestPainter)
#include "tst_painter.moc"
