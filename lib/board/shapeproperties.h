#pragma once

#include "board/shape.h"
#include "crdt/any.h"

#include <QString>

#include <array>
#include <optional>
#include <string_view>

// What boardcodec.cpp reads and writes of a shape that is a plain value and of which others do not depend. Other
// programs write it too: whatever is no such value is the default.
namespace coterie::board {

inline constexpr qsizetype LongestName = 64; ///< ids, colours, keys of images, names of types

/// Pure; any thread.
struct Property {
    std::u16string_view key;
    void (*read)(const crdt::Any &, Shape &); ///< undefined: the default
    crdt::Any (*value)(const Shape &); ///< undefined: the default, which need not be written
    bool isAlwaysThere = false;
};

[[nodiscard]] const std::array<Property, 20> &properties();
[[nodiscard]] const Property *propertyNamed(std::u16string_view key); ///< null: none

[[nodiscard]] std::optional<double> numberOf(const crdt::Any &value); ///< finite
[[nodiscard]] double number(const crdt::Any &value, double least, double most, double otherwise);
/// Names that come again and again share their memory: colours, people, pages. Empty: no string, or longer.
[[nodiscard]] QString sharedName(const crdt::Any &value, qsizetype longest = LongestName);
[[nodiscard]] crdt::Any textValue(const QString &text);

} // namespace coterie::board
