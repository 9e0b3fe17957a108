#pragma once

#include "base/result.h"
#include "server/serverconfig.h"

#include <QUrl>

#include <memory>

namespace coterie::server {

/// A whole server inside a process: the hub on a thread of its own, the network on others. Used by coterie-server and
/// by the desktop app (--host, --demo). All calls may be made from one other thread; those that answer wait for the
/// hub, which takes milliseconds.
class Server
{
public:
    explicit Server(ServerConfig config);
    ~Server(); ///< stops
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;

    /// Opens the data, listens. Fails in plain words (the port is taken, the data is newer).
    [[nodiscard]] Result<void> start();
    /// 1001 to everybody, waits for at most 5 s until they have it, closes the data.
    void stop();
    [[nodiscard]] bool isRunning() const;

    [[nodiscard]] QUrl url() const; ///< where it listens, as a client on this machine would type it; empty when stopped
    [[nodiscard]] quint16 port() const;

    void setServerName(const QString &name); ///< kept in the data
    [[nodiscard]] Result<QUrl> createInvite(const QString &roomId = {}); ///< of the server, or into a room
    [[nodiscard]] Result<QString> createGuestToken(const QString &name); ///< somebody new who came with a name alone
    /// A token for the account of that name, which is made if need be: how the embedding app signs its own person in.
    [[nodiscard]] Result<QString> createUserToken(const QString &name, protocol::Role role = protocol::Role::Member,
        const QString &scope = QStringLiteral("chat"));

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::server
