#include "documentpeer.h"

#include "server/hub/crdtbytes.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString plan = u"launch-plan"_s;
const QString documents = u"/api/v1/documents"_s;
const QString address = documents + u"/launch-plan"_s;

} // namespace

/// Documents over HTTP, and whom they mention.
class TestHubDocumentCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void creatingAgainGivesWhatIsThere();
    void whatCannotBeCreated_data();
    void whatCannotBeCreated();
    void aTemplateIsCopied();
    void listsComeInPages();
    void theStateIsEverything();
    void exports();
    void aBoardIsExportedAsItIs();
    void mentionsAreToldOnce();
    void mentionsInCommentsAndCode();
    void mentionsInShapes();

private:
    Reply create(const QJsonObject &body, const QString &token);
    [[nodiscard]] QJsonObject text(const QString &docId, const QString &title) const
    {
        return {{u"docId"_s, docId}, {u"title"_s, title}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s}};
    }
    QList<QJsonObject> notifications(ConnectionId stream);

    std::unique_ptr<HubFixture> m_server;
    QString m_ann;
    QString m_ben;
};

void TestHubDocumentCalls::init()
{
    m_server = std::make_unique<HubFixture>();
    m_ann = m_server->guest(u"Ann"_s);
    m_ben = m_server->guest(u"Ben"_s);
    QCOMPARE(create(text(plan, u"Launch plan"_s), m_ann).status, 201);
}

Reply TestHubDocumentCalls::create(const QJsonObject &body, const QString &token)
{
    return m_server->http("POST", documents, body, token);
}

QList<QJsonObject> TestHubDocumentCalls::notifications(ConnectionId stream)
{
    QList<QJsonObject> found;
    const QStringList lines = m_server->takeEvents(stream).split(u'\n');
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        if (lines[i] == u"event: notification"_s)
            found.append(QJsonDocument::fromJson(lines[i + 1].sliced(6).toUtf8()).object());
    }
    return found;
}

void TestHubDocumentCalls::creatingAgainGivesWhatIsThere()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"kept"_s);
    ann.tell(crdt::Any(crdt::Any::Object {}));
    const Reply again = create(text(plan, u"Another title"_s), m_ann);
    QCOMPARE(again.status, 200);
    const auto document = protocol::documentFromJson(again.body);
    QVERIFY(document);
    QCOMPARE(document->title, u"Launch plan"_s);
    QCOMPARE(document->createdBy.value(), m_server->userId(u"Ann"_s));
    QCOMPARE(document->present, QList {document->createdBy});
    QCOMPARE(create(text(plan, u"Launch plan"_s), m_ben).errorCode(), u"conflict"_s);

    QJsonObject unnamed = text({}, u"Made here"_s);
    unnamed.remove(u"docId"_s);
    const QString first = create(unnamed, m_ann).body.value(u"docId"_s).toString();
    QVERIFY(protocol::isDocumentId(first));
    QVERIFY(create(unnamed, m_ann).body.value(u"docId"_s).toString() != first);
}

void TestHubDocumentCalls::whatCannotBeCreated_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    QTest::newRow("short id") << u"docId"_s << u"abc"_s << u"bad_request"_s;
    QTest::newRow("id with a slash") << u"docId"_s << u"launch/plan2"_s << u"bad_request"_s;
    QTest::newRow("no title") << u"title"_s << u""_s << u"bad_request"_s;
    QTest::newRow("long title") << u"title"_s << QString(201, u'x') << u"too_large"_s;
    QTest::newRow("unknown kind") << u"kind"_s << u"film"_s << u"bad_request"_s;
    QTest::newRow("no such room") << u"roomId"_s << u"nowhere"_s << u"not_found"_s;
    QTest::newRow("no such template") << u"template"_s << u"no-such-plan"_s << u"not_found"_s;
}

void TestHubDocumentCalls::whatCannotBeCreated()
{
    QFETCH(const QString, field);
    QFETCH(const QString, value);
    QFETCH(const QString, code);
    QJsonObject body = text(u"another-plan"_s, u"T"_s);
    body[field] = value;
    QCOMPARE(create(body, m_ann).errorCode(), code);
    QVERIFY(!m_server->storage->documents.find(protocol::DocumentId {u"another-plan"_s}));
}

void TestHubDocumentCalls::aTemplateIsCopied()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"# Agenda\n- [ ] rope\n"_s);
    QJsonObject body = text(u"next-plan"_s, u"Next"_s);
    body[u"template"_s] = plan;
    QCOMPARE(create(body, m_ben).status, 201);
    DocumentPeer ben(*m_server, m_ben, u"next-plan"_s);
    QCOMPARE(ben.text(), ann.text());
    ben.insert(0, u"own "_s);
    ann.hear();
    QVERIFY(!ann.text().contains(u"own"_s));
}

