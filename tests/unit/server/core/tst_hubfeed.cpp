#include "hubfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;

class TestHubFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void connectedComesFirst();
    void missedEventsAreReplayedOnce();
    void aStreamCutBeforeItsFirstEventResumes();
    void unknownPositionsReset_data();
    void unknownPositionsReset();
    void prunedEventsReset();
    void keepsAThousandAndADay();
    void aLongReplayWaitsForItsReader();
    void aSliceOfOthersEventsGoesOn();
    void directMessagesNotify();
    void hooksPostAndNotify();
    void hooksAreChecked();
    void linksCarryTheProxysPrefix_data();
    void linksCarryTheProxysPrefix();
    void activitiesAreForWhoMaySee();
    void channelsAreJoinedAndLeft();
    void channelsAreLimited();
    void otherPeoplesStreamsAreNotTouched();
    void publishedEventsAreOneLine();
    void metricsAreForAdmins();
    void readMarksComeBack();

private:
    QString publisher()
    {
        QString token;
        m->hub->turn([&] {
            token = m->hub->services().accounts.issueToken(
                *m->hub->core().state.userNamed(u"Ann"_s), u"chat publish"_s, std::nullopt);
        });
        return token;
    }
    void notify(const QString &title)
    {
        m->http("POST", u"/events/send"_s,
            {{u"userId"_s, m->userId(u"Bob"_s)}, {u"event"_s, u"notification"_s},
                {u"data"_s, QJsonObject {{u"title"_s, title}}}},
            publisher());
    }
    static QString lastId(const QString &events)
    {
        QString last;
        static const QRegularExpression line(u"^id: (.+)$"_s, QRegularExpression::MultilineOption);
        for (const auto &match : line.globalMatch(events))
            last = match.captured(1);
        return last;
    }
    std::unique_ptr<HubFixture> m;
    QString m_ann;
    QString m_bob;
};

void TestHubFeed::init()
{
    m = std::make_unique<HubFixture>();
    m_ann = m->guest(u"Ann"_s);
    m_bob = m->guest(u"Bob"_s);
}

void TestHubFeed::connectedComesFirst()
{
    const QString events = m->takeEvents(m->connectStream(m_bob));
    QVERIFY2(events.startsWith("retry: 3000\nid: "_L1), qPrintable(events));
    QVERIFY(events.contains("\nevent: connected\ndata: {\"clientId\":\""_L1));
    QVERIFY(events.endsWith("\n\n"_L1));
}

void TestHubFeed::missedEventsAreReplayedOnce()
{
    const ConnectionId stream = m->connectStream(m_bob);
    notify(u"one"_s);
    const QString position = lastId(m->takeEvents(stream));
    m->disconnect(stream);
    notify(u"two"_s);
    notify(u"three"_s);
    m->restart();
    const QString events = m->takeEvents(m->connectStream(m_bob, position));
    QVERIFY(!events.contains("\"one\""_L1) && !events.contains("event: reset"_L1));
    QVERIFY(events.indexOf("\"two\""_L1) < events.indexOf("\"three\""_L1));
    QCOMPARE(events.count("event: notification"_L1), 2);
    const QString again = m->takeEvents(m->connectStream(m_bob, lastId(events)));
    QCOMPARE(again.count("event: notification"_L1), 0);
}

void TestHubFeed::aStreamCutBeforeItsFirstEventResumes()
{
    const ConnectionId stream = m->connectStream(m_bob);
    const QString position = lastId(m->takeEvents(stream));
    m->disconnect(stream);
    notify(u"in between"_s);
    QVERIFY(m->takeEvents(m->connectStream(m_bob, position)).contains("in between"_L1));
}

void TestHubFeed::unknownPositionsReset_data()
{
    QTest::addColumn<QString>("position");
    QTest::newRow("another epoch") << u"0000.1"_s;
    QTest::newRow("rubbish") << u"hello"_s;
    QTest::newRow("only a dot") << u"."_s;
    QTest::newRow("the future") << u"EPOCH.999999"_s;
    QTest::newRow("below zero") << u"EPOCH.-3"_s;
}

