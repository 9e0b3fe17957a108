#pragma once

#include <QImage>
#include <QList>
#include <QQuickWindow>
#include <QRectF>
#include <QSGTransformNode>

#include <unordered_map>

namespace coterie::pointers {

/// A picture somewhere on an item. The same id is the same thing in the next frame.
struct Sprite {
    quint64 id = 0;
    QImage picture; ///< never null
    QRectF place; ///< pixels of the item
    qreal opacity = 1;
};

/// Shows sprites with image nodes and nothing else, so that it is the same with and without a GPU. What stays costs
/// nothing; a picture becomes a texture once. Render thread, while the GUI thread waits.
class SpriteNode : public QSGTransformNode // a plain node would confuse the software renderer, see RectLayer
{
public:
    void show(const QList<Sprite> &sprites, QQuickWindow &window);

private:
    struct Shown {
        QSGOpacityNode *opacity = nullptr; ///< in the scene graph, which owns it; as the next
        QSGImageNode *image = nullptr;
        qint64 picture = 0; ///< its cache key
    };
    void update(Shown &shown, const Sprite &sprite, QQuickWindow &window);
    void arrange(const QList<Sprite> &sprites);

    std::unordered_map<quint64, Shown> m_shown;
    QList<quint64> m_order; ///< back to front
};

} // namespace coterie::pointers
