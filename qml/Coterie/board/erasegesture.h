#pragma once

#include "gesture.h"
#include "workbench.h"

#include <QHash>

namespace coterie::boardview {

/// Takes away what it is drawn over: whole shapes, or parts of strokes. Until it is let go they are only shown pale, or
/// in pieces. GUI thread.
class EraseGesture final : public Gesture
{
public:
    EraseGesture(Workbench &bench, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override;
    [[nodiscard]] bool scrolls() const override { return false; }
    [[nodiscard]] bool showsSelection() const override { return false; }

private:
    /// A shape that was met: what is left of it, on the board. Nothing is left of most.
    struct Met {
        board::ShapePtr shape;
        std::vector<board::Points> pieces;
    };
    void sweep(QPointF from, QPointF to);
    [[nodiscard]] bool meets(const board::Shape &shape, QPointF from, QPointF to) const;
    bool eraseParts(const board::ShapePtr &shape, QPointF from, QPointF to);
    [[nodiscard]] QList<board::Shape> leftOf(const Met &met) const;
    void show();

    Workbench &m_bench;
    const bool m_parts;
    const double m_radius; ///< board units
    QPointF m_last;
    QHash<board::ShapeId, Met> m_met;
};

} // namespace coterie::boardview
