#include "sync/plaindetector.h"

#include <algorithm>

namespace coterie::sync {

using protocol::plain::Dialect;
using protocol::plain::Frame;
using protocol::plain::Pong;
using protocol::plain::Shape;

void PlainDetector::opened(Instant now)
{
    m_state = State::Listening;
    m_until = now + (m_known ? m_rules.againWithin : m_rules.welcomeWithin);
    m_sawPong = false;
    m_sawPayload = false;
    m_isCertain = false; // another server may have taken its place
}

void PlainDetector::closed()
{
    m_hangsUp = m_hangsUp || m_state == State::Probing;
    m_state = State::Closed;
}

void PlainDetector::welcomed()
{
    m_state = State::Coterie;
    m_known.reset();
}

PlainDetector::Decision PlainDetector::received(const Frame &frame, Instant now)
{
    if (m_state == State::Closed || m_state == State::Coterie)
        return {};
    if (frame.dialect) {
        if (m_state == State::Plain && (m_isCertain || m_known == frame.dialect)) {
            m_isCertain = true;
            return {};
        }
        return decide(*frame.dialect, true);
    }
    if (m_state == State::Plain)
        return {};
    if (frame.shape == Shape::Data)
        return decide(m_known.value_or(Dialect::Cookbook), false);
    m_sawPayload = m_sawPayload || frame.shape == Shape::Payload;
    const bool isPong = std::holds_alternative<Pong>(frame.event);
    if (m_state == State::Listening)
        return m_known ? decide(*m_known, false) : probe(now);
    if (isPong && !m_sawPong) {
        m_sawPong = true;
        m_until = std::min(m_until, now + m_rules.pongAlone);
    }
    return {};
}

PlainDetector::Decision PlainDetector::passed(Instant now)
{
    if (!isDeciding() || now < m_until)
        return {};
    if (m_known)
        return decide(*m_known, false);
    return m_state == State::Listening && !m_hangsUp ? probe(now) : decide(guess(), false);
}

std::optional<Instant> PlainDetector::nextWake() const
{
    return isDeciding() ? std::optional(m_until) : std::nullopt;
}

PlainDetector::Decision PlainDetector::probe(Instant now)
{
    if (m_hangsUp)
        return decide(guess(), false);
    m_state = State::Probing;
    m_until = now + m_rules.probeFor;
    return {.probe = true};
}

PlainDetector::Decision PlainDetector::decide(Dialect dialect, bool isCertain)
{
    m_state = State::Plain;
    m_known = dialect;
    m_isCertain = isCertain;
    return {.dialect = dialect};
}

Dialect PlainDetector::guess() const
{
    return m_sawPong || m_sawPayload ? Dialect::Rooms : Dialect::Cookbook;
}

} // namespace coterie::sync
