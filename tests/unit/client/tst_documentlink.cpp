#include "client/documentlink.h"
#include "crdt/syncprotocol.h"
#include "documentwindow.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace coterie;
using namespace coterie::client;
using namespace coterie::crdt;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;
using What = sync::DocumentVerdict::What;

namespace {

const QString ours = u"coterie.collab.v1"_s;

/// A server that says what the test wants it to say.
struct Server {
    explicit Server(const QStringList &protocols = {ours}) : server(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        server.setSupportedSubprotocols(protocols);
        server.listen(QHostAddress::LocalHost);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            socket = server.nextPendingConnection();
            socket->setParent(&server);
            paths.append(socket->requestUrl().path());
            tokens.append(socket->request().rawHeader("Authorization"));
            QObject::connect(socket, &QWebSocket::binaryMessageReceived, &server,
                [this](const QByteArray &frame) { frames.append(frame); });
            for (const QByteArray &frame : std::as_const(greeting))
                socket->sendBinaryMessage(frame);
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort())); }
    void say(const SyncMessage &message) { socket->sendBinaryMessage(toByteArray(encodeSyncMessage(message))); }

    QWebSocketServer server;
    QWebSocket *socket = nullptr;
    QList<QByteArray> greeting {toByteArray(encodeSyncMessage(SyncStep1 {}))};
    QList<QByteArray> frames;
    QStringList paths;
    QList<QByteArray> tokens;
};

} // namespace

/// The link of one document: what it offers, what it makes of what comes, and how it ends.
class TestDocumentLink : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void itSaysWhatItWantsAndWho();
    void editsAreConfirmed();
    void itComesBack();
    void aServerThatConfirmsNothingIsRefused();
    void hostileFramesEndInWords_data();
    void hostileFramesEndInWords();
    void hostileFloodsKeepTheCopy();
    void closeCodesEndInWords_data();
    void closeCodesEndInWords();
    void aDroppedLinkSaysNothing();

private:
    void open(const Server &server) { m_link->open(server.url(), u"t-1"_s); }

    const SystemClock m_clock;
    const DocumentId m_docId {u"plan-0001"_s};
    std::unique_ptr<store::Store> m_store;
    Transact m_transact;
    Writer m_writer;
    std::unique_ptr<DocumentCopy> m_copy;
    std::unique_ptr<DocumentLink> m_link;
    QList<sync::DocumentVerdict> m_ends;
};

void TestDocumentLink::init()
{
    m_link.reset();
    m_copy.reset();
    m_ends.clear();
    m_store = store::Store::open({}, m_clock.wallNow());
    m_transact = [this](const std::function<void()> &work) { m_store->transact(work); };
    m_copy = std::make_unique<DocumentCopy>(*m_store, m_transact, m_docId);
    m_writer = {};
    QVERIFY(m_copy->edit(m_writer.insert(0, u"mine"_s)));
    m_link = std::make_unique<DocumentLink>(m_clock, *m_copy, m_docId);
    connect(m_link.get(), &DocumentLink::ended, this,
        [this](const sync::DocumentVerdict &verdict) { m_ends.append(verdict); });
    connect(m_link.get(), &DocumentLink::confirmed, this, [this](qint64 last) { m_copy->confirm(last); });
    connect(m_link.get(), &DocumentLink::received, this, [this](const QByteArray &change) { m_copy->keep(change); });
}

void TestDocumentLink::itSaysWhatItWantsAndWho()
{
    Server server;
    open(server);
    QTRY_COMPARE(server.paths, QStringList(u"/collab/plan-0001"_s));
    QCOMPARE(server.tokens.first(), "Bearer t-1"_ba);
    QTRY_COMPARE(server.frames.size(), 3);
    const Bytes first(asBytes(server.frames[0]).begin(), asBytes(server.frames[0]).end());
    QVERIFY(std::holds_alternative<SyncStep1>(*decodeSyncMessage(first)));
    QCOMPARE(m_link->state(), DocumentSync::State::Syncing);
}

void TestDocumentLink::editsAreConfirmed()
{
    Server server;
    open(server);
    QTRY_COMPARE(server.frames.size(), 3);
    QCOMPARE(m_copy->waiting(), 1);
    server.say(SyncStep2 {Doc().encodeStateAsUpdate()});
    server.say(Checkpoint {1});
    QTRY_COMPARE(m_copy->waiting(), 0);
    QTRY_COMPARE(m_link->state(), DocumentSync::State::InSync);
    const QByteArray update = m_writer.insert(4, u"!"_s);
    m_link->edited(*m_copy->edit(update), update);
    QCOMPARE(m_link->state(), DocumentSync::State::Syncing);
    QTRY_COMPARE(server.frames.size(), 5);
    server.say(Checkpoint {2});
    QTRY_COMPARE(m_copy->waiting(), 0);
}

