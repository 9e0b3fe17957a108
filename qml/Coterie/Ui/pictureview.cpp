#include "pictureview.h"

#include <QQuickWindow>

#include <cmath>

namespace coterie::ui {

void PictureView::setImage(const QVariant &image)
{
    const auto wanted = image.value<QImage>();
    if (m_image.cacheKey() == wanted.cacheKey())
        return;
    m_image = wanted;
    Q_EMIT imageChanged();
    redraw();
}

QImage PictureView::picture(qreal) const
{
    return m_image;
}

QRectF PictureView::place() const
{
    const qreal ratio = window() ? window()->effectiveDevicePixelRatio() : 1;
    QSizeF size = m_image.size() / ratio;
    if (size.width() > width() || size.height() > height())
        size.scale(QSizeF(width(), height()), Qt::KeepAspectRatio);
    QRectF place(QPointF(), size);
    place.moveTopLeft({std::round((width() - size.width()) / 2), std::round((height() - size.height()) / 2)});
    return place;
}

void PictureView::geometryChange(const QRectF &now, const QRectF &before)
{
    PictureItem::geometryChange(now, before);
    if (now.size() != before.size())
        update();
}

} // namespace coterie::ui
