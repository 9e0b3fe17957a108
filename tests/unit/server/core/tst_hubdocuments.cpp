#include "documentpeer.h"

#include "crdt/encoding.h"
#include "server/hub/crdtbytes.h"

#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString plan = u"launch-plan"_s;

crdt::Any person(const QString &json)
{
    return *crdt::Any::fromJson(json.toStdString());
}

} // namespace

/// The wire of a document: what is said, heard, kept and refused.
class TestHubDocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void twoPeopleWrite();
    void theSenderHearsNoEcho();
    void everythingIsThereAfterARestart();
    void editsOfSomebodyWhoWasAwayMerge();
    void repeatedUpdatesCostNothing();
    void updatesThatWaitForOthersAreKept();
    void checkpointsAreForThoseWhoAsk();
    void nothingIsSaidOfATurnThatCannotBeWritten();
    void carets();
    void nobodySpeaksForOthers();
    void manyUpdatesBecomeOneState();
    void idleDocumentsLeaveMemory();
    void presenceAndNews();
    void titlesFollowTheDocument();
    void hostileMessages_data();
    void hostileMessages();
    void tooLargeIsRefusedAndDeletingIsNot();
    void tooMuchAtOnceComesBackLater();

private:
    std::unique_ptr<HubFixture> m_server;
    QString m_ann;
    QString m_ben;
};

void TestHubDocuments::init()
{
    m_server = std::make_unique<HubFixture>();
    m_ann = m_server->guest(u"Ann"_s);
    m_ben = m_server->guest(u"Ben"_s);
    const Reply made = m_server->http("POST", u"/api/v1/documents"_s,
        {{u"docId"_s, plan}, {u"title"_s, u"Launch plan"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s}},
        m_ann);
    QCOMPARE(made.status, 201);
}

void TestHubDocuments::twoPeopleWrite()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    DocumentPeer ben(*m_server, m_ben, plan);
    QVERIFY(ann.isConnected() && ben.isConnected());
    ann.insert(0, u"hello world"_s);
    ben.hear();
    QCOMPARE(ben.text(), u"hello world"_s);
    ben.insert(6, u"brave "_s);
    ann.insert(0, u"> "_s); // at the same time
    ann.hear();
    ben.hear();
    QCOMPARE(ann.text(), u"> hello brave world"_s);
    QCOMPARE(ben.text(), ann.text());
    DocumentPeer late(*m_server, m_ben, plan);
    QCOMPARE(late.text(), ann.text());
    QCOMPARE(late.doc().map(u"meta").get(u"title"), crdt::Value(crdt::Any(u"Launch plan")));
}

void TestHubDocuments::theSenderHearsNoEcho()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    const int before = ann.updatesHeard;
    ann.insert(0, u"a"_s);
    ann.hear();
    QCOMPARE(ann.updatesHeard, before);
}

void TestHubDocuments::everythingIsThereAfterARestart()
{
    {
        DocumentPeer ann(*m_server, m_ann, plan);
        for (const QChar c : u"typed"_s)
            ann.insert(static_cast<std::uint32_t>(ann.text().size()), c);
    }
    m_server->restart();
    DocumentPeer ben(*m_server, m_ben, plan);
    QCOMPARE(ben.text(), u"typed"_s);
    QVERIFY(m_server->storage->check());
}

void TestHubDocuments::editsOfSomebodyWhoWasAwayMerge()
{
    crdt::Doc away;
    {
        DocumentPeer ann(*m_server, m_ann, plan);
        ann.insert(0, u"one three"_s);
        QVERIFY(away.applyUpdate(ann.doc().encodeStateAsUpdate()));
        ann.leave();
    }
    QVERIFY(away.text(u"content").insert(4, u"two "));
    DocumentPeer ben(*m_server, m_ben, plan);
    ben.insert(9, u" four"_s);
    DocumentPeer ann(*m_server, m_ann, plan);
    QVERIFY(ann.doc().applyUpdate(away.encodeStateAsUpdate()));
    const crdt::Bytes all = ann.doc().encodeStateAsUpdate();
    ann.say(crdt::SyncStep2 {all});
    ben.hear();
    QCOMPARE(ben.text(), u"one two three four"_s);
    QCOMPARE(ann.text(), ben.text());
}

void TestHubDocuments::repeatedUpdatesCostNothing()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    DocumentPeer ben(*m_server, m_ben, plan);
    ann.insert(0, u"once"_s);
    ben.hear();
    const int heard = ben.updatesHeard;
    const auto stored = m_server->hub->core().tally.documentUpdates;
    const crdt::Bytes all = ann.doc().encodeStateAsUpdate();
    for (int i = 0; i < 10; ++i)
        ann.say(crdt::SyncUpdate {all});
    ben.hear();
    QCOMPARE(ben.updatesHeard, heard);
    QCOMPARE(m_server->hub->core().tally.documentUpdates, stored);
}

