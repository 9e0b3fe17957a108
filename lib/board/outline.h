#pragma once

#include "board/shape.h"

#include <optional>

namespace coterie::board {

/// Where a straight way from one point to another meets the outline of a shape for the last time before it ends inside:
/// an ellipse's and a diamond's own, the turned box of all others. Nothing if the way starts inside or misses it.
[[nodiscard]] std::optional<QPointF> entryPoint(const Shape &shape, QPointF from, QPointF to);

/// A place in the box of a shape, from 0,0 to 1,1, as it lies on the board.
[[nodiscard]] QPointF placeIn(const Shape &shape, double u, double v);
[[nodiscard]] bool isInside(const Shape &shape, QPointF onBoard); ///< of the same outline

/// A connector whose bound ends lie where the shapes are that they hold on to: on their outlines, aimed at the place
/// they are bound to. What they hold on to and is not there (null) leaves the end where it is, and so does another
/// connector. Its points are in board units then and it is not turned. The same shape if nothing is bound.
[[nodiscard]] Shape withEndsInPlace(const Shape &connector, const Shape *atStart, const Shape *atEnd);

/// Takes these points for the shape's own if, stretched to its box, they are the same to 1/16 unit: what need not be
/// written again is not.
void keepForm(Shape &shape, const PointsPtr &points);

/// Gives a shape these points, in board units: its box is their bounds, and it is not turned.
void setPointsOnBoard(Shape &shape, Points points);

} // namespace coterie::board
