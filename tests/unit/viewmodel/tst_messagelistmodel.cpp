#include "fakeengine.h"
#include "viewmodel/appsettings.h"
#include "viewmodel/messagelistmodel.h"
#include "viewmodel/people.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using namespace coterie::viewmodel;
using namespace Qt::StringLiterals;
using testing::FakeEngine;
using Role = MessageListModel::Role;

namespace {

const protocol::RoomId launch(u"launch"_s);

/// A model with everything it stands on.
struct Fixture {
    FakeEngine engine;
    ManualClock clock;
    QTemporaryDir folder;
    AppSettings settings {folder.filePath(u"settings.ini"_s)};
    People people;
    Context context {engine, clock, settings, people, QLocale::c(), {}};
    MessageListModel model {context};
    QAbstractItemModelTester tester {&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Fixture()
    {
        clock.wall = at(10, 3);
        protocol::User self;
        self.userId = protocol::UserId(u"alex"_s);
        self.username = u"Alex"_s;
        people.setSelf(self);
        engine.self = self;
        engine.clock = &clock;
        engine.start([this](const client::Changes &changes) {
            for (auto room = changes.messages.cbegin(); room != changes.messages.cend(); ++room)
                model.apply(room.value());
        });
    }

    static WallTime at(int hour, int minute, int daysAgo = 0)
    {
        return fromEpochMillis(
            QDateTime(QDate(2026, 11, 20).addDays(-daysAgo), QTime(hour, minute, 12)).toMSecsSinceEpoch());
    }

    client::MessageEntry entry(
        protocol::Seq seq, const QString &author = u"mina"_s, const QString &text = u"hello"_s) const
    {
        client::MessageEntry row;
        row.key = u"m%1"_s.arg(seq);
        row.message.messageId = protocol::MessageId(row.key);
        row.message.roomId = launch;
        row.message.seq = seq;
        row.message.userId = protocol::UserId(author);
        row.message.username = author;
        row.message.text = text;
        row.message.timestamp = at(9, 0);
        row.own = author == "alex"_L1;
        return row;
    }
    void fill(int count)
    {
        for (int i = 1; i <= count; ++i)
            engine.history[launch].append(entry(i));
        engine.readSeq[launch] = count;
    }
    [[nodiscard]] QVariant get(int row, Role role) const { return model.data(model.index(row), int(role)); }
    [[nodiscard]] QString keys() const
    {
        QStringList list;
        for (int row = 0; row < model.count(); ++row)
            list.append(model.keyAt(row));
        return list.join(u' ');
    }
};

} // namespace

class TestMessageListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstPageIsNewestFirst();
    void pagesAreAddedWithoutReset();
    void windowStaysBounded();
    void groupsAndDays();
    void unreadLineStandsStill();
    void unreadLineMovesWhenReadAndAway();
    void pendingRowsStayLastAndSettle();
    void newBelowCountsOthersOnly();
    void staleAnswersAreDropped();
    void failureIsToldAndRetried();
    void jumpsOutsideTheWindow();
    void jumpsToPlacesOfTheRoom();
    void aFloodMovesTheWindow();
    void aFloodLeavesWhoReadsAlone();
    void readMarksFollowTheEye();
    void repliesShowWhatTheyAnswer();
    void votesAndReactionsToggle();
    void onlyChangedRolesAreTold();
    void markdownIsParsedOncePerVersion();
    void randomPlayKeepsOrder();
};

void TestMessageListModel::firstPageIsNewestFirst()
{
    Fixture f;
    QVERIFY(!f.model.isEmpty() || f.model.count() == 0);
    f.fill(3);
    QSignalSpy reveal(&f.model, &MessageListModel::revealRow);
    f.model.open(launch, {});
    QCOMPARE(f.keys(), u"m3 m2 m1"_s);
    QCOMPARE(f.get(0, Role::Time).toString(), u"09:00"_s);
    QCOMPARE(f.get(0, Role::FullTime).toString(), u"Friday, 20 November 2026, 09:00:12"_s);
    QCOMPARE(f.get(0, Role::Author).toString(), u"mina"_s);
    QCOMPARE(f.get(0, Role::Initials).toString(), u"Mi"_s);
    QCOMPARE(f.get(0, Role::Delivery).toString(), u"sent"_s);
    QCOMPARE(f.get(0, Role::PlainText).toString(), u"hello"_s);
    QCOMPARE(reveal.count(), 1);
    QCOMPARE(reveal.first().first().toInt(), 0);
    QVERIFY(!f.model.hasOlder());
    QVERIFY(!f.model.hasNewer());
}

