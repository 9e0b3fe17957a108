#include "client/session.h"

#include <QCoreApplication>

// What only a server can do, and the user's own presence.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

/// Reads an answer with `read` and hands on what `take` makes of it, or the error.
template <typename T, typename Read, typename Take>
RequestTable::Handler answer(std::function<void(Result<T>)> reply, Read read, Take take)
{
    return [reply = std::move(reply), read, take](const Result<QJsonObject> &payload) {
        if (!payload) {
            reply(payload.error());
            return;
        }
        const auto value = read(*payload);
        if (value)
            reply(take(*value));
        else
            reply(value.error());
    };
}

} // namespace

void Session::browseRooms(Reply<QList<Room>> reply)
{
    request(ListRooms {.all = true},
        answer<QList<Room>>(std::move(reply), roomListFromJson, [](const RoomList &list) { return list.rooms; }));
}

void Session::joinRoom(const RoomId &roomId, Reply<Room> reply)
{
    const RoomState *known = m_rooms->find(roomId);
    if (known != nullptr && known->joined) {
        reply(known->stored.room);
        return;
    }
    const JoinRoom ask = known != nullptr ? known->log.joinRequest(roomId) : JoinRoom {.roomId = roomId};
    request(ask, answer<Room>(std::move(reply), joinAckFromJson, [this](const JoinAck &ack) {
        transact([&] { m_rooms->learn(ack.room).asked = true; });
        joined(ack.room.roomId, ack);
        return m_rooms->find(ack.room.roomId)->stored.room;
    }));
}

void Session::leaveRoom(const RoomId &roomId)
{
    request(LeaveRoom {roomId}, [this, roomId](const Result<QJsonObject> &payload) {
        if (payload)
            forgetRoom(roomId);
        else
            m_batch.open().notices.append(QString::fromStdString(payload.error().message));
    });
}

void Session::createRoom(const NewRoom &room, Reply<Room> reply)
{
    const CreateRoom create {.name = room.name, .kind = room.kind, .topic = room.topic, .members = room.members};
    request(create, answer<Room>(std::move(reply), roomAckFromJson, [this](const RoomAck &ack) {
        transact([&] { m_rooms->learn(ack.room); });
        RoomState &known = *m_rooms->find(ack.room.roomId);
        showRoom(known);
        if (!known.asked)
            join(ack.room.roomId);
        return known.stored.room;
    }));
}

void Session::createInvite(const std::optional<RoomId> &roomId, Reply<Invite> reply)
{
    request(
        CreateInvite {.roomId = roomId}, answer<Invite>(std::move(reply), inviteAckFromJson, [](const InviteAck &ack) {
            return Invite {ack.code, QUrl(ack.url)};
        }));
}

void Session::updateProfile(const QString &username, const QString &color, Reply<User> reply)
{
    UpdateProfile update;
    if (!username.isEmpty() && username != m_self.username)
        update.username = username;
    if (!color.isEmpty() && color != m_self.color)
        update.color = color;
    request(update, answer<User>(std::move(reply), userAckFromJson, [this](const UserAck &ack) {
        adopt(ack.user);
        return ack.user;
    }));
}

void Session::setStatus(Status status, const QString &note)
{
    m_chosenStatus = status;
    m_note = note;
    m_active = true;
    transact([&] {
        m_store->values().setText(u"status"_s, toWire(status));
        m_store->values().setText(u"note"_s, note);
    });
    request(UpdatePresence {.status = status, .note = note});
}

void Session::sendPresence()
{
    const bool wasEverSet = !m_store->values().text(u"status"_s).isEmpty();
    const bool isAway = m_chosenStatus == Status::Online && !m_active;
    if (wasEverSet)
        request(UpdatePresence {.status = isAway ? Status::Away : m_chosenStatus, .note = m_note});
    else if (isAway)
        request(UpdatePresence {.status = Status::Away});
}

void Session::userActive(bool active)
{
    if (std::exchange(m_active, active) == active || m_chosenStatus != Status::Online)
        return; // who chose to be away, busy or invisible stays so
    request(UpdatePresence {.status = active ? Status::Online : Status::Away});
}

} // namespace coterie::client
