#pragma once

#include "gesture.h"
#include "heldshapes.h"
#include "selectionhandles.h"

#include <memory>

namespace coterie::boardview {

/// What pulling a handle means: how far the frame is stretched about the place that stays. Both in the frame's own
/// directions, which are the board's unless one turned shape is selected. Pure.
struct Stretch {
    QRectF from; ///< the frame's box before
    board::Edges edges; ///< that are held
    bool keepsRatio = false;
    bool fromMiddle = false;

    /// `pulled`: how far the held edges were moved.
    [[nodiscard]] board::Transform transform(QPointF pulled) const;
    [[nodiscard]] QRectF box(QPointF pulled) const; ///< after it; may be turned inside out
};

/// The shape after a stretch in its own directions, which turn with it.
[[nodiscard]] board::Shape stretched(const board::Shape &shape, const board::Transform &transform, bool scalesText);

/// Resizes what is selected. Shift keeps the ratio, Alt goes from the middle, Ctrl does not snap; over the opposite
/// side it flips. GUI thread.
class ResizeGesture final : public Gesture
{
public:
    ResizeGesture(Workbench &bench, const SelectionFrame &frame, Handle handle, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override { m_held.reset(); }
    void decorate(Chrome &chrome) const override;
    [[nodiscard]] bool showsSelection() const override { return false; }

private:
    void show(const board::Transform &transform);

    Workbench &m_bench;
    SelectionFrame m_frame;
    Stretch m_stretch;
    QPointF m_from;
    board::Snapper m_snapper;
    std::unique_ptr<HeldShapes> m_held;
    QList<QLineF> m_guides;
    bool m_alwaysKeepsRatio = false; ///< texts and pictures look wrong otherwise
    bool m_changed = false;
};

/// Turns what is selected around its middle. Shift goes in steps of 15°. GUI thread.
class RotateGesture final : public Gesture
{
public:
    RotateGesture(Workbench &bench, const SelectionFrame &frame, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override { m_held.reset(); }
    [[nodiscard]] bool showsSelection() const override { return false; }
    [[nodiscard]] bool scrolls() const override { return false; }
    void decorate(Chrome &chrome) const override;

private:
    [[nodiscard]] double angleAt(QPointF point) const;

    Workbench &m_bench;
    SelectionFrame m_frame;
    double m_from = 0;
    double m_turn = 0;
    std::unique_ptr<HeldShapes> m_held;
};

} // namespace coterie::boardview
