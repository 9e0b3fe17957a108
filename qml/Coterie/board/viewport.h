#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace coterie::boardview {

inline constexpr double smallestZoom = 0.02;
inline constexpr double largestZoom = 30;

/// Which part of the plane is seen and how large. The place of the plane is a whole number of device pixels, so that
/// what was painted once is shown pixel for pixel wherever it is moved to.
struct Viewport {
    QPointF centre; ///< board units in the middle of the item
    double zoom = 1; ///< item units per board unit
    QSizeF size; ///< of the item
    double dpr = 1; ///< device pixels per item unit

    [[nodiscard]] double scale() const { return zoom * dpr; } ///< device pixels per board unit
    [[nodiscard]] QPointF origin() const; ///< of the item, in device pixels of the plane at this scale: whole numbers
    [[nodiscard]] QPointF toView(QPointF board) const;
    [[nodiscard]] QPointF toBoard(QPointF view) const;
    [[nodiscard]] QRectF toView(const QRectF &board) const;
    [[nodiscard]] QRectF visible() const; ///< board units
    bool operator==(const Viewport &) const = default;
};

} // namespace coterie::boardview
