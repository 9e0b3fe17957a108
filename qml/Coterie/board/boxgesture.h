#pragma once

#include "gesture.h"
#include "workbench.h"

namespace coterie::boardview {

/// Draws what has a box: rectangle, ellipse, diamond, text, note, frame. Shift makes it square, Alt draws it from the
/// middle, Ctrl does not snap; a click makes one of the usual size. GUI thread.
class BoxGesture final : public Gesture
{
public:
    BoxGesture(Workbench &bench, board::ShapeType type, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override;
    void decorate(Chrome &chrome) const override { chrome.guides += m_guides; }
    [[nodiscard]] bool showsSelection() const override { return false; }

    /// One of the usual size around that place, in the frame that is there.
    [[nodiscard]] static board::Shape usual(const Workbench &bench, board::ShapeType type, QPointF middle);
    /// Adds it, selects it, takes into a frame what lies in it, and begins its text where it is made for that.
    static void place(Workbench &bench, board::Shape shape);

private:
    [[nodiscard]] board::Shape drawn() const;

    Workbench &m_bench;
    const board::ShapeType m_type;
    board::Snapper m_snapper;
    QPointF m_pressedAt; ///< item units
    QPointF m_from;
    QRectF m_box;
    QList<QLineF> m_guides;
    bool m_dragged = false;
};

} // namespace coterie::boardview
