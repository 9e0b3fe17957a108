#include "sqlite/database.h"

#include <QUrl>

#include <sqlite3.h>

namespace coterie::sqlite {

using namespace Qt::StringLiterals;

namespace {

Errc errcOf(int code)
{
    switch (code & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Errc::Corrupt;
    case SQLITE_CONSTRAINT: return Errc::Conflict;
    case SQLITE_TOOBIG: return Errc::TooLarge;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Errc::Unavailable;
    default: return Errc::Io;
    }
}

/// What a person can do something about is said without the library's words.
std::string plainWords(int code, const char *words)
{
    switch (code & 0xff) {
    case SQLITE_FULL: return "The disk is full.";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "The file may not be changed.";
    case SQLITE_CANTOPEN: return "The file cannot be opened.";
    case SQLITE_IOERR: return "The disk cannot be read or written.";
    case SQLITE_NOMEM: return "There is not enough memory.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "Another program is using the file.";
    case SQLITE_CONSTRAINT: return "What was to be stored contradicts what is stored already.";
    default: return std::string("The database said: ") + words + ".";
    }
}

} // namespace

Statement::Statement(Database *database, sqlite3_stmt *statement) : m_database(database), m_statement(statement) { }

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_code(other.m_code)
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_database, other.m_database);
    std::swap(m_statement, other.m_statement);
    std::swap(m_code, other.m_code);
    return *this;
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

void Statement::note(int code)
{
    if (m_code == SQLITE_OK && code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        m_code = code;
}

Statement &Statement::bind(int position, std::int64_t value)
{
    note(sqlite3_bind_int64(m_statement, position, value));
    return *this;
}

Statement &Statement::bind(int position, double value)
{
    note(sqlite3_bind_double(m_statement, position, value));
    return *this;
}

Statement &Statement::bind(int position, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    note(sqlite3_bind_text64(m_statement, position, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement &Statement::bind(int position, const QByteArray &blob)
{
    note(sqlite3_bind_blob64(
        m_statement, position, blob.constData(), static_cast<sqlite3_uint64>(blob.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::bindNull(int position)
{
    note(sqlite3_bind_null(m_statement, position));
    return *this;
}

bool Statement::step()
{
    if (m_statement == nullptr || m_code != SQLITE_OK)
        return false;
    const int code = sqlite3_step(m_statement);
    note(code);
    return code == SQLITE_ROW;
}

Result<void> Statement::run()
{
    while (step()) { }
    auto failure = error();
    reset();
    if (failure)
        return *failure;
    return {};
}

void Statement::reset()
{
    if (m_statement == nullptr)
        return;
    sqlite3_reset(m_statement);
    sqlite3_clear_bindings(m_statement);
    m_code = SQLITE_OK;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString Statement::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::blob(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

std::optional<Error> Statement::error() const
{
    if (m_statement == nullptr)
        return m_database != nullptr ? m_database->lastError() : Error {Errc::Internal, "The statement is empty."};
    if (m_code == SQLITE_OK)
        return std::nullopt;
    return m_database->lastError();
}

Database::Database(sqlite3 *handle) : m_handle(handle) { }

Database::~Database()
{
    sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode, Durability durability)
{
    int flags = SQLITE_OPEN_NOMUTEX
        | (mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
    QByteArray name = path.toUtf8();
    if (mode == Mode::Frozen) {
        flags |= SQLITE_OPEN_URI;
        name = "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1";
    }
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK)
        return database->lastError();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 5000);
    QString setup = u"PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"_s;
    if (mode == Mode::ReadWrite)
        setup += durability == Durability::Full ? u"PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"_s
                                                : u"PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"_s;
    if (auto done = database->exec(setup); !done)
        return done.error();
    return database;
}

Result<void> Database::exec(const QString &sql)
{
    if (sqlite3_exec(m_handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Statement Database::prepare(const QString &sql)
{
    const QByteArray utf8 = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(
        m_handle, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return {this, statement};
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

int Database::changes() const
{
    return sqlite3_changes(m_handle);
}

int Database::userVersion()
{
    auto statement = prepare(u"PRAGMA user_version"_s);
    return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

Result<void> Database::setUserVersion(int version)
{
    return exec(u"PRAGMA user_version=%1"_s.arg(version));
}

Result<void> Database::backupTo(const QString &path)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open(path.toUtf8().constData(), &handle);
    Database target(handle);
    if (code != SQLITE_OK)
        return target.lastError();
    return copyTo(target);
}

Result<void> Database::copyTo(Database &target)
{
    sqlite3_backup *backup = sqlite3_backup_init(target.m_handle, "main", m_handle, "main");
    if (backup == nullptr)
        return target.lastError();
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE)
        return Error {errcOf(code), std::string("The database could not be copied: ") + sqlite3_errstr(code) + "."};
    return {};
}

Result<void> Database::quickCheck()
{
    auto statement = prepare(u"PRAGMA quick_check(1)"_s);
    if (!statement.step())
        return statement.error().value_or(Error {Errc::Corrupt, "The database gives no answer."});
    const QString verdict = statement.text(0);
    if (verdict != "ok"_L1)
        return Error {Errc::Corrupt, "The database is damaged: " + verdict.toStdString() + "."};
    return {};
}

void Database::interrupt()
{
    sqlite3_interrupt(m_handle);
}

Error Database::lastError() const
{
    const int code = sqlite3_extended_errcode(m_handle);
    return {errcOf(code), plainWords(code, sqlite3_errmsg(m_handle))};
}

Transaction::Transaction(Database &database) : m_database(database)
{
    const auto begun = m_database.exec(u"BEGIN IMMEDIATE"_s);
    m_open = begun.has_value();
    if (!begun)
        m_beginError = begun.error();
}

Transaction::~Transaction()
{
    if (m_open)
        static_cast<void>(m_database.exec(u"ROLLBACK"_s));
}

Result<void> Transaction::commit()
{
    if (m_beginError)
        return *m_beginError;
    auto done = m_database.exec(u"COMMIT"_s);
    if (done)
        m_open = false;
    return done;
}

} // namespace coterie::sqlite
