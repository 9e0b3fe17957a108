#include "server/http/answers.h"

#include "protocol/envelope.h"
#include "protocol/validation.h"

#include <QJsonDocument>
#include <QUrl>

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadRequest: return 400;
    case ErrorCode::Unauthorized: return 401;
    case ErrorCode::Forbidden: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::TooLarge: return 413;
    case ErrorCode::RateLimited: return 429;
    case ErrorCode::Unsupported: return 405;
    case ErrorCode::Unavailable: return 503;
    case ErrorCode::Internal: return 500;
    }
    return 500;
}

} // namespace

HttpResponse jsonAnswer(int status, const QJsonObject &body)
{
    return {.status = status,
        .contentType = "application/json",
        .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
        .headers = {{"cache-control", "no-store"}, {"x-content-type-options", "nosniff"}},
        .file = {}};
}

HttpResponse errorAnswer(const Error &error, std::optional<Millis> retryAfter)
{
    const WireError wire = wireErrorFor(error);
    QJsonObject body {{u"code"_s, toWire(wire.code)}, {u"message"_s, wire.message}};
    if (retryAfter)
        body[u"retryAfterMs"_s] = qint64 {retryAfter->count()};
    HttpResponse answer = jsonAnswer(statusOf(wire.code), {{u"error"_s, body}});
    if (wire.code == ErrorCode::Unauthorized)
        answer.headers.emplaceBack("www-authenticate", "Bearer");
    if (retryAfter)
        answer.headers.emplaceBack("retry-after", QByteArray::number(qint64 {retryAfter->count() / 1000 + 1}));
    return answer;
}

HttpResponse pageAnswer(int status, const QByteArray &html)
{
    return {.status = status,
        .contentType = "text/html; charset=utf-8",
        .body = html,
        .headers = {{"cache-control", "no-store"}, {"x-content-type-options", "nosniff"},
            {"referrer-policy", "no-referrer"},
            {"content-security-policy",
                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors "
                "'none'"}},
        .file = {}};
}

bool matchesPattern(QStringView text, QStringView pattern)
{
    // The usual walk with one step back: linear but for the last star.
    qsizetype at = 0;
    qsizetype in = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == u'*') {
            star = in++;
            resume = at;
        } else if (in < pattern.size() && pattern[in] == text[at]) {
            ++in;
            ++at;
        } else if (star >= 0) {
            in = star + 1;
            at = ++resume;
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == u'*')
        ++in;
    return in == pattern.size();
}

bool originAllowed(const QString &origin, const QString &host, const QStringList &patterns)
{
    if (origin.isEmpty())
        return true; // not a browser
    const QUrl url(origin, QUrl::StrictMode);
    if (url.isValid() && !host.isEmpty() && url.authority(QUrl::FullyEncoded).compare(host, Qt::CaseInsensitive) == 0)
        return true;
    return std::ranges::any_of(
        patterns, [&](const QString &pattern) { return matchesPattern(origin.toLower(), pattern.toLower()); });
}

HttpResponse download(const QByteArray &type, const QByteArray &body, const QString &title, const QString &suffix)
{
    QString name = title;
    name.replace(u'/', u'-').replace(u'\\', u'-');
    return {.status = 200,
        .contentType = type,
        .body = body,
        .headers = {{"content-disposition", "attachment; filename*=UTF-8''" + QUrl::toPercentEncoding(name + suffix)},
            {"x-content-type-options", "nosniff"}, {"content-security-policy", "default-src 'none'; sandbox"},
            {"cache-control", "no-store"}},
        .file = {}};
}

Error unsupportedExport()
{
    return {Errc::Unsupported, "A text is exported as md, html or yjs, a board as svg, png, pdf, excalidraw or yjs."};
}

} // namespace coterie::server
