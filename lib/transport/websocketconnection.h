#pragma once

#include "base/time.h"
#include "protocol/types.h"
#include "sync/backoff.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <memory>
#include <optional>

namespace coterie::transport {

/// Where the link is. Waiting carries the time left in statusChanged().
enum class LinkState { Disconnected, Connecting, Handshaking, Connected, Waiting, Suspended };

struct LinkStatus {
    LinkState state = LinkState::Disconnected;
    QString reason; ///< plain words, for a person; empty when all is well
    Millis retryIn {0}; ///< Waiting: how long until the next attempt
    int attempt = 0;
    int closeCode = 0; ///< of the last link; 0 when there was none. HTTP 401, 403 and 404 at the handshake count as
                       ///< 4401, 4403 and 4404
    bool final = false; ///< the verdict of the close code says not to come back by itself
    bool operator==(const LinkStatus &) const = default;
};

/// One live WebSocket at a time to one server, kept alive by the rules of lib/sync (heartbeat, backoff, close
/// verdicts). Handshaking means the socket is open and `welcome` has not come yet; the owner calls welcomed() when it
/// has. Lives on the engine thread. Errors never throw: they become a LinkStatus.
class WebSocketConnection : public QObject
{
    Q_OBJECT
public:
    struct Options {
        Millis connectLimit {10'000}; ///< for the TCP, TLS and HTTP part of an attempt together
        Millis welcomeLimit {15'000}; ///< from the open socket to welcomed()
        sync::Backoff::Rules backoff {};
        quint64 largestMessage = quint64 {8} << 20; ///< incoming; a history page of 200 long messages fits
        QString subprotocol {}; ///< offered in the handshake
        /// What is asked over HTTP when a handshake was refused, to know why. Of the default a 404 says nothing; of
        /// another one it is final.
        QString question = QStringLiteral("/api/v1/me");
    };

    explicit WebSocketConnection(const Clock &clock, QObject *parent = nullptr);
    ~WebSocketConnection() override;

    void setOptions(const Options &options);

    /// `base` is the http(s) base URL; the socket goes to base + path. The token travels in the Authorization header
    /// only. Where HTTP answers but no WebSocket opens at `path`, `otherPath` is tried, and kept if it is the right
    /// one.
    void setTarget(const QUrl &base, const QString &token, const QString &path = QStringLiteral("/ws"),
        const std::optional<QString> &otherPath = std::nullopt);
    void open(); ///< starts, or starts again after a final verdict
    void close(); ///< says 1000 and stays Disconnected
    void retryNow(); ///< a person's click: skips the wait
    void suspend(); ///< the system goes to sleep: Suspended until resume()
    /// Wake-up or network change: probes a live link at once, or connects at once. For the next 20 s attempts are short
    /// and follow each other closely, so that the link stands within a second of the network being there.
    void resume();
    void welcomed(
        const protocol::Heartbeat &heartbeat); ///< the session stands: Connected, heartbeat by the server's numbers
    void ackExpected(); ///< something waits for an answer: a silent link is then probed within seconds
    void answerArrived(); ///< to something we sent: our words reach the server
    void ackArrived(); ///< nothing waits any more
    void clockShown(WallTime serverTime, Instant asked); ///< by the server, in answer to a question of that time
    void said(WallTime serverTime); ///< a frame that came was said then, by the server's clock

    [[nodiscard]] bool send(const QByteArray &frame); ///< a text frame; false when there is no open socket
    [[nodiscard]] bool sendBytes(const QByteArray &frame); ///< a binary frame; likewise
    [[nodiscard]] QString subprotocol() const; ///< what the server took up; empty when there is no open socket
    [[nodiscard]] LinkStatus status() const;
    [[nodiscard]] std::optional<Millis> latency() const; ///< of the last heartbeat that was answered
    [[nodiscard]] qint64 bytesToWrite() const;

Q_SIGNALS:
    void statusChanged(const coterie::transport::LinkStatus &status);
    void opened(); ///< the socket is open; nothing sent before has survived
    void frameReceived(const QByteArray &frame); ///< a frame that is not this class's own pong
    void reached(coterie::Instant pinged); ///< by a WebSocket ping of that time: what left before has arrived
private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coterie::transport
