#include "server/storage/storage.h"

#include "base/random.h"
#include "crdt/updates.h"
#include "server/storage/schema.h"

#include <QDir>
#include <QFile>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

QString databasePath(const QString &folder)
{
    return folder + u"/coterie.db"_s;
}

} // namespace

Storage::Storage(QString folder, std::unique_ptr<sqlite::Database> database)
    : m_folder(std::move(folder))
    , m_database(std::move(database))
    , m_sql(*m_database)
    , users(m_sql)
    , rooms(m_sql)
    , messages(m_sql)
    , search(m_sql, messages)
    , feed(m_sql)
    , access(m_sql)
    , documents(m_sql)
{
}

Result<std::unique_ptr<Storage>> Storage::open(const QString &folder)
{
    const bool isNew = !QFile::exists(folder);
    if (!QDir().mkpath(folder + u"/files"_s))
        return Error {Errc::Io, "The data folder " + folder.toStdString() + " cannot be made."};
    if (isNew)
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString path = databasePath(folder);
    auto database = sqlite::Database::open(path);
    if (!database)
        return Error {database.error().code,
            "The data in " + folder.toStdString() + " cannot be opened. " + database.error().message};
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    if (auto done = migrate(**database, path); !done)
        return done.error();
    return std::unique_ptr<Storage>(new Storage(folder, std::move(database).value()));
}

Epoch Storage::epoch()
{
    return Epoch {setting(u"epoch"_s)};
}

QString Storage::setting(const QString &key)
{
    auto query = m_sql.read("SELECT value FROM meta WHERE key = ?", key);
    return query.step() ? query.text(0) : QString();
}

void Storage::setSetting(const QString &key, const QString &value)
{
    m_sql.write("INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2", key, value);
}

std::int64_t Storage::dataVersion()
{
    auto query = m_sql.read("PRAGMA data_version");
    return query.step() ? query.integer(0) : 0;
}

QString Storage::filePath(const FileId &file) const
{
    return m_folder + u"/files/"_s + file.value();
}

void Storage::checkpointInBackground()
{
    // The hub's own checkpoint stays as the upper limit: 80 MB of log, should the background never catch up.
    static_cast<void>(m_database->exec(u"PRAGMA wal_autocheckpoint=20000"_s));
    m_checkpointer = std::make_unique<Checkpointer>(databasePath(m_folder));
}

void Storage::checkpoint()
{
    if (m_checkpointer)
        m_checkpointer->run();
}

Result<void> Storage::backup(const QString &path)
{
    if (QFile::exists(path))
        return Error {Errc::Conflict, "The file " + path.toStdString() + " exists already."};
    const auto done = m_database->backupTo(path);
    if (done)
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    else
        QFile::remove(path);
    return done;
}

Result<void> Storage::restore(const QString &path)
{
    if (!QFile::exists(path))
        return Error {Errc::NotFound, "There is no file " + path.toStdString() + "."};
    // A copy is made ready first, with its new epoch: what replaces the data is complete before it is touched.
    const QString ready = m_folder + u"/restore.db"_s;
    QFile::remove(ready);
    const auto tidy = qScopeGuard([&] {
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(ready + suffix);
    });
    {
        auto source = sqlite::Database::open(path, sqlite::Database::Mode::ReadOnly);
        if (!source)
            return source.error();
        auto table = (*source)->prepare(u"SELECT value FROM meta WHERE key = 'epoch'"_s);
        if (!table.step() || (*source)->userVersion() == 0)
            return Error {Errc::Corrupt, path.toStdString() + " is not a backup of a Coterie server."};
        table.reset();
        if (auto whole = (*source)->quickCheck(); !whole)
            return whole;
        if (auto copied = (*source)->backupTo(ready); !copied)
            return copied;
    }
    auto copy = sqlite::Database::open(ready);
    if (!copy)
        return copy.error();
    if (auto done = migrate(**copy, ready); !done)
        return done;
    auto epoch = (*copy)->prepare(u"UPDATE meta SET value = ? WHERE key = 'epoch'"_s);
    epoch.bind(1, QString::fromStdString(Random::fromSystem().uuid()).first(13));
    if (auto done = epoch.run(); !done)
        return done;
    return (*copy)->backupTo(databasePath(m_folder));
}

Result<void> Storage::quickCheck()
{
    return m_database->quickCheck();
}

Result<void> Storage::check()
{
    if (auto whole = quickCheck(); !whole)
        return whole;
    auto gaps =
        m_sql.read("SELECT room_id FROM (SELECT room_id, seq FROM messages UNION ALL SELECT room_id, seq FROM events) "
                   "GROUP BY room_id HAVING count(*) <> max(seq) OR min(seq) <> 1");
    if (gaps.step())
        return Error {Errc::Corrupt, "The numbering of room " + gaps.text(0).toStdString() + " has a gap."};
    auto authors = m_sql.read("SELECT count(*) FROM messages WHERE user_id NOT IN (SELECT id FROM users)");
    if (authors.step() && authors.integer(0) > 0)
        return Error {Errc::Corrupt, "Some messages have no author."};
    return checkDocuments();
}

Result<void> Storage::checkDocuments()
{
    const auto isUpdate = [](const QByteArray &bytes, crdt::UpdateVersion version) {
        return crdt::decodeUpdate(std::as_bytes(std::span(bytes.constData(), size_t(bytes.size()))), version)
            .has_value();
    };
    for (const DocumentId &id : documents.all()) {
        const DocumentContent content = documents.content(id);
        const bool isWhole = (content.state.isEmpty() || isUpdate(content.state, crdt::UpdateVersion::V2))
            && std::ranges::all_of(
                content.updates, [&](const QByteArray &update) { return isUpdate(update, crdt::UpdateVersion::V1); });
        if (!isWhole)
            return Error {Errc::Corrupt, "The document " + id.value().toStdString() + " cannot be read."};
    }
    auto homeless = m_sql.read("SELECT id FROM documents WHERE room_id NOT IN (SELECT id FROM rooms)");
    if (homeless.step())
        return Error {Errc::Corrupt, "The document " + homeless.text(0).toStdString() + " is in no room."};
    return {};
}

} // namespace coterie::server
