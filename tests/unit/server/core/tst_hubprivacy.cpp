#include "hubfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

/// A private room and a direct conversation answer a stranger exactly as what does not exist, on every path.
class TestHubPrivacy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyRequestAnswersAsForNothing_data();
    void everyRequestAnswersAsForNothing();
    void everyAddressAnswersAsForNothing_data();
    void everyAddressAnswersAsForNothing();
    void nothingReachesAStranger();
    void listsAreSilent();
    void searchIsSilent_data();
    void searchIsSilent();
    void formerMembersAreStrangers();

private:
    std::unique_ptr<HubFixture> m;
    ConnectionId m_ann = 0;
    ConnectionId m_eve = 0;
    QString m_eveToken;
    QString m_room;
    QString m_message;
    QString m_poll;
    QString m_file;
};

void TestHubPrivacy::init()
{
    m = std::make_unique<HubFixture>();
    const QString token = m->guest(u"Ann"_s);
    m_ann = m->connectSocket(token);
    m_eveToken = m->guest(u"Eve"_s);
    m_eve = m->connectSocket(m_eveToken);
    m_room = m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Hidden"_s}, {u"kind"_s, u"private"_s}})
                 .value("room"_L1)
                 .toObject()
                 .value("roomId"_L1)
                 .toString();
    HttpRequest upload;
    upload.method = "POST";
    upload.path = u"/api/v1/files"_s;
    upload.headers = {{"authorization", "Bearer " + token.toLatin1()}};
    upload.body = "secret";
    m_file = m->raw(upload).body.value("fileId"_L1).toString();
    m_message = m->ask(m_ann, u"send_message"_s,
                     {{u"roomId"_s, m_room}, {u"clientId"_s, u"c"_s}, {u"text"_s, u"the hidden plan"_s},
                         {u"attachments"_s, QJsonArray {QJsonObject {{u"fileId"_s, m_file}}}}})
                    .value("messageId"_L1)
                    .toString();
    m_poll = m->ask(m_ann, u"create_poll"_s,
                  {{u"roomId"_s, m_room}, {u"question"_s, u"?"_s}, {u"options"_s, QJsonArray {u"a"_s, u"b"_s}}})
                 .value("pollId"_L1)
                 .toString();
    QVERIFY(!m_room.isEmpty() && !m_message.isEmpty() && !m_poll.isEmpty() && !m_file.isEmpty());
    m->take(m_eve);
}

void TestHubPrivacy::everyRequestAnswersAsForNothing_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QJsonObject>("payload"); // ROOM, MESSAGE and POLL stand for the ids
    const auto row = [](const char *type, const QJsonObject &payload) {
        QTest::newRow(type) << QString::fromLatin1(type) << payload;
    };
    row("join_room", {{u"roomId"_s, u"ROOM"_s}});
    row("leave_room", {{u"roomId"_s, u"ROOM"_s}});
    row("send_message", {{u"roomId"_s, u"ROOM"_s}, {u"clientId"_s, u"e"_s}, {u"text"_s, u"x"_s}});
    row("edit_message", {{u"messageId"_s, u"MESSAGE"_s}, {u"text"_s, u"x"_s}});
    row("delete_message", {{u"messageId"_s, u"MESSAGE"_s}});
    row("react", {{u"messageId"_s, u"MESSAGE"_s}, {u"emoji"_s, u"👍"_s}, {u"on"_s, true}});
    row("pin_message", {{u"messageId"_s, u"MESSAGE"_s}, {u"on"_s, true}});
    row("get_history", {{u"roomId"_s, u"ROOM"_s}});
    row("mark_read", {{u"roomId"_s, u"ROOM"_s}, {u"seq"_s, 1}});
    row("create_poll",
        {{u"roomId"_s, u"ROOM"_s}, {u"question"_s, u"?"_s}, {u"options"_s, QJsonArray {u"a"_s, u"b"_s}}});
    row("vote", {{u"pollId"_s, u"POLL"_s}, {u"options"_s, QJsonArray {0}}});
    row("close_poll", {{u"pollId"_s, u"POLL"_s}});
    row("typing", {{u"roomId"_s, u"ROOM"_s}});
    row("stop_typing", {{u"roomId"_s, u"ROOM"_s}});
    row("cursor_move", {{u"surface"_s, u"room:ROOM"_s}, {u"x"_s, 0}, {u"y"_s, 0}});
    row("cursor_leave", {{u"surface"_s, u"room:ROOM"_s}});
    row("create_invite", {{u"roomId"_s, u"ROOM"_s}});
    row("search", {{u"q"_s, u"hidden"_s}, {u"roomId"_s, u"ROOM"_s}});
    row("broadcast", {{u"room"_s, u"ROOM"_s}, {u"payload"_s, u"x"_s}});
}

