#include "drawing/shapepath.h"

#include "drawing/strokepath.h"

#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::drawing {

using board::Head;
using board::Route;
using board::Shape;
using board::ShapeType;

namespace {

QTransform turn(const Shape &shape)
{
    const QPointF centre = shape.centre();
    return QTransform::fromTranslate(centre.x(), centre.y()).rotate(shape.rotation).translate(-centre.x(), -centre.y());
}

QPainterPath polygon(const QPolygonF &corners)
{
    QPainterPath path;
    path.addPolygon(corners);
    path.closeSubpath();
    return path;
}

/// Vertices of the way, without doubles.
QPolygonF vertices(const Shape &shape)
{
    QPolygonF result;
    for (const board::Point &point : board::pointsOnBoard(shape)) {
        const QPointF vertex(point.x, point.y);
        if (std::isfinite(vertex.x()) && std::isfinite(vertex.y()) && (result.isEmpty() || result.back() != vertex))
            result.append(vertex);
    }
    return result;
}

double distance(QPointF a, QPointF b)
{
    return std::hypot(b.x() - a.x(), b.y() - a.y());
}

QPointF towards(QPointF from, QPointF to, double length)
{
    const double whole = distance(from, to);
    return whole > 0 ? from + (to - from) * (length / whole) : from;
}

/// Through all vertices, smooth: Catmull-Rom, centripetal so that it makes no loops (C. Yuksel et al., "On the
/// Parameterization of Catmull-Rom Curves", 2009), as cubic Béziers.
QPainterPath curvedWay(const QPolygonF &v)
{
    QPainterPath path(v.front());
    if (v.size() == 2) {
        path.lineTo(v.back());
        return path;
    }
    for (qsizetype i = 0; i + 1 < v.size(); ++i) {
        const QPointF p1 = v[i];
        const QPointF p2 = v[i + 1];
        const QPointF p0 = i > 0 ? v[i - 1] : p1 + (p1 - p2);
        const QPointF p3 = i + 2 < v.size() ? v[i + 2] : p2 + (p2 - p1);
        const double d1 = distance(p0, p1);
        const double d2 = distance(p1, p2);
        const double d3 = distance(p2, p3);
        const double r1 = std::sqrt(d1);
        const double r2 = std::sqrt(d2);
        const double r3 = std::sqrt(d3);
        const QPointF b1 = (d1 * p2 - d2 * p0 + (2 * d1 + 3 * r1 * r2 + d2) * p1) / (3 * r1 * (r1 + r2));
        const QPointF b2 = (d3 * p1 - d2 * p3 + (2 * d3 + 3 * r3 * r2 + d2) * p2) / (3 * r3 * (r3 + r2));
        path.cubicTo(b1, b2, p2);
    }
    return path;
}

/// Level and upright pieces only. Two vertices that are not level get a knee half-way.
QPolygonF elbowCorners(const QPolygonF &v)
{
    QPolygonF corners {v.front()};
    for (qsizetype i = 0; i + 1 < v.size(); ++i) {
        const QPointF a = v[i];
        const QPointF b = v[i + 1];
        const double dx = b.x() - a.x();
        const double dy = b.y() - a.y();
        const bool isLevelFirst = std::abs(dx) >= std::abs(dy);
        if (dx != 0 && dy != 0 && v.size() > 2) {
            corners.append(isLevelFirst ? QPointF(b.x(), a.y()) : QPointF(a.x(), b.y()));
        } else if (dx != 0 && dy != 0) {
            const QPointF half = QPointF(dx, dy) / 2;
            corners.append(isLevelFirst ? QPointF(a.x() + half.x(), a.y()) : QPointF(a.x(), a.y() + half.y()));
            corners.append(isLevelFirst ? QPointF(a.x() + half.x(), b.y()) : QPointF(b.x(), a.y() + half.y()));
        }
        corners.append(b);
    }
    return corners;
}

/// From corner to corner, these a little round.
QPainterPath elbowWay(const QPolygonF &corners)
{
    constexpr double roundest = 10;
    QPainterPath path(corners.front());
    for (qsizetype i = 1; i + 1 < corners.size(); ++i) {
        const double before = distance(corners[i - 1], corners[i]) / 2;
        const double after = distance(corners[i], corners[i + 1]) / 2;
        const double radius = std::min({roundest, before, after});
        path.lineTo(towards(corners[i], corners[i - 1], radius));
        path.quadTo(corners[i], towards(corners[i], corners[i + 1], radius));
    }
    path.lineTo(corners.back());
    return path;
}

QPainterPath wayThrough(const QPolygonF &v, Route route)
{
    switch (route) {
    case Route::Curved: return curvedWay(v);
    case Route::Elbow: return elbowWay(v);
    case Route::Straight: break;
    }
    QPainterPath path;
    path.addPolygon(v);
    return path;
}

double headSize(double width)
{
    return 6 + 3 * width;
}

/// A head at `tip`, pointing along `direction` (unit length).
HeadPath headPath(Head head, QPointF tip, QPointF direction, double width)
{
    const QPointF across(-direction.y(), direction.x());
    const double size = headSize(width);
    HeadPath result;
    switch (head) {
    case Head::None: break;
    case Head::Arrow:
        result.path.moveTo(tip - direction * size + across * size * 0.62);
        result.path.lineTo(tip);
        result.path.lineTo(tip - direction * size - across * size * 0.62);
        break;
    case Head::Triangle:
        result.path =
            polygon({tip, tip - direction * size + across * size * 0.5, tip - direction * size - across * size * 0.5});
        result.isFilled = true;
        break;
    case Head::Dot:
        result.path.addEllipse(tip, size * 0.36, size * 0.36);
        result.isFilled = true;
        break;
    case Head::Bar:
        result.path.moveTo(tip + across * size * 0.5);
        result.path.lineTo(tip - across * size * 0.5);
        break;
    }
    return result;
}

/// The direction in which a way arrives at its end: over the length of the head, so that a curved one points where it
/// seems to go.
QPointF arrival(const QPainterPath &way, double length, bool atStart, double size)
{
    const double share = length > 0 ? std::min(size / length, 0.5) : 0;
    const QPointF tip = way.pointAtPercent(atStart ? 0 : 1);
    const QPointF from = way.pointAtPercent(atStart ? share : 1 - share);
    const double whole = distance(from, tip);
    return whole > 0 ? (tip - from) / whole : QPointF(1, 0);
}

} // namespace

