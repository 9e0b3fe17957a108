#include "hubfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;
using namespace std::chrono_literals;

class TestHubPresence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void comingAndGoing();
    void whoJoinsIsToldWhatIsTrueNow();
    void aShortBreakGoesUnnoticed();
    void mostPresentConnectionWins();
    void invisibleLooksOffline();
    void notesTravel();
    void typingReachesTheOthersOnly();
    void leavingStopsTyping();
    void cursorsAreForMembers();
    void cursorsOnDocuments();
    void latestCursorOfATurnWins();
    void cursorsLeaveWithTheirOwner();
    void floodsAreDropped();
    void lastSeenSurvivesARestart();

private:
    QList<QJsonObject> presenceOf(ConnectionId seenBy, const QString &name)
    {
        QList<QJsonObject> found;
        for (const QJsonObject &update : m->takeOf(seenBy, u"presence_update"_s)) {
            if (update.value("username"_L1).toString() == name)
                found.append(update);
        }
        return found;
    }
    std::unique_ptr<HubFixture> m;
    QString m_annToken;
    ConnectionId m_ann = 0;
    ConnectionId m_bob = 0;
};

void TestHubPresence::init()
{
    m = std::make_unique<HubFixture>();
    m_annToken = m->guest(u"Ann"_s);
    m_bob = m->connectSocket(m->guest(u"Bob"_s));
    m->take(m_bob);
    m_ann = m->connectSocket(m_annToken);
}

void TestHubPresence::comingAndGoing()
{
    QCOMPARE(presenceOf(m_bob, u"Ann"_s).value(0).value("status"_L1), u"online"_s);
    m->disconnect(m_ann);
    m->wait(std::chrono::seconds {9});
    QVERIFY(presenceOf(m_bob, u"Ann"_s).isEmpty());
    m->wait(std::chrono::seconds {2});
    const QList<QJsonObject> gone = presenceOf(m_bob, u"Ann"_s);
    QCOMPARE(gone.size(), 1);
    QCOMPARE(gone[0].value("status"_L1), u"offline"_s);
    QVERIFY(gone[0].value("lastSeen"_L1).toInteger() > 0);
}

/// What the server keeps written is what it would write now, whatever happened to people in between.
void TestHubPresence::whoJoinsIsToldWhatIsTrueNow()
{
    const auto told = [this](const QString &name) {
        m->take(m_bob);
        m->send(m_bob, u"join_room"_s, {{u"roomId"_s, u"general"_s}}, u"1"_s);
        QList<QJsonObject> found;
        for (const QJsonObject &frame : m->take(m_bob)) {
            if (frame.value("type"_L1) != "initial_presence"_L1)
                continue;
            for (const QJsonValue &person : frame.value("payload"_L1).toArray()) {
                if (person["username"_L1].toString() == name)
                    found.append(person.toObject());
            }
        }
        return found;
    };
    QCOMPARE(told(u"Ann"_s).size(), 1);
    QCOMPARE(told(u"Ann"_s)[0].value("status"_L1), u"online"_s);
    QCOMPARE(told(u"Ann"_s)[0].value("roomId"_L1), u"general"_s);
    m->send(m_ann, u"update_presence"_s, {{u"status"_s, u"dnd"_s}, {u"note"_s, u"A \"quoted\" note"_s}});
    QCOMPARE(told(u"Ann"_s)[0].value("status"_L1), u"dnd"_s);
    QCOMPARE(told(u"Ann"_s)[0].value("note"_L1), u"A \"quoted\" note"_s);
    m->ask(m_ann, u"update_profile"_s, {{u"username"_s, u"Anna"_s}});
    QVERIFY(told(u"Ann"_s).isEmpty());
    QCOMPARE(told(u"Anna"_s).size(), 1);
    m->disconnect(m_ann);
    m->wait(std::chrono::seconds {20});
    QCOMPARE(told(u"Anna"_s)[0].value("status"_L1), u"offline"_s);
    QVERIFY(told(u"Anna"_s)[0].value("lastSeen"_L1).toInteger() > 0);
}

