#include "viewport.h"

#include <cmath>

namespace coterie::boardview {

QPointF Viewport::origin() const
{
    return {std::round(centre.x() * scale() - size.width() * dpr / 2),
        std::round(centre.y() * scale() - size.height() * dpr / 2)};
}

QPointF Viewport::toView(QPointF board) const
{
    return (board * scale() - origin()) / dpr;
}

QPointF Viewport::toBoard(QPointF view) const
{
    return (view * dpr + origin()) / scale();
}

QRectF Viewport::toView(const QRectF &board) const
{
    return {toView(board.topLeft()), board.size() * zoom};
}

QRectF Viewport::visible() const
{
    return {toBoard(QPointF(0, 0)), size / zoom};
}

} // namespace coterie::boardview
