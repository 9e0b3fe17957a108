#include "board/simplify.h"
#include "drawing/strokepath.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace coterie;
using board::Point;
using board::Points;

namespace {

constexpr double Width = 4;

/// Samples of a hand that goes along the corners, as far apart as a mouse tells.
Points along(const QList<QPointF> &corners, double apart = 4)
{
    Points points;
    for (qsizetype i = 0; i + 1 < corners.size(); ++i) {
        const QPointF way = corners[i + 1] - corners[i];
        const int steps = int(std::hypot(way.x(), way.y()) / apart);
        for (int step = 0; step < steps; ++step) {
            const QPointF at = corners[i] + way * step / steps;
            points.push_back({float(at.x()), float(at.y()), 0.5F});
        }
    }
    points.push_back({float(corners.back().x()), float(corners.back().y()), 0.5F});
    return points;
}

Points wave()
{
    Points points;
    for (int i = 0; i <= 300; ++i)
        points.push_back({float(i * 2), float(60 * std::sin(i / 20.0)), 0.5F});
    return points;
}

Points spiral()
{
    Points points;
    for (int i = 0; i <= 400; ++i) {
        const double angle = i * std::numbers::pi / 40;
        points.push_back({float(i * std::cos(angle) / 2), float(i * std::sin(angle) / 2), float(0.2 + i * 0.002)});
    }
    return points;
}

/// The farthest that a place on `a` is from all of `b`.
double farthest(const QPainterPath &a, const QPainterPath &b)
{
    const auto spread = [](const QPainterPath &path) {
        QList<QPointF> places;
        const double length = path.length();
        for (double at = 0; at <= length; at += 0.5)
            places.append(path.pointAtPercent(path.percentAtLength(at)));
        return places;
    };
    const QList<QPointF> places = spread(b);
    double most = 0;
    for (const QPointF &place : spread(a)) {
        double least = std::numeric_limits<double>::max();
        for (const QPointF &other : places)
            least = std::min(least, std::hypot(place.x() - other.x(), place.y() - other.y()));
        most = std::max(most, least);
    }
    return most;
}

} // namespace

/// The curve of a stroke, and what is left of it when it is made simpler.
class TestStrokePath : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void simplerIsTheSameCurve_data();
    void simplerIsTheSameCurve();
    void pressureStaysWhereItWas();
};

void TestStrokePath::simplerIsTheSameCurve_data()
{
    QTest::addColumn<Points>("drawn");
    QTest::addColumn<double>("left"); // at most this share of the points
    QTest::newRow("line") << along({{0, 0}, {300, 40}}) << 0.03;
    QTest::newRow("corner") << along({{0, 0}, {200, 0}, {200, 200}}) << 0.1;
    QTest::newRow("square") << along({{0, 0}, {200, 0}, {200, 200}, {0, 200}, {0, 0}}) << 0.1;
    QTest::newRow("zigzag") << along({{0, 0}, {60, 80}, {120, 0}, {180, 80}, {240, 0}}) << 0.25;
    QTest::newRow("back on itself") << along({{0, 0}, {200, 0}, {50, 0}, {120, 0}}) << 0.15;
    QTest::newRow("slight bend") << along({{0, 0}, {150, 0}, {300, 20}}) << 0.15;
    QTest::newRow("few samples") << along({{0, 0}, {200, 0}, {200, 200}}, 50) << 1.0;
    QTest::newRow("wave") << wave() << 0.4;
    QTest::newRow("spiral") << spiral() << 1.0;
}

void TestStrokePath::simplerIsTheSameCurve()
{
    QFETCH(const Points, drawn);
    QFETCH(const double, left);
    const double tolerance = board::toleranceOf(Width);
    const Points simpler = board::simplified(drawn, tolerance);
    const QPainterPath before = drawing::strokeCentre(drawn);
    const QPainterPath after = drawing::strokeCentre(simpler);
    const double off = std::max(farthest(before, after), farthest(after, before));
    qInfo("%zu of %zu points, %.2f units off", simpler.size(), drawn.size(), off);
    QVERIFY2(off < 2.5 * tolerance + 0.25, qPrintable(QString::number(off))); // places are 0.5 apart
    QVERIFY2(double(simpler.size()) <= left * double(drawn.size()), qPrintable(QString::number(simpler.size())));
}

/// A pen that is pressed harder half way: not from the start on.
void TestStrokePath::pressureStaysWhereItWas()
{
    Points drawn = along({{0, 0}, {400, 0}});
    for (Point &point : drawn)
        point.pressure = point.x < 200 ? 0.2F : point.x < 220 ? 0.2F + (point.x - 200) * 0.03F : 0.8F;
    const auto widthAt = [](const Points &points, double x) {
        const QPainterPath outline = drawing::strokeOutline(points, 20, false);
        int inside = 0;
        for (double y = -20; y <= 20; y += 0.25)
            inside += outline.contains(QPointF(x, y)) ? 1 : 0;
        return inside * 0.25;
    };
    const Points simpler = board::simplified(drawn, board::toleranceOf(20));
    QVERIFY(simpler.size() < 12);
    for (const double x : {30.0, 100.0, 180.0, 210.0, 240.0, 350.0})
        QVERIFY2(std::abs(widthAt(simpler, x) - widthAt(drawn, x)) <= 1.5, qPrintable(QString::number(x)));
}

QTEST_GUILESS_MAIN(TestStrokePath)
#include "tst_strokepath.moc"