void TestHubPresence::aShortBreakGoesUnnoticed()
{
    presenceOf(m_bob, u"Ann"_s);
    m->disconnect(m_ann);
    m->wait(std::chrono::seconds {5});
    m_ann = m->connectSocket(m_annToken);
    m->wait(std::chrono::seconds {20});
    QVERIFY(presenceOf(m_bob, u"Ann"_s).isEmpty());
}

void TestHubPresence::mostPresentConnectionWins()
{
    const ConnectionId phone = m->connectSocket(m_annToken);
    presenceOf(m_bob, u"Ann"_s);
    m->ask(phone, u"update_presence"_s, {{u"status"_s, u"away"_s}});
    QVERIFY(presenceOf(m_bob, u"Ann"_s).isEmpty());
    m->ask(m_ann, u"update_presence"_s, {{u"status"_s, u"dnd"_s}});
    QCOMPARE(presenceOf(m_bob, u"Ann"_s).value(0).value("status"_L1), u"dnd"_s);
    m->disconnect(m_ann);
    QCOMPARE(presenceOf(m_bob, u"Ann"_s).value(0).value("status"_L1), u"away"_s);
}

void TestHubPresence::invisibleLooksOffline()
{
    presenceOf(m_bob, u"Ann"_s);
    m->ask(m_ann, u"update_presence"_s, {{u"status"_s, u"invisible"_s}});
    QCOMPARE(presenceOf(m_bob, u"Ann"_s).value(0).value("status"_L1), u"offline"_s);
    m->send(m_bob, u"join_room"_s, {{u"roomId"_s, u"general"_s}});
    QVERIFY(!QJsonDocument(QJsonArray::fromVariantList({m->take(m_bob).last().toVariantMap()}))
                 .toJson()
                 .contains("invisible"));
    QCOMPARE(m->ask(m_ann, u"update_presence"_s, {{u"status"_s, u"offline"_s}}).value("type"_L1), u"error"_s);
}

void TestHubPresence::notesTravel()
{
    presenceOf(m_bob, u"Ann"_s);
    m->ask(m_ann, u"update_presence"_s, {{u"status"_s, u"online"_s}, {u"note"_s, u"In Launch plan"_s}});
    QCOMPARE(presenceOf(m_bob, u"Ann"_s).value(0).value("note"_L1), u"In Launch plan"_s);
    QCOMPARE(m->ask(m_ann, u"update_presence"_s, {{u"status"_s, u"online"_s}, {u"note"_s, QString(500, u'x')}})
                 .value("type"_L1),
        u"error"_s);
}

void TestHubPresence::typingReachesTheOthersOnly()
{
    const ConnectionId phone = m->connectSocket(m_annToken);
    m->take(m_ann);
    m->take(phone);
    m->take(m_bob);
    m->send(m_ann, u"typing"_s, {{u"roomId"_s, u"general"_s}});
    QCOMPARE(m->takeOf(m_bob, u"user_typing"_s).value(0).value("username"_L1), u"Ann"_s);
    QVERIFY(m->take(m_ann).isEmpty());
    QVERIFY(m->take(phone).isEmpty());
    m->send(m_ann, u"stop_typing"_s, {{u"roomId"_s, u"general"_s}});
    m->send(m_ann, u"stop_typing"_s, {{u"roomId"_s, u"general"_s}});
    QCOMPARE(m->takeOf(m_bob, u"user_stopped_typing"_s).size(), 1);
}

void TestHubPresence::leavingStopsTyping()
{
    m->send(m_ann, u"typing"_s, {{u"roomId"_s, u"general"_s}});
    m->take(m_bob);
    m->disconnect(m_ann);
    QCOMPARE(m->takeOf(m_bob, u"user_stopped_typing"_s).size(), 1);
}

