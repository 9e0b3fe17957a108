#pragma once

#include "protocol/types.h"
#include "server/storage/sql.h"

#include <functional>

namespace coterie::server {

/// One stored event of /events. Who may see it: `userId` alone if set, else who sees `roomId` if set, else everybody
/// who listens to `channel` if set, else everybody.
struct FeedRow {
    std::int64_t id = 0;
    protocol::UserId userId;
    protocol::RoomId roomId;
    QString channel;
    QString event;
    QByteArray data; ///< JSON in one line
    WallTime at {};
    bool read = false;
};

class FeedStore
{
public:
    explicit FeedStore(Sql &sql) : m_sql(sql) { }

    void forget() { m_lastId = -1; } ///< what was remembered may not be true any more
    [[nodiscard]] std::int64_t nextId(); ///< rises for ever; for the next insert()
    void insert(const FeedRow &row);
    /// What `user` has, or shares with others, above `after`, oldest first, until `take` returns false. Costs what is
    /// taken, not what is there.
    void replay(const protocol::UserId &user, std::int64_t after, const std::function<bool(const FeedRow &)> &take);
    [[nodiscard]] bool missing(const protocol::UserId &user, std::int64_t after); ///< something above `after` is gone
    [[nodiscard]] std::int64_t lastId();
    void markRead(const protocol::UserId &user, const QList<std::int64_t> &ids); ///< no ids: all
    void prune(WallTime olderThan, int keep); ///< keeps everything younger, and the last `keep` per user, room and
                                              ///< channel: whatever somebody may hear

private:
    Sql &m_sql;
    std::int64_t m_lastId = -1; ///< -1: not read yet
};

} // namespace coterie::server
