#include "guestserver.h"
#include "peer.h"

#include "base/random.h"

#include <QTemporaryDir>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

/// Three people, a server that is killed now and then, programs that end and start again. Whatever happens, in the end
/// all three see the same, everything said is there once, and each one's words are in the order of saying.
/// COTERIE_PLAY_STEPS makes it longer, COTERIE_PLAY_SEED adds a seed.
class TestClientRandomPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everybodySeesTheSame_data();
    void everybodySeesTheSame();

private:
    struct Person {
        std::unique_ptr<Peer> peer;
        QStringList said;
        bool isOpen = true;
    };
    void act(Person &person, Random &random);
    [[nodiscard]] static QStringList pictureOf(Peer &peer, const RoomId &room);

    RoomId m_general;
    int m_counter = 0;
};

void TestClientRandomPlay::everybodySeesTheSame_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::newRow("1") << quint64 {1};
    QTest::newRow("20261120") << quint64 {20'261'120};
    if (const int seed = qEnvironmentVariableIntValue("COTERIE_PLAY_SEED"); seed > 0)
        QTest::newRow("asked for") << static_cast<quint64>(seed);
}

void TestClientRandomPlay::act(Person &person, Random &random)
{
    Client &client = person.peer->client();
    const auto rows = person.peer->rows(m_general);
    const MessageEntry some =
        rows.isEmpty() ? MessageEntry {} : rows[static_cast<qsizetype>(random.below(quint64(rows.size())))];
    switch (random.below(8)) {
    case 0:
        if (!rows.isEmpty())
            client.react(some.key, random.below(2) == 0 ? u"👍"_s : u"🎉"_s, random.below(3) != 0);
        break;
    case 1:
        if (some.own && !some.message.deleted && some.delivery != Delivery::Failed)
            client.edit(some.key, some.message.text.section(u'+', 0, 0) + u"+%1"_s.arg(++m_counter));
        break;
    default: {
        const QString text = u"%1 %2"_s.arg(person.peer->id().value()).arg(++m_counter);
        person.said.append(text);
        const QString replyTo = random.below(4) == 0 && !some.message.deleted ? some.key : QString();
        client.send({.roomId = m_general, .text = text, .replyToKey = replyTo, .threadId = std::nullopt});
    }
    }
}

/// What a person would compare by eye.
QStringList TestClientRandomPlay::pictureOf(Peer &peer, const RoomId &room)
{
    QStringList picture;
    for (const MessageEntry &row : peer.wholeRoom(room)) {
        QStringList reactions;
        for (const Reaction &reaction : row.message.reactions) {
            QStringList users;
            for (const UserId &user : reaction.users)
                users.append(user.value());
            reactions.append(reaction.emoji + users.join(u','));
        }
        picture.append(u"%1 %2 %3 %4 %5"_s.arg(row.message.seq)
                           .arg(row.message.messageId.value(), row.message.text, reactions.join(u' '),
                               row.delivery == Delivery::Sent ? u""_s : u"unsent"_s));
    }
    return picture;
}

void TestClientRandomPlay::everybodySeesTheSame()
{
    QFETCH(const quint64, seed);
    Random random(seed);
    QTemporaryDir folder;
    coterie::integration::GuestServer server({u"--messages-per-minute"_s, u"100000"_s});
    QVERIFY(server.start());
    std::array<Person, 3> people;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto session = Peer::signIn(server.url(), u"Person%1"_s.arg(i));
        people[i].peer = std::make_unique<Peer>(session, folder.filePath(u"%1.sqlite"_s.arg(i)));
        people[i].peer->open();
        QTRY_VERIFY_WITH_TIMEOUT(!people[i].peer->roomCalled(u"general"_s).isEmpty(), 20'000);
        m_general = people[i].peer->roomCalled(u"general"_s);
        static_cast<void>(people[i].peer->page({.roomId = m_general}));
    }
    bool isUp = true;
    const int steps = qEnvironmentVariableIntValue("COTERIE_PLAY_STEPS");
    for (int step = 0; step < (steps > 0 ? steps : 250); ++step) {
        Person &person = people[random.below(people.size())];
        const auto dice = random.below(60);
        if (dice == 0) {
            isUp ? server.kill() : static_cast<void>(server.start());
            isUp = !isUp;
        } else if (dice == 1) {
            person.peer->quit();
            person.peer->open();
        } else if (dice == 2) {
            person.peer->client().retryNow();
        } else {
            act(person, random);
        }
        QTest::qWait(static_cast<int>(random.below(8)));
    }
    if (!isUp)
        QVERIFY(server.start());
    for (Person &person : people)
        person.peer->client().retryNow();
    for (Person &person : people)
        QTRY_VERIFY_WITH_TIMEOUT(person.peer->isConnected() && person.peer->connection.waiting == 0, 30'000);

    const QString context = u"seed %1"_s.arg(seed);
    QStringList first;
    QTRY_VERIFY2_WITH_TIMEOUT(
        (first = pictureOf(*people[0].peer, m_general),
            first == pictureOf(*people[1].peer, m_general) && first == pictureOf(*people[2].peer, m_general)),
        qPrintable(context), 20'000);
    for (Person &person : people) {
        QStringList found;
        for (const MessageEntry &row : person.peer->wholeRoom(m_general)) {
            QCOMPARE(row.delivery, Delivery::Sent);
            if (row.own)
                found.append(row.message.text.section(u'+', 0, 0));
        }
        QVERIFY2(found == person.said, qPrintable(context));
    }
}

QTEST_GUILESS_MAIN(TestClientRandomPlay)
#include "tst_clientrandomplay.moc"
