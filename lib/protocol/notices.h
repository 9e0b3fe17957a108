#pragma once

#include "protocol/documents.h"
#include "protocol/envelope.h"

#include <QStringList>

/// What a server says unasked besides the durable events of rooms: the greeting, ephemeral events, news about rooms and
/// people.
namespace coterie::protocol {

struct UserTyping { ///< user_typing
    RoomId roomId;
    UserId userId;
    QString username {};
    bool operator==(const UserTyping &) const = default;
};
struct UserStoppedTyping { ///< user_stopped_typing
    RoomId roomId;
    UserId userId;
    QString username {};
    bool operator==(const UserStoppedTyping &) const = default;
};
struct InitialPresence { ///< initial_presence: on the wire an array of presences, each with `roomId`
    RoomId roomId;
    QList<Presence> members {};
    bool operator==(const InitialPresence &) const = default;
};
struct PresenceUpdate { ///< presence_update
    Presence presence;
    bool operator==(const PresenceUpdate &) const = default;
};
struct CursorUpdate { ///< cursor_update
    Cursor cursor;
    bool operator==(const CursorUpdate &) const = default;
};
struct UserLeft { ///< user_left
    UserId userId;
    QString surface {}; ///< empty: every surface
    bool operator==(const UserLeft &) const = default;
};
struct ReadUpdate { ///< read_update
    RoomId roomId;
    UserId userId;
    Seq seq = 0;
    bool operator==(const ReadUpdate &) const = default;
};
struct RoomUpdated { ///< room_updated: a room is new to the user or its name, topic or kind changed
    Room room;
    bool operator==(const RoomUpdated &) const = default;
};
struct RoomRemoved { ///< room_removed: the user is no longer in it, or it is gone
    RoomId roomId;
    bool operator==(const RoomRemoved &) const = default;
};
struct MemberJoined { ///< member_joined: `roomId` beside the user's own fields
    RoomId roomId;
    User user;
    bool operator==(const MemberJoined &) const = default;
};
struct MemberLeft { ///< member_left
    RoomId roomId;
    UserId userId;
    bool operator==(const MemberLeft &) const = default;
};
struct UserUpdated { ///< user_updated: somebody changed name or colour
    User user;
    bool operator==(const UserUpdated &) const = default;
};
struct NotificationsRead { ///< notifications_read: another connection of the receiver has read these
    QList<QString> ids {}; ///< empty: all
    bool operator==(const NotificationsRead &) const = default;
};
struct Pong { ///< pong: the ping's payload and `serverTime`
    QJsonObject payload {};
    std::optional<WallTime> serverTime {};
    bool operator==(const Pong &) const = default;
};

using Notice = std::variant<Welcome, UserTyping, UserStoppedTyping, InitialPresence, PresenceUpdate, CursorUpdate,
    UserLeft, ReadUpdate, RoomUpdated, RoomRemoved, MemberJoined, MemberLeft, UserUpdated, NotificationsRead, Pong,
    DocumentUpdated, DocumentRemoved, DocumentPresence>;

[[nodiscard]] Envelope toEnvelope(const Notice &notice);
[[nodiscard]] bool isNotice(QStringView type);
[[nodiscard]] Result<Notice> noticeFromEnvelope(const Envelope &envelope); ///< Unsupported for an unknown type
[[nodiscard]] QStringList noticeTypes();

} // namespace coterie::protocol
