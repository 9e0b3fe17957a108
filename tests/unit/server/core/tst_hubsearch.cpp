#include "hubfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestHubSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void seesWhatOneMaySee();
    void knowsFilters();
    void followsPinsAndEdits();

private:
    QJsonObject say(ConnectionId from, const QString &text)
    {
        return m->ask(from, u"send_message"_s,
            {{u"roomId"_s, u"general"_s}, {u"text"_s, text}, {u"clientId"_s, u"c%1"_s.arg(++m_count)}});
    }
    /// The texts of what Bob finds.
    QString find(const QString &typed, QJsonObject more = {})
    {
        more[u"q"_s] = typed;
        QStringList texts;
        const QJsonObject answer = m->ask(m_bob, u"search"_s, more);
        for (const QJsonValue &message : answer.value("messages"_L1).toArray())
            texts.append(message.toObject().value("text"_L1).toString());
        return texts.join(u'|');
    }
    std::unique_ptr<HubFixture> m;
    ConnectionId m_ann = 0;
    ConnectionId m_bob = 0;
    int m_count = 0;
};

void TestHubSearch::init()
{
    m_count = 0;
    m = std::make_unique<HubFixture>();
    m_ann = m->connectSocket(m->guest(u"Ann"_s));
    m_bob = m->connectSocket(m->guest(u"Bob"_s));
    m->take(m_ann);
    m->take(m_bob);
}

void TestHubSearch::seesWhatOneMaySee()
{
    const QString room = m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Hidden"_s}, {u"kind"_s, u"private"_s}})
                             .value("room"_L1)
                             .toObject()
                             .value("roomId"_L1)
                             .toString();
    say(m_ann, u"open rhubarb"_s);
    m->ask(m_ann, u"send_message"_s, {{u"roomId"_s, room}, {u"clientId"_s, u"h"_s}, {u"text"_s, u"hidden rhubarb"_s}});
    const auto find = [&](ConnectionId who, QJsonObject query) {
        query[u"q"_s] = u"rhubarb"_s;
        return m->ask(who, u"search"_s, query);
    };
    QCOMPARE(find(m_ann, {}).value("messages"_L1).toArray().size(), 2);
    QCOMPARE(find(m_bob, {}).value("messages"_L1).toArray().size(), 1);
    QCOMPARE(find(m_bob, {{u"roomId"_s, room}}).value("code"_L1), u"not_found"_s);
}

void TestHubSearch::knowsFilters()
{
    for (const QString &text : {u"the rhubarb plan"_s, u"rhubarb https://example.org"_s, u"北京 🎉"_s})
        say(m_ann, text);
    say(m_bob, u"rhubarb of Bob"_s);
    QCOMPARE(find(u"from:me rhu"_s), u"rhubarb of Bob"_s);
    QCOMPARE(find(u"from:ann rhubarb -plan"_s), u"rhubarb https://example.org"_s);
    QCOMPARE(find(u"in:general \"rhubarb plan\""_s), u"the rhubarb plan"_s);
    QCOMPARE(find(u"has:link"_s), u"rhubarb https://example.org"_s);
    QCOMPARE(find(u"京 "_s), u"北京 🎉"_s);
    QCOMPARE(find(u"🎉"_s), u"北京 🎉"_s);
    QCOMPARE(find(u"rhubarb after:2090"_s), QString());
    QCOMPARE(find(u"rhubarb"_s, {{u"before"_s, 1}}), QString());
    QCOMPARE(find({}, {{u"limit"_s, 1}, {u"after"_s, 0}}), u"rhubarb of Bob"_s); // only a time
    const QJsonObject page = m->ask(m_bob, u"search"_s, {{u"q"_s, u"rhubarb"_s}, {u"limit"_s, 1}});
    const QJsonValue last = page.value("messages"_L1).toArray().first().toObject().value("messageId"_L1);
    QCOMPARE(find(u"rhubarb"_s, {{u"limit"_s, 1}, {u"cursor"_s, last}}), u"rhubarb https://example.org"_s);
    const QJsonObject wrong = m->ask(m_bob, u"search"_s, {{u"q"_s, u"before:soon x"_s}});
    QCOMPARE(wrong.value("code"_L1), u"bad_request"_s);
    QVERIFY(wrong.value("message"_L1).toString().startsWith(u"`before:` wants a date"_s));
}

void TestHubSearch::followsPinsAndEdits()
{
    QCOMPARE(find(u"is:pinned"_s), QString());
    const QJsonValue planId = say(m_ann, u"the rhubarb plan"_s).value("messageId"_L1);
    say(m_ann, u"another plan"_s);
    for (const bool on : {true, false, true}) {
        m->ask(m_ann, u"pin_message"_s, {{u"messageId"_s, planId}, {u"on"_s, on}});
        QCOMPARE(find(u"in:general is:pinned"_s), on ? u"the rhubarb plan"_s : QString());
    }
    m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, planId}, {u"text"_s, u"the new rhubarb plan"_s}});
    QCOMPARE(find(u"is:edited is:pinned new"_s), u"the new rhubarb plan"_s);
    QCOMPARE(find(u"is:edited"_s), u"the new rhubarb plan"_s);
}

QTEST_GUILESS_MAIN(TestHubSearch)
#include "tst_hubsearch.moc"
