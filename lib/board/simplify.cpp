#include "board/simplify.h"

#include <algorithm>
#include <cmath>

namespace coterie::board {

namespace {

constexpr float PressureTolerance = 0.04F; // one step of how it is written
constexpr std::size_t Stretch = 500;

/// How far the point is from the way between two others, in tolerances: of place or of pressure, whichever is more.
double distance(const Point &point, const Point &from, const Point &to, double tolerance)
{
    const double wayX = double(to.x) - double(from.x);
    const double wayY = double(to.y) - double(from.y);
    const double x = double(point.x) - double(from.x);
    const double y = double(point.y) - double(from.y);
    const double length = wayX * wayX + wayY * wayY;
    const double at = length > 0 ? std::clamp((x * wayX + y * wayY) / length, 0.0, 1.0) : 0;
    const double off = std::hypot(x - at * wayX, y - at * wayY);
    const double pressure = double(from.pressure) + at * (double(to.pressure) - double(from.pressure));
    return std::max(off / tolerance, std::abs(double(point.pressure) - pressure) / double(PressureTolerance));
}

/// Marks what is to stay between two points that stay. With a stack of its own: a hostile stroke is as deep as it is
/// long.
void keepBetween(const Points &points, std::size_t first, std::size_t last, double tolerance, std::vector<bool> &kept)
{
    std::vector<std::pair<std::size_t, std::size_t>> open {{first, last}};
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        double farthest = 1;
        std::size_t at = 0;
        for (std::size_t i = from + 1; i < to; ++i) {
            const double off = distance(points[i], points[from], points[to], tolerance);
            if (off > farthest) {
                farthest = off;
                at = i;
            }
        }
        if (at == 0)
            continue;
        kept[at] = true;
        open.emplace_back(from, at);
        open.emplace_back(at, to);
    }
}

/// How far the curve leaves the way from `from` over `bend` to `to`, which are what is left around a bend, in
/// tolerances.
double cutOff(const Point &from, const Point &bend, const Point &to, double tolerance)
{
    const auto blend = [](float a, float b, float c) { return (a + 6 * b + c) / 8; };
    const Point on {blend(from.x, bend.x, to.x), blend(from.y, bend.y, to.y),
        blend(from.pressure, bend.pressure, to.pressure)}; // the curve where it is nearest to its control point
    const double before = (double(from.x) - double(bend.x)) * (double(to.x) - double(bend.x));
    const double across = (double(from.y) - double(bend.y)) * (double(to.y) - double(bend.y));
    if (before + across > 0) // it turns back: a tip
        return distance(on, bend, bend, tolerance);
    return std::min(distance(on, from, bend, tolerance), distance(on, bend, to, tolerance));
}

/// The points are control points of a curve, which begins to bend half way to the next one. Where a long straight way
/// ends its last sample stays, so that the bend is where it was drawn.
void keepBends(const Points &points, double tolerance, std::vector<bool> &kept)
{
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (kept[i])
            left.push_back(i);
    }
    for (std::size_t i = 1; i + 1 < left.size(); ++i) {
        const std::size_t bend = left[i];
        if (cutOff(points[left[i - 1]], points[bend], points[left[i + 1]], tolerance) > 1)
            kept[bend - 1] = kept[bend + 1] = true;
    }
}

} // namespace

Points simplified(const Points &points, double tolerance)
{
    if (points.size() < 3 || tolerance <= 0)
        return points;
    std::vector<bool> kept(points.size(), false);
    for (std::size_t first = 0; first + 1 < points.size(); first += Stretch) {
        const std::size_t last = std::min(first + Stretch, points.size() - 1);
        kept[first] = kept[last] = true;
        keepBetween(points, first, last, tolerance, kept);
    }
    keepBends(points, tolerance, kept);
    Points result;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (kept[i])
            result.push_back(points[i]);
    }
    return result;
}

double toleranceOf(double width)
{
    constexpr double Least = 1.0 / 16; // as it is written
    constexpr double Most = 0.5;
    return std::clamp(width / 20, Least, Most);
}

bool isWorthReplacing(const Points &simpler, const Points &drawn)
{
    return simpler.size() * 4 < drawn.size() * 3;
}

} // namespace coterie::board
