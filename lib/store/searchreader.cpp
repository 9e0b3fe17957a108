#include "store/searchreader.h"

namespace coterie::store {

std::unique_ptr<SearchReader> SearchReader::open(const QString &path)
{
    auto opened = sqlite::Database::open(path, sqlite::Database::Mode::ReadOnly);
    if (!opened)
        return nullptr;
    return std::unique_ptr<SearchReader>(new SearchReader(*std::move(opened)));
}

SearchHits SearchReader::find(const search::Query &query, SearchKey below, int limit)
{
    auto hits = m_table.find(query, below, limit);
    m_connection.clearFailure(); // an interrupted search has found what it has found
    return hits;
}

void SearchReader::interrupt()
{
    m_connection.database().interrupt();
}

} // namespace coterie::store
