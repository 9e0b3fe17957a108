#pragma once

#include "board/scene.h"
#include "board/shape.h"

#include <QPointF>

#include <vector>

/// Lines and arrows: the way between their vertices, and the shapes their ends hold on to (outline.h puts them in
/// place). Board units; pure functions.
namespace coterie::board {

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
