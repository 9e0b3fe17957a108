#include "drawing/shapepath.h"

#include "board/connector.h"
#include "drawing/strokepath.h"

#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

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

double distance(QPointF a, QPointF b)
{
    return std::hypot(b.x() - a.x(), b.y() - a.y());
}

QPointF towards(QPointF from, QPointF to, double length)
{
    const double whole = distance(from, to);
    return whole > 0 ? from + (to - from) * (length / whole) : from;
}

/// Through all vertices, smooth.
QPainterPath curvedWay(const QPolygonF &v)
{
    QPainterPath path(v.front());
    if (v.size() == 2) {
        path.lineTo(v.back());
        return path;
    }
    const std::span all(v.constData(), std::size_t(v.size()));
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const board::BezierPiece piece = board::bezierPiece(all, i);
        path.cubicTo(piece.control1, piece.control2, piece.end);
    }
    return path;
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
    std::vector<QPointF> vertices = board::verticesOnBoard(shape);
    if (vertices.empty())
        return result;
    if (shape.style.route == Route::Elbow)
        vertices = board::elbowsThrough(vertices);
    const QPolygonF v(QList<QPointF>(vertices.cbegin(), vertices.cend()));
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
