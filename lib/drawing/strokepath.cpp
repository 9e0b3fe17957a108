#include "drawing/strokepath.h"

#include <QLineF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace coterie::drawing {

namespace {

/// A place on the smooth line, with half the width there.
struct Sample {
    QPointF at;
    double radius = 0;
};

/// Control points of the B-spline: the samples without those that lie on top of each other.
class Spline
{
public:
    Spline(const board::Points &points, double width, bool isSteady)
    {
        m_knots.reserve(points.size());
        for (const board::Point &point : points) {
            const Sample knot {QPointF(point.x, point.y), widthAt(width, isSteady ? 0.5 : point.pressure) / 2};
            if (!std::isfinite(point.x) || !std::isfinite(point.y))
                continue;
            if (!m_knots.empty() && m_knots.back().at == knot.at)
                m_knots.back().radius = std::max(m_knots.back().radius, knot.radius);
            else
                m_knots.push_back(knot);
        }
    }

    [[nodiscard]] const std::vector<Sample> &knots() const { return m_knots; }
    [[nodiscard]] std::size_t pieces() const { return std::max<std::size_t>(m_knots.size() - 1, 2) - 1; }

    /// Piece i is a quadratic Bézier curve from begin(i) to begin(i + 1) around control(i).
    [[nodiscard]] Sample begin(std::size_t i) const
    {
        if (i == 0)
            return m_knots.front();
        return i >= pieces() ? m_knots.back() : between(m_knots[i], m_knots[i + 1]);
    }
    [[nodiscard]] Sample control(std::size_t i) const
    {
        return m_knots.size() == 2 ? between(m_knots[0], m_knots[1]) : m_knots[i + 1];
    }

    void appendPiece(std::size_t i, double tolerance, std::vector<Sample> &samples) const
    {
        const Sample a = begin(i);
        const Sample b = control(i);
        const Sample c = begin(i + 1);
        // A quadratic curve strays from n equal steps by |a - 2b + c| / 4n² (Sederberg, "Computer Aided Geometric
        // Design", 2012, §2.7); the edge of the ink strays the more the wider it is.
        const QPointF bend = a.at - 2 * b.at + c.at;
        const double stray = std::hypot(bend.x(), bend.y()) / 4 + turn(a.at, b.at, c.at) * b.radius / 8;
        const int steps = std::clamp(int(std::ceil(std::sqrt(stray / tolerance))), 1, 64);
        for (int step = 1; step <= steps; ++step) {
            const double t = double(step) / steps;
            const double s = 1 - t;
            samples.push_back({s * s * a.at + 2 * s * t * b.at + t * t * c.at,
                s * s * a.radius + 2 * s * t * b.radius + t * t * c.radius});
        }
    }

private:
    static Sample between(const Sample &a, const Sample &b) { return {(a.at + b.at) / 2, (a.radius + b.radius) / 2}; }
    static double turn(QPointF a, QPointF b, QPointF c)
    {
        const QPointF in = b - a;
        const QPointF out = c - b;
        const double along = QPointF::dotProduct(in, out);
        const double across = std::abs(in.x() * out.y() - in.y() * out.x());
        return across < along ? across / along : std::atan2(across, along); // the tangent is as good when it is small
    }

