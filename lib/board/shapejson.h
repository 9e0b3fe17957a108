#pragma once

#include "board/shape.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <optional>

/// Shapes as JSON: for the clipboard, inside exported files, for scripts. The names are those of the document
/// (boardcodec.h), `points` are in their compact form, what is the default is left out.
namespace coterie::board {

[[nodiscard]] QJsonObject toJson(const Shape &shape);
[[nodiscard]] QJsonObject toJson(const Style &style);
[[nodiscard]] Style styleFromJson(const QJsonObject &object); ///< always one: as shapeFromJson()
/// Nothing for what is no shape. Numbers out of range are brought into it, texts cut, unknown fields ignored; a missing
/// id is left empty.
[[nodiscard]] std::optional<Shape> shapeFromJson(const QJsonObject &object);

} // namespace coterie::board
