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