void TestHubPresence::cursorsAreForMembers()
{
    const QString room = m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Hidden"_s}, {u"kind"_s, u"private"_s}})
                             .value("room"_L1)
                             .toObject()
                             .value("roomId"_L1)
                             .toString();
    const QJsonObject move {{u"surface"_s, u"room:"_s + room}, {u"x"_s, 0.5}, {u"y"_s, 0.25}};
    m->take(m_bob);
    QCOMPARE(m->ask(m_ann, u"cursor_move"_s, move).value("type"_L1), u"ack"_s);
    QVERIFY(m->take(m_bob).isEmpty());
    QCOMPARE(m->ask(m_bob, u"cursor_move"_s, move).value("code"_L1), u"not_found"_s);
    QCOMPARE(m->ask(m_bob, u"cursor_move"_s, {{u"surface"_s, u"doc:x"_s}, {u"x"_s, 1}, {u"y"_s, 1}}).value("code"_L1),
        u"not_found"_s);
}

void TestHubPresence::cursorsOnDocuments()
{
    const QString room = m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Hidden"_s}, {u"kind"_s, u"private"_s}})
                             .value("room"_L1)
                             .toObject()
                             .value("roomId"_L1)
                             .toString();
    const auto move = [](const QString &docId, int x) {
        return QJsonObject {{u"surface"_s, u"doc:"_s + docId}, {u"x"_s, x}, {u"y"_s, -40.5}};
    };
    for (const auto &[docId, where] : {std::pair {u"the-board"_s, u"general"_s}, std::pair {u"the-secret"_s, room}}) {
        const QJsonObject body {
            {u"docId"_s, docId}, {u"title"_s, u"T"_s}, {u"roomId"_s, where}, {u"kind"_s, u"board"_s}};
        QCOMPARE(m->http("POST", u"/api/v1/documents"_s, body, m_annToken).status, 201);
    }
    m->take(m_bob);
    QCOMPARE(m->ask(m_ann, u"cursor_move"_s, move(u"the-secret"_s, 1)).value("type"_L1), u"ack"_s);
    QVERIFY(m->take(m_bob).isEmpty());
    QCOMPARE(m->ask(m_bob, u"cursor_move"_s, move(u"the-secret"_s, 1)).value("code"_L1), u"not_found"_s);
    QCOMPARE(m->ask(m_bob, u"cursor_move"_s, move(u"no-such-board"_s, 1)).value("code"_L1), u"not_found"_s);

    m->send(m_ann, u"cursor_move"_s, move(u"the-board"_s, 1200)); // in the board's units
    const QList<QJsonObject> seen = m->takeOf(m_bob, u"cursor_update"_s);
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0].value("surface"_L1), u"doc:the-board"_s);
    QCOMPARE(seen[0].value("x"_L1), 1200);
    QCOMPARE(seen[0].value("y"_L1), -40.5);
    m->send(m_ann, u"cursor_leave"_s, {{u"surface"_s, u"doc:the-board"_s}});
    QCOMPARE(m->takeOf(m_bob, u"user_left"_s).value(0).value("surface"_L1), u"doc:the-board"_s);

    for (int i = 0; i < 1000; ++i)
        m->send(m_ann, u"cursor_move"_s, move(u"the-board"_s, i));
    QVERIFY(m->takeOf(m_bob, u"cursor_update"_s).size() <= 60);
    m->ask(m_ann, u"leave_room"_s, {{u"roomId"_s, u"general"_s}}); // and so its documents
    QCOMPARE(m->takeOf(m_bob, u"user_left"_s).value(0).value("surface"_L1), u"doc:the-board"_s);
    QCOMPARE(m->ask(m_ann, u"cursor_move"_s, move(u"the-board"_s, 1)).value("code"_L1), u"forbidden"_s);
    m->ask(m_ann, u"join_room"_s, {{u"roomId"_s, u"general"_s}});
    m->wait(10s);
    m->send(m_ann, u"cursor_move"_s, move(u"the-board"_s, 1));
    m->take(m_bob);
    QCOMPARE(m->http("DELETE", u"/api/v1/documents/the-board"_s, {}, m_annToken).status, 200);
    QCOMPARE(m->takeOf(m_bob, u"user_left"_s).value(0).value("surface"_L1), u"doc:the-board"_s);
    QCOMPARE(m->ask(m_ann, u"cursor_move"_s, move(u"the-board"_s, 1)).value("code"_L1), u"not_found"_s);
    m->disconnect(m_ann);
    QVERIFY(m->takeOf(m_bob, u"user_left"_s).isEmpty()); // it had left already
}

