#include "server/storage/roomstore.h"

namespace coterie::server {

using namespace protocol;

QString pairKey(const UserId &a, const UserId &b)
{
    const bool inOrder = a < b;
    return (inOrder ? a : b).value() + QLatin1Char(' ') + (inOrder ? b : a).value();
}

QList<RoomRow> RoomStore::all()
{
    QList<RoomRow> rows;
    auto query = m_sql.read("SELECT id, name, topic, kind, created_by, created_at, "
                            "max(ifnull((SELECT max(seq) FROM messages WHERE room_id = rooms.id), 0), "
                            "ifnull((SELECT max(seq) FROM events WHERE room_id = rooms.id), 0)), pair FROM rooms");
    while (query.step()) {
        const auto kind = query.integer(3);
        const QString pair = query.text(7);
        rows.append({.roomId = query.id<RoomId>(0),
            .name = query.text(1),
            .topic = query.text(2),
            .kind = kind == 2 ? RoomKind::Direct
                : kind == 1   ? RoomKind::Private
                              : RoomKind::Public,
            .createdBy = query.id<UserId>(4),
            .createdAt = query.time(5),
            .pair = pair.isEmpty() ? std::nullopt : std::optional(pair),
            .lastSeq = query.integer(6)});
    }
    return rows;
}

QList<MemberRow> RoomStore::allMembers()
{
    QList<MemberRow> rows;
    auto query = m_sql.read("SELECT room_id, user_id, role, read_seq, joined_at FROM members ORDER BY joined_at");
    while (query.step()) {
        rows.append({.roomId = query.id<RoomId>(0),
            .userId = query.id<UserId>(1),
            .role = query.integer(2) == 1 ? Role::Admin : Role::Member,
            .readSeq = query.integer(3),
            .joinedAt = query.time(4)});
    }
    return rows;
}

void RoomStore::insert(const RoomRow &row)
{
    m_sql.write("INSERT INTO rooms(id, name, topic, kind, created_by, created_at, pair) VALUES(?, ?, ?, ?, ?, ?, ?)",
        row.roomId, row.name, row.topic, row.kind, row.createdBy, row.createdAt, row.pair);
}

void RoomStore::insertMember(const MemberRow &row)
{
    m_sql.write("INSERT INTO members(room_id, user_id, role, read_seq, joined_at) VALUES(?, ?, ?, ?, ?)", row.roomId,
        row.userId, row.role, row.readSeq, row.joinedAt);
}

void RoomStore::removeMember(const RoomId &room, const UserId &user)
{
    m_sql.write("DELETE FROM members WHERE room_id = ? AND user_id = ?", room, user);
}

void RoomStore::setRead(const RoomId &room, const UserId &user, Seq seq)
{
    m_sql.write("UPDATE members SET read_seq = ? WHERE room_id = ? AND user_id = ?", seq, room, user);
}

RoomStore::Unread RoomStore::unread(const RoomId &room, const UserId &user, Seq after)
{
    Unread result;
    auto messages = m_sql.read("SELECT count(*) FROM (SELECT 1 FROM messages WHERE room_id = ? AND seq > ? "
                               "AND user_id <> ? AND deleted = 0 LIMIT 1000)",
        room, after, user);
    if (messages.step())
        result.messages = messages.number(0);
    auto mentions =
        m_sql.read("SELECT count(*) FROM mentions WHERE user_id = ? AND room_id = ? AND seq > ?", user, room, after);
    if (mentions.step())
        result.mentions = mentions.number(0);
    return result;
}

} // namespace coterie::server
