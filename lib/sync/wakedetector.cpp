#include "sync/wakedetector.h"

#include <algorithm>

namespace coterie::sync {

WakeDetector::Event WakeDetector::tick(Instant now, WallTime wall)
{
    const auto last = std::exchange(m_last, Seen {now, wall});
    if (!last)
        return Event::None;
    const Instant::duration monotonic = now - last->now;
    const Instant::duration shown = wall - last->wall;
    if (std::max(monotonic, shown) >= asleepFrom)
        return Event::WokeUp;
    return std::chrono::abs(shown - monotonic) >= clockSetFrom ? Event::ClockSet : Event::None;
}

} // namespace coterie::sync
