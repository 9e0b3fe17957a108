#include "clienttest.h"

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

/// Rooms and the people in them.
class TestClientRooms : public ClientTest
{
    Q_OBJECT
private Q_SLOTS:
    void typingPresenceAndPointers();
    void unreadAndMentionsAreCounted();
    void readingElsewhereCountsHere();
    void privateRoomsAndLeaving();
    void directRoomsAreFoundAgain();
    void pollsAreLive();
};

void TestClientRooms::typingPresenceAndPointers()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    EVENTUALLY_EQUAL(alex->people[mina->id()].status, Status::Online);
    EVENTUALLY(alex->members[m_general].contains(mina->id()));

    mina->client().typing(m_general);
    EVENTUALLY_EQUAL(alex->typing[m_general].size(), 1);
    QCOMPARE(alex->typing[m_general][0].username, u"Mina"_s);
    send(*mina, u"done typing"_s);
    EVENTUALLY(alex->typing[m_general].isEmpty());
    mina->client().typing(m_general);
    EVENTUALLY_EQUAL(alex->typing[m_general].size(), 1);
    EVENTUALLY(alex->typing[m_general].isEmpty()); // after two seconds of silence
    QVERIFY(mina->typing.value(m_general).isEmpty()); // never of oneself

    const QString surface = u"room:"_s + m_general.value();
    for (int i = 1; i <= 20; ++i)
        mina->client().moveCursor(surface, i / 20.0, 0.5, u"m1"_s);
    EVENTUALLY_EQUAL(alex->cursors[mina->id()].x, 1.0); // the latest place always arrives
    QCOMPARE(alex->cursors[mina->id()].anchor, u"m1"_s);
    mina->client().leaveCursor(surface);
    EVENTUALLY(!alex->cursors.contains(mina->id()));

    mina->client().userActive(false);
    EVENTUALLY_EQUAL(alex->people[mina->id()].status, Status::Away);
    mina->client().userActive(true);
    EVENTUALLY_EQUAL(alex->people[mina->id()].status, Status::Online);
    mina->client().setStatus(Status::Dnd, u"In a meeting"_s);
    EVENTUALLY_EQUAL(alex->people[mina->id()].note, u"In a meeting"_s);
    QCOMPARE(alex->people[mina->id()].status, Status::Dnd);
    mina->client().userActive(false); // chosen, so it stays
    mina->client().moveCursor(surface, 0.1, 0.1, {});
    EVENTUALLY(alex->cursors.contains(mina->id()));
    QCOMPARE(alex->people[mina->id()].status, Status::Dnd);
    mina->quit();
    EVENTUALLY(!alex->cursors.contains(mina->id()));
    EVENTUALLY_EQUAL(alex->people[mina->id()].status, Status::Offline);
}

void TestClientRooms::unreadAndMentionsAreCounted()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    QVERIFY(QTest::qWaitFor([&] { return mina->connection.notificationsLive; }, patience));
    send(*alex, u"one"_s);
    const QString mention = send(*alex, u"@Mina, look"_s);
    send(*alex, u"three"_s);
    EVENTUALLY_EQUAL(mina->rooms[m_general].unread, 3);
    QCOMPARE(mina->rooms[m_general].mentions, 1);
    QCOMPARE(alex->rooms[m_general].unread, 0);
    QVERIFY(mina->row(m_general, u"@Mina, look"_s)->mentionsMe);
    EVENTUALLY_EQUAL(mina->notifications.size(), 1);
    const MessageEntry row = *mina->row(m_general, u"@Mina, look"_s);
    QCOMPARE(mina->notifications[0].messageId, row.message.messageId);
    QCOMPARE(mina->notifications[0].message, u"@Mina, look"_s);

    mina->client().markRead(m_general, mina->row(m_general, u"one"_s)->message.seq);
    EVENTUALLY_EQUAL(mina->rooms[m_general].unread, 2);
    QVERIFY(mina->notificationsRead.isEmpty());
    alex->client().remove(mention);
    EVENTUALLY_EQUAL(mina->rooms[m_general].unread, 1);
    QCOMPARE(mina->rooms[m_general].mentions, 0);
    EVENTUALLY_EQUAL(mina->notifications[0].message, QString()); // nor are its words kept there
    mina->client().markRead(m_general, mina->row(m_general, u"three"_s)->message.seq);
    EVENTUALLY_EQUAL(mina->rooms[m_general].unread, 0);
    EVENTUALLY_EQUAL(mina->notificationsRead.size(), 1); // who has read it needs no notice of it
}

void TestClientRooms::readingElsewhereCountsHere()
{
    const auto alex = join(u"Alex"_s);
    const auto session = Peer::signIn(m_server->url(), u"Mina"_s);
    Peer desk(session);
    Peer laptop(session, m_folder->filePath(u"laptop.sqlite"_s));
    for (Peer *peer : {&desk, &laptop}) {
        peer->open();
        EVENTUALLY(peer->isConnected() && peer->rooms.contains(m_general));
        static_cast<void>(peer->page({.roomId = m_general}));
    }
    send(*alex, u"news"_s);
    EVENTUALLY(desk.rooms[m_general].unread == 1 && laptop.rooms[m_general].unread == 1);
    desk.client().markRead(m_general, desk.row(m_general, u"news"_s)->message.seq);
    EVENTUALLY_EQUAL(laptop.rooms[m_general].unread, 0);
    const QString key = send(desk, u"from the desk"_s);
    EVENTUALLY(laptop.messages[m_general].contains(key)); // the same key on both, and own
    QVERIFY(laptop.messages[m_general][key].own);
    laptop.quit();
    send(*alex, u"more"_s);
    EVENTUALLY_EQUAL(desk.rooms[m_general].unread, 1);
    desk.client().markRead(m_general, desk.row(m_general, u"more"_s)->message.seq);
    laptop.open();
    EVENTUALLY(laptop.row(m_general, u"more"_s));
    EVENTUALLY_EQUAL(laptop.rooms[m_general].unread, 0);
}

