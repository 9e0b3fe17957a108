#include "peer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000; // ms for what takes milliseconds on an idle machine
const RoomId general {u"general"_s};

/// A cookbook server in this process that passes messages on only when it is told to.
class Cookbook : public QObject
{
public:
    explicit Cookbook(quint16 port = 0)
    {
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            QWebSocket *const socket = m_server.nextPendingConnection();
            socket->setParent(this);
            m_sockets.append(socket);
            connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) { heard(text); });
            connect(socket, &QWebSocket::disconnected, this, [this, socket] { m_sockets.removeAll(socket); });
            socket->sendTextMessage(uR"({"type":"system_message","data":{"text":"Somebody came."}})"_s);
        });
        m_isListening = m_server.listen(QHostAddress::LocalHost, port);
    }

    ~Cookbook() override
    {
        for (QWebSocket *socket : std::as_const(m_sockets))
            socket->disconnect(this);
    }

    [[nodiscard]] bool isListening() const { return m_isListening; }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort())); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] const QStringList &messages() const { return m_messages; } ///< every frame that is one

    void passOn()
    {
        for (const QString &frame : std::exchange(m_held, {})) {
            for (QWebSocket *socket : std::as_const(m_sockets))
                socket->sendTextMessage(frame);
        }
    }
    bool holds = false;

private:
    void heard(const QString &text)
    {
        if (QJsonDocument::fromJson(text.toUtf8()).object().value("type"_L1).toString() != "chat_message"_L1)
            return;
        m_messages.append(text);
        m_held.append(text);
        if (!holds)
            passOn();
    }

    QWebSocketServer m_server {u"cookbook"_s, QWebSocketServer::NonSecureMode};
    QList<QWebSocket *> m_sockets;
    QStringList m_messages;
    QStringList m_held;
    bool m_isListening = false;
};

} // namespace

#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patience)

/// The whole client against a server that is not ours.
class TestPlainServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNameIsEnoughAndTheStatusSaysWhatIsMissing();
    void pendingUntilTheEcho();
    void whatWasShownStaysWithoutHistory();
    void whatMayHaveArrivedIsNotSentAgainAfterARestart();
    void whatTheServerCannotDoIsSaid();
    void whatTheServerSaysIsActivity();
};

void TestPlainServer::aNameIsEnoughAndTheStatusSaysWhatIsMissing()
{
    const Cookbook server;
    QVERIFY(server.isListening());
    const auto session = Peer::signIn(server.url(), u"Ann"_s);
    QVERIFY(session.isPlain);
    QVERIFY(session.token.isEmpty());
    Peer ann(session);
    ann.open();
    EVENTUALLY(ann.isConnected());
    QVERIFY(ann.connection.dialect == plain::Dialect::Cookbook);
    QCOMPARE(limitsOf(ann.connection.dialect),
        u"Plain server (cookbook): no history, messages are confirmed by their echo."_s);
    QVERIFY(!ann.connection.notificationsLive);
    EVENTUALLY(ann.roomCalled(u"general"_s) == general);
}

void TestPlainServer::pendingUntilTheEcho()
{
    Cookbook server;
    server.holds = true;
    Peer ann(Peer::signIn(server.url(), u"Ann"_s));
    Peer ben(Peer::signIn(server.url(), u"Ben"_s));
    for (Peer *peer : {&ann, &ben}) {
        peer->open();
        EVENTUALLY(peer->isConnected() && peer->roomCalled(u"general"_s) == general);
    }
    ann.client().send({.roomId = general, .text = u"hello"_s, .replyToKey = {}, .threadId = {}});
    EVENTUALLY(server.messages().size() == 1);
    QCOMPARE(ann.row(general, u"hello"_s)->delivery, Delivery::Pending);
    server.passOn();
    EVENTUALLY(ann.row(general, u"hello"_s)->delivery == Delivery::Sent);
    QCOMPARE(ann.rows(general).size(), 1); // the echo is the same row
    EVENTUALLY(ben.row(general, u"hello"_s));
    QCOMPARE(ben.row(general, u"hello"_s)->message.username, u"Ann"_s);
    QVERIFY(!ben.row(general, u"hello"_s)->own);
    QCOMPARE(ann.deliveries, (QList<Delivery> {Delivery::Pending, Delivery::Sent}));
}

