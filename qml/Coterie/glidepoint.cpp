#include "glidepoint.h"

#include <cmath>

namespace coterie::screens {

namespace {
constexpr qreal SettleFactor = 6.0; // after 6 / omega a critically damped spring has 1.7 % of its way left
constexpr qreal RestDistance = 0.2; // pixels: below what a pixel grid can show
constexpr qreal RestSpeed = 4.0; // pixels per second
constexpr qreal LongestStep = 0.1; // a window that slept does not make the point leap through its past
} // namespace

GlidePoint::GlidePoint(QObject *parent) : QObject(parent), m_animation(*this) { }

void GlidePoint::setSettleTime(int milliseconds)
{
    if (m_settleTime == milliseconds)
        return;
    m_settleTime = milliseconds;
    Q_EMIT settleTimeChanged();
}

void GlidePoint::place(QPointF target)
{
    m_target = target;
    m_offset = {};
    m_velocity = {};
    m_animation.stop();
    Q_EMIT positionChanged();
}

void GlidePoint::glideTo(QPointF target)
{
    if (m_settleTime <= 0) {
        place(target);
        return;
    }
    m_offset += m_target - target;
    m_target = target;
    if (m_animation.state() != QAbstractAnimation::Running)
        m_animation.start();
}

void GlidePoint::shift(QPointF target)
{
    if (m_target == target)
        return;
    m_target = target;
    Q_EMIT positionChanged();
}

void GlidePoint::advance(qreal seconds)
{
    const qreal step = std::min(seconds, LongestStep);
    const qreal omega = SettleFactor * 1000.0 / std::max(m_settleTime, 1);
    const qreal decay = std::exp(-omega * step);
    const QPointF drive = m_velocity + m_offset * omega;
    m_offset = (m_offset + drive * step) * decay;
    m_velocity = (m_velocity - drive * (omega * step)) * decay;
    if (std::hypot(m_offset.x(), m_offset.y()) < RestDistance && std::hypot(m_velocity.x(), m_velocity.y()) < RestSpeed)
        place(m_target);
    else
        Q_EMIT positionChanged();
}

void GlidePoint::Animation::updateCurrentTime(int now)
{
    const int elapsed = now - m_last;
    m_last = now;
    if (elapsed > 0)
        m_owner.advance(elapsed / 1000.0);
}

void GlidePoint::Animation::updateState(State newState, State)
{
    if (newState == Running)
        m_last = 0;
    Q_EMIT m_owner.movingChanged();
}

} // namespace coterie::screens
