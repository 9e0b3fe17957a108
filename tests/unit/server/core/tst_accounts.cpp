#include "hubfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace coterie;
using namespace coterie::server;
using protocol::Role;

namespace {

const QString strangerPeer = u"203.0.113.5"_s;

void addAccount(HubFixture &fixture, const QString &name, const QString &password, Role role = Role::Member)
{
    fixture.hub->turn(
        [&] { QVERIFY(fixture.hub->services().accounts.createUser(name, role, hashPassword(password))); });
}

QJsonObject credentials(const QString &name, const QString &password)
{
    return {{u"username"_s, name}, {u"password"_s, password}};
}

} // namespace

class TestAccounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void guestsGetATokenAndGeneral();
    void guestsAreRefusedWhereTheyAreNot();
    void namesAreTakenOnce();
    void namesAreChecked_data();
    void namesAreChecked();
    void guestsPerAddressAreLimited();
    void passwordsLogIn();
    void wrongPasswordsAreCounted();
    void tokensExpire();
    void logoutClosesItsConnections();
    void disabledPeopleAreShutOut();
    void otherProcessesAreNoticed();
    void scopesBind();
    void invitesLetIn();
    void invitesRunOut();
    void invitesOfRoomsNeedMembership();
    void inviteCodesCannotBeTriedOut();
    void profilesChange();
};

void TestAccounts::guestsGetATokenAndGeneral()
{
    HubFixture fixture;
    const Reply reply = fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"Ann"_s}});
    QCOMPARE(reply.status, 201);
    const QJsonObject user = reply.body.value("user"_L1).toObject();
    QCOMPARE(user.value("username"_L1), u"Ann"_s);
    QCOMPARE(user.value("role"_L1), u"guest"_s);
    const QString token = reply.body.value("token"_L1).toString();
    const Reply rooms = fixture.http("GET", u"/api/v1/rooms"_s, {}, token);
    const QJsonArray items = rooms.body.value("items"_L1).toArray();
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0].toObject().value("roomId"_L1), u"general"_s);
    QCOMPARE(items[0].toObject().value("member"_L1), true);
    QCOMPARE(fixture.http("GET", u"/api/v1/me"_s, {}, token).body.value("sessions"_L1), 1);
    fixture.restart();
    QCOMPARE(fixture.http("GET", u"/api/v1/me"_s, {}, token).status, 200);
}

void TestAccounts::guestsAreRefusedWhereTheyAreNot()
{
    ServerConfig config;
    config.guests = false;
    HubFixture fixture(config);
    const Reply reply = fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"Ann"_s}});
    QCOMPARE(reply.status, 403);
    QCOMPARE(reply.errorCode(), u"forbidden"_s);
}

void TestAccounts::namesAreTakenOnce()
{
    HubFixture fixture;
    addAccount(fixture, u"Owner"_s, u"long enough"_s);
    fixture.guest(u"Ann"_s);
    const Reply second = fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"ann"_s}});
    QCOMPARE(second.body.value("user"_L1).toObject().value("username"_L1), u"ann 2"_s);
    QCOMPARE(fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"OWNER"_s}}).status, 409);
}

void TestAccounts::namesAreChecked_data()
{
    QTest::addColumn<QJsonValue>("name");
    QTest::newRow("empty") << QJsonValue(QString());
    QTest::newRow("only spaces") << QJsonValue(u"   "_s);
    QTest::newRow("a line end") << QJsonValue(u"a\nb"_s);
    QTest::newRow("turned around") << QJsonValue(u"abc\u202Exyz"_s);
    QTest::newRow("too long") << QJsonValue(QString(200, u'x'));
    QTest::newRow("a number") << QJsonValue(7);
    QTest::newRow("absent") << QJsonValue(QJsonValue::Undefined);
}

void TestAccounts::namesAreChecked()
{
    QFETCH(const QJsonValue, name);
    HubFixture fixture;
    const Reply reply = fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, name}});
    QVERIFY(reply.status == 400 || reply.status == 413);
}

