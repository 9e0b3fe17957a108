#include "serverprocess.h"
#include "webclient.h"
#include "wsclient.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie::integration;

/// What was acknowledged is there, once, whatever happens to the process.
class TestServerCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedInABurst();
    void terminatedPolitely();
    void interruptedPolitely();
    void restartKeepsNumbersAndIdempotency();
    void eventsSurviveARestart();
};

void TestServerCrash::killedInABurst()
{
    ServerProcess server({u"--messages-per-minute"_s, u"1000000"_s});
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    QHash<QString, qint64> acknowledged; // clientId → seq
    int sent = 0;
    for (int round = 0; round < 4; ++round) {
        WsClient ann;
        QVERIFY(ann.open(server.url(), token));
        QVERIFY(!ann.next(u"welcome"_s).isEmpty());
        for (int i = 0; i < 400; ++i, ++sent)
            ann.send(u"send_message"_s,
                {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"c%1"_s.arg(sent)}, {u"text"_s, u"text %1"_s.arg(sent)}},
                QString::number(sent));
        // Some are acknowledged, some are under way: now.
        QVERIFY(!ann.next(u"ack"_s).isEmpty());
        for (int more = 0; more < 20 * round; ++more)
            QCoreApplication::processEvents();
        server.kill();
        static_cast<void>(ann.waitForClose());
        for (const QJsonObject &ack : ann.takeAll(u"ack"_s))
            acknowledged.insert(ack.value("clientId"_L1).toString(), ack.value("seq"_L1).toInteger());
        QVERIFY(server.start());
    }
    QVERIFY(!acknowledged.isEmpty());

    WsClient ann;
    QVERIFY(ann.open(server.url(), token));
    QHash<QString, qint64> stored;
    qint64 expected = 0;
    bool more = true;
    while (more) {
        const QJsonObject page =
            ann.ask(u"get_history"_s, {{u"roomId"_s, u"general"_s}, {u"after"_s, expected}, {u"limit"_s, 200}});
        QCOMPARE(page.value("type"_L1), u"message_history"_s);
        for (const QJsonValue &each : page.value("messages"_L1).toArray()) {
            const QString clientId = each.toObject().value("clientId"_L1).toString();
            QCOMPARE(each.toObject().value("seq"_L1).toInteger(), ++expected); // gapless
            QVERIFY2(!stored.contains(clientId), qPrintable(clientId)); // once
            stored.insert(clientId, expected);
        }
        more = page.value("hasAfter"_L1).toBool();
    }
    for (auto ack = acknowledged.cbegin(); ack != acknowledged.cend(); ++ack)
        QCOMPARE(stored.value(ack.key()), ack.value());
    QCOMPARE(server.run({u"check"_s}).exitCode, 0);
}

void TestServerCrash::terminatedPolitely()
{
    ServerProcess server;
    QVERIFY(server.start());
    WebClient web(server.url());
    const QString token = web.guest(u"Ann"_s);
    WsClient ann;
    QVERIFY(ann.open(server.url(), token));
    StreamClient stream(server.url(), token);
    QVERIFY(stream.waitFor("connected"));
    QVERIFY(ann.say(u"general"_s, u"last words"_s, u"c1"_s).contains("seq"_L1));
    QCOMPARE(server.terminate(), 0);
    QVERIFY(ann.waitForClose());
    QCOMPARE(ann.closeCode(), 1001);
    QVERIFY(stream.waitForEnd());
}

void TestServerCrash::interruptedPolitely()
{
    ServerProcess server;
    QVERIFY(server.start());
    QProcess interrupt;
    interrupt.start(u"kill"_s, {u"-INT"_s, QString::number(server.processId())});
    QVERIFY(interrupt.waitForFinished());
    QCOMPARE(server.terminate(), 0);
}

void TestServerCrash::restartKeepsNumbersAndIdempotency()
{
    ServerProcess server;
    QVERIFY(server.start());
    const QString token = WebClient(server.url()).guest(u"Ann"_s);
    QJsonObject first;
    QJsonObject room;
    {
        WsClient ann;
        QVERIFY(ann.open(server.url(), token));
        first = ann.say(u"general"_s, u"one"_s, u"c1"_s);
        ann.say(u"general"_s, u"two"_s, u"c2"_s);
        room = ann.ask(u"join_room"_s, {{u"roomId"_s, u"general"_s}}).value("room"_L1).toObject();
    }
    QCOMPARE(server.terminate(), 0);
    QVERIFY(server.start());
    WsClient ann;
    QVERIFY(ann.open(server.url(), token));
    const QJsonObject again = ann.say(u"general"_s, u"one"_s, u"c1"_s);
    QCOMPARE(again.value("messageId"_L1), first.value("messageId"_L1));
    QCOMPARE(again.value("seq"_L1), first.value("seq"_L1));
    QCOMPARE(again.value("timestamp"_L1), first.value("timestamp"_L1));
    QCOMPARE(ann.say(u"general"_s, u"three"_s, u"c3"_s).value("seq"_L1), 3);
    const QJsonObject joined =
        ann.ask(u"join_room"_s, {{u"roomId"_s, u"general"_s}, {u"since"_s, 1}, {u"epoch"_s, room.value("epoch"_L1)}});
    QCOMPARE(joined.value("truncated"_L1), false);
    QCOMPARE(joined.value("events"_L1).toArray().size(), 2);
}

void TestServerCrash::eventsSurviveARestart()
{
    ServerProcess server;
    QVERIFY(server.start());
    WebClient web(server.url());
    const QString bob = web.guest(u"Bob"_s);
    const QString ann = web.guest(u"Ann"_s);
    QByteArray position;
    {
        StreamClient stream(server.url(), bob);
        QVERIFY(stream.waitFor("event: connected"));
        position = stream.lastId();
    }
    WsClient socket;
    QVERIFY(socket.open(server.url(), ann));
    socket.say(u"general"_s, u"look, @Bob"_s, u"c1"_s);
    server.kill();
    QVERIFY(server.start());
    StreamClient resumed(server.url(), bob, position);
    QVERIFY(resumed.waitFor("Ann mentioned you"));
    QVERIFY(!resumed.received().contains("event: reset"));
    StreamClient lost(server.url(), bob, "another-life.7");
    QVERIFY(lost.waitFor("event: reset"));
    QVERIFY(lost.waitFor("Ann mentioned you"));
}

QTEST_GUILESS_MAIN(TestServerCrash)
#include "tst_servercrash.moc"
