#include "drawing/foreignids.h"

#include "board/boardcodec.h"

namespace coterie::drawing {

board::ShapeId ForeignIds::declare(const QString &foreign)
{
    board::ShapeId id(foreign);
    if (!board::isShapeId(foreign) || m_taken.contains(id))
        id = board::newShapeId();
    m_taken.insert(id);
    if (!foreign.isEmpty() && !m_known.contains(foreign))
        m_known.insert(foreign, id);
    return id;
}

QString ForeignIds::group(const QString &foreign)
{
    if (board::isShapeId(foreign))
        return foreign;
    QString &id = m_groups[foreign];
    if (id.isEmpty())
        id = board::newShapeId().value();
    return id;
}

} // namespace coterie::drawing
