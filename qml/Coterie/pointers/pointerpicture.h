#pragma once

#include "pointerlook.h"

#include <QImage>
#include <QPointF>
#include <QString>

namespace coterie::pointers {

/// Something painted once and moved about. Lengths are pixels of the window.
struct Picture {
    QImage image;
    QPointF offset; ///< of its top left from the point it belongs to
    QSizeF reach {}; ///< how far from that point it goes to the right and down, were it on that side
    [[nodiscard]] QSizeF size() const { return image.deviceIndependentSize(); }
};

/// Where flag and bubble stand from the tip: to the right and below, unless there they would be cut off.
struct Side {
    bool left = false;
    bool above = false;
    bool operator==(const Side &) const = default;
};

/// The arrow, whose tip is the point, and the flag with name and tool. Long names are elided.
[[nodiscard]] Picture paintPointer(
    const QString &name, const QColor &person, const QString &tool, const PointerLook &look, qreal ratio, Side side);
/// What somebody says, beyond their flag, as wide as it needs up to a limit.
[[nodiscard]] Picture paintBubble(
    const QString &words, const QColor &person, const PointerLook &look, qreal ratio, Side side);
/// An emoji around the point.
[[nodiscard]] Picture paintReaction(const QString &emoji, const PointerLook &look, qreal ratio);

} // namespace coterie::pointers
