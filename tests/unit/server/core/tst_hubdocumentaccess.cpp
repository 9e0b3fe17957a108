#include "documentpeer.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;

/// Who may see, write, open and remove which document, over the wire and over HTTP.
class TestHubDocumentAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void refusedBeforeTheUpgrade();
    void aStrangersDocumentIsLikeOneThatDoesNotExist_data();
    void aStrangersDocumentIsLikeOneThatDoesNotExist();
    void aReaderReadsAndDoesNotWrite();
    void whoLosesTheRoomIsClosed();
    void aRevokedTokenIsClosed();
    void removedIsRemovedForEverybody();
    void onlyItsMakerAndAdministratorsRemove();

private:
    QString create(const QString &token, const QString &room, const QString &docId);

    std::unique_ptr<HubFixture> m_server;
    QString m_ann;
    QString m_ben;
    QString m_room; ///< Ann's own
};

void TestHubDocumentAccess::init()
{
    m_server = std::make_unique<HubFixture>();
    m_ann = m_server->guest(u"Ann"_s);
    m_ben = m_server->guest(u"Ben"_s);
    m_room = m_server->http("POST", u"/api/v1/rooms"_s, {{u"name"_s, u"Secret"_s}, {u"kind"_s, u"private"_s}}, m_ann)
                 .body.value(u"room"_s)
                 .toObject()
                 .value(u"roomId"_s)
                 .toString();
    QVERIFY(!m_room.isEmpty());
    QCOMPARE(create(m_ann, m_room, u"secret-plan"_s), u"secret-plan"_s);
}

QString TestHubDocumentAccess::create(const QString &token, const QString &room, const QString &docId)
{
    return m_server
        ->http("POST", u"/api/v1/documents"_s,
            {{u"docId"_s, docId}, {u"title"_s, u"Plan"_s}, {u"roomId"_s, room}, {u"kind"_s, u"text"_s}}, token)
        .body.value(u"docId"_s)
        .toString();
}

void TestHubDocumentAccess::refusedBeforeTheUpgrade()
{
    const auto status = [&](const QString &token, const QString &path, bool upgrade = true) {
        HttpRequest request;
        request.path = path;
        request.wantsWebSocket = upgrade;
        if (!token.isEmpty())
            request.query.addQueryItem(u"token"_s, token);
        return m_server->raw(std::move(request)).status;
    };
    QCOMPARE(status({}, u"/collab/secret-plan"_s), 401);
    QCOMPARE(status(u"wrong"_s, u"/collab/secret-plan"_s), 401);
    QCOMPARE(status(m_ben, u"/collab/secret-plan"_s), 404);
    QCOMPARE(status(m_ann, u"/collab/no-such-plan"_s), 404);
    QCOMPARE(status(m_ann, u"/collab/"_s), 404);
    QCOMPARE(status(m_ann, u"/collab/secret-plan"_s, false), 426);
    QCOMPARE(status(m_ann, u"/collab/secret-plan"_s), 0); // accepted, with ?token=
    HttpRequest foreign;
    foreign.path = u"/collab/secret-plan"_s;
    foreign.wantsWebSocket = true;
    foreign.headers = {{"authorization", "Bearer " + m_ann.toLatin1()}, {"origin", "https://evil.example"}};
    QCOMPARE(m_server->raw(std::move(foreign)).status, 403);
}

void TestHubDocumentAccess::aStrangersDocumentIsLikeOneThatDoesNotExist_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("read") << "GET"_ba << u""_s;
    QTest::newRow("rename") << "PATCH"_ba << u""_s;
    QTest::newRow("remove") << "DELETE"_ba << u""_s;
    QTest::newRow("export") << "GET"_ba << u"/export?format=md"_s;
    QTest::newRow("export as a page") << "GET"_ba << u"/export?format=html"_s;
    QTest::newRow("versions") << "GET"_ba << u"/versions"_s;
    QTest::newRow("save a version") << "POST"_ba << u"/versions"_s;
    QTest::newRow("a version") << "GET"_ba << u"/versions/v-1"_s;
    QTest::newRow("remove a version") << "DELETE"_ba << u"/versions/v-1"_s;
    QTest::newRow("restore") << "POST"_ba << u"/versions/v-1/restore"_s;
}

