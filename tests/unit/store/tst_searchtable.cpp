#include "search/matcher.h"
#include "store/schema.h"
#include "store/searchreader.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace coterie;
using namespace coterie::protocol;
using namespace coterie::store;
using namespace Qt::StringLiterals;

namespace {

const WallTime now = fromEpochMillis(1'700'000'000'000);
const search::Place place = search::Place::here(now);

StoredRoom roomCalled(const QString &id)
{
    StoredRoom room;
    room.room.roomId = RoomId {id};
    room.room.name = id;
    room.room.epoch = Epoch {u"e1"_s};
    return room;
}

Message messageAt(const QString &room, Seq seq, const QString &text, const QString &author = u"u1"_s)
{
    Message message;
    message.messageId = MessageId {u"%1-m%2"_s.arg(room).arg(seq)};
    message.roomId = RoomId {room};
    message.seq = seq;
    message.userId = UserId {author};
    message.username = author;
    message.text = text;
    message.timestamp = now + Millis {seq * 60'000};
    return message;
}

QStringList idsOf(const QList<Message> &messages)
{
    QStringList ids;
    for (const Message &message : messages)
        ids.append(message.messageId.value());
    return ids;
}

bool newerFirst(const Message &a, const Message &b)
{
    return a.timestamp != b.timestamp ? a.timestamp > b.timestamp
        : a.roomId == b.roomId        ? a.seq > b.seq
                                      : a.roomId.value() < b.roomId.value();
}

} // namespace

class TestSearchTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsByWordsAndFilters_data();
    void findsByWordsAndFilters();
    void whatWaitsIsFoundAtOnce();
    void editsAndDeletionsAreFollowed();
    void agreesWithAPlainSearch_data();
    void agreesWithAPlainSearch();
    void pagesFollowEachOther();
    void anOlderStoreIsFilledInSlices();
    void anotherCuttingIndexesAgain();
    void clearingForgetsWords();
    void aReaderSeesWhatIsStored();
    void noInputIsAnError();

private:
    std::unique_ptr<Store> open() { return Store::open(m_folder->filePath(u"store.sqlite"_s), now); }
    static void put(Store &store, const QList<Message> &messages)
    {
        store.transact([&] {
            for (const QString &room : {u"general"_s, u"launch"_s})
                store.rooms().put(roomCalled(room));
            for (const Message &message : messages)
                store.messages().put(message);
        });
    }
    static void indexAll(Store &store)
    {
        bool isMore = true;
        while (isMore) {
            store.transact([&] {
                isMore = store.search().indexSome(200, Millis {1000});
                if (!isMore)
                    isMore = store.search().mergeSome();
            });
        }
    }
    static search::Query queryFor(const QString &typed)
    {
        search::Query query = search::parse(typed, place);
        search::resolve(query,
            {.people = [](const QString &name) { return QList {UserId {name}}; },
                .rooms = [](const QString &name) { return QList {RoomId {name}}; }});
        return query;
    }
    static QStringList find(Store &store, const QString &typed, int limit = 100)
    {
        return idsOf(store.search().find(queryFor(typed), 0, limit).messages);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestSearchTable::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestSearchTable::findsByWordsAndFilters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const QString &typed, const QStringList &found) {
        QTest::newRow(name) << typed << found;
    };
    const QString first = u"general-m1"_s, second = u"general-m2"_s, third = u"launch-m3"_s, fourth = u"launch-m4"_s;
    row("newest first", u"launch "_s, {second, first});
    row("without accents", u"cafe "_s, {second});
    row("as it is typed", u"la"_s, {second, first});
    row("one letter", u"m"_s, {third, second});
    row("words in any order", u"friday launch "_s, {first});
    row("a phrase", u"\"on friday\""_s, {first});
    row("not a phrase", u"\"friday on\""_s, {});
    row("an open phrase", u"\"is on fr"_s, {first});
    row("without a word", u"launch -café"_s, {first});
    row("from", u"from:u2 "_s, {fourth, third});
    row("from and word", u"from:u1 launch"_s, {second, first});
    row("in", u"in:launch "_s, {fourth, third});
    row("in and from", u"in:launch from:u1"_s, {});
    row("link", u"has:link "_s, {fourth});
    row("file by its name", u"quarterly"_s, {third});
    row("file", u"has:file "_s, {third});
    row("image", u"has:image "_s, {});
    row("poll", u"has:poll "_s, {fourth});
    row("an answer of a poll", u"noodles "_s, {fourth});
    row("code", u"has:code "_s, {second});
    row("a sequence of Chinese", u"北京"_s, {third});
    row("one Chinese character", u"京 "_s, {third});
    row("an emoji", u"🎉 "_s, {third, first});
    row("only a date", u"on:2023-11-14"_s, {fourth, third, second, first});
    row("before all", u"before:2023-01-01 launch"_s, {});
    row("no hit", u"zebra"_s, {});
    row("nothing", u"  "_s, {});
    row("exclusion alone", u"-launch"_s, {});
}

