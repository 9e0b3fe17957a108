#pragma once

#include "board/scene.h"
#include "board/shape.h"

#include <QPointF>

#include <span>
#include <vector>

/// Lines and arrows: the way between their vertices, and the shapes their ends hold on to (outline.h puts them in
/// place). Board units; pure functions.
namespace coterie::board {

/// Where the line goes through, without doubles and what is no number.
[[nodiscard]] std::vector<QPointF> verticesOnBoard(const Shape &connector);

/// A cubic Bézier curve from one vertex to the next.
struct BezierPiece {
    QPointF control1;
    QPointF control2;
    QPointF end;
};
/// The curved way from vertices[from] to the next one: Catmull-Rom, centripetal so that it makes no loops (C. Yuksel et
/// al., "On the Parameterization of Catmull-Rom Curves", 2009). No two vertices in a row are equal.
[[nodiscard]] BezierPiece bezierPiece(std::span<const QPointF> vertices, std::size_t from);
/// Level and upright pieces only; two vertices that are not level get a knee half-way. At least one vertex.
[[nodiscard]] std::vector<QPointF> elbowsThrough(const std::vector<QPointF> &vertices);

/// The way a line takes, as it lies on the board and drawing::connectorPath() paints it; curves in short straight
/// pieces, the small round corners of an elbow as corners.
[[nodiscard]] std::vector<QPointF> routeOnBoard(const Shape &connector);

/// What an arrow can hold on to: everything that has an inside.
[[nodiscard]] bool canBeHeld(const Shape &shape);
/// What an end at that point would hold on to: the smallest shape around it, or the nearest whose edge is within reach.
/// Null: nothing. `except`: the connector itself.
[[nodiscard]] ShapePtr holdAt(
    const Scene &scene, const PageId &page, QPointF point, double reach, const ShapeId &except);
/// The place of the point in the shape's box. Near its middle the middle itself, which most people mean.
[[nodiscard]] Binding bindingAt(const Shape &target, QPointF point);

} // namespace coterie::board
