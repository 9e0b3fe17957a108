#include "server/storage/folderlock.h"

namespace coterie::server {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<sqlite::Database>> lockFolder(const QString &folder)
{
    auto lock = sqlite::Database::open(folder + u"/server.lock"_s);
    if (!lock)
        return lock;
    if (auto taken = (*lock)->exec(u"PRAGMA busy_timeout=0;BEGIN EXCLUSIVE"_s); !taken)
        return Error {Errc::Conflict, "Another server is running on the data in " + folder.toStdString() + "."};
    return lock;
}

} // namespace coterie::server