void TestAccounts::guestsPerAddressAreLimited()
{
    HubFixture fixture;
    int admitted = 0;
    for (int i = 0; i < 50; ++i)
        admitted +=
            fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"Bot"_s}}, {}, strangerPeer).status == 201;
    QCOMPARE(admitted, fixture.config.guestsPerMinute);
    QCOMPARE(fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"Ann"_s}}, {}, u"198.51.100.7"_s).status, 201);
    fixture.wait(std::chrono::minutes {2});
    QCOMPARE(fixture.http("POST", u"/api/v1/guest"_s, {{u"username"_s, u"Bot"_s}}, {}, strangerPeer).status, 201);
}

void TestAccounts::passwordsLogIn()
{
    HubFixture fixture;
    addAccount(fixture, u"Ann"_s, u"correct horse"_s, Role::Admin);
    const Reply reply = fixture.http("POST", u"/api/v1/login"_s, credentials(u"ann"_s, u"correct horse"_s));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body.value("user"_L1).toObject().value("role"_L1), u"admin"_s);
    QVERIFY(reply.body.value("expiresAt"_L1).toDouble() > static_cast<double>(toEpochMillis(fixture.clock.wallNow())));
    QVERIFY(fixture.connectSocket(reply.body.value("token"_L1).toString()) > 0);
}

void TestAccounts::wrongPasswordsAreCounted()
{
    ServerConfig config;
    config.loginsPerMinute = 2;
    HubFixture fixture(config);
    addAccount(fixture, u"Ann"_s, u"correct horse"_s);
    const auto attempt = [&](const QString &name, const QString &password, const QString &peer) {
        return fixture.http("POST", u"/api/v1/login"_s, credentials(name, password), {}, peer).status;
    };
    QCOMPARE(attempt(u"Ann"_s, u"wrong"_s, strangerPeer), 401);
    QCOMPARE(attempt(u"Nobody"_s, u"wrong"_s, strangerPeer), 401);
    QCOMPARE(attempt(u"Ann"_s, u"correct horse"_s, strangerPeer), 429);
    QCOMPARE(attempt(u"Ann"_s, u"correct horse"_s, u"198.51.100.7"_s), 200);
    fixture.wait(std::chrono::minutes {2});
    QCOMPARE(attempt(u"Ann"_s, u"correct horse"_s, strangerPeer), 200);
}

void TestAccounts::tokensExpire()
{
    HubFixture fixture;
    fixture.guest(u"Ann"_s);
    QString token;
    fixture.hub->turn([&] {
        token = fixture.hub->services().accounts.issueToken(
            *fixture.hub->core().state.userNamed(u"Ann"_s), u"chat"_s, std::chrono::minutes {1});
    });
    const ConnectionId socket = fixture.connectSocket(token);
    QVERIFY(socket > 0);
    fixture.wait(std::chrono::seconds {59});
    QVERIFY(!fixture.edge.closed.contains(socket));
    fixture.wait(std::chrono::seconds {2});
    QCOMPARE(fixture.edge.closed[socket].code, 4401);
    QCOMPARE(fixture.http("GET", u"/api/v1/me"_s, {}, token).status, 401);
}

void TestAccounts::logoutClosesItsConnections()
{
    HubFixture fixture;
    const QString token = fixture.guest(u"Ann"_s);
    const ConnectionId socket = fixture.connectSocket(token);
    const ConnectionId stream = fixture.connectStream(token);
    const ConnectionId other = fixture.connectSocket(fixture.guest(u"Bob"_s));
    QCOMPARE(fixture.http("POST", u"/api/v1/logout"_s, {}, token).status, 204);
    QCOMPARE(fixture.edge.closed[socket].code, 4401);
    QCOMPARE(fixture.edge.closed[stream].code, 4401);
    QVERIFY(!fixture.edge.closed.contains(other));
    QCOMPARE(fixture.http("GET", u"/api/v1/me"_s, {}, token).errorCode(), u"unauthorized"_s);
}

