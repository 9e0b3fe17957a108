#include "documentpeers.h"

using namespace documents;

/// How one document is kept the same as the server's.
class TestSyncDocuments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theHandshakeBringsBothTogether();
    void nothingIsSentBeforeTheServerHasAsked();
    void editsWaitUntilTheServerHasThemOnDisk();
    void oneCheckpointIsUnderWay();
    void aServerThatLostEditsGetsThemBack();
    void whatIsKnownIsNotTold();
    void awarenessGoesBothWays();
    void laterKindsAreIgnored();
    void refusals_data();
    void refusals();
    void aRefusedUpdateChangesNothing();
    void closedLinksTakeNothing();
    void verdicts_data();
    void verdicts();
};

void TestSyncDocuments::theHandshakeBringsBothTogether()
{
    Server server;
    QVERIFY(server.committed.text(u"content").insert(0, u"Hello"));
    server.connections.resize(1);
    std::vector<Client> clients(1);
    Client &client = clients[0];
    client.type(0, u"mine ", nullptr);
    client.type(5, u"too ", nullptr);
    QVERIFY(!client.exchange.isInSync());
    server.open(0);
    client.take(client.exchange.opened(client.lastWaiting()), server.connections[0].toServer);
    QVERIFY(client.exchange.isWaitingForAnswer());
    exchangeAll(server, clients);
    QVERIFY(client.exchange.isInSync());
    QVERIFY(!client.exchange.isWaitingForAnswer());
    QCOMPARE(client.confirmed, 2);
    QCOMPARE(textOf(client.document), textOf(server.committed));
    QCOMPARE(textOf(client.document).size(), 14U);
}

void TestSyncDocuments::nothingIsSentBeforeTheServerHasAsked()
{
    Client client;
    Frames wire;
    client.take(client.exchange.opened(0), wire);
    QCOMPARE(wire.size(), 1U);
    QVERIFY(std::holds_alternative<SyncStep1>(*decodeSyncMessage(wire.front())));
    client.type(0, u"early", &wire);
    QCOMPARE(wire.size(), 1U);
    client.take(client.exchange.received(encodeSyncMessage(SyncStep1 {})), wire);
    QCOMPARE(wire.size(), 3U);
    const auto answer = decodeSyncMessage(wire[1]);
    QVERIFY(std::holds_alternative<SyncStep2>(*answer));
    Doc theirs;
    QVERIFY(theirs.applyUpdate(std::get<SyncStep2>(*answer).update));
    QCOMPARE(textOf(theirs), std::u16string(u"early"));
    client.take(client.exchange.received(encodeSyncMessage(Checkpoint {1})), wire);
    QCOMPARE(client.confirmed, 1); // the answer's checkpoint covers it
}

void TestSyncDocuments::editsWaitUntilTheServerHasThemOnDisk()
{
    Server server;
    server.connections.resize(1);
    std::vector<Client> clients(1);
    server.open(0);
    clients[0].take(clients[0].exchange.opened(0), server.connections[0].toServer);
    exchangeAll(server, clients);
    clients[0].type(0, u"a", &server.connections[0].toServer);
    while (!server.connections[0].toServer.empty())
        server.take(0);
    QVERIFY(server.connections[0].toClient.empty()); // read, but on no disk
    QVERIFY(!clients[0].exchange.isInSync());
    QCOMPARE(clients[0].confirmed, 0);
    server.commit();
    exchangeAll(server, clients);
    QCOMPARE(clients[0].confirmed, 1);
    QVERIFY(clients[0].exchange.isInSync());
}

void TestSyncDocuments::oneCheckpointIsUnderWay()
{
    Server server;
    server.connections.resize(1);
    std::vector<Client> clients(1);
    Client &client = clients[0];
    Frames &wire = server.connections[0].toServer;
    server.open(0);
    client.take(client.exchange.opened(0), wire);
    exchangeAll(server, clients);
    for (int i = 0; i < 50; ++i)
        client.type(0, u"a", &wire);
    const auto checkpoints = [&] {
        return std::ranges::count_if(
            wire, [](const Bytes &frame) { return std::holds_alternative<Checkpoint>(*decodeSyncMessage(frame)); });
    };
    QCOMPARE(checkpoints(), 1);
    QCOMPARE(wire.size(), 51U);
    exchangeAll(server, clients);
    QCOMPARE(client.confirmed, 50);
    QVERIFY(client.exchange.isInSync());
}

