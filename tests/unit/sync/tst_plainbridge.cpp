#include "sync/plainbridge.h"

#include "protocol/notices.h"

#include <QTest>

#include <deque>
#include <memory>

using namespace coterie;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;
using plain::Dialect;
using sync::PlainBridge;
using sync::PlainStep;
using sync::Repeat;

namespace {

const RoomId general {u"general"_s};

/// A client behind a bridge: what it was told, and what left for the server.
struct Person {
    explicit Person(const QString &name) : bridge(name, u"test"_s, Random(7)) { }

    PlainBridge bridge;
    Instant now {Millis(1'000'000)};
    WallTime wall {fromEpochMillis(1'700'000'000'000)};
    QList<Envelope> events;
    QList<QByteArray> frames;

    void take(const PlainStep &step)
    {
        events += step.events;
        frames += step.frames;
    }
    void pass(Millis time)
    {
        now += time;
        wall += time;
        take(bridge.passed(now));
    }
    void link(Dialect dialect)
    {
        take(bridge.linkUp(dialect, wall));
        ask(JoinRoom {.roomId = general, .since = position, .epoch = epoch}, u"j"_s);
        epoch = Epoch {u"plain"_s};
    }
    void ask(const Request &request, const QString &id, Repeat repeat = Repeat::No)
    {
        take(bridge.request(toEnvelope(request, id), repeat, now, wall));
    }
    void send(const QString &clientId, const QString &text, Repeat repeat = Repeat::No)
    {
        ask(SendMessage {.roomId = general, .clientId = ClientId {clientId}, .text = text}, u"s-"_s + clientId, repeat);
    }
    void hear(const plain::Event &event) { take(bridge.received(event, now, wall)); }
    void hear(const QByteArray &bytes)
    {
        const auto heard = plain::decode(bytes);
        for (const plain::Frame &frame : *heard)
            hear(frame.event);
    }
    [[nodiscard]] QList<Message> messages() const
    {
        QList<Message> list;
        for (const Envelope &event : events) {
            const auto known =
                isRoomEvent(event.type) ? roomEventFromEnvelope(event) : Result<RoomEvent>(Errc::NotFound);
            if (known)
                list.append(std::get<MessageCreated>(*known).message);
        }
        return list;
    }
    [[nodiscard]] std::optional<Envelope> answerTo(const QString &id) const
    {
        for (const Envelope &event : events) {
            if (replyToOf(event) == id)
                return event;
        }
        return std::nullopt;
    }
    [[nodiscard]] int sentCount(const QString &clientId) const
    {
        return int(std::ranges::count_if(frames, [&](const QByteArray &f) { return f.contains(clientId.toUtf8()); }));
    }

    std::optional<Seq> position {};
    std::optional<Epoch> epoch {};
};

plain::Message said(
    const QString &id, const plain::Author &author, const QString &text, std::optional<WallTime> time = std::nullopt)
{
    return {.room = u"general"_s, .id = id, .clientId = {}, .author = author, .text = text, .timestamp = time};
}

} // namespace

/// A Coterie server made out of a plain one.
class TestPlainBridge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEchoWithTheIdConfirms();
    void anEchoWithoutTheIdConfirmsByAuthorTextAndTime();
    void aClockThatIsHoursOffDoesNotMatter();
    void whatComesTooLateDoesNotConfirm();
    void withoutAnEchoItFailsAfterTenSeconds();
    void aLateEchoStillCounts();
    void somebodyElsesSameWordsDoNot();
    void theServersNameForUsIsLearned();
    void whatMayHaveLeftIsNotSentAgain();
    void theHistoryConfirmsWhatLeft();
    void numbersGoOnWhereTheClientIs();
    void onlyTheNewPartOfAHistoryIsNews();
    void idsThatBeginAgainAreOtherMessages();
    void whatItCannotDoIsSaid_data();
    void whatItCannotDoIsSaid();
    void aCorrectedDialectSaysEverythingAgain();
    void answersAPing();
    void randomPlay_data();
    void randomPlay();
};

