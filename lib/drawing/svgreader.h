#pragma once

#include "base/result.h"
#include "drawing/drawing.h"

namespace coterie::drawing {

inline constexpr qsizetype maxSvgBytes = 64'000'000;
inline constexpr int maxSvgElements = 200'000;

/// An SVG as shapes. One that toSvg() wrote and nobody changed gives back exactly the shapes it was made of. Of any
/// other: rectangles, ellipses, lines, paths (made of straight pieces), texts and embedded images, with their colours,
/// widths, groups and transformations; what a board has no word for is left out, and `remarks` say so. Nothing is
/// loaded, run or expanded: references, scripts and documents with entities of their own are refused or left out.
/// Malformed, TooLarge. Any thread.
[[nodiscard]] Result<Drawing> fromSvg(const QByteArray &bytes);

} // namespace coterie::drawing