void TestMessageListModel::pagesAreAddedWithoutReset()
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

void TestMessageListModel::windowStaysBounded()
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

void TestMessageListModel::groupsAndDays()
{
    Fixture f;
    auto yesterday = f.entry(1);
    yesterday.message.timestamp = Fixture::at(23, 59, 1);
    auto first = f.entry(2);
    first.message.timestamp = Fixture::at(0, 1);
    auto close = f.entry(3);
    close.message.timestamp = Fixture::at(0, 5);
    auto late = f.entry(4);
    late.message.timestamp = Fixture::at(0, 11);
    auto other = f.entry(5, u"theo"_s);
    other.message.timestamp = Fixture::at(0, 12);
    auto old = f.entry(0);
    old.message.timestamp = Fixture::at(12, 0, 4);
    f.engine.history[launch] = {yesterday, first, close, late, other};
    f.engine.readSeq[launch] = 5;
    f.model.open(launch, {});
    QCOMPARE(f.get(4, Role::DayTitle).toString(), u"Yesterday"_s);
    QCOMPARE(f.get(3, Role::DayTitle).toString(), u"Today"_s);
    QVERIFY(!f.get(3, Role::Grouped).toBool()); // a day between them
    QVERIFY(f.get(2, Role::Grouped).toBool());
    QVERIFY(!f.get(1, Role::Grouped).toBool()); // six minutes
    QVERIFY(!f.get(0, Role::Grouped).toBool()); // somebody else
    f.engine.tellRows(launch, {}, {u"m2"_s});
    QCOMPARE(f.get(2, Role::DayTitle).toString(), u"Today"_s); // inherited by the next
    QVERIFY(!f.get(2, Role::Grouped).toBool());
}

void TestMessageListModel::unreadLineStandsStill()
{
    Fixture f;
    f.fill(5);
    f.engine.readSeq[launch] = 3;
    f.model.open(launch, {});
    QCOMPARE(f.model.firstUnreadRow(), 1);
    QCOMPARE(f.get(1, Role::UnreadTitle).toString(), u"New since 09:00"_s);
    QVERIFY(f.get(0, Role::UnreadTitle).toString().isEmpty());
    f.model.visibleRange(0, 4);
    f.model.setReading(true);
    f.engine.arrive(f.entry(6));
    QCOMPARE(f.model.firstUnreadRow(), 2); // the same message
    f.model.markAllRead();
    QCOMPARE(f.model.firstUnreadRow(), -1);
    QCOMPARE(f.engine.lastCall(), u"markRead launch 6"_s);
}

void TestMessageListModel::unreadLineMovesWhenReadAndAway()
{
    Fixture f;
    f.fill(3);
    f.model.open(launch, {});
    QCOMPARE(f.model.firstUnreadRow(), -1);
    f.engine.arrive(f.entry(4)); // seen as it comes
    QCOMPARE(f.model.firstUnreadRow(), -1);
    f.model.setAtEnd(true);
    f.model.setReading(false); // the window is in the background
    f.engine.arrive(f.entry(5));
    f.engine.arrive(f.entry(6));
    QCOMPARE(f.model.firstUnreadRow(), 1);
    QCOMPARE(f.get(1, Role::UnreadTitle).toString(), u"New since 10:03"_s);
}

