#pragma once

#include "board/shape.h"

#include <QPainterPath>
#include <QPolygonF>
#include <QRectF>
#include <QTransform>
#include <QXmlStreamAttributes>

#include <optional>

/// Where the elements of an SVG are, and what forms of a board they are. Any thread.
namespace coterie::drawing::svg {

/// A length of an attribute; 0 if there is none.
[[nodiscard]] double valueOf(const QXmlStreamAttributes &attributes, QLatin1StringView name);
[[nodiscard]] double stretch(const QTransform &place); ///< how much larger things are in there
[[nodiscard]] double degreesOf(const QTransform &place); ///< clockwise, in (-180, 180]
/// Whether boxes stay boxes: axes at right angles to each other.
[[nodiscard]] bool keepsBoxes(const QTransform &place);
[[nodiscard]] double coordinate(double value); ///< one that a board can have
/// The box that, turned around its middle, is the picture of `box`.
void placeBox(board::Shape &shape, const QRectF &box, const QTransform &place);
/// A box or a diamond that was drawn as a path, for what a shape can be filled and written in.
[[nodiscard]] std::optional<board::ShapeType> boxIn(const QPolygonF &polygon);
/// A stroke is smooth around its points: near each corner of a straight piece it needs one, not to cut it.
[[nodiscard]] board::Points pointsAlong(const QPolygonF &polygon, bool isStroke);
/// Of a line, rect, circle, ellipse, polyline, polygon or path.
[[nodiscard]] QPainterPath pathOf(const QString &element, const QXmlStreamAttributes &attributes);

} // namespace coterie::drawing::svg
