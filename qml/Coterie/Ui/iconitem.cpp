#include "iconitem.h"

#include "iconpicture.h"

#include <QQuickWindow>
#include <QSGImageNode>

#include <cmath>

namespace coterie::ui {

IconItem::IconItem(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void IconItem::setName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    polish();
    Q_EMIT nameChanged();
}

void IconItem::setColor(const QColor &color)
{
    if (m_color == color)
        return;
    m_color = color;
    polish();
    Q_EMIT colorChanged();
}

void IconItem::setSize(int size)
{
    if (m_size == size)
        return;
    m_size = size;
    setImplicitSize(size, size);
    polish();
    Q_EMIT sizeChanged();
}

void IconItem::itemChange(ItemChange change, const ItemChangeData &value)
{
    QQuickItem::itemChange(change, value);
    if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange
        || (change == ItemVisibleHasChanged && value.boolValue))
        polish();
}

// What cannot be seen is not drawn: it is polished again when it is shown.
void IconItem::updatePolish()
{
    if (!isVisible() || window() == nullptr)
        return;
    const int pixels = int(std::ceil(m_size * window()->effectiveDevicePixelRatio()));
    m_picture = iconPicture(m_name, m_color, pixels);
    m_pictureChanged = true;
    update();
}

QSGNode *IconItem::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    auto *node = static_cast<QSGImageNode *>(old);
    if (m_picture.isNull()) {
        delete node;
        return nullptr;
    }
    const bool isNew = node == nullptr;
    if (isNew) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
        node->setFiltering(QSGTexture::Linear);
    }
    constexpr QQuickWindow::CreateTextureOptions options {
        QQuickWindow::TextureHasAlphaChannel, QQuickWindow::TextureCanUseAtlas};
    if (isNew || m_pictureChanged)
        node->setTexture(window()->createTextureFromImage(m_picture, options));
    m_pictureChanged = false;
    node->setRect(boundingRect());
    return node;
}

} // namespace coterie::ui
