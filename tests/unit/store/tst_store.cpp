#include "store/schema.h"
#include "store/store.h"

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
using namespace coterie::protocol;
using namespace coterie::store;
using namespace Qt::StringLiterals;

namespace {

const WallTime now = fromEpochMillis(1'700'000'000'000);
const RoomId general {u"general"_s};
const UserId me {u"u-me"_s};
const UserId mina {u"u-mina"_s};

StoredRoom roomCalled(const RoomId &id)
{
    StoredRoom room;
    room.room.roomId = id;
    room.room.name = id.value();
    room.room.epoch = Epoch {u"e1"_s};
    room.room.member = true;
    return room;
}

Message messageAt(Seq seq, const QString &text, const UserId &author = mina)
{
    Message message;
    message.messageId = MessageId {u"m%1"_s.arg(seq)};
    message.clientId = ClientId {u"c%1"_s.arg(seq)};
    message.roomId = general;
    message.seq = seq;
    message.userId = author;
    message.username = u"Mina"_s;
    message.text = text;
    message.timestamp = now + Millis {seq * 1000};
    return message;
}

void prepare(Store &store)
{
    store.transact([&] {
        store.values().setSelf({me, u"Alex"_s, u"#0F766E"_s, Role::Member});
        store.messages().setSelf(me);
        store.rooms().put(roomCalled(general));
    });
}

int runQuery(const QString &path, const char *sql) ///< through a connection of its own
{
    sqlite3 *handle = nullptr;
    sqlite3_open(path.toUtf8().constData(), &handle);
    const int code = sqlite3_exec(handle, sql, nullptr, nullptr, nullptr);
    sqlite3_close_v2(handle);
    return code;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everythingSurvivesReopening();
    void messagesComeInOrderWithinBounds();
    void replaceDropsWhatTheServerNoLongerHas();
    void unreadCountsOthersOnly();
    void feedsAreBounded();
    void killInTheMiddleKeepsCommittedOnly();
    void nestedTransactionsAreOne();
    void migratesWithABackup();
    void refusesANewerStore();
    void setsADamagedStoreAside();
    void salvagesWhatCannotBeFetchedAgain();
    void damageFoundInUseIsNotForgotten();
    void openedByTheNextVersionAfterTheRecorded();
    void noFolderMeansMemory();
    void fullDiskMeansMemoryWithEverythingInIt();
    void aContradictionIsCalledOne();
    void clearForgetsAnAccount();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    [[nodiscard]] QString path() const { return m_folder->filePath(u"store.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<Store> open() const { return Store::open(path(), now); }
};

void TestStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestStore::everythingSurvivesReopening()
{
    auto store = open();
    QVERIFY2(store->isPersistent(), qPrintable(store->warning()));
    prepare(*store);
    store = open();
    QCOMPARE(store->values().self()->userId, me);
    QCOMPARE(store->rooms().all(), QList {roomCalled(general)});

    StoredRoom room = roomCalled(general);
    room.position = 7;
    room.unread = 3;
    room.mentions = 1;
    room.lastText = u"See you"_s;
    room.lastAuthor = u"Mina"_s;
    room.lastAt = now;
    room.room.topic = u"Talk"_s;
    room.room.readSeq = 4;
    Message message = messageAt(7, u"See **you**"_s);
    message.mentions = {me};
    message.reactions = {{u"👍"_s, {me, mina}}};
    message.poll = Poll {PollId {u"p1"_s}, u"Lunch?"_s, {u"Yes"_s, u"No"_s}, {1, 0}, 1, false, false, now, {0}};
    store->transact([&] {
        store->rooms().put(room);
        store->messages().put(message);
        store->rooms().addRange(general, 5, 7);
        store->rooms().setMembers(general, {me, mina});
        store->rooms().setDraft(general, u"half a thou"_s);
        store->people().put({mina, u"Mina"_s, u"#ABCDEF"_s, Status::Away, now, u"Lunch"_s});
        store->outbox().put({3, {{u"text"_s, u"later"_s}}});
        store->outbox().put({9, {{u"text"_s, u"last"_s}}});
        store->outbox().put({4, {{u"text"_s, u"middle"_s}}});
        store->values().setText(u"lastEventId"_s, u"42"_s);
    });
    store = open();
    QCOMPARE(store->rooms().all(), QList {room});
    QCOMPARE(store->messages().byId(message.messageId), std::optional(message));
    QCOMPARE(store->messages().byClientId(mina, message.clientId), std::optional(message));
    QVERIFY(!store->messages().byClientId(me, message.clientId)); // clientIds are unique per author only
    QCOMPARE(store->messages().byPoll(PollId {u"p1"_s}), std::optional(message));
    QCOMPARE(store->rooms().ranges(general), (QList<SeqRange> {{5, 7, false}}));
    QCOMPARE(store->rooms().members()[general].size(), 2);
    QCOMPARE(store->rooms().drafts()[general], u"half a thou"_s);
    QCOMPARE(store->people().all().size(), 1);
    QCOMPARE(store->people().all().first().note, u"Lunch"_s);
    QCOMPARE(store->values().text(u"lastEventId"_s), u"42"_s);
    const auto outbox = store->outbox().all();
    QCOMPARE(outbox.size(), 3);
    QCOMPARE(outbox[1].entry["text"_L1].toString(), u"middle"_s);

    store->transact([&] {
        store->outbox().remove(4);
        store->rooms().setDraft(general, {});
        store->rooms().addRange(general, 8, 8);
        store->rooms().markStale(general);
        store->rooms().addRange(general, 20, 22);
    });
    store = open();
    QCOMPARE(store->outbox().all().size(), 2);
    QVERIFY(store->rooms().drafts().isEmpty());
    QCOMPARE(store->rooms().ranges(general), (QList<SeqRange> {{5, 8, true}, {20, 22, false}}));
    QVERIFY((QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther)) == QFile::Permissions());

    store->transact([&] { store->rooms().remove(general); });
    store = open();
    QVERIFY(store->rooms().all().isEmpty());
    QVERIFY(!store->messages().byId(message.messageId));
}

void TestStore::messagesComeInOrderWithinBounds()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] {
        for (const Seq seq : {9, 2, 4, 1, 6})
            store->messages().put(messageAt(seq, u"text"_s));
    });
    const auto seqs = [](const QList<Message> &messages) {
        QList<Seq> result;
        for (const Message &message : messages)
            result.append(message.seq);
        return result;
    };
    QCOMPARE(seqs(store->messages().lastOf(general, 1, 8, 3)), (QList<Seq> {2, 4, 6}));
    QCOMPARE(seqs(store->messages().firstOf(general, 2, 9, 3)), (QList<Seq> {2, 4, 6}));
    QCOMPARE(seqs(store->messages().firstOf(general, 7, 8, 3)), QList<Seq>());
    QCOMPARE(store->messages().latest(general)->seq, 9);

    Message other = messageAt(9, u"another log"_s);
    other.messageId = MessageId {u"other"_s};
    store->transact([&] { store->messages().put(other); }); // the same place, another message: the newer word wins
    QCOMPARE(store->messages().latest(general)->messageId.value(), u"other"_s);
    QVERIFY(!store->messages().byId(MessageId {u"m9"_s}));
}

