#include "sync/ratelimit.h"

#include <algorithm>
#include <cmath>

namespace coterie::sync {

std::optional<Millis> TokenBucket::take(Instant now, double tokens)
{
    constexpr Millis shortest {250};
    if (m_last && now > *m_last) {
        const std::chrono::duration<double> passed = now - *m_last;
        m_tokens = std::min(m_burst, m_tokens + passed.count() * m_perSecond);
    }
    m_last = now;
    if (now < m_refusedUntil)
        return std::max(shortest, std::chrono::ceil<Millis>(m_refusedUntil - now));
    if (m_tokens >= tokens) {
        m_tokens -= tokens;
        return std::nullopt;
    }
    const auto wait = std::max(shortest, Millis {std::llround(std::ceil((tokens - m_tokens) / m_perSecond * 1000.0))});
    m_refusedUntil = now + wait;
    return wait;
}

} // namespace coterie::sync
