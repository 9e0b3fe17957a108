#include "boardview.h"

#include "chromelayer.h"
#include "collab/sharedboard.h"
#include "gridpicture.h"
#include "pagepicture.h"

#include <QQuickWindow>
#include <QTimer>
#include <QVariantAnimation>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace std::chrono_literals;

namespace coterie::boardview {

namespace {

constexpr auto restAfter = 80ms; // without a change of zoom: then it is worth painting at this one
constexpr double fitMargin = 40; // item units around what is fitted
constexpr double farthest = 1e7; // board units

/// The layers of nodes, back to front.
/// A transform node, though it moves nothing, as its layers are: the software renderer forgets where a plain group lies
/// when something is put into it later (QSGSoftwareRenderableNodeUpdater::updateNodes).
class LayersNode : public QSGTransformNode
{
public:
    LayersNode()
    {
        for (QuadNode *layer : {&ground, &tiles, &carried, &live, &chrome}) {
            layer->setFlag(OwnedByParent, false);
            appendChildNode(layer);
        }
    }
    ~LayersNode() override { removeAllChildNodes(); }
    Q_DISABLE_COPY_MOVE(LayersNode)

    QuadNode ground;
    QuadNode tiles;
    QuadNode carried;
    QuadNode live;
    QuadNode chrome;
};

double boundedZoom(double zoom)
{
    return std::isfinite(zoom) ? std::clamp(zoom, smallestZoom, largestZoom) : 1;
}

} // namespace

struct ViewParts {
    QPointer<BoardLook> look;
    PagePicture picture;
    ChromeLayer chrome;
    GridPicture grid;
    Viewport viewport;
    QVariantAnimation gliding;
    Viewport glideFrom;
    Viewport glideTo;
    QTimer rest;
    bool isGridVisible = true;
    bool isPainting = false;
    QRectF contentRect;
    struct {
        QList<Quad> ground;
        QList<Quad> tiles;
        QList<Quad> carried;
        QList<Quad> live;
        QList<Quad> chrome;
    } frame; ///< what the next frame shows
};

BoardView::BoardView(QQuickItem *parent) : QQuickItem(parent), m_parts(std::make_unique<ViewParts>())
{
    setFlag(ItemHasContents);
    setClip(true);
    m_parts->rest.setSingleShot(true);
    m_parts->rest.setInterval(restAfter);
    m_parts->gliding.setStartValue(0.0);
    m_parts->gliding.setEndValue(1.0);
    m_parts->gliding.setEasingCurve(QEasingCurve::OutCubic);
    connect(&m_parts->rest, &QTimer::timeout, this, &QQuickItem::polish);
    connect(&m_parts->picture, &PagePicture::contentChanged, this, &BoardView::pictureChanged);
    connect(&m_parts->picture, &PagePicture::outdated, this, &QQuickItem::polish);
    connect(&m_parts->gliding, &QVariantAnimation::valueChanged, this,
        [this](const QVariant &progress) { glide(progress.toDouble()); });
}

BoardView::~BoardView() = default;

collab::SharedBoard *BoardView::board() const
{
    return m_parts->picture.board();
}

void BoardView::setBoard(collab::SharedBoard *board)
{
    if (board == m_parts->picture.board())
        return;
    m_parts->picture.setBoard(board);
    Q_EMIT boardChanged();
}

BoardLook *BoardView::look() const
{
    return m_parts->look;
}

void BoardView::setLook(BoardLook *look)
{
    if (look == m_parts->look)
        return;
    if (m_parts->look)
        disconnect(m_parts->look, nullptr, this, nullptr);
    m_parts->look = look;
    if (look)
        connect(look, &BoardLook::restyled, this, &BoardView::restyle);
    restyle();
    Q_EMIT lookChanged();
}

void BoardView::restyle()
{
    if (const BoardLook *look = m_parts->look) {
        m_parts->picture.setLook(look->palette(), look->family);
        QFont font(look->family);
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        m_parts->chrome.setLook(
            {.accent = look->accent, .ground = look->ground, .lineWidth = look->lineWidth, .font = font});
    }
    polish();
    Q_EMIT pictureChanged();
}

QString BoardView::page() const
{
    return m_parts->picture.page().value();
}

void BoardView::setPage(const QString &page)
{
    if (page == BoardView::page())
        return;
    m_parts->picture.setPage(board::PageId(page));
    Q_EMIT pageChanged();
}

board::PageId BoardView::pageId() const
{
    return m_parts->picture.page();
}

double BoardView::centreX() const
{
    return m_parts->viewport.centre.x();
}

void BoardView::setCentreX(double x)
{
    showAt({x, centreY()}, zoom());
}

double BoardView::centreY() const
{
    return m_parts->viewport.centre.y();
}

void BoardView::setCentreY(double y)
{
    showAt({centreX(), y}, zoom());
}

double BoardView::zoom() const
{
    return m_parts->viewport.zoom;
}

void BoardView::setZoom(double zoom)
{
    showAt(m_parts->viewport.centre, zoom);
}

QRectF BoardView::contentRect() const
{
    return m_parts->contentRect;
}

bool BoardView::isPainting() const
{
    return m_parts->isPainting;
}

bool BoardView::isGridVisible() const
{
    return m_parts->isGridVisible;
}

void BoardView::setGridVisible(bool visible)
{
    if (visible == m_parts->isGridVisible)
        return;
    m_parts->isGridVisible = visible;
    polish();
    Q_EMIT gridVisibleChanged();
}

QPointF BoardView::toBoard(QPointF view) const
{
    return m_parts->viewport.toBoard(view);
}

QPointF BoardView::toView(QPointF board) const
{
    return m_parts->viewport.toView(board);
}

QRectF BoardView::toView(const QRectF &board) const
{
    return m_parts->viewport.toView(board);
}

QRectF BoardView::visibleArea() const
{
    return m_parts->viewport.visible();
}

const Viewport &BoardView::viewport() const
{
    return m_parts->viewport;
}

void BoardView::moveTo(const Viewport &viewport)
{
    Viewport bounded = viewport;
    bounded.zoom = boundedZoom(viewport.zoom);
    const auto inside = [](double at, double otherwise) {
        return std::isfinite(at) ? std::clamp(at, -farthest, farthest) : otherwise;
    };
    bounded.centre = {inside(viewport.centre.x(), m_parts->viewport.centre.x()),
        inside(viewport.centre.y(), m_parts->viewport.centre.y())};
    if (bounded == m_parts->viewport)
        return;
    if (bounded.scale() != m_parts->viewport.scale())
        m_parts->rest.start();
    m_parts->viewport = bounded;
    polish();
    Q_EMIT viewChanged();
}

void BoardView::panBy(QPointF viewDelta)
{
    showAt(m_parts->viewport.centre - viewDelta / zoom(), zoom());
}

void BoardView::zoomAt(QPointF viewPoint, double factor)
{
    const double wanted = boundedZoom(zoom() * factor);
    const QPointF fromMiddle = viewPoint - QPointF(width(), height()) / 2;
    showAt(m_parts->viewport.centre + fromMiddle / zoom() - fromMiddle / wanted, wanted);
}

void BoardView::showAt(QPointF centre, double zoom)
{
    m_parts->gliding.stop();
    Viewport viewport = m_parts->viewport;
    viewport.centre = centre;
    viewport.zoom = zoom;
    moveTo(viewport);
}

namespace {

double fittingZoom(const QRectF &area, QSizeF size, bool mayEnlarge)
{
    const double wide = std::max(size.width() - 2 * fitMargin, size.width() / 2) / std::max(area.width(), 1.0);
    const double high = std::max(size.height() - 2 * fitMargin, size.height() / 2) / std::max(area.height(), 1.0);
    return std::min({wide, high, mayEnlarge ? 2.0 : 1.0});
}

} // namespace

void BoardView::fit(const QRectF &area, bool mayEnlarge)
{
    if (!area.isNull())
        showAt(area.center(), fittingZoom(area, m_parts->viewport.size, mayEnlarge));
}

void BoardView::animateToFit(const QRectF &area, bool mayEnlarge)
{
    if (!area.isNull())
        animateTo(area.center(), fittingZoom(area, m_parts->viewport.size, mayEnlarge));
}

void BoardView::animateTo(QPointF centre, double zoom)
{
    const int millis = m_parts->look ? m_parts->look->glide : 0;
    m_parts->gliding.stop();
    if (millis <= 0 || m_parts->viewport.size.isEmpty()) {
        showAt(centre, zoom);
        return;
    }
    m_parts->glideFrom = m_parts->viewport;
    m_parts->glideTo = m_parts->viewport;
    m_parts->glideTo.centre = centre;
    m_parts->glideTo.zoom = boundedZoom(zoom);
    m_parts->gliding.setDuration(millis);
    m_parts->gliding.start();
}

bool BoardView::isGliding() const
{
    return m_parts->gliding.state() == QAbstractAnimation::Running;
}

/// The zoom goes evenly in doublings, and the one point of the plane that both views show at the same place stays
/// there.
void BoardView::glide(double progress)
{
    const Viewport &from = m_parts->glideFrom;
    const Viewport &to = m_parts->glideTo;
    Viewport viewport = m_parts->viewport;
    viewport.zoom = progress >= 1 ? to.zoom : from.zoom * std::pow(to.zoom / from.zoom, progress);
    const double shrunk = 1 / from.zoom - 1 / to.zoom;
    const bool isZoom = std::abs(std::log2(to.zoom / from.zoom)) > 0.1;
    const double share = isZoom && progress < 1 ? (1 / from.zoom - 1 / viewport.zoom) / shrunk : progress;
    viewport.centre = from.centre + (to.centre - from.centre) * share;
    moveTo(viewport);
}

void BoardView::lift(const QSet<board::ShapeId> &ids)
{
    m_parts->picture.lift(ids);
}

void BoardView::setDrafts(const QList<board::ShapePtr> &drafts)
{
    m_parts->picture.setDrafts(drafts);
}

void BoardView::carry(const QList<board::ShapePtr> &shapes)
{
    m_parts->picture.carry(shapes);
}

void BoardView::carryBy(QPointF by)
{
    m_parts->picture.carryBy(by);
}

void BoardView::drop()
{
    m_parts->picture.drop();
}

void BoardView::setRemoteDrafts(const QList<board::ShapePtr> &drafts)
{
    m_parts->picture.setRemoteDrafts(drafts);
}

void BoardView::setChrome(const Chrome &chrome)
{
    m_parts->chrome.setChrome(chrome);
    polish();
}

std::shared_ptr<drawing::ImageStore> BoardView::images() const
{
    return m_parts->picture.images();
}

BoardView::Work BoardView::work() const
{
    const TilePlane &plane = m_parts->picture.plane();
    const TilePlane::Counts counts = plane.counts();
    return {.whole = counts.whole, .parts = counts.parts, .onTop = counts.onTop, .tileBytes = plane.bytes()};
}

bool BoardView::isSettled() const
{
    return !m_parts->isPainting && m_parts->picture.isSettled();
}

void BoardView::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    Viewport viewport = m_parts->viewport;
    viewport.size = now.size();
    moveTo(viewport);
}

