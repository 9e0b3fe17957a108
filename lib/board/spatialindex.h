#pragma once

#include "board/shape.h"

#include <QHash>
#include <QList>
#include <QRectF>

namespace coterie::board {

/// Finds shapes by place: uniform grids whose cells double in size from level to level (a
/// hierarchical grid); a shape lies in the level whose cells are twice as large as it is, so in four of them at most
/// and mostly in one or two. Adding and removing cost O(1), finding O(levels in use + what is found). One thread at a
/// time.
class SpatialIndex
{
public:
    void set(const ShapePtr &shape, const QRectF &bounds); ///< adds, moves or replaces
    void remove(const ShapeId &id);
    [[nodiscard]] QList<ShapePtr> touching(const QRectF &area) const; ///< each once, in no order; edges count
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
    struct Entry {
        ShapePtr shape;
        QRectF bounds;
    };
    using Cell = quint64; ///< column and row
    using Level = QHash<Cell, QList<Entry>>;
    struct Place {
        QRectF bounds;
        Cells cells;
    };
    static constexpr int Levels = 20; ///< the cells of the last are larger than a board

    [[nodiscard]] static Cells cellsOf(const QRectF &area, int level);
    [[nodiscard]] static Cells placeOf(const QRectF &bounds);
    [[nodiscard]] static Cell cell(int column, int row);
    static void collect(const QList<Entry> &entries, const QRectF &area, const Cells &asked, int column, int row,
        QList<ShapePtr> &found);

    QHash<ShapeId, Place> m_places;
    QList<Level> m_levels = QList<Level>(Levels);
    mutable QRectF m_bounds;
    mutable bool m_isBoundsStale = false;
};

} // namespace coterie::board
