#pragma once

#include "quadnode.h"
#include "viewport.h"

#include <QHash>
#include <QImage>
#include <QList>
#include <QPoint>
#include <QRect>
#include <QRectF>

#include <functional>

class QPainter;

namespace coterie::boardview {

/// A layer that is mostly empty: small pictures only where something is, painted at once on the GUI thread and only
/// where something changed. It lies on the plane, so moving the view paints only what comes into it.
class Surface
{
public:
    /// Whether there is anything to paint in an area (board units).
    using Touches = std::function<bool(const QRectF &)>;
    /// Paints an area in board units; the painter is clipped to it.
    using Paint = std::function<void(QPainter &, const QRectF &)>;

    void clear();
    void invalidate(const QRectF &area); ///< board units
    /// Brings what is seen up to date. At another scale than before everything is painted again.
    void update(const Viewport &viewport, const Touches &touches, const Paint &paint);
    void appendQuads(QList<Quad> &quads, const Viewport &viewport) const; ///< the view of the last update()

private:
    static constexpr int Side = 256; ///< device pixels
    struct Tile {
        QImage picture; ///< null: nothing is there
        QList<QRect> dirty; ///< its pixels; they do not overlap
    };
    static void soil(Tile &tile, QRect pixels);
    void repaint(QPoint place, Tile &tile, const Touches &touches, const Paint &paint) const;

    QHash<QPoint, Tile> m_tiles; ///< those that are seen
    double m_scale = 0;
};

} // namespace coterie::boardview
