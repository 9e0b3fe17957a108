#include "tilestore.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace coterie::boardview {

namespace {

constexpr qsizetype mostOnTop = 64; // more is painted again from the ground
constexpr double farthest = 1e9; // keeps numbers of tiles inside an int

int tileAt(double pixels)
{
    return int(std::floor(std::clamp(pixels / tileSide, -farthest, farthest)));
}

} // namespace

QRectF TileKey::area() const
{
    const double side = tileSide / scale;
    return {place.x() * side, place.y() * side, side, side};
}

Tile *TileStore::find(const TileKey &key)
{
    const auto tiles = m_scales.find(key.scale);
    if (tiles == m_scales.end())
        return nullptr;
    const auto tile = tiles->second.find(key.place);
    return tile == tiles->second.end() ? nullptr : &*tile;
}

const Tile *TileStore::find(const TileKey &key) const
{
    const auto tiles = m_scales.find(key.scale);
    if (tiles == m_scales.end())
        return nullptr;
    const auto tile = tiles->second.constFind(key.place);
    return tile == tiles->second.cend() ? nullptr : &*tile;
}

Tile &TileStore::at(const TileKey &key)
{
    return m_scales[key.scale][key.place];
}

void TileStore::clear()
{
    m_scales.clear();
    m_bytes = 0;
}

QRect TileStore::placesOf(const QRectF &area, double scale)
{
    return {QPoint(tileAt(area.left() * scale - 1), tileAt(area.top() * scale - 1)),
        QPoint(tileAt(area.right() * scale + 1), tileAt(area.bottom() * scale + 1))};
}

QRect TileStore::pixelsOf(const QRectF &area, const TileKey &key)
{
    const QPointF corner = QPointF(key.place) * tileSide;
    const QRectF all(0, 0, tileSide, tileSide);
    const QPointF begin = area.topLeft() * key.scale - corner;
    const QPointF end = area.bottomRight() * key.scale - corner;
    const QRectF around(QPointF(std::floor(begin.x()) - 1, std::floor(begin.y()) - 1),
        QPointF(std::ceil(end.x()) + 1, std::ceil(end.y()) + 1));
    return (around & all).toRect();
}

void TileStore::forEachIn(const QRectF &area, const std::function<void(const TileKey &, Tile &)> &act)
{
    for (auto &[scale, tiles] : m_scales) {
        const QRect places = placesOf(area, scale);
        for (auto it = tiles.begin(); it != tiles.end(); ++it)
            if (places.contains(it.key()))
                act({scale, it.key()}, *it);
    }
}

void TileStore::invalidate(const QRectF &area)
{
    forEachIn(area, [&area](const TileKey &key, Tile &tile) { soil(tile, key, area); });
}

/// In the order of drawing everything that waits to come on top belongs to what is painted again.
void TileStore::soil(Tile &tile, const TileKey &key, const QRectF &area)
{
    tile.dirty |= pixelsOf(area, key);
    for (const board::ShapePtr &shape : std::as_const(tile.onTop))
        tile.dirty |= pixelsOf(board::paintedBounds(*shape), key);
    tile.onTop.clear();
}

void TileStore::add(const board::ShapePtr &shape, const QRectF &bounds)
{
    forEachIn(bounds, [&](const TileKey &key, Tile &tile) {
        if (pixelsOf(bounds, key).isEmpty())
            return;
        const board::ShapePtr front = tile.onTop.isEmpty() ? tile.front : tile.onTop.back();
        const bool isInFront = !front || board::isBehind(*front, *shape);
        if (tile.dirty.isEmpty() && isInFront && tile.onTop.size() < mostOnTop)
            tile.onTop.append(shape);
        else
            soil(tile, key, bounds);
    });
}

QList<double> TileStore::scalesNear(double scale) const
{
    QList<double> result;
    for (const auto &[other, tiles] : m_scales)
        result.append(other);
    // Twice as coarse is as bad as four times as fine: that is only more work.
    const auto distance = [scale](double other) { return other < scale ? scale / other : std::sqrt(other / scale); };
    std::ranges::sort(result, {}, distance);
    return result;
}

void TileStore::setPicture(Tile &tile, const QImage &picture)
{
    m_bytes += picture.sizeInBytes() - tile.picture.sizeInBytes();
    tile.picture = picture;
}

void TileStore::trim(qsizetype bytes, quint64 since)
{
    constexpr qsizetype mostTiles = 4096; // empty ones cost little, but not nothing
    struct Candidate {
        quint64 usedAt;
        TileKey key;
    };
    std::vector<Candidate> candidates;
    qsizetype count = 0;
    for (const auto &[scale, tiles] : m_scales)
        count += tiles.size();
    if (m_bytes <= bytes && count <= mostTiles)
        return;
    for (const auto &[scale, tiles] : m_scales)
        for (auto it = tiles.begin(); it != tiles.end(); ++it)
            if (it->usedAt <= since && it->work == 0)
                candidates.push_back({it->usedAt, {scale, it.key()}});
    std::ranges::sort(candidates, {}, &Candidate::usedAt);
    for (const Candidate &candidate : candidates) {
        if (m_bytes <= bytes && count <= mostTiles / 2)
            break;
        setPicture(at(candidate.key), {});
        m_scales[candidate.key.scale].remove(candidate.key.place);
        --count;
    }
    std::erase_if(m_scales, [](const auto &entry) { return entry.second.isEmpty(); });
}

} // namespace coterie::boardview
