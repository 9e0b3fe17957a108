#include "sync/wakedetector.h"

#include <algorithm>

namespace coterie::sync {

bool WakeDetector::tick(Instant now, WallTime wall)
{
    const auto last = std::exchange(m_last, Seen {now, wall});
    if (!last)
        return false;
    const auto passed = std::max<Instant::duration>(now - last->now, wall - last->wall);
    return passed >= asleepFrom;
}

} // namespace coterie::sync
