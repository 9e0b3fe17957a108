#include "board/hittest.h"

#include "board/connector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace coterie::board {

namespace {

constexpr int EllipsePieces = 64; // off by a thousandth of its size

double cross(QPointF a, QPointF b)
{
    return a.x() * b.y() - a.y() * b.x();
}

std::vector<QPointF> boxOutline(const Shape &shape)
{
    const QRectF box = shape.box();
    const QPointF middle = box.center();
    std::vector<QPointF> result;
    switch (shape.type) {
    case ShapeType::Ellipse:
        result.reserve(EllipsePieces);
        for (int i = 0; i < EllipsePieces; ++i) {
            const double angle = i * 2 * std::numbers::pi / EllipsePieces;
            result.emplace_back(
                middle.x() + box.width() / 2 * std::cos(angle), middle.y() + box.height() / 2 * std::sin(angle));
        }
        break;
    case ShapeType::Diamond:
        result = {
            {middle.x(), box.top()}, {box.right(), middle.y()}, {middle.x(), box.bottom()}, {box.left(), middle.y()}};
        break;
    case ShapeType::Pen:
    case ShapeType::Highlighter:
    case ShapeType::Line:
    case ShapeType::Arrow:
    case ShapeType::Rectangle:
    case ShapeType::Text:
    case ShapeType::Note:
    case ShapeType::Image:
    case ShapeType::Frame:
    case ShapeType::Unknown: result = {box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}; break;
    }
    for (QPointF &point : result)
        point = toBoard(shape, point);
    return result;
}

/// Within what is solid or hollow, without the reach around it. Boxes turn the point instead of themselves.
bool isWithin(const Shape &shape, QPointF point)
{
    const QPointF inBox = toBox(shape, point);
    const QRectF box = shape.box();
    if (!box.contains(inBox))
        return false;
    const double dx = box.width() > 0 ? (inBox.x() - box.center().x()) / (box.width() / 2) : 0;
    const double dy = box.height() > 0 ? (inBox.y() - box.center().y()) / (box.height() / 2) : 0;
    if (shape.type == ShapeType::Ellipse)
        return dx * dx + dy * dy <= 1;
    if (shape.type == ShapeType::Diamond)
        return std::abs(dx) + std::abs(dy) <= 1;
    return true;
}

bool isNearLine(const std::vector<QPointF> &line, bool closed, QPointF point, double reach)
{
    if (line.size() == 1)
        return std::hypot(point.x() - line[0].x(), point.y() - line[0].y()) <= reach;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (distanceToSegment(point, line[i - 1], line[i]) <= reach)
            return true;
    }
    return closed && line.size() > 1 && distanceToSegment(point, line.back(), line.front()) <= reach;
}

/// The name above a frame, where it is taken hold of.
bool isOnFrameName(const Shape &shape, QPointF point)
{
    const QPointF inBox = toBox(shape, point);
    const double letters = std::max<double>(4, static_cast<double>(shape.text.size()));
    const QSizeF name(std::min(shape.w, letters * shape.style.fontSize * 0.65), shape.style.fontSize * 1.75);
    return QRectF(QPointF(shape.x, shape.y - name.height()), name).contains(inBox);
}

template <typename Segment>
bool anySegment(const std::vector<QPointF> &line, bool closed, const Segment &segment)
{
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (segment(line[i - 1], line[i]))
            return true;
    }
    return closed && line.size() > 1 && segment(line.back(), line.front());
}

bool crossesRect(QPointF a, QPointF b, const QRectF &rect)
{
    return segmentsCross(a, b, rect.topLeft(), rect.topRight())
        || segmentsCross(a, b, rect.topRight(), rect.bottomRight())
        || segmentsCross(a, b, rect.bottomRight(), rect.bottomLeft())
        || segmentsCross(a, b, rect.bottomLeft(), rect.topLeft());
}

bool crossesLasso(QPointF a, QPointF b, const QList<QPointF> &lasso)
{
    for (qsizetype i = 0; i < lasso.size(); ++i) {
        if (segmentsCross(a, b, lasso[i], lasso[(i + 1) % lasso.size()]))
            return true;
    }
    return false;
}

} // namespace

std::vector<QPointF> outlineOnBoard(const Shape &shape)
{
    if (isConnector(shape.type))
        return routeOnBoard(shape);
    if (!isStroke(shape.type))
        return boxOutline(shape);
    std::vector<QPointF> result;
    const Points points = pointsOnBoard(shape);
    result.reserve(points.size());
    std::ranges::transform(points, std::back_inserter(result), [](const Point &p) { return QPointF(p.x, p.y); });
    return result;
}

bool isClosed(ShapeType type)
{
    return !isStroke(type) && !isConnector(type);
}

bool isSolid(const Shape &shape)
{
    switch (shape.type) {
    case ShapeType::Text:
    case ShapeType::Note:
    case ShapeType::Image:
    case ShapeType::Unknown: return true;
    case ShapeType::Rectangle:
    case ShapeType::Ellipse:
    case ShapeType::Diamond: return shape.style.fill != QLatin1String("none") && !shape.style.fill.isEmpty();
    case ShapeType::Pen:
    case ShapeType::Highlighter:
    case ShapeType::Line:
    case ShapeType::Arrow:
    case ShapeType::Frame: break;
    }
    return false;
}

