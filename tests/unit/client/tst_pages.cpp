#include "client/pages.h"

#include <QTest>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

class TestPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void latestIsAnsweredFromWhatIsKnown();
    void unknownTailAsksTheServer();
    void staleIsForOfflineOnly();
    void olderPagesUntilTheBeginning();
    void newerPagesUntilTheEnd();
    void firstUnreadHasSomethingBeforeIt();
    void aroundStaysInsideItsRange();
    void anEmptyRoomIsKnownToBeEmpty();
    void aFewWordsAreNotAPageWhenThereIsMore();
    void findsTheFirstMessageOfATime();
    void storedAnswersCoverWhatTheyProve_data();
    void storedAnswersCoverWhatTheyProve();

private:
    void say(Seq first, Seq last);
    [[nodiscard]] static QList<Seq> seqsOf(const Stretch &stretch);

    std::unique_ptr<store::Store> m_store;
    const RoomId m_room {u"general"_s};
};

namespace {

Message messageAt(const RoomId &room, Seq seq)
{
    Message message;
    message.messageId = MessageId {u"m%1"_s.arg(seq)};
    message.roomId = room;
    message.seq = seq;
    message.userId = UserId {u"mina"_s};
    message.text = u"text"_s;
    message.timestamp = fromEpochMillis(1'000 * seq);
    return message;
}

} // namespace

void TestPages::init()
{
    m_store = store::Store::open({}, fromEpochMillis(0));
    store::StoredRoom room;
    room.room.roomId = m_room;
    room.room.name = u"general"_s;
    room.room.epoch = Epoch {u"e"_s};
    m_store->rooms().put(room);
}

/// Messages at every second position, as if each had been edited once, and known from first to last.
void TestPages::say(Seq first, Seq last)
{
    m_store->transact([&] {
        for (Seq seq = first; seq <= last; ++seq) {
            if (seq % 2 == 1)
                m_store->messages().put(messageAt(m_room, seq));
        }
        m_store->rooms().addRange(m_room, first, last);
    });
}

QList<Seq> TestPages::seqsOf(const Stretch &stretch)
{
    QList<Seq> seqs;
    for (const Message &message : stretch.messages)
        seqs.append(message.seq);
    return seqs;
}

void TestPages::latestIsAnsweredFromWhatIsKnown()
{
    say(1, 100);
    const auto page = pageFromStore(*m_store, {.roomId = m_room, .limit = 3}, {.position = 100, .online = true});
    QVERIFY(page);
    QCOMPARE(seqsOf(*page), (QList<Seq> {95, 97, 99}));
    QVERIFY(page->hasBefore);
    QVERIFY(!page->hasAfter);
    const auto whole = pageFromStore(*m_store, {.roomId = m_room, .limit = 90}, {.position = 100, .online = true});
    QCOMPARE(whole->messages.size(), 50);
    QVERIFY(!whole->hasBefore);
}

void TestPages::unknownTailAsksTheServer()
{
    say(1, 100);
    QVERIFY(!pageFromStore(*m_store, {.roomId = m_room}, {.position = 500, .online = true}));
    const auto offline = pageFromStore(*m_store, {.roomId = m_room, .limit = 2}, {.position = 500, .online = false});
    QCOMPARE(seqsOf(*offline), (QList<Seq> {97, 99}));
    QVERIFY(offline->hasAfter);
}

void TestPages::staleIsForOfflineOnly()
{
    say(1, 100);
    m_store->rooms().markStale(m_room);
    const PageQuery query {.roomId = m_room, .kind = PageKind::Before, .seq = 50, .limit = 2};
    QVERIFY(!pageFromStore(*m_store, query, {.position = 100, .online = true}));
    QCOMPARE(seqsOf(*pageFromStore(*m_store, query, {.position = 100, .online = false})), (QList<Seq> {47, 49}));
}

void TestPages::olderPagesUntilTheBeginning()
{
    say(1, 100);
    QList<Seq> all;
    PageQuery query {.roomId = m_room, .kind = PageKind::Before, .seq = 101, .limit = 7};
    for (bool more = true; more;) {
        const auto page = pageFromStore(*m_store, query, {.position = 100, .online = true});
        QVERIFY(page && !page->messages.isEmpty());
        all = seqsOf(*page) + all;
        query.seq = page->messages.first().seq;
        more = page->hasBefore;
    }
    QCOMPARE(all.size(), 50);
    QVERIFY(std::ranges::is_sorted(all));
    const auto none = pageFromStore(*m_store, query, {.position = 100, .online = true});
    QVERIFY(none && none->messages.isEmpty() && !none->hasBefore && none->hasAfter);
}

void TestPages::newerPagesUntilTheEnd()
{
    say(40, 100);
    PageQuery query {.roomId = m_room, .kind = PageKind::After, .seq = 41, .limit = 20};
    auto page = pageFromStore(*m_store, query, {.position = 100, .online = true});
    QCOMPARE(seqsOf(*page).first(), 43);
    QVERIFY(page->hasAfter);
    query.seq = page->messages.last().seq;
    page = pageFromStore(*m_store, query, {.position = 100, .online = true});
    QCOMPARE(seqsOf(*page).last(), 99);
    QVERIFY(!page->hasAfter);
    query.seq = 100;
    page = pageFromStore(*m_store, query, {.position = 100, .online = true});
    QVERIFY(page && page->messages.isEmpty() && !page->hasAfter && page->hasBefore);
    query.seq = 10; // before what is known
    QVERIFY(!pageFromStore(*m_store, query, {.position = 100, .online = true}));
}

void TestPages::firstUnreadHasSomethingBeforeIt()
{
    say(1, 200);
    const PageQuery query {.roomId = m_room, .kind = PageKind::FirstUnread, .limit = 30};
    const auto page = pageFromStore(*m_store, query, {.position = 200, .readSeq = 101, .unread = 49, .online = true});
    QCOMPARE(page->messages.size(), 30);
    QVERIFY(seqsOf(*page).contains(101));
    QVERIFY(seqsOf(*page).contains(103));
    QVERIFY(page->hasAfter);
    const auto few = pageFromStore(*m_store, query, {.position = 200, .readSeq = 197, .unread = 1, .online = true});
    QCOMPARE(few->messages.size(), 30); // filled up with what came before
    QVERIFY(!few->hasAfter);
    const auto read = pageFromStore(*m_store, query, {.position = 200, .readSeq = 200, .unread = 0, .online = true});
    QCOMPARE(seqsOf(*read).last(), 199);
}

void TestPages::aroundStaysInsideItsRange()
{
    say(101, 140);
    say(301, 400);
    const auto page = pageFromStore(*m_store, {.roomId = m_room, .kind = PageKind::Around, .seq = 121, .limit = 60},
        {.position = 400, .online = true});
    QVERIFY(page);
    QCOMPARE(seqsOf(*page).first(), 101);
    QCOMPARE(seqsOf(*page).last(), 139); // no hole: 301 is not the next message
    QVERIFY(page->hasBefore && page->hasAfter);
}

void TestPages::anEmptyRoomIsKnownToBeEmpty()
{
    const auto page = pageFromStore(*m_store, {.roomId = m_room}, {.position = 0, .online = true});
    QVERIFY(page && page->messages.isEmpty() && !page->hasBefore && !page->hasAfter);
    QVERIFY(!pageFromStore(
        *m_store, {.roomId = m_room}, {.known = false, .position = 0, .online = true})); // not joined yet
}

void TestPages::aFewWordsAreNotAPageWhenThereIsMore()
{
    say(399, 400); // one live message after joining a room with a past
    QVERIFY(!pageFromStore(*m_store, {.roomId = m_room}, {.position = 400, .online = true}));
    QVERIFY(pageFromStore(*m_store, {.roomId = m_room}, {.position = 400, .online = false}));
}

void TestPages::findsTheFirstMessageOfATime()
{
    say(101, 300);
    say(501, 700);
    PageContext context {.known = true, .position = 700, .online = true};
    const auto at = [&](long long millis) { return seqAt(*m_store, m_room, fromEpochMillis(millis), context); };
    QCOMPARE(at(200'500), 201); // positions 200 and 202 are edits
    QCOMPARE(at(201'000), 201);
    QCOMPARE(at(999'000), 700); // nothing is as new as that
    QCOMPARE(at(50'000), std::nullopt); // the server may have it
    QCOMPARE(at(400'000), std::nullopt); // likewise
    QCOMPARE(at(101'000), std::nullopt); // another one of the same moment may be before it
    context.online = false;
    QCOMPARE(at(50'000), 101);
    QCOMPARE(at(400'000), 300);
    say(1, 100);
    context.online = true;
    QCOMPARE(at(0), 1);
    QCOMPARE(at(101'000), 101);
}

void TestPages::storedAnswersCoverWhatTheyProve_data()
{
    using Opt = std::optional<Seq>;
    QTest::addColumn<Opt>("before");
    QTest::addColumn<Opt>("after");
    QTest::addColumn<bool>("hasBefore");
    QTest::addColumn<bool>("hasAfter");
    QTest::addColumn<bool>("empty");
    QTest::addColumn<Seq>("first");
    QTest::addColumn<Seq>("last");
    // The answer holds messages 21 … 29; the room's position is 60.
    QTest::newRow("the latest page") << Opt() << Opt() << true << false << false << Seq {21} << Seq {60};
    QTest::newRow("everything") << Opt() << Opt() << false << false << false << Seq {1} << Seq {60};
    QTest::newRow("older") << Opt(40) << Opt() << true << true << false << Seq {21} << Seq {39};
    QTest::newRow("the oldest") << Opt(40) << Opt() << false << true << false << Seq {1} << Seq {39};
    QTest::newRow("newer") << Opt() << Opt(12) << true << true << false << Seq {13} << Seq {29};
    QTest::newRow("the newest") << Opt() << Opt(12) << true << false << false << Seq {13} << Seq {60};
    QTest::newRow("around") << Opt() << Opt() << true << true << false << Seq {21} << Seq {29};
    QTest::newRow("nothing older") << Opt(40) << Opt() << false << true << true << Seq {1} << Seq {39};
    QTest::newRow("nothing newer") << Opt() << Opt(40) << true << false << true << Seq {41} << Seq {60};
    QTest::newRow("nothing at all") << Opt() << Opt() << false << false << true << Seq {1} << Seq {60};
}

void TestPages::storedAnswersCoverWhatTheyProve()
{
    QFETCH(const std::optional<Seq>, before);
    QFETCH(const std::optional<Seq>, after);
    QFETCH(const bool, hasBefore);
    QFETCH(const bool, hasAfter);
    QFETCH(const bool, empty);
    QFETCH(const Seq, first);
    QFETCH(const Seq, last);
    GetHistory request {.roomId = m_room};
    request.before = before;
    request.after = after;
    HistoryReply reply {.roomId = m_room};
    for (Seq seq = 21; seq < 30 && !empty; ++seq)
        reply.messages.append(messageAt(m_room, seq));
    reply.hasBefore = hasBefore;
    reply.hasAfter = hasAfter;
    m_store->transact([&] { storeHistory(*m_store, request, reply, 60); });
    QCOMPARE(m_store->rooms().ranges(m_room), (QList<store::SeqRange> {{first, last, false}}));
}

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
