#include "clientdata.h"
#include "guestserver.h"
#include "serverdata.h"

#include "base/random.h"
#include "client/client.h"

#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace coterie;
using client::Client;
using client::PageKind;

/// Sizes that nobody should notice. Limits are of processor time and of counts, and generous: what they guard against
/// is reading a room to answer a question about a page of it.
class TestBigWorkspace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyPlaceOfALargeRoomIsNear();
    void aFloodArrivesInSmallBatches();
    void countsAreRightBeforeMessagesAreFetched();

private:
    static client::Page page(Client &client, const client::PageQuery &query);
};

client::Page TestBigWorkspace::page(Client &client, const client::PageQuery &query)
{
    std::optional<client::Page> answer;
    client.requestPage(query, &client, [&answer](const client::Page &page) { answer = page; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000))
        return {};
    return *answer;
}

void TestBigWorkspace::anyPlaceOfALargeRoomIsNear()
{
    constexpr std::int64_t messages = 50'000;
    const QTemporaryDir folder;
    const bench::Corpus corpus(bench::millionPlan(messages));
    const auto &room = corpus.plan().roomId;
    client::ClientConfig config;
    config.storePath = folder.filePath(u"store.db"_s);
    config.storeOnly = true;
    QVERIFY(bench::writeClientStore(config.storePath, {.room = corpus.plan(), .roomName = u"big"_s, .unread = 40'000}));
    Client client(config);
    client.start();
    const auto first = page(client, {.roomId = room, .kind = PageKind::FirstUnread});
    QCOMPARE(first.entries.size(), 60);
    QVERIFY(first.hasBefore && first.hasAfter);

    constexpr int times = 40;
    Random random(3);
    const std::clock_t start = std::clock();
    for (int i = 0; i < times; ++i) {
        const auto number = static_cast<std::int64_t>(random.below(messages));
        const auto holds = [&](const client::Page &page) {
            const auto isIt = [&](const auto &entry) { return entry.message.messageId == corpus.idOf(number); };
            return page.entries.size() == 60 && std::any_of(page.entries.cbegin(), page.entries.cend(), isIt);
        };
        QVERIFY(holds(page(client, {.roomId = room, .kind = PageKind::Around, .messageId = corpus.idOf(number)})));
        QVERIFY(holds(page(client, {.roomId = room, .kind = PageKind::Around, .seq = bench::Corpus::seqOf(number)})));
        QVERIFY(holds(page(client, {.roomId = room, .kind = PageKind::At, .at = corpus.timeOf(number)})));
        QCOMPARE(page(client, {.roomId = room, .kind = PageKind::Latest}).entries.last().message.seq, corpus.lastSeq());
        client.markRead(room, bench::Corpus::seqOf(10'000 + i)); // with nearly everything still unread
    }
    const double each = double(std::clock() - start) * 1'000 / CLOCKS_PER_SEC / (5 * times);
    qInfo("%.2f ms of processor time for a page or a read mark", each);
    QVERIFY2(each < 40, "an instrumented build is allowed this much, and no more");
}

void TestBigWorkspace::aFloodArrivesInSmallBatches()
{
    constexpr int messages = 1'500;
    coterie::integration::GuestServer server({u"--messages-per-minute"_s, u"1000000"_s});
    const bench::ServerData data(server.dataFolder(), {.rooms = 1});
    const auto token = data.create();
    QVERIFY(token);
    QVERIFY(server.start());
    client::ClientConfig config;
    config.server = server.url();
    config.token = *token;
    Client talker(config);
    Client reader(config);
    const protocol::RoomId room = bench::ServerData::room(0);
    qsizetype mostAtOnce = 0;
    qsizetype told = 0;
    bool online = false;
    connect(&reader, &Client::changed, this, [&](const std::shared_ptr<const client::Changes> &changes) {
        const client::RoomChanges live = changes->messages.value(room);
        mostAtOnce = std::max(mostAtOnce, live.upserts.size());
        told += live.upserts.size() + live.folded;
        online = online || (changes->connection && changes->connection->state == client::LinkState::Connected);
        QTest::qSleep(30); // a view that is busy
    });
    talker.start();
    reader.start();
    QTRY_VERIFY(online);
    QCOMPARE(page(reader, {.roomId = room}).entries.size(), 0);
    for (int i = 0; i < messages; ++i)
        talker.send({.roomId = room, .text = QString::number(i), .replyToKey = {}, .threadId = {}});
    QTRY_VERIFY_WITH_TIMEOUT(page(reader, {.roomId = room}).entries.size() == 60
            && page(reader, {.roomId = room}).entries.last().message.text == QString::number(messages - 1),
        60'000);
    QTRY_VERIFY2(told >= messages, qPrintable(QString::number(told)));
    QVERIFY2(mostAtOnce <= 120, qPrintable(QString::number(mostAtOnce)));
}

void TestBigWorkspace::countsAreRightBeforeMessagesAreFetched()
{
    constexpr int rooms = 30;
    constexpr int before = 20;
    constexpr int missed = 80;
    coterie::integration::GuestServer server;
    const bench::ServerData data(server.dataFolder(), {.rooms = rooms});
    const auto token = data.create();
    QVERIFY(token);
    QVERIFY(data.addMessages(before));
    QVERIFY(server.start());
    const QTemporaryDir folder;
    client::ClientConfig config;
    config.server = server.url();
    config.token = *token;
    config.storePath = folder.filePath(u"store.db"_s);
    const auto inTheRooms = [](const QHash<protocol::RoomId, client::RoomSummary> &known, const auto &test) {
        return std::count_if(known.cbegin(), known.cend(), [&](const client::RoomSummary &room) {
            return room.room.roomId.value().startsWith("room-"_L1) && test(room);
        });
    };
    const auto fold = [](QHash<protocol::RoomId, client::RoomSummary> &known, const client::Changes &changes) {
        for (const client::RoomSummary &room : changes.rooms)
            known.insert(room.room.roomId, room);
    };
    {
        QHash<protocol::RoomId, client::RoomSummary> known;
        Client client(config);
        connect(&client, &Client::changed, this, [&](const auto &changes) { fold(known, *changes); });
        client.start();
        QTRY_COMPARE_WITH_TIMEOUT(
            inTheRooms(known, [](const auto &room) { return room.lastAt.has_value(); }), rooms, 20'000);
    }
    server.kill();
    QVERIFY(data.addMessages(missed));
    QVERIFY(server.start());

    QHash<protocol::RoomId, client::RoomSummary> known;
    client::ConnectionStatus status;
    std::int64_t leftWhenRight = 0; // events still to be fetched when all counts were right for the first time
    Client client(config);
    const auto allRight = [&] {
        return inTheRooms(known, [](const auto &room) { return room.unread == before + missed; }) == rooms;
    };
    connect(&client, &Client::changed, this, [&](const auto &changes) {
        fold(known, *changes);
        if (changes->connection)
            status = *changes->connection;
        if (leftWhenRight == 0 && allRight())
            leftWhenRight = status.missed;
    });
    client.start();
    QTRY_VERIFY_WITH_TIMEOUT(leftWhenRight > 0, 20'000);
    QVERIFY2(leftWhenRight > rooms * missed / 2, qPrintable(QString::number(leftWhenRight)));
    QTRY_COMPARE_WITH_TIMEOUT(status.missedInAll, 0, 20'000);
    QVERIFY(allRight());
    QCOMPARE(inTheRooms(known, [](const auto &room) { return room.mentions == 2; }), rooms / 10); // one before, one now
    for (int i = 0; i < rooms; ++i) {
        const auto latest = page(client, {.roomId = bench::ServerData::room(i)});
        QCOMPARE(latest.entries.last().message.seq, before + before / 8 + missed + missed / 8 - 1);
    }
}

QTEST_GUILESS_MAIN(TestBigWorkspace)
#include "tst_bigworkspace.moc"
