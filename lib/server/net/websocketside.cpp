#include "server/net/connection.h"
#include "server/net/worker.h"

#include <algorithm>

// The half of Connection that speaks WebSocket.
namespace coterie::server::net {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t ephemeralLimit = 64 * 1024; // what waits longer is old when it arrives
constexpr float burstSeconds = 5;
constexpr Millis rateNap {100};
constexpr Millis hubNap {20};
constexpr int pingsUnanswered = 3;

QByteArray toBytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

void Connection::acceptWebSocket(const QByteArray &subprotocol, qint64 maxFrame)
{
    if (m_state != State::Deciding)
        return;
    const RequestHead &head = m_http->parser.head();
    if (head.upgrade != RequestHead::Upgrade::WebSocket) {
        m_worker.tell(ConnectionClosed {m_id, 1006});
        refuse(426);
        return;
    }
    push(webSocketHead(toBytes(head.field("sec-websocket-key")), subprotocol));
    m_http.reset();
    m_webSocket = std::make_unique<WebSocketParser>(
        static_cast<std::size_t>(maxFrame > 0 ? maxFrame : m_worker.config().maxFrame));
    m_tokens = burstSeconds * static_cast<float>(m_worker.config().framesPerSecond);
    m_tokensAt = m_lastHeard = m_worker.now();
    m_state = State::WebSocket;
    m_worker.count().openWebSockets.add();
    setDeadlineIn(m_worker.config().pingEvery);
    m_worker.resumeLater(m_slot);
}

bool Connection::mayReadFrame()
{
    if (m_worker.hubIsBehind()) {
        pause(hubNap);
        return false;
    }
    if (m_tokens < 1) {
        const auto rate = static_cast<float>(m_worker.config().framesPerSecond);
        const std::chrono::duration<float> elapsed = m_worker.now() - m_tokensAt;
        m_tokens = std::min(burstSeconds * rate, m_tokens + elapsed.count() * rate);
        m_tokensAt = m_worker.now();
    }
    if (m_tokens < 1) {
        pause(rateNap);
        return false;
    }
    return true;
}

void Connection::pause(Millis delay)
{
    m_isPaused = true;
    setReading(false);
    setDeadlineIn(delay);
}

bool Connection::consumeFrames(std::string_view &input)
{
    if (input.empty() || m_isPaused || !mayReadFrame())
        return false;
    const WebSocketParser::Event event = m_webSocket->next(input);
    if (event == WebSocketParser::Event::NeedMore)
        return false;
    m_tokens -= 1;
    switch (event) {
    case WebSocketParser::Event::NeedMore:
    case WebSocketParser::Event::Fragment:
    case WebSocketParser::Event::Pong: return true;
    case WebSocketParser::Event::Text: frameArrived(FrameKind::Text); return true;
    case WebSocketParser::Event::Binary: frameArrived(FrameKind::Binary); return true;
    case WebSocketParser::Event::Ping: {
        const std::string_view payload = m_webSocket->control();
        sendFrame(toBytes(frameHead(Opcode::Pong, payload.size())) + toBytes(payload), Delivery::Durable);
        return m_state == State::WebSocket;
    }
    case WebSocketParser::Event::Close: {
        const int code = m_webSocket->closeCode();
        push(toBytes(closeFrame(code, {})));
        leave(code);
        m_peerSaidClose = true;
        drain();
        return false;
    }
    case WebSocketParser::Event::Error: failWebSocket(m_webSocket->closeCode()); return false;
    }
    return false;
}

void Connection::frameArrived(FrameKind kind)
{
    const std::string message = m_webSocket->takeMessage();
    m_worker.count().framesIn.add();
    m_worker.tell(FrameArrived {m_id, kind, toBytes(message)}, message.size());
}

void Connection::failWebSocket(int code)
{
    m_worker.count().protocolErrors.add();
    push(toBytes(closeFrame(code, {})));
    leave(code);
    drain();
}

void Connection::sendFrame(const QByteArray &frame, Delivery delivery)
{
    if (m_state != State::WebSocket)
        return;
    const std::size_t pending = m_out.pending();
    if (delivery == Delivery::Ephemeral && pending > ephemeralLimit) {
        m_worker.count().droppedEphemeral.add();
        m_hasMissed = true;
        return;
    }
    // A document may be larger than all that may wait: who has nothing much waiting gets it.
    const auto most = static_cast<std::size_t>(m_worker.config().maxPending);
    const auto size = static_cast<std::size_t>(frame.size());
    if (pending > most || (size <= most && pending + size > most)) {
        tooSlow();
        return;
    }
    m_worker.count().framesOut.add();
    push(frame);
}

void Connection::tooSlow()
{
    m_worker.count().slowReadersClosed.add();
    m_out.dropUnsent();
    push(toBytes(closeFrame(4508, "You read more slowly than messages come in.")));
    leave(4508);
    drain();
}

void Connection::close(int code, const QByteArray &reason)
{
    if (m_state == State::WebSocket)
        push(toBytes(closeFrame(code, {reason.constData(), static_cast<std::size_t>(reason.size())})));
    else if (m_state != State::EventStream)
        return;
    leave(code);
    drain();
}

void Connection::pingOrDrop()
{
    const Millis every = m_worker.config().pingEvery;
    if (m_worker.now() < m_lastHeard + every * (m_unanswered + 1)) {
        setDeadline(m_lastHeard + every * (m_unanswered + 1));
        return;
    }
    if (m_unanswered >= pingsUnanswered) {
        leave(1006);
        release();
        return;
    }
    ++m_unanswered;
    push(toBytes(frameHead(Opcode::Ping, 0)));
    setDeadline(m_lastHeard + every * (m_unanswered + 1));
}

} // namespace coterie::server::net
