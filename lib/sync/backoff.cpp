#include "sync/backoff.h"

#include <algorithm>

namespace coterie::sync {

Millis Backoff::next(Random &random)
{
    constexpr int enough = 30; // doublings after which any bound is over any cap
    const Millis bound = std::min(m_rules.cap, m_rules.first * (std::int64_t {1} << std::min(m_attempts, enough)));
    ++m_attempts;
    return Millis {static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(bound.count()) + 1))};
}

void Backoff::linkUp(Instant now)
{
    m_upSince = now;
}

void Backoff::linkDown(Instant now)
{
    if (m_upSince && now - *m_upSince >= m_rules.healthy)
        reset();
    m_upSince.reset();
}

void Backoff::reset()
{
    m_attempts = 0;
}

} // namespace coterie::sync
