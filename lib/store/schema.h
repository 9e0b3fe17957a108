#pragma once

#include "base/result.h"

#include <QString>

#include <span>

namespace coterie::sqlite {
class Database;
}

namespace coterie::store {

/// One step of the schema: the SQL that takes the tables from version N to N + 1. A step that has shipped never
/// changes.
using Step = const char *;

[[nodiscard]] std::span<const Step> schemaSteps();

/// Brings the tables to the newest version, all or nothing. A store that holds data is copied to `backupPath` first
/// (empty: it is not). Unsupported when the store was written by a newer program: nothing is touched then.
[[nodiscard]] Result<void> migrate(sqlite::Database &database, std::span<const Step> steps, const QString &backupPath);

} // namespace coterie::store
