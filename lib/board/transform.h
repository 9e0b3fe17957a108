#pragma once

#include "board/shape.h"

namespace coterie::board {

/// What a hand does to shapes: they are stretched and turned about the anchor, then moved. Board units and degrees
/// clockwise.
struct Transform {
    QPointF anchor;
    double scaleX = 1; ///< negative: flipped
    double scaleY = 1;
    double rotation = 0;
    QPointF move;
    bool operator==(const Transform &) const = default;
};

/// The shape after it. A turned shape is stretched along its own sides by what comes closest, since a box stays a box.
/// Flipping mirrors its points and its angle; the ends of a connector keep what they hold on to.
[[nodiscard]] Shape transformed(const Shape &shape, const Transform &transform);
[[nodiscard]] QPointF transformed(QPointF point, const Transform &transform);
/// Degrees brought into -180 < x <= 180.
[[nodiscard]] double normalisedAngle(double degrees);

} // namespace coterie::board
