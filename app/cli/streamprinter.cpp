#include "streamprinter.h"

#include "transport/requests.h"

#include <QJsonDocument>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using transport::EventStream;
using transport::ServerEvent;

namespace {

QString wordFor(EventStream::State state)
{
    switch (state) {
    case EventStream::State::Connecting: return u"connecting"_s;
    case EventStream::State::Open: return u"open"_s;
    case EventStream::State::Closed: return u"closed"_s;
    }
    return {};
}

class Printer
{
public:
    Printer(const Invocation &call, Payload payload, std::optional<qint64> count)
        : m_call(call)
        , m_payload(payload)
        , m_count(count)
    {
    }

    void changed(EventStream::State state, const QString &reason)
    {
        m_wasOpen = m_wasOpen || state == EventStream::State::Open;
        if (m_state == state || isDone())
            return;
        m_state = state;
        QJsonObject line {{u"state"_s, wordFor(state)}};
        if (!reason.isEmpty())
            line.insert(u"reason"_s, reason);
        if (m_call.isJson())
            m_call.print(line, {});
    }

    void event(const ServerEvent &event)
    {
        if (isDone())
            return;
        const QJsonDocument document = QJsonDocument::fromJson(event.data.toUtf8());
        const QJsonValue data =
            m_payload == Payload::Json && document.isObject() ? QJsonValue(document.object()) : QJsonValue(event.data);
        m_call.print({{u"event"_s, event.type}, {u"data"_s, data}, {u"lastEventId"_s, event.lastEventId}},
            u"%1: %2"_s.arg(event.type, event.data));
        if (m_payload == Payload::Text || (event.type != "connected"_L1 && event.type != "reset"_L1))
            ++m_printed;
    }

    [[nodiscard]] bool isDone() const { return m_count && m_printed >= *m_count; }
    [[nodiscard]] bool wasOpen() const { return m_wasOpen; }

private:
    const Invocation &m_call;
    Payload m_payload;
    std::optional<qint64> m_count;
    qint64 m_printed = 0;
    std::optional<EventStream::State> m_state;
    bool m_wasOpen = false;
};

} // namespace

QList<QCommandLineOption> streamOptions()
{
    return {{u"last-event-id"_s, u"Begin after this event."_s, u"ID"_s},
        {u"count"_s, u"End after so many events."_s, u"N"_s},
        {u"timeout"_s, u"End after so many seconds; 5 is the exit code if --count was not reached."_s, u"S"_s}};
}

Exit printStream(const Invocation &call, EventStream &stream, Payload payload)
{
    const auto count = call.number(u"count"_s, 1, std::numeric_limits<qint64>::max());
    const auto timeout = call.seconds(u"timeout"_s);
    if (!count || !timeout)
        return call.misused(QString::fromStdString(count ? timeout.error().message : count.error().message));
    constexpr Millis patience {10'000}; // for the first connection, without --timeout

    Printer printer(call, payload, *count);
    QObject::connect(&stream, &EventStream::stateChanged, &stream,
        [&](EventStream::State state, const QString &reason) { printer.changed(state, reason); });
    QObject::connect(
        &stream, &EventStream::eventReceived, &stream, [&](const ServerEvent &event) { printer.event(event); });
    if (call.isSet(u"last-event-id"_s)) {
        const QString id = call.value(u"last-event-id"_s);
        if (const auto request = transport::makeRequest(stream.url(), {{"Last-Event-ID"_ba, id.toUtf8()}}); !request)
            return call.misused(QString::fromStdString(request.error().message));
        stream.setLastEventId(id);
    }
    stream.open();
    const auto isOver = [&] { return printer.isDone() || stream.state() == EventStream::State::Closed; };
    if (!*timeout && !waitFor([&] { return isOver() || printer.wasOpen(); }, patience))
        return call.fail(
            Exit::Unreachable, stream.reason().isEmpty() ? u"The server does not answer."_s : stream.reason());
    static_cast<void>(waitFor(isOver, timeout->value_or(forever)));
    if (printer.isDone())
        return Exit::Done;
    constexpr int noContent = 204;
    if (stream.state() == EventStream::State::Closed && stream.httpStatus() == noContent)
        return Exit::Done;
    if (stream.state() == EventStream::State::Closed) // without any answer: the certificate was not good enough
        return call.fail(stream.httpStatus() == 0 ? Exit::Unreachable : Exit::Refused, stream.reason());
    if (!printer.wasOpen())
        return call.fail(
            Exit::Unreachable, stream.reason().isEmpty() ? u"The server does not answer."_s : stream.reason());
    return *count ? Exit::TimedOut : Exit::Done;
}

} // namespace coterie::cli
