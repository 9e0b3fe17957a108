#pragma once

#include "crdt/any.h"
#include "crdt/id.h"

#include <QByteArray>
#include <QString>

#include <span>
#include <string_view>

/// Between Qt's byte arrays and texts and those of crdt, which is plain C++.
namespace coterie::server {

[[nodiscard]] inline std::span<const std::byte> bytesOf(const QByteArray &array)
{
    return std::as_bytes(std::span(array.constData(), static_cast<std::size_t>(array.size())));
}

[[nodiscard]] inline QByteArray arrayOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

[[nodiscard]] inline std::u16string_view unitsOf(QStringView text)
{
    return {text.utf16(), static_cast<std::size_t>(text.size())};
}

[[nodiscard]] inline QString textOf(std::u16string_view text)
{
    return QString::fromUtf16(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace coterie::server
