#pragma once

#include "server/storage/messagestore.h"

namespace coterie::server {

struct SearchQuery {
    QString words; ///< what a person typed; nothing in it has a special meaning
    QList<protocol::RoomId> rooms; ///< only in these
    std::optional<protocol::UserId> from;
    std::optional<WallTime> before;
    std::optional<WallTime> after;
    MessageKey below = 0; ///< continue under this one; 0: from the newest
    int limit = 50;
};

/// Full-text search over messages. The index is filled behind the sending, in slices, so that a message is never slower
/// for it; a search fills what is missing first.
class SearchStore
{
public:
    explicit SearchStore(Sql &sql) : m_sql(sql) { }

    void forget() { m_indexedUpTo = -1; } ///< what was remembered may not be true any more
    bool indexSome(int atMost); ///< true if there is more to do
    void replace(MessageKey key, const QString &before, const QString &after); ///< call with the old text still known
    [[nodiscard]] QList<MessageKey> find(const SearchQuery &query); ///< newest first

private:
    [[nodiscard]] MessageKey indexedUpTo();

    Sql &m_sql;
    MessageKey m_indexedUpTo = -1; ///< -1: not read yet
};

} // namespace coterie::server