void TestSearchTable::findsByWordsAndFilters()
{
    QFETCH(const QString, typed);
    const auto store = open();
    Message file = messageAt(u"launch"_s, 3, u"我们去北京 🎉 maybe"_s, u"u2"_s);
    file.attachments = {{FileId {u"f1"_s}, u"Quarterly report.pdf"_s, u"application/pdf"_s, 12, {}, {}}};
    Message poll = messageAt(u"launch"_s, 4, u"see https://example.org"_s, u"u2"_s);
    poll.poll = Poll {.pollId = PollId {u"p1"_s},
        .question = u"Lunch?"_s,
        .options = {u"Soup"_s, u"Noodles"_s},
        .counts = {0, 0},
        .closesAt = {},
        .ownVotes = {}};
    put(*store,
        {messageAt(u"general"_s, 1, u"The LAUNCH is on Friday 🎉"_s),
            messageAt(u"general"_s, 2, u"Launch menu of the Café: `make`"_s), file, poll});
    QTEST(find(*store, typed), "found"); // before it is indexed …
    indexAll(*store);
    QTEST(find(*store, typed), "found"); // … and after
}

void TestSearchTable::whatWaitsIsFoundAtOnce()
{
    const auto store = open();
    put(*store, {messageAt(u"general"_s, 1, u"old launch"_s)});
    indexAll(*store);
    put(*store, {messageAt(u"general"_s, 2, u"new launch"_s)});
    QCOMPARE(find(*store, u"launch"_s), (QStringList {u"general-m2"_s, u"general-m1"_s}));
    indexAll(*store);
    QCOMPARE(find(*store, u"launch"_s), (QStringList {u"general-m2"_s, u"general-m1"_s}));
}

void TestSearchTable::editsAndDeletionsAreFollowed()
{
    const auto store = open();
    put(*store, {messageAt(u"general"_s, 1, u"the launch on friday"_s), messageAt(u"general"_s, 2, u"launch two"_s)});
    indexAll(*store);
    put(*store, {messageAt(u"general"_s, 1, u"moved to monday"_s)});
    for (const bool indexed : {false, true}) {
        if (indexed)
            indexAll(*store);
        QCOMPARE(find(*store, u"friday "_s), QStringList());
        QCOMPARE(find(*store, u"monday "_s), QStringList {u"general-m1"_s});
    }
    Message gone = messageAt(u"general"_s, 1, QString());
    gone.deleted = true;
    put(*store, {gone});
    QCOMPARE(find(*store, u"monday "_s), QStringList());
    store->transact([&] { store->rooms().clearMessages(RoomId {u"general"_s}); });
    QCOMPARE(find(*store, u"launch "_s), QStringList());
    put(*store, {messageAt(u"launch"_s, 9, u"another"_s)}); // takes the row id of what went
    indexAll(*store);
    QCOMPARE(find(*store, u"launch "_s), QStringList());
    QCOMPARE(find(*store, u"another "_s), QStringList {u"launch-m9"_s});
}

void TestSearchTable::agreesWithAPlainSearch_data()
{
    QTest::addColumn<int>("seed");
    for (const int seed : {1, 2, 3, 4, 5, 6})
        QTest::addRow("seed %d", seed) << seed;
}

