#include "pictureitem.h"

#include <QQuickWindow>
#include <QSGImageNode>

namespace coterie::ui {

PictureItem::PictureItem(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void PictureItem::redraw()
{
    polish();
}

void PictureItem::itemChange(ItemChange change, const ItemChangeData &value)
{
    QQuickItem::itemChange(change, value);
    if (change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange
        || (change == ItemVisibleHasChanged && value.boolValue))
        redraw();
}

// An item that cannot be seen comes here again when it is shown.
void PictureItem::updatePolish()
{
    if (!isVisible() || window() == nullptr)
        return;
    m_picture = picture(window()->effectiveDevicePixelRatio());
    m_isNew = true;
    update();
}

QSGNode *PictureItem::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    if (m_picture.isNull()) {
        delete old;
        return nullptr;
    }
    auto *node = static_cast<QSGImageNode *>(old);
    const bool isFirst = node == nullptr;
    if (isFirst) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
        node->setFiltering(QSGTexture::Linear);
    }
    constexpr QQuickWindow::CreateTextureOptions options {
        QQuickWindow::TextureHasAlphaChannel, QQuickWindow::TextureCanUseAtlas};
    if (isFirst || m_isNew)
        node->setTexture(window()->createTextureFromImage(m_picture, options));
    m_isNew = false;
    node->setRect(place());
    return node;
}

} // namespace coterie::ui
