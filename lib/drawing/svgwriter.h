#pragma once

#include "drawing/drawing.h"
#include "drawing/palette.h"

#include <QByteArray>
#include <QRectF>

namespace coterie::drawing {

struct SvgOptions {
    Palette palette {}; ///< in which the names of colours become colours
    QString family {}; ///< of the words
    QString title {}; ///< of the file; may be empty
    QRectF area {}; ///< what is shown, in board units; null: all shapes with a margin
    bool hasGround = true; ///< the board's colour behind it; else it is transparent
};

/// A picture in SVG 1.1 (with CSS for what a highlighter does): each shape a <g> with the shape's id, in the order of
/// drawing, groups around them, words as text in the rows of textlayout.h, images inside. One unit is one unit of the
/// board. It carries the shapes themselves, too, so that readSvg() gives back exactly these. The same shapes, the same
/// bytes. Any thread.
[[nodiscard]] QByteArray toSvg(
    const QList<board::ShapePtr> &shapes, const ImageBytes &images, const SvgOptions &options);

/// All that the shapes cover, with a margin, in whole units; null for none.
[[nodiscard]] QRectF pictureArea(const QList<board::ShapePtr> &shapes);

} // namespace coterie::drawing
