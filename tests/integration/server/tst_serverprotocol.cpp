#include "serverprocess.h"
#include "webclient.h"
#include "wsclient.h"

#include <QDir>
#include <QFile>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie::integration;

/// PROTOCOL over a real socket. What a request does is tested row by row in the hub's unit tests; here it is the way
/// there.
class TestServerProtocol : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aConversation();
    void historyByHttp();
    void authenticationComesBeforeTheUpgrade();
    void originsAreChecked_data();
    void originsAreChecked();
    void filesComeInRanges();
    void uploadsAreStreamed();
    void uploadsOfStrangersAreNotRead();
    void pagesAndHealth();
    void oneBadClientHurtsNobody();
    void aSlowReaderIsDroppedAndResumes();
    void manyConnectionsOfOnePerson();

private:
    ServerProcess m_server {QStringList {
        u"--origin"_s, u"https://app.example"_s, u"--messages-per-minute"_s, u"100000"_s, u"--name"_s, u"Test & Co"_s}};
    std::unique_ptr<WebClient> m_web;
};

void TestServerProtocol::initTestCase()
{
    QVERIFY(m_server.start());
    m_web = std::make_unique<WebClient>(m_server.url());
}

void TestServerProtocol::aConversation()
{
    WsClient ann;
    WsClient bob;
    QVERIFY(ann.open(m_server.url(), m_web->guest(u"Ann"_s)));
    QVERIFY(bob.open(m_server.url(), m_web->guest(u"Bob"_s), u"/chat/general"_s));
    const QJsonObject welcome = ann.next(u"welcome"_s);
    QCOMPARE(welcome.value("server"_L1).toObject().value("name"_L1), u"Test & Co"_s);
    QCOMPARE(welcome.value("limits"_L1).toObject().value("messagesPerMinute"_L1), 100'000);
    QVERIFY(!ann.ask(u"join_room"_s, {{u"roomId"_s, u"general"_s}}).value("room"_L1).toObject().isEmpty());
    const QJsonObject ack = ann.say(u"general"_s, u"Grüße 👋"_s, u"c1"_s);
    const QJsonObject heard = bob.next(u"message"_s);
    QCOMPARE(heard.value("messageId"_L1), ack.value("messageId"_L1));
    QCOMPARE(heard.value("text"_L1), u"Grüße 👋"_s);
    bob.send(u"typing"_s, {{u"roomId"_s, u"general"_s}});
    QCOMPARE(ann.next(u"user_typing"_s).value("username"_L1), u"Bob"_s);
    bob.send(u"cursor_move"_s, {{u"surface"_s, u"room:general"_s}, {u"x"_s, 0.5}, {u"y"_s, 0.5}});
    QCOMPARE(ann.next(u"cursor_update"_s).value("x"_L1), 0.5);
    QCOMPARE(bob.ask(u"react"_s, {{u"messageId"_s, heard.value("messageId"_L1)}, {u"emoji"_s, u"👍"_s}, {u"on"_s, true}})
                 .value("type"_L1),
        u"ack"_s);
    QCOMPARE(ann.next(u"reaction_updated"_s).value("emoji"_L1), u"👍"_s);
}

void TestServerProtocol::historyByHttp()
{
    const QString token = m_web->guest(u"Reader"_s);
    WsClient reader;
    QVERIFY(reader.open(m_server.url(), token));
    for (int i = 0; i < 5; ++i)
        reader.say(u"general"_s, u"page %1"_s.arg(i), u"h%1"_s.arg(i));
    const QJsonObject page = m_web->get(u"/api/v1/rooms/general/messages?limit=2"_s, token).json();
    QCOMPARE(page.value("items"_L1).toArray().size(), 2);
    QCOMPARE(page.value("hasBefore"_L1), true);
    const QJsonArray found = m_web->get(u"/api/v1/search?q=page%203"_s, token).json().value("items"_L1).toArray();
    QCOMPARE(found.size(), 1);
    QCOMPARE(m_web->get(u"/api/v1/rooms/general/messages?before=99999999999999999999"_s, token).status, 200);
}

void TestServerProtocol::authenticationComesBeforeTheUpgrade()
{
    for (const QByteArray &path : {"/ws"_ba, "/ws?token=wrong"_ba, "/chat/general"_ba, "/events"_ba}) {
        QTcpSocket socket;
        socket.connectToHost(m_server.url().host(), static_cast<quint16>(m_server.url().port()));
        QVERIFY(socket.waitForConnected());
        socket.write("GET " + path + " HTTP/1.1\r\nHost: " + m_server.url().authority().toLatin1()
            + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(socket.canReadLine());
        QVERIFY(socket.readLine().startsWith("HTTP/1.1 401"));
    }
}

void TestServerProtocol::originsAreChecked_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QByteArray() << 200;
    QTest::newRow("allowed") << "https://app.example"_ba << 200;
    QTest::newRow("stranger") << "https://evil.example"_ba << 403;
}

void TestServerProtocol::originsAreChecked()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const int, status);
    const QString token = m_web->guest(u"Browser"_s);
    const auto answer = m_web->get(
        u"/api/v1/me"_s, token, origin.isEmpty() ? WebClient::Headers() : WebClient::Headers {{"Origin", origin}});
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.headers.value("access-control-allow-origin"), status == 200 ? origin : QByteArray());
}

