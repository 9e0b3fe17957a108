#pragma once

#include "guestserver.h"
#include "peer.h"

#include <QTemporaryDir>

#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, ClientTest::patience)
#define EVENTUALLY_EQUAL(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, ClientTest::patience)

/// Two and more clients of the real server process, which is a new one for each function.
class ClientTest : public QObject
{
    Q_OBJECT
public:
    static constexpr int patience = 20'000; ///< ms for what takes milliseconds on an idle machine

private Q_SLOTS:
    void init();
    void cleanup();

protected:
    [[nodiscard]] bool hasSent(const Peer &peer, qsizetype count) const;
    [[nodiscard]] std::unique_ptr<Peer> join(const QString &name, const QString &store = {});
    QString send(Peer &peer, const QString &text, const QString &replyTo = {});

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<coterie::integration::GuestServer> m_server;
    coterie::protocol::RoomId m_general;
};
