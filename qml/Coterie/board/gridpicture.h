#pragma once

#include "viewport.h"

#include <QColor>
#include <QImage>

namespace coterie::boardview {

inline constexpr double gridStep = 24; ///< board units between two dots at 100 %

/// The ground of the board with its grid of dots, as large as the view and one step more, so that it only has to be
/// moved while the view is. Steps double and halve with the zoom; the dots of the finer one fade away.
class GridPicture
{
public:
    struct Look {
        QColor ground;
        QColor dot; ///< invalid: no grid
        bool operator==(const Look &) const = default;
    };
    /// The picture for this view, painted again only if its scale, size or colours differ; `offset` is where the view
    /// begins in it, in its pixels.
    [[nodiscard]] QImage picture(const Viewport &viewport, const Look &look, QPointF &offset);

    /// The step at that zoom, board units: 16 to 32 item units apart on the screen.
    [[nodiscard]] static double stepAt(double zoom);

private:
    void paint(QSize size);

    QImage m_picture;
    Look m_look;
    double m_scale = 0;
    double m_dpr = 0;
    QPointF m_begin; ///< of the picture in device pixels of the plane
};

} // namespace coterie::boardview
