#pragma once

#include "base/time.h"

#include <optional>

namespace coterie::sync {

/// Whether the computer, or only this program, has slept since the last tick. A clock that counts through the sleep
/// shows it as a late tick; where the monotonic clock stands still in it, as on Linux, the wall clock has run ahead. A
/// person who sets the clock forward looks the same, and costs one ping.
class WakeDetector
{
public:
    enum class Event { None, ClockSet, WokeUp };

    static constexpr Millis tickEvery {1'000};
    static constexpr Millis asleepFrom {5'000}; ///< what a busy machine delays a tick by is shorter

    static constexpr Millis clockSetFrom {2'000}; ///< less is the system's own fine tuning

    [[nodiscard]] Event tick(Instant now, WallTime wall);

private:
    struct Seen {
        Instant now;
        WallTime wall;
    };
    std::optional<Seen> m_last;
};

} // namespace coterie::sync
