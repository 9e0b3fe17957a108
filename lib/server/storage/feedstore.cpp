#include "server/storage/feedstore.h"

namespace coterie::server {

using namespace protocol;

std::int64_t FeedStore::lastId()
{
    if (m_lastId < 0) {
        auto query = m_sql.read("SELECT seq FROM sqlite_sequence WHERE name = 'feed'");
        m_lastId = query.step() ? query.integer(0) : 0;
    }
    return m_lastId;
}

std::int64_t FeedStore::nextId()
{
    m_lastId = lastId() + 1;
    return m_lastId;
}

void FeedStore::insert(const FeedRow &row)
{
    m_sql.write("INSERT INTO feed(id, user_id, room_id, channel, event, data, at) VALUES(?, ?, ?, ?, ?, ?, ?)", row.id,
        row.userId, row.roomId, row.channel, row.event, QString::fromUtf8(row.data), row.at);
}

void FeedStore::replay(const UserId &user, std::int64_t after, const std::function<bool(const FeedRow &)> &take)
{
    // Two ordered walks of one index, merged: the rows of other people are not even looked at.
    auto query = m_sql.read("SELECT id, user_id, room_id, channel, event, data, at, read FROM feed "
                            "WHERE user_id = ? AND id > ? UNION ALL "
                            "SELECT id, user_id, room_id, channel, event, data, at, read FROM feed "
                            "WHERE user_id = '' AND id > ? ORDER BY id",
        user, after, after);
    while (query.step()) {
        const bool wantsMore = take({.id = query.integer(0),
            .userId = query.id<UserId>(1),
            .roomId = query.id<RoomId>(2),
            .channel = query.text(3),
            .event = query.text(4),
            .data = query.bytes(5),
            .at = query.time(6),
            .read = query.flag(7)});
        if (!wantsMore)
            return;
    }
}

bool FeedStore::missing(const UserId &user, std::int64_t after)
{
    auto query = m_sql.read("SELECT 1 FROM feed_pruned WHERE user_id IN (?, '') AND upto > ?", user, after);
    return query.step();
}

void FeedStore::markRead(const UserId &user, const QList<std::int64_t> &ids)
{
    if (ids.isEmpty())
        m_sql.write("UPDATE feed SET read = 1 WHERE user_id = ? AND read = 0", user);
    for (const std::int64_t id : ids)
        m_sql.write("UPDATE feed SET read = 1 WHERE id = ? AND user_id = ?", id, user);
}

void FeedStore::prune(WallTime olderThan, int keep)
{
    m_sql.write("CREATE TEMP TABLE IF NOT EXISTS old_feed(id INTEGER PRIMARY KEY, user_id TEXT)");
    m_sql.write("DELETE FROM old_feed");
    m_sql.write(
        "INSERT INTO old_feed SELECT id, user_id FROM (SELECT id, user_id, at, row_number() OVER "
        "(PARTITION BY user_id, room_id, channel ORDER BY id DESC) AS place FROM feed) WHERE place > ? AND at < ?",
        keep, olderThan);
    m_sql.write(
        "INSERT INTO feed_pruned(user_id, upto) SELECT user_id, max(id) FROM old_feed WHERE true GROUP BY user_id "
        "ON CONFLICT(user_id) DO UPDATE SET upto = max(upto, excluded.upto)");
    m_sql.write("DELETE FROM feed WHERE id IN (SELECT id FROM old_feed)");
}

} // namespace coterie::server
