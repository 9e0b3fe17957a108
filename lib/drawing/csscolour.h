#pragma once

#include <QString>

#include <optional>

namespace coterie::drawing {

/// A colour as CSS and SVG write it (names, #rgb, #rgba, #rrggbb, #rrggbbaa, rgb(), rgba()) in the board's form:
/// "none",
/// "#rrggbb" or, where it is not opaque, "#rrggbbaa". Nothing for what is no such colour.
[[nodiscard]] std::optional<QString> boardColour(QStringView css);

} // namespace coterie::drawing
