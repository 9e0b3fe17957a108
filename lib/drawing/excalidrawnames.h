#pragma once

#include "board/shape.h"

#include <QString>

/// The words that Excalidraw has for what a board has words for.
namespace coterie::drawing::excalidraw {

enum class Use { Stroke, Fill };

[[nodiscard]] QString colourFor(QStringView ours, Use use); ///< "red" → "#e03131"; "none" → "transparent"
[[nodiscard]] QString colourFrom(
    QStringView theirs, Use use); ///< its palette's colours by our names, others as #rrggbb
[[nodiscard]] board::Head headFrom(QStringView arrowhead);
[[nodiscard]] QString headFor(board::Head head); ///< empty: none

/// How many times as wide as strokeWidth says a freedraw comes out: its size for perfect-freehand is 4.25 of it, and
/// there a pen of middle pressure draws √2 of that. A mouse's pressure is made up there of its speed, and draws less.
inline constexpr double penWidth = 6;
inline constexpr double mouseWidth = 4.25;

} // namespace coterie::drawing::excalidraw