void TestHubFeed::unknownPositionsReset()
{
    QFETCH(QString, position);
    notify(u"kept"_s);
    position.replace("EPOCH"_L1, m->hub->core().state.epoch().value());
    const QString events = m->takeEvents(m->connectStream(m_bob, position));
    QVERIFY(events.contains("event: reset\n"_L1));
    QVERIFY(events.indexOf("event: reset"_L1) < events.indexOf("kept"_L1));
    QVERIFY(!m->takeEvents(m->connectStream(m_bob, lastId(events))).contains("event: reset"_L1));
}

void TestHubFeed::prunedEventsReset()
{
    ServerConfig config;
    config.feedKeep = 2;
    m = std::make_unique<HubFixture>(config);
    m_ann = m->guest(u"Ann"_s);
    m_bob = m->guest(u"Bob"_s);
    const QString position = lastId(m->takeEvents(m->connectStream(m_bob)));
    for (int i = 0; i < 4; ++i)
        notify(u"n%1"_s.arg(i));
    m->clock.advance(std::chrono::hours {25});
    m->restart(); // prunes
    const QString events = m->takeEvents(m->connectStream(m_bob, position));
    QVERIFY(events.contains("event: reset\n"_L1));
    QCOMPARE(events.count("event: notification"_L1), 2);
    QVERIFY(events.contains("\"n2\""_L1) && events.contains("\"n3\""_L1));
}