void TestHubPresence::latestCursorOfATurnWins()
{
    m->take(m_bob);
    m->sendText(m_ann, R"([{"type":"cursor_move","payload":{"surface":"room:general","x":0.1,"y":0.1}},
                           {"type":"cursor_move","payload":{"surface":"room:general","x":0.7,"y":0.1,"anchor":"m1"}}])");
    const QList<QJsonObject> seen = m->takeOf(m_bob, u"cursor_update"_s);
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen[0].value("x"_L1), 0.7);
    QCOMPARE(seen[0].value("anchor"_L1), u"m1"_s);
    QVERIFY(seen[0].value("color"_L1).toString().startsWith(u'#'));
}

void TestHubPresence::cursorsLeaveWithTheirOwner()
{
    const QJsonObject move {{u"surface"_s, u"room:general"_s}, {u"x"_s, 0.1}, {u"y"_s, 0.1}};
    m->send(m_ann, u"cursor_move"_s, move);
    m->take(m_bob);
    m->send(m_ann, u"cursor_leave"_s, {{u"surface"_s, u"room:general"_s}});
    QCOMPARE(m->takeOf(m_bob, u"user_left"_s).value(0).value("surface"_L1), u"room:general"_s);
    m->send(m_ann, u"cursor_move"_s, move);
    m->ask(m_ann, u"leave_room"_s, {{u"roomId"_s, u"general"_s}});
    QCOMPARE(m->takeOf(m_bob, u"user_left"_s).size(), 1);
    m->ask(m_ann, u"join_room"_s, {{u"roomId"_s, u"general"_s}});
    m->send(m_ann, u"cursor_move"_s, move);
    m->disconnect(m_ann);
    QCOMPARE(m->takeOf(m_bob, u"user_left"_s).size(), 1);
}

void TestHubPresence::floodsAreDropped()
{
    m->take(m_ann);
    m->take(m_bob);
    for (int i = 0; i < 1000; ++i)
        m->send(m_ann, u"cursor_move"_s, {{u"surface"_s, u"room:general"_s}, {u"x"_s, i}, {u"y"_s, 0}});
    QVERIFY(m->takeOf(m_bob, u"cursor_update"_s).size() <= 60);
    QVERIFY(m->take(m_ann).isEmpty());
}

void TestHubPresence::lastSeenSurvivesARestart()
{
    const qint64 seen = toEpochMillis(m->clock.wallNow());
    m->hub->prepareToStop();
    m->clock.advance(std::chrono::hours {3});
    m->restart();
    const ConnectionId cleo = m->connectSocket(m->guest(u"Cleo"_s));
    for (const QJsonValue &each : m->ask(cleo, u"list_users"_s, {}).value("users"_L1).toArray()) {
        if (each.toObject().value("username"_L1).toString() == u"Ann"_s)
            QCOMPARE(each.toObject().value("lastSeen"_L1).toInteger(), seen);
    }
    QCOMPARE(m->hub->core().state.userNamed(u"Ann"_s)->row.lastSeen, fromEpochMillis(seen));
}

QTEST_GUILESS_MAIN(TestHubPresence)
#include "tst_hubpresence.moc"
