#pragma once

#include "server/hub/core.h"
#include "sync/presence.h"

#include <map>

namespace coterie::server {

/// Who is here, who types, where the pointers are. Nothing of it is stored but the time somebody was last seen.
class PresenceBoard
{
public:
    explicit PresenceBoard(Core &core) : m_core(core), m_register(core.config.offlineAfter) { }

    void forgetAll(); ///< the hub starts anew with no connection

    void connected(const Connection &connection);
    void disconnecting(Connection &connection); ///< call while it is still in the state
    [[nodiscard]] Result<void> update(Connection &connection, const protocol::UpdatePresence &request);
    [[nodiscard]] protocol::Presence of(const UserState &user) const;
    [[nodiscard]] QList<protocol::Presence> everybody() const; ///< who could sign in, by name
    [[nodiscard]] QByteArray snapshot(const RoomState &room); ///< initial_presence
    void introduce(const UserState &user, const RoomState &room); ///< its presence, to a room that it is new in

    [[nodiscard]] Result<void> typing(Connection &connection, const protocol::RoomId &room);
    [[nodiscard]] Result<void> stopTyping(Connection &connection, const protocol::RoomId &room);
    [[nodiscard]] Result<void> moveCursor(Connection &connection, const protocol::CursorMove &move);
    [[nodiscard]] Result<void> leaveCursor(Connection &connection, const QString &surface);
    void leftRoom(UserState &user, const RoomState &room); ///< takes its pointers and typing away, while still a member
    void documentRemoved(const protocol::DocumentId &docId); ///< nobody points at it any more

    void rememberLastSeen(); ///< before the server stops
    void endTurn(); ///< says what changed, each person and each pointer once
    void tick(); ///< once a second: people whose last connection is long gone

private:
    [[nodiscard]] Result<RoomState *> surfaceRoom(const Connection &connection, const QString &surface) const;
    void sayLeft(const UserState &user, const QString &surface, const protocol::RoomId &roomId);
    void note(const std::optional<sync::PresenceRegister::Change> &change);
    void sayTyping(Connection &connection, const RoomState &room, bool on);

    Core &m_core;
    sync::PresenceRegister m_register;
    struct Written { ///< a person's presence as JSON, until it changes
        QString username;
        QString color;
        QByteArray json;
    };
    [[nodiscard]] const QByteArray &written(const UserState &user);
    QHash<protocol::UserId, Written> m_written;
    QHash<protocol::UserId, sync::PresenceRegister::Change> m_changed; ///< in this turn: the latest one wins
    struct Pointer {
        protocol::RoomId roomId;
        protocol::Cursor cursor;
    };
    std::map<std::pair<const UserState *, QString>, Pointer> m_cursors; ///< of this turn: the latest one wins
};

} // namespace coterie::server
