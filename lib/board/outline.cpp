#include "board/outline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::board {

namespace {

/// The part of a line, 0 at its start and 1 at its end, that lies inside something convex.
struct Inside {
    double enter = 0;
    double leave = 1;
};

/// Cyrus and Beck, "Generalized two-dimensional line clipping" (1978): the sides cut the line one after the other.
/// Each side is normal · point <= reach, about the middle of the shape.
template <std::size_t N>
std::optional<Inside> clip(
    const std::array<QPointF, N> &normals, const std::array<double, N> &reaches, QPointF from, QPointF way)
{
    Inside inside {.enter = -1e9, .leave = 1e9};
    for (std::size_t i = 0; i < N; ++i) {
        const double speed = QPointF::dotProduct(normals[i], way);
        const double room = reaches[i] - QPointF::dotProduct(normals[i], from);
        if (speed == 0) {
            if (room < 0)
                return {};
            continue;
        }
        if (speed < 0)
            inside.enter = std::max(inside.enter, room / speed);
        else
            inside.leave = std::min(inside.leave, room / speed);
    }
    return inside.enter <= inside.leave ? std::optional(inside) : std::nullopt;
}

std::optional<Inside> insideOf(const Shape &shape, QPointF from, QPointF way)
{
    const double halfWidth = shape.w / 2;
    const double halfHeight = shape.h / 2;
    if (shape.type == ShapeType::Ellipse && halfWidth > 0 && halfHeight > 0) {
        // In units in which it is a circle: |from + t way|² = 1.
        const QPointF start(from.x() / halfWidth, from.y() / halfHeight);
        const QPointF step(way.x() / halfWidth, way.y() / halfHeight);
        const double a = QPointF::dotProduct(step, step);
        const double b = QPointF::dotProduct(start, step);
        const double root = b * b - a * (QPointF::dotProduct(start, start) - 1);
        if (a == 0 || root < 0)
            return {};
        return Inside {(-b - std::sqrt(root)) / a, (-b + std::sqrt(root)) / a};
    }
    if (shape.type == ShapeType::Diamond) {
        const double reach = halfWidth * halfHeight;
        return clip<4>({QPointF(halfHeight, halfWidth), QPointF(-halfHeight, halfWidth),
                           QPointF(halfHeight, -halfWidth), QPointF(-halfHeight, -halfWidth)},
            {reach, reach, reach, reach}, from, way);
    }
    return clip<4>({QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)},
        {halfWidth, halfWidth, halfHeight, halfHeight}, from, way);
}

QPointF pointOf(const Point &point)
{
    return {double(point.x), double(point.y)};
}

void moveTo(Point &point, QPointF place)
{
    point.x = static_cast<float>(place.x());
    point.y = static_cast<float>(place.y());
}

} // namespace

std::optional<QPointF> entryPoint(const Shape &shape, QPointF from, QPointF to)
{
    const QPointF start = toBox(shape, from) - shape.centre();
    const QPointF way = toBox(shape, to) - shape.centre() - start;
    const auto inside = insideOf(shape, start, way);
    if (!inside || inside->enter < 0 || inside->enter > 1)
        return {};
    return toBoard(shape, shape.centre() + start + way * inside->enter);
}

QPointF placeIn(const Shape &shape, double u, double v)
{
    return toBoard(shape, QPointF(shape.x + shape.w * u, shape.y + shape.h * v));
}

bool isInside(const Shape &shape, QPointF onBoard)
{
    const QPointF place = toBox(shape, onBoard) - shape.centre();
    const double u = shape.w > 0 ? std::abs(place.x()) / (shape.w / 2) : (place.x() == 0 ? 0 : 2);
    const double v = shape.h > 0 ? std::abs(place.y()) / (shape.h / 2) : (place.y() == 0 ? 0 : 2);
    if (shape.type == ShapeType::Ellipse)
        return u * u + v * v <= 1;
    if (shape.type == ShapeType::Diamond)
        return u + v <= 1;
    return u <= 1 && v <= 1;
}

void setPointsOnBoard(Shape &shape, Points points)
{
    const QRectF bounds = boundsOf(points);
    shape.x = bounds.x();
    shape.y = bounds.y();
    shape.w = bounds.width();
    shape.h = bounds.height();
    shape.rotation = 0;
    shape.points = std::make_shared<const Points>(std::move(points));
}

void keepForm(Shape &shape, const PointsPtr &points)
{
    constexpr double Near = 1.0 / 16;
    if (!points || !shape.points || points->size() != shape.points->size())
        return;
    Shape other = shape;
    other.points = points;
    const Points own = pointsOnBoard(shape);
    const Points theirs = pointsOnBoard(other);
    const auto isNear = [](const Point &a, const Point &b) {
        return std::abs(double(a.x) - double(b.x)) <= Near && std::abs(double(a.y) - double(b.y)) <= Near
            && a.pressure == b.pressure;
    };
    if (std::ranges::equal(own, theirs, isNear))
        shape.points = points;
}

Shape withEndsInPlace(const Shape &connector, const Shape *atStart, const Shape *atEnd)
{
    const auto holds = [](const std::optional<Binding> &binding, const Shape *shape) {
        return binding && shape && !isConnector(shape->type);
    };
    const bool startHolds = holds(connector.start, atStart);
    const bool endHolds = holds(connector.end, atEnd);
    if (!connector.points || connector.points->size() < 2 || (!startHolds && !endHolds))
        return connector;
    Points points = pointsOnBoard(connector);
    if (startHolds)
        moveTo(points.front(), placeIn(*atStart, connector.start->u, connector.start->v));
    if (endHolds)
        moveTo(points.back(), placeIn(*atEnd, connector.end->u, connector.end->v));
    // Each end is aimed at its place from the vertex next to it, and stops at the outline. With two vertices those are
    // the places themselves, so neither end depends on where the other stops.
    const QPointF first = pointOf(points.front());
    const QPointF last = pointOf(points.back());
    const QPointF second = points.size() > 2 ? pointOf(points[1]) : last;
    const QPointF lastButOne = points.size() > 2 ? pointOf(points[points.size() - 2]) : first;
    if (startHolds)
        moveTo(points.front(), entryPoint(*atStart, second, first).value_or(first));
    if (endHolds)
        moveTo(points.back(), entryPoint(*atEnd, lastButOne, last).value_or(last));
    Shape result = connector;
    setPointsOnBoard(result, std::move(points));
    return result;
}

} // namespace coterie::board