double cornerRadius(double w, double h)
{
    constexpr double roundest = 12;
    return std::min({roundest, w / 4, h / 4});
}

ConnectorPath connectorPath(const Shape &shape)
{
    ConnectorPath result;
    QPolygonF v = vertices(shape);
    if (v.isEmpty())
        return result;
    if (v.size() > 1 && shape.style.route == Route::Elbow)
        v = elbowCorners(v);
    if (v.size() == 1) {
        result.way.moveTo(v.front());
        result.way.lineTo(v.front());
        result.middle = v.front();
        return result;
    }
    result.way = wayThrough(v, shape.style.route);
    result.middle = result.way.pointAtPercent(0.5);
    const double length = result.way.length();
    const double size = headSize(shape.style.width);
    const double seen = shape.style.route == Route::Elbow ? 0.5 : size;
    const QPointF startward = arrival(result.way, length, true, seen);
    const QPointF endward = arrival(result.way, length, false, seen);
    result.start = headPath(shape.style.startHead, v.front(), startward, shape.style.width);
    result.end = headPath(shape.style.endHead, v.back(), endward, shape.style.width);
    // Under a filled head the line ends before the tip, or its round end would show around it.
    QPolygonF shortened = v;
    const double covered = std::min(size * 0.7, length / 3);
    if (result.start.isFilled)
        shortened.front() -= startward * covered;
    if (result.end.isFilled)
        shortened.back() -= endward * covered;
    if (shortened != v)
        result.way = wayThrough(shortened, shape.style.route);
    return result;
}

QPainterPath outlineOf(const Shape &shape)
{
    const QRectF box = shape.box();
    QPainterPath path;
    switch (shape.type) {
    case ShapeType::Pen:
    case ShapeType::Highlighter:
        return strokeOutline(board::pointsOnBoard(shape), shape.style.width, shape.type == ShapeType::Highlighter);
    case ShapeType::Line:
    case ShapeType::Arrow: return connectorPath(shape).way;
    case ShapeType::Ellipse: path.addEllipse(box); break;
    case ShapeType::Diamond:
        path = polygon({QPointF(box.center().x(), box.top()), QPointF(box.right(), box.center().y()),
            QPointF(box.center().x(), box.bottom()), QPointF(box.left(), box.center().y())});
        break;
    case ShapeType::Rectangle: {
        const double radius = cornerRadius(shape.w, shape.h);
        path.addRoundedRect(box, radius, radius);
        break;
    }
    case ShapeType::Note:
    case ShapeType::Frame: {
        const double radius = std::min(cornerRadius(shape.w, shape.h), 4.0);
        path.addRoundedRect(box, radius, radius);
        break;
    }
    case ShapeType::Text:
    case ShapeType::Image:
    case ShapeType::Unknown: path.addRect(box); break;
    }
    return shape.rotation == 0 ? path : turn(shape).map(path);
}

} // namespace coterie::drawing