void TestPlainServer::whatWasShownStaysWithoutHistory()
{
    const QTemporaryDir folder;
    auto server = std::make_unique<Cookbook>();
    const quint16 port = server->port();
    const auto session = Peer::signIn(server->url(), u"Ann"_s);
    Peer ann(session, folder.filePath(u"ann.sqlite"_s));
    ann.open();
    EVENTUALLY(ann.isConnected() && ann.roomCalled(u"general"_s) == general);
    ann.client().send({.roomId = general, .text = u"first"_s, .replyToKey = {}, .threadId = {}});
    EVENTUALLY(ann.row(general, u"first"_s) && ann.row(general, u"first"_s)->delivery == Delivery::Sent);
    ann.quit();
    server.reset();
    server = std::make_unique<Cookbook>(port);
    QVERIFY(server->isListening());
    ann.open();
    EVENTUALLY(ann.isConnected());
    ann.client().send({.roomId = general, .text = u"second"_s, .replyToKey = {}, .threadId = {}});
    EVENTUALLY(ann.row(general, u"second"_s) && ann.row(general, u"second"_s)->delivery == Delivery::Sent);
    QStringList texts;
    for (const MessageEntry &entry : ann.wholeRoom(general))
        texts.append(entry.message.text);
    QCOMPARE(texts, (QStringList {u"first"_s, u"second"_s}));
    QCOMPARE(ann.row(general, u"second"_s)->message.seq, 2);
}

void TestPlainServer::whatMayHaveArrivedIsNotSentAgainAfterARestart()
{
    const QTemporaryDir folder;
    Cookbook server;
    server.holds = true;
    Peer ann(Peer::signIn(server.url(), u"Ann"_s), folder.filePath(u"ann.sqlite"_s));
    ann.open();
    EVENTUALLY(ann.isConnected() && ann.roomCalled(u"general"_s) == general);
    const QString key = ann.client().send({.roomId = general, .text = u"gone?"_s, .replyToKey = {}, .threadId = {}});
    EVENTUALLY(server.messages().size() == 1);
    ann.quit();
    ann.open();
    EVENTUALLY(ann.row(general, u"gone?"_s) && ann.row(general, u"gone?"_s)->delivery == Delivery::Failed);
    QVERIFY(ann.row(general, u"gone?"_s)->failure.contains(u"It may have arrived."_s));
    QCOMPARE(server.messages().size(), 1);
    server.holds = false;
    ann.client().retry(key); // the person's own wish
    EVENTUALLY(ann.row(general, u"gone?"_s)->delivery == Delivery::Sent);
    QCOMPARE(server.messages().size(), 2);
    QCOMPARE(ann.rows(general).size(), 1);
}

void TestPlainServer::whatTheServerCannotDoIsSaid()
{
    const Cookbook server;
    Peer ann(Peer::signIn(server.url(), u"Ann"_s));
    ann.open();
    EVENTUALLY(ann.isConnected() && ann.roomCalled(u"general"_s) == general);
    const QString key = ann.client().send({.roomId = general, .text = u"x"_s, .replyToKey = {}, .threadId = {}});
    EVENTUALLY(ann.row(general, u"x"_s) && ann.row(general, u"x"_s)->delivery == Delivery::Sent);
    ann.client().react(key, u"👍"_s, true);
    EVENTUALLY(!ann.notices.isEmpty());
    QCOMPARE(ann.notices.first(), u"This is a plain server (cookbook), which does not know reactions."_s);
    EVENTUALLY(ann.row(general, u"x"_s)->message.reactions.isEmpty());
}

void TestPlainServer::whatTheServerSaysIsActivity()
{
    const QTemporaryDir folder;
    const Cookbook server;
    Peer ann(Peer::signIn(server.url(), u"Ann"_s), folder.filePath(u"ann.sqlite"_s));
    ann.open();
    EVENTUALLY(ann.activities.size() == 1);
    QCOMPARE(ann.activities.first().userName, u"127.0.0.1:%1"_s.arg(server.port()));
    QCOMPARE(ann.activities.first().target, u"Somebody came."_s);
    EVENTUALLY(ann.isConnected());
    QCOMPARE(ann.rows(general).size(), 0); // nobody's message
    ann.quit();
    ann.open();
    EVENTUALLY(ann.activities.size() == 2); // kept, and said again for the new connection
    QVERIFY(ann.activities.first().id != ann.activities.last().id);
}

QTEST_GUILESS_MAIN(TestPlainServer)
#include "tst_plainserver.moc"
