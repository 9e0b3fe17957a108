#include "transport/websocketlink.h"

#include "transport/requests.h"

#include <QWebSocketHandshakeOptions>

namespace coterie::transport {

namespace {

// Qt decodes each fragment of a text alone, so that a character cut in two kills the link: never make two fragments.
constexpr quint64 outgoingFrame = quint64 {256} << 20;
constexpr int droppedWithoutCloseFrame = 1006;

QNetworkReply::NetworkError asNetworkError(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError: return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::SslHandshakeFailedError: return QNetworkReply::SslHandshakeFailedError;
    case QAbstractSocket::SocketTimeoutError: return QNetworkReply::TimeoutError;
    default: return QNetworkReply::ConnectionRefusedError;
    }
}

} // namespace

WebSocketLink::WebSocketLink()
{
    m_limit.setSingleShot(true);
    connect(&m_limit, &QTimer::timeout, this, [this] { fail(QAbstractSocket::SocketTimeoutError); });
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_limit.stop();
        m_isOpen = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this,
        [this](const QString &text) { Q_EMIT frameReceived(text.toUtf8()); });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this,
        [this](const QByteArray &bytes) { Q_EMIT frameReceived(bytes); });
    connect(&m_socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) { Q_EMIT alive(payload); });
    connect(&m_socket, &QWebSocket::sslErrors, this,
        [this](const QList<QSslError> &errors) { m_certificateFault = plainReason(errors); });
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        if (!m_isOpen) // the error that tells why comes after it
            return;
        // A line that broke still says 1000, Qt's default; a close frame with 1000 comes without an error.
        const bool isDropped = m_hasError && m_socket.closeCode() == QWebSocketProtocol::CloseCodeNormal;
        finish(End::Closed, isDropped ? droppedWithoutCloseFrame : m_socket.closeCode(), m_socket.closeReason());
    });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, &WebSocketLink::fail);
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, &WebSocketLink::fail);
#endif
}

void WebSocketLink::open(const QNetworkRequest &request, const Terms &terms)
{
    m_socket.setOutgoingFrameSize(outgoingFrame);
    m_socket.setMaxAllowedIncomingFrameSize(terms.largestMessage);
    m_socket.setMaxAllowedIncomingMessageSize(terms.largestMessage);
    m_limit.start(terms.timeLimit);
    QWebSocketHandshakeOptions handshake;
    if (!terms.subprotocol.isEmpty())
        handshake.setSubprotocols({terms.subprotocol});
    m_socket.open(request, handshake);
    watchBytes();
}

// A large frame takes a minute on a slow line and QWebSocket tells of it only at its end. Until then its bytes lie in
// the TCP socket, which is a child of it. Without one, a line seems silent that is not.
void WebSocketLink::watchBytes()
{
    if (auto *const tcp = m_socket.findChild<QTcpSocket *>()) {
        connect(tcp, &QTcpSocket::readyRead, this, [this, tcp] {
            if (m_isOpen && !m_isDone)
                Q_EMIT arriving(tcp->bytesAvailable());
        });
    }
}

bool WebSocketLink::send(const QByteArray &frame)
{
    return m_isOpen && !m_isDone && m_socket.isValid() && m_socket.sendTextMessage(QString::fromUtf8(frame)) > 0;
}

bool WebSocketLink::sendBytes(const QByteArray &frame)
{
    return m_isOpen && !m_isDone && m_socket.isValid() && m_socket.sendBinaryMessage(frame) > 0;
}

void WebSocketLink::ping(const QByteArray &payload)
{
    m_socket.ping(payload);
}

void WebSocketLink::leave(QWebSocketProtocol::CloseCode code)
{
    m_isDone = true;
    m_limit.stop();
    m_socket.disconnect(this);
    if (!m_isOpen) {
        m_socket.abort();
        return;
    }
    m_socket.close(code);
    m_socket.flush();
}

void WebSocketLink::drop()
{
    m_isDone = true;
    m_limit.stop();
    m_socket.disconnect(this);
    m_socket.abort();
}

void WebSocketLink::fail(QAbstractSocket::SocketError error)
{
    m_hasError = true;
    if (m_isOpen)
        return; // disconnected() follows and knows the close code
    const bool isAnswered = error == QAbstractSocket::ConnectionRefusedError
        || error == QAbstractSocket::UnknownSocketError || error == QAbstractSocket::RemoteHostClosedError;
    finish(isAnswered ? End::Refused : End::Unreachable, 0,
        m_certificateFault.isEmpty() ? plainReason(asNetworkError(error)) : m_certificateFault);
}

void WebSocketLink::finish(End end, int closeCode, const QString &words)
{
    if (m_isDone)
        return;
    drop(); // Qt leaves a socket open whose handshake was refused
    Q_EMIT ended(m_isOpen ? End::Closed : end, closeCode, words);
}

} // namespace coterie::transport
