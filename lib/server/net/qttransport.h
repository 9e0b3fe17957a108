#pragma once

#include "server/net/transport.h"

#include <QObject>
#include <QSslConfiguration>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace coterie::server::net {

class Worker;

/// Qt's sockets on a QThread: for TLS everywhere, and for systems without epoll. A peer that half-closes is taken for
/// gone.
class QtTransport final : public Transport
{
public:
    /// With a configuration every connection starts with a TLS handshake.
    QtTransport(Worker &worker, std::optional<QSslConfiguration> tls);
    ~QtTransport() override;

    void start() override;
    void stop() override;
    void wake() override;
    [[nodiscard]] std::optional<Attached> attach(std::intptr_t descriptor, std::uint32_t slot) override;
    void watch(SocketHandle socket, std::uint32_t slot, Interest interest) override;
    [[nodiscard]] Transfer read(SocketHandle socket, std::span<char> into) override;
    [[nodiscard]] Transfer write(SocketHandle socket, std::span<const QByteArray> pieces, std::size_t skip) override;
    void finishWriting(SocketHandle socket) override;
    void close(SocketHandle socket) override;

    /// Certificate chain and key from PEM files, TLS 1.2 and newer; or a sentence on what is wrong with them.
    [[nodiscard]] static Result<QSslConfiguration> loadTls(const QString &certificate, const QString &key);

private:
    struct Peer;

    [[nodiscard]] std::unique_ptr<QTcpSocket> makeSocket(std::intptr_t descriptor);
    [[nodiscard]] Peer *find(std::uint32_t slot) const;
    void note(std::vector<std::uint32_t> &list, std::uint32_t slot); ///< for the next turn
    void readAll(std::uint32_t slot);
    void bytesWritten(std::uint32_t slot);
    void disconnected(std::uint32_t slot);
    void queueTurn(); ///< one endTurn() for everything that happens until the loop comes round
    void turn();

    Worker &m_worker;
    const std::optional<QSslConfiguration> m_tls;
    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on the thread; the context of every connection
    std::unique_ptr<QTimer> m_timer;
    std::unordered_map<std::uint32_t, std::unique_ptr<Peer>> m_peers;
    // What sockets said since the last turn. Never acted on inside the signal: sockets emit them in the middle of
    // write().
    std::vector<std::uint32_t> m_unread;
    std::vector<std::uint32_t> m_written;
    std::vector<std::uint32_t> m_gone;
    bool m_turnQueued = false;
};

} // namespace coterie::server::net
