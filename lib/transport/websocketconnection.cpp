#include "transport/websocketconnection.h"

#include "protocol/envelope.h"
#include "sync/closeverdict.h"
#include "transport/internal/websocketconnectionprivate.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coterie::transport {

namespace {

constexpr qsizetype longestPong = 512;

} // namespace

void WebSocketConnection::Private::becomeOpen()
{
    const QPointer<WebSocketConnection> alive(q);
    isOtherPath = false;
    welcomeLimit.start(limit(options.welcomeLimit));
    setStatus({LinkState::Handshaking, {}, Millis(0), now.attempt, 0, false});
    if (alive && now.state == LinkState::Handshaking)
        Q_EMIT q->opened();
}

void WebSocketConnection::Private::hear(const QByteArray &frame)
{
    monitor.heard(clock.now(), frame.size());
    const bool isMine = isOwnPong(frame);
    checkHeart();
    if (!isMine)
        Q_EMIT q->frameReceived(frame);
}

void WebSocketConnection::Private::hearPong(const QByteArray &payload)
{
    monitor.answered(clock.now());
    checkHeart();
    if (payload != QByteArray::number(beats))
        return; // of an older ping, or of a server that does not repeat what was in it
    latency = std::chrono::duration_cast<Millis>(clock.now() - beatSentAt);
    Q_EMIT q->reached(beatSentAt);
}

void WebSocketConnection::Private::checkHeart()
{
    if (!monitor.isRunning())
        return;
    const auto decision = monitor.check(clock.now());
    switch (decision.action) {
    case sync::HeartbeatMonitor::Action::Dead:
        if (isHurrying())
            hurry(); // the link of before the sleep is gone, the network is perhaps there
        else
            lost(codeDropped, sync::verdictFor(codeDropped).words);
        return;
    case sync::HeartbeatMonitor::Action::Ping: sendBeat(); break;
    case sync::HeartbeatMonitor::Action::None: break;
    }
    const auto left = std::chrono::ceil<Millis>(decision.wakeAt - clock.now());
    beat.start(std::max(Millis(1), left));
}

void WebSocketConnection::Private::sendBeat()
{
    beatSentAt = clock.now();
    if (pingsBySocket) {
        link->ping(QByteArray::number(++beats));
        return;
    }
    const QString id = u"beat-%1"_s.arg(++beats);
    // A line too full to take it is judged by the silence that follows.
    static_cast<void>(
        link->send(protocol::encodeFrame(protocol::Envelope {u"ping"_s, id, QJsonObject {{u"beat"_s, beats}}})));
}

bool WebSocketConnection::Private::isOwnPong(const QByteArray &frame)
{
    if (frame.size() > longestPong || !frame.contains("\"pong\""_ba))
        return false;
    const auto envelopes = protocol::decodeFrame(frame, protocol::Encoding::Json);
    if (!envelopes || envelopes->size() != 1 || envelopes->first().type != "pong"_L1)
        return false;
    const QJsonValue number = envelopes->first().object().value("beat"_L1);
    if (!number.isDouble())
        return false;
    monitor.answered(clock.now());
    if (number.toInt() != beats)
        return true;
    latency = std::chrono::duration_cast<Millis>(clock.now() - beatSentAt);
    const QJsonValue serverTime = envelopes->first().object().value("serverTime"_L1);
    if (serverTime.isDouble())
        monitor.clockShown(fromEpochMillis(serverTime.toInteger()), beatSentAt);
    return true;
}

// Always the last step: a listener may call anything or delete us.
// By value: `next` may be a copy of what changes here.
void WebSocketConnection::Private::setStatus(LinkStatus next) // NOLINT(performance-unnecessary-value-param)
{
    if (now == next)
        return;
    now = next;
    Q_EMIT q->statusChanged(next);
}

WebSocketConnection::WebSocketConnection(const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, clock))
{
    connect(&d->wait, &QTimer::timeout, this, [this] { d->connectNow(); });
    connect(&d->beat, &QTimer::timeout, this, [this] { d->checkHeart(); });
    connect(&d->welcomeLimit, &QTimer::timeout, this,
        [this] { d->lost(Private::codeDropped, plainReason(QNetworkReply::TimeoutError)); });
}

