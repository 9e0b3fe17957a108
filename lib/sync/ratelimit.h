#pragma once

#include "base/time.h"

#include <optional>

namespace coterie::sync {

/// A token bucket. Once it has refused, it refuses everything until the time it named: what a client had already under
/// way behind the refused message must not slip in before it.
class TokenBucket
{
public:
    /// `perSecond` is the sustained rate, `burst` what may come at once.
    TokenBucket(double perSecond, double burst) : m_perSecond(perSecond), m_burst(burst), m_tokens(burst) { }

    /// Nothing if it is granted, else how long to wait (at least 250 ms).
    [[nodiscard]] std::optional<Millis> take(Instant now, double tokens = 1);

private:
    double m_perSecond;
    double m_burst;
    double m_tokens;
    std::optional<Instant> m_last;
    Instant m_refusedUntil {};
};

} // namespace coterie::sync
