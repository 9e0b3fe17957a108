#include "serverprocess.h"
#include "webclient.h"
#include "wsclient.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie::integration;

/// The administrator's commands, beside a running server.
class TestServerCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void accountsSignIn();
    void disabledAccountsAreThrownOut();
    void tokensComeAndGo();
    void invitesWork();
    void backupAndRestoreWhileRunning();
    void wrongUsage_data();
    void wrongUsage();
    void helpAndVersion();
    void tokensAreNeverLogged();
    void dataIsPrivate();
    void aTakenPortIsSaidPlainly();

private:
    static QString login(WebClient &web, const QString &name, const QString &password)
    {
        return web.post(u"/api/v1/login"_s, {{u"username"_s, name}, {u"password"_s, password}})
            .json()
            .value("token"_L1)
            .toString();
    }
};

void TestServerCommands::accountsSignIn()
{
    ServerProcess server({u"--guests"_s});
    QVERIFY(server.start());
    WebClient web(server.url());
    const auto added =
        server.run({u"user"_s, u"add"_s, u"Ann"_s, u"--admin"_s, u"--password-stdin"_s}, "correct horse\n");
    QCOMPARE(added.exitCode, 0);
    QString token;
    QTRY_VERIFY_WITH_TIMEOUT(!(token = login(web, u"Ann"_s, u"correct horse"_s)).isEmpty(), 8000);
    QCOMPARE(web.get(u"/api/v1/me"_s, token).json().value("user"_L1).toObject().value("role"_L1), u"admin"_s);
    WsClient ann;
    QVERIFY(ann.open(server.url(), token));
    QVERIFY(ann.say(u"general"_s, u"hello"_s, u"c1"_s).contains("seq"_L1));
    QVERIFY(server.run({u"user"_s, u"list"_s}).output.contains("Ann\tadmin\tactive"_L1));
    QCOMPARE(server.run({u"user"_s, u"add"_s, u"Bob"_s, u"--password-stdin"_s}, "short\n").exitCode, 2);
}

void TestServerCommands::disabledAccountsAreThrownOut()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Eve"_s);
    WsClient eve;
    QVERIFY(eve.open(server.url(), token));
    QCOMPARE(server.run({u"user"_s, u"disable"_s, u"eve"_s}).exitCode, 0);
    QVERIFY(eve.waitForClose());
    QCOMPARE(eve.closeCode(), 4403);
    QCOMPARE(WebClient(server.url()).get(u"/api/v1/me"_s, token).status, 403);
    QCOMPARE(server.run({u"user"_s, u"disable"_s, u"Nobody"_s}).exitCode, 1);
}

void TestServerCommands::tokensComeAndGo()
{
    ServerProcess server;
    QVERIFY(server.start());
    WebClient(server.url()).guest(u"Bot"_s);
    const auto made =
        server.run({u"token"_s, u"create"_s, u"Bot"_s, u"--scope"_s, u"chat publish"_s, u"--expires"_s, u"30d"_s});
    QCOMPARE(made.exitCode, 0);
    const QString token = made.output.trimmed();
    WsClient bot;
    QVERIFY(bot.open(server.url(), token));
    const QString list = server.run({u"token"_s, u"list"_s}).output;
    QVERIFY(!list.contains(token));
    QString id;
    for (const QString &line : list.split(u'\n')) {
        if (line.contains("chat publish"_L1))
            id = line.section(u'\t', 0, 0);
    }
    QCOMPARE(server.run({u"token"_s, u"revoke"_s, id}).exitCode, 0);
    QVERIFY(bot.waitForClose());
    QCOMPARE(bot.closeCode(), 4401);
    QVERIFY(server.run({u"token"_s, u"list"_s}).output.contains("revoked"_L1));
    QCOMPARE(server.run({u"token"_s, u"revoke"_s, id}).exitCode, 1);
    QCOMPARE(server.run({u"token"_s, u"create"_s, u"Bot"_s, u"--scope"_s, u"everything"_s}).exitCode, 1);
}

void TestServerCommands::invitesWork()
{
    ServerProcess server;
    QVERIFY(server.start());
    WebClient web(server.url());
    const auto made = server.run({u"invite"_s, u"create"_s, u"--uses"_s, u"1"_s, u"--expires"_s, u"7d"_s});
    QCOMPARE(made.exitCode, 0);
    const QString code = QJsonDocument::fromJson(made.output.toUtf8()).object().value("code"_L1).toString();
    QCOMPARE(web.get(u"/invite/"_s + code).status, 200);
    const QString accept = u"/api/v1/invites/%1/accept"_s.arg(code);
    QCOMPARE(web.post(accept, {{u"username"_s, u"Ann"_s}}).status, 201);
    QCOMPARE(web.post(accept, {{u"username"_s, u"Bob"_s}}).status, 404);
    QCOMPARE(server.run({u"invite"_s, u"create"_s, u"--room"_s, u"nowhere"_s}).exitCode, 1);
}