void TestAccounts::disabledPeopleAreShutOut()
{
    HubFixture fixture;
    const QString token = fixture.guest(u"Ann"_s);
    const ConnectionId socket = fixture.connectSocket(token);
    auto other = Storage::open(fixture.folder.path());
    (*other)->users.setDisabled(protocol::UserId {fixture.userId(u"Ann"_s)}, true);
    QVERIFY((*other)->commit());
    fixture.wait(std::chrono::seconds {1});
    QCOMPARE(fixture.edge.closed[socket].code, 4403);
    QCOMPARE(fixture.http("GET", u"/api/v1/me"_s, {}, token).status, 403);
}

void TestAccounts::otherProcessesAreNoticed()
{
    HubFixture fixture;
    const QString token = fixture.guest(u"Ann"_s);
    const ConnectionId socket = fixture.connectSocket(token);
    auto other = Storage::open(fixture.folder.path());
    UserRow row {.user = {.userId = protocol::UserId {u"u-new"_s}, .username = u"New"_s, .color = u"#112233"_s}};
    (*other)->users.insert(row);
    for (const TokenRow &each : (*other)->users.tokens())
        QVERIFY((*other)->users.revokeToken(each.id, fixture.clock.wallNow()));
    QVERIFY((*other)->commit());
    fixture.wait(std::chrono::seconds {1});
    QCOMPARE(fixture.edge.closed[socket].code, 4401);
    QCOMPARE(fixture.userId(u"New"_s), u"u-new"_s);
}

void TestAccounts::scopesBind()
{
    HubFixture fixture;
    const QString chat = fixture.guest(u"Ann"_s);
    QString publish;
    fixture.hub->turn([&] {
        publish = fixture.hub->services().accounts.issueToken(
            *fixture.hub->core().state.userNamed(u"Ann"_s), u"publish"_s, std::nullopt);
    });
    const QJsonObject event {{u"event"_s, u"build"_s}, {u"channel"_s, u"ci"_s}, {u"data"_s, 1}};
    QCOMPARE(fixture.http("POST", u"/events/send"_s, event, chat).status, 403);
    QCOMPARE(fixture.http("POST", u"/events/send"_s, event, publish).status, 202);
    QCOMPARE(fixture.http("GET", u"/api/v1/rooms"_s, {}, publish).status, 403);
    QCOMPARE(fixture.connectSocket(publish), 0U);
}

void TestAccounts::invitesLetIn()
{
    ServerConfig config;
    config.guests = false;
    HubFixture fixture(config);
    addAccount(fixture, u"Ann"_s, u"correct horse"_s);
    const QString token = fixture.http("POST", u"/api/v1/login"_s, credentials(u"Ann"_s, u"correct horse"_s))
                              .body.value("token"_L1)
                              .toString();
    const QString room =
        fixture.http("POST", u"/api/v1/rooms"_s, {{u"name"_s, u"Plans"_s}, {u"kind"_s, u"private"_s}}, token)
            .body.value("room"_L1)
            .toObject()
            .value("roomId"_L1)
            .toString();
    const Reply made = fixture.http("POST", u"/api/v1/invites"_s, {{u"roomId"_s, room}}, token);
    QCOMPARE(made.status, 201);
    const QString code = made.body.value("code"_L1).toString();
    QCOMPARE(made.body.value("url"_L1), u"http://chat.example:8420/invite/"_s + code);
    const QString accept = u"/api/v1/invites/%1/accept"_s.arg(code);

    const Reply guest = fixture.http("POST", accept, {{u"username"_s, u"Bob"_s}});
    QCOMPARE(guest.status, 201);
    QCOMPARE(guest.body.value("roomId"_L1), room);
    QVERIFY(!guest.body.value("token"_L1).toString().isEmpty());

    const Reply member = fixture.http("POST", accept, credentials(u"Cleo"_s, u"battery staple"_s));
    QCOMPARE(member.status, 201);
    QCOMPARE(member.body.value("user"_L1).toObject().value("role"_L1), u"member"_s);
    QCOMPARE(fixture.http("POST", u"/api/v1/login"_s, credentials(u"Cleo"_s, u"battery staple"_s)).status, 200);
    QCOMPARE(fixture.http("POST", accept, credentials(u"Dan"_s, u"short"_s)).status, 400);
    QVERIFY(fixture.hub->core().state.room(protocol::RoomId {room})->members.size() == 3);
    QCOMPARE(fixture.http("GET", u"/invite/"_s + code).status, 200);
}

