#include "hubfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestHubRooms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void welcomeComesFirst();
    void joinAnswersRoomAndPeople();
    void joiningTellsTheOthers();
    void publicNamesAreUnique();
    void membersLearnOfANewRoom();
    void directRoomsAreOnePerPair();
    void leavingEndsIt();
    void readMarksOnlyRise();
    void missedEventsAreReplayed();
    void anotherEpochOrTooMuchIsTruncated();
    void plainClientsAreUnderstood();
    void chatAddressJoinsAtOnce();
    void joinsAreLimited();

private:
    std::unique_ptr<HubFixture> m;
    ConnectionId m_ann = 0;
    ConnectionId m_bob = 0;
};

void TestHubRooms::init()
{
    m = std::make_unique<HubFixture>();
    m_ann = m->connectSocket(m->guest(u"Ann"_s));
    m_bob = m->connectSocket(m->guest(u"Bob"_s));
}

void TestHubRooms::welcomeComesFirst()
{
    const QList<QJsonObject> frames = m->take(m_ann);
    QCOMPARE(frames.first().value("type"_L1), u"welcome"_s);
    const QJsonObject welcome = frames.first().value("payload"_L1).toObject();
    QCOMPARE(welcome.value("protocol"_L1), 1);
    QCOMPARE(welcome.value("self"_L1).toObject().value("username"_L1), u"Ann"_s);
    QCOMPARE(welcome.value("limits"_L1).toObject().value("messagesPerMinute"_L1), 120);
    QVERIFY(!welcome.value("sessionId"_L1).toString().isEmpty());
}

void TestHubRooms::joinAnswersRoomAndPeople()
{
    m->take(m_ann);
    m->send(m_ann, u"join_room"_s, {{u"roomId"_s, u"general"_s}, {u"since"_s, 0}}, u"1"_s);
    const QList<QJsonObject> frames = m->take(m_ann);
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames[0].value("type"_L1), u"ack"_s);
    const QJsonObject ack = frames[0].value("payload"_L1).toObject();
    QCOMPARE(ack.value("replyTo"_L1), u"1"_s);
    QCOMPARE(ack.value("truncated"_L1), false);
    QVERIFY(ack.value("events"_L1).toArray().isEmpty());
    const QJsonObject room = ack.value("room"_L1).toObject();
    QCOMPARE(room.value("kind"_L1), u"public"_s);
    QVERIFY(!room.value("epoch"_L1).toString().isEmpty());
    QCOMPARE(frames[1].value("type"_L1), u"initial_presence"_s);
    QCOMPARE(frames[1].value("payload"_L1).toArray().size(), 2);
}

void TestHubRooms::joiningTellsTheOthers()
{
    const QString room = m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Design"_s}, {u"kind"_s, u"public"_s}})
                             .value("room"_L1)
                             .toObject()
                             .value("roomId"_L1)
                             .toString();
    QCOMPARE(room, u"design"_s);
    m->take(m_ann);
    QVERIFY(!m->ask(m_bob, u"join_room"_s, {{u"roomId"_s, room}}).value("room"_L1).toObject().isEmpty());
    const QList<QJsonObject> seen = m->takeOf(m_ann, u"member_joined"_s);
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0].value("username"_L1), u"Bob"_s);
    m->ask(m_bob, u"join_room"_s, {{u"roomId"_s, room}});
    QVERIFY(m->takeOf(m_ann, u"member_joined"_s).isEmpty());
    m->restart();
    QCOMPARE(m->hub->core().state.room(protocol::RoomId {room})->members.size(), 2);
}

void TestHubRooms::publicNamesAreUnique()
{
    const QJsonObject wanted {{u"name"_s, u"Design"_s}, {u"kind"_s, u"public"_s}};
    QCOMPARE(m->ask(m_ann, u"create_room"_s, wanted).value("type"_L1), u"ack"_s);
    QCOMPARE(m->ask(m_bob, u"create_room"_s, wanted).value("code"_L1), u"conflict"_s);
    // A private room of that name is nobody's business.
    const QJsonObject hidden {{u"name"_s, u"Design"_s}, {u"kind"_s, u"private"_s}};
    QCOMPARE(m->ask(m_ann, u"create_room"_s, hidden).value("type"_L1), u"ack"_s);
    QCOMPARE(m->ask(m_bob, u"create_room"_s, hidden).value("type"_L1), u"ack"_s);
}

void TestHubRooms::membersLearnOfANewRoom()
{
    m->take(m_bob);
    const QJsonObject made = m->ask(m_ann, u"create_room"_s,
        {{u"name"_s, u"Secret"_s}, {u"kind"_s, u"private"_s}, {u"members"_s, QJsonArray {m->userId(u"Bob"_s)}}});
    const QString room = made.value("room"_L1).toObject().value("roomId"_L1).toString();
    const QList<QJsonObject> seen = m->takeOf(m_bob, u"room_updated"_s);
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0].value("room"_L1).toObject().value("roomId"_L1), room);
    // And what is said there reaches him without another word.
    m->ask(m_ann, u"send_message"_s, {{u"roomId"_s, room}, {u"clientId"_s, u"c1"_s}, {u"text"_s, u"psst"_s}});
    QCOMPARE(m->takeOf(m_bob, u"message"_s).size(), 1);
}

