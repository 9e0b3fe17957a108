#include "pressable.h"

#include "controlparts.h"
#include "inputmodality.h"
#include "listeners.h"
#include "tipservice.h"

#include <QAccessible>
#include <QGuiApplication>
#include <QQmlEngine>
#include <QStyleHints>

namespace coterie::ui {

Pressable::Pressable(QQuickItem *parent) : QQuickItem(parent), m_role(QAccessible::Button)
{
    setAcceptHoverEvents(true);
    setAcceptedMouseButtons(Qt::LeftButton | Qt::RightButton);
    setActiveFocusOnTab(true);
    Listeners::instance().add(*this);
}

Pressable::~Pressable()
{
    Listeners::instance().remove(*this);
}

void Pressable::componentComplete()
{
    QQuickItem::componentComplete();
    if (Listeners::instance().present())
        speak();
    showPlate();
}

void Pressable::setPlate(Plate plate)
{
    if (m_plate == plate)
        return;
    m_plate = plate;
    Q_EMIT plateChanged();
    showPlate();
}

void Pressable::setLit(bool lit)
{
    if (m_lit == lit)
        return;
    m_lit = lit;
    Q_EMIT litChanged();
    showPlate();
}

void Pressable::click()
{
    if (!isEnabled())
        return;
    leaveTip();
    Q_EMIT clicked();
}

// Ignored, so that what lies around it feels the pointer too: a row stays lit under its button.
void Pressable::hoverEnterEvent(QHoverEvent *event)
{
    setUnderPointer(true);
    event->ignore();
}

void Pressable::hoverMoveEvent(QHoverEvent *event)
{
    setUnderPointer(true);
    event->ignore();
}

void Pressable::hoverLeaveEvent(QHoverEvent *event)
{
    setUnderPointer(false);
    event->ignore();
}

// A Flickable below watches the press and may take it over: then the press ends in mouseUngrabEvent and is no click.
void Pressable::mousePressEvent(QMouseEvent *event)
{
    if (m_button != Qt::NoButton)
        return;
    leaveTip();
    m_pressedAt = event->position();
    m_spent = false;
    static const QMetaMethod context = QMetaMethod::fromSignal(&Pressable::contextRequested);
    if (isSignalConnected(context)) // otherwise a slow press is still a click
        m_hold.start(QGuiApplication::styleHints()->mousePressAndHoldInterval(), this);
    setButton(event->button());
}

void Pressable::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF moved = event->position() - m_pressedAt;
    if (moved.manhattanLength() > QGuiApplication::styleHints()->startDragDistance())
        m_hold.stop();
}

void Pressable::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != m_button)
        return;
    m_hold.stop();
    const bool answered = m_spent || !contains(event->position());
    const Qt::MouseButton button = m_button;
    setButton(Qt::NoButton);
    if (answered)
        return;
    if (button == Qt::RightButton)
        Q_EMIT contextRequested(event->position().x(), event->position().y());
    else
        click();
}

void Pressable::mouseDoubleClickEvent(QMouseEvent *event)
{
    static const QMetaMethod twice = QMetaMethod::fromSignal(&Pressable::doubleClicked);
    if (event->button() != Qt::LeftButton || !isSignalConnected(twice))
        return;
    m_spent = true;
    Q_EMIT doubleClicked();
}

void Pressable::mouseUngrabEvent()
{
    m_hold.stop();
    setButton(Qt::NoButton);
}

void Pressable::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: click(); break;
    case Qt::Key_Menu: Q_EMIT contextRequested(width() / 2, height() / 2); break;
    case Qt::Key_Space:
        if (!event->isAutoRepeat())
            setPressedByKey(true);
        break;
    default: QQuickItem::keyPressEvent(event); break;
    }
}

void Pressable::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat() || !m_pressedByKey) {
        QQuickItem::keyReleaseEvent(event);
        return;
    }
    setPressedByKey(false);
    click();
}

void Pressable::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_hold.timerId()) {
        QQuickItem::timerEvent(event);
        return;
    }
    m_hold.stop();
    m_spent = true;
    Q_EMIT contextRequested(m_pressedAt.x(), m_pressedAt.y());
}

void Pressable::itemChange(ItemChange change, const ItemChangeData &value)
{
    QQuickItem::itemChange(change, value);
    switch (change) {
    case ItemActiveFocusHasChanged:
        setPressedByKey(false);
        focusMayHaveChanged();
        break;
    case ItemEnabledHasChanged:
        if (isEnabled())
            m_underPointer = isVisible() && window() != nullptr && isUnderMouse();
        hoverMayHaveChanged();
        focusMayHaveChanged();
        break;
    case ItemVisibleHasChanged:
        if (!isVisible())
            setUnderPointer(false);
        break;
    default: break;
    }
}

void Pressable::leaveTip()
{
    if (TipService *tips = TipService::of(*this))
        tips->leave(this);
}

void Pressable::setUnderPointer(bool under)
{
    m_underPointer = under;
    hoverMayHaveChanged();
}

void Pressable::setButton(Qt::MouseButton button)
{
    const bool before = isPressed();
    m_button = button;
    if (isPressed() != before)
        Q_EMIT pressedChanged();
}

void Pressable::setPressedByKey(bool pressed)
{
    const bool before = isPressed();
    m_pressedByKey = pressed;
    if (isPressed() != before)
        Q_EMIT pressedChanged();
}

void Pressable::hoverMayHaveChanged()
{
    if (isHovered() == m_wasHovered)
        return;
    m_wasHovered = isHovered();
    if (!m_wasHovered)
        leaveTip();
    else if (TipService *tips = m_tip.isEmpty() ? nullptr : TipService::of(*this))
        tips->enter(this, m_tip, m_shortcutHint);
    Q_EMIT hoveredChanged();
    showPlate();
}

void Pressable::focusMayHaveChanged()
{
    if (isFocused() == m_wasFocused)
        return;
    m_wasFocused = isFocused();
    Q_EMIT focusedChanged();
    showPlate();
    showRing();
}

void Pressable::showRing()
{
    if (m_hasRing || !m_ring || !m_wasFocused)
        return;
    if (ControlParts *parts = ControlParts::of(*this)) {
        m_hasRing = true;
        parts->make(ControlParts::Part::Ring, *this);
    }
}

void Pressable::showPlate()
{
    if (m_hasPlate || m_plate == Plate::None || !isComponentComplete())
        return;
    if (!m_lit && !m_wasHovered && !m_wasFocused)
        return;
    if (ControlParts *parts = ControlParts::of(*this)) {
        m_hasPlate = true;
        parts->make(ControlParts::Part::Plate, *this);
    }
}

void Pressable::speak()
{
    if (m_speaks || !isComponentComplete())
        return;
    if (ControlParts *parts = ControlParts::of(*this)) {
        m_speaks = true;
        parts->make(ControlParts::Part::Voice, *this);
    }
}

} // namespace coterie::ui
