#include "board/connector.h"

#include "board/hittest.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace coterie::board {

namespace {

constexpr int CurvePieces = 16; // between two vertices: a bend of 200 units stays within half a unit
constexpr double MiddleShare = 0.15; // of the size, around the middle, that counts as the middle

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

/// The curve in straight pieces.
std::vector<QPointF> curveThrough(const std::vector<QPointF> &vertices)
{
    std::vector<QPointF> result {vertices.front()};
    for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
        const BezierPiece piece = bezierPiece(vertices, i);
        for (int step = 1; step <= CurvePieces; ++step) {
            const double t = static_cast<double>(step) / CurvePieces;
            const double u = 1 - t;
            result.push_back(vertices[i] * (u * u * u) + piece.control1 * (3 * u * u * t)
                + piece.control2 * (3 * u * t * t) + piece.end * (t * t * t));
        }
    }
    return result;
}

} // namespace

std::vector<QPointF> verticesOnBoard(const Shape &connector)
{
    std::vector<QPointF> vertices;
    for (const Point &point : pointsOnBoard(connector)) {
        const QPointF vertex(point.x, point.y);
        const bool isSound = std::isfinite(vertex.x()) && std::isfinite(vertex.y());
        if (isSound && (vertices.empty() || vertices.back() != vertex))
            vertices.push_back(vertex);
    }
    return vertices;
}

BezierPiece bezierPiece(std::span<const QPointF> vertices, std::size_t from)
{
    const QPointF p1 = vertices[from];
    const QPointF p2 = vertices[from + 1];
    const QPointF p0 = from > 0 ? vertices[from - 1] : p1 * 2 - p2;
    const QPointF p3 = from + 2 < vertices.size() ? vertices[from + 2] : p2 * 2 - p1;
    const double d1 = distance(p0, p1);
    const double d2 = distance(p1, p2);
    const double d3 = distance(p2, p3);
    const double r1 = std::sqrt(d1);
    const double r2 = std::sqrt(d2);
    const double r3 = std::sqrt(d3);
    return {(d1 * p2 - d2 * p0 + (2 * d1 + 3 * r1 * r2 + d2) * p1) / (3 * r1 * (r1 + r2)),
        (d3 * p1 - d2 * p3 + (2 * d3 + 3 * r3 * r2 + d2) * p2) / (3 * r3 * (r3 + r2)), p2};
}

std::vector<QPointF> elbowsThrough(const std::vector<QPointF> &vertices)
{
    std::vector<QPointF> result {vertices.front()};
    for (std::size_t i = 1; i < vertices.size(); ++i) {
        const QPointF from = vertices[i - 1];
        const QPointF to = vertices[i];
        const QPointF middle = (from + to) / 2;
        const bool levelFirst = std::abs(to.x() - from.x()) >= std::abs(to.y() - from.y());
        if (from.x() != to.x() && from.y() != to.y()) {
            if (vertices.size() > 2) {
                result.push_back(levelFirst ? QPointF(to.x(), from.y()) : QPointF(from.x(), to.y()));
            } else if (levelFirst) {
                result.insert(result.end(), {{middle.x(), from.y()}, {middle.x(), to.y()}});
            } else {
                result.insert(result.end(), {{from.x(), middle.y()}, {to.x(), middle.y()}});
            }
        }
        result.push_back(to);
    }
    return result;
}

std::vector<QPointF> routeOnBoard(const Shape &connector)
{
    const std::vector<QPointF> vertices = verticesOnBoard(connector);
    if (vertices.size() < 2)
        return vertices;
    switch (connector.style.route) {
    case Route::Straight: break;
    case Route::Curved: return vertices.size() > 2 ? curveThrough(vertices) : vertices;
    case Route::Elbow: return elbowsThrough(vertices);
    }
    return vertices;
}

bool canBeHeld(const Shape &shape)
{
    return isClosed(shape.type);
}

ShapePtr holdAt(const Scene &scene, const PageId &page, QPointF point, double reach, const ShapeId &except)
{
    const QRectF around(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach);
    ShapePtr found;
    double size = std::numeric_limits<double>::max();
    for (const ShapePtr &shape : scene.touching(page, around)) {
        if (shape->id == except || !canBeHeld(*shape) || hitTest(*shape, point, reach) == Hit::None)
            continue;
        if (const double own = shape->w * shape->h; own <= size) {
            size = own;
            found = shape;
        }
    }
    return found;
}

Binding bindingAt(const Shape &target, QPointF point)
{
    const QPointF inBox = toBox(target, point);
    Binding binding {.shape = target.id};
    if (target.w > 0)
        binding.u = std::clamp((inBox.x() - target.x) / target.w, 0.0, 1.0);
    if (target.h > 0)
        binding.v = std::clamp((inBox.y() - target.y) / target.h, 0.0, 1.0);
    if (std::abs(binding.u - 0.5) < MiddleShare && std::abs(binding.v - 0.5) < MiddleShare)
        binding.u = binding.v = 0.5;
    return binding;
}

} // namespace coterie::board
