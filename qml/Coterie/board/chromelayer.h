#pragma once

#include "chrome.h"
#include "surface.h"

#include <QFont>

namespace coterie::boardview {

/// Frames, handles, guides and areas that are being drawn, as thin and as large in every zoom. GUI thread.
class ChromeLayer
{
public:
    struct Look {
        QColor accent;
        QColor ground;
        double lineWidth = 1;
        QFont font; ///< of flags
        bool operator==(const Look &) const = default;
    };

    void setLook(const Look &look);
    void setChrome(const Chrome &chrome);
    void update(const Viewport &viewport);
    void appendQuads(QList<Quad> &quads, const Viewport &viewport) const { m_surface.appendQuads(quads, viewport); }

private:
    Chrome m_chrome;
    Look m_look;
    Surface m_surface;
};

/// Corners of a frame around a box, its margin included: top left, top right, bottom right, bottom left; board units.
[[nodiscard]] QPolygonF frameCorners(const SelectionFrame &frame, double zoom);
/// The middles of its handles: those of the corners from the top left clockwise, of the sides from the top clockwise,
/// and the one that turns it.
[[nodiscard]] QPolygonF frameHandles(const SelectionFrame &frame, double zoom);

} // namespace coterie::boardview