void TestHubDocuments::updatesThatWaitForOthersAreKept()
{
    crdt::Doc far;
    QList<QByteArray> updates;
    const auto watch =
        far.onUpdate([&](std::span<const std::byte> update, const void *, bool) { updates.append(arrayOf(update)); });
    QVERIFY(far.text(u"content").insert(0, u"first "));
    QVERIFY(far.text(u"content").insert(6, u"second"));
    {
        DocumentPeer ann(*m_server, m_ann, plan);
        ann.say(crdt::SyncUpdate {bytesOf(updates[1])}); // before what it builds on
    }
    m_server->restart();
    DocumentPeer ben(*m_server, m_ben, plan);
    ben.say(crdt::SyncUpdate {bytesOf(updates[0])});
    DocumentPeer late(*m_server, m_ann, plan);
    QCOMPARE(late.text(), u"first second"_s);
}

void TestHubDocuments::checkpointsAreForThoseWhoAsk()
{
    DocumentPeer stock(*m_server, m_ann, plan);
    stock.say(crdt::Checkpoint {1});
    stock.hear();
    QVERIFY(stock.checkpoints.isEmpty());
    QVERIFY(!m_server->edge.closed.contains(stock.connection()));

    DocumentPeer ours(*m_server, m_ann, plan, "chat, coterie.collab.v1");
    QCOMPARE(m_server->edge.accepted[ours.connection()], "coterie.collab.v1"_ba);
    ours.insert(0, u"kept"_s);
    ours.say(crdt::Checkpoint {7});
    ours.say(crdt::Checkpoint {(std::uint64_t {1} << 53U) - 1});
    ours.hear();
    QCOMPARE(ours.checkpoints, (QList<quint64> {7, (quint64 {1} << 53U) - 1}));
}

void TestHubDocuments::nothingIsSaidOfATurnThatCannotBeWritten()
{
    DocumentPeer ann(*m_server, m_ann, plan, "coterie.collab.v1");
    DocumentPeer ben(*m_server, m_ben, plan);
    ann.insert(0, u"kept"_s);
    ben.hear();
    auto other = sqlite::Database::open(m_server->folder.filePath(u"coterie.db"_s));
    QVERIFY((*other)->exec(u"CREATE TRIGGER full BEFORE INSERT ON document_updates "
                           "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"_s));
    ann.insert(4, u" and lost"_s);
    ann.say(crdt::Checkpoint {1});
    ben.hear();
    ann.hear();
    QCOMPARE(ben.text(), u"kept"_s);
    QVERIFY(ann.checkpoints.isEmpty());
    QCOMPARE(m_server->edge.closed[ann.connection()].code, 1011);
    QVERIFY((*other)->exec(u"DROP TRIGGER full"_s));
    DocumentPeer late(*m_server, m_ben, plan);
    QCOMPARE(late.text(), u"kept"_s);
}

void TestHubDocuments::carets()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    DocumentPeer ben(*m_server, m_ben, plan);
    ann.tell(person(uR"({"user":{"name":"Ann"},"cursor":null})"_s));
    ben.hear();
    QVERIFY(ben.people().state(ann.people().self()));
    DocumentPeer late(*m_server, m_ben, plan);
    QVERIFY(late.people().state(ann.people().self())); // unasked
    late.say(crdt::AwarenessQuery {});
    QCOMPARE(m_server->takeMessages(late.connection()).size(), 1);
    const crdt::ClientId gone = ann.people().self();
    ann.leave();
    ben.hear();
    QVERIFY(!ben.people().state(gone));
    ben.tell(person(uR"({"user":{"name":"Ben"}})"_s));
    late.hear();
    m_server->wait(31s); // who says nothing is gone
    late.hear();
    QVERIFY(!late.people().state(ben.people().self()));
}