void TestPlainBridge::anEchoWithTheIdConfirms()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    QCOMPARE(ann.events.first().type, u"welcome"_s);
    QVERIFY(welcomeFromJson(ann.events.first().object()));
    ann.send(u"c1"_s, u"hello"_s);
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.pass(Millis(9'000)); // an id needs no time
    ann.hear(said(u"c1"_s, {u"visitor-9"_s, u"Somebody"_s}, u"hello!"_s));
    const auto ack = sendAckFromJson(ann.answerTo(u"s-c1"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->seq, 1);
    QCOMPARE(ann.messages().size(), 1);
    QCOMPARE(ann.messages().first().clientId, ClientId {u"c1"_s});
    QCOMPARE(ann.messages().first().userId, PlainBridge::selfNamed(u"Ann"_s).userId);
    QCOMPARE(ann.messages().first().text, u"hello!"_s); // as the server has it
    ann.hear(said(u"c1"_s, {u"visitor-9"_s, u"Somebody"_s}, u"hello!"_s));
    QCOMPARE(ann.messages().size(), 1);
}

void TestPlainBridge::anEchoWithoutTheIdConfirmsByAuthorTextAndTime()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"ok"_s);
    ann.send(u"c2"_s, u"ok"_s);
    ann.pass(Millis(1'000));
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s));
    QVERIFY(ann.answerTo(u"s-c1"_s));
    QVERIFY(!ann.answerTo(u"s-c2"_s)); // one echo confirms one message
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s));
    QCOMPARE(ann.answerTo(u"s-c2"_s)->type, u"ack"_s);
}

void TestPlainBridge::aClockThatIsHoursOffDoesNotMatter()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"ok"_s);
    ann.pass(Millis(1'000));
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s, ann.wall + std::chrono::hours(5)));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainBridge::whatComesTooLateDoesNotConfirm()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.send(u"c1"_s, u"ok"_s);
    const WallTime sentAt = ann.wall;
    ann.pass(Millis(6'000));
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s)); // ours, from another device
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    QCOMPARE(ann.messages().last().userId, PlainBridge::selfNamed(u"Ann"_s).userId);
    ann.hear(said({}, {{}, u"Ann"_s}, u"ok"_s, sentAt + Millis(100))); // slow, but stamped in time
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainBridge::withoutAnEchoItFailsAfterTenSeconds()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"anybody?"_s);
    QVERIFY(ann.bridge.nextWake() == ann.now + Millis(10'000));
    ann.pass(Millis(9'999));
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.pass(Millis(1));
    const auto error = wireErrorFromJson(ann.answerTo(u"s-c1"_s)->object());
    QVERIFY(error);
    QCOMPARE(error->message, u"The server did not confirm it."_s);
    QVERIFY(error->code == ErrorCode::Internal); // one that no outbox retries by itself
    QVERIFY(!ann.bridge.nextWake());
}

void TestPlainBridge::aLateEchoStillCounts()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"slow"_s);
    ann.pass(Millis(10'000));
    ann.events.clear();
    ann.hear(said(u"c1"_s, {{}, u"Ann"_s}, u"slow"_s));
    QCOMPARE(ann.messages().size(), 1);
    QCOMPARE(ann.messages().first().clientId, ClientId {u"c1"_s}); // by which the outbox knows it
    QVERIFY(!ann.answerTo(u"s-c1"_s));
}

void TestPlainBridge::somebodyElsesSameWordsDoNot()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Chapter);
    ann.hear(plain::History {u"general"_s, {}});
    ann.hear(said(u"m1"_s, {u"u2"_s, u"Ben"_s}, u"hi"_s));
    ann.send(u"c1"_s, u"ok"_s);
    ann.hear(said(u"m2"_s, {u"u2"_s, u"Ben"_s}, u"ok"_s));
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    QCOMPARE(ann.messages().last().userId, UserId {u"u2"_s});
    plain::Message foreign = said(u"m3"_s, {{}, u"Ann"_s}, u"ok"_s);
    foreign.clientId = u"another client's"_s;
    ann.hear(foreign);
    QVERIFY(!ann.answerTo(u"s-c1"_s));
}

void TestPlainBridge::theServersNameForUsIsLearned()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.hear(plain::UserInfo {{u"v7"_s, u"Visitor 7"_s}});
    ann.send(u"c1"_s, u"one"_s);
    ann.hear(said(u"x1"_s, {u"v8"_s, u"Visitor 8"_s}, u"one"_s)); // never heard, but not us: the server has said so
    QVERIFY(!ann.answerTo(u"s-c1"_s));
    ann.hear(said(u"x2"_s, {u"v7"_s, u"Visitor 7"_s}, u"one"_s));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
    QCOMPARE(ann.messages().last().username, u"Ann"_s);

    Person ben(u"Ben"_s); // told nothing: the first echo tells
    ben.link(Dialect::Cookbook);
    ben.send(u"c1"_s, u"one"_s);
    ben.hear(said(u"x1"_s, {u"v9"_s, u"Visitor 9"_s}, u"one"_s));
    QCOMPARE(ben.answerTo(u"s-c1"_s)->type, u"ack"_s);
    ben.send(u"c2"_s, u"two"_s);
    ben.hear(said(u"x2"_s, {u"v1"_s, u"Visitor 1"_s}, u"two"_s));
    QVERIFY(!ben.answerTo(u"s-c2"_s));
}

