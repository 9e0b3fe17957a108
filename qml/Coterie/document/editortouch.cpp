// Fingers scroll the editor and tap where the caret shall be.

#include "documenteditor.h"

#include <QGuiApplication>
#include <QStyleHints>
#include <QVariantAnimation>

namespace coterie::document {

namespace {

constexpr qreal FlingSeconds = 0.25; ///< a fling goes as far as the finger would have gone in this time

} // namespace

void DocumentEditor::touchEvent(QTouchEvent *event)
{
    if (event->points().size() != 1 || !m_source || !m_style) {
        event->ignore();
        return;
    }
    event->accept();
    const QEventPoint &point = event->points().first();
    switch (point.state()) {
    case QEventPoint::State::Pressed:
        m_glide->stop();
        m_panning = false;
        break;
    case QEventPoint::State::Updated: {
        const qreal travelled = (point.position() - point.pressPosition()).manhattanLength();
        m_panning = m_panning || travelled > QGuiApplication::styleHints()->startDragDistance();
        if (m_panning) {
            m_view.scrollBy(point.lastPosition().y() - point.position().y());
            polish();
        }
        break;
    }
    case QEventPoint::State::Released:
        if (m_panning) {
            glideBy(-point.velocity().y() * FlingSeconds);
        } else {
            forceActiveFocus(Qt::MouseFocusReason);
            if (!activate(point.position(), false))
                moveTo(m_view.positionAt(point.position()), false);
        }
        break;
    case QEventPoint::State::Stationary:
    case QEventPoint::State::Unknown: break;
    }
}

} // namespace coterie::document
