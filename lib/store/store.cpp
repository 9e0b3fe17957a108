#include "store/store.h"

#include "store/schema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace coterie::store {

using namespace Qt::StringLiterals;
using sqlite::Database;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

/// Null only when there is no memory left for an empty database.
std::unique_ptr<Database> openInMemory()
{
    auto opened = Database::open(u":memory:"_s);
    if (!opened || !migrate(**opened, schemaSteps(), {}))
        return nullptr;
    return *std::move(opened);
}

bool wasClosedCleanly(Database &database)
{
    auto rows = database.prepare(u"SELECT value FROM kv WHERE key = 'closed'"_s);
    return rows.step() && rows.text(0) == "1"_L1;
}

Result<std::unique_ptr<Database>> openFile(const QString &path)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return Error {Errc::Io, "The folder could not be made."};
    auto opened = Database::open(path);
    if (!opened)
        return opened;
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner); // it holds private conversations
    auto &database = **opened;
    // Reading a whole file takes a second per gigabyte, so it is done only when the last run ended badly.
    if (database.userVersion() > 0 && !wasClosedCleanly(database)) {
        if (const auto checked = database.quickCheck(); !checked)
            return checked.error();
    }
    const QString backup = u"%1.before-%2"_s.arg(path).arg(schemaSteps().size());
    if (const auto migrated = migrate(database, schemaSteps(), backup); !migrated)
        return migrated.error();
    if (const auto marked = database.exec(u"INSERT OR REPLACE INTO kv (key, value) VALUES ('closed', '0')"_s); !marked)
        return marked.error();
    return opened;
}

/// What cannot be fetched again: unsent messages, drafts and edits, with whose they are. As much as can still be read.
void salvage(const QString &from, Database &into)
{
    const auto damaged = Database::open(from, Database::Mode::Frozen);
    if (!damaged)
        return;
    struct Table {
        const char *read;
        const char *write;
        const char *columns; ///< t: text, b: blob, i: integer
    };
    constexpr std::array tables {
        Table {"SELECT key, value FROM kv WHERE key = 'self' OR key LIKE 'memory/%'",
            "INSERT OR IGNORE INTO kv (key, value) VALUES (?, ?)", "tb"},
        Table {"SELECT room_id, text FROM drafts", "INSERT OR IGNORE INTO drafts (room_id, text) VALUES (?, ?)", "tt"},
        Table {
            "SELECT position, entry FROM outbox", "INSERT OR IGNORE INTO outbox (position, entry) VALUES (?, ?)", "ib"},
        Table {"SELECT num, doc_id, document, unsent, renamed, removed, failure FROM documents",
            "INSERT OR IGNORE INTO documents (num, doc_id, document, unsent, renamed, removed, failure) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            "itbiiit"},
        Table {"SELECT doc, state FROM document_states",
            "INSERT OR IGNORE INTO document_states (doc, state) VALUES (?, ?)", "ib"},
        Table {"SELECT id, doc, edits, bytes FROM document_updates",
            "INSERT OR IGNORE INTO document_updates (id, doc, edits, bytes) VALUES (?, ?, ?, ?)", "iiib"},
    };
    for (const Table &table : tables) {
        auto rows = (*damaged)->prepare(QString::fromLatin1(table.read));
        int count = 0;
        for (; rows.step(); ++count) {
            auto insert = into.prepare(QString::fromLatin1(table.write));
            int column = 0;
            for (const char type : QByteArrayView(table.columns)) {
                if (type == 't')
                    insert.bind(column + 1, rows.text(column));
                else if (type == 'b')
                    insert.bind(column + 1, rows.blob(column));
                else
                    insert.bind(column + 1, rows.integer(column));
                ++column;
            }
            static_cast<void>(insert.run());
        }
        if (count == 0 && &table == &tables.front())
            return; // nobody knows whose they are, and one person's words are never sent by another
    }
}

/// What is in a file that can be read and not written.
std::unique_ptr<Database> copyInMemory(const QString &path)
{
    for (const auto mode : {Database::Mode::ReadOnly, Database::Mode::Frozen}) {
        const auto source = Database::open(path, mode);
        auto memory = openInMemory();
        if (!source || memory == nullptr)
            continue;
        if ((*source)->copyTo(*memory) && migrate(*memory, schemaSteps(), {}) && memory->quickCheck())
            return memory;
    }
    return openInMemory();
}

/// The new name, or empty when it could not be renamed.
QString setAside(const QString &path, WallTime now)
{
    const QString stamp = QDateTime::fromMSecsSinceEpoch(toEpochMillis(now), Qt::UTC).toString(u"yyyy-MM-dd-hhmmss"_s);
    const QString aside = u"%1.damaged-%2"_s.arg(path, stamp);
    if (!QFile::rename(path, aside))
        return {};
    for (const QString &suffix : {u"-wal"_s, u"-shm"_s}) // they belong to the damaged file, not to the next one
        QFile::rename(path + suffix, aside + suffix);
    return aside;
}

QString sentenceFor(const Error &error)
{
    const QString reason = QString::fromStdString(error.message);
    if (error.code == Errc::Unsupported) {
        return tr("The messages on this computer were stored by a newer version of Coterie. They are left as they are; "
                  "until you update, nothing new is kept.");
    }
    if (error.code == Errc::Corrupt) {
        return tr(
            "The messages stored on this computer are damaged. You can go on; they are set aside and fetched again "
            "when you start anew, until then nothing new is kept.");
    }
    return tr("Messages cannot be stored on this computer. You can go on, but what has not been sent is lost when you "
              "quit. %1")
        .arg(reason);
}

} // namespace

