#pragma once

#include "board/shape.h"

#include <QString>

/// The words that Excalidraw has for what a board has words for.
namespace coterie::drawing::excalidraw {

enum class Use { Stroke, Fill };

[[nodiscard]] QString colourFor(QStringView ours, Use use); ///< "red" → "#e03131"; "none" → "transparent"
[[nodiscard]] QString colourFrom(QStringView theirs, Use use); ///< its palette's colours by our names, others as #rrggbb
[[nodiscard]] board::Head headFrom(QStringView arrowhead);
[[nodiscard]] QString headFor(board::Head head); ///< empty: none

/// A freedraw's outline is this many times as wide as its strokeWidth says (perfect-freehand's size).
inline constexpr double freedrawWidth = 4.25;

} // namespace coterie::drawing::excalidraw
