#include "boardcanvas.h"
#include "canvasparts.h"

#include <QTouchEvent>

#include <algorithm>
#include <cmath>
#include <utility>

/// Fingers: one is a pointer, two push and stretch the plane.
namespace coterie::boardview {

namespace {

constexpr int PalmTime = 700; // milliseconds after a pen was here in which fingers are a resting hand

} // namespace

void BoardCanvas::touchEvent(QTouchEvent *event)
{
    Fingers &fingers = m_parts->fingers;
    const QList<QEventPoint> &points = event->points();
    if (event->type() == QEvent::TouchBegin) {
        fingers = {};
        fingers.rejected =
            m_parts->isPenDown || (m_parts->sincePen.isValid() && m_parts->sincePen.elapsed() < PalmTime);
    }
    event->accept();
    if (fingers.rejected || points.isEmpty())
        return;
    const qsizetype down =
        std::ranges::count_if(points, [](const QEventPoint &point) { return point.state() != QEventPoint::Released; });
    const PointerSample sample = sampleAt(points.front().position(), event->modifiers());
    if (event->type() == QEvent::TouchCancel) {
        cancelGesture();
    } else if (fingers.count == 0 && down == 1) {
        forceActiveFocus(Qt::MouseFocusReason);
        finishEditing();
        setFollowedClient(0);
        setKeepTouchGrab(true);
        fingers.draws = true;
        begin(gestureFor(m_parts->tool, sample), sample);
    } else if (fingers.count <= 1 && down == 1) {
        moveTo(sample);
    } else if (fingers.count == 1 && down == 0) {
        fingers.draws = false;
        endGesture(sample);
    } else if (down >= 2) {
        if (std::exchange(fingers.draws, false))
            cancelGesture(); // the first finger was one of two, and drew nothing
        pinch(*event);
    }
    fingers.count = std::max(fingers.count, down);
    if (down == 0)
        fingers = {};
}

void BoardCanvas::pinch(const QTouchEvent &event)
{
    Fingers &fingers = m_parts->fingers;
    QPointF middle;
    qsizetype count = 0;
    for (const QEventPoint &point : event.points()) {
        if (point.state() == QEventPoint::Released)
            continue;
        middle += point.position();
        ++count;
    }
    middle /= double(count);
    double spread = 0;
    for (const QEventPoint &point : event.points()) {
        const QPointF away = point.position() - middle;
        if (point.state() != QEventPoint::Released)
            spread += std::hypot(away.x(), away.y()) / double(count);
    }
    const bool goesOn = fingers.spread > 0 && std::ranges::none_of(event.points(), [](const QEventPoint &point) {
        return point.state() == QEventPoint::Pressed || point.state() == QEventPoint::Released;
    });
    if (goesOn) {
        panByHand(middle - fingers.middle);
        zoomAt(middle, spread / fingers.spread);
    }
    fingers.middle = middle;
    fingers.spread = spread;
}

/// Also when a finger is lifted, after its release.
void BoardCanvas::touchUngrabEvent()
{
    if (std::exchange(m_parts->fingers.draws, false))
        cancelGesture();
}

} // namespace coterie::boardview
