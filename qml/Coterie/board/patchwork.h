#pragma once

#include "tilestore.h"

#include <QImage>
#include <QList>
#include <QRect>
#include <QRegion>

namespace coterie::boardview {

/// Pixels that show the plane.
struct Raster {
    double scale = 1; ///< pixels per board unit
    QPointF origin; ///< the first pixel's place, in pixels from the plane's origin
    QRect pixels; ///< from there

    [[nodiscard]] QRect pixelsOf(const QRectF &area) const; ///< whole ones: areas that meet have pixels that meet
};

/// A part of a tile's picture and where it belongs.
struct Piece {
    TileKey key; ///< of the tile
    QImage picture;
    QRectF source; ///< pixels of the tile
    QRect target; ///< pixels of the raster
    int part = 0; ///< its number among those of the tile
};

/// A picture out of tiles of many scales: each pixel of the best tile that there is for it. GUI thread.
class Patchwork
{
public:
    explicit Patchwork(const Raster &raster) : m_raster(raster), m_missing(raster.pixels) { }

    /// Takes what is still missing of what the tile shows, painted or drafted.
    void add(const TileKey &key, const Tile &tile);
    /// Goes on with tiles of other scales until nothing is missing or there are `most` pieces.
    void addOthers(const TileStore &store, qsizetype most);
    /// The same with finer tiles only, as long as few of them lie in one of the raster's scale.
    void addFiner(const TileStore &store);

    [[nodiscard]] const QList<Piece> &pieces() const { return m_pieces; }
    [[nodiscard]] QRegion covered() const { return QRegion(m_raster.pixels) - m_missing; }

private:
    void addAt(const TileStore &store, double scale, qsizetype most);

    Raster m_raster;
    QRegion m_missing;
    QList<Piece> m_pieces; ///< only those with a picture
};

} // namespace coterie::boardview
