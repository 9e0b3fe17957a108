#include "hubfixture.h"

#include "base/random.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestHubMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void ackComesBeforeTheEcho();
    void sendingAgainMakesNothingNew();
    void textIsChecked_data();
    void textIsChecked();
    void onlyTheAuthorEdits();
    void adminsMayDelete();
    void reactionsKeepTheirOrder();
    void pinsAreEvents();
    void repliesAndThreadsStayInTheRoom();
    void mentionsNotify();
    void rateIsPerPerson();
    void historyHasLimits();
    void answersStayBelowWhatAClientTakes();
    void filesTravelWithMessages();
    void seqHasNoGapsInRandomPlay();
    void aFailedCommitTellsNobody();

private:
    QJsonObject say(ConnectionId from, const QString &text, QJsonObject more = {})
    {
        more[u"roomId"_s] = u"general"_s;
        more[u"text"_s] = text;
        if (!more.contains("clientId"_L1))
            more[u"clientId"_s] = u"c%1"_s.arg(++m_count);
        return m->ask(from, u"send_message"_s, more);
    }
    std::unique_ptr<HubFixture> m;
    ConnectionId m_ann = 0;
    ConnectionId m_bob = 0;
    int m_count = 0;
};

void TestHubMessages::init()
{
    m_count = 0;
    m = std::make_unique<HubFixture>();
    m_ann = m->connectSocket(m->guest(u"Ann"_s));
    m_bob = m->connectSocket(m->guest(u"Bob"_s));
    m->take(m_ann);
    m->take(m_bob);
}

void TestHubMessages::ackComesBeforeTheEcho()
{
    m->send(m_ann, u"send_message"_s, {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"x"_s}, {u"text"_s, u"Hello"_s}},
        u"7"_s);
    const QList<QJsonObject> frames = m->take(m_ann);
    QCOMPARE(frames.size(), 2);
    const QJsonObject ack = frames[0].value("payload"_L1).toObject();
    QCOMPARE(ack.value("replyTo"_L1), u"7"_s);
    QCOMPARE(ack.value("clientId"_L1), u"x"_s);
    QCOMPARE(ack.value("seq"_L1), 1);
    QCOMPARE(ack.value("timestamp"_L1).toInteger(), qint64 {toEpochMillis(m->clock.wallNow())});
    const QJsonObject message = frames[1].value("payload"_L1).toObject();
    QCOMPARE(frames[1].value("type"_L1), u"message"_s);
    QCOMPARE(message.value("messageId"_L1), ack.value("messageId"_L1));
    QCOMPARE(message.value("username"_L1), u"Ann"_s);
    QCOMPARE(m->takeOf(m_bob, u"message"_s), QList<QJsonObject> {message});
    m->send(m_ann, u"send_message"_s, {{u"roomId"_s, u"general"_s}, {u"clientId"_s, u"y"_s}, {u"text"_s, u"No id"_s}});
    QVERIFY(m->takeOf(m_ann, u"ack"_s).isEmpty());
}

void TestHubMessages::sendingAgainMakesNothingNew()
{
    const QJsonObject first = say(m_ann, u"once"_s, {{u"clientId"_s, u"same"_s}});
    m->take(m_bob);
    QJsonObject again = say(m_ann, u"once"_s, {{u"clientId"_s, u"same"_s}});
    QCOMPARE(again.value("messageId"_L1), first.value("messageId"_L1));
    QCOMPARE(again.value("seq"_L1), first.value("seq"_L1));
    QCOMPARE(again.value("timestamp"_L1), first.value("timestamp"_L1));
    QVERIFY(m->take(m_bob).isEmpty());
    // Somebody else's clientId of the same spelling is another message.
    QVERIFY(say(m_bob, u"mine"_s, {{u"clientId"_s, u"same"_s}}).value("messageId"_L1) != first.value("messageId"_L1));
    // For ever: over a restart, after it was deleted, after leaving the room.
    const QString token = m->guest(u"Cleo"_s);
    ConnectionId cleo = m->connectSocket(token);
    const QJsonObject sent = say(cleo, u"mine"_s, {{u"clientId"_s, u"same"_s}});
    m->ask(cleo, u"delete_message"_s, {{u"messageId"_s, sent.value("messageId"_L1)}});
    m->ask(cleo, u"leave_room"_s, {{u"roomId"_s, u"general"_s}});
    m->restart();
    cleo = m->connectSocket(token);
    QCOMPARE(say(cleo, u"mine"_s, {{u"clientId"_s, u"same"_s}}).value("seq"_L1), sent.value("seq"_L1));
}

