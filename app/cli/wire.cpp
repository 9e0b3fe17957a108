#include "wire.h"

#include "invocation.h"
#include "protocol/validation.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;
using client::ServerLink;
using transport::LinkState;
using transport::LinkStatus;

namespace {

constexpr Millis patience {15'000};

Errc errcFor(int closeCode)
{
    constexpr int unauthorized = 4401;
    return closeCode == unauthorized ? Errc::Unauthorized : Errc::Forbidden;
}

} // namespace

Wire::Wire(const QUrl &server, const QString &token, const QString &username) : m_link(m_clock)
{
    m_link.setTarget(server, token, username);
    QObject::connect(&m_link, &ServerLink::statusChanged, this, &Wire::statusChanged);
    QObject::connect(&m_link, &ServerLink::received, this, [this](const QList<Envelope> &envelopes) {
        for (const Envelope &envelope : envelopes)
            take(envelope);
    });
}

Result<void> Wire::connect()
{
    m_link.open();
    if (!waitFor([this] { return m_first.has_value(); }, patience))
        return Error {Errc::Unavailable, "The server does not answer."};
    return *m_first;
}

Result<QJsonObject> Wire::ask(const Request &request)
{
    auto answer = std::make_shared<std::optional<Result<QJsonObject>>>();
    post(request, [answer](Result<QJsonObject> payload) { *answer = std::move(payload); });
    if (!waitFor([&] { return answer->has_value(); }, patience))
        return Error {Errc::TimedOut, "The server did not answer in time."};
    return **answer;
}

void Wire::post(const Request &request, client::RequestTable::Handler handler)
{
    const QString id = m_requests.add(std::move(handler));
    if (m_link.send(toEnvelope(request, id)))
        m_link.ackExpected();
    else
        m_requests.answer(id, Error {Errc::Unavailable, "The connection was lost."});
}

void Wire::tell(const Request &request)
{
    static_cast<void>(m_link.send(toEnvelope(request)));
}

void Wire::statusChanged(const LinkStatus &status)
{
    switch (status.state) {
    case LinkState::Connected:
        if (!m_first)
            m_first = Result<void>();
        Q_EMIT linkUp();
        return;
    case LinkState::Disconnected:
    case LinkState::Waiting:
        if (!m_first)
            m_first = Error {status.final ? errcFor(status.closeCode) : Errc::Unavailable, status.reason.toStdString()};
        m_requests.failAll({Errc::Unavailable, "The connection was lost."});
        if (status.final)
            Q_EMIT stopped(status.reason);
        else
            Q_EMIT linkDown();
        return;
    case LinkState::Connecting:
    case LinkState::Handshaking:
    case LinkState::Suspended: return;
    }
}

void Wire::take(const Envelope &envelope)
{
    if (envelope.type == "welcome"_L1) {
        if (auto welcome = welcomeFromJson(envelope.object())) {
            m_welcome = *std::move(welcome);
            m_link.welcomed(m_welcome.heartbeat);
        }
        return;
    }
    if (!isReply(envelope.type)) {
        Q_EMIT arrived(envelope);
        return;
    }
    m_link.answerArrived();
    const QJsonObject payload = envelope.object();
    if (envelope.type != "error"_L1) {
        m_requests.answer(replyToOf(envelope), payload);
    } else if (const auto error = wireErrorFromJson(payload)) {
        m_requests.answer(error->replyTo, errorFor(*error));
    }
    if (m_requests.isEmpty())
        m_link.ackArrived();
}

} // namespace coterie::cli
