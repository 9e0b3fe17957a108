#pragma once

#include "base/time.h"

#include <QByteArray>
#include <QNetworkRequest>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QWebSocket>

namespace coterie::transport {

/// One attempt at one WebSocket, from the first packet to its end, with the traps of QWebSocket taken out: a refused
/// handshake ends, connecting has a time limit, a dead link is 1006 and not 1000, what is sent is never cut inside a
/// character. Used once and thrown away. Ends with exactly one ended().
class WebSocketLink : public QObject
{
    Q_OBJECT
public:
    enum class End {
        Refused, ///< the socket never opened; perhaps the server answered the handshake with an HTTP error
        Unreachable, ///< the socket never opened, and it was not the server's answer
        Closed, ///< it was open; the close code tells
    };
    Q_ENUM(End)

    WebSocketLink();

    struct Terms {
        Millis timeLimit {10'000}; ///< for the TCP, TLS and HTTP part together
        quint64 largestMessage = quint64 {8} << 20; ///< bytes that come in one message; a larger one ends the link
        QString subprotocol {}; ///< offered; empty: none
    };
    void open(const QNetworkRequest &request, const Terms &terms);
    [[nodiscard]] bool send(const QByteArray &frame); ///< as text
    [[nodiscard]] bool sendBytes(const QByteArray &frame);
    [[nodiscard]] QString subprotocol() const { return m_socket.subprotocol(); } ///< what the server took up
    void ping(const QByteArray &payload); ///< a WebSocket ping frame, for servers that know no ping envelope
    void leave(QWebSocketProtocol::CloseCode code); ///< says goodbye; nothing is emitted any more
    void drop(); ///< cuts the line; nothing is emitted any more

    [[nodiscard]] qint64 bytesToWrite() const { return m_socket.bytesToWrite(); }

Q_SIGNALS:
    void opened();
    void frameReceived(const QByteArray &frame); ///< text or binary: simple servers pass text on as binary
    void arriving(qint64 bytes); ///< so many of a frame that is not complete are here
    void alive(const QByteArray &payload); ///< a pong, with what its ping held
    void ended(coterie::transport::WebSocketLink::End end, int closeCode, const QString &words);

private:
    void watchBytes();
    void fail(QAbstractSocket::SocketError error);
    void finish(End end, int closeCode, const QString &words);

    QWebSocket m_socket;
    QTimer m_limit;
    bool m_isOpen = false;
    bool m_isDone = false;
    bool m_hasError = false;
    QString m_certificateFault;
};

} // namespace coterie::transport
