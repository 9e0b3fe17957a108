#pragma once

#include "board/utf16.h"
#include "crdt/any.h"
#include "crdt/id.h"

#include <QByteArray>

#include <span>

/// Between Qt's byte arrays and those of crdt, which is plain C++.
namespace coterie::server {

[[nodiscard]] inline std::span<const std::byte> bytesOf(const QByteArray &array)
{
    return std::as_bytes(std::span(array.constData(), static_cast<std::size_t>(array.size())));
}

[[nodiscard]] inline QByteArray arrayOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace coterie::server