void TestMessageListModel::pendingRowsStayLastAndSettle()
{
    Fixture f;
    f.fill(2);
    f.model.open(launch, {});
    f.engine.send({launch, u"one"_s, {}, {}});
    f.engine.send({launch, u"two"_s, {}, {}});
    QCOMPARE(f.keys(), u"own-2 own-1 m2 m1"_s);
    QCOMPARE(f.get(0, Role::Delivery).toString(), u"pending"_s);
    f.engine.arrive(f.entry(3));
    QCOMPARE(f.keys(), u"own-2 own-1 m3 m2 m1"_s);
    const QPersistentModelIndex second(f.model.index(0));
    auto settled = f.entry(4, u"alex"_s, u"two"_s);
    settled.key = u"own-2"_s;
    f.engine.tellRows(launch, {settled}); // the second was acknowledged before the first
    QCOMPARE(f.keys(), u"own-1 own-2 m3 m2 m1"_s);
    QCOMPARE(second.row(), 1); // moved, not replaced
    auto failed = *f.model.entry(u"own-1"_s);
    failed.delivery = client::Delivery::Failed;
    failed.failure = u"Too long"_s;
    f.engine.tellRows(launch, {failed});
    QCOMPARE(f.get(0, Role::Delivery).toString(), u"failed"_s);
    QCOMPARE(f.get(0, Role::Failure).toString(), u"Too long"_s);
    f.model.retry(u"own-1"_s);
    QCOMPARE(f.engine.lastCall(), u"retry own-1"_s);
    f.model.discard(u"own-1"_s);
    QCOMPARE(f.engine.lastCall(), u"discard own-1"_s);
    QCOMPARE(f.model.lastOwnKey(), u"own-2"_s);
}

void TestMessageListModel::newBelowCountsOthersOnly()
{
    Fixture f;
    f.fill(30);
    f.model.open(launch, {});
    f.model.setAtEnd(false);
    f.engine.arrive(f.entry(31));
    f.engine.arrive(f.entry(32, u"alex"_s));
    f.engine.arrive(f.entry(33));
    QCOMPARE(f.model.newBelow(), 2);
    QCOMPARE(f.model.newBelowText(), u"2 new messages"_s);
    auto edited = f.entry(33);
    edited.message.text = u"changed"_s;
    f.engine.tellRows(launch, {edited});
    QCOMPARE(f.model.newBelow(), 2);
    QSignalSpy end(&f.model, &MessageListModel::endReached);
    f.model.setAtEnd(true);
    QCOMPARE(f.model.newBelow(), 0);
    QCOMPARE(end.count(), 1);
}

void TestMessageListModel::staleAnswersAreDropped()
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

void TestMessageListModel::failureIsToldAndRetried()
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

void TestMessageListModel::jumpsOutsideTheWindow()
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

void TestMessageListModel::jumpsToPlacesOfTheRoom()
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

void TestMessageListModel::aFloodMovesTheWindow()
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

void TestMessageListModel::aFloodLeavesWhoReadsAlone()
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

void TestMessageListModel::readMarksFollowTheEye()
{
    Fixture f;
    f.fill(40);
    f.engine.readSeq[launch] = 10;
    f.model.open(launch, {});
    f.model.setAtEnd(false);
    f.model.visibleRange(20, 35);
    QTRY_COMPARE(f.engine.count(u"markRead"_s), 1);
    QCOMPARE(f.engine.lastCall(), u"markRead launch 20"_s);
    f.model.visibleRange(25, 39); // further up: nothing new
    f.model.setReading(false);
    f.model.visibleRange(0, 15); // nobody looks
    f.model.open(launch, {}); // would flush a mark that waits
    QCOMPARE(f.engine.count(u"markRead"_s), 1);
    f.model.setReading(true);
    f.model.setAtEnd(true);
    f.model.setAtEnd(true);
    QTRY_COMPARE(f.engine.lastCall(), u"markRead launch 40"_s);
}

void TestMessageListModel::repliesShowWhatTheyAnswer()
{
    Fixture f;
    f.fill(100);
    auto near = f.entry(101, u"theo"_s);
    near.message.replyTo = protocol::MessageId(u"m99"_s);
    auto far = f.entry(102, u"theo"_s);
    far.message.replyTo = protocol::MessageId(u"m1"_s);
    f.engine.history[launch].append({near, far});
    f.engine.readSeq[launch] = 102;
    f.model.open(launch, {});
    QCOMPARE(f.get(1, Role::ReplyAuthor).toString(), u"mina"_s);
    QCOMPARE(f.get(1, Role::ReplyText).toString(), u"hello"_s);
    QCOMPARE(f.get(0, Role::ReplyAuthor).toString(), u"mina"_s); // asked for: it is outside the window
    QCOMPARE(f.get(0, Role::ReplyKey).toString(), u"m1"_s);
    auto edited = f.entry(99);
    edited.message.text = u"changed"_s;
    f.engine.tellRows(launch, {edited});
    QCOMPARE(f.get(1, Role::ReplyText).toString(), u"changed"_s);
}

