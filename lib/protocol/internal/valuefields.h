#pragma once

#include "protocol/internal/fields.h"

/// The fields of the values in types.h that are built from others' fields too. In the values' own namespace, where the
/// archives find them.
namespace coterie::protocol {

using namespace Qt::StringLiterals;
using internal::Like;

template <typename A>
void fields(A &archive, Like<A, User> &user)
{
    archive.required("userId"_L1, user.userId);
    archive.required("username"_L1, user.username, internal::nameBounds);
    archive.defaulted("color"_L1, user.color, internal::nameBounds);
    archive.defaulted("role"_L1, user.role);
}

template <typename A>
void fields(A &archive, Like<A, Attachment> &file)
{
    archive.required("fileId"_L1, file.fileId);
    archive.defaulted("name"_L1, file.name, internal::nameBounds);
    archive.defaulted("mime"_L1, file.mime, internal::nameBounds);
    archive.defaulted("bytes"_L1, file.bytes, internal::seqBounds);
    archive.optional("width"_L1, file.width, internal::countBounds);
    archive.optional("height"_L1, file.height, internal::countBounds);
}

template <typename A>
void fields(A &archive, Like<A, Poll> &poll)
{
    archive.required("pollId"_L1, poll.pollId);
    archive.required("question"_L1, poll.question);
    archive.required("options"_L1, poll.options);
    archive.required("counts"_L1, poll.counts, internal::countBounds);
    archive.defaulted("voters"_L1, poll.voters, internal::countBounds);
    archive.defaulted("multiple"_L1, poll.multiple);
    archive.defaulted("closed"_L1, poll.closed);
    archive.optional("closesAt"_L1, poll.closesAt);
    archive.optional("ownVotes"_L1, poll.ownVotes, internal::Bounds {0, 9});
    archive.check([&]() -> Result<void> {
        if (poll.options.size() < 2 || poll.options.size() > 10 || poll.counts.size() != poll.options.size())
            return {Errc::BadRequest, "A poll has 2 to 10 options and one count for each."};
        return {};
    });
}

void reactionFields(internal::Writer &archive, const QList<Reaction> &reactions);
void reactionFields(internal::Reader &archive, QList<Reaction> &reactions);

template <typename A>
void fields(A &archive, Like<A, Message> &message)
{
    archive.required("messageId"_L1, message.messageId);
    archive.optional("clientId"_L1, message.clientId);
    archive.required("roomId"_L1, message.roomId);
    archive.required("seq"_L1, message.seq, internal::seqBounds);
    archive.required("userId"_L1, message.userId);
    archive.defaulted("username"_L1, message.username, internal::nameBounds);
    archive.required("text"_L1, message.text);
    archive.required("timestamp"_L1, message.timestamp);
    archive.optional("editedAt"_L1, message.editedAt);
    archive.optional("deleted"_L1, message.deleted);
    archive.optional("replyTo"_L1, message.replyTo);
    archive.optional("threadId"_L1, message.threadId);
    archive.optional("threadCount"_L1, message.threadCount, internal::countBounds);
    archive.defaulted("attachments"_L1, message.attachments);
    reactionFields(archive, message.reactions);
    archive.defaulted("mentions"_L1, message.mentions);
    archive.optional("poll"_L1, message.poll);
    archive.optional("pinned"_L1, message.pinned);
}

template <typename A>
void fields(A &archive, Like<A, Room> &room)
{
    archive.required("roomId"_L1, room.roomId);
    archive.required("name"_L1, room.name, internal::nameBounds);
    archive.defaulted("topic"_L1, room.topic, internal::Bounds {0, 1024});
    archive.defaulted("kind"_L1, room.kind);
    archive.defaulted("epoch"_L1, room.epoch);
    archive.defaulted("lastSeq"_L1, room.lastSeq, internal::seqBounds);
    archive.defaulted("readSeq"_L1, room.readSeq, internal::seqBounds);
    archive.defaulted("role"_L1, room.role);
    archive.defaulted("member"_L1, room.member);
    archive.defaulted("unread"_L1, room.unread, internal::countBounds);
    archive.defaulted("mentions"_L1, room.mentions, internal::countBounds);
    archive.optional("members"_L1, room.members);
}

template <typename A>
void fields(A &archive, Like<A, Presence> &presence)
{
    archive.required("userId"_L1, presence.userId);
    archive.defaulted("username"_L1, presence.username, internal::nameBounds);
    archive.optional("color"_L1, presence.color, internal::nameBounds);
    archive.required("status"_L1, presence.status);
    archive.optional("lastSeen"_L1, presence.lastSeen);
    archive.optional("note"_L1, presence.note, internal::nameBounds);
}

template <typename A>
void fields(A &archive, Like<A, Cursor> &cursor)
{
    archive.required("surface"_L1, cursor.surface, internal::nameBounds);
    archive.required("userId"_L1, cursor.userId);
    archive.defaulted("username"_L1, cursor.username, internal::nameBounds);
    archive.defaulted("color"_L1, cursor.color, internal::nameBounds);
    archive.required("x"_L1, cursor.x);
    archive.required("y"_L1, cursor.y);
    archive.optional("anchor"_L1, cursor.anchor, internal::nameBounds);
}

template <typename A>
void fields(A &archive, Like<A, Document> &document)
{
    archive.required("docId"_L1, document.docId);
    archive.required("title"_L1, document.title, internal::nameBounds);
    archive.required("roomId"_L1, document.roomId);
    archive.required("kind"_L1, document.kind);
    archive.required("createdBy"_L1, document.createdBy);
    archive.required("createdAt"_L1, document.createdAt);
    archive.required("updatedAt"_L1, document.updatedAt);
    archive.defaulted("bytes"_L1, document.bytes, internal::seqBounds);
    archive.defaulted("present"_L1, document.present);
}

template <typename A>
void fields(A &archive, Like<A, DocumentVersion> &version)
{
    archive.required("versionId"_L1, version.versionId);
    archive.defaulted("name"_L1, version.name, internal::nameBounds);
    archive.defaulted("automatic"_L1, version.automatic);
    archive.required("createdAt"_L1, version.createdAt);
    archive.required("createdBy"_L1, version.createdBy);
    archive.defaulted("editors"_L1, version.editors);
    archive.defaulted("bytes"_L1, version.bytes, internal::seqBounds);
}

} // namespace coterie::protocol