void TestStore::replaceDropsWhatTheServerNoLongerHas()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] {
        for (Seq seq = 1; seq <= 6; ++seq)
            store->messages().put(messageAt(seq, u"old"_s));
        store->messages().replace(general, 2, 5, {messageAt(2, u"new"_s), messageAt(5, u"new"_s)});
    });
    QString texts;
    for (const Message &message : store->messages().firstOf(general, 0, 100, 100))
        texts += u"%1%2 "_s.arg(message.seq).arg(message.text);
    QCOMPARE(texts, u"1old 2new 5new 6old "_s);
}

void TestStore::unreadCountsOthersOnly()
{
    const auto store = open();
    prepare(*store);
    Message mention = messageAt(3, u"@Alex"_s);
    mention.mentions = {me};
    Message deleted = messageAt(4, {});
    deleted.deleted = true;
    store->transact([&] {
        store->messages().put(messageAt(1, u"one"_s));
        store->messages().put(messageAt(2, u"mine"_s, me));
        store->messages().put(mention);
        store->messages().put(deleted);
    });
    QCOMPARE(store->messages().unreadAfter(general, 0), (MessageTable::Unread {2, 1}));
    QCOMPARE(store->messages().unreadAfter(general, 1), (MessageTable::Unread {1, 1}));
    QCOMPARE(store->messages().unreadAfter(general, 4), (MessageTable::Unread {0, 0}));
}

