#pragma once

#include "board/shape.h"

#include <QHash>
#include <QImage>
#include <QList>
#include <QPoint>
#include <QRectF>
#include <QRegion>

#include <functional>
#include <map>

namespace coterie::boardview {

inline constexpr int tileSide = 256; ///< device pixels

/// A square of the plane at a scale.
struct TileKey {
    double scale = 1; ///< device pixels per board unit
    QPoint place; ///< column and row; 0,0 begins in the plane's origin

    [[nodiscard]] QRectF area() const; ///< board units
    bool operator==(const TileKey &) const = default;
};

/// One painted square. Painted without a picture it is empty.
struct Tile {
    QImage picture;
    bool isPainted = false; ///< once, whatever became of it since
    QRegion draft; ///< pixels that are worth showing until it is painted
    QRect dirty; ///< pixels that are not as the board is; empty: none
    QList<board::ShapePtr> onTop; ///< shapes in front of all others in it, not painted yet; back to front
    board::ShapePtr front; ///< the front-most one that was painted, or at least not behind it; null: none
    quint64 usedAt = 0;
    quint32 work = 0; ///< number of the job that paints it; 0: none

    [[nodiscard]] bool isCurrent() const { return isPainted && dirty.isEmpty() && onTop.isEmpty() && work == 0; }
};

/// All tiles of a page, at the scales it has been looked at, within a number of bytes. GUI thread.
class TileStore
{
public:
    using Tiles = QHash<QPoint, Tile>;

    [[nodiscard]] Tile *find(const TileKey &key);
    [[nodiscard]] const Tile *find(const TileKey &key) const;
    [[nodiscard]] Tile &at(const TileKey &key); ///< makes one that is not painted
    void clear();

    /// What was painted there is out of date.
    void invalidate(const QRectF &area);
    /// A shape came that nothing was there before of. Where it is in front of everything it only has to be painted on
    /// top.
    void add(const board::ShapePtr &shape, const QRectF &bounds);

    [[nodiscard]] QList<double> scales() const; ///< there are tiles at
    void forEachAt(
        double scale, const QRectF &area, const std::function<void(const TileKey &, const Tile &)> &act) const;

    void touch(Tile &tile) { tile.usedAt = ++m_clock; }
    void setDraft(Tile &tile, const QImage &picture, const QRegion &pixels);
    void setPainted(Tile &tile, const QImage &picture); ///< null: empty
    /// What was just painted of the tile. Shapes that came meanwhile and lie behind it have to be painted there, too.
    static void setFront(Tile &tile, const TileKey &key, const board::ShapePtr &front);
    /// Throws away what was not used for longest until the rest fits. Tiles touched since `since` stay.
    void trim(qsizetype bytes, quint64 since);
    [[nodiscard]] quint64 clock() const { return m_clock; }
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }

    /// The tiles of a scale that an area lies in.
    [[nodiscard]] static QRect placesOf(const QRectF &area, double scale);
    /// The pixels of a tile that an area lies in, whole ones and one around it.
    [[nodiscard]] static QRect pixelsOf(const QRectF &area, const TileKey &key);

private:
    void setPicture(Tile &tile, const QImage &picture);
    static void soil(Tile &tile, const TileKey &key, const QRectF &area);
    static void soilOnTop(Tile &tile, const TileKey &key);
    void forEachIn(const QRectF &area, const std::function<void(const TileKey &, Tile &)> &act);

    std::map<double, Tiles> m_scales;
    quint64 m_clock = 0;
    qsizetype m_bytes = 0;
};

} // namespace coterie::boardview
