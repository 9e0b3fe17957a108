#pragma once

#include "base/time.h"
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

    /// For a front end without threads: one pass over what is ready, waiting at most that long. Never inside a pass.
    void runOnce(Millis wait);
    [[nodiscard]] int descriptor() const { return m_epoll; } ///< readable when runOnce() has something to do

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
    void turn(int waitMs);
    void armTimer(); ///< makes the descriptor readable when the next deadline comes
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
    std::optional<Instant> m_armedFor;
    int m_epoll = -1;
    int m_wake = -1;
    int m_timer = -1; ///< only without a thread
    int m_listener = -1;
    bool m_isAccepting = false;
    bool m_isInTurn = false; ///< only without a thread
    bool m_wokenInTurn = false;
};

} // namespace coterie::server::net
