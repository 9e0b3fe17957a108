#pragma once

#include "server/net/transport.h"

#include <atomic>
#include <functional>
#include <thread>

namespace coterie::server::net {

class Worker;

/// Plain TCP on Linux: raw non-blocking sockets and one epoll loop on a thread of its own. What waits costs nothing;
/// joined frames leave in one writev().
class EpollTransport final : public Transport
{
public:
    explicit EpollTransport(Worker &worker);
    ~EpollTransport() override;

    /// Makes this the transport that accepts; each descriptor goes to `arrived`. Before start(); owns the descriptor.
    void setListener(int descriptor, std::function<void(std::intptr_t)> arrived);
    void closeListener(); ///< any thread; takes effect with the next turn

    void start() override;
    void stop() override;
    void wake() override;
    [[nodiscard]] std::optional<Attached> attach(std::intptr_t descriptor, std::uint32_t slot) override;
    void watch(SocketHandle socket, std::uint32_t slot, Interest interest) override;
    [[nodiscard]] Transfer read(SocketHandle socket, std::span<char> into) override;
    [[nodiscard]] Transfer write(SocketHandle socket, std::span<const QByteArray> pieces, std::size_t skip) override;
    void finishWriting(SocketHandle socket) override;
    void close(SocketHandle socket) override;

    /// A listening socket, or Io in plain words. `port` is set to the one that was taken.
    [[nodiscard]] static Result<int> listenOn(const QHostAddress &address, quint16 &port);

private:
    void run();
    void acceptAll();
    void pauseAccepting();
    void watchListener();
    void handle(std::uint64_t tag, std::uint32_t events);
    [[nodiscard]] int waitTime() const;

    Worker &m_worker;
    std::function<void(std::intptr_t)> m_arrived;
    std::thread m_thread;
    std::atomic<bool> m_stopping {false};
    std::atomic<bool> m_listenerClosing {false};
    int m_epoll = -1;
    int m_wake = -1;
    int m_listener = -1;
    bool m_isAccepting = false;
};

} // namespace coterie::server::net
