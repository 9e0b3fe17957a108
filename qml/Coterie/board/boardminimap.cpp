#include "boardminimap.h"

#include "collab/sharedboard.h"
#include "drawing/shapepainter.h"
#include "quadnode.h"

#include <QMouseEvent>
#include <QPainter>
#include <QQuickWindow>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

using namespace std::chrono_literals;

namespace coterie::boardview {

namespace {

constexpr auto pause = 400ms;
constexpr auto pointersPause = 100ms;
constexpr double inset = 6; // item units around the page
constexpr double dot = 2.5; // item units: half of one of the others' dots

} // namespace

BoardMinimap::BoardMinimap(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton);
    setCursor(Qt::PointingHandCursor);
    m_painter.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &BoardMinimap::paintPage);
    m_pointersPause.setSingleShot(true);
    m_pointersPause.setInterval(pointersPause);
    connect(&m_pointersPause, &QTimer::timeout, this, &QQuickItem::polish);
}

BoardMinimap::~BoardMinimap()
{
    m_painter.waitForDone();
}

void BoardMinimap::setView(BoardView *view)
{
    if (view == m_view)
        return;
    if (m_view)
        disconnect(m_view, nullptr, this, nullptr);
    m_view = view;
    if (view) {
        connect(view, &BoardView::viewChanged, this, &QQuickItem::polish);
        connect(view, &BoardView::pictureChanged, this, &BoardMinimap::schedule);
    }
    Q_EMIT viewChanged();
    paintPage();
}

void BoardMinimap::setPresence(collab::BoardAwareness *presence)
{
    if (presence == m_presence)
        return;
    if (m_presence)
        disconnect(m_presence, nullptr, this, nullptr);
    m_presence = presence;
    if (presence) {
        const auto touch = [this] {
            if (!m_pointersPause.isActive())
                m_pointersPause.start();
        };
        connect(presence, &collab::BoardAwareness::peersChanged, this, touch);
        connect(presence, &collab::BoardAwareness::peerChanged, this, touch); // may be on another page now
        connect(presence, &collab::BoardAwareness::peerMoved, this, touch);
    }
    polish();
    Q_EMIT presenceChanged();
}

void BoardMinimap::schedule()
{
    m_isOutdated = true;
    if (isVisible() && !m_pause.isActive() && !m_isPainting)
        m_pause.start();
}

void BoardMinimap::paintPage()
{
    const QSizeF room(width() - 2 * inset, height() - 2 * inset);
    if (!m_view || !m_view->board() || !m_view->look() || !window() || room.isEmpty())
        return;
    m_isOutdated = false;
    const board::Scene &scene = m_view->board()->scene();
    const QRectF area = scene.bounds(m_view->pageId());
    if (area.isEmpty()) {
        take({}, {});
        return;
    }
    m_isPainting = true;
    const double pixels =
        std::min(room.width() / area.width(), room.height() / area.height()) * window()->effectiveDevicePixelRatio();
    m_painter.start([this, area, pixels, palette = m_view->look()->palette(), family = m_view->look()->family,
                        images = m_view->images(), places = scene.places(m_view->pageId())] {
        QList<board::ShapePtr> shapes = places.touching(area);
        std::ranges::sort(shapes, [](const auto &a, const auto &b) { return board::isBehind(*a, *b); });
        const drawing::PaintContext context {palette, images.get(), pixels, family};
        const QImage picture = drawing::paintPicture(shapes, area, pixels, context, Qt::transparent);
        QMetaObject::invokeMethod(
            this, [this, picture, area] { take(picture, area); }, Qt::QueuedConnection);
    });
}

void BoardMinimap::take(const QImage &picture, const QRectF &area)
{
    m_isPainting = false;
    m_picture = picture;
    const bool wasEmpty = isEmpty();
    m_area = area;
    if (m_isOutdated)
        schedule();
    polish();
    if (wasEmpty != isEmpty())
        Q_EMIT emptyChanged();
}

