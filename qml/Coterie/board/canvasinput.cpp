#include "board/hittest.h"
#include "boardcanvas.h"
#include "boxgesture.h"
#include "canvasparts.h"
#include "connectorgesture.h"
#include "erasegesture.h"
#include "marqueegesture.h"
#include "pengesture.h"
#include "selectgesture.h"
#include "viewgestures.h"

#include <QCursor>
#include <QHoverEvent>
#include <QMouseEvent>
#include <QPointingDevice>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

/// Mouse and pen; canvastouch.cpp has the fingers.
namespace coterie::boardview {

using board::ShapePtr;

namespace {

constexpr double EdgeWidth = 28; // item units: a drag this near the edge moves the view
constexpr int ScrollInterval = 16; // milliseconds
constexpr double FastestScroll = 14; // item units each time
constexpr double WheelStep = 60; // item units of one notch
constexpr double WheelZoom = 1.1; // of one notch

double pressureOf(const QSinglePointEvent &event)
{
    const bool isPen = event.pointingDevice() && event.pointingDevice()->type() == QInputDevice::DeviceType::Stylus;
    return isPen && !event.points().isEmpty() ? std::clamp(event.points().first().pressure(), 0.0, 1.0) : 0.5;
}

bool isPen(const QPointerEvent &event)
{
    return event.pointingDevice() && event.pointingDevice()->type() == QInputDevice::DeviceType::Stylus;
}

} // namespace

PointerSample BoardCanvas::sampleAt(QPointF view, Qt::KeyboardModifiers modifiers, double pressure) const
{
    return {.view = view, .board = toBoard(view), .pressure = pressure, .modifiers = modifiers};
}

CanvasTool BoardCanvas::toolOf(const QMouseEvent &event) const
{
    if (event.button() == Qt::MiddleButton || m_parts->spaceDown)
        return CanvasTool::Hand;
    if (event.pointingDevice() && event.pointingDevice()->pointerType() == QPointingDevice::PointerType::Eraser)
        return CanvasTool::Eraser;
    return m_parts->tool;
}

std::unique_ptr<Gesture> BoardCanvas::gestureFor(CanvasTool tool, const PointerSample &sample)
{
    Workbench &bench = m_parts->bench;
    switch (tool) {
    case CanvasTool::Hand: return std::make_unique<HandGesture>(bench, sample);
    case CanvasTool::Select: return std::make_unique<SelectGesture>(bench, selectionFrame(), sample);
    case CanvasTool::Lasso: return std::make_unique<MarqueeGesture>(bench, MarqueeGesture::Kind::Lasso, sample);
    case CanvasTool::Laser: return std::make_unique<LaserGesture>(bench, sample);
    case CanvasTool::Image: Q_EMIT imageRequested(); return nullptr;
    case CanvasTool::Pen:
    case CanvasTool::Highlighter:
    case CanvasTool::Eraser:
    case CanvasTool::Line:
    case CanvasTool::Arrow:
    case CanvasTool::Rectangle:
    case CanvasTool::Ellipse:
    case CanvasTool::Diamond:
    case CanvasTool::Text:
    case CanvasTool::Note:
    case CanvasTool::Frame: break;
    }
    if (!bench.canEdit()) {
        Q_EMIT notice(tr("This board cannot be changed here."));
        return nullptr;
    }
    if (tool == CanvasTool::Eraser)
        return std::make_unique<EraseGesture>(bench, sample);
    bench.select({});
    const board::ShapeType type = *shapeTypeOf(tool);
    if (board::isStroke(type))
        return std::make_unique<PenGesture>(bench, type, sample);
    if (board::isConnector(type))
        return std::make_unique<ConnectorGesture>(bench, type, sample);
    return std::make_unique<BoxGesture>(bench, type, sample);
}

void BoardCanvas::begin(std::unique_ptr<Gesture> gesture, const PointerSample &sample)
{
    if (!gesture)
        return;
    m_parts->hovered = {};
    m_parts->last = sample;
    m_parts->gesture = std::move(gesture);
    chromeTouched();
    Q_EMIT busyChanged();
}

void BoardCanvas::moveTo(const PointerSample &sample)
{
    m_parts->last = sample;
    if (m_parts->presence)
        m_parts->presence->setPointer(sample.board);
    Q_EMIT pointerMoved(sample.board);
    if (!m_parts->gesture)
        return;
    m_parts->gesture->move(sample);
    const QRectF inner = boundingRect().adjusted(EdgeWidth, EdgeWidth, -EdgeWidth, -EdgeWidth);
    if (!m_parts->gesture->scrolls() || inner.contains(sample.view))
        m_parts->scrolling.stop();
    else if (!m_parts->scrolling.isActive())
        m_parts->scrolling.start(ScrollInterval, this);
}

void BoardCanvas::endGesture(const PointerSample &sample)
{
    m_parts->scrolling.stop();
    if (!m_parts->gesture)
        return;
    // It is over before it is finished: what it changes is shown as what it has become.
    const std::unique_ptr<Gesture> gesture = std::move(m_parts->gesture);
    gesture->finish(sample);
    chromeTouched();
    Q_EMIT busyChanged();
}

void BoardCanvas::cancelGesture()
{
    m_parts->scrolling.stop();
    if (!m_parts->gesture)
        return;
    const std::unique_ptr<Gesture> gesture = std::move(m_parts->gesture);
    gesture->cancel();
    chromeTouched();
    Q_EMIT busyChanged();
}

/// The same place under other modifiers, or another place of the board under the same pointer.
void BoardCanvas::repeatMove(Qt::KeyboardModifiers modifiers)
{
    if (m_parts->gesture)
        m_parts->gesture->move(m_parts->last = sampleAt(m_parts->last.view, modifiers, m_parts->last.pressure));
}

void BoardCanvas::scrollAtEdge()
{
    const QRectF inner = boundingRect().adjusted(EdgeWidth, EdgeWidth, -EdgeWidth, -EdgeWidth);
    const auto over = [](double at, double low, double high) {
        const double beyond = at < low ? low - at : at > high ? high - at : 0;
        return std::clamp(beyond / EdgeWidth, -1.0, 1.0) * FastestScroll;
    };
    const QPointF at = m_parts->last.view;
    const QPointF by(over(at.x(), inner.left(), inner.right()), over(at.y(), inner.top(), inner.bottom()));
    if (!by.isNull())
        panByHand(by);
}

void BoardCanvas::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_parts->scrolling.timerId())
        scrollAtEdge();
    else
        BoardView::timerEvent(event);
}

