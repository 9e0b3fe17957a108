#include "tileplane.h"

#include "board/scene.h"

#include <QElapsedTimer>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::boardview {

namespace {

constexpr double coarseness = 8; // a coarse tile is as large as 64 to 256 fine ones
constexpr qsizetype mostPieces = 200; // that stand in for tiles: each costs the renderer
constexpr qint64 draftingNanos = 2'000'000; // of a frame
constexpr double stretchedMost = 2; // tiles larger or smaller than by this are worth painting anew while zooming

double coarseScale(double scale)
{
    return std::exp2(std::floor(std::log2(scale / coarseness)));
}

} // namespace

TilePlane::TilePlane(QObject *parent) : QObject(parent)
{
    connect(&m_painter, &TilePainter::painted, this, &TilePlane::take);
}

void TilePlane::setSource(const Source &source)
{
    m_source = source;
    m_store.clear();
    m_firstValidWork = m_lastWork + 1;
    m_isComplete = false;
    m_isIdle = false;
    m_isBare = true;
}

void TilePlane::update(const Viewport &viewport, bool isResting)
{
    const quint64 before = m_store.clock();
    m_viewport = viewport;
    const double ratio = m_scale > 0 ? viewport.scale() / m_scale : 0;
    if (isResting || ratio > stretchedMost || ratio < 1 / stretchedMost)
        m_scale = viewport.scale();
    m_isComplete = m_scale == viewport.scale();
    m_isIdle = m_isComplete;
    const QList<Need> wanted = needs();
    m_painter.setAlone(m_isBare);
    const board::SpatialIndex::Snapshot places =
        m_source.scene ? m_source.scene->places(m_source.page) : board::SpatialIndex::Snapshot();
    for (const Need &need : wanted) {
        Tile &tile = m_store.at(need.key);
        m_store.touch(tile);
        if (tile.isCurrent())
            continue;
        if (tile.work == 0 && m_painter.free() > 0)
            request(need.key, tile, places);
        m_isIdle = m_isIdle && tile.isCurrent();
        m_isComplete = m_isComplete && (!need.isSeen || tile.isCurrent());
    }
    m_isBare = m_isBare && !m_isComplete;
    draft(wanted);
    m_store.trim(budget(), before);
}

/// Puts together what is seen and not painted out of finer tiles, so that zooming out ever further does not take ever
/// more of them.
void TilePlane::draft(const QList<Need> &wanted)
{
    QElapsedTimer clock;
    clock.start();
    for (const Need &need : wanted) {
        Tile *tile = need.isSeen ? m_store.find(need.key) : nullptr;
        if (!tile || tile->isPainted || !tile->draft.isEmpty() || clock.nsecsElapsed() > draftingNanos)
            continue;
        Patchwork patchwork({need.key.scale, QPointF(need.key.place) * tileSide, {0, 0, tileSide, tileSide}});
        patchwork.addFiner(m_store);
        if (patchwork.pieces().size() < 2)
            continue; // can be shown as it is
        QImage picture(tileSide, tileSide, QImage::Format_ARGB32_Premultiplied);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.setCompositionMode(QPainter::CompositionMode_Source);
        for (const Piece &piece : patchwork.pieces())
            painter.drawImage(QRectF(piece.target), piece.picture, piece.source);
        painter.end();
        m_store.setDraft(*tile, picture, patchwork.covered());
    }
}

qsizetype TilePlane::budget() const
{
    constexpr qsizetype least = 48'000'000;
    constexpr double views = 3; // what is seen, what is around it, and a zoom before
    const QSizeF pixels = m_viewport.size * m_viewport.dpr;
    return std::max(least, qsizetype(pixels.width() * pixels.height() * 4 * views));
}

/// Most wanted first: a coarse picture of what is seen (later if there was none at all: nobody moves on), then the fine
/// one from the middle outwards, then what is around.
QList<TilePlane::Need> TilePlane::needs() const
{
    QList<Need> result;
    if (!m_source.scene || m_viewport.size.isEmpty())
        return result;
    const QRectF visible = m_viewport.visible();
    const auto append = [&](const QRectF &area, double scale, bool isSeen, const QRect &without) {
        const QRect places = TileStore::placesOf(area, scale);
        QList<QPoint> round;
        for (int y = places.top(); y <= places.bottom(); ++y)
            for (int x = places.left(); x <= places.right(); ++x)
                if (!without.contains(x, y))
                    round.append({x, y});
        const QPointF middle = m_viewport.centre * scale / tileSide - QPointF(0.5, 0.5);
        std::ranges::sort(round, {}, [middle](QPoint place) {
            const QPointF from = QPointF(place) - middle;
            return QPointF::dotProduct(from, from);
        });
        for (const QPoint place : std::as_const(round))
            result.append({{scale, place}, isSeen});
    };
    const double coarse = coarseScale(m_scale);
    const QRect coarseSeen = TileStore::placesOf(visible, coarse);
    const QRect fineSeen = TileStore::placesOf(visible, m_scale);
    const double ring = tileSide / m_scale;
    if (!m_isBare)
        append(visible, coarse, false, {});
    append(visible, m_scale, true, {});
    if (m_isBare)
        append(visible, coarse, false, {});
    append(visible.adjusted(-ring, -ring, ring, ring), m_scale, false, fineSeen);
    const double far = std::max(visible.width(), visible.height()) / 2;
    append(visible.adjusted(-far, -far, far, far), coarse, false, coarseSeen);
    return result;
}