/// Random play: messages, edits, deletions, rooms cleared, slices of indexing, searches; the naive search is right.
void TestSearchTable::agreesWithAPlainSearch()
{
    QFETCH(const int, seed);
    std::mt19937 random(static_cast<std::uint32_t>(seed));
    const auto below = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    const QStringList words {u"plan"_s, u"Launch"_s, u"café"_s, u"планы"_s, u"北京"_s, u"東京へ"_s, u"서울"_s, u"🎉"_s,
        u"👍🏽"_s, u"https://a.org"_s, u"`x`"_s, u"planet"_s, u"la"_s, u"Straße"_s, u"สวัสดี"_s, u"مرحبا"_s};
    const QStringList asked {u"pla"_s, u"launch "_s, u"cafe "_s, u"plan -launch"_s, u"\"plan launch\""_s, u"北"_s,
        u"京 "_s, u"京へ"_s, u"울 "_s, u"🎉 "_s, u"👍"_s, u"from:u1 plan"_s, u"in:launch la"_s, u"has:link plan "_s,
        u"has:code"_s, u"on:2023-11-14"_s, u"before:2023-11-15 plan "_s, u"after:2023-11-15"_s, u"p"_s, u"strasse"_s,
        u"from:u2 in:general -🎉 la"_s, u"สวัส"_s, u"مرحبا "_s, u"\"la plan"_s};
    const auto text = [&] {
        QStringList parts;
        for (int i = below(8); i >= 0; --i)
            parts.append(words[below(static_cast<int>(words.size()))]);
        return parts.join(u' ');
    };
    const auto store = open();
    put(*store, {});
    QHash<MessageId, Message> known;
    Seq last = 0;
    for (int step = 0; step < 400; ++step) {
        const int what = below(100);
        if (what < 55 || known.isEmpty()) {
            Message message = messageAt(below(2) ? u"general"_s : u"launch"_s, ++last, text(), u"u%1"_s.arg(below(3)));
            message.timestamp = now + std::chrono::hours {below(60)}; // history comes in any order
            put(*store, {message});
            known.insert(message.messageId, message);
        } else if (what < 70) {
            Message message = *std::next(known.begin(), below(static_cast<int>(known.size())));
            message.text = text();
            put(*store, {message});
            known.insert(message.messageId, message);
        } else if (what < 78) {
            Message message = *std::next(known.begin(), below(static_cast<int>(known.size())));
            message.text.clear();
            message.deleted = true;
            put(*store, {message});
            known.insert(message.messageId, message);
        } else if (what < 79) {
            store->transact([&] { store->rooms().clearMessages(RoomId {u"launch"_s}); });
            known.removeIf([](const auto &entry) { return entry.value().roomId.value() == u"launch"_s; });
        } else if (what < 90) {
            store->transact([&] { static_cast<void>(store->search().indexSome(below(40), Millis {1000})); });
        } else {
            store->transact([&] { static_cast<void>(store->search().mergeSome()); });
        }
        const QString typed = asked[below(static_cast<int>(asked.size()))];
        const search::Query query = queryFor(typed);
        QList<Message> right;
        for (const Message &message : std::as_const(known)) {
            if (search::matches(query, message))
                right.append(message);
        }
        std::ranges::sort(right, newerFirst);
        const QStringList found = find(*store, typed, 1000);
        QVERIFY2(found == idsOf(right),
            qPrintable(u"seed %1 step %2 “%3”: %4 instead of %5"_s.arg(seed).arg(step).arg(
                typed, found.join(u' '), idsOf(right).join(u' '))));
    }
}

void TestSearchTable::pagesFollowEachOther()
{
    const auto store = open();
    QList<Message> messages;
    for (Seq seq = 1; seq <= 120; ++seq)
        messages.append(messageAt(u"general"_s, seq, u"number %1"_s.arg(seq)));
    put(*store, messages);
    indexAll(*store);
    QStringList all;
    SearchKey below = 0;
    do {
        const SearchHits hits = store->search().find(queryFor(u"number "_s), below, 50);
        all += idsOf(hits.messages);
        below = hits.next;
    } while (below != 0);
    std::ranges::reverse(messages);
    QCOMPARE(all, idsOf(messages));
}

void TestSearchTable::anOlderStoreIsFilledInSlices()
{
    const QString path = m_folder->filePath(u"store.sqlite"_s);
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
    const auto store = open();
    QVERIFY(store->isPersistent());
    QVERIFY(QFile::exists(path + u".before-2"_s));
    QCOMPARE(store->search().progress(), (SearchTable::Progress {500, 500}));
    store->transact([&] { QVERIFY(store->search().indexSome(100, Millis {1000})); });
    QCOMPARE(store->search().progress(), (SearchTable::Progress {400, 500}));
    QCOMPARE(find(*store, u"words "_s, 3), (QStringList {u"m500"_s, u"m499"_s, u"m498"_s})); // the newest come first
    QCOMPARE(find(*store, u"\"words 300\""_s), QStringList());
    put(*store, {messageAt(u"general"_s, 501, u"new words"_s)}); // in the middle of it
    store->transact([&] {
        auto changed = messageAt(u"general"_s, 300, u"changed"_s);
        changed.messageId = MessageId {u"m300"_s};
        store->messages().put(changed);
    });
    indexAll(*store);
    QCOMPARE(store->search().progress().remaining, 0);
    QCOMPARE(find(*store, u"words "_s, 1000).size(), 500);
    QCOMPARE(find(*store, u"changed "_s), QStringList {u"m300"_s});
    QCOMPARE(find(*store, u"\"words 1\""_s), QStringList {u"m1"_s});
}

