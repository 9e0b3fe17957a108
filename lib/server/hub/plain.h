#pragma once

#include "protocol/dialect.h"
#include "server/hub/state.h"

namespace coterie::server {

/// A new message as a connection of that dialect expects it.
[[nodiscard]] QByteArray plainFrame(
    protocol::plain::Dialect dialect, const RoomState &room, const protocol::Message &message);

/// Our own message, and `id` beside `messageId`: what chapter clients look for.
[[nodiscard]] QJsonObject chapterMessage(const protocol::Message &message);

} // namespace coterie::server
