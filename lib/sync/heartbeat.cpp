#include "sync/heartbeat.h"

#include <algorithm>

namespace coterie::sync {

void HeartbeatMonitor::start(Instant now, const protocol::Heartbeat &rules, Random &random)
{
    *this = {};
    m_rules = rules;
    m_running = true;
    m_lastHeard = now;
    m_lastAnswered = now;
    m_nextBeat = now + std::chrono::duration_cast<Millis>(rules.interval * random.unit());
}

void HeartbeatMonitor::stop()
{
    m_running = false;
}

void HeartbeatMonitor::heard(Instant now, qint64 bytes)
{
    const bool isFirstBeatAhead = m_unanswered == 0 && m_nextBeat < m_lastHeard + m_rules.interval && m_nextBeat > now;
    m_lastHeard = now;
    m_unanswered = 0;
    m_bytesHeard += bytes;
    m_bytesArriving = 0;
    if (!isFirstBeatAhead)
        m_nextBeat = now + m_rules.interval;
}

void HeartbeatMonitor::arriving(Instant now, qint64 bytes)
{
    heard(now);
    m_bytesArriving = bytes;
}

/// The earliest time at which that can have been, so that a line which delays everything is never blamed.
void HeartbeatMonitor::said(WallTime serverTime)
{
    if (m_serverClock)
        m_saidAt = m_serverClock->notBefore + (serverTime - m_serverClock->time);
}

void HeartbeatMonitor::clockShown(WallTime serverTime, Instant asked)
{
    m_serverClock = {serverTime, asked};
}

void HeartbeatMonitor::answered(Instant now)
{
    heard(now);
    m_lastAnswered = now;
    m_bytesHeard = 0;
    m_probedAt.reset(); // only this does: what was heard may have lain in a buffer since before the sleep
}

void HeartbeatMonitor::ackExpected(Instant now)
{
    if (m_waitingSince)
        return;
    m_waitingSince = now;
    m_bytesHeard = 0;
}

void HeartbeatMonitor::ackArrived()
{
    m_waitingSince.reset();
}

void HeartbeatMonitor::probe(Instant now)
{
    if (!m_running)
        return;
    m_probedAt = now;
    m_lastAsked.reset();
}

HeartbeatMonitor::Decision HeartbeatMonitor::check(Instant now)
{
    if (!m_running)
        return {Action::None, now + m_rules.interval};
    if (m_probedAt) {
        if (now >= *m_probedAt + probeDeadAfter)
            return {Action::Dead, now};
        const bool isAsked = m_lastAsked && *m_lastAsked >= *m_probedAt;
        const Instant beat = isAsked ? *m_lastAsked + probeDeadAfter / 2 : *m_probedAt;
        return decide(Action::Ping, std::min(beat, *m_probedAt + probeDeadAfter), now);
    }
    if (m_waitingSince)
        return checkWaiting(now);
    if (now >= m_nextBeat && m_unanswered >= m_rules.missed)
        return {Action::Dead, now};
    return decide(Action::Ping, m_nextBeat, now);
}

HeartbeatMonitor::Decision HeartbeatMonitor::checkWaiting(Instant now)
{
    const Instant silentSince = std::max(*m_waitingSince, m_lastHeard);
    const Instant deafSince = std::max(*m_waitingSince, m_lastAnswered);
    const Instant end = std::min(silentSince + ackDeadAfter, deafEnd(deafSince));
    if (now >= end)
        return {Action::Dead, now};
    const bool isAsked = m_lastAsked && *m_lastAsked >= deafSince;
    const Instant question = isAsked ? *m_lastAsked + (ackDeadAfter - ackProbeAfter) / 2 : deafSince + ackProbeAfter;
    return decide(Action::Ping, std::min({question, m_nextBeat, end}), now);
}

/// When hearing without being heard has lasted long enough.
Instant HeartbeatMonitor::deafEnd(Instant since) const
{
    if (m_saidAt && *m_saidAt >= since + answersWithin)
        return since;
    const Millis delivery {1'000 * (m_bytesHeard + m_bytesArriving) / slowLine};
    return since + std::min(deafAfter, ackDeadAfter + delivery);
}

HeartbeatMonitor::Decision HeartbeatMonitor::decide(Action action, Instant beat, Instant now)
{
    if (now < beat)
        return {Action::None, beat};
    ++m_unanswered;
    m_lastAsked = now;
    m_nextBeat = now + m_rules.timeout; // the answer's time; heard() moves it a whole interval away
    Decision next = check(now);
    next.action = action;
    return next;
}

} // namespace coterie::sync
