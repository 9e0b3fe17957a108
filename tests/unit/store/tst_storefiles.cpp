#include "store/schema.h"
#include "storefixture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace coterie;
using namespace coterie::store;

namespace {

int runQuery(const QString &path, const char *sql) ///< through a connection of its own
{
    sqlite3 *handle = nullptr;
    sqlite3_open(path.toUtf8().constData(), &handle);
    const int code = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
    sqlite3_close_v2(handle);
    return code;
}

/// Pages in the middle of the file, where the messages are: the rest can still be read.
void damageMessages(const QString &path)
{
    int root = 0;
    int pageSize = 0;
    {
        auto database = sqlite::Database::open(path);
        QVERIFY(database);
        auto page = (*database)->prepare(u"SELECT rootpage FROM sqlite_master WHERE name = 'messages'"_s);
        QVERIFY(page.step());
        root = static_cast<int>(page.integer(0));
        auto size = (*database)->prepare(u"PRAGMA page_size"_s);
        QVERIFY(size.step());
        pageSize = static_cast<int>(size.integer(0));
    }
    QFile file(path);
    QVERIFY(file.open(QFile::ReadWrite));
    QVERIFY(file.seek(qint64 {root - 1} * pageSize));
    file.write(QByteArray(pageSize, 'x'));
}

} // namespace

