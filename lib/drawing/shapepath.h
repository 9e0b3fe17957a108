#pragma once

#include "board/shape.h"

#include <QPainterPath>
#include <QPolygonF>

/// The lines that shapes are made of, in board units, turned as the shape is. Any thread.
namespace coterie::drawing {

/// The edge of a shape, closed: rounded rectangle, ellipse, diamond, paper of a note, box of a text, an image or a
/// frame. Of strokes the outline of the ink, of lines and arrows the way itself (open).
[[nodiscard]] QPainterPath outlineOf(const board::Shape &shape);

/// An end of a line or an arrow.
struct HeadPath {
    QPainterPath path;
    bool isFilled = false; ///< else it is drawn with the line's pen
};

/// A line or an arrow: the way through its vertices, cut short where a head covers it, and its heads.
struct ConnectorPath {
    QPainterPath way;
    HeadPath start;
    HeadPath end;
    QPointF middle; ///< half-way along, where its text stands
};
[[nodiscard]] ConnectorPath connectorPath(const board::Shape &shape);

/// The corner radius of a rectangle of that size.
[[nodiscard]] double cornerRadius(double w, double h);

} // namespace coterie::drawing
