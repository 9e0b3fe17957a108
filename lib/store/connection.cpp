#include "store/connection.h"

namespace coterie::store {

Connection::Connection(std::unique_ptr<sqlite::Database> database) : m_database(std::move(database)) { }

Connection::Use::~Use()
{
    if (auto error = m_statement.error()) {
        if (error->code == Errc::Corrupt && !m_connection.m_damage)
            m_connection.m_damage = error;
        if (!m_connection.m_failure)
            m_connection.m_failure = std::move(error);
    }
    m_statement.reset();
}

Connection::Use Connection::use(const char *sql)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end())
        found = m_statements.emplace(sql, m_database->prepare(QString::fromLatin1(sql))).first;
    return {*this, found->second};
}

void Connection::Use::run()
{
    while (m_statement.step()) { }
}

void Connection::run(const char *sql)
{
    use(sql).run();
}

void Connection::replace(std::unique_ptr<sqlite::Database> database)
{
    m_statements.clear();
    m_database = std::move(database);
    m_failure.reset();
    m_damage.reset();
}

} // namespace coterie::store