void TestHubFeed::keepsAThousandAndADay()
{
    const QString position = lastId(m->takeEvents(m->connectStream(m_bob)));
    const auto missed = [&] {
        m->restart(); // prunes
        const ConnectionId stream = m->connectStream(m_bob, position);
        QString events;
        for (QString more = m->takeEvents(stream); !more.isEmpty(); more = m->takeEvents(stream)) {
            events += more;
            m->drained(stream);
        }
        return events;
    };
    constexpr int all = 1'100;
    for (int i = 0; i < all; ++i)
        notify(u"n%1"_s.arg(i));
    m->clock.advance(std::chrono::hours {23});
    const QString young = missed();
    QVERIFY(!young.contains("event: reset"_L1));
    QCOMPARE(young.count("event: notification"_L1), all);
    m->clock.advance(std::chrono::hours {2});
    const QString old = missed();
    QVERIFY(old.contains("event: reset"_L1));
    QCOMPARE(old.count("event: notification"_L1), 1'000);
    QVERIFY(!old.contains("\"n99\""_L1) && old.contains("\"n100\""_L1));
}

void TestHubFeed::aLongReplayWaitsForItsReader()
{
    const QString position = lastId(m->takeEvents(m->connectStream(m_bob)));
    constexpr int all = 60;
    const QString padding(30'000, u'x'); // 1.8 MB in all
    for (int i = 0; i < all; ++i)
        notify(u"%1 "_s.arg(i) + padding);
    const ConnectionId stream = m->connectStream(m_bob, position);
    QCOMPARE(m->edge.slices[stream].size(), 1);
    notify(u"live"_s); // after what was missed, never between
    QString events = m->takeEvents(stream);
    QVERIFY(!events.contains("live"_L1));
    for (int turns = 0; turns < all && !events.contains("live"_L1); ++turns) {
        m->drained(stream);
        events += m->takeEvents(stream);
    }
    for (const QByteArray &slice : m->edge.slices[stream])
        QVERIFY(slice.size() < 200'000);
    static const QRegularExpression title(u"\"title\":\"(\\w+)"_s);
    QStringList titles;
    for (const auto &match : title.globalMatch(events))
        titles << match.captured(1);
    QStringList expected;
    for (int i = 0; i < all; ++i)
        expected << QString::number(i);
    QCOMPARE(titles, expected + QStringList {u"live"_s});
    QVERIFY(!events.contains("event: reset"_L1));
    notify(u"again"_s);
    QVERIFY(m->takeEvents(stream).contains("again"_L1)); // the stream is up to date: at once
    m->drained(stream); // a late word of the network changes nothing
    QVERIFY(m->takeEvents(stream).isEmpty());
}

void TestHubFeed::aSliceOfOthersEventsGoesOn()
{
    const QString position = lastId(m->takeEvents(m->connectStream(m_bob)));
    m->hub->turn([&] {
        for (int i = 0; i < 5000; ++i)
            QVERIFY(m->hub->services().feed.publish(
                {.channel = u"noise"_s, .userId = {}, .event = u"e"_s, .data = QJsonValue(i)}));
    });
    notify(u"mine"_s);
    const ConnectionId stream = m->connectStream(m_bob, position);
    QString events = m->takeEvents(stream);
    int turns = 0;
    for (; turns < 10 && !events.contains("mine"_L1); ++turns) {
        m->drained(stream);
        events += m->takeEvents(stream);
    }
    QVERIFY(events.contains("mine"_L1) && !events.contains("event: e\n"_L1));
    QVERIFY(turns >= 2); // nobody else waited for 5000 rows
}

void TestHubFeed::directMessagesNotify()
{
    const ConnectionId ann = m->connectSocket(m_ann);
    const ConnectionId stream = m->connectStream(m_bob);
    const QString room =
        m->ask(ann, u"create_room"_s, {{u"kind"_s, u"direct"_s}, {u"members"_s, QJsonArray {m->userId(u"Bob"_s)}}})
            .value("room"_L1)
            .toObject()
            .value("roomId"_L1)
            .toString();
    m->takeEvents(stream);
    m->ask(ann, u"send_message"_s, {{u"roomId"_s, room}, {u"clientId"_s, u"d"_s}, {u"text"_s, u"lunch?\nat one"_s}});
    const QString events = m->takeEvents(stream);
    QVERIFY(events.contains("\"title\":\"Ann\""_L1));
    QVERIFY(events.contains("lunch? at one"_L1));
    QVERIFY(!events.contains("event: activity"_L1));
}

void TestHubFeed::hooksPostAndNotify()
{
    const Reply made = m->http("POST", u"/api/v1/hooks"_s, {{u"roomId"_s, u"general"_s}, {u"name"_s, u"CI"_s}}, m_ann);
    QCOMPARE(made.status, 201);
    const QString path = u"/hooks/"_s + made.body.value("secret"_L1).toString();
    const ConnectionId bob = m->connectSocket(m_bob);
    const ConnectionId stream = m->connectStream(m_bob);
    m->take(bob);
    m->takeEvents(stream);
    QCOMPARE(m->http("POST", path, {{u"text"_s, u"Build 7 is green"_s}}).status, 201);
    const QJsonObject message = m->takeOf(bob, u"message"_s).value(0);
    QCOMPARE(message.value("username"_L1), u"CI"_s);
    QCOMPARE(message.value("text"_L1), u"Build 7 is green"_s);
    QCOMPARE(m->http("POST", path,
                  {{u"title"_s, u"Build failed"_s}, {u"message"_s, u"See the log"_s}, {u"type"_s, u"error"_s},
                      {u"url"_s, u"javascript:alert(1)"_s}})
                 .status,
        201);
    const QString events = m->takeEvents(stream);
    QVERIFY(events.contains("\"type\":\"error\""_L1) && events.contains("\"source\":\"webhook: CI\""_L1));
    QVERIFY(!events.contains("javascript"_L1));
    m->restart();
    QCOMPARE(m->http("POST", path, {{u"text"_s, u"still here"_s}}).status, 201);
}

void TestHubFeed::hooksAreChecked()
{
    QCOMPARE(m->http("POST", u"/hooks/guess"_s, {{u"text"_s, u"x"_s}}).status, 404);
    const QString path = u"/hooks/"_s
        + m->http("POST", u"/api/v1/hooks"_s, {{u"roomId"_s, u"general"_s}, {u"name"_s, u"CI"_s}}, m_ann)
              .body.value("secret"_L1)
              .toString();
    QCOMPARE(m->http("POST", path, {{u"text"_s, u" "_s}}).status, 400);
    QCOMPARE(m->http("POST", path, {{u"other"_s, 1}}).status, 400);
    QCOMPARE(m->http("GET", path).status, 404);
    // Nobody signs in as a webhook, or takes it for a person.
    QVERIFY(m->userId(u"CI"_s).isEmpty());
    QVERIFY(!m->http("GET", u"/api/v1/users"_s, {}, m_bob).raw.body.contains("\"CI\""));
}

void TestHubFeed::linksCarryTheProxysPrefix_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QString>("base");
    const QString https = u"https://chat.example"_s;
    QTest::newRow("none") << true << ""_ba << https;
    QTest::newRow("plain") << true << "/chat-server"_ba << https + u"/chat-server"_s;
    QTest::newRow("with a slash") << true << "/chat-server/"_ba << https + u"/chat-server"_s;
    QTest::newRow("another host") << true << "//evil.example"_ba << https;
    QTest::newRow("a query") << true << "/a?b"_ba << https;
    QTest::newRow("not from a proxy") << false << "/chat-server"_ba << u"http://chat.example"_s;
}

void TestHubFeed::linksCarryTheProxysPrefix()
{
    QFETCH(const bool, isTrusted);
    QFETCH(const QByteArray, prefix);
    QFETCH(const QString, base);
    ServerConfig config;
    if (isTrusted)
        config.trustedProxies = QStringList {u"127.0.0.1"_s};
    m = std::make_unique<HubFixture>(config);
    HttpRequest request;
    request.method = "POST";
    request.path = u"/api/v1/hooks"_s;
    request.headers = {{"host", "chat.example"}, {"x-forwarded-proto", "https"}, {"x-forwarded-prefix", prefix},
        {"authorization", "Bearer " + m->guest(u"Ann"_s).toLatin1()}};
    request.body = R"({"roomId":"general","name":"CI"})";
    const QString url = m->raw(request).body.value("url"_L1).toString();
    QVERIFY2(url.startsWith(base + u"/hooks/"_s), qPrintable(url));
}

void TestHubFeed::activitiesAreForWhoMaySee()
{
    const ConnectionId ann = m->connectSocket(m_ann);
    const ConnectionId stream = m->connectStream(m_bob);
    m->takeEvents(stream);
    m->ask(ann, u"create_room"_s, {{u"name"_s, u"Open"_s}, {u"kind"_s, u"public"_s}});
    const QString events = m->takeEvents(stream);
    QVERIFY(events.contains("event: activity"_L1));
    QVERIFY(events.contains("\"action\":\"created\""_L1) && events.contains("\"target\":\"# Open\""_L1));
}

void TestHubFeed::channelsAreJoinedAndLeft()
{
    const ConnectionId stream = m->connectStream(m_bob);
    const QString hello = m->takeEvents(stream);
    const QString client = hello.section(u"\"clientId\":\""_s, 1).section(u'"', 0, 0);
    const QString token = publisher();
    const auto publish = [&] {
        m->http("POST", u"/events/send"_s, {{u"channel"_s, u"ci"_s}, {u"event"_s, u"build"_s}, {u"data"_s, 7}}, token);
        return m->takeEvents(stream);
    };
    QVERIFY(publish().isEmpty());
    const QJsonObject body {{u"clientId"_s, client}, {u"channel"_s, u"ci"_s}};
    QCOMPARE(m->http("POST", u"/events/subscribe"_s, body, m_bob).status, 200);
    QVERIFY(publish().endsWith("event: build\ndata: 7\n\n"_L1));
    QCOMPARE(m->http("POST", u"/events/unsubscribe"_s, body, m_bob).status, 200);
    QVERIFY(publish().isEmpty());
}

void TestHubFeed::channelsAreLimited()
{
    QStringList channels;
    for (int i = 0; i < 100; ++i)
        channels << u"c%1"_s.arg(i);
    const ConnectionId stream = m->connectStream(m_bob, {}, channels);
    const QString client = m->takeEvents(stream).section(u"\"clientId\":\""_s, 1).section(u'"', 0, 0);
    const auto subscribe = [&](const QString &channel) {
        return m->http("POST", u"/events/subscribe"_s, {{u"clientId"_s, client}, {u"channel"_s, channel}}, m_bob)
            .status;
    };
    QCOMPARE(subscribe(u"c7"_s), 200); // one it has already
    QCOMPARE(subscribe(u"one more"_s), 413);
    QCOMPARE(m->connectStream(m_bob, {}, channels + QStringList {u"one more"_s}), 0U);
}

void TestHubFeed::otherPeoplesStreamsAreNotTouched()
{
    const QString hello = m->takeEvents(m->connectStream(m_bob));
    const QString client = hello.section(u"\"clientId\":\""_s, 1).section(u'"', 0, 0);
    const QJsonObject body {{u"clientId"_s, client}, {u"channel"_s, u"ci"_s}};
    QCOMPARE(m->http("POST", u"/events/subscribe"_s, body, m_ann).status, 404);
    QCOMPARE(m->http("POST", u"/events/subscribe"_s, body).status, 401);
}

void TestHubFeed::publishedEventsAreOneLine()
{
    const ConnectionId stream = m->connectStream(m_bob);
    m->takeEvents(stream);
    const QString token = publisher();
    const auto publish = [&](const QJsonObject &event) {
        return m->http("POST", u"/events/send"_s, event, token).status;
    };
    QCOMPARE(publish({{u"event"_s, u"a\nid: 9"_s}, {u"data"_s, 1}}), 400);
    QCOMPARE(publish({{u"event"_s, u"reset"_s}, {u"data"_s, 1}}), 400);
    QCOMPARE(publish({{u"event"_s, u"note"_s}, {u"userId"_s, u"u-nobody"_s}}), 404);
    QVERIFY(m->takeEvents(stream).isEmpty());
    QCOMPARE(publish({{u"event"_s, u"note"_s}, {u"data"_s, u"two\nlines\r\nand more"_s}}), 202);
    QVERIFY(m->takeEvents(stream).endsWith("event: note\ndata: \"two\\nlines\\r\\nand more\"\n\n"_L1));
}

void TestHubFeed::metricsAreForAdmins()
{
    QCOMPARE(m->connectStream(m_bob, {}, {u"metrics"_s}), 0U);
    m->hub->core().state.userNamed(u"Bob"_s)->row.user.role = protocol::Role::Admin;
    const ConnectionId stream = m->connectStream(m_bob, {}, {u"metrics"_s});
    m->takeEvents(stream);
    m->wait(std::chrono::seconds {5});
    QVERIFY(m->takeEvents(stream).contains("event: metric-update\ndata: {\"metric\":\"websockets\""_L1));
}

void TestHubFeed::readMarksComeBack()
{
    const ConnectionId one = m->connectSocket(m_bob);
    const ConnectionId two = m->connectSocket(m_bob);
    const QString position = lastId(m->takeEvents(m->connectStream(m_bob)));
    notify(u"one"_s);
    notify(u"two"_s);
    const QString events = m->takeEvents(m->connectStream(m_bob, position));
    const QString id = events.section(u"\"id\":\""_s, 1).section(u'"', 0, 0);
    m->take(two);
    m->ask(one, u"mark_notifications_read"_s, {{u"ids"_s, QJsonArray {id}}});
    QCOMPARE(m->takeOf(two, u"notifications_read"_s).size(), 1);
    const QString replayed = m->takeEvents(m->connectStream(m_bob, position));
    QCOMPARE(replayed.count("\"read\":true"_L1), 1);
    m->ask(one, u"mark_notifications_read"_s, {});
    QCOMPARE(m->takeEvents(m->connectStream(m_bob, position)).count("\"read\":true"_L1), 2);
}

QTEST_GUILESS_MAIN(TestHubFeed)
#include "tst_hubfeed.moc"
