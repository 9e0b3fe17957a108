#pragma once

#include "server/hub/hub.h"

#include <QTemporaryDir>

#include <map>

namespace coterie::server {

/// Writes down what the hub wants of the network.
class RecordingEdge final : public Edge
{
public:
    struct Closed {
        int code = 0;
        QString reason;
    };

    void respond(ConnectionId request, HttpResponse response) override { responses[request] = std::move(response); }
    void acceptUpload(ConnectionId request) override { accepted[request] = "upload"; }
    void acceptWebSocket(ConnectionId request, const QByteArray &subprotocol, qint64) override
    {
        accepted[request] = subprotocol;
    }
    void acceptEventStream(ConnectionId request) override { accepted[request] = "stream"; }
    void send(std::span<const ConnectionId> to, FrameKind kind, const QByteArray &payload, Delivery delivery) override;
    void sendEvent(std::span<const ConnectionId> to, const QByteArray &event) override;
    void sendReplay(ConnectionId stream, const QByteArray &events) override;
    void close(ConnectionId connection, int code, const QString &reason) override
    {
        closed[connection] = {code, reason};
    }
    [[nodiscard]] FrontEndCounters counters() const override { return {}; }

    std::map<ConnectionId, HttpResponse> responses;
    std::map<ConnectionId, QByteArray> accepted;
    std::map<ConnectionId, QList<QJsonObject>> frames; ///< not yet taken
    std::map<ConnectionId, QList<QByteArray>> messages; ///< of connections to documents; not yet taken
    std::map<ConnectionId, QByteArray> events; ///< not yet taken
    std::map<ConnectionId, QList<QByteArray>> slices; ///< of replays, as they were sent; part of `events` too
    std::map<ConnectionId, Closed> closed;

private:
    [[nodiscard]] bool isCbor(std::span<const ConnectionId> to) const;
};

struct Reply {
    int status = 0;
    QJsonObject body;
    HttpResponse raw;
    [[nodiscard]] QString errorCode() const;
};

/// A hub on a temporary folder with a clock that stands still and a network that is written down.
class HubFixture
{
public:
    explicit HubFixture(ServerConfig config = {});

    /// A guest's (or, with a password set before, anybody's) token.
    QString guest(const QString &name);
    [[nodiscard]] QString userId(const QString &name) const;
    ConnectionId connectSocket(const QString &token, const QByteArray &subprotocol = {});
    ConnectionId connectStream(const QString &token, const QString &lastEventId = {}, const QStringList &channels = {});
    ConnectionId connectDocument(const QString &token, const QString &docId, const QByteArray &subprotocol = {});
    QList<QByteArray> takeMessages(ConnectionId connection);
    void sendMessage(ConnectionId connection, const QByteArray &message);
    void disconnect(ConnectionId connection);

    Reply http(const QByteArray &method, const QString &path, const QJsonObject &body = {}, const QString &token = {},
        const QString &peer = QStringLiteral("127.0.0.1"));
    Reply raw(HttpRequest request);
    void sendText(ConnectionId connection, const QByteArray &text);
    void send(ConnectionId connection, const QString &type, const QJsonObject &payload, const QString &id = {});
    /// Sends with an id and takes the answer; what else came stays.
    QJsonObject ask(ConnectionId connection, const QString &type, const QJsonObject &payload);

    QList<QJsonObject> take(ConnectionId connection); ///< all frames so far
    QList<QJsonObject> takeOf(ConnectionId connection, const QString &type); ///< payloads; the others are dropped
    QString takeEvents(ConnectionId stream);
    void drained(ConnectionId stream); ///< the reader has taken a slice of a replay
    void wait(Millis by); ///< moves the clock second by second, ticking
    void restart(); ///< a new hub on the same data

    QTemporaryDir folder;
    ServerConfig config;
    ManualClock clock;
    RecordingEdge edge;
    std::unique_ptr<Storage> storage;
    std::unique_ptr<Hub> hub;

private:
    void open();
    ConnectionId m_lastId = 0;
    int m_lastRequest = 0;
};

} // namespace coterie::server
