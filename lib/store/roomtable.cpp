#include "store/roomtable.h"

#include "protocol/envelope.h"
#include "store/blob.h"

namespace coterie::store {

using protocol::RoomId;
using protocol::UserId;

QList<StoredRoom> RoomTable::all()
{
    QList<StoredRoom> rooms;
    auto rows = m_connection.use(
        "SELECT room, position, unread, mentions, last_text, last_author, last_at FROM rooms ORDER BY num");
    while (rows->step()) {
        auto room = protocol::roomFromJson(fromBlob(rows->blob(0)));
        if (!room)
            continue; // written by us and yet unreadable: the server will send it again
        StoredRoom stored;
        stored.room = *std::move(room);
        stored.position = rows->integer(1);
        stored.unread = static_cast<int>(rows->integer(2));
        stored.mentions = static_cast<int>(rows->integer(3));
        stored.lastText = rows->text(4);
        stored.lastAuthor = rows->text(5);
        if (!rows->isNull(6))
            stored.lastAt = fromEpochMillis(rows->integer(6));
        rooms.append(std::move(stored));
    }
    return rooms;
}

void RoomTable::put(const StoredRoom &room)
{
    auto insert = m_connection.use(
        "INSERT INTO rooms (num, room_id, position, unread, mentions, last_text, last_author, last_at, room)"
        " VALUES ((SELECT num FROM free_room), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (room_id) DO UPDATE SET "
        "position = ?2, unread = ?3,"
        " mentions = ?4, last_text = ?5, last_author = ?6, last_at = ?7, room = ?8");
    insert->bind(1, room.room.roomId.value())
        .bind(2, std::int64_t {room.position})
        .bind(3, std::int64_t {room.unread})
        .bind(4, std::int64_t {room.mentions})
        .bind(5, room.lastText)
        .bind(6, room.lastAuthor);
    if (room.lastAt)
        insert->bind(7, std::int64_t {toEpochMillis(*room.lastAt)});
    insert->bind(8, toBlob(protocol::toJson(room.room)));
    insert.run();
}

void RoomTable::remove(const RoomId &roomId)
{
    clearMessages(roomId);
    setMembers(roomId, {});
    auto erase = m_connection.use("DELETE FROM rooms WHERE room_id = ?");
    erase->bind(1, roomId.value());
    erase.run();
}

std::int64_t RoomTable::number(const RoomId &roomId)
{
    auto rows = m_connection.use("SELECT num FROM rooms WHERE room_id = ?");
    rows->bind(1, roomId.value());
    return rows->step() ? rows->integer(0) : 0;
}

QList<SeqRange> RoomTable::ranges(const RoomId &roomId)
{
    QList<SeqRange> ranges;
    auto rows = m_connection.use("SELECT first, last, stale FROM ranges WHERE room = ? ORDER BY first");
    rows->bind(1, number(roomId));
    while (rows->step())
        ranges.append({rows->integer(0), rows->integer(1), rows->integer(2) != 0});
    return ranges;
}

void RoomTable::writeRanges(std::int64_t room, const QList<SeqRange> &ranges)
{
    {
        auto erase = m_connection.use("DELETE FROM ranges WHERE room = ?");
        erase->bind(1, room);
        erase.run();
    }
    for (const SeqRange &range : ranges) {
        auto insert = m_connection.use("INSERT INTO ranges (room, first, last, stale) VALUES (?, ?, ?, ?)");
        insert->bind(1, room).bind(2, range.first).bind(3, range.last).bind(4, std::int64_t {range.stale});
        insert.run();
    }
}

void RoomTable::addRange(const RoomId &roomId, protocol::Seq first, protocol::Seq last)
{
    const auto room = number(roomId);
    if (room == 0)
        return;
    { // the common case, one new message at the end, is one row changed
        auto extend =
            m_connection.use("UPDATE ranges SET last = ?1 WHERE room = ?2 AND stale = 0 AND last = ?1 - 1 AND ?1 = ?3"
                             " AND NOT EXISTS (SELECT 1 FROM ranges WHERE room = ?2 AND last >= ?1)");
        extend->bind(1, last).bind(2, room).bind(3, first);
        extend.run();
    }
    if (m_connection.database().changes() == 0)
        writeRanges(room, withRange(ranges(roomId), first, last));
}

void RoomTable::markStale(const RoomId &roomId)
{
    auto update = m_connection.use("UPDATE ranges SET stale = 1 WHERE room = ?");
    update->bind(1, number(roomId));
    update.run();
}

void RoomTable::clearMessages(const RoomId &roomId)
{
    const auto room = number(roomId);
    if (room == 0)
        return;
    writeRanges(room, {});
    { // a million rows take half a minute to go: they only lose their room here
        auto leave = m_connection.use("INSERT INTO cleared_rooms"
                                      " SELECT ?1 WHERE EXISTS (SELECT 1 FROM messages WHERE room = ?1)");
        leave->bind(1, room);
        leave.run();
    }
    auto renumber = m_connection.use("UPDATE rooms SET num = (SELECT num FROM free_room)"
                                     " WHERE num = ?1 AND EXISTS (SELECT 1 FROM cleared_rooms WHERE room = ?1)");
    renumber->bind(1, room);
    renumber.run();
}

QHash<RoomId, QList<UserId>> RoomTable::members()
{
    QHash<RoomId, QList<UserId>> members;
    auto rows = m_connection.use("SELECT room_id, user_id FROM members");
    while (rows->step())
        members[RoomId {rows->text(0)}].append(UserId {rows->text(1)});
    return members;
}

void RoomTable::setMembers(const RoomId &roomId, const QList<UserId> &members)
{
    {
        auto erase = m_connection.use("DELETE FROM members WHERE room_id = ?");
        erase->bind(1, roomId.value());
        erase.run();
    }
    for (const UserId &member : members) {
        auto insert = m_connection.use("INSERT OR IGNORE INTO members (room_id, user_id) VALUES (?, ?)");
        insert->bind(1, roomId.value()).bind(2, member.value());
        insert.run();
    }
}

QHash<RoomId, QString> RoomTable::drafts()
{
    QHash<RoomId, QString> drafts;
    auto rows = m_connection.use("SELECT room_id, text FROM drafts");
    while (rows->step())
        drafts.insert(RoomId {rows->text(0)}, rows->text(1));
    return drafts;
}

void RoomTable::setDraft(const RoomId &roomId, const QString &text)
{
    auto change = m_connection.use(text.isEmpty()
            ? "DELETE FROM drafts WHERE room_id = ?1 AND ?2 = ''"
            : "INSERT INTO drafts (room_id, text) VALUES (?1, ?2) ON CONFLICT (room_id) DO UPDATE SET text = ?2");
    change->bind(1, roomId.value()).bind(2, text);
    change.run();
}

} // namespace coterie::store