void TestPlainBridge::whatMayHaveLeftIsNotSentAgain()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"gone?"_s);
    ann.bridge.linkLost();
    ann.position = 0;
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"gone?"_s, Repeat::Maybe);
    QCOMPARE(ann.sentCount(u"c1"_s), 1);
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"error"_s);
    ann.events.clear();
    ann.send(u"c1"_s, u"gone?"_s); // the person wants it
    QCOMPARE(ann.sentCount(u"c1"_s), 2);
    ann.hear(said(u"c1"_s, {{}, u"Ann"_s}, u"gone?"_s));
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainBridge::theHistoryConfirmsWhatLeft()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Chapter);
    ann.hear(plain::History {u"general"_s, {}});
    ann.send(u"c1"_s, u"arrived"_s);
    ann.send(u"c2"_s, u"did not"_s);
    const WallTime sentAt = ann.wall;
    ann.bridge.linkLost();
    ann.pass(Millis(60'000));
    ann.position = 0;
    ann.link(Dialect::Chapter);
    ann.send(u"c1"_s, u"arrived"_s, Repeat::Maybe);
    ann.send(u"c2"_s, u"did not"_s, Repeat::Maybe);
    QVERIFY(!ann.answerTo(u"s-c1"_s)); // the history is not here yet
    ann.hear(plain::History {u"general"_s, {said(u"m1"_s, {u"u1"_s, u"Ann"_s}, u"arrived"_s, sentAt)}});
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
    QCOMPARE(ann.answerTo(u"s-c2"_s)->type, u"error"_s);
    QCOMPARE(ann.sentCount(u"c1"_s), 1);
    QCOMPARE(ann.sentCount(u"c2"_s), 1);
}

void TestPlainBridge::numbersGoOnWhereTheClientIs()
{
    Person ann(u"Ann"_s);
    ann.position = 41;
    ann.epoch = Epoch {u"plain"_s};
    ann.link(Dialect::Rooms);
    const auto ack = joinAckFromJson(ann.answerTo(u"j"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->room.lastSeq, 41);
    QVERIFY(!ack->truncated);
    QVERIFY(ack->events.isEmpty());
    ann.hear(said({}, {{}, u"Ben"_s}, u"hi"_s));
    QCOMPARE(ann.messages().first().seq, 42);
}

void TestPlainBridge::onlyTheNewPartOfAHistoryIsNews()
{
    Person ann(u"Ann"_s);
    Message known;
    known.messageId = MessageId {u"m2"_s};
    known.roomId = general;
    known.seq = 2;
    known.userId = UserId {u"u2"_s};
    known.username = u"Ben"_s;
    known.text = u"two"_s;
    ann.bridge.remember({known});
    ann.position = 2;
    ann.epoch = Epoch {u"plain"_s};
    ann.link(Dialect::Chapter);
    ann.hear(said(u"m4"_s, {u"u2"_s, u"Ben"_s}, u"four"_s)); // live, before the history
    const plain::Author ben {u"u2"_s, u"Ben"_s};
    ann.hear(plain::History {u"general"_s,
        {said(u"m1"_s, ben, u"one"_s), said(u"m2"_s, ben, u"two"_s), said(u"m3"_s, ben, u"three"_s),
            said(u"m4"_s, ben, u"four"_s)}});
    const auto ack = joinAckFromJson(ann.answerTo(u"j"_s)->object());
    QVERIFY(ack);
    QCOMPARE(ack->events.size(), 2);
    QCOMPARE(std::get<MessageCreated>(ack->events.last()).message.text, u"four"_s);
    QCOMPARE(std::get<MessageCreated>(ack->events.last()).message.seq, 4);
    QVERIFY(ann.messages().isEmpty()); // the live one was in the history
}

void TestPlainBridge::idsThatBeginAgainAreOtherMessages()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.hear(said(u"1"_s, {{}, u"Ben"_s}, u"before"_s));
    ann.hear(said(u"1"_s, {{}, u"Ben"_s}, u"after the restart"_s));
    QCOMPARE(ann.messages().size(), 2);
    QVERIFY(ann.messages().at(0).messageId != ann.messages().at(1).messageId);
}

void TestPlainBridge::whatItCannotDoIsSaid_data()
{
    QTest::addColumn<Request>("request");
    QTest::newRow("react") << Request(React {.messageId = MessageId {u"m"_s}, .emoji = u"👍"_s});
    QTest::newRow("edit") << Request(EditMessage {.messageId = MessageId {u"m"_s}, .text = u"x"_s});
    QTest::newRow("search") << Request(Search {.query = u"x"_s});
    QTest::newRow("typing") << Request(Typing {general});
    QTest::newRow("another room") << Request(JoinRoom {.roomId = RoomId {u"lobby"_s}});
    QTest::newRow("a private room") << Request(CreateRoom {.name = u"x"_s, .kind = RoomKind::Private});
    QTest::newRow("an answer") << Request(
        SendMessage {.roomId = general, .clientId = ClientId {u"c"_s}, .text = u"x"_s, .replyTo = MessageId {u"m"_s}});
}

void TestPlainBridge::whatItCannotDoIsSaid()
{
    QFETCH(const Request, request);
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.frames.clear();
    ann.ask(request, u"r"_s);
    const auto error = wireErrorFromJson(ann.answerTo(u"r"_s)->object());
    QVERIFY(error);
    QVERIFY(error->code == ErrorCode::Unsupported);
    QVERIFY(error->message.startsWith(u"This is a plain server (cookbook)"_s));
    QVERIFY(ann.frames.isEmpty());
}

void TestPlainBridge::aCorrectedDialectSaysEverythingAgain()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Cookbook);
    ann.send(u"c1"_s, u"hello"_s);
    ann.frames.clear();
    ann.take(ann.bridge.corrected(Dialect::Rooms, ann.now, ann.wall));
    QCOMPARE(ann.frames.first(), R"({"payload":"general","type":"join"})"_ba);
    QVERIFY(ann.frames.last().contains("broadcast"));
    ann.hear(ann.frames.last());
    QCOMPARE(ann.answerTo(u"s-c1"_s)->type, u"ack"_s);
}