void TestSearchTable::anotherCuttingIndexesAgain()
{
    auto store = open();
    put(*store, {messageAt(u"general"_s, 1, u"a launch"_s)});
    indexAll(*store);
    store.reset();
    {
        auto database = sqlite::Database::open(m_folder->filePath(u"store.sqlite"_s));
        QVERIFY((*database)
                    ->exec(u"UPDATE search_state SET document_version = 99;"
                           "INSERT INTO search_words (search_words) VALUES ('delete-all');"_s)
                    .has_value());
    }
    store = open();
    QCOMPARE(find(*store, u"launch "_s), QStringList());
    indexAll(*store);
    QCOMPARE(find(*store, u"launch "_s), QStringList {u"general-m1"_s});
}

void TestSearchTable::clearingForgetsWords()
{
    const auto store = open();
    put(*store, {messageAt(u"general"_s, 1, u"a secret"_s)});
    indexAll(*store);
    put(*store, {messageAt(u"general"_s, 1, u"another secret"_s)});
    store->clear();
    QCOMPARE(find(*store, u"secret "_s), QStringList());
    put(*store, {messageAt(u"general"_s, 7, u"no such thing"_s)});
    indexAll(*store);
    QCOMPARE(find(*store, u"secret "_s), QStringList());
    QCOMPARE(find(*store, u"thing "_s), QStringList {u"general-m7"_s});
}

void TestSearchTable::aReaderSeesWhatIsStored()
{
    const auto store = open();
    put(*store, {messageAt(u"general"_s, 1, u"a launch"_s)});
    const auto reader = SearchReader::open(m_folder->filePath(u"store.sqlite"_s));
    QVERIFY(reader);
    QCOMPARE(idsOf(reader->find(queryFor(u"launch"_s), 0, 10).messages), QStringList {u"general-m1"_s});
    indexAll(*store);
    put(*store, {messageAt(u"general"_s, 2, u"launched"_s)});
    QCOMPARE(
        idsOf(reader->find(queryFor(u"launch"_s), 0, 10).messages), (QStringList {u"general-m2"_s, u"general-m1"_s}));
    QVERIFY(!SearchReader::open(m_folder->filePath(u"none.sqlite"_s)));
}

void TestSearchTable::noInputIsAnError()
{
    const auto store = open();
    put(*store, {messageAt(u"general"_s, 1, u"a launch"_s)});
    indexAll(*store);
    const QStringList pieces {u"\""_s, u"-"_s, u" "_s, u"*"_s, u"("_s, u")"_s, u"{"_s, u"^"_s, u"AND "_s, u"OR "_s,
        u"NOT "_s, u"NEAR(a b)"_s, u"launch"_s, u"words:a"_s, u"a"_s, u"北"_s, u"🎉"_s, QString(QChar(0)),
        QString(QChar(0xdc00)), u"has:link "_s, u"from:x "_s, u"'"_s, u"+"_s, u"½"_s, u"ﷺ"_s};
    std::minstd_rand random(7);
    for (int round = 0; round < 3'000; ++round) {
        QString typed;
        for (unsigned i = static_cast<unsigned>(random()) % 40; i > 0; --i)
            typed += pieces[static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size()))];
        static_cast<void>(find(*store, typed));
        // A statement that failed would fail the transaction: the store would have moved to memory.
        store->transact([] {});
        QVERIFY2(store->isPersistent(), qPrintable(typed));
    }
    QString many;
    for (int i = 0; i < 31; ++i)
        many += u"-x%1 "_s.arg(i);
    QCOMPARE(find(*store, many + u"launch "_s), QStringList {u"general-m1"_s});
}

QTEST_GUILESS_MAIN(TestSearchTable)
#include "tst_searchtable.moc"
