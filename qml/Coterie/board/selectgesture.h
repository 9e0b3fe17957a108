#pragma once

#include "gesture.h"
#include "selectionhandles.h"
#include "workbench.h"

#include <memory>
#include <optional>

namespace coterie::boardview {

/// A press with the select tool: what it means shows when the pointer moves (moving, resizing, turning, pulling a
/// vertex, a marquee) or is let go in its place (selecting). GUI thread.
class SelectGesture final : public Gesture
{
public:
    /// `frame`: the one with handles around the selection, if there is one.
    SelectGesture(Workbench &bench, const std::optional<SelectionFrame> &frame, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override;
    void decorate(Chrome &chrome) const override;
    [[nodiscard]] bool showsSelection() const override { return !m_drag || m_drag->showsSelection(); }
    [[nodiscard]] bool scrolls() const override { return m_drag && m_drag->scrolls(); }

private:
    [[nodiscard]] std::unique_ptr<Gesture> begun();
    void click();

    Workbench &m_bench;
    std::optional<SelectionFrame> m_frame;
    PointerSample m_from;
    QSet<board::ShapeId> m_before;
    board::ShapePtr m_shape; ///< under the pointer; null: none
    Handle m_handle = Handle::None;
    qsizetype m_anchor = -1; ///< of the one selected connector
    bool m_onSelection = false; ///< pressed within the frame around what is selected
    bool m_tookNow = false; ///< this press selected it
    std::unique_ptr<Gesture> m_drag;
};

/// The anchor under the point, of a connector that is selected alone; -1: none.
[[nodiscard]] qsizetype anchorAt(const Workbench &bench, QPointF point);

} // namespace coterie::boardview
