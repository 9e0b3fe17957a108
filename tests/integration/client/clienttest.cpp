#include "clienttest.h"

using namespace coterie;
using namespace coterie::client;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

void ClientTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server =
        std::make_unique<coterie::integration::GuestServer>(QStringList {u"--messages-per-minute"_s, u"100000"_s});
    QVERIFY(m_server->start());
}

void ClientTest::cleanup()
{
    m_server.reset();
}

/// Signed in, connected and with the room "general" on its screen.
std::unique_ptr<Peer> ClientTest::join(const QString &name, const QString &store)
{
    const QString path = store.isEmpty() ? QString() : m_folder->filePath(store);
    auto peer = std::make_unique<Peer>(Peer::signIn(m_server->url(), name), path);
    peer->open();
    const bool isThere =
        QTest::qWaitFor([&] { return peer->isConnected() && !peer->roomCalled(u"general"_s).isEmpty(); }, patience);
    if (!isThere)
        qWarning("%s did not get into the room", qPrintable(name));
    m_general = peer->roomCalled(u"general"_s);
    static_cast<void>(peer->page({.roomId = m_general})); // comes after the join's answer
    return peer;
}

/// Every row of the room is acknowledged, and there are so many.
bool ClientTest::hasSent(const Peer &peer, qsizetype count) const
{
    const auto rows = peer.rows(m_general);
    return rows.size() == count && std::ranges::all_of(rows, [](const MessageEntry &row) {
        return row.delivery == Delivery::Sent && !row.changePending;
    });
}

QString ClientTest::send(Peer &peer, const QString &text, const QString &replyTo)
{
    return peer.client().send({.roomId = m_general, .text = text, .replyToKey = replyTo, .threadId = std::nullopt});
}
