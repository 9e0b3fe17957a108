#include "searchfixture.h"
#include "sqlite/vocabulary.h"

using namespace coterie;
using namespace coterie::store;

/// How the index follows what is stored.
class TestSearchFilling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m = std::make_unique<SearchFixture>(); }
    void cleanup() { m.reset(); }
    void editsAndDeletionsAreFollowed();
    void anOlderStoreIsFilledInSlices();
    void anotherCuttingIndexesAgain();
    void clearingForgetsWords();
    void pinsAreFollowed();
    void pinsOfAnOlderStoreAreFollowed();
    void aClearedRoomGoesInSlices();
    void aClearedRoomLeavesOthersAlone();

private:
    std::unique_ptr<SearchFixture> m;
};

void TestSearchFilling::editsAndDeletionsAreFollowed()
{
    const auto store = m->open();
    SearchFixture::put(
        *store, {messageAt(u"general"_s, 1, u"the launch on friday"_s), messageAt(u"general"_s, 2, u"launch two"_s)});
    SearchFixture::indexAll(*store);
    SearchFixture::put(*store, {messageAt(u"general"_s, 1, u"moved to monday"_s)});
    for (const bool indexed : {false, true}) {
        if (indexed)
            SearchFixture::indexAll(*store);
        QCOMPARE(SearchFixture::find(*store, u"friday "_s), QStringList());
        QCOMPARE(SearchFixture::find(*store, u"monday "_s), QStringList {u"general-m1"_s});
    }
    Message gone = messageAt(u"general"_s, 1, QString());
    gone.deleted = true;
    SearchFixture::put(*store, {gone});
    QCOMPARE(SearchFixture::find(*store, u"monday "_s), QStringList());
    store->transact([&] { store->rooms().clearMessages(RoomId {u"general"_s}); });
    QCOMPARE(SearchFixture::find(*store, u"launch "_s), QStringList());
    SearchFixture::put(*store, {messageAt(u"launch"_s, 9, u"another"_s)}); // takes the row id of what went
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"launch "_s), QStringList());
    QCOMPARE(SearchFixture::find(*store, u"another "_s), QStringList {u"launch-m9"_s});
}

