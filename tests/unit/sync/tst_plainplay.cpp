#include "plainperson.h"

#include <QTest>

#include <deque>
#include <memory>

using namespace plainperson;

/// Random play over plain servers.
class TestPlainPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomPlay_data();
    void randomPlay();
};

void TestPlainPlay::randomPlay_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 200; ++seed)
        QTest::addRow("%llu", static_cast<unsigned long long>(seed)) << seed;
}

// Two people, a server that keeps ids or makes its own, loses frames, is slow, and cuts links. Afterwards: every
// message was answered once, nothing left twice, and what each was shown is numbered without gaps and holds nothing
// twice.
void TestPlainPlay::randomPlay()
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

QTEST_GUILESS_MAIN(TestPlainPlay)
#include "tst_plainplay.moc"
