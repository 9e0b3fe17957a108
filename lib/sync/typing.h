#pragma once

#include "base/time.h"
#include "protocol/types.h"

#include <QHash>
#include <QList>

#include <optional>

namespace coterie::sync {

/// The notices of one person's keyboard: at most one every `typingEvery` while keys are pressed, one stop after
/// `typingIdle` of silence, on sending and on leaving.
class TypingSender
{
public:
    explicit TypingSender(protocol::Timings timings = {}) : m_timings(timings) { }
    void setTimings(const protocol::Timings &timings) { m_timings = timings; }

    [[nodiscard]] bool keyPressed(const protocol::RoomId &room, Instant now); ///< true: send `typing`
    [[nodiscard]] bool stop(const protocol::RoomId &room); ///< true: send `stop_typing`
    [[nodiscard]] QList<protocol::RoomId> idle(Instant now); ///< send `stop_typing` for these
    [[nodiscard]] std::optional<Instant> nextWake() const; ///< when to ask idle()
    void linkLost() { m_rooms.clear(); } ///< the server has forgotten, and so do we

private:
    struct State {
        Instant noticed;
        Instant pressed;
    };
    protocol::Timings m_timings;
    QHash<protocol::RoomId, State> m_rooms;
};

/// Who is typing where, as the others see it: forgotten `typingExpiry` after the last notice.
class TypingBoard
{
public:
    explicit TypingBoard(protocol::Timings timings = {}) : m_timings(timings) { }
    void setTimings(const protocol::Timings &timings) { m_timings = timings; }

    [[nodiscard]] bool typing(
        const protocol::RoomId &room, const protocol::User &user, Instant now); ///< true: it changed
    [[nodiscard]] bool stopped(const protocol::RoomId &room, const protocol::UserId &user);
    [[nodiscard]] QList<protocol::RoomId> gone(const protocol::UserId &user); ///< rooms that changed
    [[nodiscard]] QList<protocol::RoomId> expire(Instant now); ///< rooms that changed
    [[nodiscard]] QList<protocol::RoomId> clear(); ///< rooms that changed
    [[nodiscard]] std::optional<Instant> nextWake() const;
    [[nodiscard]] QList<protocol::User> in(const protocol::RoomId &room) const; ///< in the order in which they began

private:
    struct Entry {
        protocol::User user;
        Instant until;
    };
    protocol::Timings m_timings;
    QHash<protocol::RoomId, QList<Entry>> m_rooms;
};

/// The server's side: passes on at most one notice per person and room in half of `typingEvery`, and a stop only after
/// a start.
class TypingRelay
{
public:
    explicit TypingRelay(protocol::Timings timings = {}) : m_timings(timings) { }

    [[nodiscard]] bool typing(
        const protocol::RoomId &room, const protocol::UserId &user, Instant now); ///< true: relay it
    [[nodiscard]] bool stopped(const protocol::RoomId &room, const protocol::UserId &user); ///< true: relay it
    [[nodiscard]] QList<protocol::RoomId> gone(const protocol::UserId &user); ///< rooms that must hear a stop
    void expire(Instant now); ///< forgets those who never said stop; receivers have done so by themselves

private:
    protocol::Timings m_timings;
    QHash<protocol::RoomId, QHash<protocol::UserId, Instant>> m_rooms; ///< when it was last relayed
};

} // namespace coterie::sync
