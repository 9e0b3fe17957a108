#pragma once

#include "protocol/types.h"
#include "search/query.h"
#include "store/connection.h"

#include <QSet>

#include <functional>

namespace coterie::store {

/// A place in the order of the index: rises with the minute of a message, then with its row's id.
using SearchKey = std::int64_t;

struct SearchHits {
    QList<protocol::Message> messages; ///< newest first, as far as the index's order goes: to the minute
    SearchKey next = 0; ///< ask below this for more; 0: that was all
};

/// The full-text index over the messages, filled behind the storing: triggers write down what changed, indexSome()
/// works it off in slices. What is not in the index yet is found all the same if it is new, and nothing is found that
/// is no longer so, because every hit is checked against the message as it is. Part of Store, and of SearchReader.
class SearchTable
{
public:
    explicit SearchTable(Connection &connection) : m_connection(connection) { }

    /// Works off a slice: at most `atMost` messages, and no further once `budget` is over. True: there is more to do.
    /// Newest first. The caller runs the transaction.
    [[nodiscard]] bool indexSome(int atMost, Millis budget);
    [[nodiscard]] bool mergeSome(); ///< a millisecond of tidying; true: there is more to do. In a transaction, too
    void forgetAll(); ///< the index and all that waits; call before the messages go

    struct Progress {
        std::int64_t remaining = 0; ///< messages that cannot be found yet; a few new ones are found without the index
        std::int64_t total = 0; ///< about as many as there are; 0 when nothing remains
        bool operator==(const Progress &) const = default;
    };
    [[nodiscard]] Progress progress();

    /// `query` is resolved. `below`: 0, or what the last answer said. `limit` of the index, and with `below` 0 what
    /// waits to be indexed in addition. About two milliseconds.
    [[nodiscard]] SearchHits find(const search::Query &query, SearchKey below, int limit);

private:
    struct Row {
        std::int64_t id = 0;
        std::int64_t at = 0;
        protocol::Message message;
    };
    [[nodiscard]] QList<Row> take(const char *sql, std::int64_t bound, int atMost);
    void write(const char *sql, const Row &row);
    void takeOut(const QList<Row> &rows);
    void putIn(QList<Row> rows);
    void useThisVersion();
    [[nodiscard]] bool takeOutSome(int count); // these say whether there was anything to do
    [[nodiscard]] bool putInSome(int count);
    [[nodiscard]] bool sweepSome(int count);
    [[nodiscard]] bool backfillSome(int count);
    [[nodiscard]] bool isBehind();
    [[nodiscard]] std::int64_t backfill();
    /// A search under way.
    struct Walk {
        search::Query query;
        int limit = 0;
        QList<std::int64_t> rooms {}; ///< the numbers of query.rooms
        QSet<protocol::MessageId> known {};
        std::int64_t newestId = 0;
        SearchKey begin = 0;
        SearchKey end = 0; ///< from below here down
        int found = 0;
    };
    struct Hit {
        std::optional<protocol::Message> message;
        bool isElsewhere = false; ///< in a room that was not asked for
    };
    [[nodiscard]] Walk walkFor(const search::Query &query, SearchKey below, int limit);
    [[nodiscard]] QString expressionOf(const search::Query &query);
    [[nodiscard]] bool step(Walk &walk, const QString &expression, int mostElsewhere, SearchHits &hits);
    [[nodiscard]] Hit hitAt(SearchKey key, const Walk &walk);
    [[nodiscard]] QList<protocol::Message> waiting(const search::Query &query);
    [[nodiscard]] QList<protocol::RoomId> rooms();

    Connection &m_connection;
};

} // namespace coterie::store
