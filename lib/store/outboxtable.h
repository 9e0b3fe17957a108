#pragma once

#include "store/connection.h"

#include <QJsonObject>
#include <QList>

namespace coterie::store {

struct StoredOutboxEntry {
    std::int64_t position = 0; ///< rises in the order of making; never used twice in one store
    QJsonObject entry; ///< what lib/client writes of a sync::OutboxEntry
    bool operator==(const StoredOutboxEntry &) const = default;
};

/// What has not been acknowledged. Part of Store.
class OutboxTable
{
public:
    explicit OutboxTable(Connection &connection) : m_connection(connection) { }
    [[nodiscard]] QList<StoredOutboxEntry> all(); ///< in order
    void put(const StoredOutboxEntry &entry);
    void remove(std::int64_t position);

private:
    Connection &m_connection;
};

} // namespace coterie::store