void TestAccounts::invitesRunOut()
{
    HubFixture fixture;
    const QString token = fixture.guest(u"Ann"_s);
    const auto accept = [&](const QString &code) {
        return fixture.http("POST", u"/api/v1/invites/%1/accept"_s.arg(code), {{u"username"_s, u"Bob"_s}}).status;
    };
    const auto invite = [&](const QJsonObject &body) {
        return fixture.http("POST", u"/api/v1/invites"_s, body, token).body.value("code"_L1).toString();
    };
    const QString once = invite({{u"uses"_s, 1}});
    QCOMPARE(accept(once), 201);
    QCOMPARE(accept(once), 404);
    const QString brief = invite({{u"expiresInMs"_s, 60'000}});
    QCOMPARE(accept(brief), 201);
    fixture.wait(std::chrono::minutes {1});
    QCOMPARE(accept(brief), 404);
    QCOMPARE(fixture.http("GET", u"/invite/"_s + brief).status, 404);
}

void TestAccounts::invitesOfRoomsNeedMembership()
{
    HubFixture fixture;
    const QString ann = fixture.guest(u"Ann"_s);
    const QString bob = fixture.guest(u"Bob"_s);
    const QString room =
        fixture.http("POST", u"/api/v1/rooms"_s, {{u"name"_s, u"Plans"_s}, {u"kind"_s, u"private"_s}}, ann)
            .body.value("room"_L1)
            .toObject()
            .value("roomId"_L1)
            .toString();
    QCOMPARE(fixture.http("POST", u"/api/v1/invites"_s, {{u"roomId"_s, room}}, bob).status, 404);
    QCOMPARE(fixture.http("POST", u"/api/v1/invites"_s, {{u"roomId"_s, room}}, ann).status, 201);
}

void TestAccounts::inviteCodesCannotBeTriedOut()
{
    HubFixture fixture;
    int tried = 0;
    for (int i = 0; i < 40; ++i)
        tried +=
            fixture
                .http("POST", u"/api/v1/invites/guess%1/accept"_s.arg(i), {{u"username"_s, u"Eve"_s}}, {}, strangerPeer)
                .status
            == 404;
    QVERIFY(tried <= fixture.config.loginsPerMinute);
}

void TestAccounts::profilesChange()
{
    HubFixture fixture;
    const QString token = fixture.guest(u"Ann"_s);
    fixture.guest(u"Bob"_s);
    const ConnectionId socket = fixture.connectSocket(token);
    QCOMPARE(fixture.ask(socket, u"update_profile"_s, {{u"username"_s, u"Bob"_s}}).value("code"_L1), u"conflict"_s);
    QCOMPARE(fixture.ask(socket, u"update_profile"_s, {{u"color"_s, u"red"_s}}).value("code"_L1), u"bad_request"_s);
    const QJsonObject done =
        fixture.ask(socket, u"update_profile"_s, {{u"username"_s, u"Anna"_s}, {u"color"_s, u"#123456"_s}});
    QCOMPARE(done.value("user"_L1).toObject().value("username"_L1), u"Anna"_s);
    QVERIFY(fixture.userId(u"Ann"_s).isEmpty());
    fixture.restart();
    QVERIFY(!fixture.userId(u"anna"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