void TestHubDocumentCalls::listsComeInPages()
{
    for (int i = 0; i < 24; ++i) {
        m_server->clock.advance(3s);
        QCOMPARE(create(text(u"document-%1"_s.arg(i), u"Number %1"_s.arg(i)), m_ann).status, 201);
    }
    QStringList titles;
    QString cursor;
    do {
        const Reply page = m_server->http("GET", documents + u"?limit=10&cursor="_s + cursor, {}, m_ben);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.body.value(u"epoch"_s).toString(), m_server->hub->core().state.epoch().value());
        for (const QJsonValue &item : page.body.value(u"items"_s).toArray()) {
            QVERIFY(protocol::documentFromJson(item.toObject()));
            titles.append(item.toObject().value(u"title"_s).toString());
        }
        cursor = page.body.value(u"next"_s).toString();
    } while (!cursor.isEmpty());
    QCOMPARE(titles.size(), 25);
    QCOMPARE(titles.first(), u"Number 23"_s); // the latest edit first
    QCOMPARE(titles.last(), u"Launch plan"_s);
    QCOMPARE(m_server->http("GET", documents + u"?room=general&limit=3"_s, {}, m_ben)
                 .body.value(u"items"_s)
                 .toArray()
                 .size(),
        3);
    QCOMPARE(
        m_server->http("GET", documents + u"?cursor=nonsense"_s, {}, m_ben).body.value(u"items"_s).toArray().size(),
        25);
}

void TestHubDocumentCalls::theStateIsEverything()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"all of it"_s);
    const Reply reply = m_server->http("GET", address, {}, m_ben);
    crdt::Doc copy;
    const QByteArray state = QByteArray::fromBase64(reply.body.value(u"state"_s).toString().toLatin1());
    QVERIFY(copy.applyUpdate(bytesOf(state)));
    QCOMPARE(QString::fromStdU16String(copy.text(u"content").toString()), u"all of it"_s);
    const QByteArray vector = QByteArray::fromBase64(reply.body.value(u"stateVector"_s).toString().toLatin1());
    QVERIFY(*crdt::StateVector::decode(bytesOf(vector)) == copy.stateVector());

    HttpRequest request;
    request.path = address;
    request.headers = {{"authorization", "Bearer " + m_ben.toLatin1()}, {"accept", "application/octet-stream"}};
    const Reply raw = m_server->raw(std::move(request));
    QCOMPARE(raw.raw.contentType, "application/octet-stream"_ba);
    QCOMPARE(raw.raw.body, state);
}

void TestHubDocumentCalls::exports()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"# Plan\n<script>x</script> **now**\n"_s);
    const Reply markdown = m_server->http("GET", address + u"/export?format=md"_s, {}, m_ben);
    QCOMPARE(markdown.raw.contentType, "text/markdown; charset=utf-8"_ba);
    QCOMPARE(QString::fromUtf8(markdown.raw.body), ann.text());
    const Reply page = m_server->http("GET", address + u"/export?format=html"_s, {}, m_ben);
    QCOMPARE(page.raw.contentType, "text/html; charset=utf-8"_ba);
    QVERIFY(page.raw.body.contains("<h1 dir=\"auto\">Plan</h1>"));
    QVERIFY(page.raw.body.contains("<title>Launch plan</title>"));
    QVERIFY(!page.raw.body.contains("<script"));
    const Reply yjs = m_server->http("GET", address + u"/export?format=yjs"_s, {}, m_ben);
    crdt::Doc copy;
    QVERIFY(copy.applyUpdate(bytesOf(yjs.raw.body)));
    QCOMPARE(QString::fromStdU16String(copy.text(u"content").toString()), ann.text());
    for (const QString &format : {u"svg"_s, u"png"_s, u"docx"_s, u""_s})
        QCOMPARE(
            m_server->http("GET", address + u"/export?format="_s + format, {}, m_ben).errorCode(), u"unsupported"_s);
    QCOMPARE(m_server->http("GET", address + u"/export?format=md&version=v-none"_s, {}, m_ben).status, 404);
}

void TestHubDocumentCalls::aBoardIsExportedAsItIs()
{
    QJsonObject body = text(u"first-board"_s, u"Board"_s);
    body[u"kind"_s] = u"board"_s;
    QCOMPARE(create(body, m_ann).body.value(u"kind"_s).toString(), u"board"_s);
    for (const QString &format : {u"md"_s, u"html"_s, u"svg"_s})
        QCOMPARE(m_server->http("GET", documents + u"/first-board/export?format="_s + format, {}, m_ann).errorCode(),
            u"unsupported"_s);
    QCOMPARE(m_server->http("GET", documents + u"/first-board/export?format=yjs"_s, {}, m_ann).status, 200);
}

