#pragma once

#include "gesture.h"
#include "workbench.h"

#include <QPolygonF>

namespace coterie::boardview {

/// Selects what a rectangle or a lasso touches (Alt: what lies in it altogether; frames always that, or one could not
/// select within them). Shift adds to what was selected. GUI thread.
class MarqueeGesture final : public Gesture
{
public:
    enum class Kind { Rectangle, Lasso };
    MarqueeGesture(Workbench &bench, Kind kind, const PointerSample &from);

    void move(const PointerSample &sample) override;
    void finish(const PointerSample &sample) override;
    void cancel() override;
    void decorate(Chrome &chrome) const override;

private:
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] bool means(const board::Shape &shape, bool whole) const;
    void select(const PointerSample &sample);

    Workbench &m_bench;
    const Kind m_kind;
    QSet<board::ShapeId> m_before; ///< for cancel()
    QSet<board::ShapeId> m_kept; ///< that it adds to
    QList<QPointF> m_points; ///< two corners, or the lasso
};

} // namespace coterie::boardview