void TestHubMessages::textIsChecked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("empty") << QString() << u"bad_request"_s;
    QTest::newRow("spaces") << u" \n\t "_s << u"bad_request"_s;
    QTest::newRow("as long as allowed") << QString(16384, u'x') << QString();
    QTest::newRow("one byte more") << QString(16385, u'x') << u"too_large"_s;
    QTest::newRow("counted in bytes") << QString(8193, u'ß') << u"too_large"_s;
}

void TestHubMessages::textIsChecked()
{
    QFETCH(const QString, text);
    QTEST(say(m_ann, text).value("code"_L1).toString(), "code");
}

void TestHubMessages::onlyTheAuthorEdits()
{
    const QJsonValue id = say(m_ann, u"helo"_s).value("messageId"_L1);
    m->take(m_bob);
    QCOMPARE(m->ask(m_bob, u"edit_message"_s, {{u"messageId"_s, id}, {u"text"_s, u"mine"_s}}).value("code"_L1),
        u"forbidden"_s);
    m->clock.advance(Millis {5000});
    QCOMPARE(m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, id}, {u"text"_s, u"hello"_s}}).value("seq"_L1), 2);
    const QJsonObject seen = m->takeOf(m_bob, u"message_updated"_s).value(0);
    QCOMPARE(seen.value("text"_L1), u"hello"_s);
    QCOMPARE(seen.value("editedAt"_L1).toInteger(), qint64 {toEpochMillis(m->clock.wallNow())});
    QCOMPARE(m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, id}, {u"text"_s, u" "_s}}).value("code"_L1),
        u"bad_request"_s);
    QCOMPARE(m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, u"mzzz"_s}, {u"text"_s, u"x"_s}}).value("code"_L1),
        u"not_found"_s);
}

void TestHubMessages::adminsMayDelete()
{
    const QJsonValue id = say(m_ann, u"oops"_s).value("messageId"_L1);
    QCOMPARE(m->ask(m_bob, u"delete_message"_s, {{u"messageId"_s, id}}).value("code"_L1), u"forbidden"_s);
    m->hub->core().state.userNamed(u"Bob"_s)->row.user.role = protocol::Role::Admin;
    m->take(m_ann);
    QCOMPARE(m->ask(m_bob, u"delete_message"_s, {{u"messageId"_s, id}}).value("seq"_L1), 2);
    QCOMPARE(m->takeOf(m_ann, u"message_deleted"_s).value(0).value("messageId"_L1), id);
    QCOMPARE(m->ask(m_ann, u"edit_message"_s, {{u"messageId"_s, id}, {u"text"_s, u"back"_s}}).value("code"_L1),
        u"not_found"_s);
    const QJsonObject history = m->ask(m_ann, u"get_history"_s, {{u"roomId"_s, u"general"_s}});
    const QJsonObject shown = history.value("messages"_L1).toArray().at(0).toObject();
    QCOMPARE(shown.value("deleted"_L1), true);
    QCOMPARE(shown.value("text"_L1).toString(), QString());
}

void TestHubMessages::reactionsKeepTheirOrder()
{
    const QJsonValue id = say(m_ann, u"cake"_s).value("messageId"_L1);
    const auto react = [&](ConnectionId from, const QString &emoji, bool on) {
        return m->ask(from, u"react"_s, {{u"messageId"_s, id}, {u"emoji"_s, emoji}, {u"on"_s, on}});
    };
    react(m_bob, u"🎉"_s, true);
    react(m_ann, u"🎉"_s, true);
    const QJsonObject seen = m->takeOf(m_bob, u"reaction_updated"_s).last();
    const QJsonArray both {m->userId(u"Bob"_s), m->userId(u"Ann"_s)};
    QCOMPARE(seen.value("users"_L1).toArray(), both);
    QVERIFY(!react(m_bob, u"🎉"_s, true).contains("seq"_L1)); // nothing changed, so no event
    react(m_bob, u"🎉"_s, false);
    QCOMPARE(
        m->takeOf(m_bob, u"reaction_updated"_s).last().value("users"_L1).toArray(), QJsonArray {m->userId(u"Ann"_s)});
    QCOMPARE(react(m_bob, QString(100, u'x'), true).value("type"_L1), u"error"_s);
}

