#pragma once

#include "board/scene.h"
#include "board/shape.h"

#include <QList>
#include <QStringList>

/// Putting several shapes in order: what align, distribute, flip, group and the order of drawing do to them. Pure; each
/// gives back only the shapes that become different, ready for SharedBoard::update().
namespace coterie::board {

enum class Side { Left, Centre, Right, Top, Middle, Bottom };
enum class Axis { Horizontal, Vertical };
enum class Layer { Front, Back, Forward, Backward };

/// The outermost group of a shape, seen from within another group (empty: from outside of all); empty: none.
[[nodiscard]] QString outerGroup(const Shape &shape, const QString &within = {});

/// Shapes that keep their places to each other: a group, a frame with what lies in it, or one shape.
using Unit = QList<ShapePtr>;
[[nodiscard]] QList<Unit> unitsOf(const QList<ShapePtr> &shapes, const QString &within = {});

[[nodiscard]] QList<Shape> aligned(const QList<Unit> &units, Side side);
/// With equal gaps between the outermost two; nothing for less than three.
[[nodiscard]] QList<Shape> distributed(const QList<Unit> &units, Axis axis);
/// Left to right or upside down, about the middle of them all.
[[nodiscard]] QList<Shape> flipped(const QList<ShapePtr> &shapes, Axis axis);
[[nodiscard]] QList<Shape> moved(const QList<ShapePtr> &shapes, QPointF by);

/// Makes them one group, around the groups they are in and inside of `within`.
[[nodiscard]] QList<Shape> grouped(const QList<ShapePtr> &shapes, const QString &group, const QString &within = {});
/// Takes them out of their outermost group as seen from within.
[[nodiscard]] QList<Shape> ungrouped(const QList<ShapePtr> &shapes, const QString &within = {});

/// A step passes the next shape that overlaps. `salt`: see order.h.
[[nodiscard]] QList<Shape> reordered(
    const Scene &scene, const PageId &page, const QList<ShapeId> &ids, Layer layer, quint32 salt);

/// Copies with ids and groups of their own: they hold on to each other, lie in each other's frames, and will be added
/// in front.
[[nodiscard]] QList<Shape> copied(const QList<Shape> &shapes);

/// From top to bottom in rows, in a row from left to right: for keyboards and screen readers.
[[nodiscard]] QList<ShapePtr> inReadingOrder(QList<ShapePtr> shapes);

} // namespace coterie::board
