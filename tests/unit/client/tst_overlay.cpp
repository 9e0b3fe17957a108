#include "client/overlay.h"

#include <QTest>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

class TestOverlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unsentMessagesLookLikeTheyWill();
    void whatWaitsIsShownOnTheRow();
    void reactionsComeAndGo();
    void votesReplaceOlderVotes();
    void keysStayTheSame();

private:
    const User m_self {UserId {u"me"_s}, u"Alex"_s, u"#0F766E"_s, Role::Member};
    const WallTime m_now = fromEpochMillis(1'700'000'000'000);
    const RoomId m_room {u"general"_s};

    [[nodiscard]] Message message() const
    {
        Message message;
        message.messageId = MessageId {u"m1"_s};
        message.clientId = ClientId {u"c1"_s};
        message.roomId = m_room;
        message.seq = 1;
        message.userId = m_self.userId;
        message.text = u"old"_s;
        return message;
    }
};

void TestOverlay::unsentMessagesLookLikeTheyWill()
{
    sync::Outbox outbox;
    const ClientId key {u"c9"_s};
    static_cast<void>(outbox.add(m_room, SendMessage {.roomId = m_room, .clientId = key, .text = u"hello"_s}));
    static_cast<void>(outbox.add(m_room, React {MessageId {u"c9"_s}, u"👍"_s, true}, key));
    const MessageEntry row = unsentRow(*outbox.find(key), outbox.entriesOf(m_room), m_self, m_now);
    QCOMPARE(row.key, u"c9"_s);
    QCOMPARE(row.delivery, Delivery::Pending);
    QVERIFY(row.own);
    QVERIFY(row.changePending);
    QCOMPARE(row.message.text, u"hello"_s);
    QCOMPARE(row.message.username, u"Alex"_s);
    QCOMPARE(row.message.timestamp, m_now);
    QCOMPARE(row.message.reactions, (QList<Reaction> {{u"👍"_s, {m_self.userId}}}));
}

void TestOverlay::whatWaitsIsShownOnTheRow()
{
    sync::Outbox outbox;
    static_cast<void>(outbox.add(m_room, EditMessage {MessageId {u"m1"_s}, u"new"_s}));
    static_cast<void>(outbox.add(m_room, PinMessage {MessageId {u"m1"_s}, true}));
    static_cast<void>(outbox.add(m_room, EditMessage {MessageId {u"m2"_s}, u"another's"_s}));
    const auto entries = outbox.entriesOf(m_room);
    MessageEntry row = sentRow(message(), entries, m_self.userId, m_now);
    QCOMPARE(row.message.text, u"new"_s);
    QVERIFY(row.message.editedAt);
    QVERIFY(row.message.pinned);
    QVERIFY(row.changePending);
    QCOMPARE(row.delivery, Delivery::Sent);
    row = sentRow(message(), {}, m_self.userId, m_now); // rolled back
    QCOMPARE(row.message, message());
    QVERIFY(!row.changePending);
}

void TestOverlay::reactionsComeAndGo()
{
    Message target = message();
    const UserId mina {u"mina"_s};
    target.reactions = {{u"👍"_s, {mina}}};
    applyRequest(target, React {target.messageId, u"👍"_s, true}, m_self.userId, m_now);
    applyRequest(target, React {target.messageId, u"👍"_s, true}, m_self.userId, m_now); // idempotent
    QCOMPARE(target.reactions[0].users, (QList {mina, m_self.userId}));
    applyRequest(target, React {target.messageId, u"🎉"_s, true}, m_self.userId, m_now);
    QCOMPARE(target.reactions.size(), 2);
    applyRequest(target, React {target.messageId, u"🎉"_s, false}, m_self.userId, m_now);
    applyRequest(target, React {target.messageId, u"👍"_s, false}, m_self.userId, m_now);
    QCOMPARE(target.reactions, (QList<Reaction> {{u"👍"_s, {mina}}}));
    applyRequest(target, React {target.messageId, u"🔥"_s, false}, m_self.userId, m_now);
    QCOMPARE(target.reactions.size(), 1);
}

void TestOverlay::votesReplaceOlderVotes()
{
    Message target = message();
    Poll poll;
    poll.pollId = PollId {u"p1"_s};
    poll.options = {u"Yes"_s, u"No"_s, u"Maybe"_s};
    poll.counts = {3, 1, 0};
    poll.voters = 4;
    poll.ownVotes = {0};
    target.poll = poll;
    applyRequest(target, Vote {poll.pollId, {2}}, m_self.userId, m_now);
    QCOMPARE(target.poll->counts, (QList {2, 1, 1}));
    QCOMPARE(target.poll->voters, 4);
    applyRequest(target, Vote {poll.pollId, {}}, m_self.userId, m_now);
    QCOMPARE(target.poll->counts, (QList {2, 1, 0}));
    QCOMPARE(target.poll->voters, 3);
    applyRequest(target, Vote {poll.pollId, {7, -1}}, m_self.userId, m_now); // out of range: only the server can refuse
    QCOMPARE(target.poll->counts, (QList {2, 1, 0}));
    applyRequest(target, ClosePoll {poll.pollId}, m_self.userId, m_now);
    QVERIFY(target.poll->closed);
}

void TestOverlay::keysStayTheSame()
{
    Message own = message();
    QCOMPARE(keyOf(own, m_self.userId), u"c1"_s);
    own.userId = UserId {u"mina"_s};
    QCOMPARE(keyOf(own, m_self.userId), u"m1"_s);
    own.userId = m_self.userId;
    own.clientId = {};
    QCOMPARE(keyOf(own, m_self.userId), u"m1"_s);
}

QTEST_APPLESS_MAIN(TestOverlay)
#include "tst_overlay.moc"
