#pragma once

#include <chrono>

namespace coterie {

using Millis = std::chrono::milliseconds;

/// A point on the monotonic clock: for timeouts, backoff, ordering of local events. Never stored, never sent.
using Instant = std::chrono::steady_clock::time_point;

/// A point on the wall clock with the wire's resolution: milliseconds since 1970 UTC. For people, never for ordering.
using WallTime = std::chrono::sys_time<Millis>;

[[nodiscard]] inline WallTime fromEpochMillis(long long millis)
{
    return WallTime {Millis {millis}};
}
[[nodiscard]] inline long long toEpochMillis(WallTime time)
{
    return time.time_since_epoch().count();
}

/// Where code that does I/O gets the time from. The rules in lib/sync never ask: they are told.
struct Clock {
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wallNow() const = 0;
};

/// The computer's own clocks.
struct SystemClock final : Clock {
    [[nodiscard]] Instant now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] WallTime wallNow() const override
    {
        return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
    }
};

/// A clock that moves when a test says so.
struct ManualClock final : Clock {
    Instant monotonic {};
    WallTime wall {fromEpochMillis(1'700'000'000'000)};
    [[nodiscard]] Instant now() const override { return monotonic; }
    [[nodiscard]] WallTime wallNow() const override { return wall; }
    void advance(Millis by)
    {
        monotonic += by;
        wall += by;
    }
};

} // namespace coterie