void TestHubRooms::directRoomsAreOnePerPair()
{
    const auto direct = [&](ConnectionId from, const QString &to) {
        return m->ask(from, u"create_room"_s, {{u"kind"_s, u"direct"_s}, {u"members"_s, QJsonArray {m->userId(to)}}});
    };
    const QJsonObject first = direct(m_ann, u"Bob"_s).value("room"_L1).toObject();
    const QJsonObject second = direct(m_bob, u"Ann"_s).value("room"_L1).toObject();
    QVERIFY(!first.value("roomId"_L1).toString().isEmpty());
    QCOMPARE(first.value("roomId"_L1), second.value("roomId"_L1));
    QCOMPARE(first.value("name"_L1), u"Bob"_s);
    QCOMPARE(second.value("name"_L1), u"Ann"_s);
    QCOMPARE(first.value("members"_L1).toArray().size(), 2);
    QCOMPARE(direct(m_ann, u"Ann"_s).value("code"_L1), u"bad_request"_s);
    QCOMPARE(
        m->ask(m_ann, u"leave_room"_s, {{u"roomId"_s, first.value("roomId"_L1)}}).value("code"_L1), u"bad_request"_s);
    m->restart();
    const ConnectionId ann = m->connectSocket(m->guest(u"Cleo"_s));
    QVERIFY(ann > 0);
    QVERIFY(m->hub->core().state.directRoom(
        pairKey(protocol::UserId {m->userId(u"Bob"_s)}, protocol::UserId {m->userId(u"Ann"_s)})));
}

void TestHubRooms::leavingEndsIt()
{
    const QJsonObject general {{u"roomId"_s, u"general"_s}};
    m->take(m_ann);
    QCOMPARE(m->ask(m_bob, u"leave_room"_s, general).value("type"_L1), u"ack"_s);
    QCOMPARE(m->takeOf(m_ann, u"member_left"_s).size(), 1);
    m->take(m_bob);
    m->ask(m_ann, u"send_message"_s, {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"c1"_s}, {u"text"_s, u"gone?"_s}});
    QVERIFY(m->take(m_bob).isEmpty());
    QCOMPARE(
        m->ask(m_bob, u"send_message"_s, {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"c2"_s}, {u"text"_s, u"x"_s}})
            .value("code"_L1),
        u"forbidden"_s);
    QCOMPARE(m->ask(m_bob, u"leave_room"_s, general).value("code"_L1), u"forbidden"_s);
    m->restart();
    QCOMPARE(m->hub->core().state.room(protocol::RoomId {u"general"_s})->members.size(), 1);
}

void TestHubRooms::readMarksOnlyRise()
{
    const QString token = m->guest(u"Cleo"_s);
    const ConnectionId one = m->connectSocket(token);
    const ConnectionId two = m->connectSocket(token);
    for (int i = 0; i < 3; ++i)
        m->ask(m_ann, u"send_message"_s,
            {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"c%1"_s.arg(i)},
                {u"text"_s, i == 1 ? u"@Cleo look"_s : u"hi"_s}});
    const auto room = [&] {
        return m->ask(one, u"join_room"_s, {{u"roomId"_s, u"general"_s}}).value("room"_L1).toObject();
    };
    QCOMPARE(room().value("unread"_L1), 3);
    QCOMPARE(room().value("mentions"_L1), 1);
    m->take(two);
    const auto read = [&](int seq) { m->ask(one, u"mark_read"_s, {{u"roomId"_s, u"general"_s}, {u"seq"_s, seq}}); };
    read(2);
    QCOMPARE(m->takeOf(two, u"read_update"_s).value(0).value("seq"_L1), 2);
    read(1);
    QVERIFY(m->takeOf(two, u"read_update"_s).isEmpty());
    QCOMPARE(room().value("readSeq"_L1), 2);
    QCOMPARE(room().value("unread"_L1), 1);
    QCOMPARE(room().value("mentions"_L1), 0);
    read(1'000'000);
    QCOMPARE(room().value("readSeq"_L1), 3);
}