void TestSyncDocuments::aServerThatLostEditsGetsThemBack()
{
    Server server;
    server.connections.resize(2);
    std::vector<Client> clients(2);
    const auto connectAll = [&] {
        for (std::size_t who = 0; who < clients.size(); ++who) {
            server.open(who);
            clients[who].take(
                clients[who].exchange.opened(clients[who].lastWaiting()), server.connections[who].toServer);
        }
        exchangeAll(server, clients);
    };
    connectAll();
    clients[0].type(0, u"before", &server.connections[0].toServer);
    exchangeAll(server, clients);
    const Bytes backup = server.committed.encodeStateAsUpdate();
    clients[0].type(6, u" after", &server.connections[0].toServer);
    clients[1].type(0, {}, &server.connections[1].toServer); // a deletion is in no state vector
    exchangeAll(server, clients);
    const std::u16string whole = textOf(server.committed);
    QCOMPARE(clients[0].confirmed, 2);
    QCOMPARE(clients[1].confirmed, 1);

    server.committed = Doc();
    QVERIFY(server.committed.applyUpdate(backup));
    QVERIFY(textOf(server.committed) != whole);
    connectAll(); // nothing waits, and yet it is sent
    QCOMPARE(textOf(server.committed), whole);
    QCOMPARE(textOf(clients[0].document), whole);
    QVERIFY(clients[0].exchange.isInSync() && clients[1].exchange.isInSync());
}

void TestSyncDocuments::whatIsKnownIsNotTold()
{
    Client client;
    client.type(0, u"abc", nullptr);
    Frames wire;
    client.take(client.exchange.opened(1), wire);
    const Bytes all = client.document.encodeStateAsUpdate();
    QVERIFY(client.exchange.received(encodeSyncMessage(SyncStep2 {all})).changes.empty());
    Doc other;
    QVERIFY(other.applyUpdate(all));
    QVERIFY(other.text(u"content").insert(3, u"d"));
    const Bytes more = other.encodeStateAsUpdate();
    const auto outcome = client.exchange.received(encodeSyncMessage(SyncUpdate {more}));
    QCOMPARE(outcome.changes.size(), 1U);
    QVERIFY(outcome.changes[0].size() < more.size());
    QCOMPARE(textOf(client.document), std::u16string(u"abcd"));
}

void TestSyncDocuments::awarenessGoesBothWays()
{
    Client client;
    const Bytes here {std::byte {1}, std::byte {2}};
    QVERIFY(client.exchange.tellAwareness(here).send.empty()); // no link
    QVERIFY(client.exchange.askAwareness().send.empty());
    Frames wire;
    client.take(client.exchange.opened(0), wire);
    const auto told = client.exchange.tellAwareness(here);
    QCOMPARE(told.send.size(), 1U);
    const auto message = decodeSyncMessage(told.send[0]);
    QVERIFY(std::ranges::equal(std::get<AwarenessMessage>(*message).update, here));
    const auto asked = client.exchange.askAwareness();
    QCOMPARE(asked.send.size(), 1U);
    QVERIFY(std::holds_alternative<AwarenessQuery>(*decodeSyncMessage(asked.send[0])));
    const auto heard = client.exchange.received(encodeSyncMessage(AwarenessMessage {here}));
    QCOMPARE(heard.awareness, std::vector<Bytes>(1, here));
    QVERIFY(client.exchange.received(encodeSyncMessage(AwarenessQuery {})).asksAwareness);
}

void TestSyncDocuments::laterKindsAreIgnored()
{
    Client client;
    Frames wire;
    client.take(client.exchange.opened(0), wire);
    const auto outcome = client.exchange.received(Bytes {std::byte {77}, std::byte {1}});
    QVERIFY(outcome.refusal.isEmpty());
    QVERIFY(outcome.send.empty());
}

