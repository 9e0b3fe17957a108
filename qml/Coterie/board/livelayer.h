#pragma once

#include "drawing/shapepainter.h"
#include "surface.h"

#include <QHash>

#include <memory>
#include <vector>

namespace coterie::boardview {

/// Shapes that change from frame to frame, painted above the tiles: drafts, strokes that grow. A stroke that grew is
/// painted anew only where it did. GUI thread.
class LiveLayer
{
public:
    struct Look {
        drawing::Palette palette;
        QString family;
        std::shared_ptr<drawing::ImageStore> images;
    };

    void setLook(const Look &look); ///< all is painted again
    /// Adds or replaces what is shown under that key. A shape without a place in the order (z) is in front.
    void set(const board::ShapeId &key, const board::ShapePtr &shape);
    void remove(const board::ShapeId &key);
    void clear();
    [[nodiscard]] board::ShapePtr find(const board::ShapeId &key) const; ///< null: none
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }

    void update(const Viewport &viewport);
    void appendQuads(QList<Quad> &quads, const Viewport &viewport) const { m_surface.appendQuads(quads, viewport); }

private:
    struct Item {
        board::ShapeId key;
        board::ShapePtr shape;
        QRectF bounds;
    };
    [[nodiscard]] static bool isBehind(const Item &a, const Item &b);
    [[nodiscard]] std::vector<Item>::iterator itemOf(const board::ShapeId &key, const board::ShapePtr &shape);

    std::vector<Item> m_items; ///< back to front
    QHash<board::ShapeId, board::ShapePtr> m_shapes;
    Look m_look;
    Surface m_surface;
};

/// Where a stroke is painted differently now that it has more points; all of it if they are not the same with more
/// behind. Board units.
[[nodiscard]] QRectF grownArea(const board::Shape &before, const board::Shape &now);

} // namespace coterie::boardview
