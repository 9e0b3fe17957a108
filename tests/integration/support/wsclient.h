#pragma once

#include <QJsonObject>
#include <QList>
#include <QUrl>
#include <QWebSocket>

namespace coterie::integration {

/// A WebSocket that speaks JSON envelopes and keeps what comes. Waits happen in the event loop, for at most 10 s.
class WsClient
{
public:
    WsClient();
    [[nodiscard]] bool open(const QUrl &base, const QString &token, const QString &path = QStringLiteral("/ws"));

    void sendText(const QString &text) { m_socket.sendTextMessage(text); }
    void send(const QString &type, const QJsonObject &payload, const QString &id = {});
    /// Sends with an id and waits for the answer, whose payload it returns with its `type` beside; empty after 10 s.
    QJsonObject ask(const QString &type, const QJsonObject &payload);
    QJsonObject say(const QString &room, const QString &text, const QString &clientId);

    /// Takes the next payload of that type, waiting for it; what came before it stays. Empty after 10 s.
    QJsonObject next(const QString &type);
    QList<QJsonObject> takeAll(const QString &type); ///< those that are here
    [[nodiscard]] bool waitForClose();
    [[nodiscard]] int closeCode() const { return m_closeCode; }
    void abort() { m_socket.abort(); }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_frames;
    int m_lastId = 0;
    int m_closeCode = 0;
};

} // namespace coterie::integration
