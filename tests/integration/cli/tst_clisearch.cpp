#include "cliprocess.h"
#include "guestserver.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QStringList texts(const Cli::Result &result)
{
    QStringList list;
    for (const QJsonObject &line : result.lines()) {
        if (line.contains("text"_L1))
            list << line.value("text"_L1).toString();
    }
    return list;
}

} // namespace

/// `search`, with a server and without one.
class TestCliSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void findsWhatTheServerHas();
    void findsWhatIsStoredHere();
    void hasNothingWhereNothingIsStored();

private:
    [[nodiscard]] QString say(const QString &guest, const QString &words) const ///< its messageId
    {
        return m_cli->as(guest, {u"send"_s, u"general"_s, words}).line().value("messageId"_L1).toString();
    }
    std::unique_ptr<coterie::integration::GuestServer> m_server;
    std::unique_ptr<Cli> m_cli;
};

void TestCliSearch::init()
{
    m_server = std::make_unique<coterie::integration::GuestServer>();
    QVERIFY(m_server->start());
    m_cli = std::make_unique<Cli>();
    m_cli->setServer(m_server->url());
}

void TestCliSearch::findsWhatTheServerHas()
{
    QVERIFY(!say(u"Ann"_s, u"a rare zebra"_s).isEmpty());
    const auto found = m_cli->as(u"Bob"_s, {u"search"_s, u"zebra"_s, u"--room"_s, u"general"_s});
    QCOMPARE(found.exit, 0);
    QCOMPARE(texts(found), QStringList({u"a rare zebra"_s}));
    const auto none = m_cli->as(u"Bob"_s, {u"search"_s, u"unicorn"_s});
    QCOMPARE(none.exit, 0);
    QVERIFY(none.out.isEmpty());

    QVERIFY(!say(u"Bob"_s, u"my zebra links to https://example.org"_s).isEmpty());
    const auto search = [&](const QStringList &words) {
        return m_cli->as(u"Bob"_s, QStringList {u"search"_s} + words);
    };
    const QStringList both {u"my zebra links to https://example.org"_s, u"a rare zebra"_s};
    QCOMPARE(texts(search({u"zebra"_s, u"in:general"_s, u"after:today"_s})), both);
    QCOMPARE(texts(search({u"zebra"_s, u"--limit"_s, u"1"_s})), QStringList {both[0]});
    QCOMPARE(texts(search({u"zebra from:ann"_s})), QStringList {both[1]});
    QCOMPARE(texts(search({u"from:me"_s, u"zebra"_s})), QStringList {both[0]});
    QCOMPARE(texts(search({u"\"rare zebra\""_s})), QStringList {both[1]});
    QCOMPARE(texts(search({u"\"zebra rare\""_s})), QStringList());
    QCOMPARE(texts(search({u"has:link"_s, u"zebra"_s})), QStringList {both[0]});
    QCOMPARE(texts(search({u"zebra"_s, u"before:yesterday"_s})), QStringList());
    QCOMPARE(texts(search({u"zebr"_s})), both); // the last word may go on …
    QCOMPARE(texts(search({u"zebr "_s})), QStringList()); // … unless a space ends it
    QCOMPARE(texts(search({u"--"_s, u"zebra"_s, u"-rare"_s})), QStringList {both[0]});
    QCOMPARE(texts(search({u"is:pinned"_s})), QStringList());
    const auto wrong = search({u"zebra"_s, u"before:soon"_s});
    QCOMPARE(wrong.exit, 2);
    QVERIFY(wrong.errors.contains("`before:` wants a date"));
    const auto noState = search({u"is:fine"_s});
    QCOMPARE(noState.exit, 2);
    QVERIFY(noState.errors.contains("`is:` knows pinned and edited."));
    const auto nobody = search({u"from:zorro"_s, u"zebra"_s});
    QCOMPARE(nobody.exit, 3);
    QVERIFY(nobody.errors.contains("Nobody here is called"));
}

/// With `send --queue` an account keeps what it saw. When nobody answers, that is searched, and said.
void TestCliSearch::findsWhatIsStoredHere()
{
    QVERIFY(!say(u"Ann"_s, u"a rare zebra"_s).isEmpty());
    const auto queued =
        m_cli->as(u"Bob"_s, {u"send"_s, u"general"_s, u"my zebra of https://example.org"_s, u"--queue"_s});
    QCOMPARE(queued.exit, 0);
    QCOMPARE(m_cli->as(u"Bob"_s, {u"send"_s, u"general"_s, u"late"_s, u"--queue"_s}).exit, 0); // has read them by now
    m_server->kill();
    const auto search = [&](const QStringList &words) {
        return m_cli->as(u"Bob"_s, QStringList {u"search"_s} + words);
    };
    const QStringList both {u"my zebra of https://example.org"_s, u"a rare zebra"_s};
    const auto found = search({u"zebra"_s});
    QCOMPARE(found.exit, 4);
    QCOMPARE(texts(found), both);
    QVERIFY2(found.errors.contains("Only messages on this computer were searched."), found.errors.constData());
    QCOMPARE(texts(search({u"zeb"_s, u"--limit"_s, u"1"_s})), QStringList {both[0]});
    QCOMPARE(texts(search({u"zebra"_s, u"--room"_s, u"general"_s})), both);
    QCOMPARE(texts(search({u"\"rare zebra\""_s, u"in:general"_s})), QStringList {both[1]});
    QCOMPARE(texts(search({u"from:ann"_s})), QStringList {both[1]});
    QCOMPARE(texts(search({u"from:me has:link"_s})), QStringList {both[0]});
    QCOMPARE(texts(search({u"unicorn"_s})), QStringList());
    const auto elsewhere = search({u"zebra"_s, u"--room"_s, u"nowhere"_s});
    QCOMPARE(elsewhere.exit, 4);
    QCOMPARE(texts(elsewhere), QStringList());
    QCOMPARE(search({u"zebra"_s, u"before:soon"_s}).exit, 2);

    // For a person it is the same line as online, with the hits set off only on a terminal.
    const auto plain = m_cli->run({u"--guest"_s, u"Bob"_s, u"search"_s, u"rare"_s});
    QCOMPARE(plain.exit, 4);
    QVERIFY2(plain.out.endsWith("Ann: a rare zebra\n"), plain.out.constData());
}

void TestCliSearch::hasNothingWhereNothingIsStored()
{
    QCOMPARE(m_cli->as(u"Cleo"_s, {u"rooms"_s}).exit, 0);
    m_server->kill();
    const auto result = m_cli->as(u"Cleo"_s, {u"search"_s, u"zebra"_s});
    QCOMPARE(result.exit, 4);
    QVERIFY(result.out.isEmpty());
    QVERIFY(!result.errors.contains("Only messages on this computer"));
}

QTEST_GUILESS_MAIN(TestCliSearch)
#include "tst_clisearch.moc"