Hit hitTest(const Shape &shape, QPointF point, double reach)
{
    const double around = reach + shape.style.width / 2;
    const QRectF seen = paintedBounds(shape).adjusted(-reach, -reach, reach, reach);
    if (!seen.contains(point))
        return Hit::None;
    const bool closed = isClosed(shape.type);
    if (isSolid(shape) && isWithin(shape, point))
        return Hit::Solid;
    if (shape.type == ShapeType::Frame && isOnFrameName(shape, point))
        return Hit::Solid;
    if (isNearLine(outlineOnBoard(shape), closed, point, around))
        return Hit::Solid;
    if (closed && shape.type != ShapeType::Frame && isWithin(shape, point))
        return Hit::Hollow;
    return Hit::None;
}

ShapePtr shapeAt(const Scene &scene, const PageId &page, QPointF point, const PickOptions &options)
{
    const double reach = options.reach;
    const QList<ShapePtr> near =
        scene.touching(page, QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach));
    ShapePtr hollow;
    for (auto it = near.crbegin(); it != near.crend(); ++it) {
        const ShapePtr &shape = *it;
        if (shape->locked && !options.locked)
            continue;
        switch (hitTest(*shape, point, reach)) {
        case Hit::Solid: return shape;
        case Hit::Hollow:
            if (!hollow || shape->w * shape->h < hollow->w * hollow->h)
                hollow = shape;
            break;
        case Hit::None: break;
        }
    }
    return hollow;
}

bool touches(const Shape &shape, const QRectF &area)
{
    if (isSolid(shape) && isWithin(shape, area.center()))
        return true;
    const std::vector<QPointF> line = outlineOnBoard(shape);
    return std::ranges::any_of(line, [&](QPointF point) { return area.contains(point); })
        || anySegment(line, isClosed(shape.type), [&](QPointF a, QPointF b) { return crossesRect(a, b, area); });
}

bool touches(const Shape &shape, const QList<QPointF> &lasso)
{
    if (lasso.size() < 2)
        return false;
    const std::vector<QPointF> line = outlineOnBoard(shape);
    return std::ranges::any_of(line, [&](QPointF point) { return contains(lasso, point); })
        || anySegment(line, isClosed(shape.type), [&](QPointF a, QPointF b) { return crossesLasso(a, b, lasso); });
}

bool liesIn(const Shape &shape, const QRectF &area)
{
    const std::vector<QPointF> line = outlineOnBoard(shape);
    return !line.empty() && std::ranges::all_of(line, [&](QPointF point) { return area.contains(point); });
}

bool liesIn(const Shape &shape, const QList<QPointF> &lasso)
{
    const std::vector<QPointF> line = outlineOnBoard(shape);
    return !line.empty() && std::ranges::all_of(line, [&](QPointF point) { return contains(lasso, point); });
}

bool contains(const QList<QPointF> &polygon, QPointF point)
{
    bool inside = false;
    for (qsizetype i = 0, before = polygon.size() - 1; i < polygon.size(); before = i++) {
        const QPointF a = polygon[i];
        const QPointF b = polygon[before];
        if ((a.y() > point.y()) != (b.y() > point.y())
            && point.x() < (b.x() - a.x()) * (point.y() - a.y()) / (b.y() - a.y()) + a.x())
            inside = !inside;
    }
    return inside;
}

double distanceToSegment(QPointF point, QPointF from, QPointF to)
{
    const QPointF along = to - from;
    const double length = QPointF::dotProduct(along, along);
    const double share = length > 0 ? std::clamp(QPointF::dotProduct(point - from, along) / length, 0.0, 1.0) : 0;
    const QPointF away = point - (from + along * share);
    return std::hypot(away.x(), away.y());
}

bool segmentsCross(QPointF a, QPointF b, QPointF c, QPointF d)
{
    const QPointF first = b - a;
    const QPointF second = d - c;
    const double turn = cross(first, second);
    if (turn == 0)
        return false;
    const double along = cross(c - a, second) / turn;
    const double across = cross(c - a, first) / turn;
    return along >= 0 && along <= 1 && across >= 0 && across <= 1;
}

QRectF turnedBounds(const Shape &shape)
{
    const QRectF box = shape.box();
    if (shape.rotation == 0)
        return box;
    const std::array corners {toBoard(shape, box.topLeft()), toBoard(shape, box.topRight()),
        toBoard(shape, box.bottomLeft()), toBoard(shape, box.bottomRight())};
    const auto [left, right] = std::ranges::minmax(corners, {}, [](QPointF point) { return point.x(); });
    const auto [top, bottom] = std::ranges::minmax(corners, {}, [](QPointF point) { return point.y(); });
    return {QPointF(left.x(), top.y()), QPointF(right.x(), bottom.y())};
}

QRectF turnedBounds(const QList<ShapePtr> &shapes)
{
    // QRectF::united() ignores boxes without area, and a level line is one.
    constexpr double Far = std::numeric_limits<double>::max();
    QPointF topLeft(Far, Far);
    QPointF bottomRight(-Far, -Far);
    for (const ShapePtr &shape : shapes) {
        const QRectF box = turnedBounds(*shape);
        topLeft = {std::min(topLeft.x(), box.left()), std::min(topLeft.y(), box.top())};
        bottomRight = {std::max(bottomRight.x(), box.right()), std::max(bottomRight.y(), box.bottom())};
    }
    return shapes.isEmpty() ? QRectF() : QRectF(topLeft, bottomRight);
}

} // namespace coterie::board
