#include "base/random.h"
#include "documentpeers.h"

using namespace documents;

/// Random play over documents: links and servers that break at any moment.
class TestSyncDocumentPlay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomPlay_data();
    void randomPlay();
};

void TestSyncDocumentPlay::randomPlay_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
}

/// Edits, links that break with frames on their way, and servers that die with edits they have not committed. At no
/// moment is an edit confirmed that the server has not on disk, and at the end all have all.
void TestSyncDocumentPlay::randomPlay()
{
    QFETCH(const quint64, seed);
    Random random(seed);
    Server server;
    std::vector<Client> clients(3);
    server.connections.resize(clients.size());
    for (int step = 0; step < 400; ++step) {
        const std::size_t who = random.below(clients.size());
        Client &client = clients[who];
        auto &connection = server.connections[who];
        switch (random.below(10)) {
        case 0: // the link breaks, whatever is on it
            client.exchange.closed();
            connection = {};
            break;
        case 1:
            if (!client.exchange.isOpen()) {
                server.open(who);
                client.take(client.exchange.opened(client.lastWaiting()), connection.toServer);
            }
            break;
        case 2:
        case 3:
            if (!connection.toServer.empty())
                server.take(who);
            break;
        case 4:
        case 5:
            if (client.exchange.isOpen() && !connection.toClient.empty()) {
                const Bytes frame = connection.toClient.front();
                connection.toClient.pop_front();
                client.take(client.exchange.received(frame), connection.toServer);
            }
            break;
        case 6: server.commit(); break;
        case 7:
            if (random.below(20) == 0) {
                server.crash();
                for (Client &cut : clients)
                    cut.exchange.closed();
            }
            break;
        default:
            client.type(static_cast<std::uint32_t>(random.below(30)), random.below(4) == 0 ? u"" : u"ab",
                client.exchange.isOpen() ? &connection.toServer : nullptr);
        }
        for (const Client &peer : clients) {
            QVERIFY2(peer.refusal.isEmpty(), qPrintable(peer.refusal));
            for (EditNumber number = 1; number <= peer.confirmed; ++number) {
                const auto has =
                    diffUpdate(peer.edits[static_cast<std::size_t>(number)], server.committed.stateVector());
                QVERIFY(has);
                QVERIFY2(decodeUpdate(*has)->clients.empty(), "an edit was confirmed that is not on disk");
            }
        }
    }
    for (std::size_t who = 0; who < clients.size(); ++who) {
        clients[who].exchange.closed();
        server.open(who);
        clients[who].take(clients[who].exchange.opened(clients[who].lastWaiting()), server.connections[who].toServer);
    }
    exchangeAll(server, clients);
    for (Client &client : clients) {
        QVERIFY(client.exchange.isInSync());
        QCOMPARE(client.confirmed, client.last);
        QCOMPARE(textOf(client.document), textOf(server.committed));
    }
}

QTEST_APPLESS_MAIN(TestSyncDocumentPlay)
#include "tst_sync_documentplay.moc"
