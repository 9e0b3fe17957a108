#include "server/hub/requests.h"

#include "server/hub/plain.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

void Requests::handle(Connection &connection, const Envelope &envelope)
{
    const auto request = requestFromEnvelope(envelope);
    if (!request) {
        refuse(connection, request.error(), envelope.id);
        return;
    }
    m_mark = m_core.out.mark();
    std::visit([&](const auto &asked) { on(connection, envelope.id, asked); }, *request);
}

void Requests::refuse(const Connection &connection, const Error &error, const QString &replyTo)
{
    WireError wire = wireErrorFor(error, replyTo);
    if (error.code == Errc::RateLimited)
        wire.retryAfter = std::exchange(m_core.retryAfter, std::nullopt);
    m_core.out.toConnection(connection, toEnvelope(wire));
}

template <typename Reply>
void Requests::reply(const Connection &connection, const QString &id, const Result<Reply> &result)
{
    if (!result)
        refuse(connection, result.error(), id);
    else
        m_core.out.toConnection(connection, toEnvelope(*result, id));
    m_core.out.moveLastTo(m_mark);
}

template <typename Reply>
void Requests::answer(const Connection &connection, const QString &id, const Result<Reply> &result)
{
    if (!result || !id.isEmpty())
        reply(connection, id, result);
}

void Requests::answer(const Connection &connection, const QString &id, const Result<void> &result)
{
    answer(connection, id, result ? Result<Ack>(Ack {}) : Result<Ack>(result.error()));
}

void Requests::join(Connection &connection, const QString &id, const JoinRoom &request)
{
    m_mark = m_core.out.mark();
    on(connection, id, request);
}

void Requests::on(Connection &connection, const QString &id, const JoinRoom &request)
{
    UserState &user = *connection.user;
    auto room = m_do.rooms.enter(user, request.roomId, &connection);
    if (!room) {
        refuse(connection, room.error(), id);
        return;
    }
    connection.lastRoom = request.roomId;
    auto missed = m_do.messages.missedSince(user, **room, request);
    reply(connection, id,
        Result<JoinAck>(JoinAck {m_do.rooms.describe(**room, user), std::move(missed.events), missed.truncated}));
    m_core.out.toConnection(connection, m_do.presence.snapshot(**room));
}

void Requests::on(Connection &connection, const QString &id, const LeaveRoom &request)
{
    answer(connection, id, m_do.rooms.leave(*connection.user, request.roomId, &connection));
    if (const RoomState *const room = m_core.state.room(request.roomId))
        m_do.documents.leftRoom(*connection.user, *room);
}

void Requests::on(Connection &connection, const QString &id, const CreateRoom &request)
{
    auto room = m_do.rooms.create(*connection.user, request, &connection);
    if (!room)
        refuse(connection, room.error(), id);
    else
        answer(connection, id, Result<RoomAck>(RoomAck {m_do.rooms.describe(**room, *connection.user)}));
}