WebSocketConnection::~WebSocketConnection()
{
    if (d->link)
        d->link->leave(QWebSocketProtocol::CloseCodeNormal);
}

void WebSocketConnection::setOptions(const Options &options)
{
    d->options = options;
    d->backoff = sync::Backoff(options.backoff);
}

void WebSocketConnection::setTarget(
    const QUrl &base, const QString &token, const QString &path, const std::optional<QString> &otherPath)
{
    d->base = base;
    d->token = token;
    d->path = path;
    d->otherPath = otherPath;
    d->isOtherPath = false;
}

void WebSocketConnection::open()
{
    d->backoff.reset();
    d->now.reason.clear();
    d->now.closeCode = 0;
    d->connectNow();
}

void WebSocketConnection::close()
{
    if (d->link)
        d->link->leave(QWebSocketProtocol::CloseCodeNormal);
    d->link.reset();
    d->release();
    d->setStatus({});
}

void WebSocketConnection::retryNow()
{
    if (d->now.state == LinkState::Waiting || d->now.final) {
        d->backoff.reset();
        d->connectNow();
    }
}

void WebSocketConnection::suspend()
{
    if (d->now.state == LinkState::Disconnected)
        return;
    if (d->link)
        d->link->leave(QWebSocketProtocol::CloseCodeGoingAway);
    d->link.reset();
    d->release();
    d->setStatus({LinkState::Suspended, {}, Millis(0), 0, 0, false});
}

void WebSocketConnection::resume()
{
    switch (d->now.state) {
    case LinkState::Disconnected: return;
    case LinkState::Connecting: // perhaps through a network that is gone
    case LinkState::Handshaking:
    case LinkState::Waiting:
    case LinkState::Suspended: d->hurry(); return;
    case LinkState::Connected:
        d->hurryUntil = d->clock.now() + Private::hurryFor;
        d->monitor.probe(d->clock.now());
        d->checkHeart();
        return;
    }
}

void WebSocketConnection::welcomed(const protocol::Heartbeat &heartbeat)
{
    if (d->now.state != LinkState::Handshaking)
        return;
    d->welcomeLimit.stop();
    d->pingsBySocket = heartbeat.interval <= Millis(0);
    d->usual = std::chrono::duration_cast<Millis>(d->clock.now() - d->attemptedAt);
    if (std::exchange(d->hurryUntil, std::nullopt))
        d->backoff = sync::Backoff(d->options.backoff);
    d->backoff.linkUp(d->clock.now());
    d->monitor.start(d->clock.now(), d->pingsBySocket ? protocol::Heartbeat {} : heartbeat, d->random);
    d->checkHeart();
    d->setStatus({LinkState::Connected, {}, Millis(0), 0, 0, false});
}

void WebSocketConnection::ackExpected()
{
    d->monitor.ackExpected(d->clock.now());
    d->checkHeart();
}

void WebSocketConnection::ackArrived()
{
    d->monitor.ackArrived();
    d->checkHeart();
}

void WebSocketConnection::answerArrived()
{
    d->monitor.answered(d->clock.now());
    d->checkHeart();
}

void WebSocketConnection::clockShown(WallTime serverTime, Instant asked)
{
    d->monitor.clockShown(serverTime, asked);
}

void WebSocketConnection::said(WallTime serverTime)
{
    d->monitor.said(serverTime);
    d->checkHeart();
}

bool WebSocketConnection::send(const QByteArray &frame)
{
    return d->link && d->link->send(frame);
}

bool WebSocketConnection::sendBytes(const QByteArray &frame)
{
    return d->link && d->link->sendBytes(frame);
}

QString WebSocketConnection::subprotocol() const
{
    return d->link ? d->link->subprotocol() : QString();
}

LinkStatus WebSocketConnection::status() const
{
    LinkStatus status = d->now;
    if (status.state == LinkState::Waiting)
        status.retryIn = std::max(Millis(0), std::chrono::ceil<Millis>(d->retryAt - d->clock.now()));
    return status;
}

std::optional<Millis> WebSocketConnection::latency() const
{
    return d->latency;
}

qint64 WebSocketConnection::bytesToWrite() const
{
    return d->link ? d->link->bytesToWrite() : 0;
}

} // namespace coterie::transport
