#include "server/net/connection.h"

#include "server/net/worker.h"

#include <algorithm>
#include <utility>

namespace coterie::server::net {

using namespace Qt::StringLiterals;

namespace {

constexpr Millis drainTime {5'000}; ///< for the last words to a reader who takes his time
constexpr Millis lingerTime {2'000};
constexpr std::uint32_t lingerBytes = 4 * 1024 * 1024;
constexpr std::size_t maxEventsPending = 1024 * 1024; ///< one event may go beyond it, whatever its size

} // namespace

Connection::Connection(Worker &worker, std::uint32_t slot, SocketHandle socket, const PeerAddress &peer)
    : m_worker(worker)
    , m_socket(socket)
    , m_lastHeard(worker.now())
    , m_tokensAt(worker.now())
    , m_slot(slot)
    , m_peer(peer)
{
    const auto &config = worker.config();
    m_http = std::make_unique<HttpExchange>(
        HttpLimits {static_cast<std::size_t>(config.maxHeader), static_cast<std::size_t>(config.maxHeaderFields)});
    setDeadlineIn(config.headTimeout);
}

Connection::~Connection()
{
    forgetUpload();
}

// Reading

void Connection::readable()
{
    if (!isOpen() || !m_interest.read)
        return;
    const std::span<char> scratch = m_worker.scratch();
    const Transfer transfer = m_worker.transport().read(m_socket, scratch);
    switch (transfer.outcome) {
    case Transfer::Outcome::WouldBlock: return;
    case Transfer::Outcome::Ended:
        if (m_state == State::Draining) { // it has nothing more to say but may still listen
            m_peerSaidClose = true;
            setReading(false);
            return;
        }
        [[fallthrough]];
    case Transfer::Outcome::Failed:
        leave(1006);
        release();
        return;
    case Transfer::Outcome::Done: break;
    }
    m_worker.count().bytesIn.add(transfer.bytes);
    m_lastHeard = m_worker.now();
    m_unanswered = 0;
    if (m_state == State::Lingering || m_state == State::Draining) {
        m_lingered += static_cast<std::uint32_t>(transfer.bytes);
        if (m_lingered > lingerBytes)
            release();
        return;
    }
    if (m_state != State::EventStream) // an event stream's client has nothing to say any more
        consume({scratch.data(), transfer.bytes});
}

void Connection::resume()
{
    if (m_state != State::Request && m_state != State::WebSocket)
        return;
    consume({});
    // Only now: reading on could meet the peer's end before what it had said is looked at.
    if ((m_state == State::Request || m_state == State::WebSocket) && !m_isPaused)
        setReading(true);
}

void Connection::consume(std::string_view fresh)
{
    std::string held = std::exchange(m_held, {});
    if (!held.empty())
        held.append(fresh);
    std::string_view input = held.empty() ? fresh : std::string_view(held);
    while (consumeSome(input)) { }
    if (!input.empty()
        && (m_state == State::Request || m_state == State::Deciding || m_state == State::Responding
            || m_state == State::WebSocket))
        m_held.assign(input);
}

bool Connection::consumeSome(std::string_view &input)
{
    switch (m_state) {
    case State::Request: return consumeRequest(input);
    case State::WebSocket: return consumeFrames(input);
    case State::Deciding:
    case State::Responding:
    case State::EventStream:
    case State::Draining:
    case State::Lingering:
    case State::Closed: break;
    }
    return false;
}

void Connection::hungUp()
{
    if (!isOpen())
        return;
    leave(1006);
    release();
}

// Writing

void Connection::push(QByteArray piece)
{
    m_out.push(std::move(piece));
    if (!m_isDirty) {
        m_isDirty = true;
        m_worker.flushLater(m_slot);
    }
}

void Connection::flush()
{
    m_isDirty = false;
    if (!isOpen())
        return;
    while (m_out.pending() > 0) {
        const Transfer transfer = m_worker.transport().write(m_socket, m_out.pieces(), m_out.skip());
        if (transfer.outcome == Transfer::Outcome::WouldBlock) {
            setInterest({m_interest.read, true});
            return;
        }
        if (transfer.outcome != Transfer::Outcome::Done) {
            leave(1006);
            release();
            return;
        }
        m_worker.count().bytesOut.add(transfer.bytes);
        m_out.consume(transfer.bytes);
        if (m_state == State::Responding)
            setDeadlineIn(m_worker.config().bodyTimeout); // a download may last as long as it moves
    }
    setInterest({m_interest.read, false});
    drained();
}

void Connection::drained()
{
    switch (m_state) {
    case State::Responding:
        if (!pushFilePiece())
            responseSent();
        return;
    case State::Draining: linger(); return;
    case State::EventStream:
        if (std::exchange(m_saysWhenDrained, false))
            m_worker.tell(EventStreamDrained {m_id});
        return;
    case State::WebSocket:
        if (std::exchange(m_hasMissed, false))
            m_worker.tell(ReaderCaughtUp {m_id});
        return;
    case State::Request:
    case State::Deciding:
    case State::Lingering:
    case State::Closed: return;
    }
}

void Connection::sendReplay(const QByteArray &events)
{
    m_saysWhenDrained = true;
    sendEvent(events);
}

void Connection::sendEvent(const QByteArray &event)
{
    if (m_state != State::EventStream)
        return;
    if (m_out.pending() > maxEventsPending) {
        m_worker.count().slowReadersClosed.add();
        leave(4508);
        release();
        return;
    }
    m_worker.count().framesOut.add();
    push(event);
}

// The end

void Connection::drain()
{
    m_state = State::Draining;
    m_http.reset();
    m_webSocket.reset();
    std::string().swap(m_held);
    setReading(true);
    setDeadlineIn(drainTime);
    if (!m_isDirty) {
        m_isDirty = true;
        m_worker.flushLater(m_slot);
    }
}

void Connection::linger()
{
    if (m_peerSaidClose) {
        release();
        return;
    }
    m_state = State::Lingering;
    m_worker.transport().finishWriting(m_socket);
    setDeadlineIn(lingerTime);
}

void Connection::release()
{
    if (!isOpen())
        return;
    m_state = State::Closed;
    forgetUpload();
    m_out = {};
    std::string().swap(m_held);
    m_worker.transport().close(m_socket);
    m_worker.release(m_slot, m_peer);
}

void Connection::abandon()
{
    release();
}

void Connection::leave(int code)
{
    if (m_state == State::WebSocket)
        m_worker.count().openWebSockets.subtract();
    else if (m_state == State::EventStream)
        m_worker.count().openEventStreams.subtract();
    else
        return;
    m_state = State::Draining; // so that it is said only once
    m_worker.tell(ConnectionClosed {m_id, code});
}

void Connection::shutDown(int code, const QByteArray &reason)
{
    switch (m_state) {
    case State::WebSocket:
    case State::EventStream: close(code, reason); return;
    case State::Request: release(); return;
    case State::Deciding: refuse(503); return; // the hub will not get to it any more
    case State::Responding: m_http->persistence = Persistence::Close; return;
    case State::Draining:
    case State::Lingering:
    case State::Closed: return;
    }
}

// Time

void Connection::setInterest(Interest interest)
{
    if (!isOpen() || interest == m_interest)
        return;
    m_interest = interest;
    m_worker.transport().watch(m_socket, m_slot, interest);
}

void Connection::setDeadline(Instant at)
{
    m_deadline = at;
    if (at < m_queuedTimer) {
        m_queuedTimer = at;
        m_worker.queueTimer(at, m_slot);
    }
}

void Connection::setDeadlineIn(Millis delay)
{
    setDeadline(m_worker.now() + delay);
}

void Connection::clearDeadline()
{
    m_deadline = Instant::max();
}

void Connection::timerFired(Instant queuedFor)
{
    if (queuedFor != m_queuedTimer)
        return; // an older entry, or one of a former connection in this slot
    m_queuedTimer = Instant::max();
    if (m_deadline > m_worker.now()) {
        if (m_deadline != Instant::max())
            setDeadline(m_deadline);
        return;
    }
    timeout();
}

void Connection::timeout()
{
    clearDeadline();
    switch (m_state) {
    case State::Request:
        if (m_http->parser.hasStarted())
            refuse(408);
        else
            release(); // idle between two requests, or never said a word
        return;
    case State::WebSocket:
        if (m_isPaused) {
            m_isPaused = false;
            m_worker.resumeLater(m_slot);
            setDeadlineIn(m_worker.config().pingEvery);
        } else {
            pingOrDrop();
        }
        return;
    case State::EventStream:
        if (m_out.pending() == 0) // what waits keeps the connection alive itself
            push(":\n\n"_ba);
        setDeadlineIn(m_worker.config().commentEvery);
        return;
    case State::Deciding: return;
    case State::Responding:
    case State::Draining:
    case State::Lingering: release(); return;
    case State::Closed: return;
    }
}

} // namespace coterie::server::net
