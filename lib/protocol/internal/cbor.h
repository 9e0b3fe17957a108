#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonValue>

/// CBOR (RFC 8949) limited to what JSON can say: no tags, no byte strings, text keys only, no undefined, finite
/// numbers.
namespace coterie::protocol::internal {

/// Malformed for anything else, for bytes after the value and for nesting over 32. Never reserves what the input only
/// claims.
[[nodiscard]] Result<QJsonValue> decodeCbor(QByteArrayView bytes);
[[nodiscard]] QByteArray encodeCbor(const QJsonValue &value);

} // namespace coterie::protocol::internal
