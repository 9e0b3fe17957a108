#pragma once

#include "base/time.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>
#include <utility>

namespace coterie::transport {

/// One dispatched Server-Sent Event. All three are decoded UTF-8.
struct ServerEvent {
    QString type; ///< "message" when the stream named none
    QString data;
    QString lastEventId;
    bool operator==(const ServerEvent &) const = default;
};

/// A reader of one EventSource (WHATWG HTML section 9.2) over QNetworkReply. Streaming parse, bounded buffers
/// (line 1 MiB, event 8 MiB). Lives on the thread that made it.
class EventStream : public QObject
{
    Q_OBJECT
public:
    enum class State { Connecting, Open, Closed };
    Q_ENUM(State)

    explicit EventStream(QObject *parent = nullptr);
    ~EventStream() override;

    void setUrl(const QUrl &url);
    void setHeaders(const QList<std::pair<QByteArray, QByteArray>> &headers); ///< e.g. Authorization; dropped on another origin
    void setLastEventId(const QString &id);
    void open();
    void close(); ///< Closed; no signal follows
    void retryNow();

    [[nodiscard]] State state() const;
    [[nodiscard]] QString lastEventId() const;
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString reason() const; ///< why it is not Open, in plain words

Q_SIGNALS:
    void stateChanged(coterie::transport::EventStream::State state, const QString &reason);
    void eventReceived(const coterie::transport::ServerEvent &event);
    void authenticationNeeded(); ///< the server answered 401; open() again after a new token

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::transport
