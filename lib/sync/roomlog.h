#pragma once

#include "base/time.h"
#include "protocol/requests.h"

#include <map>
#include <optional>

namespace coterie::sync {

struct SeqRange { ///< both inclusive
    protocol::Seq first = 0;
    protocol::Seq last = 0;
    bool operator==(const SeqRange &) const = default;
};

/// What the client has of one room's log. Events go in as they come and come out once each, in order, without gaps.
class RoomLog
{
public:
    struct Outcome {
        QList<protocol::RoomEvent> apply; ///< in order; the position is behind the last of them
        bool restarted =
            false; ///< another epoch, or a log shorter than ours: all that is known of the room means nothing
        std::optional<SeqRange>
            skipped; ///< the server will not tell these events: ask for history, stored rows may be stale
    };

    static constexpr std::size_t maxEarly = 1'000; ///< events kept from behind a gap; the fill brings what is dropped
    static constexpr Millis askAgainAfter {5'000};

    RoomLog() = default;
    RoomLog(protocol::Epoch epoch, protocol::Seq position) : m_epoch(std::move(epoch)), m_position(position) { }

    [[nodiscard]] const protocol::Epoch &epoch() const { return m_epoch; } ///< empty: nothing known yet
    [[nodiscard]] protocol::Seq position() const { return m_position; } ///< everything up to here has come out of apply

    /// What to say to the server: with `since` when there is a position, without when the room is new to us.
    [[nodiscard]] protocol::JoinRoom joinRequest(const protocol::RoomId &room) const;

    /// This answer to joinRequest() makes all that is known of the room mean nothing.
    [[nodiscard]] bool startsOver(const protocol::JoinAck &ack) const;
    [[nodiscard]] Outcome received(const protocol::RoomEvent &event); ///< live
    [[nodiscard]] Outcome joined(
        const protocol::JoinAck &ack); ///< the answer to joinRequest(), also when it fills a gap

    /// A gap to fill by joining again, once, and again when no answer came for askAgainAfter.
    [[nodiscard]] std::optional<SeqRange> gapToAsk(Instant now);
    [[nodiscard]] std::optional<Instant> nextWake() const;
    void linkLost(); ///< the next join brings what was early

private:
    void drain(Outcome &outcome);

    protocol::Epoch m_epoch;
    protocol::Seq m_position = 0;
    std::map<protocol::Seq, protocol::RoomEvent> m_early;
    std::optional<Instant> m_askedAt;
    bool m_isJoined = false; ///< on this link: until then the epoch of what comes is not known, and it waits in m_early
};

} // namespace coterie::sync
