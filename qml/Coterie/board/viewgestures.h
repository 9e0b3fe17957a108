#pragma once

#include "gesture.h"
#include "workbench.h"

namespace coterie::boardview {

/// Pushes the plane. GUI thread.
class HandGesture final : public Gesture
{
public:
    HandGesture(Workbench &bench, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override { move(sample); }
    void cancel() override; ///< back where it was
    [[nodiscard]] bool scrolls() const override { return false; }

private:
    Workbench &m_bench;
    QPointF m_last;
    QPointF m_centre;
};

/// Points at something: others see a trail that fades. GUI thread.
class LaserGesture final : public Gesture
{
public:
    LaserGesture(Workbench &bench, const PointerSample &from);

    void move(const PointerSample &) override { }
    void finish(const PointerSample &) override { cancel(); }
    void cancel() override;
    [[nodiscard]] bool scrolls() const override { return false; }

private:
    Workbench &m_bench;
};

} // namespace coterie::boardview