void TestMessageListModel::votesAndReactionsToggle()
{
    Fixture f;
    auto row = f.entry(1);
    row.message.reactions = {{u"👀"_s, {protocol::UserId(u"alex"_s), protocol::UserId(u"mina"_s)}}};
    protocol::Poll poll;
    poll.options = {u"Yes"_s, u"No"_s};
    poll.counts = {3, 1};
    poll.ownVotes = {0};
    poll.closesAt = Fixture::at(12, 3);
    row.message.poll = poll;
    f.engine.history[launch] = {row};
    f.people.learn(protocol::UserId(u"mina"_s), u"Mina"_s);
    f.model.open(launch, {});
    const auto chips = f.get(0, Role::Reactions).toList();
    QCOMPARE(chips.size(), 1);
    const auto chip = chips.first().value<ReactionChip>();
    QVERIFY(chip.mine);
    QCOMPARE(chip.names, u"Mina and you"_s);
    const auto view = f.get(0, Role::Poll).value<PollView>();
    QCOMPARE(view.footer, u"4 votes · live · closes in 2 h"_s);
    QCOMPARE(view.options[0].fraction, 0.75);
    QVERIFY(view.options[0].chosen);
    f.model.react(u"m1"_s, u"👀"_s);
    QCOMPARE(f.engine.lastCall(), u"react m1 👀 off"_s);
    f.model.react(u"m1"_s, u"🎉"_s);
    QCOMPARE(f.engine.lastCall(), u"react m1 🎉 on"_s);
    f.model.vote(u"m1"_s, 1);
    QCOMPARE(f.engine.lastCall(), u"vote m1 1"_s);
    f.model.vote(u"m1"_s, 0);
    QCOMPARE(f.engine.lastCall(), u"vote m1 "_s); // taken back
    f.model.vote(u"m1"_s, 9);
    QCOMPARE(f.engine.lastCall(), u"vote m1 "_s);
    f.clock.advance(std::chrono::hours(1));
    f.model.refreshTimes();
    QCOMPARE(f.get(0, Role::Poll).value<PollView>().footer, u"4 votes · live · closes in 1 h"_s);
}

void TestMessageListModel::onlyChangedRolesAreTold()
{
    Fixture f;
    f.fill(2);
    f.model.open(launch, {});
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    f.engine.tellRows(launch, {f.entry(2)}); // the same again
    QCOMPARE(changed.count(), 0);
    f.engine.arrive(f.entry(3));
    QCOMPARE(changed.count(), 0); // neighbours kept their look
    f.engine.tellRows(launch, {}, {u"m1"_s});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(2).value<QList<int>>(),
        QList<int>({int(Role::DayTitle), int(Role::UnreadTitle), int(Role::Grouped), int(Role::Revision)}));
}

void TestMessageListModel::markdownIsParsedOncePerVersion()
{
    Fixture f;
    f.engine.history[launch] = {f.entry(1, u"mina"_s, u"`a` @Theo"_s)};
    f.settings.setTheme(AppSettings::Theme::Light);
    f.model.open(launch, {});
    const auto text = [&] { return f.get(0, Role::Blocks).toList().first().value<MessageBlock>().text; };
    const QString light = text();
    QVERIFY(!light.contains("mention:"_L1)); // nobody has heard of Theo
    f.settings.setTheme(AppSettings::Theme::Dark);
    QCOMPARE(text(), light); // kept until told
    f.model.restyle();
    QVERIFY(text() != light);
    const auto learned = f.people.learn(protocol::UserId(u"theo"_s), u"Theo"_s);
    f.model.peopleChanged(learned.users, learned.namesChanged);
    QVERIFY(text().contains("mention:theo"_L1));
}

void TestMessageListModel::randomPlayKeepsOrder()
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

QTEST_MAIN(TestMessageListModel)
#include "tst_messagelistmodel.moc"