void TestHubDocumentCalls::mentionsAreToldOnce()
{
    const ConnectionId stream = m_server->connectStream(m_ben);
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"Tasks\n\n- @Ben: rope\n"_s);
    m_server->wait(1s);
    ann.insert(static_cast<std::uint32_t>(ann.text().size()), u"- @Ann: tent\n"_s); // oneself is no news
    m_server->wait(1s);
    QVERIFY(notifications(stream).isEmpty()); // still typing
    m_server->wait(2s);
    const auto told = notifications(stream);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].value(u"title"_s).toString(), u"Ann mentioned you in Launch plan"_s);
    QCOMPARE(told[0].value(u"message"_s).toString(), u"- @Ben: rope"_s);
    QCOMPARE(told[0].value(u"url"_s).toString(), u"coterie://chat.example:8420/doc/launch-plan"_s);
    QCOMPARE(told[0].value(u"source"_s).toString(), u"mention"_s);

    ann.insert(15, u" and a long"_s); // the line changes, the mention is the same
    m_server->wait(5s);
    QVERIFY(notifications(stream).isEmpty());
    m_server->restart();
    const ConnectionId again = m_server->connectStream(m_ben);
    DocumentPeer back(*m_server, m_ann, plan);
    back.insert(0, u"> "_s);
    m_server->wait(5s);
    QVERIFY(notifications(again).isEmpty());
    back.insert(0, u"@ben look!\n"_s);
    m_server->wait(5s);
    QCOMPARE(notifications(again).size(), 1);
    back.erase(0, 11); // moved to the end: other units, the same line
    back.insert(static_cast<std::uint32_t>(back.text().size()), u"@ben look!\n"_s);
    m_server->wait(5s);
    QVERIFY(notifications(again).isEmpty());
}

void TestHubDocumentCalls::mentionsInCommentsAndCode()
{
    const ConnectionId stream = m_server->connectStream(m_ben);
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"`@Ben` and\n```\n@Ben\n```\n"_s);
    m_server->wait(5s);
    QVERIFY(notifications(stream).isEmpty());
    const auto comment = ann.doc().map(u"comments").setType(u"c1", crdt::TypeKind::Map);
    QVERIFY(comment);
    crdt::Map entries(*comment);
    QVERIFY(entries.set(u"text", u"What does @Ben say?"));
    m_server->wait(5s);
    const auto told = notifications(stream);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].value(u"message"_s).toString(), u"What does @Ben say?"_s);
    const auto replies = entries.setType(u"replies", crdt::TypeKind::Array);
    QVERIFY(replies);
    QVERIFY(crdt::Array(*replies).push(*crdt::Any::fromJson(R"({"text":"@Ben, please."})")));
    m_server->wait(5s);
    QCOMPARE(notifications(stream).size(), 1);
}

void TestHubDocumentCalls::mentionsInShapes()
{
    const QString board = u"the-board"_s;
    QJsonObject body = text(board, u"Retro"_s);
    body[u"kind"_s] = u"board"_s;
    QCOMPARE(create(body, m_ann).status, 201);
    const ConnectionId stream = m_server->connectStream(m_ben);
    DocumentPeer ann(*m_server, m_ann, board);
    crdt::Map note(*ann.doc().map(u"shapes").setType(u"note-1", crdt::TypeKind::Map));
    crdt::Text words(*note.setType(u"text", crdt::TypeKind::Text));
    QVERIFY(words.insert(0, u"Rope\n@Ben brings it"));
    m_server->wait(5s);
    const auto told = notifications(stream);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0].value(u"title"_s).toString(), u"Ann mentioned you in Retro"_s);
    QCOMPARE(told[0].value(u"message"_s).toString(), u"@Ben brings it"_s);
    QVERIFY(note.set(u"x", 40) && words.insert(0, u"Long "));
    m_server->wait(5s);
    QVERIFY(notifications(stream).isEmpty()); // moving and writing around it is no news
    crdt::Map other(*ann.doc().map(u"shapes").setType(u"note-2", crdt::TypeKind::Map));
    QVERIFY(other.set(u"text", u"and @Ben looks")); // as another program writes it
    m_server->wait(5s);
    QCOMPARE(notifications(stream).size(), 1);
    QVERIFY(m_server->http("GET", documents + u"/the-board"_s, {}, m_ben).body.value(u"bytes"_s).toInt() > 100);
}

QTEST_GUILESS_MAIN(TestHubDocumentCalls)
#include "tst_hubdocumentcalls.moc"
