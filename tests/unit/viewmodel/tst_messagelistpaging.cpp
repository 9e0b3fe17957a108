#include "messagelistfixture.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::testing;
using Fixture = MessageListFixture;
using Role = MessageListModel::Role;

/// The window of rows: pages, jumps, floods.
class TestMessageListPaging : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesAreAddedWithoutReset();
    void windowStaysBounded();
    void staleAnswersAreDropped();
    void failureIsToldAndRetried();
    void jumpsOutsideTheWindow();
    void jumpsToPlacesOfTheRoom();
    void aFloodMovesTheWindow();
    void aFloodLeavesWhoReadsAlone();
    void randomPlayKeepsOrder();
};

void TestMessageListPaging::pagesAreAddedWithoutReset()
{
    Fixture f;
    f.fill(200);
    f.model.open(launch, {});
    QCOMPARE(f.model.count(), MessageListModel::PageRows);
    QVERIFY(f.model.hasOlder());
    QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&f.model, &QAbstractItemModel::rowsInserted);
    const QPersistentModelIndex newest(f.model.index(0));
    f.model.visibleRange(30, 59);
    QCOMPARE(f.model.count(), 2 * MessageListModel::PageRows);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.count(), 1); // one range, above everything that is shown
    QCOMPARE(inserted.first().at(1).toInt(), 60);
    QCOMPARE(newest.row(), 0);
    QCOMPARE(f.model.keyAt(119), u"m81"_s);
}

