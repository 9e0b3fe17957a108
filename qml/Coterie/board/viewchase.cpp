#include "viewchase.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coterie::boardview {

namespace {

constexpr double Stiffness = 2.0 / std::chrono::duration<double>(ViewChase::lag).count(); // radians per second
constexpr double LongestStep = 0.1; // seconds: a window that slept goes on where it was, not in one leap
constexpr double NearEnough = 0.25; // item units, and
constexpr double SameZoom = 0.0005; // of the zoom: nobody sees the rest

} // namespace

/// Exact for a goal that rests meanwhile, whatever the length of the step.
void ViewChase::Axis::advance(double goal, double seconds)
{
    const double way = goal - at;
    const double fastest = Stiffness * way; // faster than this it would swing over
    speed = way > 0 ? std::clamp(speed, 0.0, fastest) : std::clamp(speed, fastest, 0.0);
    const double drift = speed - fastest;
    const double fading = std::exp(-Stiffness * seconds);
    at = goal - (way - drift * seconds) * fading;
    speed = (speed - Stiffness * drift * seconds) * fading;
}

void ViewChase::begin(const Place &from, Instant now)
{
    m_axes = {{{.at = from.centre.x()}, {.at = from.centre.y()}, {.at = 1 / from.zoom}}};
    m_goal = from;
    m_now = now;
}

bool ViewChase::isThere() const
{
    const QPointF way = (m_goal.centre - QPointF(m_axes[0].at, m_axes[1].at)) * m_goal.zoom;
    return std::max(std::abs(way.x()), std::abs(way.y())) < NearEnough
        && std::abs(m_axes[2].at * m_goal.zoom - 1) < SameZoom;
}

ViewChase::Place ViewChase::advance(Instant now)
{
    if (!m_now)
        return m_goal;
    const double seconds = std::chrono::duration<double>(now - *m_now).count();
    m_now = now;
    const std::array<double, 3> goals {m_goal.centre.x(), m_goal.centre.y(), 1 / m_goal.zoom};
    for (std::size_t i = 0; i < goals.size(); ++i)
        m_axes[i].advance(goals[i], std::clamp(seconds, 0.0, LongestStep));
    if (isThere()) {
        stop();
        return m_goal;
    }
    return {.centre = {m_axes[0].at, m_axes[1].at}, .zoom = 1 / m_axes[2].at};
}

} // namespace coterie::boardview
