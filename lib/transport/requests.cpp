#include "transport/requests.h"

#include "transport/trust.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coterie::transport {

namespace {

bool isAsciiAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RFC 9110 section 5.6.2.
bool isHeaderName(QByteArrayView name)
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !name.isEmpty()
        && std::ranges::all_of(name, [&](char c) { return isAsciiAlphanumeric(c) || marks.contains(c); });
}

// What the Fetch standard allows: an event id may hold any other control character, and is sent back as it came.
bool isHeaderValue(QByteArrayView value)
{
    return std::ranges::none_of(value, [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
}

Error failure(Errc code, const QString &message)
{
    return {code, message.toStdString()};
}

} // namespace

bool isBearerToken(QByteArrayView token)
{
    constexpr QByteArrayView marks("-._~+/=");
    return std::ranges::all_of(token, [&](char c) { return isAsciiAlphanumeric(c) || marks.contains(c); });
}

Result<QNetworkRequest> makeRequest(const QUrl &url, const Headers &headers)
{
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        return failure(Errc::BadRequest, QCoreApplication::translate("Transport", "This is not a web address."));
    if (url.scheme() == "https"_L1)
        trustEnvironment();
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setRawHeader("User-Agent"_ba, "Coterie/" COTERIE_VERSION ""_ba);
    for (const auto &[name, value] : headers) {
        if (!isHeaderName(name) || !isHeaderValue(value))
            return failure(Errc::BadRequest,
                QCoreApplication::translate("Transport", "A request header contains characters that cannot be sent."));
        request.setRawHeader(name, value);
    }
    return request;
}

QUrl socketUrl(QUrl base, const QString &path)
{
    QString prefix = base.path();
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    base.setScheme(base.scheme() == "https"_L1 ? u"wss"_s : u"ws"_s);
    base.setPath(prefix + path);
    return base;
}

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<QUrl> redirectTarget(const QUrl &from, const QNetworkReply &reply)
{
    const QByteArray location = reply.rawHeader("Location"_ba);
    QUrl to = from.resolved(QUrl::fromEncoded(location, QUrl::StrictMode));
    to.setUserInfo({});
    if (location.isEmpty() || !to.isValid() || to.host().isEmpty()
        || (to.scheme() != "http"_L1 && to.scheme() != "https"_L1))
        return failure(Errc::Malformed,
            QCoreApplication::translate("Transport", "The server redirects to an address that makes no sense."));
    if (from.scheme() == "https"_L1 && to.scheme() == "http"_L1)
        return failure(Errc::Forbidden,
            QCoreApplication::translate("Transport", "The server redirects to an unprotected address."));
    return to;
}

int httpStatus(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QString plainReason(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return QCoreApplication::translate("Transport", "The server's name cannot be found.");
    case QNetworkReply::SslHandshakeFailedError:
        return QCoreApplication::translate("Transport", "The server's certificate cannot be trusted.");
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError: // how Qt reports its transfer time-out
        return QCoreApplication::translate("Transport", "The server does not answer.");
    case QNetworkReply::RemoteHostClosedError:
        return QCoreApplication::translate("Transport", "The connection was lost.");
    default: return QCoreApplication::translate("Transport", "The server cannot be reached.");
    }
}

QString plainReason(const QList<QSslError> &errors)
{
    const auto has = [&](QSslError::SslError kind) {
        return std::ranges::any_of(errors, [kind](const QSslError &error) { return error.error() == kind; });
    };
    if (has(QSslError::HostNameMismatch))
        return QCoreApplication::translate("Transport", "The server's certificate is for another name.");
    if (has(QSslError::CertificateExpired))
        return QCoreApplication::translate("Transport", "The server's certificate has expired.");
    if (has(QSslError::CertificateNotYetValid))
        return QCoreApplication::translate(
            "Transport", "The server's certificate is not valid yet. Is this computer's clock right?");
    return QCoreApplication::translate(
        "Transport", "The server's certificate is not from an authority that this computer trusts.");
}

QString signInExpired()
{
    return QCoreApplication::translate("Transport", "Your sign-in has expired.");
}

bool isPreliminary(int status)
{
    return status >= 100 && status < 200;
}

QString preliminaryAnswer(int status)
{
    return QCoreApplication::translate("Transport",
        "The server sends a preliminary answer first (%1), which cannot be read here. It has to be turned off there.")
        .arg(status);
}

} // namespace coterie::transport
