#include "hubfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestHubPolls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aPollIsAMessage();
    void votesReplaceEachOther();
    void votesAreChecked_data();
    void votesAreChecked();
    void ownVotesComeWithHistory();
    void closingEndsVoting();
    void theClockClosesPolls();
    void theClockClosesPollsAfterARestart();
    void resultsRunOnTheChannel();

private:
    QString makePoll(QJsonObject more = {})
    {
        more[u"roomId"_s] = u"general"_s;
        more[u"question"_s] = u"Lunch?"_s;
        more[u"options"_s] = QJsonArray {u"Soup"_s, u"Salad"_s, u"Cake"_s};
        return m->ask(m_ann, u"create_poll"_s, more).value("pollId"_L1).toString();
    }
    QJsonObject vote(ConnectionId who, const QString &poll, const QJsonArray &options)
    {
        return m->ask(who, u"vote"_s, {{u"pollId"_s, poll}, {u"options"_s, options}});
    }
    std::unique_ptr<HubFixture> m;
    ConnectionId m_ann = 0;
    ConnectionId m_bob = 0;
};

void TestHubPolls::init()
{
    m = std::make_unique<HubFixture>();
    m_ann = m->connectSocket(m->guest(u"Ann"_s));
    m_bob = m->connectSocket(m->guest(u"Bob"_s));
    m->take(m_bob);
}

void TestHubPolls::aPollIsAMessage()
{
    QVERIFY(!makePoll({{u"clientId"_s, u"p1"_s}}).isEmpty());
    const QJsonObject message = m->takeOf(m_bob, u"message"_s).value(0);
    const QJsonObject poll = message.value("poll"_L1).toObject();
    QCOMPARE(message.value("seq"_L1), 1);
    QCOMPARE(poll.value("question"_L1), u"Lunch?"_s);
    QCOMPARE(poll.value("counts"_L1).toArray(), (QJsonArray {0, 0, 0}));
    QVERIFY(!makePoll({{u"clientId"_s, u"p1"_s}}).isEmpty());
    QVERIFY(m->takeOf(m_bob, u"message"_s).isEmpty());
}

void TestHubPolls::votesReplaceEachOther()
{
    const QString poll = makePoll();
    vote(m_ann, poll, {0});
    vote(m_bob, poll, {0});
    m->take(m_bob);
    vote(m_bob, poll, {2});
    const QJsonObject seen = m->takeOf(m_bob, u"poll_updated"_s).value(0);
    QCOMPARE(seen.value("counts"_L1).toArray(), (QJsonArray {1, 0, 1}));
    QCOMPARE(seen.value("voters"_L1), 2);
    vote(m_bob, poll, {2});
    QVERIFY(m->takeOf(m_bob, u"poll_updated"_s).isEmpty());
    vote(m_bob, poll, {});
    QCOMPARE(m->takeOf(m_bob, u"poll_updated"_s).value(0).value("voters"_L1), 1);
}

void TestHubPolls::votesAreChecked_data()
{
    QTest::addColumn<QJsonArray>("options");
    QTest::addColumn<bool>("multiple");
    QTest::addColumn<bool>("taken");
    QTest::newRow("two of one") << QJsonArray {0, 1} << false << false;
    QTest::newRow("two of many") << QJsonArray {0, 1} << true << true;
    QTest::newRow("the same twice") << QJsonArray {1, 1} << true << false;
    QTest::newRow("one too far") << QJsonArray {3} << false << false;
    QTest::newRow("below zero") << QJsonArray {-1} << false << false;
    QTest::newRow("not a number") << QJsonArray {u"Soup"_s} << false << false;
}

void TestHubPolls::votesAreChecked()
{
    QFETCH(const QJsonArray, options);
    QFETCH(const bool, multiple);
    const QString poll = makePoll({{u"multiple"_s, multiple}});
    QTEST(vote(m_bob, poll, options).value("type"_L1).toString() == u"ack"_s, "taken");
}

void TestHubPolls::ownVotesComeWithHistory()
{
    const QString poll = makePoll();
    vote(m_bob, poll, {1});
    const auto own = [&](ConnectionId who) {
        return m->ask(who, u"get_history"_s, {{u"roomId"_s, u"general"_s}})
            .value("messages"_L1)
            .toArray()
            .at(0)
            .toObject()
            .value("poll"_L1)
            .toObject()
            .value("ownVotes"_L1)
            .toArray();
    };
    QCOMPARE(own(m_bob), QJsonArray {1});
    QVERIFY(own(m_ann).isEmpty());
}

void TestHubPolls::closingEndsVoting()
{
    const QString poll = makePoll();
    const QJsonObject close {{u"pollId"_s, poll}};
    QCOMPARE(m->ask(m_bob, u"close_poll"_s, close).value("code"_L1), u"forbidden"_s);
    m->take(m_bob);
    QCOMPARE(m->ask(m_ann, u"close_poll"_s, close).value("type"_L1), u"ack"_s);
    QCOMPARE(m->takeOf(m_bob, u"poll_updated"_s).value(0).value("closed"_L1), true);
    QCOMPARE(vote(m_bob, poll, {0}).value("code"_L1), u"conflict"_s);
}

void TestHubPolls::theClockClosesPolls()
{
    const qint64 soon = toEpochMillis(m->clock.wallNow()) + 10'000;
    const QString poll = makePoll({{u"closesAt"_s, soon}});
    m->take(m_bob);
    m->wait(std::chrono::seconds {9});
    QVERIFY(m->takeOf(m_bob, u"poll_updated"_s).isEmpty());
    m->wait(std::chrono::seconds {2});
    QCOMPARE(m->takeOf(m_bob, u"poll_updated"_s).value(0).value("closed"_L1), true);
    QVERIFY(makePoll({{u"closesAt"_s, soon}}).isEmpty());
}

void TestHubPolls::theClockClosesPollsAfterARestart()
{
    makePoll({{u"closesAt"_s, qint64 {toEpochMillis(m->clock.wallNow()) + 10'000}}});
    m->clock.advance(std::chrono::hours {1});
    m->restart();
    const ConnectionId cleo = m->connectSocket(m->guest(u"Cleo"_s));
    m->wait(std::chrono::seconds {1});
    QCOMPARE(m->takeOf(cleo, u"poll_updated"_s).size(), 1);
}

void TestHubPolls::resultsRunOnTheChannel()
{
    const QString poll = makePoll();
    const QString token = m->guest(u"Cleo"_s);
    const ConnectionId stream = m->connectStream(token, {}, {u"poll:"_s + poll});
    const ConnectionId other = m->connectStream(token);
    m->takeEvents(stream);
    m->takeEvents(other);
    vote(m_bob, poll, {1});
    QVERIFY(m->takeEvents(stream).contains("event: poll\ndata: {\"closed\":false,\"counts\":[0,1,0]"_L1));
    QVERIFY(!m->takeEvents(other).contains("event: poll"_L1));
}

QTEST_GUILESS_MAIN(TestHubPolls)
#include "tst_hubpolls.moc"
