#include "trail.h"

#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace coterie::pointers {

void Trail::add(QPointF at, Instant now)
{
    if (std::exchange(m_last, at) != at)
        m_points.push_back({at, now});
}

void Trail::prune(Instant now)
{
    while (!m_points.empty() && now - m_points.front().when >= lasts)
        m_points.pop_front();
}

Picture Trail::paint(
    const QTransform &toItem, const QRectF &view, const QColor &color, qreal width, Instant now, qreal ratio) const
{
    if (m_points.empty())
        return {};
    const auto place = [&toItem](const Point &point) { return toItem.map(point.at); };
    QRectF bounds(place(m_points.front()), QSizeF(0, 0));
    for (const Point &point : m_points) {
        const QPointF at = place(point);
        bounds = QRectF(QPointF(std::min(bounds.left(), at.x()), std::min(bounds.top(), at.y())),
            QPointF(std::max(bounds.right(), at.x()), std::max(bounds.bottom(), at.y())));
    }
    bounds = bounds.adjusted(-width, -width, width, width) & view;
    if (bounds.isEmpty())
        return {};
    Picture picture {.image = QImage(int(std::ceil(bounds.width() * ratio)), int(std::ceil(bounds.height() * ratio)),
                         QImage::Format_ARGB32_Premultiplied),
        .offset = bounds.topLeft()};
    picture.image.setDevicePixelRatio(ratio);
    picture.image.fill(Qt::transparent);
    QPainter painter(&picture.image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-picture.offset);
    const auto left = [now](const Point &point) { // of its life
        return std::clamp(1 - std::chrono::duration<double>(now - point.when) / lasts, 0.0, 1.0);
    };
    for (std::size_t i = 1; i < m_points.size(); ++i) {
        const qreal thick = width * left(m_points[i]);
        if (thick <= 0) // would be a hair line to a painter
            continue;
        painter.setPen(QPen(color, thick, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(place(m_points[i - 1]), place(m_points[i]));
    }
    if (m_last) { // the dot of the laser itself, while it shows something
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(place(m_points.back()), width * 0.75, width * 0.75);
    }
    return picture;
}

} // namespace coterie::pointers
