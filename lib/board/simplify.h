#pragma once

#include "board/shape.h"

namespace coterie::board {

/// The points without those that do not matter: what is left out lies within `tolerance` units of the line that is
/// left, and its pressure within 0.04 of what is drawn there. First and last stay. D. Douglas and T. Peucker,
/// "Algorithms for the reduction of the number of points …" (1973), with the pressure as a third measure; in stretches
/// of a few hundred points, so the cost is linear in a stroke's length. The points are control points of a curve (lib/
/// drawing/strokepath.h), so those around a bend stay where without them it would be wider.
[[nodiscard]] Points simplified(const Points &points, double tolerance);
/// What nobody sees in a stroke of that width, in units.
[[nodiscard]] double toleranceOf(double width);
/// Whether the simpler ones are so much shorter that it pays to write them again.
[[nodiscard]] bool isWorthReplacing(const Points &simpler, const Points &drawn);

} // namespace coterie::board
