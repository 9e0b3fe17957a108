#include "glide.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace coterie::pointers {

namespace {

constexpr double ShortestInterval = 8; ///< milliseconds: half a frame; faster than that, samples come in bursts
constexpr double LongestInterval = 120;
constexpr double Margin = 1.25; ///< of an interval: how far behind to play, so that a sample may be late
constexpr double Learning = 0.25; ///< of the difference between the last interval and the known one
constexpr double Pull = 0.2; ///< towards the wanted delay, per sample
constexpr double ShortestStep = 4; ///< milliseconds between two knots that are caught up with
constexpr std::size_t MostKnots = 12; ///< waiting; older ones of a burst are left out

double limited(double tangent, double slope)
{
    if (tangent * slope <= 0)
        return 0;
    return std::copysign(std::min(std::abs(tangent), 3 * std::abs(slope)), slope);
}

QPointF limited(QPointF tangent, QPointF slope)
{
    return {limited(tangent.x(), slope.x()), limited(tangent.y(), slope.y())};
}

} // namespace

double Glide::millis(Instant now) const
{
    return std::chrono::duration<double, std::milli>(now - m_epoch).count();
}

void Glide::place(QPointF at, Instant now)
{
    m_epoch = now;
    m_heardAt = 0;
    m_knots = {{at, 0}};
    m_entry = {};
    m_position = at;
}

void Glide::add(QPointF at, Instant now)
{
    if (m_knots.empty())
        return place(at, now);
    advance(now);
    const double time = millis(now);
    const double gap = time - m_heardAt;
    m_heardAt = time;
    if (gap < double(pause.count()))
        m_interval += (std::clamp(gap, ShortestInterval, LongestInterval) - m_interval) * Learning;
    if (!isMoving())
        m_knots.front().due = time; // it rested until now
    const double delay = std::min(m_interval * Margin, longestDelay);
    const double even = m_knots.back().due + m_interval;
    const double due = even + (time + delay - even) * (isMoving() ? Pull : 1);
    if (m_knots.size() >= MostKnots)
        m_knots.pop_back();
    m_knots.push_back({at, std::max(std::min(due, time + longestDelay), m_knots.back().due + ShortestStep)});
    if (m_knots.size() == 2)
        beginSegment();
}

void Glide::shift(QPointF by)
{
    for (Knot &knot : m_knots)
        knot.at += by;
    m_position += by;
}

/// The tangents at both ends of the segment the front begins, m_entry as the segment before left it.
void Glide::beginSegment()
{
    const Knot &from = m_knots[0];
    const Knot &to = m_knots[1];
    const QPointF slope = (to.at - from.at) / (to.due - from.due);
    m_entry = limited(m_entry, slope);
    QPointF wanted = slope * 1.5 - m_entry * 0.5; // nobody knows yet: it goes on speeding up or slowing down
    if (m_knots.size() > 2)
        wanted = (m_knots[2].at - from.at) / (m_knots[2].due - from.due); // Catmull-Rom
    m_exit = limited(wanted, slope);
}

void Glide::advance(Instant now)
{
    const double time = millis(now);
    while (m_knots.size() > 1 && time >= m_knots[1].due) {
        m_knots.pop_front();
        m_entry = m_knots.size() > 1 ? m_exit : QPointF();
        if (m_knots.size() > 1)
            beginSegment();
    }
    evaluate(time);
}

void Glide::evaluate(double now)
{
    if (m_knots.size() < 2) {
        m_position = target();
        return;
    }
    const Knot &from = m_knots[0];
    const Knot &to = m_knots[1];
    const double span = to.due - from.due;
    const double s = std::clamp((now - from.due) / span, 0.0, 1.0);
    const double rest = 1 - s;
    m_position = from.at * (rest * rest * (1 + 2 * s)) + to.at * (s * s * (3 - 2 * s))
        + (m_entry * (s * rest * rest) - m_exit * (s * s * rest)) * span;
}

} // namespace coterie::pointers
