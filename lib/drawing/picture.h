#pragma once

#include "base/result.h"
#include "drawing/drawing.h"
#include "drawing/palette.h"

#include <QByteArray>
#include <QImage>
#include <QRectF>
#include <QSize>

/// Boards as files of pixels and of paper. Worker threads: a large board takes seconds.
namespace coterie::drawing {

struct PictureOptions {
    Palette palette {};
    QString family {}; ///< of the words
    QString title {}; ///< of a PDF; may be empty
    double scale = 1; ///< PNG: pixels per board unit, 1 to 4
    bool hasGround = true; ///< PNG: the board's colour behind it; else it is transparent
};

/// What comes on one picture or one sheet: the shapes back to front, and what is shown of them in board units.
struct Sheet {
    QList<board::ShapePtr> shapes {};
    QRectF area {}; ///< null: all of them with a margin
};

struct PngPicture {
    QByteArray bytes;
    double scale = 1; ///< less than was asked for where that would have been beyond 64 megapixels or 16,384 a side
};
/// NotFound: there is nothing to show.
[[nodiscard]] Result<PngPicture> toPng(const Sheet &sheet, const ImageBytes &images, const PictureOptions &options);

/// One sheet after the other, each as large as what is on it (a unit is 1/96 inch; beyond five metres it is scaled
/// down): lines as lines, words as words. NotFound: there is nothing to show.
[[nodiscard]] Result<QByteArray> toPdf(
    const QList<Sheet> &sheets, const ImageBytes &images, const PictureOptions &options);

/// A small picture of a board's first page, whole, from its state (a Yjs update, version 1): for previews. Detail that
/// would be smaller than a pixel is not painted, so that a million points take no longer than they must be read. Of
/// what cannot be read and of an empty board: the ground. `size` is in pixels of `ratio` device pixels each.
[[nodiscard]] QImage boardThumbnail(
    const QByteArray &state, QSize size, qreal ratio, const Palette &palette, const QString &family = {});

} // namespace coterie::drawing
