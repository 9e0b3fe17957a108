#include "client/ephemera.h"

#include <algorithm>

namespace coterie::client {

using protocol::RoomId;
using protocol::UserId;

Ephemera::Ephemera(const Clock &clock, ChangeBatch &batch, Send send, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_batch(batch)
    , m_send(std::move(send))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Ephemera::wake);
}

void Ephemera::linkUp(const protocol::Timings &timings, const UserId &self)
{
    m_online = true;
    m_self = self;
    m_typing.setTimings(timings);
    m_board.setTimings(timings);
    m_cursors.setEvery(timings.cursorEvery);
}

void Ephemera::linkLost()
{
    m_online = false;
    m_typing.linkLost();
    m_cursors.linkLost();
    report(m_board.clear());
    for (const UserId &user : std::exchange(m_pointing, {}))
        m_batch.cursorLeft({{}, user});
    schedule();
}

void Ephemera::keyPressed(const RoomId &roomId)
{
    if (m_online && m_typing.keyPressed(roomId, m_clock.now()))
        m_send(protocol::Typing {roomId});
    schedule();
}

void Ephemera::stopTyping(const RoomId &roomId)
{
    if (m_typing.stop(roomId) && m_online)
        m_send(protocol::StopTyping {roomId});
    schedule();
}

void Ephemera::moveCursor(const protocol::CursorMove &move)
{
    if (!m_online)
        return;
    if (const auto now = m_cursors.moved(move, m_clock.now()))
        m_send(*now);
    schedule();
}

void Ephemera::leaveCursor(const QString &surface)
{
    if (m_cursors.left(surface) && m_online)
        m_send(protocol::CursorLeave {surface});
    schedule();
}

void Ephemera::received(const protocol::UserTyping &notice)
{
    if (notice.userId == m_self)
        return;
    if (m_board.typing(
            notice.roomId, {.userId = notice.userId, .username = notice.username, .color = {}}, m_clock.now()))
        report(notice.roomId);
    schedule();
}

void Ephemera::received(const protocol::UserStoppedTyping &notice)
{
    spoke(notice.roomId, notice.userId);
}

void Ephemera::received(const protocol::CursorUpdate &notice)
{
    if (notice.cursor.userId == m_self)
        return;
    m_pointing.insert(notice.cursor.userId);
    m_batch.cursor(notice.cursor);
}

void Ephemera::received(const protocol::UserLeft &notice)
{
    if (notice.surface.isEmpty())
        m_pointing.remove(notice.userId);
    m_batch.cursorLeft({notice.surface, notice.userId});
}

void Ephemera::spoke(const RoomId &roomId, const UserId &userId)
{
    if (m_board.stopped(roomId, userId))
        report(roomId);
    schedule();
}

void Ephemera::wentOffline(const UserId &userId)
{
    report(m_board.gone(userId));
    if (m_pointing.remove(userId))
        m_batch.cursorLeft({{}, userId});
    schedule();
}

void Ephemera::wake()
{
    const Instant now = m_clock.now();
    for (const RoomId &room : m_typing.idle(now)) {
        if (m_online)
            m_send(protocol::StopTyping {room});
    }
    for (const protocol::CursorMove &move : m_cursors.due(now)) {
        if (m_online)
            m_send(move);
    }
    report(m_board.expire(now));
    schedule();
}

void Ephemera::schedule()
{
    std::optional<Instant> first;
    for (const auto &wake : {m_typing.nextWake(), m_board.nextWake(), m_cursors.nextWake()}) {
        if (wake)
            first = std::min(first.value_or(Instant::max()), *wake);
    }
    if (!first) {
        m_timer.stop();
        return;
    }
    const auto wait = std::chrono::ceil<Millis>(std::max(*first - m_clock.now(), Instant::duration::zero()));
    m_timer.start(wait);
}

void Ephemera::report(const RoomId &roomId)
{
    m_batch.typing({roomId, m_board.in(roomId)});
}

void Ephemera::report(const QList<RoomId> &rooms)
{
    for (const RoomId &room : rooms)
        report(room);
}

} // namespace coterie::client
