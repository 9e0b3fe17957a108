#pragma once

#include "base/time.h"
#include "transport/serverevent.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>
#include <utility>

namespace coterie::transport {

/// A reader of one EventSource (WHATWG HTML section 9.2) over QNetworkReply. Streaming parse, bounded buffers
/// (line 1 MiB, event 8 MiB). Lives on the thread that made it.
class EventStream : public QObject
{
    Q_OBJECT
public:
    enum class State { Connecting, Open, Closed };
    Q_ENUM(State)

    /// Strict follows the standard to the letter: any status but 200 ends the stream, `retry` counts as it is, silence
    /// means nothing. Lenient comes back after 429, 500, 502, 503 and 504, and heeds all of Timing.
    enum class Conformance { Strict, Lenient };

    struct Timing {
        Millis retry {3'000}; ///< until the stream names its own time
        Millis shortestRetry {100};
        Millis longestRetry {300'000};
        Millis silence {45'000}; ///< without a byte for so long the connection counts as lost
    };

    explicit EventStream(QObject *parent = nullptr);
    ~EventStream() override;

    void setConformance(Conformance conformance); ///< Lenient by default
    void setTiming(const Timing &timing);

    void setUrl(const QUrl &url);
    void setHeaders(
        const QList<std::pair<QByteArray, QByteArray>> &headers); ///< e.g. Authorization; dropped on another origin
    void setLastEventId(const QString &id);
    void open(); ///< starts, or starts again from the last event id
    void close(); ///< Closed; no signal follows
    void retryNow();

    [[nodiscard]] State state() const;
    [[nodiscard]] QString lastEventId() const;
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString reason() const; ///< why it is not Open, in plain words
    [[nodiscard]] int httpStatus() const; ///< of the last answer; 0 when there was none

Q_SIGNALS:
    void stateChanged(coterie::transport::EventStream::State state, const QString &reason);
    void eventReceived(const coterie::transport::ServerEvent &event);
    void authenticationNeeded(); ///< the server answered 401; open() again after a new token

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::transport
