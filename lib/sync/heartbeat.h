#pragma once

#include "base/random.h"
#include "base/time.h"
#include "protocol/types.h"

#include <optional>

namespace coterie::sync {

/// Whether the other side is still there. Any traffic is life. Silence for an interval asks; every answer that does not
/// come within the timeout is a miss, and `missed` of them in a row are the end. While somebody waits for an ack it
/// asks sooner: silence of 2 s asks, silence of 10 s is the end. So is hearing others for 30 s without one answer: then
/// only our own words vanish. After a wake-up a link proves itself in 600 ms or is replaced, which costs little.
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
    /// Longer than silence is given, because a pong may stand behind much else on a slow line.
    static constexpr Millis deafAfter {30'000};
    static constexpr Millis probeDeadAfter {600};

    /// The link stands. The first beat comes at a random part of the interval, so that clients do not beat in step.
    void start(Instant now, const protocol::Heartbeat &rules, Random &random);
    void stop();
    void heard(Instant now); ///< anything arrived
    void answered(Instant now); ///< what arrived answers us, so our words arrive too
    void ackExpected(Instant now);
    void ackArrived();
    void probe(Instant now); ///< the computer woke up or changed networks: the link proves itself at once
    [[nodiscard]] bool isRunning() const { return m_running; }

    /// Call after every one of the above and at `wakeAt`.
    [[nodiscard]] Decision check(Instant now);

private:
    [[nodiscard]] Decision decide(Action action, Instant beat, Instant now);
    [[nodiscard]] Decision checkWaiting(Instant now);

    protocol::Heartbeat m_rules;
    bool m_running = false;
    Instant m_nextBeat {}; ///< of the regular rhythm
    int m_unanswered = 0; ///< pings since the last sign of life
    Instant m_lastHeard {};
    Instant m_lastAnswered {};
    std::optional<Instant> m_waitingSince;
    std::optional<Instant> m_probedAt;
    std::optional<Instant> m_lastPing; ///< since the last sign of life
    std::optional<Instant> m_lastAsked; ///< the last ping of all
};

} // namespace coterie::sync
