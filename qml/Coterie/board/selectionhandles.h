#pragma once

#include "board/snap.h"
#include "chrome.h"

#include <QPointF>
#include <Qt>

namespace coterie::boardview {

/// What one can take hold of at the frame around a selection.
enum class Handle { None, Left, TopLeft, Top, TopRight, Right, BottomRight, Bottom, BottomLeft, Rotation };

/// `unit`: board units per item unit; the point in board units.
[[nodiscard]] Handle handleAt(const SelectionFrame &frame, QPointF point, double unit);
[[nodiscard]] board::Edges edgesOf(Handle handle);
[[nodiscard]] Qt::CursorShape cursorFor(Handle handle, double rotation);
/// Where the handle is, in board units.
[[nodiscard]] QPointF placeOf(Handle handle, const SelectionFrame &frame, double unit);

} // namespace coterie::boardview
