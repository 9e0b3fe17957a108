#include "board/snap.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::board {

namespace {

constexpr double Same = 0.01; // of a unit: places this near each other are one line

} // namespace

QLineF Snapper::Lane::drawn(double from, double to, double across) const
{
    return vertical ? QLineF(across, from, across, to) : QLineF(from, across, to, across);
}

QLineF Snapper::Lane::drawnAcross(double at, double from, double to) const
{
    return vertical ? QLineF(from, at, to, at) : QLineF(at, from, at, to);
}

Snapper::Snapper(QList<QRectF> others, double grid) : m_others(std::move(others)), m_grid(grid)
{
    m_down.vertical = true;
    fill(m_across);
    fill(m_down);
}

void Snapper::fill(Lane &lane) const
{
    lane.lines.reserve(static_cast<std::size_t>(m_others.size()) * 3);
    for (const QRectF &box : m_others) {
        const double low = lane.low(box);
        const double high = lane.high(box);
        for (const double at : {low, (low + high) / 2, high})
            lane.lines.push_back({at, lane.lowAcross(box), lane.highAcross(box)});
    }
    std::ranges::sort(lane.lines, {}, &Line::at);
}

Snapper::Attraction Snapper::toLines(const Lane &lane, const std::vector<double> &places, double reach) const
{
    Attraction best {.distance = reach};
    for (const double place : places) {
        const auto after = std::ranges::lower_bound(lane.lines, place, {}, &Line::at);
        const auto consider = [&](double at) {
            if (const double distance = std::abs(at - place); distance <= best.distance)
                best = {.by = at - place, .distance = distance, .found = true};
        };
        if (after != lane.lines.end())
            consider(after->at);
        if (after != lane.lines.begin())
            consider(std::prev(after)->at);
    }
    return best;
}

/// Those that a move along the lane would meet, in their order.
QList<const QRectF *> Snapper::besides(const Lane &lane, const QRectF &moving) const
{
    QList<const QRectF *> result;
    for (const QRectF &box : m_others) {
        if (lane.highAcross(box) > lane.lowAcross(moving) && lane.lowAcross(box) < lane.highAcross(moving))
            result.push_back(&box);
    }
    std::ranges::sort(result, {}, [&](const QRectF *box) { return lane.low(*box); });
    return result;
}

/// In the middle between its neighbours, or as far from one as that one is from the next.
Snapper::Attraction Snapper::toGaps(const Lane &lane, const QRectF &moving, double reach) const
{
    Attraction best {.distance = reach};
    const QList<const QRectF *> row = besides(lane, moving);
    const double low = lane.low(moving);
    const double high = lane.high(moving);
    const auto consider = [&](double wantedLow) {
        if (const double distance = std::abs(wantedLow - low); distance < best.distance)
            best = {.by = wantedLow - low, .distance = distance, .found = true};
    };
    for (qsizetype i = 0; i + 1 < row.size(); ++i) {
        const double gapFrom = lane.high(*row[i]);
        const double gapTo = lane.low(*row[i + 1]);
        const double gap = gapTo - gapFrom;
        if (gap <= 0)
            continue;
        if (gap > high - low)
            consider((gapFrom + gapTo - (high - low)) / 2);
        consider(lane.high(*row[i + 1]) + gap);
        consider(lane.low(*row[i]) - gap - (high - low));
    }
    return best;
}

Snapper::Attraction Snapper::toGrid(double place, double reach) const
{
    if (m_grid <= 0)
        return {.distance = reach};
    const double at = std::round(place / m_grid) * m_grid;
    return {.by = at - place, .distance = std::abs(at - place), .found = true};
}

void Snapper::showLines(
    const Lane &lane, const std::vector<double> &places, const QRectF &box, QList<QLineF> &guides) const
{
    for (const double place : places) {
        double from = lane.lowAcross(box);
        double to = lane.highAcross(box);
        bool found = false;
        for (auto it = std::ranges::lower_bound(lane.lines, place - Same, {}, &Line::at);
             it != lane.lines.end() && it->at <= place + Same; ++it) {
            from = std::min(from, it->from);
            to = std::max(to, it->to);
            found = true;
        }
        if (found)
            guides.push_back(lane.drawnAcross(place, from, to));
    }
}

