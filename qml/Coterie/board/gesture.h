#pragma once

#include "chrome.h"

#include <QPointF>
#include <Qt>

namespace coterie::boardview {

/// Where a pointer is and how. Of a mouse, a pen or a finger alike.
struct PointerSample {
    QPointF view; ///< item units
    QPointF board; ///< board units
    double pressure = 0.5; ///< 0 to 1; 0.5 is a mouse
    Qt::KeyboardModifiers modifiers;

    [[nodiscard]] bool shift() const { return modifiers.testFlag(Qt::ShiftModifier); }
    [[nodiscard]] bool alt() const { return modifiers.testFlag(Qt::AltModifier); }
    [[nodiscard]] bool control() const { return modifiers.testFlag(Qt::ControlModifier); }
};

/// What a hand does between press and release. Made with the press; destroyed after finish() or cancel(), one of which
/// is always called. GUI thread.
class Gesture
{
public:
    Gesture() = default;
    Gesture(const Gesture &) = delete;
    Gesture &operator=(const Gesture &) = delete;
    virtual ~Gesture() = default;

    /// The pointer moved, the view moved under it, or a modifier changed.
    virtual void move(const PointerSample &sample) = 0;
    virtual void finish(const PointerSample &sample) = 0;
    virtual void cancel() = 0; ///< all is as it was before
    virtual void decorate(Chrome &chrome) const { Q_UNUSED(chrome) }
    /// False: frames around the selection would be in the way.
    [[nodiscard]] virtual bool showsSelection() const { return true; }
    /// The view follows the pointer over its edge.
    [[nodiscard]] virtual bool scrolls() const { return true; }
};

} // namespace coterie::boardview
