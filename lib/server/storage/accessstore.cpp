#include "server/storage/accessstore.h"

namespace coterie::server {

using namespace protocol;

void AccessStore::insertInvite(const InviteRow &row)
{
    m_sql.write("INSERT INTO invites(hash, room_id, uses, expires_at, created_by, created_at) VALUES(?, ?, ?, ?, ?, ?)",
        row.hash, row.roomId, row.uses, row.expiresAt, row.createdBy, row.createdAt);
}

std::optional<InviteRow> AccessStore::invite(const QByteArray &hash, WallTime now)
{
    auto query = m_sql.read("SELECT room_id, ifnull(uses, -1), expires_at, created_by, created_at FROM invites "
                            "WHERE hash = ? AND (uses IS NULL OR uses > 0) AND (expires_at IS NULL OR expires_at > ?)",
        hash, now);
    if (!query.step())
        return std::nullopt;
    return InviteRow {.hash = hash,
        .roomId = query.id<RoomId>(0),
        .uses = query.integer(1) < 0 ? std::nullopt : std::optional(query.number(1)),
        .expiresAt = query.timeIfAny(2),
        .createdBy = query.id<UserId>(3),
        .createdAt = query.time(4)};
}

void AccessStore::useInvite(const InviteRow &row)
{
    m_sql.write("UPDATE invites SET uses = uses - 1 WHERE hash = ?", row.hash); // NULL stays NULL
}

void AccessStore::insertHook(const HookRow &row)
{
    m_sql.write("INSERT INTO hooks(hash, room_id, name, user_id, created_by, created_at) VALUES(?, ?, ?, ?, ?, ?)",
        row.hash, row.roomId, row.name, row.userId, row.createdBy, row.createdAt);
}

std::optional<HookRow> AccessStore::hook(const QByteArray &hash)
{
    auto query = m_sql.read("SELECT room_id, name, user_id, created_by, created_at FROM hooks WHERE hash = ?", hash);
    if (!query.step())
        return std::nullopt;
    return HookRow {.hash = hash,
        .roomId = query.id<RoomId>(0),
        .name = query.text(1),
        .userId = query.id<UserId>(2),
        .createdBy = query.id<UserId>(3),
        .createdAt = query.time(4)};
}

void AccessStore::insertFile(const FileRow &row)
{
    m_sql.write("INSERT INTO files(id, owner, name, mime, bytes, width, height, at) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        row.file.fileId, row.owner, row.file.name, row.file.mime, row.file.bytes, row.file.width, row.file.height,
        row.at);
}

std::optional<FileRow> AccessStore::file(const FileId &id)
{
    auto query = m_sql.read(
        "SELECT owner, name, mime, bytes, ifnull(width, 0), ifnull(height, 0), at FROM files WHERE id = ?", id);
    if (!query.step())
        return std::nullopt;
    const auto size = [&](int column) {
        return query.flag(column) ? std::optional(query.number(column)) : std::nullopt;
    };
    return FileRow {.file = {.fileId = id,
                        .name = query.text(1),
                        .mime = query.text(2),
                        .bytes = query.integer(3),
                        .width = size(4),
                        .height = size(5)},
        .owner = query.id<UserId>(0),
        .at = query.time(6)};
}

void AccessStore::showFileIn(const FileId &file, const RoomId &room)
{
    m_sql.write("INSERT OR IGNORE INTO file_rooms(file_id, room_id) VALUES(?, ?)", file, room);
}

QList<RoomId> AccessStore::roomsOf(const FileId &file)
{
    QList<RoomId> rooms;
    auto query = m_sql.read("SELECT room_id FROM file_rooms WHERE file_id = ?", file);
    while (query.step())
        rooms.append(query.id<RoomId>(0));
    return rooms;
}

std::int64_t AccessStore::bytesOf(const UserId &owner)
{
    auto query = m_sql.read("SELECT ifnull(sum(bytes), 0) FROM files WHERE owner = ?", owner);
    return query.step() ? query.integer(0) : 0;
}

} // namespace coterie::server