void TestSearchFilling::anOlderStoreIsFilledInSlices()
{
    const QString path = m->path();
    { // version 1, as it was shipped
        auto database = sqlite::Database::open(path);
        QVERIFY(database.has_value());
        QVERIFY(migrate(**database, schemaSteps().first(1), {}).has_value());
        QVERIFY((*database)
                    ->exec(u"INSERT INTO kv VALUES ('closed', '1');"
                           "INSERT INTO rooms (num, room_id, room) VALUES (1, 'general', x'a0');"_s)
                    .has_value());
        for (int i = 1; i <= 500; ++i) {
            const QString rest =
                u"{\"messageId\":\"m%1\",\"roomId\":\"general\",\"seq\":%1,\"userId\":\"u1\",\"username\":"
                "\"A\",\"timestamp\":%2}"_s.arg(i)
                    .arg(1'700'000'000'000LL + i * 60'000LL);
            const QByteArray blob =
                QCborMap::fromJsonObject(QJsonDocument::fromJson(rest.toUtf8()).object()).toCborValue().toCbor();
            auto insert =
                (*database)->prepare(u"INSERT INTO messages (room, seq, message_id, client_id, user_id, at, "
                                     u"mentions_me, deleted, text, rest)"
                                     " VALUES (1, ?1, 'm' || ?1, '', 'u1', ?2, 0, 0, 'old words ' || ?1, ?3)"_s);
            insert.bind(1, std::int64_t {i}).bind(2, std::int64_t {1'700'000'000'000LL + i * 60'000LL}).bind(3, blob);
            QVERIFY(insert.run().has_value());
        }
    }
    const auto store = m->open();
    QVERIFY(store->isPersistent());
    QVERIFY(QFile::exists(path + u".before-5"_s));
    QCOMPARE(store->search().progress(), (SearchTable::Progress {500, 500}));
    store->transact([&] { QVERIFY(store->search().indexSome(100, Millis {1000})); });
    QCOMPARE(store->search().progress(), (SearchTable::Progress {400, 500}));
    QCOMPARE(SearchFixture::find(*store, u"words "_s, 3),
        (QStringList {u"m500"_s, u"m499"_s, u"m498"_s})); // the newest come first
    QCOMPARE(SearchFixture::find(*store, u"\"words 300\""_s), QStringList());
    SearchFixture::put(*store, {messageAt(u"general"_s, 501, u"new words"_s)}); // in the middle of it
    store->transact([&] {
        auto changed = messageAt(u"general"_s, 300, u"changed"_s);
        changed.messageId = MessageId {u"m300"_s};
        store->messages().put(changed);
    });
    SearchFixture::indexAll(*store);
    QCOMPARE(store->search().progress().remaining, 0);
    QCOMPARE(SearchFixture::find(*store, u"words "_s, 1000).size(), 500);
    QCOMPARE(SearchFixture::find(*store, u"changed "_s), QStringList {u"m300"_s});
    QCOMPARE(SearchFixture::find(*store, u"\"words 1\""_s), QStringList {u"m1"_s});
}

void TestSearchFilling::anotherCuttingIndexesAgain()
{
    auto store = m->open();
    SearchFixture::put(*store, {messageAt(u"general"_s, 1, u"a launch"_s)});
    SearchFixture::indexAll(*store);
    store.reset();
    {
        auto database = sqlite::Database::open(m->path());
        QVERIFY((*database)
                    ->exec(u"UPDATE search_state SET document_version = 99;"
                           "INSERT INTO search_words (search_words) VALUES ('delete-all');"_s)
                    .has_value());
    }
    store = m->open();
    QCOMPARE(SearchFixture::find(*store, u"launch "_s), QStringList());
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"launch "_s), QStringList {u"general-m1"_s});
}

void TestSearchFilling::clearingForgetsWords()
{
    const auto store = m->open();
    SearchFixture::put(*store, {messageAt(u"general"_s, 1, u"a secret"_s)});
    SearchFixture::indexAll(*store);
    SearchFixture::put(*store, {messageAt(u"general"_s, 1, u"another secret"_s)});
    store->clear();
    QCOMPARE(SearchFixture::find(*store, u"secret "_s), QStringList());
    SearchFixture::put(*store, {messageAt(u"general"_s, 7, u"no such thing"_s)});
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"secret "_s), QStringList());
    QCOMPARE(SearchFixture::find(*store, u"thing "_s), QStringList {u"general-m7"_s});
}

void TestSearchFilling::pinsAreFollowed()
{
    const auto store = m->open();
    Message message = messageAt(u"general"_s, 1, u"the plan"_s);
    SearchFixture::put(*store, {message, messageAt(u"general"_s, 2, u"another plan"_s)});
    SearchFixture::indexAll(*store);
    for (const bool pinned : {true, false}) {
        message.pinned = pinned;
        SearchFixture::put(*store, {message});
        const QStringList expected = pinned ? QStringList {u"general-m1"_s} : QStringList();
        QCOMPARE(SearchFixture::find(*store, u"is:pinned"_s), expected); // before it is indexed …
        SearchFixture::indexAll(*store);
        QCOMPARE(SearchFixture::find(*store, u"is:pinned plan"_s), expected); // … and after
    }
    message.reactions = {{.emoji = u"🎉"_s, .users = {UserId {u"u2"_s}}}};
    const auto before = store->search().progress();
    SearchFixture::put(*store, {message});
    QCOMPARE(store->search().progress(), before); // a reaction changes nothing that is searched
    message.text = u"the new plan"_s;
    message.editedAt = message.timestamp + Millis {1};
    SearchFixture::put(*store, {message});
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"is:edited"_s), QStringList {u"general-m1"_s});
}

