#include "client/serverlink.h"

#include <algorithm>

namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;
using transport::LinkState;
using transport::LinkStatus;
using transport::WebSocketConnection;

ServerLink::ServerLink(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock), m_connection(clock)
{
    m_timer.setSingleShot(true);
    m_delivery.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ServerLink::passed);
    connect(&m_delivery, &QTimer::timeout, this, &ServerLink::deliver);
    connect(&m_connection, &WebSocketConnection::statusChanged, this, &ServerLink::linkChanged);
    connect(&m_connection, &WebSocketConnection::frameReceived, this, &ServerLink::frameArrived);
    connect(&m_connection, &WebSocketConnection::reached, this, &ServerLink::reached);
}

ServerLink::~ServerLink()
{
    disconnect(&m_connection, nullptr, this, nullptr);
}

void ServerLink::setTarget(const QUrl &base, const QString &token, const QString &username)
{
    m_username = token.isEmpty() ? username : QString(); // an account's store is never mixed with a plain server's
    m_bridge.reset();
    m_detector = {};
    if (!mayBePlain()) {
        m_connection.setTarget(base, token);
        return;
    }
    // Many a simple server listens at the address itself.
    m_connection.setTarget(base, token, u"/ws"_s, QString());
    const QString host = base.port() < 0 ? base.host() : u"%1:%2"_s.arg(base.host()).arg(base.port());
    m_bridge.emplace(m_username, host, Random::fromSystem());
}

void ServerLink::open()
{
    m_connection.open();
}

void ServerLink::close()
{
    m_connection.close();
}

void ServerLink::retryNow()
{
    const LinkStatus status = m_connection.status();
    if (status.final || status.state == LinkState::Disconnected)
        m_connection.open();
    else
        m_connection.retryNow();
}

void ServerLink::suspend()
{
    m_connection.suspend();
}

void ServerLink::resume()
{
    m_connection.resume();
}

void ServerLink::welcomed(const Heartbeat &heartbeat)
{
    constexpr Millis bySocket {0}; // WebSocket pings: not every dialect has its own
    m_connection.welcomed(m_detector.isPlain() ? Heartbeat {.interval = bySocket} : heartbeat);
}

void ServerLink::ackExpected()
{
    m_connection.ackExpected();
}

void ServerLink::answerArrived()
{
    if (!m_detector.isPlain()) // the bridge's own words prove nothing
        m_connection.answerArrived();
}

void ServerLink::ackArrived()
{
    m_connection.ackArrived();
}

void ServerLink::clockShown(WallTime serverTime, Instant asked)
{
    if (!m_detector.isPlain())
        m_connection.clockShown(serverTime, asked);
}

void ServerLink::said(WallTime serverTime)
{
    if (!m_detector.isPlain()) // there it is the sender's clock
        m_connection.said(serverTime);
}

void ServerLink::remember(const QList<Message> &known)
{
    if (m_bridge)
        m_bridge->remember(known);
}

bool ServerLink::send(const Envelope &envelope, sync::Repeat repeat)
{
    if (!m_detector.isPlain())
        return m_connection.send(encodeFrame(envelope));
    take(m_bridge->request(envelope, repeat, m_clock.now(), m_clock.wallNow()));
    return true;
}

std::optional<plain::Dialect> ServerLink::dialect() const
{
    return m_detector.isPlain() ? std::optional(m_bridge->dialect()) : std::nullopt;
}

bool ServerLink::confirms() const
{
    return !m_detector.isPlain() || m_bridge->confirms();
}

void ServerLink::linkChanged(const LinkStatus &status)
{
    if (mayBePlain()) {
        if (status.state == LinkState::Handshaking) {
            m_detector.opened(m_clock.now());
        } else if (status.state != LinkState::Connected) {
            if (m_detector.isPlain())
                m_bridge->linkLost();
            m_detector.closed();
            m_events.clear();
        }
        schedule();
    }
    Q_EMIT statusChanged(status);
}

void ServerLink::frameArrived(const QByteArray &frame)
{
    if (m_detector.isPlain()) {
        plainFrameArrived(frame);
        return;
    }
    const auto envelopes = decodeFrame(frame, Encoding::Json);
    if (m_detector.isDeciding()) {
        const bool isWelcome = envelopes && !envelopes->isEmpty() && envelopes->first().type == "welcome"_L1
            && welcomeFromJson(envelopes->first().object());
        if (!isWelcome) {
            plainFrameArrived(frame);
            return;
        }
        m_detector.welcomed();
        schedule();
    }
    if (envelopes) // a server that sends no JSON is none of ours; the link's own limits deal with it
        Q_EMIT received(*envelopes);
}

void ServerLink::plainFrameArrived(const QByteArray &frame)
{
    const auto frames = plain::decode(frame);
    if (!frames)
        return;
    for (const plain::Frame &said : *frames) {
        decide(m_detector.received(said, m_clock.now()));
        if (m_detector.isPlain())
            take(m_bridge->received(said.event, m_clock.now(), m_clock.wallNow()));
    }
    schedule();
}

void ServerLink::decide(const sync::PlainDetector::Decision &decision)
{
    if (decision.probe) {
        static_cast<void>(m_connection.send(plain::encodeHistoryRequest(u"general"_s)));
        static_cast<void>(m_connection.send(plain::encodePing()));
    }
    if (!decision.dialect)
        return;
    if (m_connection.status().state == LinkState::Connected) {
        take(m_bridge->corrected(*decision.dialect, m_clock.now(), m_clock.wallNow()));
        Q_EMIT dialectChanged();
    } else {
        take(m_bridge->linkUp(*decision.dialect, m_clock.wallNow()));
    }
}

void ServerLink::take(const sync::PlainStep &step)
{
    for (const QByteArray &frame : step.frames)
        static_cast<void>(m_connection.send(frame));
    m_events += step.events;
    if (!m_events.isEmpty())
        m_delivery.start(0);
    if (step.isAnswer)
        m_connection.answerArrived();
    schedule();
    if (m_confirms == m_bridge->confirms())
        return;
    m_confirms = m_bridge->confirms();
    Q_EMIT dialectChanged();
}

void ServerLink::reached(Instant pinged)
{
    if (m_detector.isPlain())
        take(m_bridge->reached(pinged, m_clock.now(), m_clock.wallNow()));
}

void ServerLink::deliver()
{
    Q_EMIT received(std::exchange(m_events, {}));
}

void ServerLink::passed()
{
    decide(m_detector.passed(m_clock.now()));
    if (m_detector.isPlain())
        take(m_bridge->passed(m_clock.now(), m_clock.wallNow()));
    schedule();
}

void ServerLink::schedule()
{
    std::optional<Instant> first = m_detector.nextWake();
    if (m_detector.isPlain())
        first = m_bridge->nextWake();
    if (!first) {
        m_timer.stop();
        return;
    }
    m_timer.start(std::max(Millis(0), std::chrono::ceil<Millis>(*first - m_clock.now())));
}

} // namespace coterie::client
