#pragma once

#include "base/strongid.h"

#include <QString>

#include <cstdint>

/// Strong ids of everything that has a name on the wire. Opaque strings of at most 64 characters.
namespace coterie::protocol {

using UserId = StrongId<struct UserIdTag, QString>;
using RoomId = StrongId<struct RoomIdTag, QString>;
using MessageId = StrongId<struct MessageIdTag, QString>; ///< given by the server
using ClientId = StrongId<struct ClientIdTag, QString>; ///< a UUID made by the sender; makes sending idempotent
using PollId = StrongId<struct PollIdTag, QString>;
using FileId = StrongId<struct FileIdTag, QString>;
using DocumentId = StrongId<struct DocumentIdTag, QString>; ///< a text or a board; made by its creator
using VersionId = StrongId<struct VersionIdTag, QString>; ///< of a document; given by the server

/// A room's durable events are numbered 1, 2, 3 … without gaps. 0 means "nothing yet".
using Seq = std::int64_t;

/// Changes only when the room's log was lost or restored; positions of another epoch mean nothing.
using Epoch = StrongId<struct EpochTag, QString>;

} // namespace coterie::protocol
