#pragma once

#include "crdt/structs.h"

#include <cstdint>

namespace coterie::crdt {

/// What a shared type is. The numbers are those of the wire format; Untyped is a root that nobody has asked for by its
/// kind yet, and never on the wire.
enum class TypeKind : std::uint8_t { Array, Map, Text, XmlElement, XmlFragment, XmlHook, XmlText, Untyped };

[[nodiscard]] constexpr TypeKind kindOf(TypeRef type)
{
    return static_cast<TypeKind>(type);
}
static_assert(kindOf(TypeRef::XmlText) == TypeKind::XmlText);

} // namespace coterie::crdt
