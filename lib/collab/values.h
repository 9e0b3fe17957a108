#pragma once

#include "board/utf16.h"
#include "crdt/any.h"
#include "crdt/sharedtypes.h"

#include <QByteArray>
#include <QString>

#include <span>

/// Between Qt's strings and bytes and those of lib/crdt.
namespace coterie::collab {

[[nodiscard]] inline std::span<const std::byte> bytesOf(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

[[nodiscard]] inline QByteArray toByteArray(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// The member if it is a string, else an empty one.
[[nodiscard]] inline QString stringMember(const crdt::Any &object, std::u16string_view key)
{
    const crdt::Any *value = object.member(key);
    const std::u16string *text = value ? value->string() : nullptr;
    return text ? toQString(*text) : QString();
}

/// The plain value under a key of a map; undefined if there is none or it is a type.
[[nodiscard]] inline crdt::Any plainEntry(const crdt::Keyed &map, std::u16string_view key)
{
    const auto value = map.get(key);
    const crdt::Any *plain = value ? std::get_if<crdt::Any>(&*value) : nullptr;
    return plain ? *plain : crdt::Any();
}

[[nodiscard]] inline QString stringEntry(const crdt::Keyed &map, std::u16string_view key)
{
    const crdt::Any value = plainEntry(map, key);
    const std::u16string *text = value.string();
    return text ? toQString(*text) : QString();
}

} // namespace coterie::collab
