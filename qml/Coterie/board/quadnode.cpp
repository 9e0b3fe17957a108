#include "quadnode.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGTexture>

namespace coterie::boardview {

QuadNode::QuadNode() = default;
QuadNode::~QuadNode() = default;

void QuadNode::show(const QList<Quad> &quads, QQuickWindow &window)
{
    for (auto &[key, sprite] : m_sprites)
        sprite.isWanted = false;
    for (auto &[key, texture] : m_textures)
        texture.isWanted = false;
    for (const Quad &quad : quads)
        place(m_sprites[quad.key], quad, window);
    for (auto it = m_sprites.begin(); it != m_sprites.end();) {
        if (it->second.isWanted) {
            ++it;
            continue;
        }
        removeChildNode(it->second.node);
        const std::unique_ptr<QSGImageNode> gone(it->second.node);
        it = m_sprites.erase(it);
    }
    std::erase_if(m_textures, [](const auto &entry) { return !entry.second.isWanted; });
}

void QuadNode::place(Sprite &sprite, const Quad &quad, QQuickWindow &window)
{
    const qint64 picture = quad.image.cacheKey();
    Texture &texture = m_textures[picture];
    texture.isWanted = true;
    if (!texture.texture)
        texture.texture.reset(window.createTextureFromImage(quad.image,
            quad.image.hasAlphaChannel() ? QQuickWindow::TextureHasAlphaChannel : QQuickWindow::TextureIsOpaque));
    const bool isNew = !sprite.node;
    if (isNew)
        sprite.node = window.createImageNode();
    sprite.isWanted = true;
    if (sprite.picture != picture)
        sprite.node->setTexture(texture.texture.get());
    sprite.picture = picture;
    if (sprite.node->sourceRect() != quad.source) {
        sprite.node->setSourceRect(quad.source);
        sprite.node->markDirty(QSGNode::DirtyMaterial); // which the software renderer's node does not do by itself
    }
    if (sprite.node->rect() != quad.target)
        sprite.node->setRect(quad.target);
    const QSGTexture::Filtering filtering = quad.isStretched ? QSGTexture::Linear : QSGTexture::Nearest;
    if (sprite.node->filtering() != filtering)
        sprite.node->setFiltering(filtering);
    if (isNew)
        appendChildNode(sprite.node);
}

} // namespace coterie::boardview
