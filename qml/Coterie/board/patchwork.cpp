#include "patchwork.h"

#include <algorithm>
#include <cmath>

namespace coterie::boardview {

namespace {

constexpr double fewFiner = 3; // a side of a tile

/// Coarse ones are blurred, fine ones are many. So fine ones are best while they are few, and worst when not.
double badness(double scale, double other)
{
    constexpr double worst = 1e9;
    if (other < scale)
        return scale / other;
    return other <= scale * fewFiner ? std::sqrt(other / scale) : worst * other / scale;
}

} // namespace

QRect Raster::pixelsOf(const QRectF &area) const
{
    const QRectF around = QRectF(pixels).adjusted(-1, -1, 1, 1); // far away is no number of pixels
    const auto x = [&](double at) { return int(std::round(std::clamp(at, around.left(), around.right()))); };
    const auto y = [&](double at) { return int(std::round(std::clamp(at, around.top(), around.bottom()))); };
    const QPointF begin = area.topLeft() * scale - origin;
    const QPointF end = area.bottomRight() * scale - origin;
    return {QPoint(x(begin.x()), y(begin.y())), QPoint(x(end.x()), y(end.y())) - QPoint(1, 1)};
}

void Patchwork::add(const TileKey &key, const Tile &tile)
{
    const double zoom = m_raster.scale / key.scale;
    const QPointF corner = QPointF(key.place) * tileSide;
    QRegion shown;
    if (tile.isPainted)
        shown = m_raster.pixelsOf(key.area());
    for (const QRect &drafted : tile.draft)
        shown |= m_raster.pixelsOf({(corner + drafted.topLeft()) / key.scale, QSizeF(drafted.size()) / key.scale});
    shown &= m_missing;
    m_missing -= shown;
    if (tile.picture.isNull())
        return;
    int part = 0;
    for (const QRect &target : shown) {
        const QRectF source(
            (QPointF(target.topLeft()) + m_raster.origin) / zoom - corner, QSizeF(target.size()) / zoom);
        m_pieces.append({key, tile.picture, source & QRectF(0, 0, tileSide, tileSide), target, part++});
    }
}

void Patchwork::addAt(const TileStore &store, double scale, qsizetype most)
{
    const QRect missing = m_missing.boundingRect();
    const QRectF area(
        (QPointF(missing.topLeft()) + m_raster.origin) / m_raster.scale, QSizeF(missing.size()) / m_raster.scale);
    store.forEachAt(scale, area, [&](const TileKey &key, const Tile &tile) {
        if (m_pieces.size() < most)
            add(key, tile);
    });
}

void Patchwork::addOthers(const TileStore &store, qsizetype most)
{
    QList<double> scales = store.scales();
    std::ranges::sort(scales, {}, [this](double other) { return badness(m_raster.scale, other); });
    for (const double scale : std::as_const(scales)) {
        if (m_missing.isEmpty())
            return;
        addAt(store, scale, most);
    }
}

void Patchwork::addFiner(const TileStore &store)
{
    constexpr qsizetype most = 64;
    for (const double scale : store.scales())
        if (scale > m_raster.scale && scale <= m_raster.scale * fewFiner)
            addAt(store, scale, most);
}

} // namespace coterie::boardview
