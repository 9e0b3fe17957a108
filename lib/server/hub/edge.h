#pragma once

#include "server/net/frontend.h"

namespace coterie::server {

/// What the hub needs of the network. FrontEnd stands behind it in the server, a recorder in the tests.
struct Edge {
    virtual ~Edge() = default;
    virtual void respond(ConnectionId request, HttpResponse response) = 0;
    virtual void acceptUpload(ConnectionId request) = 0;
    virtual void acceptWebSocket(ConnectionId request, const QByteArray &subprotocol, qint64 maxFrame) = 0;
    virtual void acceptEventStream(ConnectionId request) = 0;
    virtual void send(
        std::span<const ConnectionId> to, FrameKind kind, const QByteArray &payload, Delivery delivery) = 0;
    virtual void sendEvent(std::span<const ConnectionId> to, const QByteArray &serialisedEvent) = 0;
    virtual void sendReplay(ConnectionId stream, const QByteArray &serialisedEvents) = 0;
    virtual void close(ConnectionId connection, int code, const QString &reason) = 0;
    [[nodiscard]] virtual FrontEndCounters counters() const = 0;
};

} // namespace coterie::server
