#pragma once

#include <QAbstractAnimation>
#include <QObject>
#include <QPointF>
#include <QtQml/qqmlregistration.h>

namespace coterie::screens {

/// A point that follows samples arriving some twenty times a second so that the eye sees one smooth motion: a
/// critically damped spring, solved exactly per frame (no overshoot, no dependence on the frame rate). It costs nothing
/// while it rests. Lives on the GUI thread.
class GlidePoint : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(qreal x READ x NOTIFY positionChanged FINAL)
    Q_PROPERTY(qreal y READ y NOTIFY positionChanged FINAL)
    Q_PROPERTY(bool moving READ isMoving NOTIFY movingChanged FINAL)
    /// Milliseconds until a jump is visibly over; 0 switches gliding off.
    Q_PROPERTY(int settleTime READ settleTime WRITE setSettleTime NOTIFY settleTimeChanged FINAL)
public:
    explicit GlidePoint(QObject *parent = nullptr);

    [[nodiscard]] qreal x() const { return (m_target + m_offset).x(); }
    [[nodiscard]] qreal y() const { return (m_target + m_offset).y(); }
    [[nodiscard]] bool isMoving() const { return m_animation.state() == QAbstractAnimation::Running; }
    [[nodiscard]] int settleTime() const { return m_settleTime; }
    void setSettleTime(int milliseconds);

    /// Where it is, without a way to get there: the first sample.
    Q_INVOKABLE void place(QPointF target);
    /// A new sample: the point travels there, keeping the speed it has.
    Q_INVOKABLE void glideTo(QPointF target);
    /// The same sample, but what it points at has moved (scrolling, another layout): the point goes with it at once.
    Q_INVOKABLE void shift(QPointF target);
    /// One step of time; the animation calls it, and tests do.
    void advance(qreal seconds);

Q_SIGNALS:
    void positionChanged();
    void movingChanged();
    void settleTimeChanged();

private:
    class Animation : public QAbstractAnimation
    {
    public:
        explicit Animation(GlidePoint &owner) : m_owner(owner) { }
        [[nodiscard]] int duration() const override { return -1; }

    protected:
        void updateCurrentTime(int now) override;
        void updateState(State newState, State oldState) override;

    private:
        GlidePoint &m_owner;
        int m_last = 0;
    };

    QPointF m_target;
    QPointF m_offset; ///< from the target to what is shown
    QPointF m_velocity; ///< of the offset, pixels per second
    int m_settleTime = 240;
    Animation m_animation;
};

} // namespace coterie::screens
