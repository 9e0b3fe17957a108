#pragma once

#include "server/net/frontend.h"

namespace coterie::server::net {

/// What a response does to its connection.
enum class Persistence { KeepAlive, Close };

[[nodiscard]] QByteArray reasonPhrase(int status);

/// The head of a response with its blank line. `contentLength` below 0 leaves the length out (event streams, 304).
/// Fields with a line break or a colon where none belongs are left out: nothing a caller passes on can split the
/// response.
[[nodiscard]] QByteArray responseHead(const HttpResponse &response, qint64 contentLength, Persistence persistence);

/// A refusal with the JSON error body of the protocol.
[[nodiscard]] HttpResponse refusal(int status);

/// The answer to an upgrade (RFC 6455 section 4.2.2).
[[nodiscard]] QByteArray webSocketHead(QByteArrayView key, const QByteArray &subprotocol);

[[nodiscard]] QByteArray eventStreamHead();

} // namespace coterie::server::net
