#include "server/storage/sql.h"

namespace coterie::server {

using namespace Qt::StringLiterals;

sqlite::Statement &Sql::prepared(const char *text)
{
    const auto found = m_statements.find(text);
    if (found != m_statements.end())
        return found->second;
    return m_statements.emplace(text, m_database.prepare(QString::fromUtf8(text))).first->second;
}

void Sql::begin()
{
    if (m_open)
        return;
    m_open = true;
    if (auto begun = m_database.exec(u"BEGIN IMMEDIATE"_s); !begun && !m_failure)
        m_failure = begun.error();
}

Result<void> Sql::commit()
{
    if (!m_open)
        return {};
    if (m_failure) {
        const Error failure = *m_failure;
        rollback();
        return failure;
    }
    const auto done = m_database.exec(u"COMMIT"_s);
    if (!done) {
        rollback();
        return done.error();
    }
    m_open = false;
    return {};
}

void Sql::rollback()
{
    if (m_open)
        static_cast<void>(m_database.exec(u"ROLLBACK"_s)); // fails where SQLite has rolled back by itself: fine
    m_open = false;
    m_failure.reset();
}

} // namespace coterie::server