void TestHubMessages::pinsAreEvents()
{
    const QJsonValue id = say(m_ann, u"the address"_s).value("messageId"_L1);
    m->take(m_bob);
    m->ask(m_ann, u"pin_message"_s, {{u"messageId"_s, id}, {u"on"_s, true}});
    const QJsonObject seen = m->takeOf(m_bob, u"message_updated"_s).value(0);
    QCOMPARE(seen.value("pinned"_L1), true);
    m->ask(m_ann, u"pin_message"_s, {{u"messageId"_s, id}, {u"on"_s, true}});
    QVERIFY(m->takeOf(m_bob, u"message_updated"_s).isEmpty());
}

void TestHubMessages::repliesAndThreadsStayInTheRoom()
{
    const QJsonValue root = say(m_ann, u"root"_s).value("messageId"_L1);
    m->take(m_bob);
    const QJsonValue reply =
        say(m_bob, u"in the thread"_s, {{u"threadId"_s, root}, {u"replyTo"_s, root}}).value("messageId"_L1);
    QVERIFY(reply.isString());
    QCOMPARE(m->takeOf(m_bob, u"message_updated"_s).value(0).value("threadCount"_L1), 1);
    QCOMPARE(say(m_bob, u"deeper"_s, {{u"threadId"_s, reply}}).value("code"_L1), u"not_found"_s);
    m->ask(m_bob, u"delete_message"_s, {{u"messageId"_s, reply}});
    QVERIFY(m->takeOf(m_ann, u"message_updated"_s).last().value("threadCount"_L1).toInt() == 0);
    m->ask(m_ann, u"create_room"_s, {{u"name"_s, u"Other"_s}, {u"kind"_s, u"public"_s}});
    QCOMPARE(m->ask(m_ann, u"send_message"_s,
                  {{u"roomId"_s, u"other"_s}, {u"clientId"_s, u"o"_s}, {u"text"_s, u"x"_s}, {u"replyTo"_s, root}})
                 .value("code"_L1),
        u"not_found"_s);
}

void TestHubMessages::mentionsNotify()
{
    const ConnectionId stream = m->connectStream(m->guest(u"Cleo Park"_s));
    m->takeEvents(stream);
    m->take(m_bob);
    say(m_ann, u"ask @cleo park, not me@bob.example"_s);
    const QJsonArray mentions = m->takeOf(m_bob, u"message"_s).value(0).value("mentions"_L1).toArray();
    QCOMPARE(mentions, QJsonArray {m->userId(u"Cleo Park"_s)});
    const QString events = m->takeEvents(stream);
    QVERIFY(events.contains("event: notification"_L1));
    QVERIFY(events.contains("Ann mentioned you in # general"_L1));
    QVERIFY(events.startsWith("id: "_L1));
}

void TestHubMessages::rateIsPerPerson()
{
    QStringList codes;
    for (int i = 0; i < 125; ++i)
        codes.append(say(m_ann, u"spam"_s).value("code"_L1).toString());
    QCOMPARE(codes.count(QString()), 120);
    QCOMPARE(codes.last(), u"rate_limited"_s);
    QVERIFY(say(m_ann, u"again"_s).value("retryAfterMs"_L1).toInt() > 0);
    QVERIFY(say(m_bob, u"I am another"_s).value("code"_L1).isUndefined());
    // What is known already is answered, limit or not.
    QVERIFY(say(m_ann, u"spam"_s, {{u"clientId"_s, u"c1"_s}}).value("code"_L1).isUndefined());
    m->wait(std::chrono::seconds {5});
    QVERIFY(say(m_ann, u"later"_s).value("code"_L1).isUndefined());
}

