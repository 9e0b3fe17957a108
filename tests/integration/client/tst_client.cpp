#include "clienttest.h"

#include <QElapsedTimer>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

/// Messages both ways, and an outbox that loses nothing.
class TestClient : public ClientTest
{
    Q_OBJECT
private Q_SLOTS:
    void aConversationBothWays();
    void aServerKilledInTheMiddleLosesAndDoublesNothing();
    void changesOfAPendingMessageWaitForIt();
    void theOutboxSurvivesTheEndOfTheProgram();
    void whatWindowsRememberSurvivesToo();
    void storeOnlyQueuesForTheNextStart();
    void refusalsAreRolledBackAndSaid();
    void failedMessagesCanBeSentAgain();
    void aRevokedTokenAsksToSignIn();
    void quittingIsQuick();
};

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

void TestClient::whatWindowsRememberSurvivesToo()
{
    const auto alex = join(u"Alex"_s, u"alex.sqlite"_s);
    const QJsonObject place {{u"page"_s, u"two"_s}, {u"zoom"_s, 1.5}};
    const auto recalled = [&alex](const QString &name) {
        QObject context;
        std::optional<QJsonObject> answer;
        alex->client().recall(name, &context, [&answer](const QJsonObject &value) { answer = value; });
        static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000));
        return answer.value_or(QJsonObject {{u"no"_s, u"answer"_s}});
    };
    QCOMPARE(recalled(u"document/plan"_s), QJsonObject());
    alex->client().remember(u"document/plan"_s, {{u"page"_s, u"one"_s}});
    alex->client().remember(u"document/plan"_s, place);
    alex->client().remember(u"drawing"_s, {{u"tool"_s, u"pen"_s}});
    QCOMPARE(recalled(u"document/plan"_s), place);
    alex->quit(); // without waiting for anything
    alex->open(true); // it takes no server
    QCOMPARE(recalled(u"document/plan"_s), place);
    QCOMPARE(recalled(u"drawing"_s)[u"tool"_s].toString(), u"pen"_s);
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
