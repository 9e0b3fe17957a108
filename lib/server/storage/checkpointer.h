#pragma once

#include "sqlite/database.h"

#include <QThreadPool>

#include <atomic>

namespace coterie::server {

/// Moves the write-ahead log into the database on a thread of its own: that is the part of SQLite's work that waits for
/// the disk, and the hub must not. Works on a second connection; a passive checkpoint holds up neither readers nor the
/// writer.
class Checkpointer
{
public:
    explicit Checkpointer(QString path);
    ~Checkpointer(); ///< waits for the one under way

    void run(); ///< starts one, unless one is under way; returns at once

private:
    QString m_path;
    std::unique_ptr<sqlite::Database> m_database; ///< used by the pool's one thread only
    std::atomic<bool> m_busy = false;
    QThreadPool m_pool;
};

} // namespace coterie::server
