#include "store/messagetable.h"

#include "protocol/envelope.h"
#include "store/blob.h"
#include "store/roomtable.h"

#include <algorithm>

namespace coterie::store {

using namespace Qt::StringLiterals;
using protocol::Message;
using protocol::RoomId;
using protocol::Seq;

namespace {

std::optional<Message> readMessage(sqlite::Statement &row)
{
    QJsonObject json = fromBlob(row.blob(0));
    json["text"_L1] = row.text(1);
    auto message = protocol::messageFromJson(json);
    if (!message)
        return std::nullopt;
    return *std::move(message);
}

QList<Message> readAll(sqlite::Statement &rows)
{
    QList<Message> messages;
    while (rows.step()) {
        if (auto message = readMessage(rows))
            messages.append(*std::move(message));
    }
    return messages;
}

} // namespace

std::int64_t marksOf(const Message &message)
{
    return (message.pinned ? 1 : 0) | (message.editedAt ? 2 : 0);
}

void MessageTable::put(const Message &message)
{
    const auto room = m_rooms.number(message.roomId);
    if (room == 0)
        return;
    {
        // The same id at another place, or another message at this place, can only be left over from a log that is
        // gone.
        auto erase = m_connection.use("DELETE FROM messages WHERE (message_id = ?1) <> (room = ?2 AND seq = ?3)"
                                      " AND (message_id = ?1 OR (room = ?2 AND seq = ?3))");
        erase->bind(1, message.messageId.value()).bind(2, room).bind(3, message.seq);
        erase.run();
    }
    QJsonObject json = protocol::toJson(message);
    json.remove("text"_L1);
    auto insert = m_connection.use(
        "INSERT INTO messages (room, seq, message_id, client_id, user_id, poll_id, mentions_me, deleted, text, rest, "
        "at, marks)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (message_id) DO UPDATE SET client_id "
        "= ?4,"
        " poll_id = ?6, mentions_me = ?7, deleted = ?8, text = ?9, rest = ?10, marks = ?12");
    insert->bind(1, room)
        .bind(2, message.seq)
        .bind(3, message.messageId.value())
        .bind(4, message.clientId.value())
        .bind(5, message.userId.value())
        .bind(6, message.poll ? std::optional(message.poll->pollId.value()) : std::nullopt)
        .bind(7, std::int64_t {message.mentions.contains(m_self)})
        .bind(8, std::int64_t {message.deleted})
        .bind(9, message.text)
        .bind(10, toBlob(json))
        .bind(11, std::int64_t {toEpochMillis(message.timestamp)})
        .bind(12, marksOf(message));
    insert.run();
}

void MessageTable::replace(const RoomId &roomId, Seq first, Seq last, const QList<Message> &messages)
{
    QHash<Seq, bool> kept;
    for (const Message &message : messages)
        kept.insert(message.seq, true);
    QList<Seq> gone;
    {
        auto rows = m_connection.use("SELECT seq FROM messages WHERE room = ? AND seq BETWEEN ? AND ?");
        rows->bind(1, m_rooms.number(roomId)).bind(2, first).bind(3, last);
        while (rows->step()) {
            if (!kept.contains(rows->integer(0)))
                gone.append(rows->integer(0));
        }
    }
    for (const Seq seq : std::as_const(gone)) {
        auto erase = m_connection.use("DELETE FROM messages WHERE room = ? AND seq = ?");
        erase->bind(1, m_rooms.number(roomId)).bind(2, seq);
        erase.run();
    }
    for (const Message &message : messages)
        put(message);
}

std::optional<Message> MessageTable::byId(const protocol::MessageId &id)
{
    auto rows = m_connection.use("SELECT rest, text FROM live_messages WHERE message_id = ?");
    rows->bind(1, id.value());
    return rows->step() ? readMessage(*rows) : std::nullopt;
}

std::optional<Message> MessageTable::byClientId(const protocol::UserId &author, const protocol::ClientId &id)
{
    auto rows = m_connection.use(
        "SELECT rest, text FROM live_messages WHERE client_id = ?1 AND client_id <> '' AND user_id = ?2");
    rows->bind(1, id.value()).bind(2, author.value());
    return rows->step() ? readMessage(*rows) : std::nullopt;
}

std::optional<Message> MessageTable::byPoll(const protocol::PollId &id)
{
    auto rows = m_connection.use("SELECT rest, text FROM live_messages WHERE poll_id = ?");
    rows->bind(1, id.value());
    return rows->step() ? readMessage(*rows) : std::nullopt;
}

std::optional<Message> MessageTable::latest(const RoomId &roomId)
{
    auto rows =
        m_connection.use("SELECT rest, text FROM messages WHERE room = ? AND deleted = 0 ORDER BY seq DESC LIMIT 1");
    rows->bind(1, m_rooms.number(roomId));
    return rows->step() ? readMessage(*rows) : std::nullopt;
}

QList<Message> MessageTable::lastOf(const RoomId &roomId, Seq from, Seq to, int limit)
{
    auto rows = m_connection.use(
        "SELECT rest, text FROM messages WHERE room = ? AND seq BETWEEN ? AND ? ORDER BY seq DESC LIMIT ?");
    rows->bind(1, m_rooms.number(roomId)).bind(2, from).bind(3, to).bind(4, std::int64_t {limit});
    QList<Message> messages = readAll(*rows);
    std::ranges::reverse(messages);
    return messages;
}

QList<Message> MessageTable::firstOf(const RoomId &roomId, Seq from, Seq to, int limit)
{
    auto rows =
        m_connection.use("SELECT rest, text FROM messages WHERE room = ? AND seq BETWEEN ? AND ? ORDER BY seq LIMIT ?");
    rows->bind(1, m_rooms.number(roomId)).bind(2, from).bind(3, to).bind(4, std::int64_t {limit});
    return readAll(*rows);
}

MessageTable::Unread MessageTable::unreadAfter(const RoomId &roomId, Seq readSeq)
{
    auto rows = m_connection.use("SELECT count(*), total(mentions_me) FROM (SELECT mentions_me FROM messages"
                                 " WHERE room = ? AND seq > ? AND deleted = 0 AND user_id <> ? ORDER BY seq LIMIT ?)");
    rows->bind(1, m_rooms.number(roomId)).bind(2, readSeq).bind(3, m_self.value()).bind(4, std::int64_t {mostCounted});
    if (!rows->step())
        return {};
    return {static_cast<int>(rows->integer(0)), static_cast<int>(rows->integer(1))};
}

} // namespace coterie::store
