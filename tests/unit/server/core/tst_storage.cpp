#include "server/storage/schema.h"
#include "storagefixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::server;

namespace {

void addPeople(Storage &storage)
{
    for (const UserId &id : {ann, bob})
        storage.users.insert({.user = {.userId = id, .username = id.value(), .color = u"#000000"_s}});
    storage.rooms.insert({.roomId = general, .name = u"general"_s, .topic = u""_s});
}

} // namespace

class TestStorage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsWhatWasCommitted();
    void dropsWhatWasNot();
    void failsTheWholeTurn();
    void refusesANewerFile();
    void keysRiseAlsoWhenTheClockFalls();
    void idsHaveOneSpelling();
    void pagesBothWays_data();
    void pagesBothWays();
    void findsTheFirstMessageOfATime();
    void logIsGapless();
    void feedKeepsTheLastAndTheYoung();
    void oneChannelsNoisePrunesNoOther();
    void restoreStartsANewEpoch();
    void restoreRefusesOtherFiles();
    void checkFindsAGap();
    void aCompactionKeepsWhatCameAfterIt();
    void checkReadsDocuments();
    void secretsAreNotInTheFile();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStorage::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestStorage::keepsWhatWasCommitted()
{
    Message sent = messageOf(1, u"Grüße 👋"_s);
    sent.mentions = {bob};
    sent.replyTo = messageIdOf(7);
    sent.attachments = {
        {.fileId = FileId {u"f-1"_s}, .name = u"plan.pdf"_s, .mime = u"application/pdf"_s, .bytes = 12}};
    {
        const auto storage = opened(m_folder->path());
        QVERIFY(storage);
        addPeople(*storage);
        storage->messages.insert(40, sent);
        QVERIFY(storage->messages.setReaction(40, u"👍"_s, bob, true));
        QVERIFY(!storage->messages.setReaction(40, u"👍"_s, bob, true));
        QVERIFY(storage->commit());
    }
    const auto storage = opened(m_folder->path());
    auto found = storage->messages.message(40);
    QVERIFY(found);
    sent.messageId = messageIdOf(40);
    sent.reactions = {{u"👍"_s, {bob}}};
    QCOMPARE(*found, sent);
    QCOMPARE(storage->messages.sentBefore(ann, ClientId {u"c-1"_s})->seq, 1);
    QVERIFY(!storage->messages.sentBefore(bob, ClientId {u"c-1"_s}));
    QCOMPARE(storage->rooms.unread(general, bob, 0).mentions, 1);
}

void TestStorage::dropsWhatWasNot()
{
    {
        const auto storage = opened(m_folder->path());
        addPeople(*storage);
        QVERIFY(storage->hasWrites());
    }
    QVERIFY(opened(m_folder->path())->users.all().isEmpty());
}

void TestStorage::failsTheWholeTurn()
{
    const auto storage = opened(m_folder->path());
    addPeople(*storage);
    storage->messages.insert(1, messageOf(1, u"one"_s));
    storage->messages.insert(2, messageOf(1, u"the same seq"_s));
    const auto written = storage->commit();
    QVERIFY(!written);
    QCOMPARE(written.error().code, Errc::Conflict);
    QVERIFY(storage->users.all().isEmpty());
    addPeople(*storage); // and the next turn is free of it
    QVERIFY(storage->commit());
}

void TestStorage::refusesANewerFile()
{
    QVERIFY(opened(m_folder->path()));
    {
        auto database = sqlite::Database::open(m_folder->filePath(u"coterie.db"_s));
        QVERIFY((*database)->setUserVersion(schemaVersion + 1));
    }
    const auto storage = Storage::open(m_folder->path());
    QVERIFY(!storage);
    QCOMPARE(storage.error().code, Errc::Unsupported);
}

