#include "transport/eventstream.h"

#include "base/random.h"
#include "sync/backoff.h"
#include "transport/eventparser.h"
#include "transport/requests.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coterie::transport {

namespace {

constexpr int mostRedirects = 20; // as the Fetch standard has it
constexpr qint64 readBuffer = qint64 {256} * 1024; // the sender waits while we are busy

// The essence of a media type: what stands before the first semicolon, without regard to case.
QByteArray mediaType(const QNetworkReply &reply)
{
    return reply.rawHeader("Content-Type"_ba).split(';').first().trimmed().toLower();
}

bool isCompressed(const QNetworkReply &reply)
{
    const QByteArray encoding = reply.rawHeader("Content-Encoding"_ba).trimmed().toLower();
    return !encoding.isEmpty() && encoding != "identity"_ba;
}

bool isPassing(int status)
{
    return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

Millis retryAfter(const QNetworkReply &reply)
{
    constexpr int longestSeconds = 3'600;
    bool isNumber = false;
    const int seconds = reply.rawHeader("Retry-After"_ba).trimmed().toInt(&isNumber);
    return isNumber ? Millis(1'000LL * std::clamp(seconds, 0, longestSeconds)) : Millis(0);
}

} // namespace

struct EventStream::Private {
    explicit Private(EventStream *stream) : q(stream) { wait.setSingleShot(true); }

    EventStream *q;
    QNetworkAccessManager manager; // of its own: a stream holds one of the six connections a manager has per host
    QPointer<QNetworkReply> reply;
    EventParser parser;
    QTimer wait;
    QUrl url;
    Headers headers;
    Timing timing;
    Conformance conformance = Conformance::Lenient;
    State state = State::Closed;
    QString reason;
    Random random = Random::fromSystem();
    sync::Backoff backoff;
    int redirects = 0;
    int lastStatus = 0;
    QString certificateFault; // of this reply; asking again would show the same certificate
    bool hasAnswer = false; // this reply's status has been judged
    bool isForeign = false; // a redirect has left our origin: the owner's headers stay at home
    bool hasFailed = false; // no stream since the last attempt

    void connectAgain();
    void request(const QUrl &target);
    void judge();
    void follow();
    void read();
    void finish();
    void comeBack(const QString &why, Millis atLeast = Millis(0));
    void end(const QString &why);
    void dropReply();
    void setState(State next, const QString &why);
    [[nodiscard]] Millis retryTime() const;
};

void EventStream::Private::connectAgain()
{
    wait.stop();
    dropReply();
    redirects = 0;
    isForeign = false;
    parser.restart(parser.lastEventId());
    request(url);
}

void EventStream::Private::request(const QUrl &target)
{
    Headers all;
    if (!isForeign)
        all = headers;
    all << std::pair("Accept"_ba, "text/event-stream"_ba) << std::pair("Cache-Control"_ba, "no-cache"_ba)
        << std::pair("Accept-Encoding"_ba, "identity"_ba);
    if (!parser.lastEventId().isEmpty())
        all << std::pair("Last-Event-ID"_ba, parser.lastEventId().toUtf8());
    auto prepared = makeRequest(target, all);
    if (!prepared) {
        end(QString::fromStdString(prepared.error().message));
        return;
    }
    if (conformance == Conformance::Lenient)
        prepared->setTransferTimeout(static_cast<int>(timing.silence.count()));
    hasAnswer = false;
    lastStatus = 0;
    certificateFault.clear();
    reply = manager.get(*prepared);
    reply->setReadBufferSize(readBuffer);
    connect(reply, &QNetworkReply::metaDataChanged, q, [this] { judge(); });
    connect(reply, &QNetworkReply::readyRead, q, [this] { read(); });
    connect(reply, &QNetworkReply::sslErrors, q,
        [this](const QList<QSslError> &errors) { certificateFault = plainReason(errors); });
    connect(reply, &QNetworkReply::finished, q, [this] { finish(); });
}

void EventStream::Private::judge()
{
    const int status = transport::httpStatus(*reply);
    if (hasAnswer || status == 0)
        return;
    hasAnswer = true;
    lastStatus = status;
    if (isRedirect(status)) {
        follow();
    } else if (isPreliminary(status)) { // and will be the next time
        end(preliminaryAnswer(status));
    } else if (status == 200 && isCompressed(*reply)) {
        end(EventStream::tr("The events arrive compressed, which was not asked for."));
    } else if (status == 200 && mediaType(*reply) == "text/event-stream"_ba) {
        hasFailed = false;
        backoff = {};
        setState(State::Open, {});
    } else if (status == 200) {
        end(EventStream::tr("There is no event stream at this address."));
    } else if (status == 204) {
        end(EventStream::tr("The server has ended the stream."));
    } else if (status == 401) {
        const QPointer<EventStream> alive(q);
        end(signInExpired());
        if (alive && state == State::Closed)
            Q_EMIT q->authenticationNeeded();
    } else if (conformance == Conformance::Lenient && isPassing(status)) {
        comeBack(EventStream::tr("The server is busy (%1).").arg(status), retryAfter(*reply));
    } else {
        end(EventStream::tr("The server refuses the stream (%1).").arg(status));
    }
}

void EventStream::Private::follow()
{
    const QUrl from = reply->url();
    const auto target = redirectTarget(from, *reply);
    dropReply();
    if (!target) {
        end(QString::fromStdString(target.error().message));
    } else if (++redirects > mostRedirects) {
        end(EventStream::tr("The server redirects in circles."));
    } else {
        isForeign = isForeign || !sameOrigin(from, *target);
        request(*target);
    }
}

void EventStream::Private::read()
{
    if (state != State::Open || !reply->isOpen()) // Qt closes it when its time-out has come
        return;
    const QPointer<EventStream> alive(q);
    const QPointer<QNetworkReply> source(reply);
    const QByteArray bytes = reply->readAll();
    QByteArrayView rest(bytes);
    for (;;) {
        switch (parser.next(rest)) {
        case EventParser::Outcome::NeedsMore: return;
        case EventParser::Outcome::TooLong:
            end(EventStream::tr("The server sends an event that is too large."));
            return;
        case EventParser::Outcome::Event: break;
        }
        const ServerEvent event = parser.event();
        Q_EMIT q->eventReceived(event);
        if (!alive || !source || source != reply) // a handler closed, reopened or deleted us
            return;
    }
}

void EventStream::Private::finish()
{
    const QPointer<EventStream> alive(q);
    const QPointer<QNetworkReply> source(reply);
    judge();
    if (!alive || !source || source != reply)
        return;
    read();
    if (!alive || !source || source != reply)
        return;
    const auto error = reply->error();
    if (!certificateFault.isEmpty()) {
        end(certificateFault);
        return;
    }
    comeBack(
        error == QNetworkReply::NoError ? EventStream::tr("The server ended the connection.") : plainReason(error));
}

void EventStream::Private::comeBack(const QString &why, Millis atLeast)
{
    dropReply();
    // The first return after a good stream keeps to the stream's own time; failures in a row move further and further
    // apart.
    const Millis grown = hasFailed ? backoff.next(random) : Millis(0);
    hasFailed = true;
    wait.start(std::max(retryTime(), std::min(timing.longestRetry, std::max(grown, atLeast))));
    setState(State::Connecting, why);
}

void EventStream::Private::end(const QString &why)
{
    wait.stop();
    dropReply();
    state = State::Closed; // said also when it was closed before: somebody has tried to open it
    reason = why;
    Q_EMIT q->stateChanged(State::Closed, why);
}

// Its end closes the connection. abort() would emit from inside the call, here perhaps from inside a signal of its own.
void EventStream::Private::dropReply()
{
    if (!reply)
        return;
    QNetworkReply *const old = reply;
    reply = nullptr;
    old->disconnect(q);
    old->deleteLater();
}

// Always the last step: a handler may close, reopen or delete the stream.
void EventStream::Private::setState(State next, const QString &why)
{
    if (state == next && reason == why)
        return;
    state = next;
    reason = why;
    Q_EMIT q->stateChanged(next, why);
}

Millis EventStream::Private::retryTime() const
{
    const Millis wanted = parser.retry().value_or(timing.retry);
    return conformance == Conformance::Strict ? wanted : std::clamp(wanted, timing.shortestRetry, timing.longestRetry);
}

EventStream::EventStream(QObject *parent) : QObject(parent), d(std::make_unique<Private>(this))
{
    connect(&d->wait, &QTimer::timeout, this, [this] { d->connectAgain(); });
}

EventStream::~EventStream()
{
    d->dropReply();
}

void EventStream::setConformance(Conformance conformance)
{
    d->conformance = conformance;
}

void EventStream::setTiming(const Timing &timing)
{
    d->timing = timing;
}

void EventStream::setUrl(const QUrl &url)
{
    d->url = url;
}

void EventStream::setHeaders(const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    d->headers = headers;
}

void EventStream::setLastEventId(const QString &id)
{
    d->parser.restart(id);
}

void EventStream::open()
{
    d->hasFailed = false;
    d->backoff = {};
    const QPointer<EventStream> alive(this);
    d->connectAgain();
    if (alive && d->reply)
        d->setState(State::Connecting, {});
}

void EventStream::close()
{
    d->wait.stop();
    d->dropReply();
    d->state = State::Closed;
    d->reason.clear();
}

void EventStream::retryNow()
{
    if (d->wait.isActive())
        d->connectAgain();
}

EventStream::State EventStream::state() const
{
    return d->state;
}

QString EventStream::lastEventId() const
{
    return d->parser.lastEventId();
}

QUrl EventStream::url() const
{
    return d->url;
}

QString EventStream::reason() const
{
    return d->reason;
}

int EventStream::httpStatus() const
{
    return d->lastStatus;
}

} // namespace coterie::transport