double BoardMinimap::scale() const
{
    return std::min((width() - 2 * inset) / m_area.width(), (height() - 2 * inset) / m_area.height());
}

QPointF BoardMinimap::corner() const
{
    const QSizeF shown = m_area.size() * scale();
    return {(width() - shown.width()) / 2, (height() - shown.height()) / 2};
}

QPointF BoardMinimap::toItem(QPointF onBoard) const
{
    return corner() + (onBoard - m_area.topLeft()) * scale();
}

QRectF BoardMinimap::frameBox() const
{
    constexpr double least = 4; // item units: a frame one can see
    const QRectF seen = m_view->visibleArea();
    QRectF box({}, (seen.size() * scale()).expandedTo({least, least}));
    box.moveCenter(toItem(seen.center()));
    return box;
}

void BoardMinimap::moveView(QPointF middle)
{
    m_view->showAt(m_area.topLeft() + (middle - corner()) / scale(), m_view->zoom());
    Q_EMIT viewMoved();
}

void BoardMinimap::mousePressEvent(QMouseEvent *event)
{
    if (!m_view || isEmpty()) {
        event->ignore();
        return;
    }
    setKeepMouseGrab(true);
    const QRectF box = frameBox();
    m_grip = box.contains(event->position()) ? event->position() - box.center() : QPointF();
    moveView(event->position() - m_grip);
}

void BoardMinimap::mouseMoveEvent(QMouseEvent *event)
{
    if (m_view && !isEmpty())
        moveView(event->position() - m_grip);
}

/// What the view shows, as a frame, and the others' dots.
QImage BoardMinimap::frame() const
{
    const double dpr = window()->effectiveDevicePixelRatio();
    QImage image((size() * dpr).toSize(), QImage::Format_ARGB32_Premultiplied);
    if (image.isNull())
        return image;
    image.fill(Qt::transparent);
    const QRectF all = boundingRect();
    const QRectF box = QRectF(frameBox().toRect()) & all.adjusted(1, 1, -1, -1);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(dpr, dpr);
    QColor wash = m_view->look()->accent;
    wash.setAlphaF(0.08F);
    painter.setPen(QPen(m_view->look()->accent, 1.5));
    painter.setBrush(wash);
    painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2);
    if (!m_presence)
        return image;
    painter.setPen(QPen(m_view->look()->ground, 1));
    const QRectF inner = all.adjusted(2 * dot, 2 * dot, -2 * dot, -2 * dot);
    for (const collab::BoardPeer &peer : m_presence->peers()) {
        if (!peer.pointer || peer.page != m_view->pageId())
            continue;
        const QPointF at = toItem(*peer.pointer);
        painter.setBrush(peer.person.color);
        painter.drawEllipse(
            QPointF(std::clamp(at.x(), inner.left(), inner.right()), std::clamp(at.y(), inner.top(), inner.bottom())),
            dot + 0.5, dot + 0.5);
    }
    return image;
}

/// What changed while it was hidden is painted when it is seen.
void BoardMinimap::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemVisibleHasChanged && data.boolValue && m_isOutdated)
        schedule();
}

void BoardMinimap::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size())
        paintPage();
}

void BoardMinimap::updatePolish()
{
    const bool isSeen = m_view && m_view->look() && window() && !isEmpty();
    m_frame = isSeen ? frame() : QImage();
    update();
}

QSGNode *BoardMinimap::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    auto *quads = static_cast<QuadNode *>(node);
    if (!quads)
        quads = new QuadNode; // the scene graph owns it from here
    QList<Quad> shown;
    if (!m_picture.isNull() && !m_frame.isNull()) {
        shown.append({.key = 0,
            .image = m_picture,
            .source = m_picture.rect(),
            .target = QRectF(corner(), m_area.size() * scale()),
            .isStretched = true});
        shown.append(
            {.key = 1, .image = m_frame, .source = m_frame.rect(), .target = boundingRect(), .isStretched = false});
    }
    quads->show(shown, *window());
    return quads;
}

} // namespace coterie::boardview
