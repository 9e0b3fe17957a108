#include "transport/websocketconnection.h"

#include "base/random.h"
#include "protocol/envelope.h"
#include "sync/closeverdict.h"
#include "sync/heartbeat.h"
#include "transport/httpclient.h"
#include "transport/requests.h"
#include "transport/websocketlink.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coterie::transport {

namespace {

constexpr int codeUnauthorized = 4401;
constexpr int codeForbidden = 4403;
constexpr int codeDropped = 1006;
constexpr qsizetype longestPong = 512;

// After a wake-up or a network change the network is often not there yet, and a first packet that was lost would be
// repeated by TCP after seconds only. So for a while attempts are short, by what the server usually takes, and close.
constexpr Millis hurryFor {20'000};
constexpr Millis hurryLeast {800};
constexpr Millis hurryUnknown {3'000}; // before the first connection
constexpr sync::Backoff::Rules hurryBackoff {.first = Millis(100), .cap = Millis(500)};

// A link may be inside one of its own signals when we are done with it.
struct LaterDeleter {
    void operator()(QObject *object) const { object->deleteLater(); }
};

} // namespace

struct WebSocketConnection::Private {
    Private(WebSocketConnection *connection, const Clock &time) : q(connection), clock(time)
    {
        wait.setSingleShot(true);
        beat.setSingleShot(true);
        welcomeLimit.setSingleShot(true);
    }

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

void WebSocketConnection::Private::connectNow()
{
    release();
    const auto request = handshake();
    if (!request) {
        stop(0, QString::fromStdString(request.error().message));
        return;
    }
    link.reset(new WebSocketLink);
    connect(link.get(), &WebSocketLink::opened, q, [this] { becomeOpen(); });
    connect(link.get(), &WebSocketLink::frameReceived, q, [this](const QByteArray &frame) { hear(frame); });
    connect(link.get(), &WebSocketLink::arriving, q, [this](qint64 bytes) {
        monitor.arriving(clock.now(), bytes);
        checkHeart();
    });
    connect(link.get(), &WebSocketLink::alive, q, [this](const QByteArray &payload) { hearPong(payload); });
    connect(link.get(), &WebSocketLink::ended, q,
        [this](WebSocketLink::End end, int code, const QString &words) { linkEnded(end, code, words); });
    attemptedAt = clock.now();
    link->open(*request, limit(options.connectLimit));
    setStatus({LinkState::Connecting, now.reason, Millis(0), backoff.attempts() + 1, now.closeCode, false});
}

/// At once, and again and again: what stands in the way may be gone in a moment.
void WebSocketConnection::Private::hurry()
{
    hurryUntil = clock.now() + hurryFor;
    backoff = sync::Backoff(hurryBackoff);
    connectNow();
}

Millis WebSocketConnection::Private::limit(Millis patient) const
{
    if (!isHurrying())
        return patient;
    return std::min(patient, usual ? std::max(hurryLeast, 2 * *usual) : hurryUnknown);
}

Result<QNetworkRequest> WebSocketConnection::Private::handshake() const
{
    const QByteArray bearer = token.toUtf8();
    if (!isBearerToken(bearer))
        return Error {Errc::Unauthorized, signInExpired().toStdString()};
    Headers headers;
    if (!bearer.isEmpty())
        headers << std::pair("Authorization"_ba, "Bearer "_ba + bearer);
    auto request = makeRequest(base, headers); // checks the address while it still is http
    if (request)
        request->setUrl(socketUrl(base, path));
    return request;
}

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

void WebSocketConnection::Private::linkEnded(WebSocketLink::End end, int closeCode, const QString &words)
{
    switch (end) {
    case WebSocketLink::End::Refused: askWhy(words); return;
    case WebSocketLink::End::Unreachable: comeBack(0, words); return;
    case WebSocketLink::End::Closed: break;
    }
    const auto verdict = sync::verdictFor(closeCode, words);
    if (verdict.comeBack)
        lost(closeCode, verdict.words);
    else
        stop(closeCode, verdict.words);
}

// QWebSocket hides the HTTP status of a refused handshake, so the same question is asked where the answer can be read.
void WebSocketConnection::Private::askWhy(const QString &words)
{
    link.reset();
    probe.reset(new HttpClient);
    probe->setTarget(base, token);
    const QPointer<WebSocketConnection> alive(q);
    probe->get(u"/api/v1/me"_s, [this, alive, asked = probe.get(), words](const Result<HttpReply> &answer) {
        if (!alive || probe.get() != asked) // another attempt, or none, is wanted by now
            return;
        probe.reset();
        explain(answer, words);
    });
}

void WebSocketConnection::Private::explain(const Result<HttpReply> &answer, const QString &words)
{
    const QString noSocket = WebSocketConnection::tr("The server answers, but opens no connection.");
    if (answer) {
        tryOther(noSocket);
        return;
    }
    const QString message = QString::fromStdString(answer.error().message);
    switch (answer.error().code) {
    case Errc::Unauthorized: stop(codeUnauthorized, message); return;
    case Errc::Forbidden: stop(codeForbidden, message); return;
    case Errc::RateLimited:
    case Errc::Unavailable: comeBack(0, message); return;
    case Errc::NotFound: tryOther(noSocket); return;
    default: tryOther(words); return;
    }
}

/// At once, and then back in the usual way.
void WebSocketConnection::Private::tryOther(const QString &words)
{
    if (!otherPath || std::exchange(isOtherPath, !isOtherPath)) {
        comeBack(0, words);
        return;
    }
    std::swap(path, *otherPath);
    connectNow();
}

void WebSocketConnection::Private::lost(int closeCode, const QString &words)
{
    backoff.linkDown(clock.now());
    comeBack(closeCode, words);
}

void WebSocketConnection::Private::comeBack(int closeCode, const QString &words)
{
    release();
    isOtherPath = false;
    if (hurryUntil && !isHurrying()) {
        hurryUntil.reset();
        backoff = sync::Backoff(options.backoff);
    }
    const Millis delay = backoff.next(random);
    retryAt = clock.now() + delay;
    wait.start(delay);
    setStatus({LinkState::Waiting, words, delay, backoff.attempts(), closeCode, false});
}

void WebSocketConnection::Private::stop(int closeCode, const QString &words)
{
    release();
    setStatus({LinkState::Disconnected, words, Millis(0), 0, closeCode, true});
}

// After this there is no socket and no timer of ours.
void WebSocketConnection::Private::release()
{
    wait.stop();
    beat.stop();
    welcomeLimit.stop();
    monitor.stop();
    probe.reset();
    latency.reset();
    if (link) {
        link->disconnect(q);
        link->drop();
        link.reset();
    }
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
        [this] { d->lost(codeDropped, plainReason(QNetworkReply::TimeoutError)); });
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
        d->hurryUntil = d->clock.now() + hurryFor;
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
