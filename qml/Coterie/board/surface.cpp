#include "surface.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::boardview {

void Surface::clear()
{
    m_tiles.clear();
}

void Surface::invalidate(const QRectF &area)
{
    if (m_scale <= 0)
        return;
    // Whole pixels, and one more for what antialiasing lets out.
    const QRectF pixels(area.topLeft() * m_scale, area.size() * m_scale);
    const QRectF touched(QPointF(std::floor(pixels.left()) - 1, std::floor(pixels.top()) - 1),
        QPointF(std::ceil(pixels.right()) + 1, std::ceil(pixels.bottom()) + 1));
    for (auto it = m_tiles.begin(); it != m_tiles.end(); ++it) {
        const QRectF tile(QPointF(it.key()) * Side, QSizeF(Side, Side));
        const QRectF common = tile & touched;
        if (!common.isEmpty())
            soil(*it, common.translated(-tile.topLeft()).toRect());
    }
}

/// Many lines that grow at the same time make small spots all over a tile, and what lies between need not be painted.
void Surface::soil(Tile &tile, QRect pixels)
{
    constexpr qsizetype mostSpots = 16;
    const auto area = [](const QRect &rect) { return rect.width() * rect.height(); };
    for (qsizetype i = 0; i < tile.dirty.size();) {
        const QRect both = tile.dirty[i] | pixels;
        const bool isCheap = area(both) <= area(tile.dirty[i]) + area(pixels) + area(both) / 8;
        if (!isCheap && !tile.dirty[i].intersects(pixels) && tile.dirty.size() < mostSpots) {
            ++i;
            continue;
        }
        pixels = both; // which may meet others
        tile.dirty.removeAt(i);
        i = 0;
    }
    tile.dirty.append(pixels);
}

void Surface::update(const Viewport &viewport, const Touches &touches, const Paint &paint)
{
    if (m_scale != viewport.scale())
        m_tiles.clear();
    m_scale = viewport.scale();
    const QPointF begin = viewport.origin() / Side;
    const QPointF end =
        (viewport.origin() + QPointF(viewport.size.width(), viewport.size.height()) * viewport.dpr) / Side;
    const QRect seen(QPoint(int(std::floor(begin.x())), int(std::floor(begin.y()))),
        QPoint(int(std::ceil(end.x())) - 1, int(std::ceil(end.y())) - 1));
    m_tiles.removeIf([&seen](const auto &entry) { return !seen.contains(entry.key()); });
    for (int y = seen.top(); y <= seen.bottom(); ++y) {
        for (int x = seen.left(); x <= seen.right(); ++x) {
            auto it = m_tiles.find({x, y});
            if (it == m_tiles.end())
                it = m_tiles.insert({x, y}, {.picture = {}, .dirty = {QRect(0, 0, Side, Side)}});
            if (!it->dirty.isEmpty())
                repaint(it.key(), *it, touches, paint);
        }
    }
}

void Surface::repaint(QPoint place, Tile &tile, const Touches &touches, const Paint &paint) const
{
    const QPointF corner = QPointF(place) * Side;
    if (!touches(QRectF(corner / m_scale, QSizeF(Side, Side) / m_scale))) {
        tile = {};
        return;
    }
    const QList<QRect> dirty = std::exchange(tile.dirty, {});
    if (tile.picture.isNull()) {
        tile.picture = QImage(Side, Side, QImage::Format_ARGB32_Premultiplied);
        tile.picture.fill(Qt::transparent);
    }
    QPainter painter(&tile.picture);
    for (const QRect &pixels : dirty) {
        painter.resetTransform();
        painter.setClipRect(pixels);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        painter.fillRect(pixels, Qt::transparent);
        painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        painter.translate(-corner);
        painter.scale(m_scale, m_scale);
        paint(painter, QRectF((corner + pixels.topLeft()) / m_scale, QSizeF(pixels.size()) / m_scale));
    }
}

void Surface::appendQuads(QList<Quad> &quads, const Viewport &viewport) const
{
    const QSizeF side = QSizeF(Side, Side) / viewport.dpr;
    for (auto it = m_tiles.begin(); it != m_tiles.end(); ++it) {
        if (it->picture.isNull())
            continue;
        quads.append({.key = (quint64(quint32(it.key().x())) << 32U) | quint32(it.key().y()),
            .image = it->picture,
            .source = QRectF(0, 0, Side, Side),
            .target = QRectF((QPointF(it.key()) * Side - viewport.origin()) / viewport.dpr, side),
            .isStretched = false});
    }
}

} // namespace coterie::boardview
