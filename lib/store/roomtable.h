#pragma once

#include "protocol/types.h"
#include "store/connection.h"
#include "store/seqranges.h"

namespace coterie::store {

struct StoredRoom {
    protocol::Room room; ///< room.readSeq is the user's read mark as known here
    protocol::Seq position = 0; ///< every event of room.epoch up to here has been applied
    int unread = 0;
    int mentions = 0;
    QString lastText; ///< one line for the list of rooms
    QString lastAuthor;
    std::optional<WallTime> lastAt;
    bool operator==(const StoredRoom &) const = default;
};

/// Rooms, who is in them, which positions are known, and drafts. Part of Store.
class RoomTable
{
public:
    explicit RoomTable(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] QList<StoredRoom> all();
    void put(const StoredRoom &room);
    void remove(const protocol::RoomId &roomId); ///< with its messages, ranges and members; a draft stays
    [[nodiscard]] std::int64_t number(const protocol::RoomId &roomId); ///< 0 for an unknown room

    [[nodiscard]] QList<SeqRange> ranges(const protocol::RoomId &roomId);
    void addRange(const protocol::RoomId &roomId, protocol::Seq first, protocol::Seq last);
    void markStale(const protocol::RoomId &roomId); ///< every known range: changes were missed
    /// Another epoch: nothing that was known holds. At once for whoever reads; the rows go with
    /// SearchTable::indexSome().
    void clearMessages(const protocol::RoomId &roomId);

    [[nodiscard]] QHash<protocol::RoomId, QList<protocol::UserId>> members();
    void setMembers(const protocol::RoomId &roomId, const QList<protocol::UserId> &members);

    [[nodiscard]] QHash<protocol::RoomId, QString> drafts();
    void setDraft(const protocol::RoomId &roomId, const QString &text); ///< empty: none

private:
    void writeRanges(std::int64_t room, const QList<SeqRange> &ranges);
    Connection &m_connection;
};

} // namespace coterie::store
