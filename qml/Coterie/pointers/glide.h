#pragma once

#include "base/time.h"

#include <QPointF>

#include <deque>

namespace coterie::pointers {

/// The way of a pointer through samples that arrive some thirty times a second: a cubic Hermite spline through every
/// sample, one sample behind, whose tangents are limited as F. N. Fritsch and R. E. Carlson do ("Monotone Piecewise
/// Cubic Interpolation", 1980), each axis by itself, so that it never leaves the box of the two samples it is between.
/// Samples that come unevenly are played evenly; what piled up is caught up with. Units are the caller's; times must
/// not fall. A value: no clock, no timer.
class Glide
{
public:
    static constexpr Millis pause {250}; ///< a longer silence was a rest and says nothing about the rate
    static constexpr double longestDelay = 140; ///< milliseconds behind the newest sample

    void place(QPointF at, Instant now); ///< there at once: the first sample, or motion is not wanted
    void add(QPointF at, Instant now); ///< a new sample
    void shift(QPointF by); ///< all that it goes by has moved: it goes along at once
    void advance(Instant now);

    [[nodiscard]] QPointF position() const { return m_position; } ///< as of the last call with a time
    [[nodiscard]] QPointF target() const { return m_knots.empty() ? m_position : m_knots.back().at; }
    [[nodiscard]] bool isMoving() const { return m_knots.size() > 1; }

private:
    struct Knot {
        QPointF at;
        double due = 0; ///< milliseconds since m_epoch
    };
    [[nodiscard]] double millis(Instant now) const;
    void beginSegment();
    void evaluate(double now);

    std::deque<Knot> m_knots; ///< the front is where the present segment began; alone: where it rests
    QPointF m_entry; ///< tangent at the front, units per millisecond
    QPointF m_exit; ///< at the next one
    QPointF m_position;
    Instant m_epoch {};
    double m_heardAt = 0;
    double m_interval = 40; ///< milliseconds between samples, smoothed
};

} // namespace coterie::pointers
