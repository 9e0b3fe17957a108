#pragma once

#include "board/shape.h"

#include <QList>
#include <QStringList>

/// What a new board can begin with.
namespace coterie::board {

/// "blank", "retro", "kanban", "flow", "meeting": the order in which they are offered.
[[nodiscard]] QStringList templateNames();

/// The shapes of a template, back to front, around 0,0, in words of the application's language; none for "blank" and
/// for a name that is none. Their ids are always the same, so that a template which two people put on a board at the
/// same time is there once; SharedBoard::add() and addShapes() give them an order.
[[nodiscard]] QList<Shape> templateShapes(QStringView name);

} // namespace coterie::board
