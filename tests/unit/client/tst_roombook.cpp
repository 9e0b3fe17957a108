#include "client/roombook.h"

#include <QTest>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

class TestRoomBook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void eventsChangeWhatIsStored();
    void reactionsStandInTheServersOrder();
    void aDraftWaitsForItsRoom();
    void ownVotesOutliveBroadcasts();
    void unreadGoesUpAndDown();
    void serverCountsWhatIsNotHere();
    void anotherEpochForgetsTheLog();
    void loadsWhatItSaved();

private:
    [[nodiscard]] RoomState &state() { return *m_book->find(m_room); }
    QList<Message> tell(const QList<RoomEvent> &events);
    [[nodiscard]] Message said(Seq seq, const QString &text) const;

    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<RoomBook> m_book;
    const RoomId m_room {u"general"_s};
    const UserId m_self {u"me"_s};
    const UserId m_mina {u"mina"_s};
};

void TestRoomBook::init()
{
    m_store = store::Store::open({}, fromEpochMillis(0));
    m_book = std::make_unique<RoomBook>(*m_store);
    m_book->setSelf(m_self);
    Room room;
    room.roomId = m_room;
    room.name = u"general"_s;
    room.epoch = Epoch {u"e1"_s};
    room.member = true;
    m_store->transact([&] {
        RoomState &state = m_book->learn(room);
        static_cast<void>(state.log.joined({.room = room}));
        m_book->begun(state);
    });
}

