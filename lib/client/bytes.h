#pragma once

#include "crdt/updates.h"

#include <QByteArray>
#include <QList>

#include <span>

/// Between Qt's bytes and those of lib/crdt.
namespace coterie::client {

[[nodiscard]] inline std::span<const std::byte> asBytes(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

[[nodiscard]] inline QByteArray toByteArray(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// One update with all that is in several. Those that would be too many for one stay as they are.
[[nodiscard]] inline QList<QByteArray> merged(const QList<QByteArray> &updates)
{
    if (updates.size() <= 1)
        return updates;
    std::vector<std::span<const std::byte>> parts;
    for (const QByteArray &update : updates)
        parts.push_back(asBytes(update));
    const auto whole = crdt::mergeUpdates(parts);
    return whole ? QList {toByteArray(*whole)} : updates;
}

} // namespace coterie::client
