#pragma once

#include "base/time.h"
#include "store/documenttable.h"
#include "store/feedtables.h"
#include "store/messagetable.h"
#include "store/outboxtable.h"
#include "store/roomtable.h"
#include "store/searchtable.h"

#include <functional>

namespace coterie::store {

/// Everything the client keeps between two starts, in one SQLite file (WAL). Engine thread only. It never fails to
/// exist: when the file cannot be used the same tables live in memory and warning() says so in words.
class Store
{
public:
    /// Empty path: in memory. A damaged file is set aside as PATH.damaged-DATE, a newer program's file is left alone.
    static std::unique_ptr<Store> open(const QString &path, WallTime now);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Runs `work`, which may only call the tables below, as one transaction. When the disk refuses (full, read-only,
    /// damaged) what was there is copied to memory, `work` runs again there, and warning() changes.
    void transact(const std::function<void()> &work);

    [[nodiscard]] QString warning() const { return m_warning; } ///< empty when all is well
    [[nodiscard]] bool isPersistent() const { return m_persistent; } ///< a second connection sees the same

    void clear(); ///< another account: everything goes

    [[nodiscard]] ValueTable &values() { return m_values; }
    [[nodiscard]] RoomTable &rooms() { return m_rooms; }
    [[nodiscard]] MessageTable &messages() { return m_messages; }
    [[nodiscard]] PeopleTable &people() { return m_people; }
    [[nodiscard]] FeedTable &feed() { return m_feed; }
    [[nodiscard]] OutboxTable &outbox() { return m_outbox; }
    [[nodiscard]] DocumentTable &documents() { return m_documents; }
    [[nodiscard]] SearchTable &search() { return m_search; }

private:
    Store(std::unique_ptr<sqlite::Database> database, bool persistent, QString warning);
    void fallBack(const Error &error);

    Connection m_connection;
    ValueTable m_values {m_connection};
    RoomTable m_rooms {m_connection};
    MessageTable m_messages {m_connection, m_rooms};
    PeopleTable m_people {m_connection};
    FeedTable m_feed {m_connection};
    OutboxTable m_outbox {m_connection};
    DocumentTable m_documents {m_connection};
    SearchTable m_search {m_connection};
    bool m_persistent = false;
    bool m_inTransaction = false;
    QString m_warning;
};

} // namespace coterie::store
