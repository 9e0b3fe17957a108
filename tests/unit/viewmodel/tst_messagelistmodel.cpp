#include "messagelistfixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::testing;
using Fixture = MessageListFixture;
using Role = MessageListModel::Role;

/// What a row says and where it stands.
class TestMessageListModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstPageIsNewestFirst();
    void groupsAndDays();
    void unreadLineStandsStill();
    void unreadLineMovesWhenReadAndAway();
    void pendingRowsStayLastAndSettle();
    void newBelowCountsOthersOnly();
    void readMarksFollowTheEye();
    void repliesShowWhatTheyAnswer();
    void votesAndReactionsToggle();
    void onlyChangedRolesAreTold();
    void markdownIsParsedOncePerVersion();
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

QTEST_MAIN(TestMessageListModel)
#include "tst_messagelistmodel.moc"
