#pragma once

#include "base/time.h"
#include "protocol/ids.h"

#include <QList>
#include <QString>

#include <optional>
#include <variant>

/// The values that travel between client and server. Plain data: no QObject, no I/O. Names follow the wire (README.md).
namespace coterie::protocol {

enum class RoomKind { Public, Private, Direct };
enum class Role { Member, Admin, Guest };
enum class Status { Online, Away, Dnd, Invisible, Offline };

struct User {
    UserId userId;
    QString username;
    QString color; ///< "#RRGGBB"
    Role role = Role::Member;
    bool operator==(const User &) const = default;
};

struct Attachment {
    FileId fileId;
    QString name;
    QString mime;
    std::int64_t bytes = 0;
    std::optional<int> width;
    std::optional<int> height;
    bool operator==(const Attachment &) const = default;
};

struct Reaction {
    QString emoji;
    QList<UserId> users; ///< in the order in which they reacted
    bool operator==(const Reaction &) const = default;
};

struct Poll {
    PollId pollId;
    QString question;
    QList<QString> options; ///< 2 to 10
    QList<int> counts; ///< one per option
    int voters = 0; ///< people who have voted
    bool multiple = false;
    bool closed = false;
    std::optional<WallTime> closesAt;
    QList<int> ownVotes; ///< what the receiving user chose; per receiver, absent in broadcasts (then empty)
    bool operator==(const Poll &) const = default;
};

struct Message {
    MessageId messageId;
    ClientId clientId;
    RoomId roomId;
    Seq seq = 0; ///< its place in the room: the seq of its creation, never changed by edits
    UserId userId;
    QString username;
    QString text; ///< CommonMark with GFM tables, strikethrough, task lists, autolinks; raw HTML is text
    WallTime timestamp {};
    std::optional<WallTime> editedAt;
    bool deleted = false;
    std::optional<MessageId> replyTo;
    std::optional<MessageId> threadId;
    int threadCount = 0;
    QList<Attachment> attachments;
    QList<Reaction> reactions; ///< in the order of the first use
    QList<UserId> mentions;
    std::optional<Poll> poll;
    bool pinned = false;
    bool operator==(const Message &) const = default;
};

struct Room {
    RoomId roomId;
    QString name; ///< for a direct room the server sends the other member's name
    QString topic;
    RoomKind kind = RoomKind::Public;
    Epoch epoch;
    Seq lastSeq = 0;
    Seq readSeq = 0; ///< of the receiving user
    Role role = Role::Member; ///< of the receiving user in this room
    bool member = false; ///< whether the receiving user is a member
    int unread = 0; ///< messages of others above readSeq, as the server counts them
    int mentions = 0; ///< of these, messages that mention the receiving user
    QList<UserId> members; ///< filled for direct rooms only; others get them from initial_presence
    bool operator==(const Room &) const = default;
};

struct Presence {
    UserId userId;
    QString username;
    QString color;
    Status status = Status::Offline;
    std::optional<WallTime> lastSeen;
    QString note; ///< "In Launch plan"
    bool operator==(const Presence &) const = default;
};

/// A pointer on a surface, in the surface's own units. Room surfaces: fractions (0 to 1) of the anchor message's box.
struct Cursor {
    QString surface; ///< "room:ID" or "doc:ID"
    UserId userId;
    QString username;
    QString color;
    double x = 0;
    double y = 0;
    QString anchor; ///< room surfaces: the messageId under the pointer
    bool operator==(const Cursor &) const = default;
};

struct Heartbeat {
    Millis interval {30'000};
    Millis timeout {5'000};
    int missed = 3;
    bool operator==(const Heartbeat &) const = default;
};

struct Timings {
    Millis typingEvery {2'000};
    Millis typingIdle {2'000};
    Millis typingExpiry {3'000};
    Millis awayAfter {300'000};
    Millis cursorEvery {50};
    bool operator==(const Timings &) const = default;
};

struct Limits {
    int textBytes = 16'384;
    int frameBytes = 1'048'576;
    int messagesPerMinute = 120;
    int replayEvents = 500;
    bool operator==(const Limits &) const = default;
};

struct Welcome {
    int protocol = 1;
    QString serverName;
    QString serverVersion;
    QString sessionId;
    User self;
    Heartbeat heartbeat;
    Timings timings;
    Limits limits;
    bool operator==(const Welcome &) const = default;
};

/// The codes of PROTOCOL section 7.
enum class ErrorCode {
    BadRequest,
    Unauthorized,
    Forbidden,
    NotFound,
    Conflict,
    TooLarge,
    RateLimited,
    Unsupported,
    Unavailable,
    Internal,
};

struct WireError {
    ErrorCode code = ErrorCode::Internal;
    QString message; ///< one plain sentence for a person
    std::optional<Millis> retryAfter;
    QString replyTo; ///< id of the request it answers; empty when unprompted
    bool operator==(const WireError &) const = default;
};

enum class NotificationType { Info, Success, Warning, Error };

struct Notification {
    QString id;
    NotificationType type = NotificationType::Info;
    QString title;
    QString message;
    WallTime timestamp {};
    QString url;
    RoomId roomId;
    MessageId messageId;
    QString source; ///< "mention", "direct", "webhook: NAME" or "server"
    bool operator==(const Notification &) const = default;
};

struct Activity {
    QString id;
    UserId userId;
    QString userName;
    QString action; ///< "joined", "created", "voted in", "pinned a message in" …
    QString target; ///< "# launch"
    QString url;
    WallTime timestamp {};
    bool operator==(const Activity &) const = default;
};

// Durable events: each has the room's next seq.
struct MessageCreated {
    Message message;
    bool operator==(const MessageCreated &) const = default;
};
struct MessageUpdated { ///< edited, pinned, thread count changed: carries the whole message as it now is
    Message message;
    Seq eventSeq = 0;
    bool operator==(const MessageUpdated &) const = default;
};
struct MessageDeleted {
    RoomId roomId;
    MessageId messageId;
    Seq eventSeq = 0;
    bool operator==(const MessageDeleted &) const = default;
};
struct ReactionUpdated {
    RoomId roomId;
    MessageId messageId;
    QString emoji;
    QList<UserId> users;
    Seq eventSeq = 0;
    QList<QString> order; ///< the emoji this message has now, first given first: every client shows them alike
    bool operator==(const ReactionUpdated &) const = default;
};
struct PollUpdated {
    RoomId roomId;
    MessageId messageId;
    PollId pollId;
    QList<int> counts;
    int voters = 0;
    bool closed = false;
    Seq eventSeq = 0;
    bool operator==(const PollUpdated &) const = default;
};
using RoomEvent = std::variant<MessageCreated, MessageUpdated, MessageDeleted, ReactionUpdated, PollUpdated>;

[[nodiscard]] RoomId roomOf(const RoomEvent &event);
[[nodiscard]] Seq seqOf(const RoomEvent &event); ///< the event's own seq, which for MessageCreated is the message's

} // namespace coterie::protocol
