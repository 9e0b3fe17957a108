#pragma once

#include "client/changes.h"
#include "store/store.h"
#include "sync/roomlog.h"

#include <map>

namespace coterie::client {

struct RoomState {
    store::StoredRoom stored;
    sync::RoomLog log;
    QList<protocol::UserId> members;
    QString draft;
    bool asked = false; ///< to join, on the present link
    bool joined = false; ///< on the present link: all events up to now are here, and the server sends the next
    QSet<protocol::MessageId> ackedEarly {}; ///< before the room was joined: perhaps in another epoch than the rest
    bool outdated = false; ///< a page on the screen may have holes: fetch the latest and say so
};

/// The rooms the user is in, in memory and in the store, and what their events do to stored messages. Every writing
/// function is to be called inside Store::transact by a caller that has no other effects there. Engine thread.
class RoomBook
{
public:
    explicit RoomBook(store::Store &store) : m_store(store) { }

    void load();
    void setSelf(const protocol::UserId &self);
    void clear() { m_rooms.clear(); }

    [[nodiscard]] RoomState *find(const protocol::RoomId &roomId);
    [[nodiscard]] QList<protocol::RoomId> ids() const;
    [[nodiscard]] RoomSummary summary(const RoomState &room, int waiting) const;

    RoomState &learn(const protocol::Room &room); ///< from a list, an update or a join; counts and marks stay ours
    void forget(const protocol::RoomId &roomId);
    void linkLost();

    /// Stores what events, in order and without gaps, did; the messages as they are now.
    [[nodiscard]] QList<protocol::Message> apply(RoomState &room, const QList<protocol::RoomEvent> &events);
    void restarted(RoomState &room, const protocol::Room &told); ///< another epoch: all that was stored goes
    void begun(RoomState &room); ///< joined for the first time: its log is known from here on
    void skipped(RoomState &room); ///< events that will never be told: what is stored may be out of date
    void behind(RoomState &room, const protocol::Room &told); ///< of the same epoch: its numbers, until it is caught up
    void counted(RoomState &room, int unread, int mentions); ///< the server's numbers, where the store cannot count
    [[nodiscard]] bool markRead(RoomState &room, protocol::Seq seq); ///< false: it was already read
    void recountAll();
    void refreshLast(RoomState &room); ///< the line shown in the list of rooms
    void save(const RoomState &room);
    void setMembers(RoomState &room, const QList<protocol::UserId> &members);

private:
    [[nodiscard]] std::optional<protocol::Message> applyOne(RoomState &room, const protocol::RoomEvent &event);
    void created(RoomState &room, const protocol::Message &message);
    [[nodiscard]] bool recount(RoomState &room); ///< false: the store does not hold all that is unread

    store::Store &m_store;
    protocol::UserId m_self;
    std::map<protocol::RoomId, RoomState> m_rooms;
};

/// One line of plain words for the list of rooms.
[[nodiscard]] QString previewOf(const protocol::Message &message);

} // namespace coterie::client
