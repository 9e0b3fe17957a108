#pragma once

#include "board/shape.h"
#include "drawing/imagestore.h"
#include "drawing/palette.h"

#include <QImage>
#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace coterie::drawing {

inline constexpr double highlighterOpacity = 0.45; ///< of its ink, which is multiplied with what lies below

class ColourGlyphs;

/// What shapes are painted with. Borrowed for the call.
struct PaintContext {
    const Palette &palette;
    const ImageStore *images = nullptr; ///< null: images are boxes
    double scale = 1; ///< device pixels per board unit: how much detail is worth it
    QString family; ///< of the words
    ColourGlyphs *glyphs = nullptr; ///< for paper: paints letters that are pictures; null: the painter can do it
};

/// Paints in board units; the painter's clip says what is needed. Any thread. Values out of any sense paint something
/// or nothing, never fail.
void paintShape(QPainter &painter, const board::Shape &shape, const PaintContext &context);

/// The shapes, back to front, in a picture of `area`; `ground` fills it first (transparent: none). At most 16,384
/// pixels a side and 64 megapixels: null otherwise, and for an empty area.
[[nodiscard]] QImage paintPicture(const QList<board::ShapePtr> &shapes, const QRectF &area, double scale,
    const PaintContext &context, const QColor &ground);

} // namespace coterie::drawing