void TestHubDocuments::nobodySpeaksForOthers()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    DocumentPeer ben(*m_server, m_ben, plan);
    ann.tell(person(uR"({"user":{"name":"Ann","id":"%1"}})"_s.arg(m_server->userId(u"Ann"_s))));
    ben.hear();
    const crdt::ClientId victim = ann.people().self();
    QVERIFY(ben.people().state(victim));
    // Ben says that Ann is gone, then that Ann is called Mallory, then that he is Ann himself.
    for (const QByteArray &json : {"null"_ba, R"({"user":{"name":"Mallory"}})"_ba}) {
        crdt::ByteWriter out;
        out.varUint(1);
        out.varUint(victim);
        out.varUint(99);
        out.buffer(bytesOf(json));
        ben.say(crdt::AwarenessMessage {out.view()});
    }
    ben.tell(person(uR"({"user":{"name":"Ann","id":"%1"}})"_s.arg(m_server->userId(u"Ann"_s))));
    DocumentPeer late(*m_server, m_ben, plan);
    QCOMPARE(*late.people().state(victim)->member(u"user")->member(u"name")->string(), u"Ann");
    QVERIFY(!late.people().state(ben.people().self()));
    // Ann herself, over a new connection before the old one is known to be gone.
    DocumentPeer again(*m_server, m_ann, plan);
    crdt::ByteWriter out;
    out.varUint(1);
    out.varUint(victim);
    out.varUint(100);
    out.utf8(R"({"user":{"name":"Ann again"}})");
    again.say(crdt::AwarenessMessage {out.view()});
    ann.leave();
    m_server->wait(1s); // so soon after the last news it is told with the next ones
    late.hear();
    QCOMPARE(*late.people().state(victim)->member(u"user")->member(u"name")->string(), u"Ann again");
}

void TestHubDocuments::manyUpdatesBecomeOneState()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    for (int i = 0; i < 3000; ++i) {
        ann.insert(0, u"ab"_s);
        ann.erase(1, 1);
    }
    const QString text = ann.text();
    QTRY_VERIFY(m_server->hub->core().tally.compactions > 0);
    const DocumentContent kept = m_server->storage->documents.content(protocol::DocumentId {plan});
    QVERIFY2(kept.updates.size() < 3000, qPrintable(QString::number(kept.updates.size())));
    m_server->restart();
    DocumentPeer ben(*m_server, m_ben, plan);
    QCOMPARE(ben.text(), text);
}

void TestHubDocuments::idleDocumentsLeaveMemory()
{
    const auto &loaded = m_server->hub->services().documents.all();
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, u"still here"_s);
    m_server->wait(6min);
    QCOMPARE(loaded.size(), std::size_t {1}); // open
    ann.leave();
    m_server->wait(4min);
    QCOMPARE(loaded.size(), std::size_t {1});
    m_server->wait(2min);
    QCOMPARE(loaded.size(), std::size_t {0});
    QVERIFY(m_server->storage->documents.content(protocol::DocumentId {plan}).updates.isEmpty());
    DocumentPeer ben(*m_server, m_ben, plan);
    QCOMPARE(ben.text(), u"still here"_s);
}

void TestHubDocuments::presenceAndNews()
{
    const ConnectionId watcher = m_server->connectSocket(m_ben);
    DocumentPeer ann(*m_server, m_ann, plan);
    DocumentPeer second(*m_server, m_ann, plan);
    DocumentPeer onlooker(*m_server, m_ben, plan);
    QVERIFY2(m_server->takeOf(watcher, u"document_presence"_s).isEmpty(), "who tells nothing only looks");
    ann.tell(crdt::Any(crdt::Any::Object {}));
    second.tell(crdt::Any(crdt::Any::Object {}));
    const auto presence = m_server->takeOf(watcher, u"document_presence"_s);
    QCOMPARE(presence.size(), 1);
    QCOMPARE(presence.last().value(u"users"_s).toArray(), QJsonArray {m_server->userId(u"Ann"_s)});
    for (int i = 0; i < 30; ++i) {
        ann.insert(0, u"x"_s);
        ann.tell(crdt::Any(crdt::Any::Object {})); // as clients do every 15 s
        m_server->wait(1s);
    }
    const auto news = m_server->takeOf(watcher, u"document_updated"_s);
    QVERIFY2(news.size() >= 3 && news.size() <= 4, qPrintable(QString::number(news.size())));
    const auto told = protocol::documentFromJson(news.last().value(u"document"_s).toObject());
    QVERIFY(told);
    QCOMPARE(told->title, u"Launch plan"_s);
    QCOMPARE(told->present.size(), 1);
    QVERIFY(told->bytes > 0);
    ann.tell(std::nullopt); // says goodbye, and looks on
    second.leave();
    QVERIFY(m_server->takeOf(watcher, u"document_presence"_s).last().value(u"users"_s).toArray().isEmpty());
    ann.insert(0, u"y"_s);
    onlooker.hear();
    QCOMPARE(onlooker.text(), ann.text());
    QVERIFY2(m_server->takeOf(watcher, u"document_presence"_s).isEmpty(), "nor are edits presence");
}

