#pragma once

#include "sqlite/database.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace coterie::store {

/// The open database with its prepared statements and the first failure since it was last asked. The tables write
/// without looking; whoever runs the transaction looks once, at the end.
class Connection
{
public:
    explicit Connection(std::unique_ptr<sqlite::Database> database);

    /// A statement for the length of one use; it is reset afterwards, so that no half-read query holds the log open.
    class Use
    {
    public:
        Use(Connection &connection, sqlite::Statement &statement) : m_connection(connection), m_statement(statement) { }
        Use(const Use &) = delete;
        Use &operator=(const Use &) = delete;
        ~Use();
        sqlite::Statement *operator->() { return &m_statement; }
        sqlite::Statement &operator*() { return m_statement; }
        void run(); ///< for statements that yield nothing

    private:
        Connection &m_connection;
        sqlite::Statement &m_statement;
    };

    [[nodiscard]] Use use(const char *sql); ///< `sql` is a literal: its address is the key of the cache
    void run(const char *sql); ///< without parameters
    [[nodiscard]] sqlite::Database &database() { return *m_database; }
    void replace(std::unique_ptr<sqlite::Database> database); ///< another database with the same tables

    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; }
    void clearFailure() { m_failure.reset(); }
    /// A read outside any transaction may have found it: it is not forgotten before the database is replaced.
    [[nodiscard]] const std::optional<Error> &damage() const { return m_damage; }

private:
    std::unique_ptr<sqlite::Database> m_database;
    std::unordered_map<const char *, sqlite::Statement>
        m_statements; ///< declared after, so finalised before, the database
    std::optional<Error> m_failure;
    std::optional<Error> m_damage;
};

} // namespace coterie::store
