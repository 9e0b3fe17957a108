#pragma once

#include "board/scene.h"
#include "board/shape.h"
#include "crdt/doc.h"

#include <optional>

/// How a board lies in its Yjs document: `Y.Map shapes`, shape id → `Y.Map {type, x, y, w, h, rotation, points, text,
/// stroke, fill, width, z, by}` and, where they are not the default, `{page, dash, opacity, fontSize, align, startHead,
/// endHead, route, image, frame, groups, locked, start, end}`; `Y.Map pages`, page id → `{name, z}`; `Y.Map images`,
/// key → bytes (PNG, JPEG or WebP); `Y.Map meta` as in every document. `points` is a Y.Text (or a string) as points.h
/// writes it, `text` a Y.Text. Read is what any program may have written: points as an array of numbers, of pairs or of
/// objects, too, text as a string, numbers out of range brought into it.
namespace coterie::board {

inline constexpr qsizetype maxText = 20'000; ///< units in one shape; more is not shown
inline constexpr double maxCoordinate = 1e7;
inline constexpr qsizetype maxImageBytes = 1'000'000;

/// The shape under that id; nothing if what is there is no shape at all.
[[nodiscard]] std::optional<Shape> readShape(const crdt::Map &shape, const ShapeId &id);
/// Writes the properties in which they differ, all of a new one: x and y together, w and h together.
void writeShape(crdt::Map &shape, const Shape &wanted, const Shape *present);
[[nodiscard]] Scene readScene(crdt::Doc &doc); ///< O(n); shapes beyond 1,000,000 are left out
[[nodiscard]] QByteArray imageIn(crdt::Doc &doc, const QString &key); ///< empty: there is none

/// Adds the shapes to a document in one transaction, new ids where one is taken.
void addShapes(crdt::Doc &doc, const QList<Shape> &shapes);

} // namespace coterie::board
