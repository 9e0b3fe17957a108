#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace coterie::transport {

struct HttpReply {
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    [[nodiscard]] QJsonObject json() const; ///< empty when the body is no JSON object
};

/// Requests with a JSON body and answer. Manual redirects (the token stays on its origin), 20 s time-out, bounded
/// answers. Lives on the thread that made it; the callback runs there, never inside the call, and not after this object
/// is gone.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    /// An HTTP error status is an Error with the server's own words; no answer at all is Unavailable or TimedOut.
    using Callback = std::function<void(Result<HttpReply>)>;

    explicit HttpClient(QObject *parent = nullptr);
    ~HttpClient() override;

    void setTarget(const QUrl &base, const QString &token);
    void setLargestAnswer(qint64 bytes); ///< 8 MiB by default; a larger one is TooLarge
    void get(const QString &pathAndQuery, Callback callback);
    void post(const QString &path, const QJsonObject &body, Callback callback);
    void postBytes(
        const QString &pathAndQuery, const QByteArray &body, const QByteArray &contentType, Callback callback);
    void patch(const QString &path, const QJsonObject &body, Callback callback);
    void remove(const QString &path, Callback callback); ///< DELETE

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::transport