void TestHubMessages::historyHasLimits()
{
    for (int i = 0; i < 60; ++i)
        say(m_ann, u"m%1"_s.arg(i));
    const auto history = [&](QJsonObject query) {
        query[u"roomId"_s] = u"general"_s;
        return m->ask(m_bob, u"get_history"_s, query);
    };
    const QJsonObject latest = history({});
    QCOMPARE(latest.value("type"_L1), u"message_history"_s);
    QCOMPARE(latest.value("messages"_L1).toArray().size(), 50);
    QCOMPARE(latest.value("hasBefore"_L1), true);
    QCOMPARE(latest.value("hasAfter"_L1), false);
    QCOMPARE(history({{u"before"_s, 11}, {u"limit"_s, 200}}).value("messages"_L1).toArray().size(), 10);
    m->send(m_bob, u"get_history"_s, {{u"roomId"_s, u"general"_s}, {u"limit"_s, 1}}); // without an id: plain clients
    QCOMPARE(m->takeOf(m_bob, u"message_history"_s).size(), 1);
}

void TestHubMessages::answersStayBelowWhatAClientTakes()
{
    const QJsonObject room = m->ask(m_bob, u"join_room"_s, {{u"roomId"_s, u"general"_s}});
    const QString longest(16'384, u'\u0001'); // six bytes each as JSON
    for (int i = 0; i < 120; ++i) {
        say(m_ann, longest);
        if (i % 50 == 49)
            m->wait(Millis {60'000});
    }
    const auto history = [&](QJsonObject query) {
        query[u"roomId"_s] = u"general"_s;
        query[u"limit"_s] = 200;
        const QJsonObject answer = m->ask(m_bob, u"get_history"_s, query);
        return QJsonDocument(answer).toJson().size() < 7'000'000 ? answer : QJsonObject();
    };
    const QJsonArray latest = history({}).value("messages"_L1).toArray();
    QVERIFY(latest.size() > 20 && latest.size() < 100);
    QCOMPARE(latest.last().toObject().value("seq"_L1).toInteger(), 120);
    QCOMPARE(history({}).value("hasBefore"_L1).toBool(), true);
    const QJsonObject after = history({{u"after"_s, 0}});
    QCOMPARE(after.value("messages"_L1).toArray().first().toObject().value("seq"_L1).toInteger(), 1);
    QCOMPARE(after.value("hasAfter"_L1).toBool(), true);
    const QJsonArray around = history({{u"around"_s, 60}}).value("messages"_L1).toArray();
    QVERIFY(around.first().toObject().value("seq"_L1).toInteger() <= 60);
    QVERIFY(around.last().toObject().value("seq"_L1).toInteger() >= 60);
    const QJsonObject epoch = room.value("room"_L1).toObject();
    const QJsonObject back = m->ask(
        m_bob, u"join_room"_s, {{u"roomId"_s, u"general"_s}, {u"since"_s, 1}, {u"epoch"_s, epoch.value("epoch"_L1)}});
    QCOMPARE(back.value("truncated"_L1).toBool(), true);
}

void TestHubMessages::filesTravelWithMessages()
{
    const QString token = m->guest(u"Cleo"_s);
    const ConnectionId cleo = m->connectSocket(token);
    HttpRequest upload;
    upload.method = "POST";
    upload.path = u"/api/v1/files"_s;
    upload.query.addQueryItem(u"name"_s, u"../../plan.txt"_s);
    upload.headers = {{"authorization", "Bearer " + token.toLatin1()}, {"content-type", "text/plain"}};
    upload.bodyFile = m->folder.filePath(u"incoming-1"_s);
    QFile body(upload.bodyFile);
    QVERIFY(body.open(QIODevice::WriteOnly));
    body.write("the plan");
    body.close();
    const Reply stored = m->raw(upload);
    QCOMPARE(stored.status, 201);
    QCOMPARE(stored.body.value("name"_L1), u"plan.txt"_s);
    QCOMPARE(stored.body.value("bytes"_L1), 8);
    QVERIFY(!QFile::exists(upload.bodyFile));
    const QJsonValue file = stored.body.value("fileId"_L1);
    const QJsonArray attachments {QJsonObject {{u"fileId"_s, file}}};
    QCOMPARE(say(m_bob, u"stolen"_s, {{u"attachments"_s, attachments}}).value("code"_L1), u"not_found"_s);
    const QString path = u"/api/v1/files/"_s + file.toString();
    const QString bob = m->guest(u"Dan"_s);
    QCOMPARE(m->http("GET", path, {}, bob).status, 404);
    m->take(m_bob);
    QVERIFY(say(cleo, QString(), {{u"attachments"_s, attachments}}).value("code"_L1).isUndefined());
    const QJsonObject shown =
        m->takeOf(m_bob, u"message"_s).value(0).value("attachments"_L1).toArray().at(0).toObject();
    QCOMPARE(shown.value("mime"_L1), u"text/plain"_s);
    const Reply read = m->http("GET", path, {}, bob);
    QCOMPARE(read.status, 200);
    QVERIFY(QFile::exists(read.raw.file));
    QVERIFY(read.raw.headers.contains(std::pair<QByteArray, QByteArray>("x-content-type-options", "nosniff")));
    QCOMPARE(m->http("GET", path).status, 401);
}

void TestHubMessages::seqHasNoGapsInRandomPlay()
{
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        ServerConfig config;
        config.limits.messagesPerMinute = 100'000;
        m = std::make_unique<HubFixture>(config);
        Random random(seed);
        const ConnectionId people[] = {m->connectSocket(m->guest(u"Ann"_s)), m->connectSocket(m->guest(u"Bob"_s))};
        QList<QJsonValue> ids;
        for (int step = 0; step < 300; ++step) {
            const ConnectionId who = people[random.below(2)];
            const QJsonValue id = ids.isEmpty()
                ? QJsonValue()
                : ids[static_cast<qsizetype>(random.below(static_cast<std::uint64_t>(ids.size())))];
            switch (ids.isEmpty() ? 0 : random.below(6)) {
            case 0:
            case 1: ids.append(say(who, u"text %1"_s.arg(step)).value("messageId"_L1)); break;
            case 2: m->ask(who, u"edit_message"_s, {{u"messageId"_s, id}, {u"text"_s, u"edit %1"_s.arg(step)}}); break;
            case 3: m->ask(who, u"delete_message"_s, {{u"messageId"_s, id}}); break;
            case 4:
                m->ask(who, u"react"_s, {{u"messageId"_s, id}, {u"emoji"_s, u"👍"_s}, {u"on"_s, random.below(2) == 0}});
                break;
            default:
                ids.append(say(who, u"reply %1"_s.arg(step), {{u"threadId"_s, ids.first()}}).value("messageId"_L1));
                break;
            }
            ids.removeAll(QJsonValue(QJsonValue::Undefined));
        }
        protocol::Seq expected = 0;
        for (const QJsonObject &frame : m->take(people[0])) {
            const auto event =
                protocol::roomEventFromEnvelope({frame.value("type"_L1).toString(), {}, frame.value("payload"_L1)});
            if (event)
                QVERIFY2(
                    protocol::seqOf(*event) == ++expected, qPrintable(u"seed %1, seq %2"_s.arg(seed).arg(expected)));
        }
        QVERIFY(expected > 100);
        QVERIFY(m->storage->check());
        m->restart();
        QCOMPARE(m->hub->core().state.room(protocol::RoomId {u"general"_s})->row.lastSeq, expected);
    }
}

void TestHubMessages::aFailedCommitTellsNobody()
{
    say(m_ann, u"one"_s);
    m->take(m_bob);
    say(m_ann, u"two"_s);
    QCOMPARE(m->takeOf(m_bob, u"message"_s).size(), 1);
    // The disk breaks in the middle of the next turn: a row that cannot be written.
    m->hub->turn([&] {
        UserState &ann = *m->hub->core().state.userNamed(u"Ann"_s);
        QVERIFY(m->hub->services().messages.send(ann,
            {.roomId = protocol::RoomId {u"general"_s}, .clientId = protocol::ClientId {u"bad"_s}, .text = u"bad"_s}));
        m->hub->core().storage.users.insert(ann.row); // the same key twice
    });
    QVERIFY(m->take(m_bob).isEmpty());
    QCOMPARE(m->edge.closed[m_bob].code, 1011);
    QCOMPARE(m->hub->core().state.room(protocol::RoomId {u"general"_s})->row.lastSeq, 2);
    const ConnectionId cleo = m->connectSocket(m->guest(u"Cleo"_s));
    QCOMPARE(say(cleo, u"and on"_s).value("seq"_L1), 3);
    QVERIFY(m->storage->check());
}

QTEST_GUILESS_MAIN(TestHubMessages)
#include "tst_hubmessages.moc"
