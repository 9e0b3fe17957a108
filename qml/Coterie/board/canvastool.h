#pragma once

#include "board/shape.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace coterie::boardview {

/// What a press on the board begins.
enum class CanvasTool {
    Select,
    Lasso,
    Hand,
    Pen,
    Highlighter,
    Eraser,
    Laser,
    Line,
    Arrow,
    Rectangle,
    Ellipse,
    Diamond,
    Text,
    Note,
    Image,
    Frame
};

[[nodiscard]] QString toName(CanvasTool tool); ///< as BoardCanvas::tool says it
[[nodiscard]] std::optional<CanvasTool> toolNamed(QStringView name);
[[nodiscard]] std::optional<CanvasTool> toolForKey(int key); ///< Qt::Key, without modifiers
[[nodiscard]] std::optional<board::ShapeType> shapeTypeOf(CanvasTool tool); ///< what it draws, if it draws
/// One that stays after it was used: a pen, not a rectangle.
[[nodiscard]] bool staysByItself(CanvasTool tool);

} // namespace coterie::boardview
