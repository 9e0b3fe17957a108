#pragma once

#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

/// A scripted HTTP server: collects request heads (and bodies with a Content-Length) and lets the test answer with
/// bytes.
class RawServer : public QTcpServer
{
public:
    struct Request {
        QByteArray head; ///< as it came, without the empty line
        QByteArray body;
        QPointer<QTcpSocket> socket;
        [[nodiscard]] QByteArray line() const { return head.left(head.indexOf("\r\n")); }
        [[nodiscard]] QByteArray path() const { return line().split(' ').value(1); }
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            for (const QByteArray &row : head.split('\n')) {
                const qsizetype colon = row.indexOf(':');
                if (colon > 0 && row.left(colon).compare(name, Qt::CaseInsensitive) == 0)
                    return row.mid(colon + 1).trimmed();
            }
            return {};
        }
    };
    using Answer = std::function<void(Request &)>;

    RawServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *const socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { collect(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }

    Answer answer; ///< called for each complete request
    QList<Request> requests;

    /// A whole answer that ends with the connection.
    static void reply(
        const Request &request, const QByteArray &status, const QByteArray &headers, const QByteArray &body = {})
    {
        begin(request, status, headers, body);
        request.socket->disconnectFromHost();
    }
    /// The same, but the connection stays.
    static void begin(
        const Request &request, const QByteArray &status, const QByteArray &headers, const QByteArray &body = {})
    {
        request.socket->write("HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n" + body);
        request.socket->flush();
    }

private:
    void collect(QTcpSocket *socket)
    {
        QByteArray &bytes = m_bytes[socket];
        bytes += socket->readAll();
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        Request request {bytes.left(end), {}, socket};
        const qsizetype length = request.header("Content-Length").toLongLong();
        if (bytes.size() < end + 4 + length)
            return;
        request.body = bytes.mid(end + 4, length);
        bytes.clear();
        requests << request;
        if (answer)
            answer(request);
    }

    QHash<QTcpSocket *, QByteArray> m_bytes;
};
