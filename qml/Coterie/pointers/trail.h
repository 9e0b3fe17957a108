#pragma once

#include "base/time.h"
#include "pointerpicture.h"

#include <QPointF>
#include <QTransform>

#include <deque>
#include <optional>

namespace coterie::pointers {

/// What a laser pointer draws: a line that gets thinner behind it and is gone after a while. Points are units of the
/// surface; times must not fall.
class Trail
{
public:
    static constexpr Millis lasts {900};

    void add(QPointF at, Instant now); ///< where the pointer is now
    void end() { m_last.reset(); } ///< what is there fades
    void prune(Instant now);
    [[nodiscard]] bool isFading() const { return !m_points.empty(); }

    /// In pixels of the item, cut to `view`; null if nothing of it is seen.
    [[nodiscard]] Picture paint(
        const QTransform &toItem, const QRectF &view, const QColor &color, qreal width, Instant now, qreal ratio) const;

private:
    struct Point {
        QPointF at;
        Instant when;
    };
    std::deque<Point> m_points; ///< oldest first
    std::optional<QPointF> m_last; ///< nothing: it does not draw
};

} // namespace coterie::pointers
