#pragma once

#include "board/scene.h"
#include "board/shape.h"

#include <QList>
#include <QPointF>
#include <QRectF>

#include <vector>

/// What is under a pointer, in a rectangle or in a lasso. Board units throughout; pure functions, any thread. Costs are
/// linear in the points of the shapes that the scene's index finds near.
namespace coterie::board {

/// How a point lies to a shape. Hollow: within a shape that is not filled, which a click means only if nothing else is
/// there.
enum class Hit { None, Hollow, Solid };

/// The line a shape is drawn along, as it lies on the board: corners of a box, vertices of a route, samples of a
/// stroke. Curves come in short straight pieces.
[[nodiscard]] std::vector<QPointF> outlineOnBoard(const Shape &shape);
[[nodiscard]] bool isClosed(ShapeType type); ///< its outline comes back to where it began
[[nodiscard]] bool isSolid(const Shape &shape); ///< a click anywhere within it means it

/// `reach`: how far beside its line still counts.
[[nodiscard]] Hit hitTest(const Shape &shape, QPointF point, double reach);

struct PickOptions {
    double reach = 4;
    bool locked = false; ///< locked ones, too
};
/// What a click means: the front-most one that is solid there or whose line is near; failing that the smallest hollow
/// one around the point. Null: nothing.
[[nodiscard]] ShapePtr shapeAt(const Scene &scene, const PageId &page, QPointF point, const PickOptions &options);

[[nodiscard]] bool touches(const Shape &shape, const QRectF &area);
[[nodiscard]] bool touches(const Shape &shape, const QList<QPointF> &lasso); ///< closed by itself
[[nodiscard]] bool liesIn(const Shape &shape, const QRectF &area); ///< all of it
[[nodiscard]] bool liesIn(const Shape &shape, const QList<QPointF> &lasso);

/// By odd crossings: what is enclosed twice is out again.
[[nodiscard]] bool contains(const QList<QPointF> &polygon, QPointF point);
[[nodiscard]] double distanceToSegment(QPointF point, QPointF from, QPointF to);
[[nodiscard]] bool segmentsCross(QPointF a, QPointF b, QPointF c, QPointF d);

/// The box around the turned box: what people align and snap. No line widths.
[[nodiscard]] QRectF turnedBounds(const Shape &shape);
[[nodiscard]] QRectF turnedBounds(const QList<ShapePtr> &shapes); ///< null: none

} // namespace coterie::board
