#pragma once

#include "protocol/types.h"
#include "store/connection.h"

namespace coterie::store {

class RoomTable;

/// What can be searched for besides text and files: pinned, edited. Bits.
[[nodiscard]] std::int64_t marksOf(const protocol::Message &message);

/// Acknowledged messages, as the server has them. Part of Store.
class MessageTable
{
public:
    MessageTable(Connection &connection, RoomTable &rooms) : m_connection(connection), m_rooms(rooms) { }

    void setSelf(const protocol::UserId &self) { m_self = self; } ///< whose mentions are counted

    void put(const protocol::Message &message); ///< new, or as it is now; its room must be known
    /// Exactly these messages are in first … last; whatever else was stored there goes.
    void replace(const protocol::RoomId &roomId, protocol::Seq first, protocol::Seq last,
        const QList<protocol::Message> &messages);

    [[nodiscard]] std::optional<protocol::Message> byId(const protocol::MessageId &id);
    [[nodiscard]] std::optional<protocol::Message> byClientId(
        const protocol::UserId &author, const protocol::ClientId &id);
    [[nodiscard]] std::optional<protocol::Message> byPoll(const protocol::PollId &id);
    [[nodiscard]] std::optional<protocol::Message> latest(const protocol::RoomId &roomId); ///< that is not deleted

    /// Oldest first, at most `limit`, seq in [from, to]: the ones nearest to `to`, or nearest to `from`.
    [[nodiscard]] QList<protocol::Message> lastOf(
        const protocol::RoomId &roomId, protocol::Seq from, protocol::Seq to, int limit);
    [[nodiscard]] QList<protocol::Message> firstOf(
        const protocol::RoomId &roomId, protocol::Seq from, protocol::Seq to, int limit);

    struct Unread {
        int messages = 0;
        int mentions = 0;
        bool operator==(const Unread &) const = default;
    };
    /// Written by others. Of more than mostCounted only the oldest are counted: nobody is told more than "99+", and a
    /// read mark comes four times a second.
    [[nodiscard]] Unread unreadAfter(const protocol::RoomId &roomId, protocol::Seq readSeq);
    static constexpr int mostCounted = 10'000;

private:
    Connection &m_connection;
    RoomTable &m_rooms;
    protocol::UserId m_self;
};

} // namespace coterie::store
