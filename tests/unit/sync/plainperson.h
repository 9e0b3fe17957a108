#pragma once

#include "protocol/notices.h"
#include "sync/plainbridge.h"

#include <algorithm>

/// A client of a plain server, for the tests of the bridge between them.
namespace plainperson {

using namespace coterie;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;
using plain::Dialect;
using sync::PlainBridge;
using sync::PlainStep;
using sync::Repeat;

inline const RoomId general {u"general"_s};

/// A client behind a bridge: what it was told, and what left for the server.
struct Person {
    explicit Person(const QString &name) : bridge(name, u"test"_s, Random(7)) { }

    PlainBridge bridge;
    Instant now {Millis(1'000'000)};
    WallTime wall {fromEpochMillis(1'700'000'000'000)};
    QList<Envelope> events;
    QList<QByteArray> frames;

    void take(const PlainStep &step)
    {
        events += step.events;
        frames += step.frames;
    }
    void pass(Millis time)
    {
        now += time;
        wall += time;
        take(bridge.passed(now, wall));
    }
    void pong(Instant pinged) { take(bridge.reached(pinged, now, wall)); }
    void link(Dialect dialect)
    {
        take(bridge.linkUp(dialect, wall));
        ask(JoinRoom {.roomId = general, .since = position, .epoch = epoch}, u"j"_s);
        epoch = Epoch {u"plain"_s};
    }
    void ask(const Request &request, const QString &id, Repeat repeat = Repeat::No)
    {
        take(bridge.request(toEnvelope(request, id), repeat, now, wall));
    }
    void send(const QString &clientId, const QString &text, Repeat repeat = Repeat::No)
    {
        ask(SendMessage {.roomId = general, .clientId = ClientId {clientId}, .text = text}, u"s-"_s + clientId, repeat);
    }
    void hear(const plain::Event &event) { take(bridge.received(event, now, wall)); }
    void hear(const QByteArray &bytes)
    {
        const auto heard = plain::decode(bytes);
        for (const plain::Frame &frame : *heard)
            hear(frame.event);
    }
    [[nodiscard]] QList<Message> messages() const
    {
        QList<Message> list;
        for (const Envelope &event : events) {
            const auto known =
                isRoomEvent(event.type) ? roomEventFromEnvelope(event) : Result<RoomEvent>(Errc::NotFound);
            if (known)
                list.append(std::get<MessageCreated>(*known).message);
        }
        return list;
    }
    [[nodiscard]] std::optional<Envelope> answerTo(const QString &id) const
    {
        for (const Envelope &event : events) {
            if (replyToOf(event) == id)
                return event;
        }
        return std::nullopt;
    }
    [[nodiscard]] int sentCount(const QString &clientId) const
    {
        return int(std::ranges::count_if(frames, [&](const QByteArray &f) { return f.contains(clientId.toUtf8()); }));
    }

    std::optional<Seq> position {};
    std::optional<Epoch> epoch {};
};

inline plain::Message said(
    const QString &id, const plain::Author &author, const QString &text, std::optional<WallTime> time = std::nullopt)
{
    return {.room = u"general"_s, .id = id, .clientId = {}, .author = author, .text = text, .timestamp = time};
}

} // namespace plainperson
