#pragma once

#include "base/result.h"
#include "crdt/any.h"
#include "crdt/statevector.h"

#include <span>
#include <string>
#include <variant>

namespace coterie::crdt {

// The messages of y-websocket, one per frame (https://github.com/yjs/y-protocols, sync.js, auth.js, awareness.js). A
// client opens with SyncStep1; a server answers with SyncStep2 and asks with a SyncStep1 of its own; then both send
// SyncUpdate as they go. What a message carries is not looked into here: it borrows the bytes that were decoded.

/// What the sender knows; the answer is SyncStep2 with what it lacks.
struct SyncStep1 {
    StateVector state;
    bool operator==(const SyncStep1 &) const = default;
};
/// The answer to SyncStep1, an update of version 1.
struct SyncStep2 {
    std::span<const std::byte> update;
};
/// A change that just happened, an update of version 1.
struct SyncUpdate {
    std::span<const std::byte> update;
};
/// For Awareness::apply().
struct AwarenessMessage {
    std::span<const std::byte> update;
};
/// Asks for everybody's awareness.
struct AwarenessQuery {
};
struct PermissionDenied {
    std::u16string reason; ///< for people, in the server's words
    bool operator==(const PermissionDenied &) const = default;
};
/// Not of y-protocols: only between peers that agreed on the WebSocket subprotocol `coterie.collab.v1`. The server
/// answers with the same once all that came before on this connection is on disk.
struct Checkpoint {
    std::uint64_t number = 0; ///< below 2^53, chosen by the client
    bool operator==(const Checkpoint &) const = default;
};

using SyncMessage =
    std::variant<SyncStep1, SyncStep2, SyncUpdate, AwarenessMessage, AwarenessQuery, PermissionDenied, Checkpoint>;

/// Unsupported for kinds that are not known (others ignore them, and so may the caller); Truncated, OutOfRange,
/// Malformed.
[[nodiscard]] Result<SyncMessage> decodeSyncMessage(std::span<const std::byte> frame);
[[nodiscard]] Bytes encodeSyncMessage(const SyncMessage &message);

} // namespace coterie::crdt
