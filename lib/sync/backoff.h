#pragma once

#include "base/random.h"
#include "base/time.h"

#include <optional>

namespace coterie::sync {

/// When to try again: exponential with full jitter (M. Brooker, "Exponential Backoff And Jitter", 2015): uniform
/// between nothing and a bound that doubles, so that a thousand clients of a restarted server do not come back in step.
class Backoff
{
public:
    struct Rules {
        Millis first {500};
        Millis cap {30'000};
        Millis healthy {60'000}; ///< a link that stood so long wipes the slate
    };

    Backoff() = default;
    explicit Backoff(Rules rules) : m_rules(rules) { }

    /// The wait before the next attempt; each call doubles the bound.
    [[nodiscard]] Millis next(Random &random);
    void linkUp(Instant now);
    void linkDown(Instant now); ///< forgets the failures before it if the link was healthy
    void reset(); ///< a person's click, a wake-up, another network
    [[nodiscard]] int attempts() const { return m_attempts; } ///< since the last reset

private:
    Rules m_rules {};
    int m_attempts = 0;
    std::optional<Instant> m_upSince;
};

} // namespace coterie::sync
