#pragma once

#include "server/storage/accessstore.h"
#include "server/storage/checkpointer.h"
#include "server/storage/documentstore.h"
#include "server/storage/feedstore.h"
#include "server/storage/messagestore.h"
#include "server/storage/roomstore.h"
#include "server/storage/searchstore.h"
#include "server/storage/userstore.h"

namespace coterie::server {

/// Everything durable: one SQLite file ("coterie.db") and a folder of uploaded files. Used by one thread; several
/// processes may have the same folder open (the running server and `coterie-server user add`). Writes gather in a
/// transaction that commit() ends; a failed write makes commit() fail.
class Storage
{
public:
    /// Makes the folder (readable by its owner only) and the tables. Fails in plain words.
    [[nodiscard]] static Result<std::unique_ptr<Storage>> open(const QString &folder);

    [[nodiscard]] Result<void> commit() { return m_sql.commit(); }
    [[nodiscard]] bool hasWrites() const { return m_sql.isOpen(); }
    void rollback() ///< also forgets what the stores remembered of it
    {
        m_sql.rollback();
        messages.forget();
        search.forget();
        feed.forget();
    }

    [[nodiscard]] protocol::Epoch epoch(); ///< read anew: a restore changes it
    [[nodiscard]] QString setting(const QString &key);
    void setSetting(const QString &key, const QString &value);
    [[nodiscard]] std::int64_t dataVersion(); ///< changes when another process has written
    [[nodiscard]] QString filePath(const protocol::FileId &file) const;
    [[nodiscard]] QString folder() const { return m_folder; }

    /// From now on the log is moved into the database in the background, when checkpoint() says so.
    void checkpointInBackground();
    void checkpoint();

    [[nodiscard]] Result<void> backup(const QString &path); ///< the database; consistent while the server runs
    /// Puts a backup's content in place of what is there, under a new epoch. Refuses what is not a backup of ours.
    [[nodiscard]] Result<void> restore(const QString &path);
    [[nodiscard]] Result<void> quickCheck(); ///< the file is whole; reads all of it
    [[nodiscard]] Result<void> check(); ///< the file is whole, no numbering has a gap, every document can be read

private:
    Storage(QString folder, std::unique_ptr<sqlite::Database> database);
    [[nodiscard]] Result<void> checkDocuments();

    QString m_folder;
    std::unique_ptr<sqlite::Database> m_database;
    Sql m_sql;
    std::unique_ptr<Checkpointer> m_checkpointer;

public:
    UserStore users;
    RoomStore rooms;
    MessageStore messages;
    SearchStore search;
    FeedStore feed;
    AccessStore access;
    DocumentStore documents;
};

} // namespace coterie::server