void TestPlainBridge::answersAPing()
{
    Person ann(u"Ann"_s);
    ann.link(Dialect::Rooms);
    ann.hear(R"({"type":"ping","payload":{"n":7}})"_ba);
    QCOMPARE(ann.frames.last(), R"({"payload":{"n":7},"type":"pong"})"_ba);
}

void TestPlainBridge::randomPlay_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 200; ++seed)
        QTest::addRow("%llu", static_cast<unsigned long long>(seed)) << seed;
}

// Two people, a server that keeps ids or makes its own, loses frames, is slow, and cuts links. Afterwards: every
// message was answered once, nothing left twice, and what each was shown is numbered without gaps and holds nothing
// twice.
void TestPlainBridge::randomPlay()
{
    QFETCH(const quint64, seed);
    Random random(seed);
    const Dialect dialect = Dialect(random.below(3));
    const bool keepsIds = random.below(2) == 0;
    std::deque<Person> people;
    people.emplace_back(u"Ann"_s);
    people.emplace_back(u"Ben"_s);
    QList<plain::Message> history;
    std::vector<std::deque<plain::Message>> queues(2);
    std::vector<QHash<QString, QString>> open(2); // clientId → text, asked and not answered
    std::vector<QHash<QString, int>> answers(2);
    std::vector<bool> isUp(2, false);
    int made = 0;

    const auto serve = [&](std::size_t from) {
        for (const QByteArray &bytes : std::exchange(people[from].frames, {})) {
            const auto frame = plain::decode(bytes)->first();
            if (bytes.contains("get_history"))
                people[from].hear(plain::History {u"general"_s, history});
            // A chapter's send_message has no name among the server's frames: read it as its `message`.
            const auto heard = plain::decode(QByteArray(bytes).replace("send_message", "message"))->first();
            const auto *message = std::get_if<plain::Message>(&heard.event);
            if (message == nullptr || random.below(10) == 0)
                continue; // lost
            plain::Message kept = *message;
            kept.id = keepsIds ? kept.id : u"m%1"_s.arg(history.size() + 1);
            kept.clientId.clear();
            history.append(kept);
            for (std::size_t to = 0; to < 2; ++to) {
                if (isUp[to])
                    queues[to].push_back(kept);
            }
        }
    };
    const auto settle = [&](std::size_t who) {
        for (const Envelope &event : std::as_const(people[who].events)) {
            const QString id = replyToOf(event);
            if (id.startsWith("s-"_L1)) {
                ++answers[who][id.mid(2)];
                open[who].remove(id.mid(2));
            }
        }
    };
    QList<Message> shown[2];
    const auto collect = [&](std::size_t who) {
        settle(who);
        for (const Envelope &event : std::as_const(people[who].events)) {
            if (event.type == "ack"_L1 && event.object().contains("room"_L1)) {
                const auto ack = joinAckFromJson(event.object());
                QVERIFY(ack);
                for (const RoomEvent &missed : ack->events)
                    shown[who].append(std::get<MessageCreated>(missed).message);
            } else if (isRoomEvent(event.type)) {
                shown[who].append(std::get<MessageCreated>(*roomEventFromEnvelope(event)).message);
            }
        }
        people[who].events.clear();
        people[who].position = shown[who].isEmpty() ? 0 : shown[who].last().seq;
    };

    for (int round = 0; round < 300; ++round) {
        const auto who = std::size_t(random.below(2));
        Person &person = people[who];
        switch (random.below(8)) {
        case 0:
        case 1:
        case 2:
            if (isUp[who]) {
                const QString id = u"c-%1-%2"_s.arg(who).arg(++made);
                open[who].insert(id, u"text %1"_s.arg(random.below(4)));
                person.send(id, open[who].value(id));
            }
            break;
        case 3:
        case 4:
            while (!queues[who].empty()) {
                person.hear(queues[who].front());
                queues[who].pop_front();
            }
            break;
        case 5:
            for (Person &each : people)
                each.pass(Millis(random.below(4'000)));
            break;
        case 6:
            if (isUp[who]) {
                isUp[who] = false;
                queues[who].clear();
                person.bridge.linkLost();
            }
            break;
        case 7:
            if (!isUp[who]) {
                isUp[who] = true;
                person.link(dialect);
                for (const QString &id : open[who].keys())
                    person.send(id, open[who].value(id), Repeat::Maybe);
            }
            break;
        }
        serve(0);
        serve(1);
        collect(0);
        collect(1);
    }
    for (Person &person : people)
        person.pass(Millis(20'000));
    for (std::size_t who = 0; who < 2; ++who) {
        collect(who);
        QVERIFY(!isUp[who] || open[who].isEmpty());
        for (const int count : std::as_const(answers[who]))
            QCOMPARE(count, 1);
        QSet<MessageId> ids;
        QSet<ClientId> clientIds;
        for (qsizetype i = 0; i < shown[who].size(); ++i) {
            const Message &message = shown[who].at(i);
            QCOMPARE(message.seq, i + 1);
            QVERIFY(!ids.contains(message.messageId));
            QVERIFY(message.clientId.isEmpty() || !clientIds.contains(message.clientId));
            ids.insert(message.messageId);
            clientIds.insert(message.clientId);
        }
    }
    QHash<QString, int> arrivals; // nothing left twice
    for (const plain::Message &message : std::as_const(history)) {
        if (keepsIds)
            QCOMPARE(++arrivals[message.id], 1);
    }
}

QTEST_GUILESS_MAIN(TestPlainBridge)
#include "tst_plainbridge.moc"
