#pragma once

#include "gesture.h"
#include "heldshapes.h"

#include <QList>

#include <memory>

namespace coterie::boardview {

/// Moves what is selected, with what lies in frames; or copies of it (Alt). Shift keeps to one direction, Ctrl does not
/// snap. GUI thread.
class MoveGesture final : public Gesture
{
public:
    MoveGesture(Workbench &bench, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override { m_held.reset(); }
    void decorate(Chrome &chrome) const override;
    [[nodiscard]] bool showsSelection() const override { return false; }

private:
    [[nodiscard]] QList<board::Shape> landed() const;
    [[nodiscard]] QList<board::Shape> withCopies();

    Workbench &m_bench;
    QPointF m_from;
    QRectF m_bounds;
    board::Snapper m_snapper;
    std::unique_ptr<HeldShapes> m_held;
    QList<board::Shape> m_copies; ///< made when Alt is pressed for the first time
    QPointF m_by;
    QList<QLineF> m_guides;
    board::ShapeId m_frame; ///< that they would lie in
    bool m_copying = false;
};

} // namespace coterie::boardview
