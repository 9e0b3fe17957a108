#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>

namespace coterie::protocol::internal {

/// A stranger's JSON: an object or an array. Malformed for bad UTF-8, bad JSON, nesting over 32.
[[nodiscard]] Result<QJsonValue> decodeJson(const QByteArray &bytes);

inline constexpr qsizetype maxFrame = qsizetype {16} * 1024 * 1024; ///< bytes: a ceiling for memory, not a limit
inline constexpr qsizetype maxBatch = 256; ///< envelopes in one frame
inline constexpr qsizetype maxType = 64; ///< characters of an envelope's type

} // namespace coterie::protocol::internal
