#include "server/server.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

/// The facade that other programs embed.
class TestServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void startsStopsAndStartsAgain();
    void makesTokensThatWork();
    void keepsItsName();
    void invites();
    void oneServerPerFolder();
    void aTakenPortIsAnError();
    void answersWhenItDoesNotRun();

private:
    [[nodiscard]] ServerConfig config() const
    {
        ServerConfig config;
        config.port = 0;
        config.dataFolder = m_folder->filePath(u"data"_s);
        return config;
    }
    static QJsonObject get(const Server &server, const QByteArray &path, const QString &token = {})
    {
        QTcpSocket socket;
        socket.connectToHost(server.url().host(), server.port());
        if (!socket.waitForConnected(5000))
            return {};
        socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + token.toLatin1() + "\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5000))
            answer += socket.readAll();
        return QJsonDocument::fromJson(answer.sliced(answer.indexOf("\r\n\r\n") + 4)).object();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestServer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestServer::startsStopsAndStartsAgain()
{
    Server server(config());
    QVERIFY(!server.isRunning());
    QVERIFY(server.url().isEmpty());
    for (int round = 0; round < 3; ++round) {
        QVERIFY(server.start());
        QVERIFY(server.isRunning());
        QCOMPARE(server.url().host(), u"127.0.0.1"_s);
        QCOMPARE(get(server, "/healthz").value("status"_L1), u"ok"_s);
        server.stop();
        QVERIFY(!server.isRunning());
        QVERIFY(server.url().isEmpty());
    }
}

void TestServer::makesTokensThatWork()
{
    Server server(config());
    QVERIFY(server.start());
    const auto owner = server.createUserToken(u"Olga"_s, protocol::Role::Admin, u"chat publish"_s);
    const auto guest = server.createGuestToken(u"Gus"_s);
    QVERIFY(owner && guest);
    const QJsonObject me = get(server, "/api/v1/me", *owner).value("user"_L1).toObject();
    QCOMPARE(me.value("role"_L1), u"admin"_s);
    QCOMPARE(get(server, "/api/v1/me", *guest).value("user"_L1).toObject().value("role"_L1), u"guest"_s);
    // The same name again is the same person with another token.
    const auto again = server.createUserToken(u"Olga"_s);
    QVERIFY(again && *again != *owner);
    QCOMPARE(get(server, "/api/v1/me", *again).value("user"_L1).toObject().value("userId"_L1), me.value("userId"_L1));
    QVERIFY(!server.createUserToken(u"\n"_s));
}

void TestServer::keepsItsName()
{
    {
        Server server(config());
        QVERIFY(server.start());
        QCOMPARE(get(server, "/api/v1/server").value("name"_L1), u"Coterie"_s);
        server.setServerName(u"  Olga’s   workspace "_s);
        QCOMPARE(get(server, "/api/v1/server").value("name"_L1), u"Olga’s workspace"_s);
    }
    Server server(config());
    QVERIFY(server.start());
    QCOMPARE(get(server, "/api/v1/server").value("name"_L1), u"Olga’s workspace"_s);
}

void TestServer::invites()
{
    Server server(config());
    QVERIFY(server.start());
    const auto invite = server.createInvite(u"general"_s);
    QVERIFY(invite);
    QVERIFY(invite->path().startsWith("/invite/"_L1));
    QCOMPARE(invite->port(), int {server.port()});
    QVERIFY(!server.createInvite(u"nowhere"_s));
}

void TestServer::oneServerPerFolder()
{
    Server first(config());
    QVERIFY(first.start());
    Server second(config());
    const auto refused = second.start();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Errc::Conflict);
    QVERIFY(!second.isRunning());
    first.stop();
    QVERIFY(second.start());
}

void TestServer::aTakenPortIsAnError()
{
    Server first(config());
    QVERIFY(first.start());
    ServerConfig other = config();
    other.port = first.port();
    other.dataFolder = m_folder->filePath(u"other"_s);
    Server second(other);
    const auto refused = second.start();
    QVERIFY(!refused);
    QVERIFY(!refused.error().message.empty());
}

void TestServer::answersWhenItDoesNotRun()
{
    Server server(config());
    const auto invite = server.createInvite();
    QVERIFY(!invite);
    QCOMPARE(invite.error().code, Errc::Unavailable);
}

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