void TestSyncDocuments::refusals_data()
{
    using Many = std::vector<std::byte>;
    const auto bytes = [](std::initializer_list<int> values) {
        Many made;
        for (const int value : values)
            made.push_back(static_cast<std::byte>(value));
        return made;
    };
    QTest::addColumn<std::vector<std::byte>>("frame");
    QTest::addColumn<QString>("words");
    const QString unreadable = QStringLiteral("no edit of this document");
    QTest::newRow("empty") << Many {} << unreadable;
    QTest::newRow("ends in the kind") << bytes({0x80}) << unreadable;
    QTest::newRow("ends in the update") << bytes({0, 2, 9, 1}) << unreadable;
    QTest::newRow("an update that is none") << bytes({0, 2, 4, 0xFF, 0xFF, 0xFF, 0xFF}) << unreadable;
    QTest::newRow("an answer that is none") << bytes({0, 1, 3, 9, 9, 9}) << unreadable;
    QTest::newRow("a checkpoint nobody asked for") << bytes({100, 5}) << unreadable;
    QTest::newRow("a state vector that counts to the moon")
        << bytes({0, 0, 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F}) << unreadable;
    QTest::newRow("no permission") << encodeSyncMessage(PermissionDenied {u"Only members\nwrite."})
                                   << QStringLiteral("Only members write.");
    QTest::newRow("no permission, no words")
        << encodeSyncMessage(PermissionDenied {}) << QStringLiteral("does not take edits");
}

void TestSyncDocuments::refusals()
{
    QFETCH(const std::vector<std::byte>, frame);
    QFETCH(const QString, words);
    Client client;
    client.type(0, u"mine", nullptr);
    Frames wire;
    client.take(client.exchange.opened(1), wire);
    const auto outcome = client.exchange.received(frame);
    QVERIFY2(outcome.refusal.contains(words), qPrintable(outcome.refusal));
    QVERIFY(outcome.changes.empty());
    QVERIFY(!outcome.confirmed);
    QCOMPARE(textOf(client.document), std::u16string(u"mine"));
}

void TestSyncDocuments::aRefusedUpdateChangesNothing()
{
    Client client;
    client.type(0, u"mine", nullptr);
    const Bytes before = client.document.encodeStateAsUpdate();
    Frames wire;
    client.take(client.exchange.opened(1), wire);
    Doc other;
    QVERIFY(other.text(u"content").insert(0, u"theirs"));
    Bytes broken = other.encodeStateAsUpdate();
    broken.resize(broken.size() - 2);
    QVERIFY(!client.exchange.received(encodeSyncMessage(SyncUpdate {broken})).refusal.isEmpty());
    QCOMPARE(client.document.encodeStateAsUpdate(), before);
}

void TestSyncDocuments::closedLinksTakeNothing()
{
    Client client;
    Frames wire;
    client.take(client.exchange.opened(0), wire);
    client.take(client.exchange.received(encodeSyncMessage(SyncStep1 {})), wire);
    client.exchange.closed();
    wire.clear();
    client.type(0, u"a", &wire);
    QVERIFY(wire.empty());
    QVERIFY(client.exchange.received(encodeSyncMessage(Checkpoint {1})).refusal.isEmpty()); // it was on its way
    QCOMPARE(client.confirmed, 0);
    QVERIFY(!client.exchange.isInSync());
    QVERIFY(!client.exchange.isWaitingForAnswer());
}

void TestSyncDocuments::verdicts_data()
{
    using What = DocumentVerdict::What;
    QTest::addColumn<int>("code");
    QTest::addColumn<DocumentVerdict::What>("what");
    QTest::newRow("token revoked") << 4401 << What::SignInNeeded;
    QTest::newRow("lost the room") << 4403 << What::NoAccess;
    QTest::newRow("not found") << 4404 << What::Unknown;
    QTest::newRow("removed") << 4410 << What::Removed;
    QTest::newRow("too big") << 1009 << What::Refused;
    QTest::newRow("not readable") << 1007 << What::Refused;
    QTest::newRow("anything") << 4499 << What::Refused;
}

void TestSyncDocuments::verdicts()
{
    QFETCH(const int, code);
    QFETCH(const DocumentVerdict::What, what);
    const DocumentVerdict verdict = documentVerdictFor(code, QStringLiteral("It said no."));
    QCOMPARE(verdict.what, what);
    QVERIFY(!verdict.words.isEmpty());
    QCOMPARE(verdict.words == QStringLiteral("It said no."), code == 4499);
}

QTEST_APPLESS_MAIN(TestSyncDocuments)
#include "tst_sync_documents.moc"