void TilePlane::request(const TileKey &key, Tile &tile, const board::SpatialIndex::Snapshot &places)
{
    TilePainter::Job job {.id = ++m_lastWork,
        .key = key,
        .ground = tile.picture,
        .part = {},
        .onTop = {},
        .places = {},
        .hidden = {},
        .palette = m_source.palette,
        .family = m_source.family,
        .images = m_source.images};
    if (tile.isPainted && tile.dirty.isEmpty()) {
        job.onTop = std::exchange(tile.onTop, {});
        ++m_counts.onTop;
    } else {
        const QRect whole(0, 0, tileSide, tileSide);
        job.part = tile.isPainted ? tile.dirty : whole;
        tile.dirty = {};
        tile.onTop.clear();
        if (job.part == whole)
            tile.front = nullptr;
        ++(job.part == whole ? m_counts.whole : m_counts.parts);
        if (job.part == whole && places.isEmpty(key.area())) { // nothing to paint needs no painter
            m_store.setPainted(tile, {});
            return;
        }
        job.places = places;
        job.hidden = m_hidden;
    }
    tile.work = job.id;
    m_painter.paint(std::move(job));
}

void TilePlane::take(const TilePainter::Result &result)
{
    Tile *tile = m_store.find(result.key);
    if (result.id >= m_firstValidWork && tile && tile->work == result.id) {
        m_store.setPainted(*tile, result.picture);
        m_store.setFront(*tile, result.key, result.front);
        tile->work = 0;
    }
    Q_EMIT arrived();
}

bool TilePlane::isCurrent(const QRectF &area) const
{
    const QRectF common = area & m_viewport.visible();
    if (common.isEmpty())
        return true;
    const QRect places = TileStore::placesOf(common, m_scale);
    for (int y = places.top(); y <= places.bottom(); ++y)
        for (int x = places.left(); x <= places.right(); ++x) {
            const Tile *tile = m_store.find({m_scale, {x, y}});
            if (!tile || !tile->isCurrent())
                return false;
        }
    return true;
}

Quad TilePlane::quadOf(const Piece &piece) const
{
    const TileKey &key = piece.key;
    const bool isStretched = key.scale != m_viewport.scale();
    const Tile *tile = m_store.find(key);
    const bool isWhole = !isStretched && tile && tile->isPainted; // a draft may be shown in several parts
    const double dpr = m_viewport.dpr;
    const QRectF part(QPointF(piece.target.topLeft()) / dpr, QSizeF(piece.target.size()) / dpr);
    const QRectF whole((QPointF(key.place) * tileSide - m_viewport.origin()) / dpr, QSizeF(tileSide, tileSide) / dpr);
    const quint64 place = (quint64(quint32(key.place.x())) << 32U) | quint32(key.place.y());
    return {.key = qHashMulti(size_t(place), key.scale, piece.part),
        .image = piece.picture,
        .source = isWhole ? QRectF(0, 0, tileSide, tileSide) : piece.source,
        .target = isWhole ? whole : part,
        .isStretched = isStretched};
}

void TilePlane::appendQuads(QList<Quad> &quads) const
{
    if (!m_source.scene || m_scale <= 0 || m_viewport.size.isEmpty())
        return;
    const QRectF seen({}, m_viewport.size * m_viewport.dpr);
    Patchwork patchwork({m_viewport.scale(), m_viewport.origin(), seen.toAlignedRect()});
    m_store.forEachAt(
        m_scale, m_viewport.visible(), [&](const TileKey &key, const Tile &tile) { patchwork.add(key, tile); });
    patchwork.addOthers(m_store, mostPieces);
    for (const Piece &piece : patchwork.pieces())
        quads.append(quadOf(piece));
}

} // namespace coterie::boardview
