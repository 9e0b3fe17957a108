#pragma once

#include "base/result.h"
#include "server/net/frontend.h"

#include <QJsonObject>

namespace coterie::server {

[[nodiscard]] HttpResponse jsonAnswer(int status, const QJsonObject &body);
/// {"error":{"code","message"}} under the status that goes with the code; `retryAfter` becomes a header too.
[[nodiscard]] HttpResponse errorAnswer(const Error &error, std::optional<Millis> retryAfter = std::nullopt);
/// An HTML page that loads nothing from anywhere.
[[nodiscard]] HttpResponse pageAnswer(int status, const QByteArray &html);
/// A file to be kept under that name, which no browser runs.
[[nodiscard]] HttpResponse download(
    const QByteArray &type, const QByteArray &body, const QString &title, const QString &suffix);
[[nodiscard]] Error unsupportedExport(); ///< says what there is

/// Whether a browser's page from `origin` may use a server reached as `host`: pages of the server itself, and the
/// allow-list.
[[nodiscard]] bool originAllowed(const QString &origin, const QString &host, const QStringList &patterns);
/// '*' matches any run of characters, everything else itself.
[[nodiscard]] bool matchesPattern(QStringView text, QStringView pattern);

} // namespace coterie::server
