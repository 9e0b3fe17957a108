#include "gridpicture.h"

#include <algorithm>
#include <cmath>

namespace coterie::boardview {

namespace {

constexpr double closest = 16; // item units between dots

int dotSize(double dpr)
{
    return std::max(1, int(std::lround(1.6 * dpr)));
}

QRgb mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int from, int to) { return int(std::lround(from + (to - from) * share)); };
    return qRgb(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

} // namespace

double GridPicture::stepAt(double zoom)
{
    return gridStep * std::exp2(std::ceil(std::log2(closest / (gridStep * zoom))));
}

QImage GridPicture::picture(const Viewport &viewport, const Look &look, QPointF &offset)
{
    // Two steps: every other dot is one of the coarser grid, so only then the same picture fits again.
    const double period = 2 * stepAt(viewport.zoom) * viewport.scale();
    const QSize wanted(int(std::ceil(viewport.size.width() * viewport.dpr + period)) + dotSize(viewport.dpr),
        int(std::ceil(viewport.size.height() * viewport.dpr + period)) + dotSize(viewport.dpr));
    const QPointF origin = viewport.origin();
    const bool isSame =
        m_picture.size() == wanted && m_look == look && m_scale == viewport.scale() && m_dpr == viewport.dpr;
    if (!isSame) {
        m_look = look;
        m_scale = viewport.scale();
        m_dpr = viewport.dpr;
        m_begin = {std::floor(origin.x() / period) * period, std::floor(origin.y() / period) * period};
        paint(wanted);
    }
    const auto within = [period](
                            double distance) { return std::floor(distance - std::floor(distance / period) * period); };
    const int middle = dotSize(m_dpr) / 2; // of a dot, on its place
    offset = {within(origin.x() - m_begin.x()) + middle, within(origin.y() - m_begin.y()) + middle};
    return m_picture;
}

void GridPicture::paint(QSize size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(m_look.ground);
    if (m_look.dot.isValid()) {
        const double zoom = m_scale / m_dpr;
        const double step = stepAt(zoom);
        const double apart = step * m_scale;
        const double fine = std::clamp((step * zoom - closest) / (closest / 2), 0.0, 1.0);
        const QRgb strong = m_look.dot.rgb();
        const QRgb faint = mixed(m_look.ground, m_look.dot, fine);
        const int dot = dotSize(m_dpr);
        const int columns = int(size.width() / apart) + 1;
        const int rows = int(size.height() / apart) + 1;
        for (int row = 0; row <= rows; ++row) {
            const int y = int(std::floor(row * apart));
            for (int line = y; line < std::min(y + dot, size.height()); ++line) {
                QRgb *const pixels = reinterpret_cast<QRgb *>(picture.scanLine(line));
                for (int column = 0; column <= columns; ++column) {
                    const int x = int(std::floor(column * apart));
                    const QRgb color = row % 2 == 0 && column % 2 == 0 ? strong : faint;
                    std::fill(pixels + std::min(x, size.width()), pixels + std::min(x + dot, size.width()), color);
                }
            }
        }
    }
    m_picture = picture;
}

} // namespace coterie::boardview