    std::vector<Sample> m_knots;
};

/// As long as 1; {1, 0} if it has no direction.
QPointF unit(QPointF direction)
{
    const double length = std::sqrt(QPointF::dotProduct(direction, direction));
    return length > 0 ? direction / length : QPointF(1, 0);
}

QPointF turnedLeft(QPointF direction) // y grows downwards
{
    return {direction.y(), -direction.x()};
}

QPointF onCircle(const Sample &sample, double angle)
{
    return sample.at + sample.radius * QPointF(std::cos(angle), std::sin(angle));
}

/// Appends an arc without its ends, clockwise (y grows downwards).
void appendArc(QPolygonF &polygon, const Sample &sample, double from, double sweep, double tolerance)
{
    const double ratio = std::clamp(1 - tolerance / std::max(sample.radius, tolerance), -1.0, 1.0);
    const int steps = std::clamp(int(std::ceil(sweep / (2 * std::acos(ratio)))), 2, 48);
    for (int step = 1; step < steps; ++step)
        polygon.append(onCircle(sample, from + sweep * step / steps));
}

QPolygonF disc(const Sample &sample, double tolerance)
{
    QPolygonF polygon;
    polygon.append(onCircle(sample, 0));
    appendArc(polygon, sample, 0, 2 * std::numbers::pi, tolerance);
    polygon.append(polygon.front());
    return polygon;
}

/// A band around the samples: along its left side, around the end, back along the right side, around the beginning.
/// Where it turns sharply a disc makes the turn round and covers what the inner side folds over.
void addBand(QPainterPath &path, const std::vector<Sample> &samples, double tolerance)
{
    constexpr double halfTurn = std::numbers::pi;
    const double sharp = std::cos(halfTurn / 7);
    std::vector<QPointF> left; // of each sample, as long as its radius
    left.reserve(samples.size());
    QPointF before;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const QPointF way = i + 1 < samples.size() ? unit(samples[i + 1].at - samples[i].at) : before;
        const QPointF both = i > 0 ? before + way : way;
        if (i > 0 && QPointF::dotProduct(before, way) < sharp)
            path.addPolygon(disc(samples[i], tolerance));
        const bool isReversal = QPointF::dotProduct(both, both) < 1e-6;
        left.push_back((isReversal ? before : turnedLeft(unit(both))) * samples[i].radius);
        before = way;
    }
    const auto angleAt = [](QPointF direction) { return std::atan2(direction.y(), direction.x()); };
    QPolygonF polygon;
    polygon.reserve(qsizetype(samples.size()) * 2 + 32);
    for (std::size_t i = 0; i < samples.size(); ++i)
        polygon.append(samples[i].at + left[i]);
    appendArc(polygon, samples.back(), angleAt(left.back()), halfTurn, tolerance);
    for (std::size_t i = samples.size(); i-- > 0;)
        polygon.append(samples[i].at - left[i]);
    appendArc(polygon, samples.front(), angleAt(-left.front()), halfTurn, tolerance);
    polygon.append(polygon.front());
    path.addPolygon(polygon);
}

} // namespace

double widthAt(double width, double pressure)
{
    constexpr double lightest = 0.4; // of its width; the hardest is 1.6
    return width * (lightest + (1 - lightest) * 2 * std::clamp(pressure, 0.0, 1.0));
}

QPainterPath strokeCentre(const board::Points &points)
{
    QPainterPath path;
    const Spline spline(points, 0, true);
    if (spline.knots().empty())
        return path;
    path.moveTo(spline.knots().front().at);
    if (spline.knots().size() < 3)
        path.lineTo(spline.knots().back().at);
    else
        for (std::size_t i = 0; i < spline.pieces(); ++i)
            path.quadTo(spline.control(i).at, spline.begin(i + 1).at);
    return path;
}

QPainterPath strokeOutline(
    const board::Points &points, double width, bool isHighlighter, double tolerance, const QRectF &within)
{
    QPainterPath path;
    path.setFillRule(Qt::WindingFill);
    const Spline spline(points, width, isHighlighter);
    const auto &knots = spline.knots();
    if (knots.empty())
        return path;
    if (knots.size() == 1) {
        path.addPolygon(disc(knots.front(), tolerance));
        return path;
    }
    const double around = widthAt(width, 1) / 2 + tolerance;
    const QRectF near = within.isNull() ? within : within.adjusted(-around, -around, around, around);
    const auto isSeen = [&](std::size_t i) {
        if (near.isNull())
            return true;
        const auto [a, b, c] = std::array {spline.begin(i).at, spline.control(i).at, spline.begin(i + 1).at};
        const auto [left, right] = std::minmax({a.x(), b.x(), c.x()});
        const auto [top, bottom] = std::minmax({a.y(), b.y(), c.y()});
        return left <= near.right() && right >= near.left() && top <= near.bottom() && bottom >= near.top();
    };
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < spline.pieces(); ++i) {
        if (isSeen(i)) {
            if (samples.empty())
                samples.push_back(spline.begin(i));
            spline.appendPiece(i, tolerance, samples);
        } else if (!samples.empty()) {
            addBand(path, samples, tolerance);
            samples.clear();
        }
    }
    if (!samples.empty())
        addBand(path, samples, tolerance);
    return path;
}

} // namespace coterie::drawing
