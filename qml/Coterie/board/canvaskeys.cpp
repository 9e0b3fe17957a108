#include "board/arrange.h"
#include "board/hittest.h"
#include "boardcanvas.h"
#include "canvasparts.h"
#include "collab/sharedboard.h"

#include <QKeyEvent>

#include <algorithm>

/// The keyboard: everything a pointer can do can be done without one. README.md of this folder lists the keys.
namespace coterie::boardview {

using board::ShapePtr;

namespace {

constexpr double SmallStep = 1; // board units
constexpr double LargeStep = 10;
constexpr double PanStep = 60; // item units
constexpr Qt::KeyboardModifiers Modifiers =
    Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;

std::optional<QPointF> directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left: return QPointF(-1, 0);
    case Qt::Key_Right: return QPointF(1, 0);
    case Qt::Key_Up: return QPointF(0, -1);
    case Qt::Key_Down: return QPointF(0, 1);
    default: return std::nullopt;
    }
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt;
}

} // namespace

void BoardCanvas::keyPressEvent(QKeyEvent *event)
{
    if (isModifier(event->key())) {
        repeatMove(event->modifiers());
        event->ignore();
        return;
    }
    bool done = false;
    if (event->key() == Qt::Key_Escape)
        done = escape();
    else if (isEditing() || m_parts->gesture)
        done = !isEditing(); // a gesture is not disturbed; the editor's keys are not ours
    else
        done =
            moveByKey(*event) || plainByKey(*event) || commandByKey(*event) || viewByKey(*event) || toolByKey(*event);
    event->setAccepted(done);
}

void BoardCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (isModifier(event->key()))
        repeatMove(event->modifiers());
    if (event->isAutoRepeat())
        return;
    if (event->key() == Qt::Key_Space && std::exchange(m_parts->spaceDown, false))
        updateCursor(m_parts->last);
    if (directionOf(event->key()))
        endNudging();
    event->ignore();
}

void BoardCanvas::focusOutEvent(QFocusEvent *event)
{
    m_parts->spaceDown = false;
    endNudging();
    BoardView::focusOutEvent(event);
}

bool BoardCanvas::escape()
{
    if (m_parts->gesture) {
        cancelGesture();
    } else if (isEditing()) {
        finishEditing();
        forceActiveFocus();
    } else if (m_parts->followed != 0) {
        setFollowedClient(0);
    } else if (m_parts->tool != CanvasTool::Select) {
        setCanvasTool(CanvasTool::Select);
    } else if (m_parts->bench.selection.leaveGroup()) {
        selectionTouched();
    } else if (!m_parts->bench.selection.isEmpty()) {
        selectNone();
    } else {
        return false;
    }
    return true;
}

bool BoardCanvas::moveByKey(const QKeyEvent &event)
{
    const auto direction = directionOf(event.key());
    if (!direction || event.modifiers().testFlag(Qt::AltModifier))
        return false;
    const double step = event.modifiers().testFlag(Qt::ShiftModifier) ? LargeStep : SmallStep;
    if (m_parts->bench.selection.isEmpty()) {
        panByHand(-*direction * PanStep);
        return true;
    }
    if (!m_parts->nudging && board()) {
        m_parts->nudging = true; // as long as the key is down it is one step
        board()->beginStep();
    }
    if (event.modifiers().testFlag(Qt::ControlModifier))
        resizeByKey(*direction * step);
    else
        nudge(direction->x() * step, direction->y() * step);
    return true;
}

void BoardCanvas::endNudging()
{
    if (collab::SharedBoard *shared = m_parts->bench.board(); std::exchange(m_parts->nudging, false) && shared)
        shared->endStep();
}

void BoardCanvas::resizeByKey(QPointF by)
{
    if (isReadOnly())
        return;
    QList<board::Shape> changed;
    for (const ShapePtr &shape : m_parts->bench.selection.unlocked()) {
        board::Shape resized = *shape;
        resized.w = std::max(1.0, shape->w + by.x());
        resized.h = std::max(1.0, shape->h + by.y());
        changed.push_back(resized);
    }
    board()->update(changed);
}

bool BoardCanvas::plainByKey(const QKeyEvent &event)
{
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Tab: return stepSelection(shift ? -1 : 1);
    case Qt::Key_Backtab: return stepSelection(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter: enter(); return true;
    case Qt::Key_F2: startEditing(); return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: remove(); return true;
    case Qt::Key_Space:
        m_parts->spaceDown = true;
        updateCursor(m_parts->last);
        return true;
    case Qt::Key_Slash: Q_EMIT chatRequested(m_parts->last.view.x(), m_parts->last.view.y()); return true;
    case Qt::Key_Menu: {
        const QPointF at = m_parts->bench.selection.isEmpty() ? boundingRect().center() : selectionRect().center();
        Q_EMIT contextMenuRequested(at.x(), at.y());
        return true;
    }
    case Qt::Key_BracketLeft: backward(); return true;
    case Qt::Key_BracketRight: forward(); return true;
    case Qt::Key_BraceLeft: toBack(); return true;
    case Qt::Key_BraceRight: toFront(); return true;
    default: break;
    }
    if (shift && event.key() == Qt::Key_H)
        flip(QStringLiteral("horizontal"));
    else if (shift && event.key() == Qt::Key_V)
        flip(QStringLiteral("vertical"));
    else
        return false;
    return true;
}