void TestHubPrivacy::everyRequestAnswersAsForNothing()
{
    QFETCH(const QString, type);
    QFETCH(const QJsonObject, payload);
    const auto filled = [&](const QString &room, const QString &message, const QString &poll) {
        QByteArray text = QJsonDocument(payload).toJson(QJsonDocument::Compact);
        text.replace("ROOM", room.toUtf8()).replace("MESSAGE", message.toUtf8()).replace("POLL", poll.toUtf8());
        QJsonObject answer = m->ask(m_eve, type, QJsonDocument::fromJson(text).object());
        answer.remove(u"replyTo"_s);
        return answer;
    };
    const QJsonObject real = filled(m_room, m_message, m_poll);
    const QJsonObject nothing = filled(u"r-nothing"_s, u"m1"_s, u"p1"_s);
    QCOMPARE(real.value("code"_L1), u"not_found"_s);
    QCOMPARE(real, nothing);
    // And the one inside may do it.
    QVERIFY(m->hub->core().state.room(protocol::RoomId {m_room})->members.size() == 1);
}

void TestHubPrivacy::everyAddressAnswersAsForNothing_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("body");
    const QJsonObject none;
    QTest::newRow("history") << "GET"_ba << u"/api/v1/rooms/ROOM/messages"_s << none;
    QTest::newRow("search") << "GET"_ba << u"/api/v1/search?q=hidden&room=ROOM"_s << none;
    QTest::newRow("file") << "GET"_ba << u"/api/v1/files/FILE"_s << none;
    QTest::newRow("invite") << "POST"_ba << u"/api/v1/invites"_s << QJsonObject {{u"roomId"_s, u"ROOM"_s}};
    QTest::newRow("hook") << "POST"_ba << u"/api/v1/hooks"_s
                          << QJsonObject {{u"roomId"_s, u"ROOM"_s}, {u"name"_s, u"x"_s}};
    QTest::newRow("poll channel") << "GET"_ba << u"/events?channel=poll:POLL"_s << none;
    QTest::newRow("chat address") << "GET"_ba << u"/chat/ROOM"_s << none;
}

void TestHubPrivacy::everyAddressAnswersAsForNothing()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    QFETCH(const QJsonObject, body);
    const auto filled = [&](const QString &room, const QString &file, const QString &poll) {
        const auto put = [&](QString text) {
            return text.replace("ROOM"_L1, room).replace("FILE"_L1, file).replace("POLL"_L1, poll);
        };
        const QJsonObject asked =
            QJsonDocument::fromJson(put(QString::fromUtf8(QJsonDocument(body).toJson())).toUtf8()).object();
        const QUrl url(put(path));
        HttpRequest request;
        request.method = method;
        request.path = url.path();
        request.query = QUrlQuery(url);
        request.headers = {{"authorization", "Bearer " + m_eveToken.toLatin1()}};
        request.wantsWebSocket = request.path.startsWith("/chat"_L1);
        request.body = asked.isEmpty() ? QByteArray() : QJsonDocument(asked).toJson();
        return m->raw(request);
    };
    const Reply real = filled(m_room, m_file, m_poll);
    const Reply nothing = filled(u"r-nothing"_s, u"f-nothing"_s, u"p1"_s);
    QCOMPARE(real.status, 404);
    QCOMPARE(nothing.status, 404);
    QCOMPARE(real.body, nothing.body);
}

void TestHubPrivacy::nothingReachesAStranger()
{
    const ConnectionId stream = m->connectStream(m_eveToken);
    m->takeEvents(stream);
    m->ask(m_ann, u"send_message"_s,
        {{u"roomId"_s, m_room}, {u"clientId"_s, u"c2"_s}, {u"text"_s, u"@Eve is not here"_s}});
    m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, m_message}, {u"text"_s, u"new"_s}});
    m->ask(m_ann, u"react"_s, {{u"messageId"_s, m_message}, {u"emoji"_s, u"👍"_s}, {u"on"_s, true}});
    m->ask(m_ann, u"pin_message"_s, {{u"messageId"_s, m_message}, {u"on"_s, true}});
    m->ask(m_ann, u"vote"_s, {{u"pollId"_s, m_poll}, {u"options"_s, QJsonArray {0}}});
    m->send(m_ann, u"typing"_s, {{u"roomId"_s, m_room}});
    m->send(m_ann, u"cursor_move"_s, {{u"surface"_s, u"room:"_s + m_room}, {u"x"_s, 0}, {u"y"_s, 0}});
    m->send(m_ann, u"cursor_leave"_s, {{u"surface"_s, u"room:"_s + m_room}});
    QVERIFY(m->take(m_eve).isEmpty());
    QVERIFY(m->takeEvents(stream).isEmpty());
    const ConnectionId replayed = m->connectStream(m_eveToken, m->hub->core().state.epoch().value() + u".0"_s);
    QVERIFY(!m->takeEvents(replayed).contains("Hidden"_L1));
}

