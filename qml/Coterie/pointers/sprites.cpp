#include "sprites.h"

#include <QSGImageNode>

#include <memory>

namespace coterie::pointers {

void SpriteNode::show(const QList<Sprite> &sprites, QQuickWindow &window)
{
    QList<quint64> order;
    order.reserve(sprites.size());
    for (const Sprite &sprite : sprites)
        order.append(sprite.id);
    if (order != m_order)
        arrange(sprites);
    for (const Sprite &sprite : sprites)
        update(m_shown[sprite.id], sprite, window);
    if (order == m_order)
        return;
    for (const quint64 id : order)
        appendChildNode(m_shown[id].opacity);
    m_order = order;
}

/// Takes all out, to be put in again in their new order, and drops who is gone.
void SpriteNode::arrange(const QList<Sprite> &sprites)
{
    removeAllChildNodes();
    for (auto shown = m_shown.begin(); shown != m_shown.end();) {
        const bool stays = std::ranges::find(sprites, shown->first, &Sprite::id) != sprites.end();
        const std::unique_ptr<QSGOpacityNode> gone(stays ? nullptr : shown->second.opacity);
        shown = stays ? std::next(shown) : m_shown.erase(shown);
    }
}

void SpriteNode::update(Shown &shown, const Sprite &sprite, QQuickWindow &window)
{
    if (!shown.opacity) {
        shown.opacity = new QSGOpacityNode; // the scene graph's from here on
        shown.opacity->setFlag(QSGNode::OwnedByParent);
        shown.image = window.createImageNode();
        shown.image->setOwnsTexture(true);
        shown.image->setFlag(QSGNode::OwnedByParent);
        shown.image->setFiltering(QSGTexture::Linear);
        shown.opacity->appendChildNode(shown.image);
    }
    if (shown.picture != sprite.picture.cacheKey()) {
        shown.picture = sprite.picture.cacheKey();
        shown.image->setTexture(window.createTextureFromImage(sprite.picture, QQuickWindow::TextureHasAlphaChannel));
    }
    if (shown.image->rect() != sprite.place)
        shown.image->setRect(sprite.place);
    if (shown.opacity->opacity() != sprite.opacity)
        shown.opacity->setOpacity(sprite.opacity);
}

} // namespace coterie::pointers