void TestMessageListPaging::windowStaysBounded()
{
    Fixture f;
    f.fill(2'000);
    f.model.open(launch, {});
    f.model.setAtEnd(false);
    for (int i = 0; i < 20; ++i)
        f.model.loadOlder();
    QCOMPARE(f.model.count(), MessageListModel::WindowRows);
    QVERIFY(f.model.hasNewer());
    QVERIFY(f.model.hasOlder());
    f.engine.arrive(f.entry(2'001));
    QCOMPARE(f.model.count(), MessageListModel::WindowRows);
    QCOMPARE(f.model.newBelow(), 1);
    for (int i = 0; i < 40; ++i)
        f.model.loadNewer();
    QCOMPARE(f.model.count(), MessageListModel::WindowRows);
    QCOMPARE(f.model.keyAt(0), u"m2001"_s);
    QVERIFY(!f.model.hasNewer());
    f.model.setAtEnd(true);
    QCOMPARE(f.model.newBelow(), 0);
    for (int i = 0; i < 50; ++i)
        f.engine.arrive(f.entry(2'002 + i));
    QCOMPARE(f.model.count(), MessageListModel::WindowRows);
    QCOMPARE(f.model.keyAt(0), u"m2051"_s);
}

void TestMessageListPaging::staleAnswersAreDropped()
{
    Fixture f;
    f.fill(100);
    f.engine.history[protocol::RoomId(u"design"_s)] = {};
    f.engine.holdPages = true;
    f.model.open(launch, {});
    QVERIFY(f.model.isLoading());
    QVERIFY(!f.model.isEmpty());
    f.model.open(protocol::RoomId(u"design"_s), {});
    f.engine.answerPages();
    QCOMPARE(f.model.count(), 0); // not the page of the room before
    QVERIFY(f.model.isEmpty());
    QVERIFY(!f.model.isLoading());
    f.model.open(launch, {});
    f.engine.answerPages();
    f.model.loadOlder();
    f.model.loadOlder(); // one question at a time
    QCOMPARE(f.engine.held.size(), 1U);
    f.model.open(launch, {});
    f.engine.answerPages();
    QCOMPARE(f.model.count(), MessageListModel::PageRows);
}

void TestMessageListPaging::failureIsToldAndRetried()
{
    Fixture f;
    f.fill(5);
    f.engine.pageFailure = u"You are offline and this room is not stored here."_s;
    f.model.open(launch, {});
    QCOMPARE(f.model.failure(), f.engine.pageFailure);
    QVERIFY(!f.model.isEmpty()); // it is not known to be empty
    f.engine.pageFailure.clear();
    f.model.reloadIfFailed();
    QVERIFY(f.model.failure().isEmpty());
    QCOMPARE(f.model.count(), 5);
}

void TestMessageListPaging::jumpsOutsideTheWindow()
{
    Fixture f;
    f.fill(1'000);
    f.model.open(launch, {});
    QSignalSpy reveal(&f.model, &MessageListModel::revealRow);
    f.model.jumpTo(u"m990"_s);
    QCOMPARE(reveal.last().first().toInt(), 10);
    f.model.jumpTo(u"m200"_s);
    QCOMPARE(f.model.keyAt(reveal.last().first().toInt()), u"m200"_s);
    QVERIFY(f.model.hasNewer());
    QSignalSpy noticed(&f.model, &MessageListModel::noticed);
    f.model.jumpTo(u"gone"_s);
    QCOMPARE(noticed.count(), 1);
    QVERIFY(f.model.rowOf(u"m200"_s) >= 0); // still there
    f.model.jumpToLatest();
    QCOMPARE(f.model.keyAt(0), u"m1000"_s);
    QCOMPARE(reveal.last().first().toInt(), 0);
}

void TestMessageListPaging::jumpsToPlacesOfTheRoom()
{
    Fixture f;
    f.fill(1'000);
    for (auto &row : f.engine.history[launch])
        row.message.timestamp = Fixture::at(12, 0, 20 - int(row.message.seq) / 50); // fifty a day
    f.model.open(launch, {});
    QVERIFY(f.model.isWindowed());
    QSignalSpy place(&f.model, &MessageListModel::placeRow);
    const auto placed = [&] { return f.model.keyAt(place.last().first().toInt()); };
    f.model.jumpToFirst();
    QCOMPARE(placed(), u"m1"_s);
    QVERIFY(!f.model.hasOlder());
    f.model.visibleRange(f.model.count() - 10, f.model.count() - 1);
    QCOMPARE(f.model.placeTop(), 0.0);
    QCOMPARE(f.model.placeDay(), u"2026-10-31"_s);
    f.model.jumpToShare(0.5);
    QCOMPARE(placed(), u"m500"_s);
    const int row = place.last().first().toInt();
    f.model.visibleRange(row - 9, row);
    QCOMPARE(f.model.placeTop(), 0.5);
    QVERIFY(std::abs(f.model.placeSpan() - 0.009) < 1e-9);
    f.model.jumpToDay(u"2026-11-16"_s);
    QCOMPARE(placed(), u"m800"_s);
    f.model.jumpToDay(u"2030-01-01"_s); // nothing is so new: the newest then
    QCOMPARE(placed(), u"m1000"_s);
    const auto asked = f.engine.count(u"requestPage"_s);
    f.model.jumpToDay(u"no day"_s);
    QCOMPARE(f.engine.count(u"requestPage"_s), asked);

    f.engine.holdPages = true; // the handle is dragged: of the places on the way only the last counts
    for (const double share : {0.1, 0.2, 0.3, 0.7})
        f.model.jumpToShare(share);
    QCOMPARE(f.engine.held.size(), 1U);
    f.engine.answerPages();
    QCOMPARE(placed(), u"m700"_s);
    QCOMPARE(f.engine.count(u"requestPage"_s), asked + 2);
}

void TestMessageListPaging::aFloodMovesTheWindow()
{
    Fixture f;
    f.fill(300);
    f.model.open(launch, {});
    f.model.visibleRange(0, 10);
    f.engine.send({.roomId = launch, .text = u"mine"_s, .replyToKey = {}, .threadId = {}});
    client::Changes changes;
    auto &told = changes.messages[launch];
    told.folded = 9'000;
    for (int seq = 9'301; seq <= 9'360; ++seq)
        told.upserts.append(f.entry(seq));
    f.engine.tell(changes);
    QCOMPARE(f.model.count(), 61);
    QCOMPARE(f.model.keyAt(0), u"own-1"_s); // what waits stays at the end
    QCOMPARE(f.model.keyAt(1), u"m9360"_s);
    QCOMPARE(f.model.keyAt(60), u"m9301"_s);
    QVERIFY(f.model.hasOlder());
    QVERIFY(!f.model.hasNewer());
    QCOMPARE(f.model.newBelow(), 0);
}

void TestMessageListPaging::aFloodLeavesWhoReadsAlone()
{
    Fixture f;
    f.fill(300);
    f.model.open(launch, {});
    f.model.setAtEnd(false);
    const QString before = f.keys();
    client::Changes changes;
    auto &told = changes.messages[launch];
    told.folded = 9'000;
    for (int seq = 9'301; seq <= 9'360; ++seq)
        told.upserts.append(f.entry(seq));
    f.engine.tell(changes);
    QCOMPARE(f.keys(), before);
    QVERIFY(f.model.hasNewer());
    QCOMPARE(f.model.newBelow(), 9'060);
}

void TestMessageListPaging::randomPlayKeepsOrder()
{
    const quint32 seed = QRandomGenerator::system()->generate();
    QRandomGenerator random(seed);
    qInfo("seed %u", seed);
    Fixture f;
    f.fill(500);
    f.model.open(launch, {});
    protocol::Seq next = 501;
    for (int step = 0; step < 400; ++step) {
        switch (random.bounded(9)) {
        case 0: f.model.loadOlder(); break;
        case 1: f.model.loadNewer(); break;
        case 2: f.model.setAtEnd(random.bounded(2) == 0); break;
        case 3: f.engine.send({launch, u"mine"_s, {}, {}}); break;
        case 4: {
            auto &waiting = f.engine.outbox[launch];
            if (waiting.isEmpty())
                break;
            auto settled = waiting.takeAt(random.bounded(int(waiting.size())));
            settled.delivery = client::Delivery::Sent;
            settled.message.seq = next++;
            settled.message.messageId = protocol::MessageId(u"s"_s + settled.key);
            f.engine.arrive(settled);
            break;
        }
        case 5: {
            auto &all = f.engine.history[launch];
            auto &edited = all[random.bounded(int(all.size()))];
            edited.message.text += u'.';
            f.engine.tellRows(launch, {edited});
            break;
        }
        case 6: f.model.jumpTo(u"m%1"_s.arg(1 + random.bounded(500))); break;
        default: f.engine.arrive(f.entry(next++)); break;
        }
        QVERIFY(f.model.count() <= MessageListModel::WindowRows + int(f.engine.outbox[launch].size()) + 1);
        if (step % 8 != 0)
            continue;
        protocol::Seq above = std::numeric_limits<protocol::Seq>::max();
        for (int row = 0; row < f.model.count(); ++row) {
            const client::MessageEntry *entry = f.model.entry(f.model.keyAt(row));
            QVERIFY(entry);
            if (entry->delivery != client::Delivery::Sent)
                continue;
            QVERIFY(entry->message.seq < above);
            QVERIFY(above == std::numeric_limits<protocol::Seq>::max() || above == entry->message.seq + 1); // no holes
            above = entry->message.seq;
        }
    }
}

QTEST_MAIN(TestMessageListPaging)
#include "tst_messagelistpaging.moc"