void TestDocumentLink::itComesBack()
{
    Server server;
    QSignalSpy linked(m_link.get(), &DocumentLink::linked);
    QSignalSpy unlinked(m_link.get(), &DocumentLink::unlinked);
    open(server);
    QTRY_COMPARE(linked.size(), 1);
    server.socket->abort();
    QTRY_COMPARE(unlinked.size(), 1);
    m_link->resume(); // skips the wait
    QTRY_COMPARE(linked.size(), 2);
    QTRY_COMPARE(server.frames.size(), 6); // the whole handshake again
    QVERIFY(m_ends.isEmpty());
}

void TestDocumentLink::aServerThatConfirmsNothingIsRefused()
{
    Server server(QStringList {});
    open(server);
    QTRY_COMPARE(m_ends.size(), 1);
    QCOMPARE(m_ends[0].what, What::Refused);
    QVERIFY(m_ends[0].words.contains("does not confirm"_L1));
    QCOMPARE(m_link->state(), DocumentSync::State::Refused);
    QCOMPARE(m_copy->waiting(), 1);
}

void TestDocumentLink::hostileFramesEndInWords_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::newRow("nothing") << "\x00\x02"_ba;
    QTest::newRow("cut") << QByteArray("\x00\x02\x7F\x01\x01", 5);
    QTest::newRow("billions of blocks") << QByteArray("\x00\x02\x09\x01\xFF\xFF\xFF\xFF\x7F\x01\x00\x00\x00", 13);
    QTest::newRow("a checkpoint of another") << QByteArray("\x64\x7F", 2);
    Doc circle;
    static_cast<void>(circle.text(u"content").insert(0, u"a"));
    QByteArray update = toByteArray(circle.encodeStateAsUpdate());
    update.chop(1);
    QTest::newRow("half an update") << toByteArray(encodeSyncMessage(SyncUpdate {asBytes(update)}));
    QTest::newRow("no permission") << toByteArray(encodeSyncMessage(PermissionDenied {u"Not for you."}));
}

void TestDocumentLink::hostileFramesEndInWords()
{
    QFETCH(const QByteArray, frame);
    Server server;
    open(server);
    QTRY_COMPARE(server.frames.size(), 3);
    const QByteArray before = m_copy->state();
    server.socket->sendBinaryMessage(frame);
    QTRY_COMPARE(m_ends.size(), 1);
    QCOMPARE(m_ends[0].what, What::Refused);
    QVERIFY(!m_ends[0].words.isEmpty());
    QCOMPARE(m_copy->state(), before);
    QCOMPARE(m_copy->waiting(), 1);
    QCOMPARE(DocumentCopy(*m_store, m_transact, m_docId).state(), before);
}

/// Much that makes sense in its grammar and none otherwise: edits of nothing, awareness of nobody.
void TestDocumentLink::hostileFloodsKeepTheCopy()
{
    Server server;
    open(server);
    QTRY_COMPARE(server.frames.size(), 3);
    Doc other;
    for (int i = 0; i < 300; ++i) {
        static_cast<void>(other.text(u"elsewhere").insert(0, u"x"));
        server.say(AwarenessMessage {asBytes("\xFF\xFF\xFF"_ba)});
        server.say(SyncStep1 {});
        server.socket->sendBinaryMessage(QByteArray("\x4D\x01", 2)); // a kind nobody knows
    }
    server.say(SyncUpdate {other.encodeStateAsUpdate()});
    QTRY_COMPARE(m_copy->document().text(u"elsewhere").length(), 300U);
    QCOMPARE(m_copy->document().text(u"content").length(), 4U);
    QVERIFY(m_ends.isEmpty());
}

void TestDocumentLink::closeCodesEndInWords_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<What>("what");
    QTest::newRow("token revoked") << 4401 << What::SignInNeeded;
    QTest::newRow("lost the room") << 4403 << What::NoAccess;
    QTest::newRow("removed") << 4410 << What::Removed;
    QTest::newRow("too big") << 1009 << What::Refused;
}

void TestDocumentLink::closeCodesEndInWords()
{
    QFETCH(const int, code);
    QFETCH(const What, what);
    Server server;
    open(server);
    QTRY_COMPARE(server.frames.size(), 3);
    server.socket->close(static_cast<QWebSocketProtocol::CloseCode>(code));
    QTRY_COMPARE(m_ends.size(), 1);
    QCOMPARE(m_ends[0].what, what);
    QCOMPARE(m_link->state(), DocumentSync::State::Refused);
    QCOMPARE(m_link->reason(), m_ends[0].words);
}

void TestDocumentLink::aDroppedLinkSaysNothing()
{
    Server server;
    QSignalSpy states(m_link.get(), &DocumentLink::stateChanged);
    open(server);
    QTRY_COMPARE(server.frames.size(), 3);
    m_link->drop();
    const auto before = states.size();
    server.say(Checkpoint {1});
    server.socket->close();
    QTRY_COMPARE(server.socket->state(), QAbstractSocket::UnconnectedState);
    QCoreApplication::processEvents();
    QCOMPARE(states.size(), before);
    QCOMPARE(m_copy->waiting(), 1);
}

QTEST_GUILESS_MAIN(TestDocumentLink)
#include "tst_documentlink.moc"
