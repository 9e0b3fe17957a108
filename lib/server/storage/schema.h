#pragma once

#include "sqlite/database.h"

/// The server's tables and how older files are brought up to them.
namespace coterie::server {

inline constexpr int schemaVersion = 4;

/// Brings the file to schemaVersion in one transaction. An older file is copied to "PATH.before-N" first; a newer one
/// is refused (Unsupported) and left alone.
[[nodiscard]] Result<void> migrate(sqlite::Database &database, const QString &path);

} // namespace coterie::server
