#pragma once

#include "rawserver.h"

#include "protocol/envelope.h"
#include "transport/websocketconnection.h"

#include <QCryptographicHash>
#include <QWebSocket>
#include <QWebSocketServer>

/// Both ends of a link, for tests of WebSocketConnection.
namespace websocket {

using namespace coterie;
using namespace coterie::transport;
using namespace Qt::StringLiterals;

// A WebSocket server that keeps what comes in.
struct Server {
    Server() : server(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        listen(0);
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this] {
            while (QWebSocket *const socket = server.nextPendingConnection()) {
                ++accepted;
                socket->setParent(&server);
                socket->setMaxAllowedIncomingMessageSize(64 << 20);
                sockets << socket;
                QObject::connect(socket, &QWebSocket::textMessageReceived, &server,
                    [this, socket](const QString &text) { received(socket, text); });
                QObject::connect(socket, &QWebSocket::disconnected, &server, [this, socket] {
                    lastCloseCode = socket->closeCode();
                    sockets.removeOne(socket);
                    socket->deleteLater();
                });
            }
        });
    }
    void listen(quint16 port) { server.listen(QHostAddress::LocalHost, port); }
    [[nodiscard]] QUrl url(const QString &prefix = {}) const
    {
        return QUrl(u"http://127.0.0.1:%1%2"_s.arg(server.serverPort()).arg(prefix));
    }
    void received(QWebSocket *socket, const QString &text)
    {
        texts << text;
        const auto frame = protocol::decodeFrame(text.toUtf8(), protocol::Encoding::Json);
        if (!frame || frame->first().type != u"ping"_s)
            return;
        ++pings;
        if (answersPings) {
            protocol::Envelope pong = frame->first();
            pong.type = u"pong"_s;
            socket->sendTextMessage(QString::fromUtf8(protocol::encodeFrame(pong)));
        }
    }

    QWebSocketServer server;
    QList<QWebSocket *> sockets;
    QStringList texts;
    int accepted = 0;
    int pings = 0;
    int lastCloseCode = 0;
    bool answersPings = true;
};

inline constexpr protocol::Heartbeat calm {Millis(3'600'000), Millis(5'000), 3};

// A connection that welcomes itself, with everything it said.
struct Watched {
    Watched(const QUrl &url, const Clock &clock, const QString &token = u"t-1"_s) : connection(clock)
    {
        connection.setTarget(url, token);
        QObject::connect(&connection, &WebSocketConnection::statusChanged, &connection,
            [this](const LinkStatus &status) { statuses << status; });
        QObject::connect(&connection, &WebSocketConnection::opened, &connection, [this] {
            if (welcomes)
                connection.welcomed(heartbeat);
        });
        QObject::connect(&connection, &WebSocketConnection::frameReceived, &connection,
            [this](const QByteArray &frame) { frames << frame; });
    }
    [[nodiscard]] LinkState state() const { return connection.status().state; }
    [[nodiscard]] bool isConnected() const { return state() == LinkState::Connected; }
    [[nodiscard]] QList<LinkState> states() const
    {
        QList<LinkState> list;
        for (const auto &status : statuses)
            list << status.state;
        return list;
    }

    protocol::Heartbeat heartbeat = calm;
    bool welcomes = true;
    QList<LinkStatus> statuses;
    QList<QByteArray> frames;
    WebSocketConnection connection;
};

inline const SystemClock systemClock;
inline const WebSocketConnection::Options never {
    Millis(10'000), Millis(15'000), {Millis(36'000'000), Millis(36'000'000), Millis(60'000)}};
inline const WebSocketConnection::Options quick {
    Millis(10'000), Millis(15'000), {Millis(2), Millis(5), Millis(60'000)}};

// Answers the handshake by hand, so that the test owns the bytes after it.
inline void upgrade(const RawServer::Request &request)
{
    const QByteArray key = request.header("Sec-WebSocket-Key"_ba) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    request.socket->write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n");
    request.socket->flush();
}

} // namespace websocket