void TestStore::feedsAreBounded()
{
    const auto store = open();
    store->transact([&] {
        for (int i = 0; i < FeedTable::keptActivities + 20; ++i) {
            Activity activity;
            activity.id = u"a%1"_s.arg(i);
            activity.timestamp = now + Millis {i};
            activity.userId = mina;
            activity.action = u"joined"_s;
            QVERIFY(store->feed().add(activity));
            QVERIFY(!store->feed().add(activity));
        }
        for (const QString &id : {u"n1"_s, u"n2"_s, u"n3"_s}) {
            Notification notification;
            notification.id = id;
            notification.title = id;
            notification.timestamp = now;
            QVERIFY(store->feed().add(notification));
            QVERIFY(!store->feed().add(notification));
        }
    });
    QCOMPARE(store->feed().activities().size(), FeedTable::keptActivities);
    QCOMPARE(store->feed().activities().first().id, u"a20"_s);
    QList<QString> changed;
    store->transact([&] { changed = store->feed().markRead({u"n2"_s, u"n9"_s}); });
    QCOMPARE(changed, QList {u"n2"_s});
    store->transact([&] { changed = store->feed().markRead({}); });
    QCOMPARE(changed.size(), 2);
    QVERIFY(std::ranges::all_of(store->feed().notifications(), [](const auto &stored) { return stored.read; }));
}

void TestStore::killInTheMiddleKeepsCommittedOnly()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] { store->messages().put(messageAt(1, u"committed"_s)); });
    const QString copy = m_folder->filePath(u"copy.sqlite"_s);
    store->transact([&] {
        for (Seq seq = 2; seq < 300; ++seq)
            store->messages().put(messageAt(seq, QString(500, u'x')));
        // What a kill leaves behind is the files as they are now.
        for (const QString &suffix : {QString(), u"-wal"_s})
            QVERIFY(QFile::copy(path() + suffix, copy + suffix));
    });
    const auto killed = Store::open(copy, now);
    QVERIFY2(killed->isPersistent(), qPrintable(killed->warning()));
    QCOMPARE(killed->warning(), QString());
    QCOMPARE(killed->messages().firstOf(general, 0, 1000, 1000).size(), 1);
    QCOMPARE(store->messages().firstOf(general, 0, 1000, 1000).size(), 299);
}

void TestStore::nestedTransactionsAreOne()
{
    const auto store = open();
    prepare(*store);
    store->transact([&] {
        store->messages().put(messageAt(1, u"a"_s));
        store->transact([&] { store->messages().put(messageAt(2, u"b"_s)); }); // joins the outer one
    });
    QCOMPARE(store->messages().firstOf(general, 0, 10, 10).size(), 2);
    QVERIFY(store->isPersistent());
}

void TestStore::migratesWithABackup()
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

void TestStore::refusesANewerStore()
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

void TestStore::setsADamagedStoreAside()
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

void TestStore::salvagesWhatCannotBeFetchedAgain()
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

void TestStore::damageFoundInUseIsNotForgotten()
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

/// A store as the first version wrote it, recorded (data/README.md). Whatever steps are added, it opens, keeps
/// everything, and leaves a copy behind.
void TestStore::openedByTheNextVersionAfterTheRecorded()
{
    const QString recorded = qEnvironmentVariable("COTERIE_SOURCE") + u"/tests/unit/store/data/version1.sqlite"_s;
    QVERIFY(QFile::copy(recorded, path()));
    QVERIFY(QFile::setPermissions(path(), QFile::ReadOwner | QFile::WriteOwner));
    const auto store = open();
    QVERIFY2(store->isPersistent() && store->warning().isEmpty(), qPrintable(store->warning()));
    QCOMPARE(store->values().self()->userId, me);
    QCOMPARE(store->rooms().all(), QList {roomCalled(general)});
    QCOMPARE(store->rooms().drafts().value(general), u"half a thought"_s);
    QCOMPARE(store->rooms().ranges(general), QList({SeqRange {1, 20, false}}));
    QCOMPARE(store->outbox().all().size(), 1);
    const auto messages = store->messages().firstOf(general, 0, 100, 100);
    QCOMPARE(messages.size(), 20);
    QCOMPARE(messages.first(), messageAt(1, u"recorded 1"_s));
    const bool hasBackup = !QDir(m_folder->path()).entryList({u"store.sqlite.before-*"_s}).isEmpty();
    QCOMPARE(hasBackup, schemaSteps().size() > 1);
}

void TestStore::noFolderMeansMemory()
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

void TestStore::fullDiskMeansMemoryWithEverythingInIt()
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
void TestStore::aContradictionIsCalledOne()
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

void TestStore::clearForgetsAnAccount()
{
    auto store = open();
    prepare(*store);
    store->transact([&] { store->messages().put(messageAt(1, u"private"_s)); });
    store->clear();
    store = open();
    QVERIFY(!store->values().self());
    QVERIFY(store->rooms().all().isEmpty());
    QVERIFY(store->messages().firstOf(general, 0, 1000, 10).isEmpty());
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
