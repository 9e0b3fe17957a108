#include "crdt/internal/alignment.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

namespace coterie::crdt::internal {

namespace {

// Differences one search walks into from either side before it settles for a good place instead of the best: 2 × 100
// are more than a person changes in a paragraph, and 100² steps are microseconds.
constexpr std::int64_t mostSteps = 100;

using Ids = std::span<const std::uint32_t>;

/// A part of the edit graph: what is left of both sequences between two points that are known.
struct Box {
    std::size_t aBegin = 0;
    std::size_t aEnd = 0;
    std::size_t bBegin = 0;
    std::size_t bEnd = 0;
};

struct Point {
    std::int64_t x = 0;
    std::int64_t y = 0;
};

/// The furthest points on each diagonal that can be reached from one corner. Backwards everything is mirrored.
class Front
{
public:
    Front(Ids a, Ids b, bool isBackward)
        : m_a(a)
        , m_b(b)
        , m_width(std::int64_t(a.size()))
        , m_height(std::int64_t(b.size()))
        , m_isBackward(isBackward)
    {
        m_reach.fill(unreached);
    }

    [[nodiscard]] std::int64_t reach(std::int64_t diagonal) const { return m_reach[slot(diagonal)]; }

    /// One more difference. `touches(diagonal, x)` says whether the other front has been met there.
    template <typename Touches>
    [[nodiscard]] std::optional<Point> advance(std::int64_t steps, const Touches &touches)
    {
        const std::int64_t lowest = -steps + 2 * std::max<std::int64_t>(0, steps - m_height);
        const std::int64_t highest = steps - 2 * std::max<std::int64_t>(0, steps - m_width);
        for (std::int64_t k = lowest; k <= highest; k += 2) {
            std::int64_t x = steps == 0 ? 0 : std::max(rightwards(k), downwards(k));
            if (x < 0) {
                m_reach[slot(k)] = unreached;
                continue;
            }
            while (x < m_width && x - k < m_height && isSame(x, x - k))
                ++x;
            m_reach[slot(k)] = x;
            if (2 * x - k > m_furthest.x + m_furthest.y)
                m_furthest = {x, x - k};
            if (touches(k, x))
                return Point {x, x - k};
        }
        return std::nullopt;
    }
    [[nodiscard]] Point furthest() const { return m_furthest; }

private:
    static constexpr std::int64_t unreached = -1;

    [[nodiscard]] static std::size_t slot(std::int64_t diagonal) { return std::size_t(diagonal + mostSteps + 1); }
    [[nodiscard]] std::int64_t rightwards(std::int64_t k) const
    {
        const std::int64_t x = m_reach[slot(k - 1)];
        return x == unreached || x == m_width ? unreached : x + 1;
    }
    [[nodiscard]] std::int64_t downwards(std::int64_t k) const
    {
        const std::int64_t x = m_reach[slot(k + 1)];
        return x == unreached || x - k > m_height ? unreached : x;
    }
    [[nodiscard]] bool isSame(std::int64_t x, std::int64_t y) const
    {
        return m_isBackward ? m_a[std::size_t(m_width - 1 - x)] == m_b[std::size_t(m_height - 1 - y)]
                            : m_a[std::size_t(x)] == m_b[std::size_t(y)];
    }

    Ids m_a;
    Ids m_b;
    std::int64_t m_width;
    std::int64_t m_height;
    bool m_isBackward;
    std::array<std::int64_t, 2 * mostSteps + 3> m_reach {};
    Point m_furthest;
};

/// A point on a shortest way through the box, or on a good one. Neither sequence is empty, and they begin and end
/// differently.
Point middle(Ids a, Ids b)
{
    const auto width = std::int64_t(a.size());
    const auto height = std::int64_t(b.size());
    const std::int64_t delta = width - height;
    const bool isOdd = delta % 2 != 0;
    Front forward(a, b, false);
    Front backward(a, b, true);
    for (std::int64_t steps = 0; steps <= mostSteps; ++steps) {
        const auto meets = [&](const Front &other, std::int64_t otherSteps) {
            return [&other, otherSteps, delta, width](std::int64_t k, std::int64_t x) {
                const std::int64_t mirrored = delta - k;
                return mirrored >= -otherSteps && mirrored <= otherSteps && other.reach(mirrored) >= 0
                    && x + other.reach(mirrored) >= width;
            };
        };
        const auto never = [](std::int64_t, std::int64_t) { return false; };
        if (const auto met = isOdd ? forward.advance(steps, meets(backward, steps - 1)) : forward.advance(steps, never))
            return *met;
        if (const auto met = isOdd ? backward.advance(steps, never) : backward.advance(steps, meets(forward, steps)))
            return {width - met->x, height - met->y};
    }
    const Point ahead = forward.furthest();
    const Point behind = backward.furthest();
    return ahead.x + ahead.y >= behind.x + behind.y ? ahead : Point {width - behind.x, height - behind.y};
}

class Aligner
{
public:
    Aligner(Ids a, Ids b) : m_a(a), m_b(b) { }

    std::vector<Match> run()
    {
        m_boxes.push_back({0, m_a.size(), 0, m_b.size()});
        while (!m_boxes.empty()) { // a stack of our own: ways that are cut short can nest deeply
            const Box box = m_boxes.back();
            m_boxes.pop_back();
            walk(box);
        }
        return std::move(m_matches);
    }

private:
    void walk(Box box)
    {
        std::size_t same = 0;
        while (box.aBegin + same < box.aEnd && box.bBegin + same < box.bEnd
            && m_a[box.aBegin + same] == m_b[box.bBegin + same])
            ++same;
        add(box.aBegin, box.bBegin, same);
        box.aBegin += same;
        box.bBegin += same;
        same = 0;
        while (box.aEnd - same > box.aBegin && box.bEnd - same > box.bBegin
            && m_a[box.aEnd - same - 1] == m_b[box.bEnd - same - 1])
            ++same;
        box.aEnd -= same;
        box.bEnd -= same;
        if (same > 0)
            m_boxes.push_back({box.aEnd, box.aEnd + same, box.bEnd, box.bEnd + same}); // after what stands before it
        if (box.aBegin == box.aEnd || box.bBegin == box.bEnd)
            return;
        const Point point =
            middle(m_a.subspan(box.aBegin, box.aEnd - box.aBegin), m_b.subspan(box.bBegin, box.bEnd - box.bBegin));
        const std::size_t x = box.aBegin + std::size_t(point.x);
        const std::size_t y = box.bBegin + std::size_t(point.y);
        m_boxes.push_back({x, box.aEnd, y, box.bEnd});
        m_boxes.push_back({box.aBegin, x, box.bBegin, y});
    }

    void add(std::size_t a, std::size_t b, std::size_t length)
    {
        if (length == 0)
            return;
        Match *last = m_matches.empty() ? nullptr : &m_matches.back();
        if (last != nullptr && last->a + last->length == a && last->b + last->length == b)
            last->length += std::uint32_t(length);
        else
            m_matches.push_back({std::uint32_t(a), std::uint32_t(b), std::uint32_t(length)});
    }

    Ids m_a;
    Ids m_b;
    std::vector<Box> m_boxes;
    std::vector<Match> m_matches;
};

} // namespace

std::vector<Match> align(Ids a, Ids b)
{
    return Aligner(a, b).run();
}

} // namespace coterie::crdt::internal
