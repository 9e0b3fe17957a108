#pragma once

#include "protocol/types.h"
#include "server/storage/sql.h"

namespace coterie::server {

struct RoomRow {
    protocol::RoomId roomId;
    QString name; ///< empty for direct rooms
    QString topic;
    protocol::RoomKind kind = protocol::RoomKind::Public;
    protocol::UserId createdBy;
    WallTime createdAt {};
    std::optional<QString> pair; ///< direct rooms: pairKey() of the two, unique
    protocol::Seq lastSeq = 0; ///< read from the log, not stored
};

struct MemberRow {
    protocol::RoomId roomId;
    protocol::UserId userId;
    protocol::Role role = protocol::Role::Member;
    protocol::Seq readSeq = 0;
    WallTime joinedAt {};
};

[[nodiscard]] QString pairKey(const protocol::UserId &a, const protocol::UserId &b); ///< the same for (b, a)

class RoomStore
{
public:
    explicit RoomStore(Sql &sql) : m_sql(sql) { }

    [[nodiscard]] QList<RoomRow> all();
    [[nodiscard]] QList<MemberRow> allMembers();
    void insert(const RoomRow &row);
    void insertMember(const MemberRow &row);
    void removeMember(const protocol::RoomId &room, const protocol::UserId &user);
    void setRead(const protocol::RoomId &room, const protocol::UserId &user, protocol::Seq seq);

    struct Unread {
        int messages = 0; ///< of others above `after`, at most 1000 are counted
        int mentions = 0;
    };
    [[nodiscard]] Unread unread(const protocol::RoomId &room, const protocol::UserId &user, protocol::Seq after);

private:
    Sql &m_sql;
};

} // namespace coterie::server
