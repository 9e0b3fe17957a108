#pragma once

#include "server/net/frontend.h"
#include "server/net/peeraddress.h"
#include "server/net/timers.h"
#include "server/net/transport.h"

#include <array>
#include <atomic>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

namespace coterie::server::net {

class Connection;

/// What the hub tells a worker.
namespace command {
struct Adopt {
    std::intptr_t descriptor = -1;
};
struct Respond {
    ConnectionId id = 0;
    HttpResponse response;
};
struct AcceptUpload {
    ConnectionId id = 0;
};
struct AcceptWebSocket {
    ConnectionId id = 0;
    QByteArray subprotocol;
    qint64 maxFrame = 0; ///< 0: that of the configuration
};
struct AcceptEventStream {
    ConnectionId id = 0;
};
struct Send {
    std::vector<ConnectionId> to;
    QByteArray frame;
    Delivery delivery = Delivery::Durable;
};
struct SendEvent {
    std::vector<ConnectionId> to;
    QByteArray event;
};
struct SendReplay {
    ConnectionId to = 0;
    QByteArray events;
};
struct Close {
    ConnectionId id = 0;
    int code = 1000;
    QByteArray reason;
};
struct ShutDown {
    int code = 1001;
    QByteArray reason;
};
} // namespace command
using Command = std::variant<command::Adopt, command::Respond, command::AcceptUpload, command::AcceptWebSocket,
    command::AcceptEventStream, command::Send, command::SendEvent, command::SendReplay, command::Close,
    command::ShutDown>;

/// Where workers leave what came in. Any thread.
struct Inbox {
    virtual ~Inbox() = default;
    virtual void deliver(std::vector<Inbound> batch, std::size_t bytes) = 0;
    [[nodiscard]] virtual bool isFull() const = 0; ///< the hub is behind: read more slowly
    virtual void workerDrained() = 0; ///< after ShutDown: the last connection of a worker is gone
};

/// What all workers of one front end share.
struct Edge {
    Edge(FrontEndConfig c, TrustedProxies p, Inbox &i)
        : config(std::move(c))
        , proxies(std::move(p))
        , limiter(config.maxConnectionsPerAddress)
        , inbox(i)
    {
    }
    FrontEndConfig config;
    TrustedProxies proxies;
    AddressLimiter limiter;
    Inbox &inbox;
};

/// One number with one writer and readers on other threads: no locked instruction on the way of a frame.
class Counter
{
public:
    void add(std::uint64_t amount = 1) { set(get() + amount); }
    void subtract(std::uint64_t amount = 1) { set(get() - amount); }
    [[nodiscard]] std::uint64_t get() const { return m_value.load(std::memory_order_relaxed); }

private:
    void set(std::uint64_t value) { m_value.store(value, std::memory_order_relaxed); }
    std::atomic<std::uint64_t> m_value {0};
};

struct WorkerCounters {
    Counter accepted, requests, framesIn, framesOut, bytesIn, bytesOut, refused, droppedEphemeral, slowReadersClosed,
        protocolErrors, openWebSockets, openEventStreams;
    void addTo(FrontEndCounters &sum) const;
};

/// One thread's connections. Everything but post() and counters() happens on the thread of its transport.
class Worker
{
public:
    /// `index` from 1: it becomes the top byte of every ConnectionId, so that the hub knows whom to tell.
    Worker(Edge &edge, unsigned index);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    void setTransport(Transport &transport) { m_transport = &transport; }
    void post(std::vector<Command> commands); ///< any thread; wakes the loop when it had nothing to do
    [[nodiscard]] const WorkerCounters &counters() const { return m_counters; }
    [[nodiscard]] static std::size_t workerOf(ConnectionId id) { return static_cast<std::size_t>(id >> 56U); }

    // The transport's side. A turn is: beginTurn(), any of the three events, endTurn().
    void beginTurn();
    void readable(std::uint32_t slot);
    void writable(std::uint32_t slot);
    void hungUp(std::uint32_t slot);
    void endTurn(); ///< commands, timers, joined writes, delivery to the hub
    [[nodiscard]] std::optional<Millis> untilNextTimer() const; ///< rounded up; nothing when nothing is due
    void abandonAll(); ///< closes every socket without a word

    // The connections' side.
    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] const Edge &edge() const { return m_edge; }
    [[nodiscard]] const FrontEndConfig &config() const { return m_edge.config; }
    [[nodiscard]] Transport &transport() { return *m_transport; }
    [[nodiscard]] WorkerCounters &count() { return m_counters; }
    [[nodiscard]] std::span<char> scratch() { return m_scratch; }
    [[nodiscard]] ConnectionId newId(std::uint32_t slot);
    [[nodiscard]] bool isShuttingDown() const { return m_shuttingDown; }
    [[nodiscard]] bool hubIsBehind() const { return m_edge.inbox.isFull(); }
    [[nodiscard]] bool mayUpload() const { return m_uploads < maxUploads; }
    void uploadStarted() { ++m_uploads; }
    void uploadEnded() { --m_uploads; }
    void tell(Inbound inbound, std::size_t bytes = 0);
    void queueTimer(Instant at, std::uint32_t slot) { m_timers.push(at, slot); }
    void flushLater(std::uint32_t slot) { m_dirty.push_back(slot); }
    void resumeLater(std::uint32_t slot) { m_resumed.push_back(slot); }
    void release(std::uint32_t slot, const PeerAddress &peer); ///< the slot is free from the next turn on

private:
    static constexpr int maxUploads = 64; ///< at once and per worker: bounds open files, not bytes

    void runCommands();
    void run(command::Adopt &adopt);
    void run(command::Respond &respond);
    void run(command::AcceptUpload &accept);
    void run(command::AcceptWebSocket &accept);
    void run(command::AcceptEventStream &accept);
    void run(command::Send &send);
    void run(command::SendEvent &send);
    void run(command::SendReplay &send);
    void run(command::Close &close);
    void run(command::ShutDown &shutDown);
    void runTimers();
    void runResumed();
    void runDirty();
    void deliver();
    [[nodiscard]] Connection *find(ConnectionId id) const;
    [[nodiscard]] Connection *at(std::uint32_t slot) const;
    [[nodiscard]] std::uint32_t freeSlot();

    Edge &m_edge;
    const std::uint64_t m_index;
    Transport *m_transport = nullptr;
    Instant m_now {};
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<std::uint32_t> m_free;
    std::vector<std::uint32_t> m_graves; ///< released in this turn: events for them may still be under way
    std::vector<std::uint32_t> m_dirty;
    std::vector<std::uint32_t> m_resumed;
    std::vector<Inbound> m_inbound;
    std::size_t m_inboundBytes = 0;
    DeadlineQueue m_timers;
    std::uint32_t m_generation = 0;
    int m_uploads = 0;
    bool m_shuttingDown = false;
    bool m_saidDrained = false;
    std::vector<char> m_scratch;
    WorkerCounters m_counters;
    std::mutex m_mutex;
    std::vector<Command> m_commands; ///< guarded by m_mutex
};

} // namespace coterie::server::net