void TestHubDocumentAccess::aStrangersDocumentIsLikeOneThatDoesNotExist()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QString, path);
    const QJsonObject body {{u"title"_s, u"Mine"_s}, {u"name"_s, u"Mine"_s}};
    const Reply secret = m_server->http(method, u"/api/v1/documents/secret-plan"_s + path, body, m_ben);
    const Reply none = m_server->http(method, u"/api/v1/documents/nobodys-plan"_s + path, body, m_ben);
    QCOMPARE(secret.status, 404);
    QCOMPARE(secret.raw.body, none.raw.body);
    QVERIFY(m_server->http("GET", u"/api/v1/documents"_s, {}, m_ben).body.value(u"items"_s).toArray().isEmpty());
    const QString inRoom = u"/api/v1/documents?room="_s;
    QCOMPARE(m_server->http("GET", inRoom + m_room, {}, m_ben).raw.body,
        m_server->http("GET", inRoom + u"nowhere"_s, {}, m_ben).raw.body);
    const QJsonObject copy {{u"title"_s, u"Mine"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s},
        {u"template"_s, u"secret-plan"_s}};
    QCOMPARE(m_server->http("POST", u"/api/v1/documents"_s, copy, m_ben).status, 404);
}

void TestHubDocumentAccess::aReaderReadsAndDoesNotWrite()
{
    const QString room =
        m_server->http("POST", u"/api/v1/rooms"_s, {{u"name"_s, u"Open"_s}, {u"kind"_s, u"public"_s}}, m_ann)
            .body.value(u"room"_s)
            .toObject()
            .value(u"roomId"_s)
            .toString();
    create(m_ann, room, u"open-plan"_s);
    DocumentPeer ann(*m_server, m_ann, u"open-plan"_s);
    ann.insert(0, u"for all to see"_s);
    ann.erase(0, 4);
    DocumentPeer reader(*m_server, m_ben, u"open-plan"_s);
    QCOMPARE(reader.text(), u"all to see"_s);
    const crdt::Bytes nothingNew = reader.doc().encodeStateAsUpdate();
    reader.say(crdt::SyncStep2 {nothingNew}); // as a stock client that was asked
    QVERIFY(!m_server->edge.closed.contains(reader.connection()));
    ann.insert(0, u"Still "_s);
    reader.hear();
    QCOMPARE(reader.text(), u"Still all to see"_s);
    QCOMPARE(m_server->http("PATCH", u"/api/v1/documents/open-plan"_s, {{u"title"_s, u"B"_s}}, m_ben).status, 403);
    QCOMPARE(
        m_server->http("POST", u"/api/v1/documents/open-plan/versions"_s, {{u"name"_s, u"B"_s}}, m_ben).status, 403);
    reader.insert(0, u"Mine "_s);
    reader.hear();
    QCOMPARE(m_server->edge.closed[reader.connection()].code, 4403);
    QVERIFY(!reader.refusal.isEmpty());
    ann.hear();
    QCOMPARE(ann.text(), u"Still all to see"_s);

    DocumentPeer eraser(*m_server, m_ben, u"open-plan"_s);
    eraser.erase(0, 1);
    QCOMPARE(m_server->edge.closed[eraser.connection()].code, 4403);

    const ConnectionId socket = m_server->connectSocket(m_ben);
    QCOMPARE(m_server->ask(socket, u"join_room"_s, {{u"roomId"_s, room}}).value(u"type"_s).toString(), u"ack"_s);
    DocumentPeer member(*m_server, m_ben, u"open-plan"_s);
    member.insert(0, u"Now ours: "_s);
    ann.hear();
    QCOMPARE(ann.text(), u"Now ours: Still all to see"_s);
}

