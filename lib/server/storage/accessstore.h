#pragma once

#include "protocol/types.h"
#include "server/storage/sql.h"

namespace coterie::server {

struct InviteRow {
    QByteArray hash; ///< of the code, which is shown once and never stored
    protocol::RoomId roomId; ///< empty: the server, not a room
    std::optional<int> uses; ///< left; absent: any number
    std::optional<WallTime> expiresAt;
    protocol::UserId createdBy;
    WallTime createdAt {};
};

struct HookRow {
    QByteArray hash; ///< of the secret in its address
    protocol::RoomId roomId;
    QString name;
    protocol::UserId userId; ///< whom its messages are from
    protocol::UserId createdBy;
    WallTime createdAt {};
};

struct FileRow {
    protocol::Attachment file;
    protocol::UserId owner;
    WallTime at {};
};

/// Invites, incoming webhooks, and the register of files (their bytes lie in the data folder).
class AccessStore
{
public:
    explicit AccessStore(Sql &sql) : m_sql(sql) { }

    void insertInvite(const InviteRow &row);
    [[nodiscard]] std::optional<InviteRow> invite(const QByteArray &hash, WallTime now); ///< only one that still works
    void useInvite(const InviteRow &row);

    void insertHook(const HookRow &row);
    [[nodiscard]] std::optional<HookRow> hook(const QByteArray &hash);

    void insertFile(const FileRow &row);
    [[nodiscard]] std::optional<FileRow> file(const protocol::FileId &id);
    void showFileIn(const protocol::FileId &file, const protocol::RoomId &room);
    [[nodiscard]] QList<protocol::RoomId> roomsOf(const protocol::FileId &file);
    [[nodiscard]] std::int64_t bytesOf(const protocol::UserId &owner);

private:
    Sql &m_sql;
};

} // namespace coterie::server
