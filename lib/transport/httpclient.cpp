#include "transport/httpclient.h"

#include "transport/requests.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace coterie::transport {

namespace {

constexpr int mostRedirects = 5;
constexpr int silenceMillis = 20'000;

struct Exchange {
    QByteArray verb = "GET"_ba;
    QByteArray body;
    QByteArray contentType;
    QByteArray token;
    HttpClient::Callback callback;
    QByteArray received;
    int redirects = 0;
    bool isTooLarge = false;
    QString certificateFault;

    [[nodiscard]] bool changesSomething() const { return verb != "GET"_ba; }
};

Errc errcOf(QStringView code, int status)
{
    struct Row {
        QLatin1StringView code;
        int status;
        Errc errc;
    };
    static constexpr Row rows[] = {
        {"bad_request"_L1, 400, Errc::BadRequest},
        {"unauthorized"_L1, 401, Errc::Unauthorized},
        {"forbidden"_L1, 403, Errc::Forbidden},
        {"not_found"_L1, 404, Errc::NotFound},
        {"conflict"_L1, 409, Errc::Conflict},
        {"too_large"_L1, 413, Errc::TooLarge},
        {"rate_limited"_L1, 429, Errc::RateLimited},
        {"unsupported"_L1, 501, Errc::Unsupported},
        {"unavailable"_L1, 503, Errc::Unavailable},
        {"internal"_L1, 500, Errc::Internal},
    };
    for (const Row &row : rows) {
        if (code == row.code)
            return row.errc;
    }
    for (const Row &row : rows) {
        if (status == row.status)
            return row.errc;
    }
    if (status == 502 || status == 504)
        return Errc::Unavailable;
    return status >= 500 ? Errc::Internal : Errc::BadRequest;
}

Error refusal(const HttpReply &reply)
{
    constexpr qsizetype longestMessage = 500;
    const QJsonObject error = reply.json().value("error"_L1).toObject();
    QString message = error.value("message"_L1).toString().left(longestMessage);
    if (message.isEmpty() && reply.status == 401)
        message = signInExpired();
    else if (message.isEmpty())
        message = HttpClient::tr("The server refused the request (%1).").arg(reply.status);
    return {errcOf(error.value("code"_L1).toString(), reply.status), message.toStdString()};
}

Error noAnswer(QNetworkReply::NetworkError error, const QString &certificateFault)
{
    if (!certificateFault.isEmpty())
        return {Errc::Unavailable, certificateFault.toStdString()};
    const bool isTimeOut = error == QNetworkReply::OperationCanceledError || error == QNetworkReply::TimeoutError;
    return {isTimeOut ? Errc::TimedOut : Errc::Unavailable, plainReason(error).toStdString()};
}

} // namespace

struct HttpClient::Private {
    explicit Private(HttpClient *client) : q(client) { }

    HttpClient *q;
    QNetworkAccessManager manager;
    QUrl base;
    QByteArray token;
    qint64 largestAnswer = qint64 {8} << 20;

    void start(const QString &pathAndQuery, const std::shared_ptr<Exchange> &exchange);
    void request(const QUrl &url, const std::shared_ptr<Exchange> &exchange);
    void collect(QNetworkReply &reply, Exchange &exchange);
    void finish(QNetworkReply &reply, const std::shared_ptr<Exchange> &exchange);
    void follow(const QNetworkReply &reply, const std::shared_ptr<Exchange> &exchange);
    void failLater(Error error, const std::shared_ptr<Exchange> &exchange);
};

void HttpClient::Private::start(const QString &pathAndQuery, const std::shared_ptr<Exchange> &exchange)
{
    exchange->token = token;
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    const qsizetype question = pathAndQuery.indexOf(u'?');
    QUrl url = base;
    url.setPath(path + (question < 0 ? pathAndQuery : pathAndQuery.left(question)), QUrl::TolerantMode);
    url.setQuery(question < 0 ? QString() : pathAndQuery.mid(question + 1), QUrl::TolerantMode);
    request(url, exchange);
}

void HttpClient::Private::request(const QUrl &url, const std::shared_ptr<Exchange> &exchange)
{
    if (!isBearerToken(exchange->token)) {
        failLater({Errc::Unauthorized, signInExpired().toStdString()}, exchange);
        return;
    }
    Headers headers {{"Accept"_ba, "application/json"_ba}};
    if (!exchange->token.isEmpty())
        headers << std::pair("Authorization"_ba, "Bearer "_ba + exchange->token);
    if (!exchange->contentType.isEmpty())
        headers << std::pair("Content-Type"_ba, exchange->contentType);
    auto prepared = makeRequest(url, headers);
    if (!prepared) {
        failLater(prepared.error(), exchange);
        return;
    }
    prepared->setTransferTimeout(silenceMillis);
    QNetworkReply *const reply = exchange->changesSomething()
        ? manager.sendCustomRequest(*prepared, exchange->verb, exchange->body)
        : manager.get(*prepared);
    connect(reply, &QNetworkReply::readyRead, q, [this, reply, exchange] { collect(*reply, *exchange); });
    connect(reply, &QNetworkReply::sslErrors, q,
        [exchange](const QList<QSslError> &errors) { exchange->certificateFault = plainReason(errors); });
    connect(reply, &QNetworkReply::finished, q, [this, reply, exchange] { finish(*reply, exchange); });
}