/// What had been pinned when there was no column for it is found, and is not found any more once it is unpinned.
void TestSearchFilling::pinsOfAnOlderStoreAreFollowed()
{
    auto store = m->open();
    Message message = messageAt(u"general"_s, 1, u"the plan"_s);
    message.pinned = true;
    SearchFixture::put(*store, {message});
    store.reset();
    {
        auto database = sqlite::Database::open(m->path());
        QVERIFY((*database)
                    ->exec(u"UPDATE messages SET marks = 0; UPDATE search_state SET document_version = 1;"_s)
                    .has_value());
    }
    store = m->open();
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"is:pinned"_s), QStringList {u"general-m1"_s});
    message.pinned = false;
    SearchFixture::put(*store, {message});
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"is:pinned"_s), QStringList());
    auto database = sqlite::Database::open(m->path(), sqlite::Database::Mode::ReadOnly);
    QCOMPARE(sqlite::wordsBeginning(**database, u"search_words"_s, QByteArrayLiteral("\xee\x80\x83"), 9)->size(), 0);
}

/// However many messages a room has, clearing it writes a few rows; they are gone for every reader at once, and from
/// the file and the index in slices.
void TestSearchFilling::aClearedRoomGoesInSlices()
{
    constexpr int many = 3'000;
    const auto store = m->open();
    QList<Message> messages;
    for (Seq seq = 1; seq <= many; ++seq)
        messages.append(messageAt(u"launch"_s, seq, u"old word %1"_s.arg(seq)));
    SearchFixture::put(*store, messages);
    SearchFixture::indexAll(*store);
    auto database = sqlite::Database::open(m->path(), sqlite::Database::Mode::ReadOnly);
    const auto count = [&](const QString &table) {
        auto rows = (*database)->prepare(u"SELECT count(*) FROM "_s + table);
        return rows.step() ? rows.integer(0) : -1;
    };
    const RoomId room {u"launch"_s};
    store->transact([&] { store->rooms().clearMessages(room); });
    QCOMPARE(count(u"search_stale"_s), 0);
    QCOMPARE(count(u"messages"_s), many);
    QVERIFY(store->messages().firstOf(room, 0, many, 10).isEmpty());
    QVERIFY(!store->messages().latest(room));
    QVERIFY(!store->messages().byId(messages.first().messageId));
    QCOMPARE(SearchFixture::find(*store, u"word "_s), QStringList());
    // The same ids again: the server was restored from a backup.
    SearchFixture::put(*store, {messageAt(u"launch"_s, 7, u"new word"_s)});
    QCOMPARE(SearchFixture::find(*store, u"word "_s), QStringList {u"launch-m7"_s});
    store->transact([&] { QVERIFY(store->search().indexSome(500, Millis {10'000})); });
    QVERIFY(count(u"search_stale"_s) <= 500);
    QVERIFY(count(u"messages"_s) > many - 600);
    SearchFixture::indexAll(*store);
    QCOMPARE(count(u"messages"_s), 1);
    QCOMPARE(count(u"cleared_rooms"_s), 0);
    QCOMPARE(sqlite::wordsBeginning(**database, u"search_words"_s, QByteArrayLiteral("old"), 9)->size(), 0);
    QCOMPARE(SearchFixture::find(*store, u"word "_s), QStringList {u"launch-m7"_s});
}

void TestSearchFilling::aClearedRoomLeavesOthersAlone()
{
    auto store = m->open();
    SearchFixture::put(*store, {messageAt(u"launch"_s, 1, u"a word"_s), messageAt(u"general"_s, 1, u"a word"_s)});
    store->transact([&] { store->rooms().remove(RoomId {u"launch"_s}); });
    store->transact([&] { store->rooms().put(roomCalled(u"later"_s)); }); // never gets the number that is still to go
    store = m->open(); // the sweep had no time before the end
    QVERIFY(store->messages().firstOf(RoomId {u"later"_s}, 0, 9, 9).isEmpty());
    SearchFixture::put(*store, {messageAt(u"later"_s, 1, u"a word"_s)});
    SearchFixture::indexAll(*store);
    QCOMPARE(SearchFixture::find(*store, u"word "_s), (QStringList {u"general-m1"_s, u"later-m1"_s}));
    QCOMPARE(store->messages().firstOf(RoomId {u"later"_s}, 0, 9, 9).size(), 1);
}

QTEST_GUILESS_MAIN(TestSearchFilling)
#include "tst_searchfilling.moc"