void TestServerCommands::backupAndRestoreWhileRunning()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    WsClient ann;
    QVERIFY(ann.open(server.url(), token));
    ann.say(u"general"_s, u"before"_s, u"c1"_s);
    const QString epoch =
        ann.ask(u"join_room"_s, {{u"roomId"_s, u"general"_s}}).value("room"_L1).toObject().value("epoch"_L1).toString();
    const QString file = server.dataFolder() + u"/copy.db"_s;
    QCOMPARE(server.run({u"backup"_s, file}).exitCode, 0);
    QCOMPARE(server.run({u"backup"_s, file}).exitCode, 1);
    ann.say(u"general"_s, u"after"_s, u"c2"_s);
    const auto restored = server.run({u"restore"_s, file});
    QVERIFY2(restored.exitCode == 0, qPrintable(restored.error));
    QVERIFY(ann.waitForClose());
    WsClient again;
    QVERIFY(again.open(server.url(), token));
    const QJsonObject room =
        again.ask(u"join_room"_s, {{u"roomId"_s, u"general"_s}, {u"since"_s, 2}, {u"epoch"_s, epoch}});
    QCOMPARE(room.value("truncated"_L1), true);
    QVERIFY(room.value("room"_L1).toObject().value("epoch"_L1).toString() != epoch);
    QCOMPARE(room.value("room"_L1).toObject().value("lastSeq"_L1), 1);
    QCOMPARE(again.say(u"general"_s, u"on"_s, u"c3"_s).value("seq"_L1), 2);
    QCOMPARE(server.run({u"check"_s}).exitCode, 0);
}

void TestServerCommands::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const QStringList &arguments) { QTest::newRow(qPrintable(arguments.join(u' '))) << arguments; };
    row({u"dance"_s});
    row({u"user"_s});
    row({u"user"_s, u"add"_s});
    row({u"token"_s, u"create"_s, u"Ann"_s, u"--expires"_s, u"soon"_s});
    row({u"invite"_s, u"create"_s, u"--uses"_s, u"0"_s});
    row({u"backup"_s});
    row({u"--postgres"_s, u"postgres://db"_s});
    row({u"--redis"_s, u"redis://cache"_s});
    row({u"--listen"_s, u"nowhere"_s});
    row({u"--listen"_s, u"127.0.0.1:99999"_s});
    row({u"--log"_s, u"xml"_s});
    row({u"--tls-cert"_s, u"a.pem"_s});
    row({u"--no-such-option"_s});
}

void TestServerCommands::wrongUsage()
{
    QFETCH(const QStringList, arguments);
    const ServerProcess server;
    const auto outcome = server.run(arguments);
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(outcome.output.isEmpty());
    QCOMPARE(outcome.error.trimmed().count(u'\n'), 0);
    QVERIFY(!outcome.error.isEmpty());
}

void TestServerCommands::helpAndVersion()
{
    const ServerProcess server;
    for (const QString &command :
        {u"serve"_s, u"user"_s, u"token"_s, u"invite"_s, u"backup"_s, u"restore"_s, u"check"_s}) {
        QCOMPARE(server.run({command, u"--help"_s}).exitCode, 0);
        QVERIFY(server.run({command, u"--version"_s}).output.startsWith("coterie-server "_L1));
    }
}

void TestServerCommands::tokensAreNeverLogged()
{
    ServerProcess server({u"--log"_s, u"json"_s, u"--log-level"_s, u"debug"_s});
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    WsClient ann;
    QVERIFY(ann.open(server.url(), {}, u"/ws?token="_s + token));
    ann.say(u"general"_s, u"very private words"_s, u"c1"_s);
    QCOMPARE(server.terminate(), 0);
    const QByteArray log = server.log();
    QVERIFY(log.contains("\"event\":\"listening\""));
    QVERIFY(log.contains("\"event\":\"connected\""));
    QVERIFY(!log.contains(token.toUtf8()));
    QVERIFY(!log.contains("very private words"));
}

void TestServerCommands::dataIsPrivate()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QFileInfo database(server.dataFolder() + u"/coterie.db"_s);
    QVERIFY(database.exists());
    QVERIFY(!(database.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

void TestServerCommands::aTakenPortIsSaidPlainly()
{
    ServerProcess server;
    QVERIFY(server.start());
    const ServerProcess other;
    const auto outcome = other.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:%1"_s.arg(server.url().port())});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(!outcome.error.isEmpty());
}

QTEST_GUILESS_MAIN(TestServerCommands)
#include "tst_servercommands.moc"