void Requests::on(Connection &connection, const QString &id, const SendMessage &request)
{
    if (id.isEmpty() && request.clientId.isEmpty() && !connection.dialect) // it wants no answer and knows no ids
        m_core.state.setDialect(connection, plain::Dialect::Chapter);
    answer(connection, id, m_do.messages.send(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const EditMessage &request)
{
    answer(connection, id, m_do.messages.edit(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const DeleteMessage &request)
{
    answer(connection, id, m_do.messages.remove(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const React &request)
{
    answer(connection, id, m_do.messages.react(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const PinMessage &request)
{
    answer(connection, id, m_do.messages.pin(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const GetHistory &request)
{
    const auto history = m_do.messages.history(*connection.user, request);
    if (!history || connection.dialect != plain::Dialect::Chapter) {
        reply(connection, id, history);
        return;
    }
    Envelope envelope = toEnvelope(*history, id);
    QJsonObject payload = envelope.object();
    QJsonArray messages;
    for (const protocol::Message &message : history->messages)
        messages.append(chapterMessage(message));
    payload.insert("messages"_L1, messages);
    envelope.payload = payload;
    m_core.out.toConnection(connection, envelope);
}

void Requests::on(Connection &connection, const QString &id, const MarkRead &request)
{
    answer(connection, id, m_do.rooms.markRead(*connection.user, request, &connection));
}

void Requests::on(Connection &connection, const QString &id, const CreatePoll &request)
{
    answer(connection, id, m_do.messages.createPoll(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const Vote &request)
{
    answer(connection, id, m_do.messages.vote(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const ClosePoll &request)
{
    answer(connection, id, m_do.messages.closePoll(*connection.user, request));
}

void Requests::on(Connection &connection, const QString &id, const Typing &request)
{
    answer(connection, id, m_do.presence.typing(connection, request.roomId));
}

void Requests::on(Connection &connection, const QString &id, const StopTyping &request)
{
    answer(connection, id, m_do.presence.stopTyping(connection, request.roomId));
}

void Requests::on(Connection &connection, const QString &id, const UpdatePresence &request)
{
    answer(connection, id, m_do.presence.update(connection, request));
}

void Requests::on(Connection &connection, const QString &id, const CursorMove &request)
{
    answer(connection, id, m_do.presence.moveCursor(connection, request));
}

void Requests::on(Connection &connection, const QString &id, const CursorLeave &request)
{
    answer(connection, id, m_do.presence.leaveCursor(connection, request.surface));
}

void Requests::on(Connection &connection, const QString &id, const ListRooms &request)
{
    if (auto allowed = m_core.allow(connection.user->reads); !allowed)
        refuse(connection, allowed.error(), id);
    else
        reply(connection, id, Result<RoomList>(RoomList {m_do.rooms.list(*connection.user, request.all)}));
}

void Requests::on(Connection &connection, const QString &id, const ListUsers &)
{
    if (auto allowed = m_core.allow(connection.user->reads); !allowed)
        refuse(connection, allowed.error(), id);
    else
        reply(connection, id, Result<UserList>(UserList {m_do.presence.everybody()}));
}

void Requests::on(Connection &connection, const QString &id, const UpdateProfile &request)
{
    const auto done = m_do.accounts.updateProfile(*connection.user, request, &connection);
    if (!done)
        refuse(connection, done.error(), id);
    else
        answer(connection, id, Result<UserAck>(UserAck {connection.user->row.user}));
}

void Requests::on(Connection &connection, const QString &id, const CreateInvite &request)
{
    const auto code = m_do.accounts.createInvite(*connection.user, request);
    if (!code)
        refuse(connection, code.error(), id);
    else
        answer(connection, id, Result<InviteAck>(InviteAck {*code, connection.base + u"/invite/"_s + *code}));
}

void Requests::on(Connection &connection, const QString &id, const Search &request)
{
    const auto found = m_do.messages.search(*connection.user,
        {.text = request.query,
            .room = request.roomId,
            .from = request.from,
            .before = request.before,
            .after = request.after,
            .cursor = request.cursor,
            .limit = request.limit.value_or(maxSearchPage / 2)});
    if (!found)
        refuse(connection, found.error(), id);
    else
        reply(connection, id, Result<SearchResults>(SearchResults {*found}));
}

void Requests::on(Connection &connection, const QString &id, const MarkNotificationsRead &request)
{
    if (auto allowed = m_core.allow(connection.user->changes); !allowed) {
        refuse(connection, allowed.error(), id);
        return;
    }
    m_do.feed.markRead(*connection.user, request.ids);
    answer(connection, id, Result<void>());
    m_core.out.toUser(*connection.user, encodeFrame(toEnvelope(NotificationsRead {request.ids})), &connection);
}

void Requests::on(Connection &connection, const QString &id, const Ping &request)
{
    Envelope pong = toEnvelope(Pong {request.payload, m_core.wall()});
    if (!id.isEmpty()) {
        QJsonObject payload = pong.object();
        payload[u"replyTo"_s] = id;
        pong.payload = payload;
    }
    m_core.out.toConnection(connection, pong);
}

RoomState *Requests::plainRoom(const Connection &connection, const QString &nameOrId) const
{
    if (nameOrId.isEmpty())
        return m_core.state.room(connection.lastRoom);
    if (auto room = m_core.visibleRoom(*connection.user, RoomId {nameOrId}))
        return *room;
    return m_core.state.publicRoomNamed(nameOrId);
}

void Requests::on(Connection &connection, const QString &id, const PlainJoin &request)
{
    m_core.state.setDialect(connection, plain::Dialect::Rooms);
    // Such clients expect a room to be there once somebody joins it.
    RoomState *room = plainRoom(connection, request.room);
    if (room == nullptr) {
        if (auto name = checkRoomName(request.room); !name) {
            refuse(connection, name.error(), id);
            return;
        }
        auto made = m_do.rooms.create(*connection.user, {.name = request.room, .kind = RoomKind::Public}, &connection);
        if (!made) {
            refuse(connection, made.error(), id);
            return;
        }
        room = *made;
    }
    on(connection, id, JoinRoom {.roomId = room->id()});
}

void Requests::on(Connection &connection, const QString &id, const PlainLeave &request)
{
    RoomState *const room = plainRoom(connection, request.room);
    on(connection, id, LeaveRoom {room != nullptr ? room->id() : RoomId {request.room}});
}

void Requests::on(Connection &connection, const QString &id, const PlainBroadcast &request)
{
    m_core.state.setDialect(connection, plain::Dialect::Rooms);
    RoomState *const room = plainRoom(connection, request.room);
    on(connection, id,
        SendMessage {.roomId = room != nullptr ? room->id() : RoomId {request.room}, .text = textOf(request)});
}

void Requests::on(Connection &connection, const QString &id, const PlainChatMessage &request)
{
    m_core.state.setDialect(connection, plain::Dialect::Cookbook);
    on(connection, id,
        SendMessage {.roomId = connection.lastRoom, .clientId = ClientId {request.id}, .text = request.text});
}

} // namespace coterie::server
