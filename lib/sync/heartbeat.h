#pragma once

#include "base/random.h"
#include "base/time.h"
#include "protocol/types.h"

#include <optional>

namespace coterie::sync {

/// Whether the other side is still there. Any traffic is life. Silence for an interval asks; every answer that does not
/// come within the timeout is a miss, and `missed` of them in a row are the end. After a wake-up a link proves itself
/// in 600 ms or is replaced, which costs little.
///
/// While somebody waits for an ack it asks sooner, 2 s after the last answer, and silence of 10 s is the end. Hearing
/// others is not being heard, though: perhaps only our own words vanish. A pong may stand behind much else on a slow
/// line, but it keeps its place: what the server said 9 s after it was asked can only come after the pong. So hearing
/// that without the pong is the end too. What does not tell when it was said counts by its size: 10 s, and as long as a
/// slow line takes for what was heard meanwhile.
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
    static constexpr Millis answersWithin {9'000}; ///< a server that is reached, by its own clock
    static constexpr qint64 slowLine = 2'048; ///< bytes per second; GPRS brings more
    static constexpr Millis deafAfter {120'000}; ///< however much is heard
    static constexpr Millis probeDeadAfter {600};

    /// The link stands. The first beat comes at a random part of the interval, so that clients do not beat in step.
    void start(Instant now, const protocol::Heartbeat &rules, Random &random);
    void stop();
    void heard(Instant now, qint64 bytes = 0); ///< anything arrived
    void arriving(Instant now, qint64 bytes); ///< so many of something that is not complete
    void said(WallTime serverTime); ///< what arrived was said then, by the server's clock
    void clockShown(WallTime serverTime, Instant asked); ///< the answer to a question that was asked then
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
    [[nodiscard]] Instant deafEnd(Instant since) const;

    struct ClockReading { ///< the server's clock showed `time` at `notBefore` or later
        WallTime time;
        Instant notBefore;
    };

    protocol::Heartbeat m_rules;
    bool m_running = false;
    Instant m_nextBeat {}; ///< of the regular rhythm
    int m_unanswered = 0; ///< pings since the last sign of life
    Instant m_lastHeard {};
    Instant m_lastAnswered {};
    std::optional<Instant> m_waitingSince;
    std::optional<Instant> m_probedAt;
    std::optional<Instant> m_lastAsked; ///< the last ping
    qint64 m_bytesHeard = 0; ///< while waiting, since the last answer
    qint64 m_bytesArriving = 0;
    std::optional<ClockReading> m_serverClock;
    std::optional<Instant> m_saidAt; ///< or later: the latest thing heard
};

} // namespace coterie::sync