void TestStorage::keysRiseAlsoWhenTheClockFalls()
{
    const auto storage = opened(m_folder->path());
    const MessageKey first = storage->messages.nextKey(fromEpochMillis(1'700'000'000'000));
    const MessageKey second = storage->messages.nextKey(fromEpochMillis(1'700'000'000'000));
    const MessageKey third = storage->messages.nextKey(fromEpochMillis(1'600'000'000'000));
    QVERIFY(first < second && second < third);
    storage->messages.insert(third, messageOf(1, u"one"_s));
    QVERIFY(storage->commit());
    storage->messages.forget();
    QVERIFY(storage->messages.nextKey(fromEpochMillis(1)) > third);
}

void TestStorage::idsHaveOneSpelling()
{
    const MessageKey key = 6963200000000000;
    QCOMPARE(keyOf(messageIdOf(key)), key);
    QCOMPARE(keyOf(pollIdOf(key)), key);
    for (const QString &other : {messageIdOf(key).value().toUpper(), u"m0"_s + messageIdOf(key).value().sliced(1),
             u"m"_s, u"m-1"_s, u"m+1"_s, u" m1"_s, u"mzzzzzzzzzzzzzzzzz"_s, pollIdOf(key).value(), QString()})
        QCOMPARE(keyOf(MessageId {other}), 0);
}

void TestStorage::pagesBothWays_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("around");
    QTest::addColumn<QList<int>>("seqs");
    QTest::addColumn<bool>("hasBefore");
    QTest::addColumn<bool>("hasAfter");
    QTest::newRow("latest") << 0 << 0 << 0 << QList<int> {7, 8, 9, 10} << true << false;
    QTest::newRow("before") << 7 << 0 << 0 << QList<int> {3, 4, 5, 6} << true << true;
    QTest::newRow("before the fifth") << 5 << 0 << 0 << QList<int> {1, 2, 3, 4} << false << true;
    QTest::newRow("before the first") << 1 << 0 << 0 << QList<int> {} << false << true;
    QTest::newRow("after") << 0 << 3 << 0 << QList<int> {4, 5, 6, 7} << true << true;
    QTest::newRow("after, to the end") << 0 << 8 << 0 << QList<int> {9, 10} << true << false;
    QTest::newRow("around") << 0 << 0 << 5 << QList<int> {4, 5, 6, 7} << true << true;
    QTest::newRow("around the last") << 0 << 0 << 10 << QList<int> {9, 10} << true << false;
}

void TestStorage::pagesBothWays()
{
    QFETCH(const int, before);
    QFETCH(const int, after);
    QFETCH(const int, around);
    const auto storage = opened(m_folder->path());
    for (int seq = 1; seq <= 10; ++seq)
        storage->messages.insert(seq, messageOf(seq, u"text"_s));
    GetHistory query {.roomId = general};
    if (before > 0)
        query.before = before;
    if (after > 0)
        query.after = after;
    if (around > 0)
        query.around = around;
    const HistoryPage page = storage->messages.history(query, 4);
    QList<int> seqs;
    for (const Message &message : page.messages)
        seqs.append(static_cast<int>(message.seq));
    QTEST(seqs, "seqs");
    QTEST(page.hasBefore, "hasBefore");
    QTEST(page.hasAfter, "hasAfter");
}

