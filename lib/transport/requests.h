#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>
#include <QUrl>

#include <utility>

/// The one place where requests are made, so that no header is injected and no token strays. Any thread; values only.
namespace coterie::transport {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// RFC 6750's characters of a bearer token: what is safe inside an Authorization header.
[[nodiscard]] bool isBearerToken(QByteArrayView token);

/// A request with redirects in our hands, HTTP/1.1, no cookies, no cache. BadRequest when the address is no http(s)
/// address with a host or a header would break out of its line (Qt itself sends CR LF as they are).
[[nodiscard]] Result<QNetworkRequest> makeRequest(const QUrl &url, const Headers &headers);

/// The ws(s) address of `path` below an http(s) base URL.
[[nodiscard]] QUrl socketUrl(QUrl base, const QString &path);

[[nodiscard]] bool sameOrigin(const QUrl &a, const QUrl &b);
[[nodiscard]] bool isRedirect(int status); ///< 301, 302, 303, 307, 308

/// Where `reply` (a redirect) sends us. Forbidden from https to http, Malformed without a usable Location.
[[nodiscard]] Result<QUrl> redirectTarget(const QUrl &from, const QNetworkReply &reply);

[[nodiscard]] int httpStatus(const QNetworkReply &reply); ///< 0 when no answer came

/// Why no answer came, in plain words: "The server cannot be reached." and the like.
[[nodiscard]] QString plainReason(QNetworkReply::NetworkError error);
[[nodiscard]] QString plainReason(const QList<QSslError> &errors); ///< what is wrong with the server's certificate
[[nodiscard]] QString signInExpired();
/// Qt passes over 100 Continue only: any other 1xx (103 Early Hints) is the end of its reply, and the answer behind it
/// is lost.
[[nodiscard]] bool isPreliminary(int status);
[[nodiscard]] QString preliminaryAnswer(int status); ///< what to say then

} // namespace coterie::transport
