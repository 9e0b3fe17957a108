#include "peer.h"
#include "serverprocess.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; // ms for what takes milliseconds on an idle machine

} // namespace

#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)
#define EVENTUALLY_EQUAL(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, patience)

/// Two and more clients of the real server process.
class TestClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aConversationBothWays();
    void aServerKilledInTheMiddleLosesAndDoublesNothing();
    void changesOfAPendingMessageWaitForIt();
    void theOutboxSurvivesTheEndOfTheProgram();
    void storeOnlyQueuesForTheNextStart();
    void resumesWithoutGaps();
    void fetchesAnewAfterMissingTooMuch();
    void pagesComeFromTheStoreWithoutANetwork();
    void searchIsLocalFirstThenTheServers();
    void searchesCanBeCancelled();
    void typingPresenceAndPointers();
    void unreadAndMentionsAreCounted();
    void readingElsewhereCountsHere();
    void privateRoomsAndLeaving();
    void directRoomsAreFoundAgain();
    void refusalsAreRolledBackAndSaid();
    void failedMessagesCanBeSentAgain();
    void pollsAreLive();
    void aRevokedTokenAsksToSignIn();
    void quittingIsQuick();

private:
    [[nodiscard]] bool hasSent(const Peer &peer, qsizetype count) const;
    [[nodiscard]] std::unique_ptr<Peer> join(const QString &name, const QString &store = {});
    QString send(Peer &peer, const QString &text, const QString &replyTo = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
    RoomId m_general;
};

void TestClient::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerProcess>(QStringList {u"--messages-per-minute"_s, u"100000"_s});
    QVERIFY(m_server->start());
}

void TestClient::cleanup()
{
    m_server.reset();
}

/// Signed in, connected and with the room "general" on its screen.
std::unique_ptr<Peer> TestClient::join(const QString &name, const QString &store)
{
    const QString path = store.isEmpty() ? QString() : m_folder->filePath(store);
    auto peer = std::make_unique<Peer>(Peer::signIn(m_server->url(), name), path);
    peer->open();
    const bool isThere =
        QTest::qWaitFor([&] { return peer->isConnected() && !peer->roomCalled(u"general"_s).isEmpty(); }, patience);
    if (!isThere)
        qWarning("%s did not get into the room", qPrintable(name));
    m_general = peer->roomCalled(u"general"_s);
    static_cast<void>(peer->page({.roomId = m_general})); // comes after the join's answer
    return peer;
}

/// Every row of the room is acknowledged, and there are so many.
bool TestClient::hasSent(const Peer &peer, qsizetype count) const
{
    const auto rows = peer.rows(m_general);
    return rows.size() == count && std::ranges::all_of(rows, [](const MessageEntry &row) {
        return row.delivery == Delivery::Sent && !row.changePending;
    });
}

QString TestClient::send(Peer &peer, const QString &text, const QString &replyTo)
{
    return peer.client().send({.roomId = m_general, .text = text, .replyToKey = replyTo, .threadId = std::nullopt});
}

void TestClient::aConversationBothWays()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    const QString key = send(*alex, u"Hello"_s);
    EVENTUALLY(alex->messages[m_general].contains(key));
    EVENTUALLY_EQUAL(alex->messages[m_general][key].delivery, Delivery::Sent);
    QCOMPARE(alex->deliveries.first(), Delivery::Pending); // it was on the screen before the server knew
    EVENTUALLY(mina->row(m_general, u"Hello"_s));
    const MessageEntry heard = *mina->row(m_general, u"Hello"_s);
    QVERIFY(!heard.own);
    QCOMPARE(heard.message.username, u"Alex"_s);
    QCOMPARE(heard.key, heard.message.messageId.value());

    send(*mina, u"Hello yourself"_s, heard.key);
    EVENTUALLY(alex->row(m_general, u"Hello yourself"_s));
    QCOMPARE(alex->row(m_general, u"Hello yourself"_s)->message.replyTo, heard.message.messageId);

    alex->client().edit(key, u"Hello, Mina"_s);
    mina->client().react(heard.key, u"👍"_s, true);
    EVENTUALLY(mina->row(m_general, u"Hello, Mina"_s));
    QVERIFY(mina->row(m_general, u"Hello, Mina"_s)->message.editedAt);
    EVENTUALLY(!alex->messages[m_general][key].message.reactions.isEmpty());
    QCOMPARE(alex->messages[m_general][key].message.reactions[0].users, QList {mina->id()});
    mina->client().react(heard.key, u"👍"_s, false);
    EVENTUALLY(alex->messages[m_general][key].message.reactions.isEmpty());
    alex->client().pin(key, true);
    EVENTUALLY(mina->messages[m_general][heard.key].message.pinned);
    alex->client().remove(key);
    EVENTUALLY(mina->messages[m_general][heard.key].message.deleted);
    QCOMPARE(mina->rows(m_general).size(), 2);
    EVENTUALLY(!alex->messages[m_general][key].changePending);
}