void TestStorage::findsTheFirstMessageOfATime()
{
    const auto storage = opened(m_folder->path());
    QCOMPARE(storage->messages.seqAt(general, fromEpochMillis(5)), 0);
    for (int i = 1; i <= 100; ++i) { // every third position
        Message message = messageOf(3 * i, u"text"_s);
        message.timestamp = fromEpochMillis(i * 1'000);
        storage->messages.insert(i, message);
    }
    const auto found = [&](long long millis) {
        GetHistory query {.roomId = general, .around = storage->messages.seqAt(general, fromEpochMillis(millis))};
        const HistoryPage page = storage->messages.history(query, 1);
        return page.messages.isEmpty() ? 0 : page.messages.first().seq;
    };
    QCOMPARE(found(0), 3);
    QCOMPARE(found(40'000), 120);
    QCOMPARE(found(39'999), 120);
    QCOMPARE(found(40'001), 123);
    QCOMPARE(found(100'000), 300);
    QCOMPARE(found(900'000), 300);
}

void TestStorage::logIsGapless()
{
    const auto storage = opened(m_folder->path());
    storage->messages.insert(1, messageOf(1, u"one"_s));
    storage->messages.addEvent(general, {2, EventKind::Reaction, 1, u"👍"_s}, {});
    storage->messages.insert(2, messageOf(3, u"two"_s));
    storage->messages.addEvent(general, {4, EventKind::Deleted, 1, {}}, {});
    const auto events = storage->messages.eventsAfter(general, 1, 10);
    QCOMPARE(events.size(), 3);
    QCOMPARE(events[0].kind, EventKind::Reaction);
    QCOMPARE(events[0].emoji, u"👍"_s);
    QCOMPARE(events[1].kind, EventKind::Created);
    QCOMPARE(events[2].seq, 4);
    QCOMPARE(storage->messages.eventsAfter(general, 1, 2).size(), 2);
}

void TestStorage::feedKeepsTheLastAndTheYoung()
{
    const auto storage = opened(m_folder->path());
    const auto add = [&](const UserId &user, int at) {
        const std::int64_t id = storage->feed.nextId();
        storage->feed.insert(
            {.id = id, .userId = user, .event = u"notification"_s, .data = "{}", .at = fromEpochMillis(at)});
        return id;
    };
    const std::int64_t first = add(ann, 1);
    add(ann, 2);
    add(ann, 3);
    add(bob, 1);
    add(ann, 100);
    const auto kept = [&](const UserId &user) {
        QList<std::int64_t> ids;
        storage->feed.replay(user, 0, [&](const FeedRow &row) {
            ids << row.id;
            return true;
        });
        return ids;
    };
    storage->feed.prune(fromEpochMillis(50), 2);
    QCOMPARE(kept(ann), QList<std::int64_t>({3, 5}));
    QCOMPARE(kept(bob), QList<std::int64_t>({4}));
    QVERIFY(storage->feed.missing(ann, first));
    QVERIFY(!storage->feed.missing(ann, first + 1));
    QVERIFY(!storage->feed.missing(bob, 0));
    storage->feed.prune(fromEpochMillis(0), 0); // young ones stay however many
    QCOMPARE(kept(ann).size(), 2);
    QVERIFY(storage->commit());
    storage->feed.forget();
    QCOMPARE(storage->feed.nextId(), 6);
}

void TestStorage::oneChannelsNoisePrunesNoOther()
{
    const auto storage = opened(m_folder->path());
    const auto add = [&](const QString &channel, int at) {
        const std::int64_t id = storage->feed.nextId();
        storage->feed.insert({.id = id, .channel = channel, .event = u"e"_s, .data = "{}", .at = fromEpochMillis(at)});
        return id;
    };
    const std::int64_t quiet = add(u"quiet"_s, 1);
    const std::int64_t firstNoise = add(u"noise"_s, 1);
    for (int i = 0; i < 10; ++i)
        add(u"noise"_s, 1);
    storage->feed.prune(fromEpochMillis(50), 3);
    QList<std::int64_t> kept;
    storage->feed.replay(ann, 0, [&](const FeedRow &row) {
        kept << row.id;
        return kept.size() < 2; // no more than was asked for is read
    });
    QCOMPARE(kept, QList<std::int64_t>({quiet, firstNoise + 8}));
    QVERIFY(storage->feed.missing(ann, firstNoise));
    add(u"quiet"_s, 1);
    storage->feed.prune(fromEpochMillis(50), 1); // an older row goes later than a younger one of the other channel
    QVERIFY(storage->feed.missing(ann, firstNoise + 8));
}

void TestStorage::restoreStartsANewEpoch()
{
    const QString backup = m_folder->filePath(u"copy"_s);
    const auto storage = opened(m_folder->filePath(u"data"_s));
    addPeople(*storage);
    storage->messages.insert(1, messageOf(1, u"before"_s));
    QVERIFY(storage->commit());
    const Epoch epoch = storage->epoch();
    QVERIFY(storage->backup(backup));
    QVERIFY(!storage->backup(backup)); // never over a file
    storage->messages.insert(2, messageOf(2, u"after"_s));
    QVERIFY(storage->commit());
    QVERIFY(storage->restore(backup));
    QVERIFY(storage->epoch() != epoch);
    QVERIFY(storage->messages.message(1));
    QVERIFY(!storage->messages.message(2));
    QVERIFY(storage->check());
}

void TestStorage::restoreRefusesOtherFiles()
{
    const auto storage = opened(m_folder->filePath(u"data"_s));
    const Epoch epoch = storage->epoch();
    QFile other(m_folder->filePath(u"notes.txt"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("this is not a database, however long it may be");
    other.close();
    QVERIFY(!storage->restore(other.fileName()));
    QVERIFY(!storage->restore(m_folder->filePath(u"nothing"_s)));
    QCOMPARE(storage->epoch(), epoch);
}

void TestStorage::checkFindsAGap()
{
    const auto storage = opened(m_folder->path());
    addPeople(*storage);
    storage->messages.insert(1, messageOf(1, u"one"_s));
    QVERIFY(storage->check());
    storage->messages.insert(3, messageOf(3, u"three"_s));
    const auto found = storage->check();
    QVERIFY(!found);
    QCOMPARE(found.error().code, Errc::Corrupt);
}

void TestStorage::aCompactionKeepsWhatCameAfterIt()
{
    const auto storage = opened(m_folder->path());
    addPeople(*storage);
    const DocumentId id {u"launch-plan"_s};
    storage->documents.insert({.docId = id, .title = u"Plan"_s, .roomId = general, .createdBy = ann});
    const std::int64_t first = storage->documents.append(id, "one");
    const std::int64_t second = storage->documents.append(id, "two");
    QVERIFY(second > first);
    storage->documents.compact(id, "state of one", first); // the second came meanwhile
    QCOMPARE(storage->documents.content(id).state, "state of one"_ba);
    QCOMPARE(storage->documents.content(id).updates, QList {"two"_ba});
    storage->documents.compact(id, "state of both", second);
    QVERIFY(storage->documents.content(id).updates.isEmpty());
    QVERIFY(storage->documents.append(id, "three") > second); // a key is never used again
    QVERIFY(storage->documents.noteMention(id, bob, "c:1:2"));
    QVERIFY(!storage->documents.noteMention(id, bob, "c:1:2"));
    storage->documents.remove(id);
    QVERIFY(!storage->documents.find(id));
    QVERIFY(storage->documents.content(id).updates.isEmpty());
    QVERIFY(storage->documents.noteMention(id, bob, "c:1:2")); // nothing of it is left
}

void TestStorage::checkReadsDocuments()
{
    const auto storage = opened(m_folder->path());
    addPeople(*storage);
    const DocumentId id {u"launch-plan"_s};
    storage->documents.insert({.docId = id, .title = u"Plan"_s, .roomId = general, .createdBy = ann});
    static_cast<void>(storage->documents.append(id, QByteArray(2, '\0'))); // an update of nothing
    QVERIFY(storage->check());
    static_cast<void>(storage->documents.append(id, "no update"));
    QCOMPARE(storage->check().error().code, Errc::Corrupt);
    storage->documents.remove(id);
    storage->documents.insert({.docId = id, .title = u"Plan"_s, .roomId = RoomId {u"nowhere"_s}, .createdBy = ann});
    QCOMPARE(storage->check().error().code, Errc::Corrupt);
}

void TestStorage::secretsAreNotInTheFile()
{
    const QByteArray hash(32, 'x');
    const auto storage = opened(m_folder->path());
    addPeople(*storage);
    storage->users.insertToken({.id = u"t"_s, .hash = hash, .userId = ann, .scope = u"chat"_s});
    QVERIFY(storage->users.tokenByHash(hash));
    QVERIFY(!storage->users.tokenByHash(QByteArray(32, 'y')));
    QVERIFY(storage->users.revokeToken(u"t"_s, fromEpochMillis(5)));
    QVERIFY(!storage->users.revokeToken(u"t"_s, fromEpochMillis(6)));
    QCOMPARE(storage->users.tokenByHash(hash)->revokedAt, fromEpochMillis(5));
}

QTEST_APPLESS_MAIN(TestStorage)
#include "tst_storage.moc"
