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

void HeartbeatMonitor::heard(Instant now)
{
    const bool isFirstBeatAhead = m_unanswered == 0 && m_nextBeat < m_lastHeard + m_rules.interval && m_nextBeat > now;
    m_lastHeard = now;
    m_unanswered = 0;
    m_lastPing.reset();
    if (!isFirstBeatAhead)
        m_nextBeat = now + m_rules.interval;
}

void HeartbeatMonitor::answered(Instant now)
{
    heard(now);
    m_lastAnswered = now;
    m_probedAt.reset(); // only this does: what was heard may have lain in a buffer since before the sleep
}

void HeartbeatMonitor::ackExpected(Instant now)
{
    if (!m_waitingSince)
        m_waitingSince = now;
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
    const Instant end = std::min(silentSince + ackDeadAfter, deafSince + deafAfter);
    if (now >= end)
        return {Action::Dead, now};
    const bool isFresh = m_lastPing && *m_lastPing >= silentSince;
    const Instant beat = isFresh ? *m_lastPing + (ackDeadAfter - ackProbeAfter) / 2 : silentSince + ackProbeAfter;
    // Others may be heard all the time: then this asks whether we are.
    const bool isAsked = m_lastAsked && *m_lastAsked >= deafSince;
    const Instant question = isAsked ? *m_lastAsked + ackDeadAfter : deafSince + ackDeadAfter;
    return decide(Action::Ping, std::min({beat, question, m_nextBeat, end}), now);
}

HeartbeatMonitor::Decision HeartbeatMonitor::decide(Action action, Instant beat, Instant now)
{
    if (now < beat)
        return {Action::None, beat};
    ++m_unanswered;
    m_lastPing = now;
    m_lastAsked = now;
    m_nextBeat = now + m_rules.timeout; // the answer's time; heard() moves it a whole interval away
    Decision next = check(now);
    next.action = action;
    return next;
}

} // namespace coterie::sync
