#pragma once

#include "base/strongid.h"
#include "base/time.h"
#include "sqlite/database.h"

#include <concepts>
#include <optional>
#include <type_traits>
#include <unordered_map>

/// Prepared statements by their text, and one transaction per turn. Runs on the thread that owns the database.
namespace coterie::server {

/// One use of a prepared statement; gives it back when it goes out of scope, so that no read stays open.
class Query
{
public:
    explicit Query(sqlite::Statement &statement) : m_statement(&statement) { }
    Query(Query &&other) noexcept : m_statement(std::exchange(other.m_statement, nullptr)) { }
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;
    Query &operator=(Query &&) = delete;
    ~Query()
    {
        if (m_statement != nullptr)
            m_statement->reset();
    }

    [[nodiscard]] bool step() { return m_statement->step(); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_statement->integer(column); }
    [[nodiscard]] int number(int column) const { return static_cast<int>(m_statement->integer(column)); }
    [[nodiscard]] bool flag(int column) const { return m_statement->integer(column) != 0; }
    [[nodiscard]] QString text(int column) const { return m_statement->text(column); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_statement->blob(column); }
    template <typename Id>
    [[nodiscard]] Id id(int column) const
    {
        return Id {m_statement->text(column)};
    }
    [[nodiscard]] WallTime time(int column) const { return fromEpochMillis(m_statement->integer(column)); }
    [[nodiscard]] std::optional<WallTime> timeIfAny(int column) const
    {
        return m_statement->isNull(column) ? std::nullopt : std::optional(time(column));
    }
    [[nodiscard]] std::optional<Error> error() const { return m_statement->error(); }

private:
    sqlite::Statement *m_statement;
};

/// The statements of one connection. A write begins the turn's transaction by itself; its failure is kept until
/// commit(), so that the code in between need not ask after every row: nothing leaves the server before commit() said
/// yes.
class Sql
{
public:
    explicit Sql(sqlite::Database &database) : m_database(database) { }

    /// `text` must be a literal: its address is the key.
    template <typename... Args>
    [[nodiscard]] Query read(const char *text, const Args &...args)
    {
        sqlite::Statement &statement = prepared(text);
        int position = 0;
        (bindOne(statement, ++position, args), ...);
        return Query(statement);
    }

    template <typename... Args>
    int write(const char *text, const Args &...args) ///< rows changed
    {
        begin();
        sqlite::Statement &statement = prepared(text);
        int position = 0;
        (bindOne(statement, ++position, args), ...);
        const auto done = statement.run();
        if (!done && !m_failure)
            m_failure = done.error();
        return done ? m_database.changes() : 0;
    }

    [[nodiscard]] Result<void> commit(); ///< what was written since the last commit, all or nothing
    void rollback();
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] sqlite::Database &database() { return m_database; }

private:
    void begin();
    sqlite::Statement &prepared(const char *text);

    template <typename T>
    static void bindOne(sqlite::Statement &statement, int position, const T &value)
    {
        if constexpr (std::is_enum_v<T>)
            statement.bind(position, static_cast<std::int64_t>(value));
        else if constexpr (std::integral<T>)
            statement.bind(position, static_cast<std::int64_t>(value));
        else if constexpr (std::same_as<T, WallTime>)
            statement.bind(position, static_cast<std::int64_t>(toEpochMillis(value)));
        else
            statement.bind(position, value);
    }
    template <typename Tag, typename V>
    static void bindOne(sqlite::Statement &statement, int position, const StrongId<Tag, V> &id)
    {
        statement.bind(position, id.value());
    }
    template <typename T>
    static void bindOne(sqlite::Statement &statement, int position, const std::optional<T> &value)
    {
        if (value)
            bindOne(statement, position, *value);
        else
            statement.bindNull(position);
    }

    sqlite::Database &m_database;
    std::unordered_map<const char *, sqlite::Statement> m_statements;
    std::optional<Error> m_failure;
    bool m_open = false;
};

} // namespace coterie::server
