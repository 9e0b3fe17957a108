#pragma once

#include "base/time.h"
#include "viewport.h"

#include <array>
#include <optional>

namespace coterie::boardview {

/// The way of a view after another one that is told some thirty times a second: a critically damped spring (T. Lowe,
/// "Critically Damped Ease-In/Ease-Out Smoothing", Game Programming Gems 4, 2004) that goes on with the speed it has
/// when its goal moves. Its speed is kept from zero to what a spring without a swing allows, so no coordinate ever goes
/// away from where it is to be, nor beyond. It goes in the centre and in the width that is seen: who zooms about a
/// point sees that point stay. A value: no clock, no timer; times must not fall. Lengths are board units.
class ViewChase
{
public:
    /// How far behind a goal that moves evenly: two of the spring's time constants.
    static constexpr Millis lag {100};

    struct Place {
        QPointF centre;
        double zoom = 1; ///< positive
    };

    void begin(const Place &from, Instant now); ///< from rest
    void aim(const Place &at) { m_goal = at; } ///< from here on; after begin()
    void stop() { m_now.reset(); }
    [[nodiscard]] bool isRunning() const { return m_now.has_value(); }
    /// Where the view is then, after begin() and aim(). At the goal it rests, and the chase is over.
    [[nodiscard]] Place advance(Instant now);

private:
    struct Axis {
        double at = 0;
        double speed = 0; ///< units per second
        void advance(double goal, double seconds);
    };
    [[nodiscard]] bool isThere() const;

    std::optional<Instant> m_now; ///< nothing: it does not run
    std::array<Axis, 3> m_axes; ///< x, y, and how much board an item unit shows
    Place m_goal;
};

} // namespace coterie::boardview
