#include "peer.h"
#include "serverprocess.h"

#include <QTemporaryDir>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;
using integration::ServerProcess;

namespace {

constexpr int patience = 20'000; // ms for what takes milliseconds on an idle machine

Outgoing words(const RoomId &room, const QString &text, const QString &replyToKey = {})
{
    return {.roomId = room, .text = text, .replyToKey = replyToKey, .threadId = {}};
}

/// The row of a page, which a view asks for after a log has started over.
std::optional<MessageEntry> rowOf(Peer &peer, const RoomId &room, const QString &text)
{
    const auto rows = peer.wholeRoom(room);
    const auto row = std::ranges::find_if(rows, [&](const MessageEntry &entry) { return entry.message.text == text; });
    return row == rows.end() ? std::nullopt : std::optional(*row);
}

bool isSent(Peer &peer, const RoomId &room, const QString &text)
{
    const auto row = rowOf(peer, room, text);
    return row && row->delivery == Delivery::Sent;
}

bool isLost(Peer &peer, const RoomId &room, const QString &text)
{
    const auto row = rowOf(peer, room, text);
    return row && row->delivery == Delivery::Failed && row->failure == u"The server has lost this message."_s;
}

} // namespace

#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// What becomes of messages that a server had acknowledged and knows nothing of after an older backup was put back.
class TestRestore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ownWordsAreOfferedAgain();
    void nothingIsOfferedThatIsThere();
};

void TestRestore::ownWordsAreOfferedAgain()
{
    const QTemporaryDir folder;
    ServerProcess server({u"--guests"_s});
    QVERIFY(server.start());
    Peer ann(Peer::signIn(server.url(), u"Ann"_s), folder.filePath(u"ann.sqlite"_s));
    Peer ben(Peer::signIn(server.url(), u"Ben"_s));
    for (Peer *peer : {&ann, &ben}) {
        peer->open();
        EVENTUALLY(peer->isConnected() && !peer->roomCalled(u"general"_s).isEmpty());
    }
    const RoomId general = ann.roomCalled(u"general"_s);
    ann.client().send(words(general, u"in the backup"_s));
    EVENTUALLY(isSent(ann, general, u"in the backup"_s));
    const QString file = server.dataFolder() + u"/copy.db"_s;
    QCOMPARE(server.run({u"backup"_s, file}).exitCode, 0);
    ann.client().send(words(general, u"a question"_s));
    EVENTUALLY(isSent(ann, general, u"a question"_s));
    ben.client().send(words(general, u"somebody else's"_s));
    EVENTUALLY(ann.row(general, u"somebody else's"_s));
    ann.client().send(words(general, u"an answer to it"_s, ann.row(general, u"a question"_s)->key));
    EVENTUALLY(isSent(ann, general, u"an answer to it"_s));

    QCOMPARE(server.run({u"restore"_s, file}).exitCode, 0);
    EVENTUALLY(isLost(ann, general, u"a question"_s) && isLost(ann, general, u"an answer to it"_s));
    EVENTUALLY(ann.isConnected() && ann.wholeRoom(general).size() == 3); // the other's words are not ours to bring back
    QVERIFY(isSent(ann, general, u"in the backup"_s));
    ann.quit();
    ann.open();
    EVENTUALLY(
        ann.isConnected() && isLost(ann, general, u"a question"_s) && isLost(ann, general, u"an answer to it"_s));

    ann.client().retry(rowOf(ann, general, u"an answer to it"_s)->key); // takes along what it answers
    EVENTUALLY(isSent(ann, general, u"a question"_s) && isSent(ann, general, u"an answer to it"_s));
    EVENTUALLY(ben.row(general, u"an answer to it"_s));
    QVERIFY(ben.row(general, u"an answer to it"_s)->message.replyTo
        == ben.row(general, u"a question"_s)->message.messageId);
    QStringList texts;
    for (const MessageEntry &entry : ben.wholeRoom(general))
        texts.append(entry.message.text);
    QCOMPARE(texts, (QStringList {u"in the backup"_s, u"a question"_s, u"an answer to it"_s, u"somebody else's"_s}));
    QVERIFY(isLost(ben, general, u"somebody else's"_s));
}

void TestRestore::nothingIsOfferedThatIsThere()
{
    ServerProcess server({u"--guests"_s, u"--messages-per-minute"_s, u"100000"_s});
    QVERIFY(server.start());
    Peer ann(Peer::signIn(server.url(), u"Ann"_s));
    Peer ben(Peer::signIn(server.url(), u"Ben"_s));
    for (Peer *peer : {&ann, &ben}) {
        peer->open();
        EVENTUALLY(peer->isConnected() && !peer->roomCalled(u"general"_s).isEmpty());
    }
    const RoomId general = ann.roomCalled(u"general"_s);
    for (int i = 0; i < 30; ++i)
        ann.client().send(words(general, u"kept %1"_s.arg(i)));
    EVENTUALLY(ben.row(general, u"kept 29"_s) && ann.row(general, u"kept 29"_s)->delivery == Delivery::Sent);
    const QString file = server.dataFolder() + u"/copy.db"_s;
    QCOMPARE(server.run({u"backup"_s, file}).exitCode, 0);
    ann.client().setSuspended(true);
    QCOMPARE(server.run({u"restore"_s, file}).exitCode, 0);
    ann.client().send(words(general, u"while away"_s)); // leaves before the rooms are joined
    for (int i = 0; i < 250; ++i) // more than a page
        ben.client().send(words(general, u"since then %1"_s.arg(i)));
    EVENTUALLY(ben.row(general, u"since then 249"_s) && ben.connection.waiting == 0);
    const int restarts = ann.restarts.value(general);
    ann.client().setSuspended(false);
    EVENTUALLY(ann.restarts.value(general) > restarts && ann.connection.waiting == 0);
    QCOMPARE(ann.row(general, u"while away"_s)->delivery, Delivery::Sent);
    const auto all = ann.wholeRoom(general);
    QCOMPARE(all.size(), 281);
    for (const MessageEntry &entry : all)
        QVERIFY2(entry.delivery == Delivery::Sent, qPrintable(entry.message.text));
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