bool BoardCanvas::commandByKey(const QKeyEvent &event)
{
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    if (event.modifiers().testFlag(Qt::AltModifier) && !event.modifiers().testFlag(Qt::ControlModifier))
        return arrangeByKey(event.key(), shift);
    if (!event.modifiers().testFlag(Qt::ControlModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Z: shift ? redo() : undo(); return true;
    case Qt::Key_Y: redo(); return true;
    case Qt::Key_A: selectAll(); return true;
    case Qt::Key_C: shift ? copyAsPicture() : copy(); return true;
    case Qt::Key_X: cut(); return true;
    case Qt::Key_V: paste(); return true;
    case Qt::Key_D:
        if (shift)
            return false;
        duplicate();
        return true;
    case Qt::Key_G: shift ? ungroup() : group(); return true;
    case Qt::Key_L:
        if (!shift)
            return false;
        isSelectionLocked() ? unlock() : lock();
        return true;
    case Qt::Key_BracketLeft: shift ? toBack() : backward(); return true;
    case Qt::Key_BracketRight: shift ? toFront() : forward(); return true;
    case Qt::Key_BraceLeft: toBack(); return true;
    case Qt::Key_BraceRight: toFront(); return true;
    default: return false;
    }
}

bool BoardCanvas::arrangeByKey(int key, bool shift)
{
    switch (key) {
    case Qt::Key_A: alignTo(QStringLiteral("left")); return true;
    case Qt::Key_D: alignTo(QStringLiteral("right")); return true;
    case Qt::Key_W: alignTo(QStringLiteral("top")); return true;
    case Qt::Key_S: alignTo(QStringLiteral("bottom")); return true;
    case Qt::Key_H: shift ? distribute(QStringLiteral("horizontal")) : alignTo(QStringLiteral("centre")); return true;
    case Qt::Key_V: shift ? distribute(QStringLiteral("vertical")) : alignTo(QStringLiteral("middle")); return true;
    default: return false;
    }
}

bool BoardCanvas::viewByKey(const QKeyEvent &event)
{
    if (event.modifiers() & (Qt::AltModifier | Qt::MetaModifier | Qt::ControlModifier))
        return false;
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomIn(); return true;
    case Qt::Key_Minus:
    case Qt::Key_Underscore: zoomOut(); return true;
    case Qt::Key_0:
    case Qt::Key_ParenRight: zoomTo(100); return true;
    case Qt::Key_Exclam: zoomToFit(); return true;
    case Qt::Key_At:
    case Qt::Key_QuoteDbl: zoomToSelection(); return true;
    case Qt::Key_1:
        if (shift)
            zoomToFit();
        return shift;
    case Qt::Key_2:
        if (shift)
            zoomToSelection();
        return shift;
    case Qt::Key_PageUp: stepPage(-1); return true;
    case Qt::Key_PageDown: stepPage(1); return true;
    default: return false;
    }
}

bool BoardCanvas::toolByKey(const QKeyEvent &event)
{
    if (event.modifiers() & Modifiers)
        return false;
    const auto wanted = toolForKey(event.key());
    if (wanted)
        setCanvasTool(*wanted);
    return wanted.has_value();
}

void BoardCanvas::enter()
{
    if (m_parts->tool == CanvasTool::Select || m_parts->tool == CanvasTool::Hand)
        startEditing();
    else if (m_parts->tool == CanvasTool::Image)
        Q_EMIT imageRequested();
    else
        insertShape(tool());
}

/// Goes on in reading order. False behind the last one: the key goes on to the next control.
bool BoardCanvas::stepSelection(int by)
{
    Workbench &bench = m_parts->bench;
    QList<ShapePtr> order = board::inReadingOrder(bench.scene().onPage(bench.page()));
    const auto selected =
        std::ranges::find_if(order, [&](const ShapePtr &shape) { return bench.selection.contains(shape->id); });
    qsizetype next = by > 0 ? 0 : order.size() - 1;
    if (selected != order.end())
        next = selected - order.begin() + by;
    if (next < 0 || next >= order.size()) {
        selectNone();
        return false;
    }
    const ShapePtr shape = order[next];
    bench.select({shape->id});
    reveal(board::turnedBounds(*shape));
    return true;
}

} // namespace coterie::boardview
