#pragma once

#include "server/hub/edge.h"
#include "server/hub/state.h"

namespace coterie::server {

/// Everything one turn wants to say. It waits here until the turn's writes are on disk; a turn that could not be
/// written says nothing of it.
class Outgoing
{
public:
    // Payloads are JSON envelopes; who speaks CBOR gets the same thing in CBOR.
    void toRoom(const RoomState &room, const QByteArray &json);
    /// A new message, which plain clients get in their own dialect: one more frame per dialect that is in the room.
    void toRoom(const RoomState &room, const QByteArray &json, const protocol::Message &message);
    /// An ephemeral event, to everybody in the room but that user's own connections.
    void toOthers(const RoomState &room, const UserState &but, const QByteArray &json);
    void toUser(const UserState &user, const QByteArray &json, const Connection *except = nullptr);
    void toUsers(const std::vector<UserState *> &users, const QByteArray &json, const Connection *except = nullptr);
    void toConnection(const Connection &connection, const QByteArray &json);
    void toConnection(const Connection &connection, const protocol::Envelope &envelope)
    {
        toConnection(connection, protocol::encodeFrame(envelope));
    }
    /// Bytes of another protocol than the envelopes', as they are.
    void toSockets(std::vector<ConnectionId> to, const QByteArray &bytes, Delivery delivery = Delivery::Durable);

    void respond(ConnectionId request, HttpResponse response);
    void acceptUpload(ConnectionId request);
    void acceptWebSocket(ConnectionId request, const QByteArray &subprotocol, qint64 maxFrame = 0); ///< 0: the usual
    void acceptEventStream(ConnectionId request);
    void sendEvent(std::vector<ConnectionId> to, const QByteArray &serialisedEvent);
    void sendReplay(ConnectionId stream, const QByteArray &serialisedEvents);
    void close(ConnectionId connection, int code, const QString &reason);

    [[nodiscard]] std::size_t mark() const { return m_items.size(); }
    void moveLastTo(std::size_t mark); ///< what was said last comes before everything said since `mark`

    void flush(Edge &edge);
    void refuseAll(Edge &edge, const HttpResponse &refusal); ///< instead of flush(): every open question gets `refusal`

private:
    struct Frame {
        std::vector<ConnectionId> to;
        FrameKind kind;
        QByteArray payload;
        Delivery delivery;
    };
    struct Event {
        std::vector<ConnectionId> to;
        QByteArray bytes;
    };
    struct Replay {
        ConnectionId to;
        QByteArray bytes;
    };
    struct Response {
        ConnectionId request;
        HttpResponse response;
    };
    struct UploadAccepted {
        ConnectionId request;
    };
    struct SocketAccepted {
        ConnectionId request;
        QByteArray subprotocol;
        qint64 maxFrame;
    };
    struct StreamAccepted {
        ConnectionId request;
    };
    struct Close {
        ConnectionId connection;
        int code;
        QString reason;
    };
    void frames(std::vector<ConnectionId> json, std::vector<ConnectionId> cbor, const QByteArray &payload,
        Delivery delivery = Delivery::Durable);

    std::vector<std::variant<Frame, Event, Replay, Response, UploadAccepted, SocketAccepted, StreamAccepted, Close>>
        m_items;
};

} // namespace coterie::server