/// Other versions' files, damaged ones, and disks that refuse.
class TestStoreFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void migratesWithABackup();
    void refusesANewerStore();
    void setsADamagedStoreAside();
    void salvagesWhatCannotBeFetchedAgain();
    void damageFoundInUseIsNotForgotten();
    void recordedOnesOpen_data();
    void recordedOnesOpen();
    void noFolderMeansMemory();
    void fullDiskMeansMemoryWithEverythingInIt();
    void aContradictionIsCalledOne();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString path() const { return m_folder->filePath(u"store.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<Store> open() const { return Store::open(path(), now); }
};

void TestStoreFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestStoreFiles::migratesWithABackup()
{
    const QString backup = m_folder->filePath(u"backup.sqlite"_s);
    auto opened = sqlite::Database::open(path());
    QVERIFY(opened);
    auto &database = **opened;
    const Step one[] = {"CREATE TABLE t (a); INSERT INTO t VALUES (1);"};
    QVERIFY(migrate(database, one, backup));
    QVERIFY(!QFile::exists(backup)); // there was nothing to lose yet

    const Step broken[] = {one[0], "ALTER TABLE t ADD COLUMN b; INSERT INTO nowhere VALUES (1);"};
    QVERIFY(!migrate(database, broken, backup));
    QCOMPARE(database.userVersion(), 1);
    QVERIFY(!database.prepare(u"SELECT b FROM t"_s).step()); // all or nothing

    const Step two[] = {one[0], "ALTER TABLE t ADD COLUMN b;"};
    QVERIFY(migrate(database, two, backup));
    QCOMPARE(database.userVersion(), 2);
    QVERIFY(QFile::exists(backup));
    auto saved = sqlite::Database::open(backup);
    QVERIFY(saved);
    QCOMPARE((*saved)->userVersion(), 1);
    auto rows = (*saved)->prepare(u"SELECT a FROM t"_s);
    QVERIFY(rows.step());
}

void TestStoreFiles::refusesANewerStore()
{
    {
        const auto store = open();
        prepare(*store);
    }
    QCOMPARE(runQuery(path(), "PRAGMA user_version=99"), SQLITE_OK);
    QFile file(path());
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray before = file.readAll();
    {
        const auto store = open();
        QVERIFY(!store->isPersistent());
        QVERIFY2(store->warning().contains("newer version"_L1), qPrintable(store->warning()));
        prepare(*store); // it still works, in memory
        QCOMPARE(store->rooms().all().size(), 1);
    }
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void TestStoreFiles::setsADamagedStoreAside()
{
    {
        const auto store = open();
        prepare(*store);
    }
    QFile file(path());
    QVERIFY(file.open(QFile::ReadWrite));
    file.write(QByteArray(200, 'x'));
    file.close();
    const auto store = open();
    QVERIFY(store->isPersistent());
    QVERIFY2(store->warning().contains("damaged"_L1), qPrintable(store->warning()));
    const QStringList aside = QDir(m_folder->path()).entryList({u"store.sqlite.damaged-2023-11-14-*"_s});
    QCOMPARE(aside.size(), 1);
    QVERIFY(QFile(m_folder->filePath(aside.first())).size() > 200);
    prepare(*store);
    QCOMPARE(store->rooms().all().size(), 1);
}

void TestStoreFiles::salvagesWhatCannotBeFetchedAgain()
{
    const StoredOutboxEntry unsent {7, QJsonObject {{u"order"_s, 7}, {u"type"_s, u"send_message"_s}}};
    {
        const auto store = open();
        prepare(*store);
        store->transact([&] {
            store->messages().put(messageAt(1, u"from the server"_s));
            store->rooms().setDraft(general, u"half a thought"_s);
            store->outbox().put(unsent);
        });
    }
    damageMessages(path());
    QCOMPARE(runQuery(path(), "UPDATE kv SET value = '0' WHERE key = 'closed'"), SQLITE_OK); // the run had crashed
    const auto store = open();
    QVERIFY2(store->warning().contains("set aside"_L1), qPrintable(store->warning()));
    QCOMPARE(QDir(m_folder->path()).entryList({u"store.sqlite.damaged-*"_s}).size(), 1);
    QCOMPARE(store->values().self()->userId, me);
    QCOMPARE(store->rooms().drafts().value(general), u"half a thought"_s);
    QCOMPARE(store->outbox().all(), QList {unsent});
    QVERIFY(store->rooms().all().isEmpty()); // comes from the server
}

void TestStoreFiles::damageFoundInUseIsNotForgotten()
{
    {
        const auto store = open();
        prepare(*store);
        store->transact([&] {
            store->messages().put(messageAt(1, u"from the server"_s));
            store->rooms().setDraft(general, u"half a thought"_s);
        });
    }
    damageMessages(path());
    {
        const auto store = open(); // it had been closed well, so nobody looked
        QVERIFY(store->isPersistent());
        QVERIFY(store->messages().firstOf(general, 0, 10, 10).isEmpty()); // a read outside any transaction
        store->transact([&] { store->rooms().put(roomCalled(general)); });
        QVERIFY(!store->isPersistent());
        QVERIFY2(store->warning().contains("are damaged"_L1), qPrintable(store->warning()));
        store->transact([&] { store->messages().put(messageAt(2, u"it goes on"_s)); });
        QCOMPARE(store->messages().firstOf(general, 0, 10, 10).size(), 1);
    }
    const auto again = open();
    QVERIFY(again->isPersistent());
    QVERIFY2(again->warning().contains("set aside"_L1), qPrintable(again->warning()));
    QCOMPARE(again->rooms().drafts().value(general), u"half a thought"_s);
}

void TestStoreFiles::recordedOnesOpen_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("room");
    QTest::newRow("version 1") << u"version1.sqlite"_s << u"general"_s;
    QTest::newRow("version 2") << u"version2.sqlite"_s << u"million"_s;
    QTest::newRow("version 3") << u"version3.sqlite"_s << u"million"_s;
    QTest::newRow("version 4") << u"version4.sqlite"_s << u"million"_s;
}

/// Stores as earlier versions wrote them (data/README.md). Whatever steps are added, they open, keep everything, leave
/// a copy behind, and what is in them can be searched.
void TestStoreFiles::recordedOnesOpen()
{
    QFETCH(const QString, file);
    QFETCH(const QString, room);
    const QString recorded = qEnvironmentVariable("COTERIE_SOURCE") + u"/tests/unit/store/data/"_s + file;
    QVERIFY(QFile::copy(recorded, path()));
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner));
    const auto store = open();
    QVERIFY2(store->isPersistent() && store->warning().isEmpty(), qPrintable(store->warning()));
    QVERIFY(store->values().self());
    const auto messages = store->messages().firstOf(RoomId {room}, 0, 100, 100);
    QCOMPARE(messages.size(), 20);
    QVERIFY(!QDir(m_folder->path()).entryList({u"store.sqlite.before-*"_s}).isEmpty());
    for (bool isMore = true; isMore;)
        store->transact([&] { isMore = store->search().indexSome(100, Millis {10'000}); });
    search::Query query = search::parse(u"after:1990"_s, search::Place::here(now));
    query.rooms = {RoomId {room}};
    QCOMPARE(store->search().find(query, 0, 100).messages.size(), 20);
    if (file == "version4.sqlite"_L1) {
        QCOMPARE(store->documents().copy(DocumentId {u"plan-0001"_s}).size(), 879);
        QCOMPARE(store->documents().waiting(DocumentId {u"plan-0001"_s}), 879);
    }
    if (room != general.value())
        return;
    QCOMPARE(store->values().self()->userId, me);
    QCOMPARE(store->rooms().all(), QList {roomCalled(general)});
    QCOMPARE(store->rooms().drafts().value(general), u"half a thought"_s);
    QCOMPARE(store->rooms().ranges(general), QList({SeqRange {1, 20, false}}));
    QCOMPARE(store->outbox().all().size(), 1);
    QCOMPARE(messages.first(), messageAt(1, u"recorded 1"_s));
}

void TestStoreFiles::noFolderMeansMemory()
{
    QFile file(m_folder->filePath(u"file"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    for (const QString &where : {u"file/store.sqlite"_s, QString()}) { // a file for a folder; a folder for a file
        const auto store = Store::open(m_folder->filePath(where), now);
        QVERIFY(!store->isPersistent());
        QVERIFY2(store->warning().contains("cannot be stored"_L1), qPrintable(store->warning()));
        prepare(*store);
        QCOMPARE(store->rooms().all().size(), 1);
    }
    QVERIFY(Store::open({}, now)->warning().isEmpty()); // asked for
}

void TestStoreFiles::fullDiskMeansMemoryWithEverythingInIt()
{
#ifdef Q_OS_LINUX
    const auto store = open();
    prepare(*store);
    store->transact([&] { store->messages().put(messageAt(1, u"before"_s)); });

    rlimit old {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight {256 * 1024, old.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &tight), 0);
    store->transact([&] {
        for (Seq seq = 2; seq < 200; ++seq)
            store->messages().put(messageAt(seq, QString(4000, u'y')));
    });
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
    std::signal(SIGXFSZ, handler);

    QVERIFY(!store->isPersistent());
    QVERIFY2(store->warning().contains("cannot be stored"_L1), qPrintable(store->warning()));
    QCOMPARE(store->messages().firstOf(general, 0, 1000, 1000).size(), 199);
    QCOMPARE(store->messages().byId(MessageId {u"m1"_s})->text, u"before"_s);
    store->transact([&] { store->messages().put(messageAt(500, u"after"_s)); });
    QCOMPARE(store->messages().latest(general)->seq, 500);
    const auto again = open(); // with room again, what had been committed is there
    QVERIFY(again->isPersistent());
    QCOMPARE(again->messages().firstOf(general, 0, 1000, 1000).size(), 1);
#else
    QSKIP("Needs a limit on the size of files.");
#endif
}

/// A store that contradicts itself is no newer one, and the sentence says so.
void TestStoreFiles::aContradictionIsCalledOne()
{
    const auto store = open();
    prepare(*store);
    {
        auto database = sqlite::Database::open(path());
        QVERIFY((*database)->exec(u"CREATE UNIQUE INDEX one_author ON messages (user_id)"_s).has_value());
    }
    store->transact([&] {
        store->messages().put(messageAt(1, u"first"_s));
        store->messages().put(messageAt(2, u"second"_s));
    });
    QVERIFY(!store->isPersistent());
    QVERIFY2(store->warning().contains("contradicts what is stored already"_L1), qPrintable(store->warning()));
    QVERIFY2(!store->warning().contains("newer version"_L1), qPrintable(store->warning()));
}

QTEST_GUILESS_MAIN(TestStoreFiles)
#include "tst_storefiles.moc"