void TestClient::aServerKilledInTheMiddleLosesAndDoublesNothing()
{
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    const auto mina = join(u"Mina"_s, u"mina.sqlite"_s);
    QStringList said;
    for (int i = 0; i < 30; ++i) {
        said.append(u"a%1"_s.arg(i));
        said.append(u"m%1"_s.arg(i));
        send(*alex, said[said.size() - 2]);
        send(*mina, said.last());
        QTest::qWait(2);
        if (i == 10)
            m_server->kill();
        if (i == 20)
            QVERIFY(m_server->start());
    }
    for (Peer *peer : {alex.get(), mina.get()})
        peer->client().retryNow();
    for (Peer *peer : {alex.get(), mina.get()}) {
        EVENTUALLY(peer->isConnected() && peer->connection.waiting == 0);
        EVENTUALLY_EQUAL(peer->rows(m_general).size(), said.size());
    }
    QCOMPARE(alex->texts(m_general), mina->texts(m_general));
    QStringList all = alex->texts(m_general);
    for (const QChar who : {u'a', u'm'}) { // each one's own in the order of sending
        QStringList own = all;
        own.removeIf([who](const QString &text) { return text.front() != who; });
        QStringList expected = said;
        expected.removeIf([who](const QString &text) { return text.front() != who; });
        QCOMPARE(own, expected);
    }
    all.removeDuplicates();
    QCOMPARE(all.size(), said.size());
    QCOMPARE(alex->rooms[m_general].waiting, 0);
}

void TestClient::changesOfAPendingMessageWaitForIt()
{
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    const auto mina = join(u"Mina"_s);
    m_server->kill();
    EVENTUALLY(!alex->isConnected());
    const QString key = send(*alex, u"fisrt"_s);
    alex->client().edit(key, u"first"_s);
    alex->client().react(key, u"🎉"_s, true);
    const QString reply = send(*alex, u"an answer"_s, key);
    const QString gone = send(*alex, u"never mind"_s);
    alex->client().discard(gone);
    EVENTUALLY_EQUAL(alex->texts(m_general), (QStringList {u"first"_s, u"an answer"_s}));
    QCOMPARE(alex->messages[m_general][key].message.reactions.size(), 1);
    QCOMPARE(alex->rooms[m_general].waiting, 2);
    EVENTUALLY_EQUAL(alex->connection.waiting, 2);

    QVERIFY(m_server->start());
    alex->client().retryNow();
    mina->client().retryNow();
    EVENTUALLY_EQUAL(mina->texts(m_general), (QStringList {u"first"_s, u"an answer"_s}));
    EVENTUALLY(!mina->rows(m_general)[0].message.reactions.isEmpty());
    QCOMPARE(mina->rows(m_general)[1].message.replyTo, mina->rows(m_general)[0].message.messageId);
    EVENTUALLY_EQUAL(alex->messages[m_general][reply].delivery, Delivery::Sent);
    EVENTUALLY(!alex->messages[m_general][key].changePending);
    QCOMPARE(alex->connection.waiting, 0);
}

