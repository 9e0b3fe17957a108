#include "server/net/worker.h"

#include "server/net/connection.h"

#include <algorithm>
#include <iterator>

namespace coterie::server::net {

namespace {

constexpr std::size_t scratchSize = 64 * 1024;
constexpr std::uint32_t slotMask = 0xFFFFFF; ///< an id is 8 bits worker, 24 bits slot, 32 bits generation

} // namespace

void WorkerCounters::addTo(FrontEndCounters &sum) const
{
    sum.accepted += accepted.get();
    sum.requests += requests.get();
    sum.framesIn += framesIn.get();
    sum.framesOut += framesOut.get();
    sum.bytesIn += bytesIn.get();
    sum.bytesOut += bytesOut.get();
    sum.refused += refused.get();
    sum.droppedEphemeral += droppedEphemeral.get();
    sum.slowReadersClosed += slowReadersClosed.get();
    sum.protocolErrors += protocolErrors.get();
    sum.openWebSockets += openWebSockets.get();
    sum.openEventStreams += openEventStreams.get();
}

Worker::Worker(Edge &edge, unsigned index) : m_edge(edge), m_index(index), m_scratch(scratchSize) { }

Worker::~Worker() = default;

void Worker::post(std::vector<Command> commands)
{
    bool wasEmpty = false;
    {
        const std::scoped_lock lock(m_mutex);
        wasEmpty = m_commands.empty();
        if (wasEmpty)
            m_commands = std::move(commands);
        else
            std::ranges::move(commands, std::back_inserter(m_commands));
    }
    if (wasEmpty)
        m_transport->wake();
}

ConnectionId Worker::newId(std::uint32_t slot)
{
    return (m_index << 56U) | (std::uint64_t {slot & slotMask} << 32U) | ++m_generation;
}

Connection *Worker::at(std::uint32_t slot) const
{
    return slot < m_connections.size() ? m_connections[slot].get() : nullptr;
}

Connection *Worker::find(ConnectionId id) const
{
    Connection *connection = at(static_cast<std::uint32_t>(id >> 32U) & slotMask);
    return connection && connection->id() == id && connection->isOpen() ? connection : nullptr;
}

std::uint32_t Worker::freeSlot()
{
    if (m_free.empty()) {
        m_connections.emplace_back();
        return static_cast<std::uint32_t>(m_connections.size() - 1);
    }
    const std::uint32_t slot = m_free.back();
    m_free.pop_back();
    return slot;
}

void Worker::release(std::uint32_t slot, const PeerAddress &peer)
{
    if (!m_edge.proxies.contains(peer))
        m_edge.limiter.release(peer);
    m_graves.push_back(slot);
}

void Worker::tell(Inbound inbound, std::size_t bytes)
{
    m_inbound.push_back(std::move(inbound));
    m_inboundBytes += bytes;
}

void Worker::beginTurn()
{
    m_now = std::chrono::steady_clock::now();
}

void Worker::readable(std::uint32_t slot)
{
    if (Connection *connection = at(slot))
        connection->readable();
}

void Worker::writable(std::uint32_t slot)
{
    if (Connection *connection = at(slot))
        connection->flush();
}

void Worker::hungUp(std::uint32_t slot)
{
    if (Connection *connection = at(slot))
        connection->hungUp();
}

void Worker::endTurn()
{
    runCommands();
    runTimers();
    runResumed();
    deliver(); // before the writes: the hub works on what came in while they go out
    runCommands(); // and without a thread between us it has answered already
    runDirty();
    deliver();
    for (const std::uint32_t slot : m_graves) {
        m_connections[slot].reset();
        m_free.push_back(slot);
    }
    m_graves.clear();
    if (m_shuttingDown && !m_saidDrained && m_free.size() == m_connections.size()) {
        m_saidDrained = true;
        m_edge.inbox.workerDrained();
    }
}

std::optional<Millis> Worker::untilNextTimer() const
{
    if (!m_resumed.empty() || !m_dirty.empty())
        return Millis {0};
    const auto next = m_timers.next();
    if (!next)
        return {};
    const auto left = std::chrono::ceil<Millis>(*next - std::chrono::steady_clock::now());
    return std::max(left, Millis {0});
}

void Worker::abandonAll()
{
    for (const auto &connection : m_connections) {
        if (connection)
            connection->abandon();
    }
}

void Worker::runCommands()
{
    std::vector<Command> commands;
    {
        const std::scoped_lock lock(m_mutex);
        commands.swap(m_commands);
    }
    for (Command &command : commands)
        std::visit([this](auto &one) { run(one); }, command);
}

void Worker::run(command::Adopt &adopt)
{
    const std::uint32_t slot = freeSlot();
    const auto attached = m_transport->attach(adopt.descriptor, slot);
    if (!attached) {
        m_free.push_back(slot);
        return;
    }
    const bool admitted = m_edge.proxies.contains(attached->peer) || m_edge.limiter.admit(attached->peer);
    if (m_shuttingDown || !admitted || slot > slotMask) {
        if (admitted && !m_edge.proxies.contains(attached->peer))
            m_edge.limiter.release(attached->peer);
        m_transport->close(attached->socket);
        m_counters.refused.add();
        m_graves.push_back(slot); // not free at once: an event of this turn may carry its number
        return;
    }
    m_counters.accepted.add();
    m_connections[slot] = std::make_unique<Connection>(*this, slot, attached->socket, attached->peer);
}

void Worker::run(command::Respond &respond)
{
    if (Connection *connection = find(respond.id))
        connection->respond(std::move(respond.response));
}

void Worker::run(command::AcceptUpload &accept)
{
    if (Connection *connection = find(accept.id))
        connection->acceptUpload();
}

void Worker::run(command::AcceptWebSocket &accept)
{
    if (Connection *connection = find(accept.id))
        connection->acceptWebSocket(accept.subprotocol, accept.maxFrame);
    else
        tell(ConnectionClosed {accept.id, 1006}); // it left before the hub had decided
}

void Worker::run(command::AcceptEventStream &accept)
{
    if (Connection *connection = find(accept.id))
        connection->acceptEventStream();
    else
        tell(ConnectionClosed {accept.id, 1006});
}

void Worker::run(command::Send &send)
{
    for (const ConnectionId id : send.to) {
        if (Connection *connection = find(id))
            connection->sendFrame(send.frame, send.delivery);
    }
}

void Worker::run(command::SendEvent &send)
{
    for (const ConnectionId id : send.to) {
        if (Connection *connection = find(id))
            connection->sendEvent(send.event);
    }
}

void Worker::run(command::SendReplay &send)
{
    if (Connection *connection = find(send.to))
        connection->sendReplay(send.events);
}

void Worker::run(command::Close &close)
{
    if (Connection *connection = find(close.id))
        connection->close(close.code, close.reason);
}

void Worker::run(command::ShutDown &shutDown)
{
    m_shuttingDown = true;
    for (const auto &connection : m_connections) {
        if (connection && connection->isOpen())
            connection->shutDown(shutDown.code, shutDown.reason);
    }
}

void Worker::runTimers()
{
    while (const auto due = m_timers.popDue(m_now)) {
        Connection *connection = at(due->slot);
        if (connection && connection->isOpen())
            connection->timerFired(due->at);
    }
}

void Worker::runResumed()
{
    // One pass: whoever asks again while it runs waits for the next turn, so one connection cannot hold the others up.
    std::vector<std::uint32_t> resumed;
    resumed.swap(m_resumed);
    for (const std::uint32_t slot : resumed) {
        Connection *connection = at(slot);
        if (connection && connection->isOpen())
            connection->resume();
    }
}

void Worker::runDirty()
{
    std::vector<std::uint32_t> dirty;
    dirty.swap(m_dirty);
    for (const std::uint32_t slot : dirty) {
        Connection *connection = at(slot);
        if (connection && connection->isOpen())
            connection->flush();
    }
    if (m_dirty.empty()) {
        dirty.clear();
        m_dirty.swap(dirty); // keeps the memory for the next broadcast
    }
}

void Worker::deliver()
{
    if (m_inbound.empty())
        return;
    m_edge.inbox.deliver(std::exchange(m_inbound, {}), std::exchange(m_inboundBytes, 0));
}

} // namespace coterie::server::net
