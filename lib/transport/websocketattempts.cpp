#include "transport/internal/websocketconnectionprivate.h"

#include "sync/closeverdict.h"

#include <QPointer>

#include <algorithm>

// Attempts: how they are made, how they end, and when the next one comes.
namespace coterie::transport {

using namespace Qt::StringLiterals;

namespace {

constexpr int codeUnauthorized = 4401;
constexpr int codeForbidden = 4403;
constexpr int codeNotFound = 4404;
constexpr Millis hurryLeast {800};
constexpr Millis hurryUnknown {3'000}; // before the first connection
constexpr sync::Backoff::Rules hurryBackoff {.first = Millis(100), .cap = Millis(500)};

} // namespace

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
    link->open(*request,
        {.timeLimit = limit(options.connectLimit),
            .largestMessage = options.largestMessage,
            .subprotocol = options.subprotocol});
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
    probe->get(options.question, [this, alive, asked = probe.get(), words](const Result<HttpReply> &answer) {
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
    case Errc::NotFound:
        if (options.question == Options().question)
            tryOther(noSocket);
        else
            stop(codeNotFound, message);
        return;
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

} // namespace coterie::transport
