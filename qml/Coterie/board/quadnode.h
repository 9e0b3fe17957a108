#pragma once

#include <QImage>
#include <QList>
#include <QRectF>
#include <QSGNode>

#include <memory>
#include <unordered_map>

class QQuickWindow;
class QSGImageNode;
class QSGTexture;

namespace coterie::boardview {

/// A part of a picture at a place in the item.
struct Quad {
    quint64 key = 0; ///< the same from frame to frame for what stays; unique in its list
    QImage image;
    QRectF source; ///< pixels of the picture
    QRectF target; ///< item units
    bool isStretched = false; ///< source and target are not the same number of device pixels
};

/// Shows quads by image nodes. Pictures that stay the same are not uploaded again, nodes that stay the same are not
/// repainted. Lives in the scene graph: made and changed in updatePaintNode().
class QuadNode : public QSGTransformNode
{
public:
    QuadNode();
    ~QuadNode() override;

    void show(const QList<Quad> &quads, QQuickWindow &window);

private:
    struct Sprite {
        QSGImageNode *node = nullptr; ///< our child
        qint64 picture = 0;
        bool isWanted = false;
    };
    struct Texture {
        std::unique_ptr<QSGTexture> texture;
        bool isWanted = false;
    };
    void place(Sprite &sprite, const Quad &quad, QQuickWindow &window);

    std::unordered_map<quint64, Sprite> m_sprites;
    std::unordered_map<qint64, Texture> m_textures; ///< by QImage::cacheKey()
};

} // namespace coterie::boardview
