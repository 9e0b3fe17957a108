#pragma once

#include "board/scene.h"
#include "board/shape.h"
#include "crdt/doc.h"

#include <QSet>

#include <optional>
#include <string>
#include <string_view>

/// How a board lies in its Yjs document: `Y.Map shapes`, shape id → `Y.Map {type, x, y, w, h, rotation, points, text,
/// stroke, fill, width, z, by}` and, where they are not the default, `{page, dash, opacity, fontSize, align, startHead,
/// endHead, route, image, frame, groups, locked, start, end}`; `Y.Map pages`, page id → `{name, z}`; `Y.Map images`,
/// key → bytes (PNG, JPEG or WebP); `Y.Map meta` as in every document. `points` is text as points.h writes it: a
/// string, or a Y.Text that grows while the stroke is drawn; `text` is a Y.Text; `start` and `end` are `{shape, u, v}`.
/// A stroke or a line with w and h 0 is as large as its points and counts them from x, y: so it is while it is drawn.
///
/// Read is what any program may have written: points as an array (or Y.Array) of numbers, of pairs or of objects, too,
/// text as a string, numbers out of range brought into it, what makes no sense as if it were not there. Written are
/// lengths in 1/64 unit, which is exact where it is read, and short on the wire.
namespace coterie::board {

inline constexpr qsizetype maxText = 20'000; ///< units in one shape; more is not shown
inline constexpr double maxCoordinate = 1e7;
inline constexpr qsizetype maxImageBytes = 1'000'000;
inline constexpr qsizetype maxShapes = 1'000'000; ///< of one board
inline constexpr qsizetype maxPages = 500;
inline constexpr qsizetype maxPageName = 200;

/// The roots of a board's document.
inline constexpr std::u16string_view shapesRoot = u"shapes";
inline constexpr std::u16string_view pagesRoot = u"pages";
inline constexpr std::u16string_view imagesRoot = u"images";

[[nodiscard]] bool isShapeId(QStringView id);
[[nodiscard]] double rounded(double length); ///< as it is written

/// The shape under that id; nothing if what is there is no shape at all.
[[nodiscard]] std::optional<Shape> readShape(const crdt::Map &shape, const ShapeId &id);
/// Reads anew what these keys are about; false if it is no shape any more.
[[nodiscard]] bool readProperties(const crdt::Map &map, const QSet<QString> &keys, Shape &shape);
/// Writes the properties in which they differ, all of a new one: x and y together, w and h together. Text is changed
/// where it differs.
void writeShape(crdt::Map &shape, const Shape &wanted, const Shape *present);
[[nodiscard]] const QStringList &constantKeys(); ///< of the properties that every shape has
/// Writes one property that is always there, as the shape has it; others are none if they are not there.
void writeProperty(crdt::Map &map, const QString &key, const Shape &shape);
/// The smallest change that makes the text of a shape this one.
void writeText(crdt::Map &shape, const QString &text);
/// The Y.Text in which a stroke grows, made anew.
[[nodiscard]] crdt::Text growingPoints(crdt::Map &shape);

[[nodiscard]] Scene readScene(crdt::Doc &doc); ///< O(n log n); shapes beyond maxShapes are left out
[[nodiscard]] QList<Page> readPages(const crdt::Map &pages);
[[nodiscard]] QByteArray imageIn(crdt::Doc &doc, const QString &key); ///< empty: there is none
/// The key under which a board keeps these bytes: the same bytes, the same key.
[[nodiscard]] QString imageKey(const QByteArray &bytes);
/// Keeps the bytes under imageKey(). False: too large (maxImageBytes) or no PNG, JPEG, WebP.
bool addImage(crdt::Doc &doc, const QByteArray &bytes);
/// Whether these are the first bytes of a PNG, a JPEG or a WebP picture.
[[nodiscard]] bool isImage(const QByteArray &bytes);

/// Adds the shapes to a document in one transaction, new ids where one is taken; see placedShapes().
void addShapes(crdt::Doc &doc, const QList<Shape> &shapes);
/// The shapes as they can be added to a scene: with an id that is not taken, in front of all on their page where they
/// have no z, and with what they say of each other (frames, groups, ends that hold on) kept; of others only what is
/// there.
[[nodiscard]] QList<Shape> placedShapes(QList<Shape> shapes, const Scene &scene);

} // namespace coterie::board
