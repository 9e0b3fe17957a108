#include "sync/plainbridge.h"

#include "protocol/notices.h"
#include "protocol/validation.h"
#include "sync/internal/plainwords.h"

#include <algorithm>

// Rooms, their history and their people.
namespace coterie::sync {

using namespace Qt::StringLiterals;
using namespace protocol;
using namespace plainwords;

void PlainBridge::on(const QString &id, const JoinRoom &request, PlainStep &step)
{
    const bool isPossible = plain::abilitiesOf(m_dialect).rooms || request.roomId == onlyRoom();
    if (m_rooms.size() >= maxRooms && !m_rooms.contains(request.roomId)) {
        refuse(id, ErrorCode::TooLarge, sentence("These are too many rooms."), step);
        return;
    }
    Room &room = roomNamed(request.roomId); // also when it is not possible now: what the client has stays listed
    if (request.since && request.epoch == epoch())
        room.last = std::max(room.last, *request.since);
    if (!isPossible)
        refuse(id, ErrorCode::Unsupported,
            sentence("This is a plain server (%1), which has one room only.").arg(plain::nameOf(m_dialect)), step);
    else
        join(room, id, request, step);
}

void PlainBridge::join(Room &room, const QString &id, const JoinRoom &request, PlainStep &step)
{
    if (room.isJoined) {
        answerJoin(room, id, request, step);
        return;
    }
    const bool isUnderWay = !room.asked.isEmpty();
    const QByteArray frame =
        plain::encodeJoin(m_dialect, room.roomId.value(), {m_self.userId.value(), m_self.username});
    if (!frame.isEmpty() && !isUnderWay)
        step.frames.append(frame);
    m_lastRoom = room.roomId;
    if (!plain::abilitiesOf(m_dialect).history) {
        answerJoin(room, id, request, step);
        return;
    }
    room.asked.append({id, request});
    if (!isUnderWay)
        askHistory(room, step);
}

void PlainBridge::askHistory(Room &room, PlainStep &step) const
{
    if (!plain::abilitiesOf(m_dialect).history)
        return;
    step.frames.append(plain::encodeHistoryRequest(room.roomId.value()));
    room.historyUntil = m_now + m_rules.answerWithin;
}

void PlainBridge::answerJoin(Room &room, const QString &id, const JoinRoom &request, PlainStep &step)
{
    room.isJoined = true;
    JoinAck ack {.room = describe(room)};
    if (request.since
        && (request.epoch.value_or(epoch()) != epoch()
            || (*request.since < room.last && (room.log.empty() || room.log.front().seq > *request.since + 1)))) {
        ack.truncated = true;
    } else if (request.since) {
        for (const protocol::Message &message : room.log) {
            if (message.seq > *request.since)
                ack.events.append(MessageCreated {message});
        }
    }
    if (!id.isEmpty())
        step.events.append(toEnvelope(ack, id));
    tellPresence(room, step);
}

void PlainBridge::tellPresence(const Room &room, PlainStep &step) const
{
    InitialPresence all {.roomId = room.roomId};
    all.members.append({.userId = m_self.userId,
        .username = m_self.username,
        .color = {},
        .status = m_status,
        .lastSeen = std::nullopt,
        .note = {}});
    for (const Presence &person : room.people)
        all.members.append(person);
    step.events.append(toEnvelope(Notice {all}));
}

void PlainBridge::on(const QString &id, const LeaveRoom &request, PlainStep &step)
{
    if (!plain::abilitiesOf(m_dialect).rooms) {
        refuse(id, ErrorCode::Unsupported,
            sentence("This is a plain server (%1), which has one room only.").arg(plain::nameOf(m_dialect)), step);
        return;
    }
    step.frames.append(plain::encodeLeave(m_dialect, request.roomId.value(), {m_self.userId.value(), m_self.username}));
    m_rooms.erase(request.roomId);
    if (m_lastRoom == request.roomId)
        m_lastRoom = m_rooms.empty() ? onlyRoom() : m_rooms.begin()->first;
    acknowledge(id, step);
}

/// Such rooms are there as soon as somebody joins them by their name.
void PlainBridge::on(const QString &id, const CreateRoom &request, PlainStep &step)
{
    const bool isPossible = plain::abilitiesOf(m_dialect).rooms && request.kind == RoomKind::Public
        && isId(request.name) && m_rooms.size() < maxRooms;
    if (!isPossible) {
        refuse(id, ErrorCode::Unsupported, notKnown(m_dialect, subjectOf(request)), step);
        return;
    }
    step.events.append(toEnvelope(RoomAck {describe(roomNamed(RoomId {request.name}))}, id));
}

void PlainBridge::on(const QString &id, const GetHistory &request, PlainStep &step)
{
    Room &room = roomNamed(request.roomId);
    if (!plain::abilitiesOf(m_dialect).history) {
        answerHistory(room, id, request, step);
        return;
    }
    room.asked.append({id, request});
    if (!room.historyUntil)
        askHistory(room, step);
}

void PlainBridge::answerHistory(const Room &room, const QString &id, const GetHistory &request, PlainStep &step) const
{
    constexpr int usual = 50;
    const auto limit = static_cast<std::size_t>(request.limit.value_or(usual));
    const auto &log = room.log;
    const auto at = [&](Seq seq) { // the first message that is not before `seq`
        return static_cast<std::size_t>(std::ranges::lower_bound(log, seq, {}, &protocol::Message::seq) - log.begin());
    };
    std::size_t end = log.size();
    if (request.before)
        end = at(*request.before);
    else if (request.after)
        end = std::min(log.size(), at(*request.after + 1) + limit);
    else if (request.around)
        end = std::min(log.size(), at(*request.around) + limit / 2 + 1);
    std::size_t begin = end - std::min(end, limit);
    if (request.after)
        begin = std::max(begin, at(*request.after + 1));
    // What the log has let go may still be in the client's store.
    const bool hasOlder = begin > 0 || (end > 0 && log.front().seq > 1);
    HistoryReply reply {.roomId = room.roomId, .messages = {}, .hasBefore = hasOlder, .hasAfter = end < log.size()};
    for (std::size_t i = begin; i < end; ++i)
        reply.messages.append(log[i]);
    if (!id.isEmpty())
        step.events.append(toEnvelope(reply, id));
}

void PlainBridge::on(const plain::History &history, PlainStep &step)
{
    Room *const room = roomOf(history.room);
    if (room == nullptr || !room->historyUntil)
        return; // not asked for
    // What is behind the last one that is known is new; if none is, all of it.
    qsizetype fresh = history.messages.size();
    while (fresh > 0 && !isKnown(*room, history.messages.at(fresh - 1), Source::History))
        --fresh;
    for (const plain::Message &message : history.messages.mid(fresh))
        take(*room, message, Source::History, step);
    settleHistory(*room, step);
}

void PlainBridge::settleHistory(Room &room, PlainStep &step)
{
    room.historyUntil.reset();
    for (const Asked &asked : std::exchange(room.asked, {})) {
        if (const auto *join = std::get_if<JoinRoom>(&asked.request))
            answerJoin(room, asked.id, *join, step);
        else
            answerHistory(room, asked.id, std::get<GetHistory>(asked.request), step);
    }
    for (const plain::Message &message : std::exchange(room.held, {}))
        take(room, message, Source::Live, step);
    for (Sent &sent : m_sent) {
        if (sent.state != Sent::State::Doubtful || sent.request.roomId != room.roomId || sent.envelopeId.isEmpty())
            continue;
        sent.state = Sent::State::GivenUp;
        refuse(std::exchange(sent.envelopeId, {}), ErrorCode::Internal,
            sentence("The connection was lost before the server confirmed it. It may have arrived."), step);
    }
}

void PlainBridge::on(const QString &id, const ListRooms &, PlainStep &step)
{
    RoomList list;
    for (const auto &[roomId, room] : m_rooms)
        list.rooms.append(describe(room));
    if (!id.isEmpty())
        step.events.append(toEnvelope(list, id));
}

void PlainBridge::on(const QString &id, const ListUsers &, PlainStep &step)
{
    QMap<UserId, Presence> everybody;
    for (const auto &[roomId, room] : m_rooms) {
        for (const Presence &person : room.people)
            everybody.insert(person.userId, person);
    }
    if (!id.isEmpty())
        step.events.append(toEnvelope(UserList {everybody.values()}, id));
}

PlainBridge::Room &PlainBridge::roomNamed(const RoomId &roomId)
{
    Room &room = m_rooms[roomId];
    room.roomId = roomId;
    return room;
}

PlainBridge::Room *PlainBridge::roomOf(const QString &name)
{
    const bool hasRooms = plain::abilitiesOf(m_dialect).rooms;
    const auto found = m_rooms.find(hasRooms && !name.isEmpty() ? RoomId {name}
            : hasRooms                                          ? m_lastRoom
                                                                : RoomId {u"general"_s});
    return found == m_rooms.end() ? nullptr : &found->second;
}

protocol::Room PlainBridge::describe(const Room &room) const
{
    protocol::Room described;
    described.roomId = room.roomId;
    described.name = room.roomId.value();
    described.epoch = epoch();
    described.lastSeq = room.last;
    described.member = true;
    return described;
}

} // namespace coterie::sync