void BoardView::itemChange(ItemChange change, const ItemChangeData &value)
{
    QQuickItem::itemChange(change, value);
    const bool isOther = change == ItemDevicePixelRatioHasChanged || (change == ItemSceneChange && value.window);
    if (!isOther)
        return;
    Viewport viewport = m_parts->viewport;
    viewport.dpr = window()->effectiveDevicePixelRatio();
    moveTo(viewport);
    polish();
}

void BoardView::updatePolish()
{
    ViewParts &parts = *m_parts;
    if (parts.viewport.size.isEmpty())
        return;
    parts.picture.update(parts.viewport, !parts.rest.isActive());
    parts.chrome.update(parts.viewport);
    parts.frame = {};
    QPointF offset;
    const drawing::Palette palette = parts.look ? parts.look->palette() : drawing::Palette();
    const GridPicture::Look gridLook {
        .ground = palette.ground(), .dot = parts.isGridVisible ? palette.dot() : QColor()};
    const QImage grid = parts.grid.picture(parts.viewport, gridLook, offset);
    parts.frame.ground.append({.key = 0,
        .image = grid,
        .source = QRectF(offset, parts.viewport.size * parts.viewport.dpr),
        .target = boundingRect(),
        .isStretched = false});
    parts.picture.appendTiles(parts.frame.tiles);
    parts.picture.appendCarried(parts.frame.carried);
    parts.picture.appendLive(parts.frame.live);
    parts.chrome.appendQuads(parts.frame.chrome, parts.viewport);
    if (const QRectF content = parts.picture.contentRect(); content != parts.contentRect) {
        parts.contentRect = content;
        Q_EMIT contentRectChanged();
    }
    if (const bool isPainting = !parts.picture.isComplete(); isPainting != parts.isPainting) {
        parts.isPainting = isPainting;
        Q_EMIT paintingChanged();
    }
    update();
}

QSGNode *BoardView::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *layers = static_cast<LayersNode *>(node);
    if (!layers)
        layers = new LayersNode; // the scene graph owns it from here
    const auto &frame = m_parts->frame;
    layers->ground.show(frame.ground, *window());
    layers->tiles.show(frame.tiles, *window());
    layers->carried.show(frame.carried, *window());
    layers->live.show(frame.live, *window());
    layers->chrome.show(frame.chrome, *window());
    return layers;
}

} // namespace coterie::boardview