void TestClient::theOutboxSurvivesTheEndOfTheProgram()
{
    const auto mina = join(u"Mina"_s);
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    m_server->kill();
    EVENTUALLY(!alex->isConnected());
    const QStringList said {u"one"_s, u"two"_s, u"three"_s};
    for (const QString &text : said)
        send(*alex, text);
    alex->client().saveDraft(m_general, u"half a thou"_s);
    alex->quit(); // without waiting for anything

    alex->open();
    EVENTUALLY_EQUAL(alex->rooms[m_general].waiting, 3);
    QCOMPARE(alex->rooms[m_general].draft, u"half a thou"_s);
    const Page page = alex->page({.roomId = m_general});
    QCOMPARE(page.entries.size(), 3);
    QCOMPARE(page.draft, u"half a thou"_s);
    QVERIFY(std::ranges::all_of(page.entries, [](const auto &row) { return row.delivery == Delivery::Pending; }));

    QVERIFY(m_server->start());
    alex->client().retryNow();
    mina->client().retryNow();
    EVENTUALLY_EQUAL(mina->texts(m_general), said);
    EVENTUALLY_EQUAL(alex->rooms[m_general].waiting, 0);
    alex->quit();
    alex->open(); // once more: nothing is sent again
    EVENTUALLY(alex->isConnected());
    send(*alex, u"four"_s);
    EVENTUALLY_EQUAL(mina->texts(m_general), said + QStringList {u"four"_s});
}

void TestClient::storeOnlyQueuesForTheNextStart()
{
    const auto mina = join(u"Mina"_s);
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    alex->quit();
    alex->open(true);
    EVENTUALLY(!alex->roomCalled(u"general"_s).isEmpty());
    const QString key = send(*alex, u"queued"_s);
    EVENTUALLY_EQUAL(alex->messages[m_general][key].delivery, Delivery::Pending);
    QCOMPARE(alex->connection.state, LinkState::Disconnected);
    alex->quit();
    QVERIFY(mina->texts(m_general).isEmpty());
    alex->open();
    EVENTUALLY_EQUAL(mina->texts(m_general), QStringList {u"queued"_s});
}

void TestClient::resumesWithoutGaps()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s, u"mina.sqlite"_s);
    send(*alex, u"0"_s);
    EVENTUALLY(mina->row(m_general, u"0"_s));
    mina->quit();
    QString last;
    for (int i = 1; i < 100; ++i)
        last = send(*alex, QString::number(i));
    alex->client().edit(last, u"the last"_s);
    EVENTUALLY(hasSent(*alex, 100) && alex->messages[m_general][last].message.text == "the last"_L1);

    mina->open();
    EVENTUALLY(mina->isConnected());
    EVENTUALLY_EQUAL(mina->rows(m_general).size(), 99);
    EVENTUALLY(mina->row(m_general, u"the last"_s));
    QCOMPARE(mina->wholeRoom(m_general).size(), 100);
    QCOMPARE(mina->rooms[m_general].unread, 100);
    QCOMPARE(mina->restarts.value(m_general), 0);
    QCOMPARE(mina->rooms[m_general].lastText, u"the last"_s);
}

void TestClient::fetchesAnewAfterMissingTooMuch()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s, u"mina.sqlite"_s);
    const QString early = send(*alex, u"early"_s);
    EVENTUALLY(mina->row(m_general, u"early"_s));
    mina->quit();
    for (int i = 0; i < 520; ++i)
        send(*alex, QString::number(i));
    alex->client().edit(early, u"early, but changed"_s);
    EVENTUALLY(hasSent(*alex, 521) && alex->messages[m_general][early].message.text == "early, but changed"_L1);

    mina->open();
    EVENTUALLY_EQUAL(mina->restarts.value(m_general), 1);
    EVENTUALLY_EQUAL(mina->rooms[m_general].unread, 521);
    const auto all = mina->wholeRoom(m_general);
    QCOMPARE(all.size(), 521);
    QCOMPARE(all.first().message.text, u"early, but changed"_s); // what was stored had become stale
    QCOMPARE(all.last().message.text, u"519"_s);
    for (qsizetype i = 1; i < all.size(); ++i)
        QVERIFY(all[i - 1].message.seq < all[i].message.seq);
    send(*alex, u"and on"_s);
    EVENTUALLY(mina->row(m_general, u"and on"_s));
}

