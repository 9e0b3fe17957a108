#include "board/spatialindex.h"

#include <algorithm>
#include <cmath>

namespace coterie::board {

namespace {

constexpr double SmallestCell = 64; // about a note at 50 %
constexpr double Farthest = 1e9; // keeps cell numbers inside an int

bool touches(const QRectF &a, const QRectF &b) // unlike intersects(): a straight line has an area of nothing
{
    return a.left() <= b.right() && b.left() <= a.right() && a.top() <= b.bottom() && b.top() <= a.bottom();
}

QRectF united(const QRectF &a, const QRectF &b) // unlike operator|: knows of no null rectangles
{
    return {QPointF(std::min(a.left(), b.left()), std::min(a.top(), b.top())),
        QPointF(std::max(a.right(), b.right()), std::max(a.bottom(), b.bottom()))};
}

bool reachesEdge(const QRectF &all, const QRectF &one)
{
    return one.left() <= all.left() || one.top() <= all.top() || one.right() >= all.right()
        || one.bottom() >= all.bottom();
}

} // namespace

SpatialIndex::Cell SpatialIndex::cell(int column, int row)
{
    return (quint64(static_cast<quint32>(column)) << 32U) | static_cast<quint32>(row);
}

SpatialIndex::Cells SpatialIndex::cellsOf(const QRectF &area, int level)
{
    const double size = std::ldexp(SmallestCell, level);
    const auto number = [size](double at) {
        return static_cast<int>(std::floor(std::clamp(at, -Farthest, Farthest) / size));
    };
    return {level, number(area.left()), number(area.top()), number(area.right()), number(area.bottom())};
}

SpatialIndex::Cells SpatialIndex::placeOf(const QRectF &bounds)
{
    const double cells = 2 * std::max(bounds.width(), bounds.height()) / SmallestCell;
    int level = 0; // the least power of two that is not less
    const double fraction = std::frexp(std::min(cells, std::ldexp(1, Levels)), &level);
    return cellsOf(bounds, std::clamp(fraction == 0.5 ? level - 1 : level, 0, Levels - 1));
}

void SpatialIndex::set(const ShapePtr &shape, const QRectF &bounds)
{
    const Cells cells = placeOf(bounds);
    const auto known = m_places.find(shape->id);
    if (known != m_places.end() && known->cells == cells) {
        m_isBoundsStale = m_isBoundsStale || (known->bounds != bounds && reachesEdge(m_bounds, known->bounds));
        known->bounds = bounds;
        for (int row = cells.top; row <= cells.bottom; ++row) {
            for (int column = cells.left; column <= cells.right; ++column) {
                QList<Entry> &entries = m_now.m_levels[cells.level][cell(column, row)];
                const auto entry =
                    std::ranges::find_if(entries, [&](const Entry &one) { return one.shape->id == shape->id; });
                *entry = {shape, bounds};
            }
        }
    } else {
        if (known != m_places.end())
            remove(shape->id);
        m_places.insert(shape->id, {bounds, cells});
        for (int row = cells.top; row <= cells.bottom; ++row) {
            for (int column = cells.left; column <= cells.right; ++column)
                m_now.m_levels[cells.level][cell(column, row)].append({shape, bounds});
        }
    }
    m_bounds = m_places.size() == 1 ? bounds : united(m_bounds, bounds);
}

void SpatialIndex::remove(const ShapeId &id)
{
    const auto known = m_places.constFind(id);
    if (known == m_places.cend())
        return;
    const Cells cells = known->cells;
    m_isBoundsStale = m_isBoundsStale || reachesEdge(m_bounds, known->bounds);
    m_places.erase(known);
    Level &level = m_now.m_levels[cells.level];
    for (int row = cells.top; row <= cells.bottom; ++row) {
        for (int column = cells.left; column <= cells.right; ++column) {
            const auto entries = level.find(cell(column, row));
            const auto entry = std::ranges::find_if(*entries, [&](const Entry &one) { return one.shape->id == id; });
            std::swap(*entry, entries->back());
            entries->removeLast();
            if (entries->isEmpty())
                level.erase(entries);
        }
    }
}

/// Calls `act` for each cell of the area with something in it, until it says false.
template <typename Visit>
void SpatialIndex::Snapshot::visit(const QRectF &area, Visit act) const
{
    for (int number = 0; number < Levels; ++number) {
        const Level &level = m_levels[number];
        if (level.isEmpty())
            continue;
        const Cells asked = cellsOf(area, number);
        const qint64 wanted = (qint64(asked.right) - asked.left + 1) * (qint64(asked.bottom) - asked.top + 1);
        if (wanted > level.size()) { // far out: there are fewer cells with something in them
            for (auto it = level.cbegin(); it != level.cend(); ++it) {
                const int column = static_cast<int>(it.key() >> 32U);
                const int row = static_cast<int>(it.key() & 0xffff'ffffU);
                const bool isAsked =
                    column >= asked.left && column <= asked.right && row >= asked.top && row <= asked.bottom;
                if (isAsked && !act(*it, asked, column, row))
                    return;
            }
            continue;
        }
        for (int row = asked.top; row <= asked.bottom; ++row) {
            for (int column = asked.left; column <= asked.right; ++column) {
                const auto it = level.constFind(cell(column, row));
                if (it != level.cend() && !act(*it, asked, column, row))
                    return;
            }
        }
    }
}

/// A shape in several cells is found in the first of them that was asked for.
QList<ShapePtr> SpatialIndex::Snapshot::touching(const QRectF &area) const
{
    QList<ShapePtr> found;
    visit(area, [&](const QList<Entry> &entries, const Cells &asked, int column, int row) {
        for (const Entry &entry : entries) {
            if (!touches(entry.bounds, area))
                continue;
            const Cells own = cellsOf(entry.bounds, asked.level);
            if (column == std::max(own.left, asked.left) && row == std::max(own.top, asked.top))
                found.append(entry.shape);
        }
        return true;
    });
    return found;
}

bool SpatialIndex::Snapshot::isEmpty(const QRectF &area) const
{
    bool isEmpty = true;
    visit(area, [&](const QList<Entry> &entries, const Cells &, int, int) {
        isEmpty = std::ranges::none_of(entries, [&](const Entry &entry) { return touches(entry.bounds, area); });
        return isEmpty;
    });
    return isEmpty;
}

QRectF SpatialIndex::bounds() const
{
    if (std::exchange(m_isBoundsStale, false)) {
        m_bounds = m_places.isEmpty() ? QRectF() : m_places.cbegin()->bounds;
        for (const Place &place : m_places)
            m_bounds = united(m_bounds, place.bounds);
    }
    return m_places.isEmpty() ? QRectF() : m_bounds;
}

} // namespace coterie::board