void Snapper::showGaps(const Lane &lane, const QRectF &moved, QList<QLineF> &guides) const
{
    // The gaps beside the moved box, and those of the row that are as wide.
    QList<const QRectF *> row = besides(lane, moved);
    row.push_back(&moved);
    std::ranges::sort(row, {}, [&](const QRectF *box) { return lane.low(*box); });
    std::vector<std::pair<double, double>> gaps;
    std::vector<double> own;
    for (qsizetype i = 0; i + 1 < row.size(); ++i) {
        const std::pair gap(lane.high(*row[i]), lane.low(*row[i + 1]));
        if (gap.second - gap.first <= Same)
            continue;
        gaps.push_back(gap);
        if (row[i] == &moved || row[i + 1] == &moved)
            own.push_back(gap.second - gap.first);
    }
    const double middle = (lane.lowAcross(moved) + lane.highAcross(moved)) / 2;
    for (const double width : own) {
        const auto same = [&](const auto &gap) { return std::abs(gap.second - gap.first - width) < Same; };
        if (std::ranges::count_if(gaps, same) < 2)
            continue;
        for (const auto &[from, to] : gaps) {
            if (std::abs(to - from - width) < Same)
                guides.push_back(lane.drawn(from, to, middle));
        }
        return;
    }
}

Snapped Snapper::move(const QRectF &moving, double reach) const
{
    Snapped result;
    const auto placesOf = [](const Lane &lane, const QRectF &box) {
        return std::vector {lane.low(box), (lane.low(box) + lane.high(box)) / 2, lane.high(box)};
    };
    std::array<bool, 2> toLine {};
    std::array<bool, 2> toGap {};
    std::size_t axis = 0;
    for (const Lane *lane : {&m_across, &m_down}) {
        Attraction best = toLines(*lane, placesOf(*lane, moving), reach);
        const Attraction gap = toGaps(*lane, moving, reach);
        toLine[axis] = best.found;
        if (gap.found && (!best.found || gap.distance < best.distance)) {
            best = gap;
            toLine[axis] = false;
            toGap[axis] = true;
        }
        if (!best.found)
            best = toGrid(lane->low(moving), reach);
        (lane->vertical ? result.by.ry() : result.by.rx()) = best.by;
        ++axis;
    }
    const QRectF moved = moving.translated(result.by);
    axis = 0;
    for (const Lane *lane : {&m_across, &m_down}) {
        if (toLine[axis])
            showLines(*lane, placesOf(*lane, moved), moved, result.guides);
        if (toGap[axis])
            showGaps(*lane, moved, result.guides);
        ++axis;
    }
    return result;
}

Snapped Snapper::resize(const QRectF &resizing, Edges edges, double reach) const
{
    Snapped result;
    QRectF resized = resizing;
    const auto held = [&](const Lane &lane, const QRectF &box) {
        std::vector<double> places;
        if (lane.vertical ? edges.top : edges.left)
            places.push_back(lane.low(box));
        if (lane.vertical ? edges.bottom : edges.right)
            places.push_back(lane.high(box));
        return places;
    };
    for (const Lane *lane : {&m_across, &m_down}) {
        const std::vector<double> places = held(*lane, resizing);
        if (places.empty())
            continue;
        Attraction best = toLines(*lane, places, reach);
        if (!best.found)
            best = toGrid(places.front(), reach);
        (lane->vertical ? result.by.ry() : result.by.rx()) = best.by;
    }
    resized.adjust(edges.left ? result.by.x() : 0, edges.top ? result.by.y() : 0, edges.right ? result.by.x() : 0,
        edges.bottom ? result.by.y() : 0);
    for (const Lane *lane : {&m_across, &m_down})
        showLines(*lane, held(*lane, resized), resized, result.guides);
    return result;
}

Snapped Snapper::point(QPointF point, double reach) const
{
    return resize(QRectF(point, QSizeF(0, 0)), {.left = true, .top = true}, reach);
}

} // namespace coterie::board