void TestServerProtocol::filesComeInRanges()
{
    const QString token = m_web->guest(u"Filer"_s);
    QByteArray content(300'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>(i * 7 % 251);
    const auto stored = m_web->call(
        "POST", u"/api/v1/files?name=data.bin"_s, content, token, {{"Content-Type", "application/octet-stream"}});
    QCOMPARE(stored.status, 201);
    QCOMPARE(stored.json().value("bytes"_L1), 300'000);
    const QString path = u"/api/v1/files/"_s + stored.json().value("fileId"_L1).toString();
    QCOMPARE(m_web->get(path, token).body, content);
    const auto part = m_web->get(path, token, {{"Range", "bytes=1000-1999"}});
    QCOMPARE(part.status, 206);
    QCOMPARE(part.body, content.sliced(1000, 1000));
    QCOMPARE(m_web->get(path, m_web->guest(u"Stranger"_s)).status, 404);
    QCOMPARE(m_web->get(path).status, 401);
}

void TestServerProtocol::uploadsAreStreamed()
{
    const QString token = m_web->guest(u"Uploader"_s);
    const QByteArray content(8 * 1024 * 1024, 'x'); // above what a body may hold in memory
    const auto stored =
        m_web->call("POST", u"/api/v1/files?name=big.txt"_s, content, token, {{"Content-Type", "text/plain"}});
    QCOMPARE(stored.status, 201);
    QCOMPARE(stored.json().value("bytes"_L1), content.size());
    QCOMPARE(m_web->post(u"/api/v1/rooms"_s, {{u"name"_s, QString(2'000'000, u'x')}}, token).status, 413);
}

void TestServerProtocol::uploadsOfStrangersAreNotRead()
{
    for (const QByteArray &token : {"Authorization: Bearer not-a-token\r\n"_ba, ""_ba}) {
        QTcpSocket stranger;
        stranger.connectToHost(m_server.url().host(), static_cast<quint16>(m_server.url().port()));
        QVERIFY(stranger.waitForConnected());
        stranger.write("POST /api/v1/files?name=x HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n" + token + "\r\n");
        QByteArray answer; // comes although not one byte of the body has been sent
        QVERIFY(QTest::qWaitFor([&] { return (answer += stranger.readAll()).contains("unauthorized"); }, 10'000));
        QVERIFY(answer.startsWith("HTTP/1.1 401 "));
    }
    QCOMPARE(QDir(m_server.dataFolder() + u"/incoming"_s).entryList(QDir::Files), QStringList());
}

void TestServerProtocol::pagesAndHealth()
{
    const auto landing = m_web->get(u"/"_s);
    QCOMPARE(landing.status, 200);
    QVERIFY(landing.headers.value("content-type").startsWith("text/html"));
    QVERIFY(landing.body.contains("Test &amp; Co") && landing.body.contains(m_server.url().toString().toUtf8()));
    QCOMPARE(m_web->get(u"/healthz"_s).status, 200);
    QCOMPARE(m_web->get(u"/readyz"_s).status, 200);
    const auto metrics = m_web->get(u"/metrics"_s);
    QVERIFY(metrics.headers.value("content-type").startsWith("text/plain"));
    for (const char *name : {"coterie_messages_total", "coterie_websockets", "coterie_commits_total"})
        QVERIFY(metrics.body.contains(QByteArray("# TYPE ") + name));
    QCOMPARE(m_web->get(u"/nowhere"_s).json().value("error"_L1).toObject().value("code"_L1), u"not_found"_s);
    const QJsonObject server = m_web->get(u"/api/v1/server"_s).json();
    QCOMPARE(server.value("guests"_L1), true);
    QCOMPARE(server.value("protocol"_L1), 1);
}

void TestServerProtocol::oneBadClientHurtsNobody()
{
    WsClient good;
    QVERIFY(good.open(m_server.url(), m_web->guest(u"Good"_s)));
    for (int round = 0; round < 3; ++round) {
        WsClient bad;
        QVERIFY(bad.open(m_server.url(), m_web->guest(u"Bad"_s)));
        for (int i = 0; i < 25; ++i)
            bad.sendText(u"{\"type\":%1"_s.arg(QString(i, u'[')));
        QVERIFY(bad.waitForClose());
        QCOMPARE(bad.closeCode(), 1007);
        QVERIFY(bad.takeAll(u"error"_s).size() >= 19);
        QVERIFY(good.say(u"general"_s, u"still here"_s, u"g%1"_s.arg(round)).contains("seq"_L1));
    }
}

void TestServerProtocol::aSlowReaderIsDroppedAndResumes()
{
    const QString token = m_web->guest(u"Slow"_s);
    // A reader that never reads: a bare socket whose window fills up.
    QTcpSocket slow;
    slow.setReadBufferSize(4096);
    slow.connectToHost(m_server.url().host(), static_cast<quint16>(m_server.url().port()));
    QVERIFY(slow.waitForConnected());
    slow.write("GET /ws HTTP/1.1\r\nHost: " + m_server.url().authority().toLatin1() + "\r\nAuthorization: Bearer "
        + token.toLatin1()
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QVERIFY(slow.waitForReadyRead());

    WsClient writer;
    QVERIFY(writer.open(m_server.url(), m_web->guest(u"Writer"_s)));
    const QJsonObject room = writer.ask(u"join_room"_s, {{u"roomId"_s, u"general"_s}}).value("room"_L1).toObject();
    const QString text(16'000, u'x');
    const auto dropped = [&] { return m_web->get(u"/metrics"_s).body.contains("coterie_slow_readers_closed_total 1"); };
    int sent = 0;
    for (; sent < 1500 && (sent % 100 != 0 || !dropped()); ++sent)
        QVERIFY(writer.say(u"general"_s, text, u"slow%1"_s.arg(sent)).contains("seq"_L1));
    QVERIFY(dropped());

    WsClient back;
    QVERIFY(back.open(m_server.url(), token));
    const qint64 since = room.value("lastSeq"_L1).toInteger() + sent - 20;
    const QJsonObject joined = back.ask(
        u"join_room"_s, {{u"roomId"_s, u"general"_s}, {u"since"_s, since}, {u"epoch"_s, room.value("epoch"_L1)}});
    QCOMPARE(joined.value("events"_L1).toArray().size(), 20);
}

void TestServerProtocol::manyConnectionsOfOnePerson()
{
    const QString token = m_web->guest(u"Many"_s);
    WsClient one;
    WsClient two;
    QVERIFY(one.open(m_server.url(), token));
    QVERIFY(two.open(m_server.url(), token));
    const QJsonObject ack = one.say(u"general"_s, u"from one"_s, u"m1"_s);
    QCOMPARE(two.next(u"message"_s).value("messageId"_L1), ack.value("messageId"_L1));
    one.ask(u"mark_read"_s, {{u"roomId"_s, u"general"_s}, {u"seq"_s, ack.value("seq"_L1)}});
    QCOMPARE(two.next(u"read_update"_s).value("seq"_L1), ack.value("seq"_L1));
}

QTEST_GUILESS_MAIN(TestServerProtocol)
#include "tst_serverprotocol.moc"
