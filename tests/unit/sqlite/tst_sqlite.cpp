#include "sqlite/database.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::sqlite;
using namespace Qt::StringLiterals;

class TestSqlite : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void valuesComeBackAsTheyWent();
    void aBadStatementCarriesItsError();
    void aBrokenConstraintIsAnErrorAndTheStatementCanGoOn();
    void aTransactionWithoutCommitIsUndone();
    void aCommittedTransactionStays();
    void theUserVersionIsKept();
    void aBackupIsACompleteDatabase();
    void readOnlyRefusesToWrite();
    void aFileThatIsNoDatabaseIsCorrupt();
    void aMissingFolderIsAnIoError();

private:
    [[nodiscard]] QString path(const QString &name = u"a.db"_s) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
};

void TestSqlite::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Database::open(path());
    QVERIFY(opened);
    m_database = *std::move(opened);
    QVERIFY(m_database->exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, x REAL)"_s));
}

void TestSqlite::cleanup()
{
    m_database.reset();
    m_folder.reset();
}

void TestSqlite::valuesComeBackAsTheyWent()
{
    const QString name = u"Zoë\u0000 👋 \u202E"_s;
    const QByteArray data("\0\1\xff", 3);
    Statement insert = m_database->prepare(u"INSERT INTO t (id, name, data, x) VALUES (?, ?, ?, ?)"_s);
    const std::int64_t big = std::numeric_limits<std::int64_t>::max();
    QVERIFY(insert.bind(1, big).bind(2, name).bind(3, data).bind(4, 0.1).run());
    QCOMPARE(m_database->lastInsertId(), big);
    QVERIFY(insert.bind(1, std::int64_t {1}).bindNull(2).bind(3, QByteArray()).bind(4, std::optional<double>()).run());

    Statement select = m_database->prepare(u"SELECT id, name, data, x FROM t ORDER BY id DESC"_s);
    QVERIFY(select.step());
    QCOMPARE(select.integer(0), big);
    QCOMPARE(select.text(1), name);
    QCOMPARE(select.blob(2), data);
    QCOMPARE(select.real(3), 0.1);
    QVERIFY(select.step());
    QVERIFY(select.isNull(1));
    QVERIFY(select.blob(2).isEmpty());
    QVERIFY(select.isNull(3));
    QVERIFY(!select.step());
    QVERIFY(!select.error());
}

void TestSqlite::aBadStatementCarriesItsError()
{
    Statement bad = m_database->prepare(u"SELECT nothing FROM nowhere"_s);
    QVERIFY(bad.error());
    QVERIFY(!bad.step());
    QVERIFY(!bad.run());
    QVERIFY(!m_database->exec(u"NOT SQL"_s));
}

void TestSqlite::aBrokenConstraintIsAnErrorAndTheStatementCanGoOn()
{
    Statement insert = m_database->prepare(u"INSERT INTO t (name) VALUES (?)"_s);
    QVERIFY(insert.bind(1, u"a"_s).run());
    QVERIFY(!insert.bind(1, u"a"_s).run());
    insert.reset();
    QVERIFY(insert.bind(1, u"b"_s).run());
    Statement count = m_database->prepare(u"SELECT count(*) FROM t"_s);
    QVERIFY(count.step());
    QCOMPARE(count.integer(0), std::int64_t {2});
}

void TestSqlite::aTransactionWithoutCommitIsUndone()
{
    {
        const Transaction transaction(*m_database);
        QVERIFY(m_database->exec(u"INSERT INTO t (name) VALUES ('a')"_s));
        QCOMPARE(m_database->changes(), 1);
    }
    Statement count = m_database->prepare(u"SELECT count(*) FROM t"_s);
    QVERIFY(count.step());
    QCOMPARE(count.integer(0), std::int64_t {0});
}

void TestSqlite::aCommittedTransactionStays()
{
    {
        Transaction transaction(*m_database);
        QVERIFY(m_database->exec(u"INSERT INTO t (name) VALUES ('a')"_s));
        QVERIFY(transaction.commit());
    }
    m_database.reset();
    const auto again = Database::open(path());
    QVERIFY(again);
    Statement select = (*again)->prepare(u"SELECT name FROM t"_s);
    QVERIFY(select.step());
    QCOMPARE(select.text(0), u"a"_s);
}

void TestSqlite::theUserVersionIsKept()
{
    QCOMPARE(m_database->userVersion(), 0);
    QVERIFY(m_database->setUserVersion(7));
    m_database.reset();
    const auto again = Database::open(path());
    QVERIFY(again);
    QCOMPARE((*again)->userVersion(), 7);
}

void TestSqlite::aBackupIsACompleteDatabase()
{
    QVERIFY(m_database->exec(u"INSERT INTO t (name) VALUES ('kept')"_s));
    QVERIFY(m_database->backupTo(path(u"copy.db"_s)));
    const auto copy = Database::open(path(u"copy.db"_s));
    QVERIFY(copy);
    QVERIFY((*copy)->quickCheck());
    Statement select = (*copy)->prepare(u"SELECT name FROM t"_s);
    QVERIFY(select.step());
    QCOMPARE(select.text(0), u"kept"_s);
}

void TestSqlite::readOnlyRefusesToWrite()
{
    const auto reader = Database::open(path(), Database::Mode::ReadOnly);
    QVERIFY(reader);
    QVERIFY(!(*reader)->exec(u"INSERT INTO t (name) VALUES ('a')"_s));
}

void TestSqlite::aFileThatIsNoDatabaseIsCorrupt()
{
    QFile file(path(u"noise.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8'192, 'x'));
    file.close();
    const auto opened = Database::open(file.fileName());
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Errc::Corrupt);
}

void TestSqlite::aMissingFolderIsAnIoError()
{
    const auto opened = Database::open(path(u"no/such/folder/a.db"_s));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Errc::Io);
    QVERIFY(!opened.error().message.empty());
}

QTEST_APPLESS_MAIN(TestSqlite)
#include "tst_sqlite.moc"
