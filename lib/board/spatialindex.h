#pragma once

#include "board/shape.h"

#include <QHash>
#include <QList>
#include <QRectF>

namespace coterie::board {

/// Finds shapes by place: uniform grids whose cells double in size from level to level (a
/// hierarchical grid); a shape lies in the level whose cells are twice as large as it is, so in four of them at most
/// and mostly in one or two. Adding and removing cost O(1), finding O(levels in use + what is found). One thread at a
/// time; what it was at some time may be read on any.
class SpatialIndex
{
    struct Entry {
        ShapePtr shape;
        QRectF bounds;
    };
    using Cell = quint64; ///< column and row
    using Level = QHash<Cell, QList<Entry>>;
    struct Cells;
    static constexpr int Levels = 20; ///< the cells of the last are larger than a board

public:
    /// What lay where at some time. Making one costs O(1); the first change of a level after it costs O(cells in it).
    class Snapshot
    {
    public:
        [[nodiscard]] QList<ShapePtr> touching(const QRectF &area) const; ///< each once, in no order; edges count
        [[nodiscard]] bool isEmpty(const QRectF &area) const; ///< nothing touches it

    private:
        friend class SpatialIndex;
        template <typename Visit>
        void visit(const QRectF &area, Visit act) const;

        QList<Level> m_levels = QList<Level>(Levels);
    };

    void set(const ShapePtr &shape, const QRectF &bounds); ///< adds, moves or replaces
    void remove(const ShapeId &id);
    [[nodiscard]] const Snapshot &snapshot() const { return m_now; }
    void reserve(qsizetype count) { m_places.reserve(count); } ///< shapes that are about to come
    [[nodiscard]] qsizetype count() const { return m_places.size(); }
    [[nodiscard]] QRectF bounds() const; ///< of all; O(n) after what reached farthest went or moved

private:
    struct Cells { ///< a rectangle of cells of one level
        int level = 0;
        int left = 0;
        int top = 0;
        int right = 0;
        int bottom = 0;
        bool operator==(const Cells &) const = default;
    };
    struct Place {
        QRectF bounds;
        Cells cells;
    };
    [[nodiscard]] static Cells cellsOf(const QRectF &area, int level);
    [[nodiscard]] static Cells placeOf(const QRectF &bounds);
    [[nodiscard]] static Cell cell(int column, int row);

    QHash<ShapeId, Place> m_places;
    Snapshot m_now;
    mutable QRectF m_bounds;
    mutable bool m_isBoundsStale = false;
};

} // namespace coterie::board
