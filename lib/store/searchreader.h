#pragma once

#include "store/searchtable.h"

namespace coterie::store {

/// Searches in a store's file over a connection of its own, so that a search and the engine never wait for each other
/// (WAL). One thread at a time, whichever it is; interrupt() from any.
class SearchReader
{
public:
    /// Null when the file cannot be read a second time.
    static std::unique_ptr<SearchReader> open(const QString &path);

    [[nodiscard]] SearchHits find(const search::Query &query, SearchKey below, int limit);
    void interrupt(); ///< the search that runs ends with what it has

private:
    explicit SearchReader(std::unique_ptr<sqlite::Database> database) : m_connection(std::move(database)) { }

    Connection m_connection;
    SearchTable m_table {m_connection};
};

} // namespace coterie::store
