#include "server/hub/outgoing.h"

#include "base/overloaded.h"
#include "server/hub/plain.h"

#include <QCborValue>

namespace coterie::server {

using protocol::Encoding;

namespace {

QByteArray toCbor(const QByteArray &json)
{
    return QCborValue::fromJsonValue(QJsonDocument::fromJson(json).object()).toCbor();
}

} // namespace

void Outgoing::frames(
    std::vector<ConnectionId> json, std::vector<ConnectionId> cbor, const QByteArray &payload, Delivery delivery)
{
    if (!json.empty())
        m_items.emplace_back(Frame {std::move(json), FrameKind::Text, payload, delivery});
    if (!cbor.empty())
        m_items.emplace_back(Frame {std::move(cbor), FrameKind::Binary, toCbor(payload), delivery});
}

void Outgoing::toRoom(const RoomState &room, const QByteArray &json)
{
    frames(room.jsonSockets, room.cborSockets, json);
}

void Outgoing::toRoom(const RoomState &room, const QByteArray &json, const protocol::Message &message)
{
    using protocol::plain::Dialect;
    if (room.plainSockets.empty()) {
        toRoom(room, json);
        return;
    }
    std::vector<ConnectionId> plain;
    plain.reserve(room.plainSockets.size());
    for (const Connection *socket : room.plainSockets)
        plain.push_back(socket->id);
    std::ranges::sort(plain);
    std::vector<ConnectionId> others;
    std::ranges::copy_if(room.jsonSockets, std::back_inserter(others),
        [&](ConnectionId id) { return !std::ranges::binary_search(plain, id); });
    frames(std::move(others), room.cborSockets, json);
    for (const Dialect dialect : {Dialect::Cookbook, Dialect::Rooms, Dialect::Chapter}) {
        std::vector<ConnectionId> speakers;
        for (const Connection *socket : room.plainSockets) {
            // The cookbook knows one room, so what is said in another is not for it.
            if (socket->dialect == dialect && (dialect != Dialect::Cookbook || socket->lastRoom == room.id()))
                speakers.push_back(socket->id);
        }
        if (!speakers.empty())
            frames(std::move(speakers), {}, plainFrame(dialect, room, message));
    }
}

void Outgoing::toOthers(const RoomState &room, const UserState &but, const QByteArray &json)
{
    const auto others = [&](const std::vector<ConnectionId> &all) {
        std::vector<ConnectionId> list;
        list.reserve(all.size());
        std::ranges::copy_if(all, std::back_inserter(list),
            [&](ConnectionId id) { return std::ranges::find(but.sockets, id, &Connection::id) == but.sockets.end(); });
        return list;
    };
    frames(others(room.jsonSockets), others(room.cborSockets), json, Delivery::Ephemeral);
}

void Outgoing::toUser(const UserState &user, const QByteArray &json, const Connection *except)
{
    std::vector<ConnectionId> text;
    std::vector<ConnectionId> binary;
    for (const Connection *socket : user.sockets) {
        if (socket != except)
            (socket->encoding == Encoding::Cbor ? binary : text).push_back(socket->id);
    }
    frames(std::move(text), std::move(binary), json);
}

void Outgoing::toUsers(const std::vector<UserState *> &users, const QByteArray &json, const Connection *except)
{
    std::vector<ConnectionId> text;
    std::vector<ConnectionId> binary;
    for (const UserState *user : users) {
        for (const Connection *socket : user->sockets) {
            if (socket != except)
                (socket->encoding == Encoding::Cbor ? binary : text).push_back(socket->id);
        }
    }
    frames(std::move(text), std::move(binary), json, Delivery::Ephemeral);
}

void Outgoing::toConnection(const Connection &connection, const QByteArray &json)
{
    if (connection.encoding == Encoding::Cbor)
        frames({}, {connection.id}, json);
    else
        frames({connection.id}, {}, json);
}

void Outgoing::toSockets(std::vector<ConnectionId> to, const QByteArray &bytes, Delivery delivery)
{
    if (!to.empty())
        m_items.emplace_back(Frame {std::move(to), FrameKind::Binary, bytes, delivery});
}

void Outgoing::respond(ConnectionId request, HttpResponse response)
{
    m_items.emplace_back(Response {request, std::move(response)});
}

void Outgoing::acceptUpload(ConnectionId request)
{
    m_items.emplace_back(UploadAccepted {request});
}

void Outgoing::acceptWebSocket(ConnectionId request, const QByteArray &subprotocol, qint64 maxFrame)
{
    m_items.emplace_back(SocketAccepted {request, subprotocol, maxFrame});
}

void Outgoing::acceptEventStream(ConnectionId request)
{
    m_items.emplace_back(StreamAccepted {request});
}

void Outgoing::sendEvent(std::vector<ConnectionId> to, const QByteArray &serialisedEvent)
{
    if (!to.empty())
        m_items.emplace_back(Event {std::move(to), serialisedEvent});
}

void Outgoing::sendReplay(ConnectionId stream, const QByteArray &serialisedEvents)
{
    m_items.emplace_back(Replay {stream, serialisedEvents});
}

void Outgoing::close(ConnectionId connection, int code, const QString &reason)
{
    m_items.emplace_back(Close {connection, code, reason});
}

void Outgoing::moveLastTo(std::size_t mark)
{
    if (mark + 1 < m_items.size())
        std::rotate(m_items.begin() + static_cast<std::ptrdiff_t>(mark), m_items.end() - 1, m_items.end());
}

void Outgoing::flush(Edge &edge)
{
    const auto items = std::exchange(m_items, {});
    for (const auto &item : items) {
        std::visit(
            Overloaded {[&](const Frame &frame) { edge.send(frame.to, frame.kind, frame.payload, frame.delivery); },
                [&](const Event &event) { edge.sendEvent(event.to, event.bytes); },
                [&](const Replay &replay) { edge.sendReplay(replay.to, replay.bytes); },
                [&](const Response &answer) { edge.respond(answer.request, answer.response); },
                [&](const UploadAccepted &upload) { edge.acceptUpload(upload.request); },
                [&](const SocketAccepted &socket) {
                    edge.acceptWebSocket(socket.request, socket.subprotocol, socket.maxFrame);
                },
                [&](const StreamAccepted &stream) { edge.acceptEventStream(stream.request); },
                [&](const Close &close) { edge.close(close.connection, close.code, close.reason); }},
            item);
    }
}

void Outgoing::refuseAll(Edge &edge, const HttpResponse &refusal)
{
    const auto items = std::exchange(m_items, {});
    for (const auto &item : items) {
        if (const auto *answer = std::get_if<Response>(&item))
            edge.respond(answer->request, refusal);
        else if (const auto *upload = std::get_if<UploadAccepted>(&item))
            edge.respond(upload->request, refusal);
        else if (const auto *socket = std::get_if<SocketAccepted>(&item))
            edge.respond(socket->request, refusal);
        else if (const auto *stream = std::get_if<StreamAccepted>(&item))
            edge.respond(stream->request, refusal);
    }
}

} // namespace coterie::server
