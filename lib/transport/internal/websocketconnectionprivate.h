#pragma once

#include "base/random.h"
#include "sync/backoff.h"
#include "sync/heartbeat.h"
#include "transport/httpclient.h"
#include "transport/requests.h"
#include "transport/websocketconnection.h"
#include "transport/websocketlink.h"

#include <QTimer>

namespace coterie::transport {

// A link may be inside one of its own signals when we are done with it.
struct LaterDeleter {
    void operator()(QObject *object) const { object->deleteLater(); }
};

struct WebSocketConnection::Private {
    Private(WebSocketConnection *connection, const Clock &time) : q(connection), clock(time)
    {
        wait.setSingleShot(true);
        beat.setSingleShot(true);
        welcomeLimit.setSingleShot(true);
    }

    static constexpr int codeDropped = 1006;
    /// After a wake-up or a network change the network is often not there yet, and a first packet that was lost would
    /// be repeated by TCP after seconds only. So for a while attempts are short, by what the server usually takes, and
    /// close.
    static constexpr Millis hurryFor {20'000};

    WebSocketConnection *q;
    const Clock &clock;
    Options options;
    Random random = Random::fromSystem();
    sync::Backoff backoff;
    sync::HeartbeatMonitor monitor;
    std::unique_ptr<WebSocketLink, LaterDeleter> link;
    std::unique_ptr<HttpClient, LaterDeleter> probe; // asks why a handshake was refused
    QTimer wait;
    QTimer beat;
    QTimer welcomeLimit;
    QUrl base;
    QString token;
    QString path;
    std::optional<QString> otherPath;
    bool isOtherPath = false; ///< this attempt is the second one of two
    LinkStatus now;
    Instant retryAt {};
    bool pingsBySocket = false;
    int beats = 0;
    Instant beatSentAt {};
    std::optional<Millis> latency;
    Instant attemptedAt {};
    std::optional<Millis> usual; // from the attempt to the welcome
    std::optional<Instant> hurryUntil;

    // websocketattempts.cpp: from the first packet to the end, and what follows.
    void connectNow();
    void hurry();
    [[nodiscard]] bool isHurrying() const { return hurryUntil && clock.now() < *hurryUntil; }
    [[nodiscard]] Millis limit(Millis patient) const;
    [[nodiscard]] Result<QNetworkRequest> handshake() const;
    void becomeOpen();
    void hear(const QByteArray &frame);
    void hearPong(const QByteArray &payload);
    void linkEnded(WebSocketLink::End end, int closeCode, const QString &words);
    void askWhy(const QString &words);
    void explain(const Result<HttpReply> &answer, const QString &words);
    void tryOther(const QString &words);
    void lost(int closeCode, const QString &words);
    void comeBack(int closeCode, const QString &words);
    void stop(int closeCode, const QString &words);
    void release();
    void checkHeart();
    void sendBeat();
    [[nodiscard]] bool isOwnPong(const QByteArray &frame);
    void setStatus(LinkStatus next);
};

} // namespace coterie::transport
