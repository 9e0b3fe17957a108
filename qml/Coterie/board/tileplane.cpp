#include "tileplane.h"

#include "board/scene.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::boardview {

namespace {

constexpr double coarseness = 8; // a coarse tile is as large as 64 to 256 fine ones
constexpr qint64 cullingNanos = 3'000'000; // of a frame
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
    QElapsedTimer clock;
    clock.start();
    const QList<Need> wanted = needs();
    for (const Need &need : wanted) {
        Tile &tile = m_store.at(need.key);
        m_store.touch(tile);
        if (tile.isCurrent())
            continue;
        const bool isAffordable = m_painter.free() > 0 && clock.nsecsElapsed() < cullingNanos;
        if (tile.work == 0 && isAffordable)
            request(need.key, tile);
        m_isIdle = m_isIdle && tile.isCurrent();
        m_isComplete = m_isComplete && (!need.isSeen || tile.isCurrent());
    }
    m_store.trim(budget(), before);
}

qsizetype TilePlane::budget() const
{
    constexpr qsizetype least = 48'000'000;
    constexpr double views = 3; // what is seen, what is around it, and a zoom before
    const QSizeF pixels = m_viewport.size * m_viewport.dpr;
    return std::max(least, qsizetype(pixels.width() * pixels.height() * 4 * views));
}

/// Most wanted first: a coarse picture of what is seen, then the fine one from the middle outwards, then what is
/// around.
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
    append(visible, coarse, false, {});
    append(visible, m_scale, true, {});
    append(visible.adjusted(-ring, -ring, ring, ring), m_scale, false, fineSeen);
    const double far = std::max(visible.width(), visible.height()) / 2;
    append(visible.adjusted(-far, -far, far, far), coarse, false, coarseSeen);
    return result;
}

QList<board::ShapePtr> TilePlane::shapesIn(const QRectF &area) const
{
    QList<board::ShapePtr> shapes = m_source.scene->touchingUnordered(m_source.page, area);
    if (!m_hidden.isEmpty())
        shapes.removeIf([this](const board::ShapePtr &shape) { return m_hidden.contains(shape->id); });
    return shapes;
}

void TilePlane::request(const TileKey &key, Tile &tile)
{
    TilePainter::Job job {.id = ++m_lastWork,
        .key = key,
        .ground = tile.picture,
        .part = {},
        .shapes = {},
        .palette = m_source.palette,
        .family = m_source.family,
        .images = m_source.images};
    const QRect whole(0, 0, tileSide, tileSide);
    if (tile.isPainted && tile.dirty.isEmpty()) {
        job.shapes = std::exchange(tile.onTop, {});
        tile.front = job.shapes.back();
        ++m_counts.onTop;
    } else {
        job.part = tile.isPainted ? tile.dirty : whole;
        const QRectF pixels(QPointF(key.place) * tileSide + job.part.topLeft(), QSizeF(job.part.size()));
        job.shapes = shapesIn({pixels.topLeft() / key.scale, pixels.size() / key.scale});
        if (job.part == whole)
            tile.front = nullptr;
        for (const board::ShapePtr &shape : std::as_const(job.shapes))
            if (!tile.front || board::isBehind(*tile.front, *shape))
                tile.front = shape;
        tile.dirty = {};
        tile.onTop.clear();
        ++(job.part == whole ? m_counts.whole : m_counts.parts);
    }
    if (job.part == whole && job.shapes.isEmpty()) { // nothing to paint needs no painter
        m_store.setPicture(tile, {});
        tile.isPainted = true;
        return;
    }
    tile.work = job.id;
    m_painter.paint(std::move(job));
}

void TilePlane::take(quint32 id, const TileKey &key, const QImage &picture)
{
    Tile *tile = m_store.find(key);
    if (id >= m_firstValidWork && tile && tile->work == id) {
        m_store.setPicture(*tile, picture);
        tile->isPainted = true;
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

/// Stretched tiles must meet on whole pixels, or the ground shines through between them.
QRectF TilePlane::onPixels(const QRectF &target) const
{
    const double dpr = m_viewport.dpr;
    const auto snap = [dpr](double at) { return std::round(at * dpr) / dpr; };
    return {QPointF(snap(target.left()), snap(target.top())), QPointF(snap(target.right()), snap(target.bottom()))};
}

Quad TilePlane::quadOf(const TileKey &key, const QImage &picture, const QRectF &area) const
{
    const QRectF tile = key.area();
    const bool isExact = key.scale == m_viewport.scale();
    const QRectF source((area.topLeft() - tile.topLeft()) * key.scale, area.size() * key.scale);
    const QRectF target = isExact ? QRectF((QPointF(key.place) * tileSide - m_viewport.origin()) / m_viewport.dpr,
                              QSizeF(tileSide, tileSide) / m_viewport.dpr)
                                  : onPixels(m_viewport.toView(area));
    const quint64 place = (quint64(quint32(key.place.x())) << 32U) | quint32(key.place.y());
    return {.key = qHashMulti(size_t(place), key.scale, area.x(), area.y()),
        .image = picture,
        .source = isExact ? QRectF(0, 0, tileSide, tileSide) : source,
        .target = target,
        .isStretched = !isExact};
}

void TilePlane::appendQuads(QList<Quad> &quads) const
{
    if (!m_source.scene || m_scale <= 0 || m_viewport.size.isEmpty())
        return;
    const QRect places = TileStore::placesOf(m_viewport.visible(), m_scale);
    QList<double> others = m_store.scalesNear(m_scale);
    others.removeOne(m_scale);
    for (int y = places.top(); y <= places.bottom(); ++y) {
        for (int x = places.left(); x <= places.right(); ++x) {
            const TileKey key {m_scale, {x, y}};
            const Tile *tile = m_store.find(key);
            if (!tile || !tile->isPainted)
                appendStandIns(quads, key.area(), others);
            else if (!tile->picture.isNull())
                quads.append(quadOf(key, tile->picture, key.area()));
        }
    }
}

/// What is there of other scales, the best one first, each where no better one is.
void TilePlane::appendStandIns(QList<Quad> &quads, const QRectF &area, const QList<double> &scales) const
{
    if (scales.isEmpty())
        return;
    const double scale = scales.front();
    const QList<double> others = scales.sliced(1);
    const double side = tileSide / scale;
    constexpr double slack = 1e-6; // of a tile: neighbours that only touch
    const QRect places(QPoint(int(std::floor(area.left() / side + slack)), int(std::floor(area.top() / side + slack))),
        QPoint(int(std::ceil(area.right() / side - slack)) - 1, int(std::ceil(area.bottom() / side - slack)) - 1));
    constexpr int most = 8; // tiles a side in the place of one
    if (places.width() > most || places.height() > most) {
        appendStandIns(quads, area, others);
        return;
    }
    for (int y = places.top(); y <= places.bottom(); ++y) {
        for (int x = places.left(); x <= places.right(); ++x) {
            const TileKey key {scale, {x, y}};
            const QRectF common = key.area() & area;
            const Tile *tile = m_store.find(key);
            if (common.isEmpty())
                continue;
            if (!tile || !tile->isPainted)
                appendStandIns(quads, common, others);
            else if (!tile->picture.isNull())
                quads.append(quadOf(key, tile->picture, common));
        }
    }
}

} // namespace coterie::boardview