Message TestRoomBook::said(Seq seq, const QString &text) const
{
    Message message;
    message.messageId = MessageId {u"m%1"_s.arg(seq)};
    message.roomId = m_room;
    message.seq = seq;
    message.userId = m_mina;
    message.username = u"Mina"_s;
    message.text = text;
    message.timestamp = fromEpochMillis(1'000 * seq);
    return message;
}

/// As they come over the link: through the room's log.
QList<Message> TestRoomBook::tell(const QList<RoomEvent> &events)
{
    QList<Message> changed;
    for (const RoomEvent &event : events) {
        const auto outcome = state().log.received(event);
        m_store->transact([&] { changed += m_book->apply(state(), outcome.apply); });
    }
    return changed;
}

void TestRoomBook::eventsChangeWhatIsStored()
{
    Message edited = said(1, u"hello **all**"_s);
    edited.editedAt = fromEpochMillis(9'000);
    const MessageId first = edited.messageId;
    tell({MessageCreated {said(1, u"helo"_s)}, MessageCreated {said(2, u"bye"_s)}, MessageUpdated {edited, 3},
        ReactionUpdated {m_room, first, u"👍"_s, {m_self, m_mina}, 4, {}},
        ReactionUpdated {m_room, first, u"🎉"_s, {m_mina}, 5, {}}, ReactionUpdated {m_room, first, u"👍"_s, {}, 6, {}},
        MessageDeleted {m_room, MessageId {u"m2"_s}, 7}});
    const auto message = m_store->messages().byId(first);
    QCOMPARE(message->text, u"hello **all**"_s);
    QCOMPARE(message->reactions, (QList<Reaction> {{u"🎉"_s, {m_mina}}}));
    QVERIFY(m_store->messages().byId(MessageId {u"m2"_s})->deleted);
    QVERIFY(m_store->messages().byId(MessageId {u"m2"_s})->text.isEmpty());
    QCOMPARE(state().stored.lastText, u"hello all"_s); // the newest that is not deleted, without its marks
    QCOMPARE(state().stored.position, 7);
    QCOMPARE(m_store->rooms().ranges(m_room), (QList<store::SeqRange> {{1, 7, false}}));
    QVERIFY(tell({MessageDeleted {m_room, MessageId {u"unknown"_s}, 8}}).isEmpty()); // of a page never fetched
    QCOMPARE(state().stored.position, 8);
}

// What was missed comes as it is now: the order of the events is not the order in which the reactions stand.
void TestRoomBook::reactionsStandInTheServersOrder()
{
    const QList<QString> now {u"🎉"_s, u"👍"_s, u"❤️"_s};
    const MessageId first {u"m1"_s};
    tell({MessageCreated {said(1, u"hello"_s)}, ReactionUpdated {m_room, first, u"👍"_s, {m_self}, 2, now},
        ReactionUpdated {m_room, first, u"🎉"_s, {m_mina}, 3, now},
        ReactionUpdated {m_room, first, u"❤️"_s, {m_mina}, 4, now}});
    QCOMPARE(m_store->messages().byId(first)->reactions,
        (QList<Reaction> {{u"🎉"_s, {m_mina}}, {u"👍"_s, {m_self}}, {u"❤️"_s, {m_mina}}}));
}

void TestRoomBook::aDraftWaitsForItsRoom()
{
    m_store->transact([&] { m_store->rooms().setDraft(RoomId {u"later"_s}, u"half a thought"_s); });
    Room later;
    later.roomId = RoomId {u"later"_s};
    later.name = u"later"_s;
    m_store->transact([&] { QCOMPARE(m_book->learn(later).draft, u"half a thought"_s); });
}

void TestRoomBook::ownVotesOutliveBroadcasts()
{
    Message asked = said(1, u"Lunch?"_s);
    Poll lunch;
    lunch.pollId = PollId {u"p"_s};
    lunch.question = u"Lunch?"_s;
    lunch.options = {u"a"_s, u"b"_s};
    lunch.counts = {1, 0};
    asked.poll = lunch;
    asked.poll->ownVotes = {0};
    Message pinned = asked;
    pinned.pinned = true;
    pinned.poll->ownVotes.clear();
    tell({MessageCreated {asked}, PollUpdated {m_room, asked.messageId, asked.poll->pollId, {1, 4}, 5, true, 2},
        MessageUpdated {pinned, 3}});
    const auto poll = m_store->messages().byId(asked.messageId)->poll;
    QCOMPARE(poll->ownVotes, QList {0});
    QVERIFY(m_store->messages().byId(asked.messageId)->pinned);
}

void TestRoomBook::unreadGoesUpAndDown()
{
    Message mention = said(2, u"@me"_s);
    mention.mentions = {m_self};
    Message own = said(3, u"mine"_s);
    own.userId = m_self;
    tell({MessageCreated {said(1, u"one"_s)}, MessageCreated {mention}, MessageCreated {own},
        MessageCreated {said(4, u"x"_s)}});
    QCOMPARE(state().stored.unread, 3);
    QCOMPARE(state().stored.mentions, 1);
    tell({MessageDeleted {m_room, mention.messageId, 5}});
    QCOMPARE(state().stored.unread, 2);
    QCOMPARE(state().stored.mentions, 0);
    QVERIFY(m_book->markRead(state(), 1));
    QCOMPARE(state().stored.unread, 1);
    QVERIFY(!m_book->markRead(state(), 1)); // marks never go back
    state().stored.unread = 40; // as after work that ran twice
    m_book->recountAll();
    QCOMPARE(state().stored.unread, 1);
    QVERIFY(m_book->markRead(state(), 5));
    QCOMPARE(state().stored.unread, 0);
}

void TestRoomBook::serverCountsWhatIsNotHere()
{
    Room later = state().stored.room;
    later.lastSeq = 900;
    const auto outcome = state().log.joined({.room = later, .truncated = true});
    QVERIFY(outcome.skipped);
    m_book->skipped(state());
    m_book->counted(state(), 640, 7);
    QCOMPARE(state().stored.unread, 640);
    tell({MessageCreated {said(901, u"and one more"_s)}});
    QCOMPARE(state().stored.unread, 641);
    QCOMPARE(state().stored.mentions, 7);
    QVERIFY(m_book->markRead(state(), 901));
    QCOMPARE(state().stored.unread, 0);
}

void TestRoomBook::anotherEpochForgetsTheLog()
{
    tell({MessageCreated {said(1, u"of the old log"_s)}, MessageCreated {said(2, u"this too"_s)}});
    Room told = state().stored.room;
    told.epoch = Epoch {u"e2"_s};
    told.lastSeq = 1;
    told.readSeq = 1;
    const auto outcome = state().log.joined({.room = told, .truncated = true});
    QVERIFY(outcome.restarted);
    m_book->restarted(state(), told);
    QVERIFY(!m_store->messages().byId(MessageId {u"m1"_s}));
    QVERIFY(m_store->rooms().ranges(m_room).isEmpty());
    QCOMPARE(state().stored.position, 1);
    QCOMPARE(state().stored.room.epoch, told.epoch);
    QVERIFY(state().stored.lastText.isEmpty());
}

void TestRoomBook::loadsWhatItSaved()
{
    tell({MessageCreated {said(1, u"one"_s)}});
    m_book->setMembers(state(), {m_self, m_mina});
    const auto before = state().stored;
    RoomBook again(*m_store);
    again.load();
    QVERIFY(again.find(m_room) != nullptr);
    QCOMPARE(again.find(m_room)->stored, before);
    QCOMPARE(again.find(m_room)->members.size(), 2);
    QCOMPARE(again.find(m_room)->log.position(), 1);
    QCOMPARE(again.find(m_room)->log.joinRequest(m_room).since, std::optional<Seq>(1));
    QVERIFY(!again.find(m_room)->joined);
    again.forget(m_room);
    QVERIFY(again.find(m_room) == nullptr);
    QVERIFY(m_store->rooms().all().isEmpty());
}

QTEST_APPLESS_MAIN(TestRoomBook)
#include "tst_roombook.moc"
