#include "client/session.h"

#include <algorithm>
#include <numeric>

// What was missed while away: the list of rooms says how much, then room by room, the most wanted first.
namespace coterie::client {

using namespace protocol;

namespace {

constexpr int joinsAtOnce = 3; ///< answers are stored one at a time anyway; a room somebody opens waits for few

/// Who is mentioned wants to know by whom, then come those who write to one person, then the rooms with news.
auto urgencyOf(const RoomState &room)
{
    const bool isDirect = room.stored.room.kind == RoomKind::Direct;
    return std::tuple(room.stored.mentions > 0, isDirect && room.stored.unread > 0, room.stored.unread > 0,
        room.stored.lastAt.value_or(WallTime {}));
}

} // namespace

/// The counts of all rooms are right before the first message is fetched.
void Session::beginCatchUp(const QList<Room> &told)
{
    m_missed.clear();
    m_joinQueue.clear();
    for (const Room &listed : told) {
        RoomState *room = m_rooms->find(listed.roomId);
        if (room == nullptr || room->asked)
            continue;
        if (listed.epoch == room->stored.room.epoch && listed.lastSeq > room->stored.position) {
            m_missed.insert(listed.roomId, listed.lastSeq - room->stored.position);
            transact([&] { m_rooms->behind(*room, listed); });
        }
        m_joinQueue.append(listed.roomId);
    }
    m_missedInAll = missedNow();
    std::ranges::stable_sort(m_joinQueue, std::greater(),
        [this](const RoomId &id) { return std::tuple(m_missed.contains(id), urgencyOf(*m_rooms->find(id))); });
    joinNext();
}

std::int64_t Session::missedNow() const
{
    return std::accumulate(m_missed.cbegin(), m_missed.cend(), std::int64_t {0});
}

void Session::joinNext()
{
    while (m_joinsUnderway < joinsAtOnce && !m_joinQueue.isEmpty()) {
        const RoomId next = m_joinQueue.takeFirst();
        if (const RoomState *room = m_rooms->find(next); room != nullptr && !room->asked) {
            ++m_joinsUnderway;
            join(next, [this] {
                --m_joinsUnderway;
                joinNext();
            });
        }
    }
}

void Session::caughtUp(const RoomId &roomId)
{
    if (m_missed.remove(roomId))
        reportConnection();
}

} // namespace coterie::client