// The mouse, and pens, which come as mouse events with a pressure.

void BoardCanvas::mousePressEvent(QMouseEvent *event)
{
    forceActiveFocus(Qt::MouseFocusReason);
    m_parts->isPenDown = isPen(*event);
    if (m_parts->isPenDown)
        m_parts->sincePen.start();
    if (m_parts->gesture)
        return; // a second button under way
    finishEditing();
    setFollowedClient(0);
    const PointerSample sample = sampleAt(event->position(), event->modifiers(), pressureOf(*event));
    if (event->button() == Qt::RightButton) {
        pickForMenu(event->position());
        return;
    }
    setKeepMouseGrab(true);
    begin(gestureFor(toolOf(*event), sample), sample);
}

void BoardCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (isPen(*event))
        m_parts->sincePen.start();
    moveTo(sampleAt(event->position(), event->modifiers(), pressureOf(*event)));
}

void BoardCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    setKeepMouseGrab(false);
    m_parts->isPenDown = false;
    if (event->buttons() != Qt::NoButton)
        return;
    endGesture(sampleAt(event->position(), event->modifiers(), m_parts->last.pressure));
    hoverAt(event->position(), event->modifiers());
}

void BoardCanvas::mouseUngrabEvent()
{
    m_parts->isPenDown = false;
    cancelGesture();
}

void BoardCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    // Two quick strokes of a pen are two strokes.
    if (m_parts->tool != CanvasTool::Select || event->button() != Qt::LeftButton || m_parts->spaceDown) {
        mousePressEvent(event);
        return;
    }
    Workbench &bench = m_parts->bench;
    const QPointF at = toBoard(event->position());
    const ShapePtr shape = board::shapeAt(bench.scene(), bench.page(), at, {.reach = bench.reach(), .locked = false});
    if (!shape) {
        if (bench.canEdit() && bench.selection.isEmpty())
            beginText(BoxGesture::usual(bench, board::ShapeType::Text, at));
    } else if (bench.selection.enterGroupOf(*shape)) {
        selectionTouched();
    } else {
        edit(shape);
    }
}

void BoardCanvas::pickForMenu(QPointF view)
{
    Workbench &bench = m_parts->bench;
    const ShapePtr shape =
        board::shapeAt(bench.scene(), bench.page(), toBoard(view), {.reach = bench.reach(), .locked = true});
    if (!shape)
        bench.select({});
    else if (!bench.selection.contains(shape->id))
        bench.select(bench.selection.wholeOf(*shape));
    Q_EMIT contextMenuRequested(view.x(), view.y());
}

void BoardCanvas::hoverEnterEvent(QHoverEvent *event)
{
    hoverAt(event->position(), event->modifiers());
}

void BoardCanvas::hoverMoveEvent(QHoverEvent *event)
{
    hoverAt(event->position(), event->modifiers());
}

void BoardCanvas::hoverLeaveEvent(QHoverEvent *)
{
    if (m_parts->presence && !m_parts->gesture)
        m_parts->presence->setPointer(std::nullopt);
    m_parts->hovered = {};
    chromeTouched();
}

void BoardCanvas::hoverAt(QPointF view, Qt::KeyboardModifiers modifiers)
{
    const PointerSample sample = sampleAt(view, modifiers);
    if (!m_parts->gesture)
        moveTo(sample);
    board::ShapeId hovered;
    const Workbench &bench = m_parts->bench;
    if (m_parts->tool == CanvasTool::Arrow && !m_parts->gesture && !sample.control()) {
        if (const ShapePtr target = board::holdAt(bench.scene(), bench.page(), sample.board, bench.snapReach(), {}))
            hovered = target->id;
    }
    if (std::exchange(m_parts->hovered, hovered) != hovered)
        chromeTouched();
    updateCursor(sample);
}

void BoardCanvas::updateCursor(const PointerSample &sample)
{
    const Workbench &bench = m_parts->bench;
    Qt::CursorShape shape = Qt::CrossCursor;
    if (m_parts->spaceDown || m_parts->tool == CanvasTool::Hand) {
        shape = m_parts->gesture ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
    } else if (m_parts->tool == CanvasTool::Text) {
        shape = Qt::IBeamCursor;
    } else if (m_parts->tool == CanvasTool::Select) {
        shape = Qt::ArrowCursor;
        const auto frame = selectionFrame();
        const Handle handle =
            frame && bench.canEdit() && frame->handles ? handleAt(*frame, sample.board, bench.unit()) : Handle::None;
        if (anchorAt(bench, sample.board) >= 0)
            shape = Qt::PointingHandCursor;
        else if (handle != Handle::None)
            shape = cursorFor(handle, frame->rotation);
        else if (board::shapeAt(bench.scene(), bench.page(), sample.board, {.reach = bench.reach(), .locked = false}))
            shape = bench.canEdit() ? Qt::SizeAllCursor : Qt::ArrowCursor;
    }
    if (cursor().shape() != shape)
        setCursor(shape);
}

void BoardCanvas::wheelEvent(QWheelEvent *event)
{
    const QPoint pixels = event->pixelDelta();
    const QPointF notches = QPointF(event->angleDelta()) / 120;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double turns = pixels.isNull() ? notches.y() : pixels.y() / WheelStep;
        setFollowedClient(0);
        zoomAt(event->position(), std::pow(WheelZoom, turns));
        Q_EMIT viewMoved();
    } else {
        QPointF by = pixels.isNull() ? notches * WheelStep : QPointF(pixels);
        if (event->modifiers().testFlag(Qt::ShiftModifier) && by.x() == 0)
            by = {by.y(), 0};
        panByHand(by);
    }
    event->accept();
}

} // namespace coterie::boardview
