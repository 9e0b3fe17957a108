#include "board/erase.h"

#include "board/hittest.h"

#include <algorithm>
#include <cmath>

namespace coterie::board {

namespace {

/// The eraser's way: all within a radius of a segment.
struct Swath {
    QPointF from;
    QPointF to;
    double radius = 0;

    [[nodiscard]] double beyond(const Point &point) const ///< above 0: outside
    {
        return distanceToSegment({point.x, point.y}, from, to) - radius;
    }
};

Point between(const Point &a, const Point &b, double share)
{
    const auto mixed = [share](float from, float to) {
        return static_cast<float>(
            static_cast<double>(from) + (static_cast<double>(to) - static_cast<double>(from)) * share);
    };
    return {mixed(a.x, b.x), mixed(a.y, b.y), mixed(a.pressure, b.pressure)};
}

/// Where the way a → b crosses the edge of the swath, one end in and the other out: halving, because a capsule's edge
/// is made of three parts; 24 halvings are closer than a float.
double edgeBetween(const Swath &swath, const Point &a, const Point &b)
{
    double in = swath.beyond(a) <= 0 ? 0 : 1;
    double out = 1 - in;
    for (int i = 0; i < 24; ++i) {
        const double middle = (in + out) / 2;
        (swath.beyond(between(a, b, middle)) <= 0 ? in : out) = middle;
    }
    return out;
}

/// False for most pieces of a stroke: nothing between two points is nearer than the way between them allows.
bool mayMeet(const Swath &swath, const Point &a, const Point &b)
{
    return swath.beyond(a) + swath.beyond(b) <= std::hypot(static_cast<double>(a.x) - static_cast<double>(b.x),
               static_cast<double>(a.y) - static_cast<double>(b.y));
}

/// The place on a → b that is deepest in the swath, for a way that begins and ends outside: distance to a segment is
/// convex along a line, so thirds find it.
double deepestBetween(const Swath &swath, const Point &a, const Point &b)
{
    double low = 0;
    double high = 1;
    for (int i = 0; i < 48; ++i) {
        const double first = low + (high - low) / 3;
        const double second = high - (high - low) / 3;
        if (swath.beyond(between(a, b, first)) < swath.beyond(between(a, b, second)))
            high = second;
        else
            low = first;
    }
    return (low + high) / 2;
}

} // namespace

std::optional<std::vector<Points>> erased(const Points &stroke, double radius, QPointF from, QPointF to)
{
    const Swath swath {from, to, radius};
    std::vector<Points> pieces;
    Points piece;
    bool met = false;
    const auto close = [&] {
        met = true;
        if (piece.size() > 1)
            pieces.push_back(std::move(piece));
        piece.clear();
    };
    for (std::size_t i = 0; i < stroke.size(); ++i) {
        const Point &point = stroke[i];
        const bool isIn = swath.beyond(point) <= 0;
        if (i > 0) {
            const Point &before = stroke[i - 1];
            const bool wasIn = swath.beyond(before) <= 0;
            if (wasIn != isIn) {
                const Point edge = between(before, point, edgeBetween(swath, before, point));
                piece.push_back(edge);
                if (isIn)
                    close();
            } else if (!isIn && mayMeet(swath, before, point)) {
                const Point deepest = between(before, point, deepestBetween(swath, before, point));
                if (swath.beyond(deepest) <= 0) {
                    piece.push_back(between(before, deepest, edgeBetween(swath, before, deepest)));
                    close();
                    piece.push_back(between(deepest, point, edgeBetween(swath, deepest, point)));
                }
            }
        }
        if (isIn)
            met = true;
        else
            piece.push_back(point);
    }
    if (!met)
        return std::nullopt;
    if (piece.size() > 1)
        pieces.push_back(std::move(piece));
    return pieces;
}

} // namespace coterie::board
