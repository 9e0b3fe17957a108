#pragma once

#include "board/shape.h"

#include <QPointF>

#include <optional>
#include <vector>

namespace coterie::board {

/// What an eraser of that radius leaves of a stroke when it is drawn from one point to the other: the pieces, in order,
/// cut exactly at its edge. Nothing: it does not meet the stroke. An empty list: all of it is gone. Points lie on the
/// board. O(points).
[[nodiscard]] std::optional<std::vector<Points>> erased(const Points &stroke, double radius, QPointF from, QPointF to);

} // namespace coterie::board
