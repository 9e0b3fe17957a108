#pragma once

#include "client/changes.h"
#include "protocol/requests.h"
#include "store/store.h"

namespace coterie::client {

/// What one stretch of a room's history holds: acknowledged messages, oldest first, without holes.
struct Stretch {
    QList<protocol::Message> messages;
    bool hasBefore = false;
    bool hasAfter = false;
    bool operator==(const Stretch &) const = default;
};

/// What is known of a room when a page is asked for.
struct PageContext {
    bool known = true; ///< the room has been joined once, so that `position` means something
    protocol::Seq position = 0; ///< events up to here have been applied; the newest message is not above it
    protocol::Seq readSeq = 0;
    int unread = 0;
    bool online = false; ///< a server can be asked for what is missing or stale
};

/// From the store when that is complete and up to date, or when there is nobody to ask; nothing when the server has to
/// be asked (or, offline, when there is nothing). A few indexed queries.
[[nodiscard]] std::optional<Stretch> pageFromStore(
    store::Store &store, const PageQuery &query, const PageContext &context);

/// The position of the first message at this time or later, if the store knows it (offline: the nearest it knows); the
/// newest position when all are older. Some twenty indexed queries in a room of a million.
[[nodiscard]] std::optional<protocol::Seq> seqAt(
    store::Store &store, const protocol::RoomId &room, WallTime at, const PageContext &context);

/// What to ask the server for.
[[nodiscard]] protocol::GetHistory historyFor(const PageQuery &query, const PageContext &context);

/// Stores a server's answer to `request`, with the positions it covers. The caller runs the transaction.
void storeHistory(store::Store &store, const protocol::GetHistory &request, const protocol::HistoryReply &reply,
    protocol::Seq position);

} // namespace coterie::client
