#include "wsclient.h"

#include <QJsonDocument>
#include <QNetworkRequest>
#include <QTest>

namespace coterie::integration {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 10'000; // ms

}

WsClient::WsClient()
{
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
        [this](const QString &text) { m_frames.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
    QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket,
        [this] { m_closeCode = static_cast<int>(m_socket.closeCode()); });
}

bool WsClient::open(const QUrl &base, const QString &token, const QString &path)
{
    QUrl url(base.toString() + path);
    url.setScheme(base.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
    m_closeCode = 0;
    m_frames.clear();
    m_socket.open(request);
    return QTest::qWaitFor([&] { return m_socket.state() == QAbstractSocket::ConnectedState; }, patience);
}

void WsClient::send(const QString &type, const QJsonObject &payload, const QString &id)
{
    QJsonObject envelope {{u"type"_s, type}, {u"payload"_s, payload}};
    if (!id.isEmpty())
        envelope[u"id"_s] = id;
    sendText(QString::fromUtf8(QJsonDocument(envelope).toJson(QJsonDocument::Compact)));
}

QJsonObject WsClient::ask(const QString &type, const QJsonObject &payload)
{
    const QString id = QString::number(++m_lastId);
    send(type, payload, id);
    QJsonObject answer;
    const auto arrived = [&] {
        for (qsizetype at = 0; at < m_frames.size(); ++at) {
            const QJsonObject candidate = m_frames[at].value("payload"_L1).toObject();
            if (candidate.value("replyTo"_L1).toString() != id)
                continue;
            answer = candidate;
            answer[u"type"_s] = m_frames.takeAt(at).value("type"_L1);
            return true;
        }
        return false;
    };
    static_cast<void>(QTest::qWaitFor(arrived, patience));
    return answer;
}

QJsonObject WsClient::say(const QString &room, const QString &text, const QString &clientId)
{
    return ask(u"send_message"_s, {{u"roomId"_s, room}, {u"text"_s, text}, {u"clientId"_s, clientId}});
}

QJsonObject WsClient::next(const QString &type)
{
    QJsonObject found;
    const auto arrived = [&] {
        for (qsizetype at = 0; at < m_frames.size(); ++at) {
            if (m_frames[at].value("type"_L1).toString() != type)
                continue;
            found = m_frames.takeAt(at).value("payload"_L1).toObject();
            return true;
        }
        return false;
    };
    static_cast<void>(QTest::qWaitFor(arrived, patience));
    return found;
}

QList<QJsonObject> WsClient::takeAll(const QString &type)
{
    QList<QJsonObject> found;
    m_frames.removeIf([&](const QJsonObject &frame) {
        if (frame.value("type"_L1).toString() != type)
            return false;
        found.append(frame.value("payload"_L1).toObject());
        return true;
    });
    return found;
}

bool WsClient::waitForClose()
{
    return QTest::qWaitFor([&] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, patience);
}

} // namespace coterie::integration