Store::Store(std::unique_ptr<Database> database, bool persistent, QString warning)
    : m_connection(std::move(database))
    , m_persistent(persistent)
    , m_warning(std::move(warning))
{
    if (const auto self = m_values.self())
        m_messages.setSelf(self->userId);
}

std::unique_ptr<Store> Store::open(const QString &path, WallTime now)
{
    const auto make = [](std::unique_ptr<Database> database, bool persistent, const QString &warning) {
        return std::unique_ptr<Store>(new Store(std::move(database), persistent, warning));
    };
    if (path.isEmpty())
        return make(openInMemory(), false, {});
    auto opened = openFile(path);
    if (opened)
        return make(*std::move(opened), true, {});
    if (opened.error().code == Errc::Unsupported)
        return make(openInMemory(), false, sentenceFor(opened.error()));
    if (opened.error().code != Errc::Corrupt)
        return make(copyInMemory(path), false, sentenceFor(opened.error()));
    const QString aside = setAside(path, now);
    if (!aside.isEmpty()) {
        if (auto fresh = openFile(path)) {
            salvage(aside, **fresh);
            return make(*std::move(fresh), true,
                tr("The messages stored on this computer were damaged. They were set aside as %1 and are being fetched "
                   "again; drafts, documents and unsent messages were kept as far as they could be read.")
                    .arg(QFileInfo(aside).fileName()));
        }
    }
    return make(openInMemory(), false, sentenceFor(opened.error()));
}

Store::~Store()
{
    if (m_persistent && !m_connection.failure() && !m_connection.damage())
        m_values.setText(u"closed"_s, u"1"_s);
}

void Store::transact(const std::function<void()> &work)
{
    if (m_inTransaction) { // part of the transaction that is open
        work();
        return;
    }
    m_inTransaction = true;
    if (const auto damage = m_connection.damage(); damage && m_persistent)
        fallBack(*damage);
    for (int attempt = 0; attempt < 2; ++attempt) { // the second one is in memory
        m_connection.clearFailure();
        std::optional<Error> failure;
        {
            sqlite::Transaction transaction(m_connection.database());
            if (transaction.isOpen())
                work();
            failure = m_connection.failure();
            if (!failure) {
                if (const auto committed = transaction.commit(); !committed)
                    failure = committed.error();
            }
        }
        if (!failure || !m_persistent)
            break;
        fallBack(*failure);
    }
    m_inTransaction = false;
}

void Store::fallBack(const Error &error)
{
    auto memory = openInMemory();
    if (memory == nullptr)
        return;
    // What cannot be read any more is fetched again; an empty copy still serves. The damage would be copied, too.
    if (!m_connection.database().copyTo(*memory) || (error.code == Errc::Corrupt && !memory->quickCheck()))
        memory = openInMemory();
    m_connection.replace(std::move(memory));
    m_persistent = false;
    m_warning = sentenceFor(error);
}

void Store::clear()
{
    transact([this] {
        m_search.forgetAll();
        for (const char *sql : {"DELETE FROM kv WHERE key <> 'closed'", "DELETE FROM rooms", "DELETE FROM messages",
                 "DELETE FROM ranges", "DELETE FROM members", "DELETE FROM people", "DELETE FROM drafts",
                 "DELETE FROM outbox", "DELETE FROM notifications", "DELETE FROM activities", "DELETE FROM documents",
                 "DELETE FROM document_states", "DELETE FROM document_updates"})
            m_connection.run(sql);
    });
}

} // namespace coterie::store