void TestClient::pagesComeFromTheStoreWithoutANetwork()
{
    const auto alex = join(u"Alex"_s);
    for (int i = 0; i < 150; ++i)
        send(*alex, QString::number(i));
    EVENTUALLY(hasSent(*alex, 150));
    const auto mina = join(u"Mina"_s, u"mina.sqlite"_s);
    QCOMPARE(mina->wholeRoom(m_general).size(), 150);
    m_server->kill();
    mina->quit();
    mina->open();
    EVENTUALLY(mina->rooms.contains(m_general));
    QCOMPARE(mina->rooms[m_general].lastText, u"149"_s);
    QElapsedTimer time;
    time.start();
    const Page page = mina->page({.roomId = m_general, .limit = 60});
    QVERIFY2(time.elapsed() < 500, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(page.entries.size(), 60);
    QCOMPARE(page.entries.last().message.text, u"149"_s);
    QVERIFY(page.hasBefore && !page.hasAfter);
    QCOMPARE(mina->wholeRoom(m_general).size(), 150);
    std::optional<SearchAnswer> found;
    mina->client().search({.text = u"77"_s}, this, [&](const SearchAnswer &answer) { found = answer; });
    EVENTUALLY(found.has_value());
    QCOMPARE(found->messages.size(), 1);
    QVERIFY(found->isFinal && found->onlyHere);
    const Page unknown = mina->page({.roomId = RoomId {u"nowhere"_s}});
    QVERIFY(!unknown.failure.isEmpty());
}

void TestClient::searchIsLocalFirstThenTheServers()
{
    const auto alex = join(u"Alex"_s);
    for (int i = 0; i < 230; ++i) // more than the page that a newcomer stores
        send(*alex, i % 10 == 0 ? u"rhubarb %1"_s.arg(i) : u"something %1"_s.arg(i));
    EVENTUALLY(hasSent(*alex, 230));
    const auto mina = join(u"Mina"_s);
    EVENTUALLY(mina->rooms.contains(m_general));
    QVERIFY(mina->page({.roomId = m_general, .limit = 40}).entries.size() >= 40);
    QList<SearchAnswer> answers;
    const auto search = [&](const SearchAsk &ask) {
        answers.clear();
        mina->client().search(ask, this, [&](const SearchAnswer &answer) { answers.append(answer); });
        EVENTUALLY(!answers.isEmpty() && answers.last().isFinal);
    };
    search({.text = u"rhubarb"_s});
    QCOMPARE(answers.size(), 2);
    QVERIFY(answers[0].messages.size() < 23); // what is here …
    QVERIFY(!answers[0].messages.isEmpty());
    QCOMPARE(answers[1].messages.size(), 23); // … and everything, each once
    QVERIFY(!answers[1].onlyHere && !answers[1].hasMore);
    for (qsizetype i = 1; i < 23; ++i)
        QVERIFY(answers[1].messages[i - 1].seq > answers[1].messages[i].seq);
    const Message oldest = answers[1].messages.last();
    QCOMPARE(oldest.text, u"rhubarb 0"_s);
    const Page there = mina->page({.roomId = m_general, .kind = PageKind::Around, .messageId = oldest.messageId});
    QVERIFY(std::ranges::any_of(
        there.entries, [&](const MessageEntry &entry) { return entry.message.messageId == oldest.messageId; }));

    search({.text = u"from:alex in:#general rhubarb"_s, .limit = 10});
    QCOMPARE(answers.last().messages.size(), 10);
    QVERIFY(answers.last().hasMore);
    search({.text = u"rhubarb"_s, .before = answers.last().messages.last().timestamp});
    QCOMPARE(answers.last().messages.first().text, u"rhubarb 120"_s);
    search({.text = u"from:me rhubarb"_s});
    QVERIFY(answers.last().messages.isEmpty());
    search({.text = u"from:nobody rhubarb"_s});
    QCOMPARE(answers.last().problem, u"Nobody here is called “nobody”."_s);
    search({.text = u"before:soon rhubarb"_s});
    QVERIFY(answers.last().problem.contains(u"`before:` wants a date"_s));
}

void TestClient::searchesCanBeCancelled()
{
    const auto alex = join(u"Alex"_s);
    send(*alex, u"rhubarb"_s);
    EVENTUALLY(hasSent(*alex, 1));
    int cancelled = 0;
    std::optional<SearchAnswer> last;
    for (int i = 0; i < 50; ++i) { // as somebody who types on
        const quint64 number =
            alex->client().search({.text = u"rhu"_s}, this, [&](const SearchAnswer &) { ++cancelled; });
        alex->client().cancelSearch(number);
    }
    alex->client().search({.text = u"rhubarb"_s}, this, [&](const SearchAnswer &answer) { last = answer; });
    EVENTUALLY(last && last->isFinal);
    QCOMPARE(last->messages.size(), 1);
    QCOMPARE(cancelled, 0);
}

void TestClient::typingPresenceAndPointers()
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

void TestClient::unreadAndMentionsAreCounted()
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

void TestClient::readingElsewhereCountsHere()
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

void TestClient::privateRoomsAndLeaving()
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

void TestClient::directRoomsAreFoundAgain()
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

void TestClient::refusalsAreRolledBackAndSaid()
{
    const auto alex = join(u"Alex"_s);
    const auto mina = join(u"Mina"_s);
    send(*alex, u"mine"_s);
    EVENTUALLY(mina->row(m_general, u"mine"_s));
    const QString key = mina->row(m_general, u"mine"_s)->key;
    mina->client().edit(key, u"yours"_s);
    EVENTUALLY_EQUAL(mina->notices.size(), 1);
    QVERIFY(!mina->notices[0].isEmpty());
    EVENTUALLY_EQUAL(mina->messages[m_general][key].message.text, u"mine"_s);
    QVERIFY(!mina->messages[m_general][key].changePending);
}

void TestClient::failedMessagesCanBeSentAgain()
{
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    const auto mina = join(u"Mina"_s);
    const QString key = send(*alex, QString(20'000, u'x'));
    const QString after = send(*alex, u"after it"_s);
    EVENTUALLY_EQUAL(alex->messages[m_general][key].delivery, Delivery::Failed);
    QVERIFY(!alex->messages[m_general][key].failure.isEmpty());
    EVENTUALLY_EQUAL(alex->messages[m_general][after].delivery, Delivery::Sent); // it holds nothing up
    EVENTUALLY_EQUAL(alex->connection.waiting, 0);
    alex->quit();
    alex->open(); // it is kept, with the reason
    const Page page = alex->page({.roomId = m_general});
    QCOMPARE(page.entries.last().key, key);
    QCOMPARE(page.entries.last().delivery, Delivery::Failed);
    QVERIFY(!page.entries.last().failure.isEmpty());
    EVENTUALLY(alex->isConnected());
    alex->client().edit(key, u"shorter"_s);
    alex->client().retry(key);
    EVENTUALLY(mina->row(m_general, u"shorter"_s));
    EVENTUALLY_EQUAL(alex->messages[m_general][key].delivery, Delivery::Sent);
    const QString second = send(*alex, QString(20'000, u'y'));
    EVENTUALLY_EQUAL(alex->messages[m_general][second].delivery, Delivery::Failed);
    alex->client().discard(second);
    EVENTUALLY(!alex->messages[m_general].contains(second));
}

void TestClient::pollsAreLive()
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

void TestClient::aRevokedTokenAsksToSignIn()
{
    auto session = Peer::signIn(m_server->url(), u"Alex"_s);
    session.token = u"not-a-token"_s;
    Peer alex(session);
    alex.open();
    EVENTUALLY(alex.connection.signInNeeded);
    EVENTUALLY(alex.connection.final);
    QVERIFY(!alex.connection.reason.isEmpty());
    QVERIFY(!alex.connection.reason.contains(session.token));
}

void TestClient::quittingIsQuick()
{
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    for (int i = 0; i < 200; ++i)
        send(*alex, QString::number(i));
    QElapsedTimer time;
    time.start();
    alex->quit();
    QVERIFY2(time.elapsed() < 2'000, qPrintable(QString::number(time.elapsed())));
    alex->open();
    EVENTUALLY(alex->isConnected() && alex->connection.waiting == 0 && hasSent(*alex, alex->rows(m_general).size()));
    EVENTUALLY_EQUAL(alex->wholeRoom(m_general).size(), 200);
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
