#include "sync/presence.h"

#include <algorithm>

namespace coterie::sync {

using protocol::Status;
using protocol::UserId;

namespace {

int rank(Status status)
{
    switch (status) {
    case Status::Online: return 4;
    case Status::Dnd: // there, and does not want to be disturbed
        return 3;
    case Status::Away: return 2;
    case Status::Invisible: return 1;
    case Status::Offline: return 0;
    }
    return 0;
}

} // namespace

Status PresenceRegister::effective(const Person &person)
{
    if (person.connections.isEmpty())
        return person.goneSince ? person.lingering : Status::Offline;
    return *std::max_element(
        person.connections.begin(), person.connections.end(), [](Status a, Status b) { return rank(a) < rank(b); });
}

PresenceRegister::Change PresenceRegister::visible(const UserId &user, const Person &person)
{
    const Status status = effective(person);
    if (status == Status::Invisible || status == Status::Offline)
        return {user, Status::Offline, person.lastSeen, {}};
    return {user, status, person.lastSeen, person.note};
}

std::optional<PresenceRegister::Change> PresenceRegister::tell(const UserId &user, Person &person)
{
    const Change now = visible(user, person);
    const Change before = person.told.value_or(Change {user, Status::Offline, {}, {}});
    if (before.status == now.status && before.note == now.note)
        return std::nullopt;
    person.told = now;
    return now;
}

std::optional<PresenceRegister::Change> PresenceRegister::connected(
    const UserId &user, ConnectionKey connection, Instant, WallTime wall)
{
    Person &person = m_people[user];
    // Back within the linger: as they were, until the connection says otherwise.
    person.connections.insert(connection, person.goneSince ? person.lingering : Status::Online);
    person.goneSince.reset();
    person.lastSeen = wall;
    return tell(user, person);
}

std::optional<PresenceRegister::Change> PresenceRegister::setStatus(
    const UserId &user, ConnectionKey connection, Status status, const std::optional<QString> &note, WallTime wall)
{
    const auto person = m_people.find(user);
    if (person == m_people.end() || !person->connections.contains(connection))
        return std::nullopt;
    person->connections.insert(connection, status);
    if (note)
        person->note = *note;
    if (effective(*person) != Status::Invisible) // when they went into hiding is nobody's business later
        person->lastSeen = wall;
    return tell(user, *person);
}

std::optional<PresenceRegister::Change> PresenceRegister::disconnected(
    const UserId &user, ConnectionKey connection, Instant now, WallTime wall)
{
    const auto person = m_people.find(user);
    if (person == m_people.end() || !person->connections.contains(connection))
        return std::nullopt;
    const Status last = person->connections.take(connection);
    if (person->connections.isEmpty()) {
        person->lingering = last;
        person->goneSince = now;
        if (last != Status::Invisible)
            person->lastSeen = wall;
    }
    return tell(user, *person);
}

QList<PresenceRegister::Change> PresenceRegister::expire(Instant now)
{
    QList<Change> changes;
    for (auto it = m_people.begin(); it != m_people.end(); ++it) {
        if (!it->goneSince || now - *it->goneSince < m_linger)
            continue;
        it->goneSince.reset();
        if (const auto change = tell(it.key(), *it))
            changes.append(*change);
    }
    return changes;
}

std::optional<Instant> PresenceRegister::nextWake() const
{
    std::optional<Instant> first;
    for (const Person &person : m_people) {
        if (person.goneSince)
            first = std::min(first.value_or(Instant::max()), *person.goneSince + m_linger);
    }
    return first;
}

PresenceRegister::Change PresenceRegister::seenByOthers(const UserId &user) const
{
    const auto person = m_people.find(user);
    return person == m_people.end() ? Change {user, Status::Offline, {}, {}} : visible(user, *person);
}

Status PresenceRegister::seenByThemselves(const UserId &user) const
{
    const auto person = m_people.find(user);
    return person == m_people.end() ? Status::Offline : effective(*person);
}

bool PresenceRegister::hasConnection(const UserId &user) const
{
    const auto person = m_people.find(user);
    return person != m_people.end() && !person->connections.isEmpty();
}

bool PresenceMap::apply(const protocol::Presence &presence)
{
    const auto it = m_people.find(presence.userId);
    if (it == m_people.end()) {
        m_people.insert(presence.userId, presence);
        return true;
    }
    protocol::Presence next = presence;
    if (next.color.isEmpty())
        next.color = it->color; // presence_update may leave it out
    if (*it == next)
        return false;
    *it = next;
    return true;
}

QList<protocol::Presence> PresenceMap::allOffline()
{
    QList<protocol::Presence> changed;
    for (protocol::Presence &presence : m_people) {
        if (presence.status == Status::Offline)
            continue;
        presence.status = Status::Offline;
        changed.append(presence);
    }
    return changed;
}

std::optional<protocol::Presence> PresenceMap::find(const UserId &user) const
{
    const auto it = m_people.find(user);
    return it == m_people.end() ? std::nullopt : std::optional(*it);
}

} // namespace coterie::sync
