#pragma once

#include <QHash>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

#include <memory>

namespace coterie::integration {

/// Plain HTTP, one call after the other, waiting in the event loop.
class WebClient
{
public:
    explicit WebClient(QUrl base) : m_base(std::move(base)) { }

    struct Answer {
        int status = 0;
        QByteArray body;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        [[nodiscard]] QJsonObject json() const;
    };
    using Headers = QHash<QByteArray, QByteArray>;
    Answer call(const QByteArray &method, const QString &path, const QByteArray &body = {}, const QString &token = {},
        const Headers &headers = {});
    Answer get(const QString &path, const QString &token = {}, const Headers &headers = {});
    Answer post(const QString &path, const QJsonObject &body, const QString &token = {});
    QString guest(const QString &name); ///< a token

private:
    QUrl m_base;
    QNetworkAccessManager m_network;
};

/// An open event stream: what has come so far, as text.
class StreamClient
{
public:
    StreamClient(const QUrl &base, const QString &token, const QByteArray &lastEventId = {}, const QString &query = {});
    [[nodiscard]] bool waitFor(const QByteArray &text); ///< until it has come, or 10 s
    [[nodiscard]] QByteArray received();
    [[nodiscard]] QByteArray lastId(); ///< of the last event that had one
    [[nodiscard]] QString clientId();
    [[nodiscard]] bool waitForEnd();

private:
    QNetworkAccessManager m_network;
    std::unique_ptr<QNetworkReply> m_reply;
    QByteArray m_received;
};

} // namespace coterie::integration
