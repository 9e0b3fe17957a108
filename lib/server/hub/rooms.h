#pragma once

#include "server/hub/feed.h"
#include "server/hub/presence.h"

namespace coterie::server {

/// Rooms and who is in them.
class Rooms
{
public:
    Rooms(Core &core, Feed &feed, PresenceBoard &presence) : m_core(core), m_feed(feed), m_presence(presence) { }

    void ensureGeneral(); ///< a new server has the public room `general`
    [[nodiscard]] protocol::Room describe(const RoomState &room, const UserState &user) const;

    /// The room, with `user` a member. `via` hears of it by the answer, the user's other connections by room_updated.
    [[nodiscard]] Result<RoomState *> enter(UserState &user, const protocol::RoomId &id, const Connection *via);
    void admit(UserState &user, RoomState &room, const Connection *via); ///< makes a member without asking
    [[nodiscard]] Result<void> leave(UserState &user, const protocol::RoomId &id, const Connection *via);
    [[nodiscard]] Result<RoomState *> create(
        UserState &user, const protocol::CreateRoom &request, const Connection *via);
    [[nodiscard]] QList<protocol::Room> list(const UserState &user, bool all) const; ///< by name
    [[nodiscard]] Result<void> markRead(UserState &user, const protocol::MarkRead &request, const Connection *via);

private:
    [[nodiscard]] Result<RoomState *> createDirect(
        UserState &user, const protocol::CreateRoom &request, const Connection *via);
    [[nodiscard]] Result<QList<UserState *>> people(const QList<protocol::UserId> &ids) const;
    RoomState &make(RoomRow row, UserState &creator, const QList<UserState *> &others, const Connection *via);
    [[nodiscard]] protocol::RoomId newId(const QString &name, protocol::RoomKind kind) const;

    Core &m_core;
    Feed &m_feed;
    PresenceBoard &m_presence;
};

} // namespace coterie::server