void TestHubDocumentAccess::whoLosesTheRoomIsClosed()
{
    const QJsonObject direct {
        {u"kind"_s, u"private"_s}, {u"name"_s, u"Two"_s}, {u"members"_s, QJsonArray {m_server->userId(u"Ben"_s)}}};
    const QString room = m_server->http("POST", u"/api/v1/rooms"_s, direct, m_ann)
                             .body.value(u"room"_s)
                             .toObject()
                             .value(u"roomId"_s)
                             .toString();
    create(m_ann, room, u"two-plan"_s);
    DocumentPeer ann(*m_server, m_ann, u"two-plan"_s);
    DocumentPeer ben(*m_server, m_ben, u"two-plan"_s);
    QVERIFY(ben.isConnected());
    const ConnectionId socket = m_server->connectSocket(m_ben);
    QCOMPARE(m_server->ask(socket, u"leave_room"_s, {{u"roomId"_s, room}}).value(u"type"_s).toString(), u"ack"_s);
    QCOMPARE(m_server->edge.closed[ben.connection()].code, 4403);
    static_cast<void>(m_server->takeMessages(ben.connection()));
    ann.insert(0, u"not for Ben"_s);
    QVERIFY(m_server->takeMessages(ben.connection()).isEmpty());
    QVERIFY(m_server->connectDocument(m_ben, u"two-plan"_s) == 0);
    QVERIFY(!m_server->edge.closed.contains(ann.connection()));
}

void TestHubDocumentAccess::aRevokedTokenIsClosed()
{
    DocumentPeer ann(*m_server, m_ann, u"secret-plan"_s);
    QCOMPARE(m_server->http("POST", u"/api/v1/logout"_s, {}, m_ann).status, 204);
    QCOMPARE(m_server->edge.closed[ann.connection()].code, 4401);
}

void TestHubDocumentAccess::removedIsRemovedForEverybody()
{
    create(m_ann, u"general"_s, u"short-lived"_s);
    const ConnectionId watcher = m_server->connectSocket(m_ben);
    DocumentPeer ben(*m_server, m_ben, u"short-lived"_s);
    ben.insert(0, u"gone"_s);
    QCOMPARE(m_server->http("DELETE", u"/api/v1/documents/short-lived"_s, {}, m_ann).status, 200);
    QCOMPARE(m_server->edge.closed[ben.connection()].code, 4410);
    const auto news = m_server->takeOf(watcher, u"document_removed"_s);
    QCOMPARE(news.size(), 1);
    QCOMPARE(news.first().value(u"docId"_s).toString(), u"short-lived"_s);
    QCOMPARE(m_server->http("GET", u"/api/v1/documents/short-lived"_s, {}, m_ann).status, 404);
    const DocumentContent left = m_server->storage->documents.content(protocol::DocumentId {u"short-lived"_s});
    QVERIFY(left.state.isEmpty() && left.updates.isEmpty());
    m_server->wait(Millis {700'000}); // nothing that was planned for it happens
}

void TestHubDocumentAccess::onlyItsMakerAndAdministratorsRemove()
{
    create(m_ann, u"general"_s, u"anns-own-plan"_s);
    QCOMPARE(m_server->http("DELETE", u"/api/v1/documents/anns-own-plan"_s, {}, m_ben).status, 403);
    const auto admin = m_server->hub->services().accounts.createUser(u"Root"_s, protocol::Role::Admin, {});
    QVERIFY(admin);
    const QString token = m_server->hub->services().accounts.issueToken(**admin, u"chat"_s, std::nullopt);
    QCOMPARE(m_server->http("DELETE", u"/api/v1/documents/anns-own-plan"_s, {}, token).status, 200);
}

QTEST_GUILESS_MAIN(TestHubDocumentAccess)
#include "tst_hubdocumentaccess.moc"
