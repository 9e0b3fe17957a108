#pragma once

#include "gesture.h"
#include "workbench.h"

namespace coterie::boardview {

/// Draws with pen or highlighter. What is drawn is in the document, and on its way to others, with every sample; Shift
/// draws a straight line from where it was pressed. GUI thread.
class PenGesture final : public Gesture
{
public:
    PenGesture(Workbench &bench, board::ShapeType type, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override;
    [[nodiscard]] bool scrolls() const override { return false; }
    [[nodiscard]] bool showsSelection() const override { return false; }

private:
    [[nodiscard]] static board::Point pointOf(const PointerSample &sample);
    void add(const board::Point &point);
    void showStraight(const board::Point &to);
    void endStraight();

    Workbench &m_bench;
    board::Shape m_style;
    board::ShapeId m_id; ///< of the stroke in the document; empty: it could not be begun
    board::Point m_last; ///< that is in the document
    board::Point m_end; ///< of the straight line that is shown
    bool m_straight = false;
};

} // namespace coterie::boardview
