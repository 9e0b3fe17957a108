#pragma once

#include "board/points.h"
#include "board/shape.h"

#include <QPainterPath>
#include <QRectF>

namespace coterie::drawing {

/// How wide a stroke of `width` is at a pressure: its own width at 0.5, which is a mouse.
[[nodiscard]] double widthAt(double width, double pressure);

/// The smooth line along the samples: a quadratic B-spline whose control points are the samples and which begins and
/// ends in the first and the last one. O(n).
[[nodiscard]] QPainterPath strokeCentre(const board::Points &points);

/// The outline of a stroke, to be filled (winding): as wide as the pressure says (a highlighter: the same everywhere),
/// ends and turns round, in the manner of S. Ruiz, "perfect-freehand" (2021) but around the B-spline of
/// strokeCentre(). Deviates by `tolerance` at most, in the units of the points. `within`: only the parts that are
/// seen in there are needed (null: all). O(n).
[[nodiscard]] QPainterPath strokeOutline(
    const board::Points &points, double width, bool isHighlighter, double tolerance = 0.05, const QRectF &within = {});

} // namespace coterie::drawing
