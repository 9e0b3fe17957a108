#include "iconitem.h"

#include "iconpicture.h"

#include <cmath>

namespace coterie::ui {

void IconItem::setName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    redraw();
    Q_EMIT nameChanged();
}

void IconItem::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    redraw();
    Q_EMIT colorChanged();
}

void IconItem::setSize(int size)
{
    if (m_size == size)
        return;
    m_size = size;
    setImplicitSize(size, size);
    redraw();
    Q_EMIT sizeChanged();
}

QImage IconItem::picture(qreal ratio) const
{
    return iconPicture(m_name, m_color, int(std::ceil(m_size * ratio)));
}

} // namespace coterie::ui
