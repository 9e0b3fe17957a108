#include "sync/roomlog.h"

namespace coterie::sync {

using protocol::JoinAck;
using protocol::RoomEvent;
using protocol::Seq;

protocol::JoinRoom RoomLog::joinRequest(const protocol::RoomId &room) const
{
    if (m_epoch.isEmpty())
        return {.roomId = room};
    return {.roomId = room, .since = m_position, .epoch = m_epoch};
}

RoomLog::Outcome RoomLog::received(const RoomEvent &event)
{
    Outcome outcome;
    const Seq seq = protocol::seqOf(event);
    if (m_isJoined && seq <= m_position)
        return outcome; // a duplicate
    m_early.emplace(seq, event);
    if (m_isJoined)
        drain(outcome);
    if (m_early.size() > maxEarly)
        m_early.erase(std::prev(m_early.end()));
    return outcome;
}

bool RoomLog::startsOver(const JoinAck &ack) const
{
    return !m_epoch.isEmpty() && (ack.room.epoch != m_epoch || ack.room.lastSeq < m_position);
}

RoomLog::Outcome RoomLog::joined(const JoinAck &ack)
{
    Outcome outcome;
    m_askedAt.reset();
    m_isJoined = true;
    outcome.restarted = startsOver(ack);
    if (m_epoch.isEmpty() || outcome.restarted) {
        m_epoch = ack.room.epoch;
        m_position = ack.room.lastSeq;
        drain(outcome);
        return outcome;
    }
    if (ack.truncated) {
        if (ack.room.lastSeq > m_position) {
            outcome.skipped = SeqRange {m_position + 1, ack.room.lastSeq};
            m_position = ack.room.lastSeq;
        }
    } else {
        for (const RoomEvent &event : ack.events) {
            if (protocol::seqOf(event) == m_position + 1) {
                outcome.apply.append(event);
                ++m_position;
            }
        }
    }
    drain(outcome);
    return outcome;
}

void RoomLog::drain(Outcome &outcome)
{
    m_early.erase(m_early.begin(), m_early.upper_bound(m_position));
    while (!m_early.empty() && m_early.begin()->first == m_position + 1) {
        outcome.apply.append(std::move(m_early.begin()->second));
        m_early.erase(m_early.begin());
        ++m_position;
    }
    if (m_early.empty())
        m_askedAt.reset();
}

std::optional<SeqRange> RoomLog::gapToAsk(Instant now)
{
    if (!m_isJoined || m_early.empty() || (m_askedAt && now - *m_askedAt < askAgainAfter))
        return std::nullopt;
    m_askedAt = now;
    return SeqRange {m_position + 1, m_early.begin()->first - 1};
}

std::optional<Instant> RoomLog::nextWake() const
{
    if (!m_isJoined || m_early.empty())
        return std::nullopt;
    return m_askedAt ? *m_askedAt + askAgainAfter : Instant::min();
}

void RoomLog::linkLost()
{
    m_early.clear();
    m_askedAt.reset();
    m_isJoined = false;
}

} // namespace coterie::sync