void HttpClient::Private::collect(QNetworkReply &reply, Exchange &exchange)
{
    exchange.received += reply.readAll();
    if (exchange.received.size() > largestAnswer && !exchange.isTooLarge) {
        exchange.isTooLarge = true;
        reply.abort(); // ends in finish()
    }
}

void HttpClient::Private::finish(QNetworkReply &reply, const std::shared_ptr<Exchange> &exchange)
{
    reply.disconnect(q);
    reply.deleteLater();
    if (reply.isOpen()) // not after an abort
        exchange->received += reply.readAll();
    const int status = httpStatus(reply);
    const auto callback = exchange->callback;
    if (exchange->isTooLarge) {
        callback(Error {Errc::TooLarge, HttpClient::tr("The server's answer is too large.").toStdString()});
    } else if (isRedirect(status)) {
        follow(reply, exchange);
    } else if (status == 0 || (status < 300 && reply.error() != QNetworkReply::NoError)) {
        callback(noAnswer(reply.error(), exchange->certificateFault));
    } else if (isPreliminary(status)) {
        callback(Error {Errc::Unsupported, preliminaryAnswer(status).toStdString()});
    } else {
        HttpReply answer {status, reply.rawHeader("Content-Type"_ba), exchange->received};
        if (status >= 200 && status < 300)
            callback(std::move(answer));
        else
            callback(refusal(answer));
    }
}

// A body (a password, a file) never goes to another place than the one it was meant for.
void HttpClient::Private::follow(const QNetworkReply &reply, const std::shared_ptr<Exchange> &exchange)
{
    const auto target = redirectTarget(reply.url(), reply);
    const int status = httpStatus(reply);
    if (!target) {
        failLater(target.error(), exchange);
        return;
    }
    const bool isSame = sameOrigin(reply.url(), *target);
    if (++exchange->redirects > mostRedirects
        || (exchange->changesSomething() && (!isSame || (status != 307 && status != 308)))) {
        failLater({Errc::Unsupported,
                      HttpClient::tr("The server sends the request on to %1. Use that address.")
                          .arg(target->adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString())
                          .toStdString()},
            exchange);
        return;
    }
    if (!isSame)
        exchange->token.clear();
    exchange->received.clear();
    request(*target, exchange);
}

void HttpClient::Private::failLater(Error error, const std::shared_ptr<Exchange> &exchange)
{
    QMetaObject::invokeMethod(
        q, [callback = exchange->callback, error = std::move(error)] { callback(error); }, Qt::QueuedConnection);
}

QJsonObject HttpReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

HttpClient::HttpClient(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this)) { }

HttpClient::~HttpClient()
{
    for (QNetworkReply *reply : d->manager.findChildren<QNetworkReply *>())
        reply->disconnect(this);
}

void HttpClient::setTarget(const QUrl &base, const QString &token)
{
    d->base = base;
    d->token = token.toUtf8();
}

void HttpClient::setLargestAnswer(qint64 bytes)
{
    d->largestAnswer = bytes;
}

void HttpClient::get(const QString &pathAndQuery, Callback callback)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->callback = std::move(callback);
    d->start(pathAndQuery, exchange);
}

void HttpClient::post(const QString &path, const QJsonObject &body, Callback callback)
{
    postBytes(path, QJsonDocument(body).toJson(QJsonDocument::Compact), "application/json"_ba, std::move(callback));
}

void HttpClient::postBytes(
    const QString &pathAndQuery, const QByteArray &body, const QByteArray &contentType, Callback callback)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->verb = "POST"_ba;
    exchange->body = body;
    exchange->contentType = contentType;
    exchange->callback = std::move(callback);
    d->start(pathAndQuery, exchange);
}

void HttpClient::patch(const QString &path, const QJsonObject &body, Callback callback)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->verb = "PATCH"_ba;
    exchange->body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    exchange->contentType = "application/json"_ba;
    exchange->callback = std::move(callback);
    d->start(path, exchange);
}

void HttpClient::remove(const QString &path, Callback callback)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->verb = "DELETE"_ba;
    exchange->callback = std::move(callback);
    d->start(path, exchange);
}

} // namespace coterie::transport