void TestHubRooms::missedEventsAreReplayed()
{
    const auto say = [&](const QString &text) {
        return m->ask(
            m_ann, u"send_message"_s, {{u"roomId"_s, u"general"_s}, {u"clientId"_s, text}, {u"text"_s, text}});
    };
    const QJsonValue first = say(u"one"_s).value("messageId"_L1);
    say(u"two"_s);
    m->ask(m_ann, u"react"_s, {{u"messageId"_s, first}, {u"emoji"_s, u"👍"_s}, {u"on"_s, true}});
    m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, first}, {u"text"_s, u"one!"_s}});
    m->ask(m_ann, u"delete_message"_s, {{u"messageId"_s, first}});
    m->restart();
    const ConnectionId cleo = m->connectSocket(m->guest(u"Cleo"_s));
    const QJsonObject ack = m->ask(cleo, u"join_room"_s, {{u"roomId"_s, u"general"_s}, {u"since"_s, 1}});
    QCOMPARE(ack.value("truncated"_L1), false);
    QStringList types;
    QList<int> seqs;
    for (const QJsonValue &event : ack.value("events"_L1).toArray()) {
        types.append(event.toObject().value("type"_L1).toString());
        const auto parsed = protocol::roomEventFromEnvelope({types.last(), {}, event.toObject().value("payload"_L1)});
        QVERIFY(parsed);
        seqs.append(static_cast<int>(protocol::seqOf(*parsed)));
    }
    const QStringList expected {u"message"_s, u"reaction_updated"_s, u"message_updated"_s, u"message_deleted"_s};
    QCOMPARE(types, expected);
    QCOMPARE(seqs, (QList<int> {2, 3, 4, 5}));
}

void TestHubRooms::anotherEpochOrTooMuchIsTruncated()
{
    ServerConfig config;
    config.limits.replayEvents = 2;
    m = std::make_unique<HubFixture>(config);
    m_ann = m->connectSocket(m->guest(u"Ann"_s));
    for (int i = 0; i < 3; ++i)
        m->ask(m_ann, u"send_message"_s,
            {{u"roomId"_s, u"general"_s}, {u"clientId"_s, QString::number(i)}, {u"text"_s, u"x"_s}});
    const auto join = [&](int since, const QString &epoch) {
        QJsonObject payload {{u"roomId"_s, u"general"_s}, {u"since"_s, since}};
        if (!epoch.isEmpty())
            payload[u"epoch"_s] = epoch;
        return m->ask(m_ann, u"join_room"_s, payload);
    };
    const QString epoch = m->hub->core().state.epoch().value();
    QCOMPARE(join(1, epoch).value("events"_L1).toArray().size(), 2);
    QCOMPARE(join(3, epoch).value("truncated"_L1), false);
    QCOMPARE(join(0, epoch).value("truncated"_L1), true);
    QVERIFY(join(0, epoch).value("events"_L1).toArray().isEmpty());
    QCOMPARE(join(3, u"another"_s).value("truncated"_L1), true);
    QCOMPARE(join(4, epoch).value("truncated"_L1), true);
}

void TestHubRooms::plainClientsAreUnderstood()
{
    m->take(m_bob);
    m->sendText(m_ann, R"({"type":"join","payload":"lobby"})");
    m->sendText(m_bob, R"({"type":"join","payload":"lobby"})");
    m->sendText(m_ann, R"({"type":"broadcast","payload":{"room":"lobby","payload":"to all"}})");
    m->sendText(m_ann, R"({"type":"chat_message","data":{"text":"the cookbook's way"}})");
    QStringList texts;
    for (const QJsonObject &frame :
        m->take(m_bob)) { // Bob has spoken the rooms template's dialect: he is answered in it
        QVERIFY(frame.value("type"_L1) != u"message"_s);
        if (frame.value("type"_L1) != u"broadcast"_s)
            continue;
        QCOMPARE(frame.value("room"_L1), u"lobby"_s);
        texts.append(frame.value("payload"_L1).toObject().value("text"_L1).toString());
    }
    QCOMPARE(texts, (QStringList {u"to all"_s, u"the cookbook's way"_s}));
    m->sendText(m_bob, R"({"type":"leave","payload":"lobby"})");
    m->sendText(m_ann, R"({"type":"broadcast","payload":{"room":"lobby","payload":"alone"}})");
    QVERIFY(m->takeOf(m_bob, u"broadcast"_s).isEmpty());
}

void TestHubRooms::chatAddressJoinsAtOnce()
{
    HttpRequest request;
    request.path = u"/chat/general"_s;
    request.query.addQueryItem(u"token"_s, m->guest(u"Cleo"_s));
    request.wantsWebSocket = true;
    const Reply reply = m->raw(request);
    QCOMPARE(reply.status, 0);
    const ConnectionId id = m->edge.accepted.rbegin()->first;
    QStringList types;
    for (const QJsonObject &frame : m->take(id))
        types.append(frame.value("type"_L1).toString());
    QVERIFY(types.indexOf(u"welcome"_s) == 0);
    QVERIFY(types.contains(u"ack"_s) && types.contains(u"initial_presence"_s));
    request.path = u"/chat/nowhere"_s;
    QCOMPARE(m->raw(request).status, 404);
}

void TestHubRooms::joinsAreLimited()
{
    int refused = 0;
    for (int i = 0; i < 80; ++i)
        refused += m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Room %1"_s.arg(i)}, {u"kind"_s, u"public"_s}})
                       .value("code"_L1)
                       .toString()
            == u"rate_limited"_s;
    QVERIFY(refused > 0);
    const QJsonObject last = m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"One more"_s}, {u"kind"_s, u"public"_s}});
    QVERIFY(last.value("retryAfterMs"_L1).toInt() > 0);
}

QTEST_GUILESS_MAIN(TestHubRooms)
#include "tst_hubrooms.moc"
