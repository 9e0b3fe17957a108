#pragma once

#include "search/query.h"
#include "server/storage/messagestore.h"

namespace coterie::server {

struct SearchRange {
    QList<protocol::RoomId> rooms; ///< only in these
    MessageKey below = 0; ///< continue under this one; 0: from the newest
    int limit = 50;
};

/// Full-text search over messages (search/index.h). The index is filled behind the sending, in slices, so that a
/// message is never slower for it: new messages first, then, where an older server left none, the old ones from the
/// newest down. A search fills in what is new before it looks.
class SearchStore
{
public:
    SearchStore(Sql &sql, MessageStore &messages) : m_sql(sql), m_messages(messages) { }

    void forget() { m_indexed.reset(); } ///< what was remembered may not be true any more
    bool indexSome(int atMost); ///< true if there is more to do
    /// A message becomes another one, or nothing when that is deleted. Call with both as they are read.
    void replace(MessageKey key, const protocol::Message &before, const protocol::Message &after);
    /// Newest first; `query` is resolved.
    [[nodiscard]] QList<protocol::Message> find(const search::Query &query, const SearchRange &range);

private:
    /// The messages in the index: above `from`, up to `to`.
    struct Indexed {
        MessageKey from = 0;
        MessageKey to = 0;
    };
    [[nodiscard]] Indexed indexed();
    void setIndexed(const Indexed &indexed);
    [[nodiscard]] bool indexNew(int atMost);
    [[nodiscard]] bool indexOld(int atMost);
    void put(const QList<MessageKey> &keys);
    [[nodiscard]] bool merge();
    struct Walk {
        MessageKey end = 0; ///< from below here down
        bool asksRooms = false; ///< the index, not each hit
    };
    std::optional<MessageKey> walk(
        const search::Query &query, const SearchRange &range, const Walk &walk, QList<protocol::Message> &found);

    Sql &m_sql;
    MessageStore &m_messages;
    std::optional<Indexed> m_indexed; ///< none: not read yet
};

} // namespace coterie::server
