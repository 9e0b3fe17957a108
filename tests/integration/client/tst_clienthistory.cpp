#include "clienttest.h"

#include <QElapsedTimer>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

/// What was missed, what is stored, what is searched for.
class TestClientHistory : public ClientTest
{
    Q_OBJECT
private Q_SLOTS:
    void resumesWithoutGaps();
    void fetchesAnewAfterMissingTooMuch();
    void pagesComeFromTheStoreWithoutANetwork();
    void searchIsLocalFirstThenTheServers();
    void searchesCanBeCancelled();
};

void TestClientHistory::resumesWithoutGaps()
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

void TestClientHistory::fetchesAnewAfterMissingTooMuch()
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

void TestClientHistory::pagesComeFromTheStoreWithoutANetwork()
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

void TestClientHistory::searchIsLocalFirstThenTheServers()
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

void TestClientHistory::searchesCanBeCancelled()
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

QTEST_GUILESS_MAIN(TestClientHistory)
#include "tst_clienthistory.moc"
