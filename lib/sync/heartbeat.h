#pragma once

#include "base/random.h"
#include "base/time.h"
#include "protocol/types.h"

#include <optional>

namespace coterie::sync {

/// Whether the other side is still there. Any traffic is life. Silence for an interval asks; every answer that does not
/// come within the timeout is a miss, and `missed` of them in a row are the end. While somebody waits for an ack, or
/// after a wake-up, it asks sooner: silence of 2 s asks, silence of 10 s (5 s after a wake-up) is the end.
class HeartbeatMonitor
{
public:
    enum class Action { None, Ping, Dead };
    struct Decision {
        Action action = Action::None;
        Instant wakeAt {}; ///< when to ask again; meaningless after Dead
        bool operator==(const Decision &) const = default;
    };

    static constexpr Millis ackProbeAfter {2'000};
    static constexpr Millis ackDeadAfter {10'000};
    static constexpr Millis probeDeadAfter {5'000};

    /// The link stands. The first beat comes at a random part of the interval, so that clients do not beat in step.
    void start(Instant now, const protocol::Heartbeat &rules, Random &random);
    void stop();
    void heard(Instant now); ///< anything arrived
    void ackExpected(Instant now);
    void ackArrived();
    void probe(Instant now); ///< the computer woke up or changed networks: the link proves itself at once
    [[nodiscard]] bool isRunning() const { return m_running; }

    /// Call after every one of the above and at `wakeAt`.
    [[nodiscard]] Decision check(Instant now);

private:
    [[nodiscard]] Decision decide(Action action, Instant beat, Instant now);

    protocol::Heartbeat m_rules;
    bool m_running = false;
    Instant m_nextBeat {}; ///< of the regular rhythm
    int m_unanswered = 0; ///< pings since the last sign of life
    Instant m_lastHeard {};
    std::optional<Instant> m_waitingSince;
    std::optional<Instant> m_probedAt;
    std::optional<Instant> m_lastPing; ///< since the last sign of life
};

} // namespace coterie::sync
