#pragma once

#include "sqlite/database.h"

namespace coterie::server {

/// Two servers on one folder would number its messages twice. The lock is one of the operating system's on a file in
/// the folder, taken through SQLite because that is portable: it ends with the process, however the process ends.
[[nodiscard]] Result<std::unique_ptr<sqlite::Database>> lockFolder(const QString &folder);

} // namespace coterie::server
