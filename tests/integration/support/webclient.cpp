#include "webclient.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QTest>

namespace coterie::integration {

using namespace Qt::StringLiterals;

namespace {

QUrl at(const QUrl &base, const QString &path)
{
    return QUrl(base.toString() + path);
}

QNetworkRequest requestFor(const QUrl &url, const QString &token)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token.toLatin1());
    return request;
}

} // namespace

QJsonObject WebClient::Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

WebClient::Answer WebClient::call(
    const QByteArray &method, const QString &path, const QByteArray &body, const QString &token, const Headers &headers)
{
    QNetworkRequest request = requestFor(at(m_base, path), token);
    for (auto header = headers.begin(); header != headers.end(); ++header)
        request.setRawHeader(header.key(), header.value());
    if (!body.isEmpty() && !headers.contains("Content-Type"))
        request.setRawHeader("Content-Type", "application/json");
    request.setTransferTimeout(10'000);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    Answer answer {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), {}};
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.headers.insert(name.toLower(), value);
    return answer;
}

WebClient::Answer WebClient::get(const QString &path, const QString &token, const Headers &headers)
{
    return call("GET", path, {}, token, headers);
}

WebClient::Answer WebClient::post(const QString &path, const QJsonObject &body, const QString &token)
{
    return call("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact), token);
}

QString WebClient::guest(const QString &name)
{
    return post(u"/api/v1/guest"_s, {{u"username"_s, name}}).json().value("token"_L1).toString();
}

StreamClient::StreamClient(const QUrl &base, const QString &token, const QByteArray &lastEventId, const QString &query)
{
    QNetworkRequest request = requestFor(at(base, u"/events"_s + query), token);
    request.setRawHeader("Accept", "text/event-stream");
    request.setRawHeader("Accept-Encoding", "identity");
    if (!lastEventId.isEmpty())
        request.setRawHeader("Last-Event-ID", lastEventId);
    m_reply.reset(m_network.get(request));
}

QByteArray StreamClient::received()
{
    m_received += m_reply->readAll();
    return m_received;
}

bool StreamClient::waitFor(const QByteArray &text)
{
    return QTest::qWaitFor([&] { return received().contains(text); }, 10'000);
}

bool StreamClient::waitForEnd()
{
    return QTest::qWaitFor([&] { return m_reply->isFinished(); }, 10'000);
}

QByteArray StreamClient::lastId()
{
    QByteArray last;
    for (const QByteArray &line : received().split('\n')) {
        if (line.startsWith("id: "))
            last = line.sliced(4);
    }
    return last;
}

QString StreamClient::clientId()
{
    const QByteArray all = received();
    const qsizetype start = all.indexOf("\"clientId\":\"") + 12;
    return QString::fromUtf8(all.sliced(start, all.indexOf('"', start) - start));
}

} // namespace coterie::integration