void TestHubPrivacy::listsAreSilent()
{
    const auto text = [](const QJsonObject &object) { return QJsonDocument(object).toJson(); };
    QVERIFY(!text(m->ask(m_eve, u"list_rooms"_s, {{u"all"_s, true}})).contains(m_room.toUtf8()));
    QVERIFY(!text(m->http("GET", u"/api/v1/rooms"_s, {}, m_eveToken).body).contains("Hidden"));
    QVERIFY(!text(m->http("GET", u"/api/v1/search?q=hidden"_s, {}, m_eveToken).body).contains("plan"));
    QVERIFY(!m->http("GET", u"/metrics"_s).raw.body.contains(m_room.toUtf8()));
}

void TestHubPrivacy::searchIsSilent_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : {"hidden", "h", "from:Ann", "from:me", "has:file", "has:poll", "after:2000-01-01",
             "before:2100-01-01 hidden", "-nothing hidden", "\"hidden plan\"", "hidden OR plan", "plan.txt"})
        QTest::newRow(typed) << QString::fromLatin1(typed);
}

/// Whatever is asked for and however narrow: nothing of the room comes back, and its name is nobody's.
void TestHubPrivacy::searchIsSilent()
{
    QFETCH(const QString, typed);
    for (const QJsonObject &answer : {m->ask(m_eve, u"search"_s, {{u"q"_s, typed}}),
             m->ask(m_eve, u"search"_s, {{u"q"_s, typed}, {u"from"_s, u"u1"_s}, {u"after"_s, 0}})}) {
        QCOMPARE(answer.value("type"_L1), u"search_results"_s);
        for (const QJsonValue &message : answer.value("messages"_L1).toArray())
            QVERIFY(message.toObject().value("roomId"_L1) != m_room);
    }
    const auto named = [&](const QString &room) {
        const QJsonObject refused = m->ask(m_eve, u"search"_s, {{u"q"_s, typed + u" in:"_s + room}});
        return refused.value("code"_L1).toString() + refused.value("message"_L1).toString().remove(room);
    };
    QCOMPARE(named(m_room), named(u"nowhere"_s));
    QCOMPARE(named(u"Hidden"_s), named(u"nowhere"_s));
    QVERIFY(named(u"Hidden"_s).startsWith(u"bad_request"_s));
}

void TestHubPrivacy::formerMembersAreStrangers()
{
    const QString code = m->ask(m_ann, u"create_invite"_s, {{u"roomId"_s, m_room}}).value("code"_L1).toString();
    QCOMPARE(m->http("POST", u"/api/v1/invites/%1/accept"_s.arg(code), {}, m_eveToken).status, 200);
    QCOMPARE(m->ask(m_eve, u"get_history"_s, {{u"roomId"_s, m_room}}).value("type"_L1), u"message_history"_s);
    m->send(m_eve, u"cursor_move"_s, {{u"surface"_s, u"room:"_s + m_room}, {u"x"_s, 0}, {u"y"_s, 0}});
    QCOMPARE(m->ask(m_eve, u"leave_room"_s, {{u"roomId"_s, m_room}}).value("type"_L1), u"ack"_s);
    QCOMPARE(m->ask(m_eve, u"join_room"_s, {{u"roomId"_s, m_room}}).value("code"_L1), u"not_found"_s);
    QCOMPARE(m->http("GET", u"/api/v1/files/"_s + m_file, {}, m_eveToken).status, 404);
    m->take(m_eve);
    m->ask(m_ann, u"send_message"_s, {{u"roomId"_s, m_room}, {u"clientId"_s, u"c3"_s}, {u"text"_s, u"gone"_s}});
    QVERIFY(m->take(m_eve).isEmpty());
}

QTEST_GUILESS_MAIN(TestHubPrivacy)
#include "tst_hubprivacy.moc"
