#pragma once

#include "patchwork.h"
#include "quadnode.h"
#include "tilepainter.h"
#include "tilestore.h"
#include "viewport.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace coterie::board {
class Scene;
}

namespace coterie::boardview {

/// The picture of a page in tiles: which are needed, in what order they are painted, and what stands in for those that
/// are not there yet. Tiles are painted at the scale that is looked at, so that they are shown pixel for pixel; while
/// the scale changes those of the last one are stretched, until it rests. A coarse picture of the surroundings, at a
/// scale that is a power of two and so stays good in many zooms, is painted first and shows where nothing finer is.
/// GUI thread, which neither looks for shapes nor paints.
class TilePlane : public QObject
{
    Q_OBJECT
public:
    struct Source {
        const board::Scene *scene = nullptr; ///< null: nothing is there
        board::PageId page;
        drawing::Palette palette;
        QString family;
        std::shared_ptr<drawing::ImageStore> images;
    };

    explicit TilePlane(QObject *parent = nullptr);

    void setSource(const Source &source); ///< everything is painted again
    /// Shapes that are not in the picture.
    void setHidden(const QSet<board::ShapeId> &hidden) { m_hidden = hidden; }
    void invalidate(const QRectF &area) { m_store.invalidate(area); }
    void add(const board::ShapePtr &shape) { m_store.add(shape, board::paintedBounds(*shape)); }

    /// Has painted what this view needs most. `isResting`: its scale is one to stay at.
    void update(const Viewport &viewport, bool isResting);
    void appendQuads(QList<Quad> &quads) const; ///< of the view of the last update()
    [[nodiscard]] bool isComplete() const { return m_isComplete; } ///< what is seen is as the board is
    [[nodiscard]] bool isIdle() const { return m_isIdle; } ///< and so is what is kept ready around it
    /// What is seen of the area is as the board is, or what is painted there next will be.
    [[nodiscard]] bool isCurrent(const QRectF &area) const;
    [[nodiscard]] qsizetype bytes() const { return m_store.bytes(); }
    struct Counts {
        qint64 whole = 0;
        qint64 parts = 0;
        qint64 onTop = 0;
    };
    [[nodiscard]] Counts counts() const { return m_counts; }

Q_SIGNALS:
    void arrived(); ///< a tile; say update()

private:
    struct Need {
        TileKey key;
        bool isSeen = true;
    };
    [[nodiscard]] QList<Need> needs() const;
    void request(const TileKey &key, Tile &tile, const board::SpatialIndex::Snapshot &places);
    void take(const TilePainter::Result &result);
    void draft(const QList<Need> &wanted);
    [[nodiscard]] Quad quadOf(const Piece &piece) const;
    [[nodiscard]] qsizetype budget() const;

    Source m_source;
    QSet<board::ShapeId> m_hidden;
    TileStore m_store;
    TilePainter m_painter;
    Viewport m_viewport;
    double m_scale = 0; ///< at which tiles are painted
    bool m_isComplete = true;
    bool m_isIdle = true;
    bool m_isBare = true; ///< there was no whole picture yet: nobody moves what he does not see
    quint32 m_lastWork = 0;
    quint32 m_firstValidWork = 1; ///< what was begun before is of another source
    Counts m_counts;
};

} // namespace coterie::boardview