void TestHubDocuments::titlesFollowTheDocument()
{
    const ConnectionId watcher = m_server->connectSocket(m_ben);
    DocumentPeer ann(*m_server, m_ann, plan);
    QVERIFY(ann.doc().map(u"meta").set(u"title", u"Landing plan"));
    const auto news = m_server->takeOf(watcher, u"document_updated"_s);
    QCOMPARE(news.size(), 1);
    QCOMPARE(news.first().value(u"document"_s).toObject().value(u"title"_s).toString(), u"Landing plan"_s);
    QVERIFY(ann.doc().map(u"meta").set(u"title", u"no\ntitle")); // not for a list; the document may keep it
    QCOMPARE(m_server->storage->documents.find(protocol::DocumentId {plan})->title, u"Landing plan"_s);

    const Reply renamed =
        m_server->http("PATCH", u"/api/v1/documents/"_s + plan, {{u"title"_s, u"Moon plan"_s}}, m_ben);
    QCOMPARE(renamed.status, 200);
    QCOMPARE(renamed.body.value(u"title"_s).toString(), u"Moon plan"_s);
    ann.hear();
    QCOMPARE(ann.doc().map(u"meta").get(u"title"), crdt::Value(crdt::Any(u"Moon plan")));
}

void TestHubDocuments::hostileMessages_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("code"); // 0: it stays
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("an unknown kind") << "\x2a"_ba << 0;
    QTest::newRow("ends early") << "\x00\x02\x05\x01"_ba.left(4) << 0;
    QTest::newRow("presence of a billion people") << QByteArray::fromHex("0106ffffffff0f01") << 0;
    QTest::newRow("an update of nothing") << QByteArray::fromHex("0002020000") << 0;
    QTest::newRow("an update that ends early") << QByteArray::fromHex("0002020100") << 1007;
    QTest::newRow("an update of two billion blocks") << QByteArray::fromHex("000208 01ffffffff0f0000") << 1009;
    QTest::newRow("an unknown content") << QByteArray::fromHex("00020a 0101010000 1f 0101 6100") << 1007;
}

void TestHubDocuments::hostileMessages()
{
    QFETCH(const QByteArray, message);
    QFETCH(const int, code);
    DocumentPeer ann(*m_server, m_ann, plan);
    DocumentPeer mallory(*m_server, m_ben, plan);
    ann.insert(0, u"safe"_s);
    m_server->sendMessage(mallory.connection(), message);
    QCOMPARE(m_server->edge.closed[mallory.connection()].code, code);
    mallory.hear();
    QCOMPARE(mallory.refusal.isEmpty(), code == 0);
    DocumentPeer late(*m_server, m_ben, plan);
    QCOMPARE(late.text(), u"safe"_s);
    for (int i = 0; code == 0 && i < 20; ++i)
        m_server->sendText(mallory.connection(), "{}");
    QCOMPARE(m_server->edge.closed[mallory.connection()].code, code == 0 ? 1007 : code); // again and again
}

void TestHubDocuments::tooLargeIsRefusedAndDeletingIsNot()
{
    ServerConfig config;
    config.maxDocumentBytes = 20'000;
    m_server = std::make_unique<HubFixture>(config);
    m_ann = m_server->guest(u"Ann"_s);
    QCOMPARE(
        m_server
            ->http("POST", u"/api/v1/documents"_s,
                {{u"docId"_s, plan}, {u"title"_s, u"T"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s}}, m_ann)
            .status,
        201);
    DocumentPeer ann(*m_server, m_ann, plan);
    ann.insert(0, QString(15'000, u'x'));
    QVERIFY(!m_server->edge.closed.contains(ann.connection()));
    DocumentPeer ben(*m_server, m_ann, plan);
    ben.insert(0, QString(10'000, u'y'));
    QCOMPARE(m_server->edge.closed[ben.connection()].code, 1009);
    ben.hear();
    QVERIFY(!ben.refusal.isEmpty());
    ann.hear();
    QCOMPARE(ann.text().size(), 15'000); // as it was
    ann.insert(0, QString(4'000, u'z')); // as large as it can be
    ann.erase(0, 15'000);
    QVERIFY(!m_server->edge.closed.contains(ann.connection()));
    ann.insert(0, QString(9'000, u'z')); // there is room again
    QVERIFY(!m_server->edge.closed.contains(ann.connection()));
    DocumentPeer late(*m_server, m_ann, plan);
    QCOMPARE(late.text(), ann.text());
}

void TestHubDocuments::tooMuchAtOnceComesBackLater()
{
    DocumentPeer ann(*m_server, m_ann, plan);
    crdt::Doc large;
    QVERIFY(large.text(u"content").insert(0, std::u16string(6'000'000, u'x')));
    const crdt::Bytes update = large.encodeStateAsUpdate();
    for (int i = 0; i < 6; ++i)
        ann.say(crdt::SyncUpdate {update});
    QCOMPARE(m_server->edge.closed[ann.connection()].code, 4503);
}

QTEST_GUILESS_MAIN(TestHubDocuments)
#include "tst_hubdocuments.moc"
