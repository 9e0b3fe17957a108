#pragma once

#include "board/shape.h"

#include <QFont>
#include <QList>
#include <QRectF>
#include <QString>

namespace coterie::drawing {

/// One row of a shape's text.
struct TextLine {
    QString text; ///< without the line break
    qsizetype start = 0; ///< of it in the shape's text
    QPointF baseline; ///< where it begins
    double width = 0;
    bool isRightToLeft = false;
};

/// The text of a shape broken into rows, in board units, where it stands before the shape is turned. The same rows in
/// every zoom, in the painter, in SVG and in the editor.
struct TextBox {
    QRectF area; ///< what the rows wrap in
    QFont font; ///< its pixel size is a whole number:
    double scale = 1; ///< rows are set in `font` and stretched by this
    double lineHeight = 0;
    double ascent = 0;
    QList<TextLine> lines;

    [[nodiscard]] QRectF bounds() const; ///< of the rows; null: none
};

/// Where text may stand in the shape (board units, not turned). A Text wraps in its own width, or not at all if that is
/// 0; a frame's name stands above it in one row.
[[nodiscard]] QRectF textArea(const board::Shape &shape);
[[nodiscard]] TextBox layOutText(const board::Shape &shape, const QString &family); ///< any thread
/// How high a Text or a note must be for its text: for the one who edits it.
[[nodiscard]] double heightForText(const board::Shape &shape, const QString &family);
/// How wide a Text is that does not wrap.
[[nodiscard]] double naturalWidth(const board::Shape &shape, const QString &family);

} // namespace coterie::drawing
