#include "sync/typing.h"

#include <algorithm>

namespace coterie::sync {

using protocol::RoomId;
using protocol::UserId;

bool TypingSender::keyPressed(const RoomId &room, Instant now)
{
    const auto it = m_rooms.find(room);
    if (it == m_rooms.end()) {
        m_rooms.insert(room, {now, now});
        return true;
    }
    it->pressed = now;
    if (now - it->noticed < m_timings.typingEvery)
        return false;
    it->noticed = now;
    return true;
}

bool TypingSender::stop(const RoomId &room)
{
    return m_rooms.remove(room);
}

QList<RoomId> TypingSender::idle(Instant now)
{
    QList<RoomId> silent;
    for (auto it = m_rooms.begin(); it != m_rooms.end();) {
        if (now - it->pressed >= m_timings.typingIdle) {
            silent.append(it.key());
            it = m_rooms.erase(it);
        } else {
            ++it;
        }
    }
    return silent;
}

std::optional<Instant> TypingSender::nextWake() const
{
    std::optional<Instant> first;
    for (const State &state : m_rooms)
        first = std::min(first.value_or(Instant::max()), state.pressed + m_timings.typingIdle);
    return first;
}

bool TypingBoard::typing(const RoomId &room, const protocol::User &user, Instant now)
{
    QList<Entry> &entries = m_rooms[room];
    const auto it = std::find_if(
        entries.begin(), entries.end(), [&](const Entry &entry) { return entry.user.userId == user.userId; });
    if (it != entries.end()) {
        it->until = now + m_timings.typingExpiry;
        return std::exchange(it->user, user) != user;
    }
    entries.append({user, now + m_timings.typingExpiry});
    return true;
}

bool TypingBoard::stopped(const RoomId &room, const UserId &user)
{
    const auto it = m_rooms.find(room);
    return it != m_rooms.end() && it->removeIf([&](const Entry &entry) { return entry.user.userId == user; }) > 0;
}

QList<RoomId> TypingBoard::gone(const UserId &user)
{
    QList<RoomId> changed;
    for (auto it = m_rooms.begin(); it != m_rooms.end(); ++it) {
        if (it->removeIf([&](const Entry &entry) { return entry.user.userId == user; }) > 0)
            changed.append(it.key());
    }
    return changed;
}

QList<RoomId> TypingBoard::expire(Instant now)
{
    QList<RoomId> changed;
    for (auto it = m_rooms.begin(); it != m_rooms.end();) {
        if (it->removeIf([&](const Entry &entry) { return entry.until <= now; }) > 0)
            changed.append(it.key());
        it = it->isEmpty() ? m_rooms.erase(it) : std::next(it);
    }
    return changed;
}

QList<RoomId> TypingBoard::clear()
{
    return expire(Instant::max());
}

std::optional<Instant> TypingBoard::nextWake() const
{
    std::optional<Instant> first;
    for (const QList<Entry> &entries : m_rooms) {
        for (const Entry &entry : entries)
            first = std::min(first.value_or(Instant::max()), entry.until);
    }
    return first;
}

QList<protocol::User> TypingBoard::in(const RoomId &room) const
{
    QList<protocol::User> users;
    const QList<Entry> entries = m_rooms.value(room);
    std::transform(
        entries.begin(), entries.end(), std::back_inserter(users), [](const Entry &entry) { return entry.user; });
    return users;
}

bool TypingRelay::typing(const RoomId &room, const UserId &user, Instant now)
{
    QHash<UserId, Instant> &users = m_rooms[room];
    const auto it = users.find(user);
    if (it != users.end() && now - *it < m_timings.typingEvery / 2)
        return false;
    users.insert(user, now);
    return true;
}

bool TypingRelay::stopped(const RoomId &room, const UserId &user)
{
    const auto it = m_rooms.find(room);
    return it != m_rooms.end() && it->remove(user);
}

QList<RoomId> TypingRelay::gone(const UserId &user)
{
    QList<RoomId> rooms;
    for (auto it = m_rooms.begin(); it != m_rooms.end(); ++it) {
        if (it->remove(user))
            rooms.append(it.key());
    }
    return rooms;
}

void TypingRelay::expire(Instant now)
{
    for (auto room = m_rooms.begin(); room != m_rooms.end();) {
        for (auto user = room->begin(); user != room->end();)
            user = now - *user >= m_timings.typingExpiry ? room->erase(user) : std::next(user);
        room = room->isEmpty() ? m_rooms.erase(room) : std::next(room);
    }
}

} // namespace coterie::sync
