#pragma once

#include "board/shape.h"

#include <QHash>
#include <QList>
#include <QRectF>

namespace coterie::board {

/// Finds shapes by place: a uniform grid whose large shapes lie in coarser levels, so a shape lies in at most four
/// cells. One thread at a time.
class SpatialIndex
{
public:
    void set(const ShapePtr &shape, const QRectF &bounds); ///< adds, moves or replaces
    void remove(const ShapeId &id);
    [[nodiscard]] QList<ShapePtr> touching(const QRectF &area) const; ///< each once, in no order
    [[nodiscard]] qsizetype count() const;
    [[nodiscard]] QRectF bounds() const; ///< of all

private:
    QHash<ShapeId, ShapePtr> m_shapes; // a placeholder for the real one
};

} // namespace coterie::board