void TestClientRooms::privateRoomsAndLeaving()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    const auto omar = join(u"Omar"_s);
    std::optional<Room> made;
    alex->client().createRoom(
        {.name = u"secret"_s, .kind = RoomKind::Private, .topic = u"Plans"_s, .members = {mina->id()}}, this,
        [&](const Result<Room> &room) {
            if (room)
                made = *room;
        });
    EVENTUALLY(made);
    EVENTUALLY(!mina->roomCalled(u"secret"_s).isEmpty());
    alex->client().send({.roomId = made->roomId, .text = u"psst"_s, .replyToKey = {}, .threadId = std::nullopt});
    EVENTUALLY(mina->row(made->roomId, u"psst"_s));
    QVERIFY(omar->roomCalled(u"secret"_s).isEmpty());
    QList<Room> seen;
    omar->client().browseRooms(this, [&](const Result<QList<Room>> &rooms) { seen = *rooms; });
    EVENTUALLY(!seen.isEmpty());
    QVERIFY(std::ranges::none_of(seen, [](const Room &room) { return room.name == "secret"_L1; }));
    std::optional<Errc> refused;
    omar->client().joinRoom(made->roomId, this, [&](const Result<Room> &room) {
        if (!room)
            refused = room.error().code;
    });
    EVENTUALLY_EQUAL(refused, std::optional(Errc::NotFound));

    mina->client().leaveRoom(made->roomId);
    EVENTUALLY(mina->roomCalled(u"secret"_s).isEmpty());
    EVENTUALLY(!alex->members[made->roomId].contains(mina->id()));
    alex->client().send({.roomId = made->roomId, .text = u"gone?"_s, .replyToKey = {}, .threadId = std::nullopt});
    EVENTUALLY(alex->row(made->roomId, u"gone?"_s)->delivery == Delivery::Sent);
    QVERIFY(!mina->messages.contains(made->roomId));
}

void TestClientRooms::directRoomsAreFoundAgain()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    QList<RoomId> made;
    for (int i = 0; i < 2; ++i) {
        alex->client().createRoom({.name = {}, .kind = RoomKind::Direct, .topic = {}, .members = {mina->id()}}, this,
            [&](const Result<Room> &room) {
                if (room)
                    made.append(room->roomId);
            });
        EVENTUALLY_EQUAL(made.size(), i + 1);
    }
    QCOMPARE(made[0], made[1]);
    alex->client().send({.roomId = made[0], .text = u"just you"_s, .replyToKey = {}, .threadId = std::nullopt});
    EVENTUALLY(mina->row(made[0], u"just you"_s));
    QCOMPARE(mina->rooms[made[0]].room.name, u"Alex"_s);
    QCOMPARE(mina->rooms[made[0]].unread, 1);
    EVENTUALLY_EQUAL(mina->notifications.size(), 1);
}

void TestClientRooms::pollsAreLive()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    alex->client().createPoll(
        {.roomId = m_general, .question = u"Lunch?"_s, .options = {u"Yes"_s, u"No"_s}, .closesAt = std::nullopt});
    EVENTUALLY(mina->row(m_general, u"Lunch?"_s));
    const QString theirs = mina->row(m_general, u"Lunch?"_s)->key;
    EVENTUALLY(alex->row(m_general, u"Lunch?"_s) && alex->row(m_general, u"Lunch?"_s)->delivery == Delivery::Sent);
    const QString own = alex->row(m_general, u"Lunch?"_s)->key;
    mina->client().vote(theirs, {1});
    EVENTUALLY_EQUAL(alex->messages[m_general][own].message.poll->counts, (QList {0, 1}));
    alex->client().vote(own, {0});
    EVENTUALLY_EQUAL(mina->messages[m_general][theirs].message.poll->counts, (QList {1, 1}));
    EVENTUALLY(!alex->messages[m_general][own].changePending && !mina->messages[m_general][theirs].changePending);
    QCOMPARE(alex->messages[m_general][own].message.poll->counts, (QList {1, 1}));
    QCOMPARE(alex->messages[m_general][own].message.poll->ownVotes, QList {0});
    QCOMPARE(mina->messages[m_general][theirs].message.poll->ownVotes, QList {1});
    mina->client().vote(theirs, {0});
    EVENTUALLY_EQUAL(alex->messages[m_general][own].message.poll->counts, (QList {2, 0}));
    QCOMPARE(alex->messages[m_general][own].message.poll->voters, 2);
    alex->client().closePoll(own);
    EVENTUALLY(mina->messages[m_general][theirs].message.poll->closed);
}

QTEST_GUILESS_MAIN(TestClientRooms)
#include "tst_clientrooms.moc"
