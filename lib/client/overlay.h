#pragma once

#include "client/changes.h"
#include "sync/outbox.h"

namespace coterie::client {

/// How the outbox looks on the screen. Pure functions.

/// Whether `entry` changes this acknowledged message.
[[nodiscard]] bool changes(const sync::OutboxEntry &entry, const protocol::Message &message);

/// Does to `message` what the server will do when it takes `request`.
void applyRequest(
    protocol::Message &message, const protocol::Request &request, const protocol::UserId &self, WallTime now);

/// The message an unsent entry will become; without messageId and seq.
[[nodiscard]] protocol::Message messageOf(const sync::OutboxEntry &entry, const protocol::User &self, WallTime madeAt);

/// A row for an acknowledged message, with what waits for it among `outbox` applied.
[[nodiscard]] MessageEntry sentRow(const protocol::Message &message, const QList<sync::OutboxEntry> &outbox,
    const protocol::UserId &self, WallTime now);

/// A row for an unsent message, with what waits for it among `outbox` applied.
[[nodiscard]] MessageEntry unsentRow(const sync::OutboxEntry &entry, const QList<sync::OutboxEntry> &outbox,
    const protocol::User &self, WallTime madeAt);

[[nodiscard]] QString keyOf(const protocol::Message &message, const protocol::UserId &self);

} // namespace coterie::client
