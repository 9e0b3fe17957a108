#include "store/outboxtable.h"

#include "store/blob.h"

namespace coterie::store {

QList<StoredOutboxEntry> OutboxTable::all()
{
    QList<StoredOutboxEntry> entries;
    auto rows = m_connection.use("SELECT position, entry FROM outbox ORDER BY position");
    while (rows->step())
        entries.append({rows->integer(0), fromBlob(rows->blob(1))});
    return entries;
}

void OutboxTable::put(const StoredOutboxEntry &entry)
{
    auto insert = m_connection.use(
        "INSERT INTO outbox (position, entry) VALUES (?1, ?2) ON CONFLICT (position) DO UPDATE SET entry = ?2");
    insert->bind(1, entry.position).bind(2, toBlob(entry.entry));
    insert.run();
}

void OutboxTable::remove(std::int64_t position)
{
    auto erase = m_connection.use("DELETE FROM outbox WHERE position = ?");
    erase->bind(1, position);
    erase.run();
}

} // namespace coterie::store
