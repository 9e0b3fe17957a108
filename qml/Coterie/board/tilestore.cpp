#include "tilestore.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
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

void TileStore::forEachAt(
    double scale, const QRectF &area, const std::function<void(const TileKey &, const Tile &)> &act) const
{
    const auto tiles = m_scales.find(scale);
    if (tiles == m_scales.end())
        return;
    const QRect places = placesOf(area, scale);
    for (auto it = tiles->second.cbegin(); it != tiles->second.cend(); ++it)
        if (places.contains(it.key()))
            act({scale, it.key()}, *it);
}

void TileStore::invalidate(const QRectF &area)
{
    forEachIn(area, [&area](const TileKey &key, Tile &tile) { soil(tile, key, area); });
}

void TileStore::soil(Tile &tile, const TileKey &key, const QRectF &area)
{
    tile.dirty |= pixelsOf(area, key);
    soilOnTop(tile, key);
}

/// In the order of drawing everything that waits to come on top belongs to what is painted again.
void TileStore::soilOnTop(Tile &tile, const TileKey &key)
{
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

void TileStore::setFront(Tile &tile, const TileKey &key, const board::ShapePtr &front)
{
    if (!front || (tile.front && board::isBehind(*front, *tile.front)))
        return;
    tile.front = front;
    if (!tile.onTop.isEmpty() && board::isBehind(*tile.onTop.front(), *front))
        soilOnTop(tile, key);
}

QList<double> TileStore::scales() const
{
    QList<double> result;
    for (const auto &[scale, tiles] : m_scales)
        result.append(scale);
    return result;
}

void TileStore::setDraft(Tile &tile, const QImage &picture, const QRegion &pixels)
{
    setPicture(tile, picture);
    tile.draft = pixels;
}

void TileStore::setPainted(Tile &tile, const QImage &picture)
{
    setDraft(tile, picture, {});
    tile.isPainted = true;
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
        std::pair<bool, quint64> worth; // those of the coarsest scales show much for few bytes
        TileKey key;
    };
    std::vector<Candidate> candidates;
    qsizetype count = 0;
    for (const auto &[scale, tiles] : m_scales)
        count += tiles.size();
    if (m_bytes <= bytes && count <= mostTiles)
        return;
    const double coarse = m_scales.size() < 2 ? 0 : std::next(m_scales.begin())->first;
    for (const auto &[scale, tiles] : m_scales)
        for (auto it = tiles.begin(); it != tiles.end(); ++it)
            if (it->usedAt <= since && it->work == 0)
                candidates.push_back({{scale <= coarse, it->usedAt}, {scale, it.key()}});
    std::ranges::sort(candidates, {}, &Candidate::worth);
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
