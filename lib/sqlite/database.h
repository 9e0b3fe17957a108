#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

struct sqlite3;
struct sqlite3_stmt;

namespace coterie::sqlite {

class Database;

/// One prepared statement. Bind by position from 1, then step(). Borrows its Database; use on the same thread.
/// A failed bind or step is kept and returned by error(); the statement then yields no more rows.
class Statement
{
public:
    Statement() = default;
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    ~Statement();

    Statement &bind(int position, std::int64_t value);
    Statement &bind(int position, double value);
    Statement &bind(int position, const QString &text);
    Statement &bind(int position, const QByteArray &blob);
    Statement &bindNull(int position);
    template <typename T>
    Statement &bind(int position, const std::optional<T> &value)
    {
        return value ? bind(position, *value) : bindNull(position);
    }

    [[nodiscard]] bool step(); ///< true while there is a row
    [[nodiscard]] Result<void> run(); ///< steps to the end, then reset() for the next use
    void reset(); ///< ready to be bound and stepped again

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;

    [[nodiscard]] std::optional<Error> error() const;

private:
    friend class Database;
    Statement(Database *database, sqlite3_stmt *statement);
    void note(int code);

    Database *m_database = nullptr;
    sqlite3_stmt *m_statement = nullptr;
    int m_code = 0;
};

/// One SQLite connection over the C API. One thread at a time. QtSql is not used: its values are QVariants, its driver
/// is a plugin that has to be found at run time, and it hides the error codes we decide by.
class Database
{
public:
    /// Frozen: as on a medium nobody writes to; what a log beside the file still holds is not seen.
    enum class Mode { ReadWrite, ReadOnly, Frozen };

    /// WAL, synchronous=NORMAL (or FULL), foreign keys on, busy timeout 5 s. Io or Corrupt on failure.
    enum class Durability { Normal, Full };
    static Result<std::unique_ptr<Database>> open(
        const QString &path, Mode mode = Mode::ReadWrite, Durability durability = Durability::Normal);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] Result<void> exec(const QString &sql); ///< one or several statements, no parameters
    [[nodiscard]] Statement prepare(const QString &sql); ///< an invalid one carries its error()
    [[nodiscard]] std::int64_t lastInsertId() const;
    [[nodiscard]] int changes() const; ///< rows changed by the last statement
    [[nodiscard]] int userVersion(); ///< PRAGMA user_version, for migrations
    [[nodiscard]] Result<void> setUserVersion(int version);
    [[nodiscard]] Result<void> backupTo(const QString &path); ///< online and consistent (sqlite3_backup)
    [[nodiscard]] Result<void> copyTo(Database &target); ///< the same into an open connection, replacing what it holds
    [[nodiscard]] Result<void> quickCheck(); ///< Corrupt with what SQLite says
    [[nodiscard]] Error lastError() const;
    void interrupt(); ///< from any thread: what runs now ends with an error

private:
    explicit Database(sqlite3 *handle);
    sqlite3 *m_handle = nullptr;
    friend class Statement;
};

/// Begins on construction (IMMEDIATE), rolls back unless commit() succeeded.
class Transaction
{
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    [[nodiscard]] bool isOpen() const { return m_open; } ///< false when it could not begin: commit() says why
    [[nodiscard]] Result<void> commit();

private:
    Database &m_database;
    std::optional<Error> m_beginError;
    bool m_open = false;
};

} // namespace coterie::sqlite
