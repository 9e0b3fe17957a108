#pragma once

#include "rawserver.h"

#include "transport/eventstream.h"

#include <QTest>

namespace coterie::transport::testing {

using namespace Qt::StringLiterals;

inline const QByteArray ok = "200 OK"_ba;
inline const QByteArray stream = "Content-Type: text/event-stream\r\n"_ba;
constexpr EventStream::Timing quick {Millis(2), Millis(1), Millis(300'000), Millis(45'000)};

/// A stream and what it said: "connecting", "open", "closed", "data #id".
struct Watched {
    explicit Watched(const QUrl &url = {})
    {
        events.setTiming(quick);
        events.setUrl(url);
        QObject::connect(&events, &EventStream::stateChanged, &events, [this](EventStream::State state) {
            static const QStringList names {u"connecting"_s, u"open"_s, u"closed"_s};
            log << names.at(static_cast<int>(state));
        });
        QObject::connect(&events, &EventStream::eventReceived, &events, [this](const ServerEvent &event) {
            log << event.data + (event.lastEventId.isEmpty() ? QString() : u" #"_s + event.lastEventId);
        });
    }
    [[nodiscard]] bool isClosed() const { return events.state() == EventStream::State::Closed; }

    EventStream events;
    QStringList log;
};

/// Long enough for a reconnect of a millisecond to show.
inline void settle()
{
    QTest::qWait(25);
}

} // namespace coterie::transport::testing
