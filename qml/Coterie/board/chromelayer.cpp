#include "chromelayer.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace coterie::boardview {

namespace {

constexpr double anchorSize = 8; // item units
constexpr double flagHeight = 18;
constexpr double flagInset = 7;
constexpr double around = 16; // more than anything reaches beyond its lines

/// Liang and Barsky, "A New Concept and Method for Line Clipping", 1984.
bool touches(const QLineF &line, const QRectF &area)
{
    double from = 0;
    double to = 1;
    const auto clip = [&](double p, double q) {
        if (p == 0)
            return q >= 0;
        const double t = q / p;
        if (p < 0)
            from = std::max(from, t);
        else
            to = std::min(to, t);
        return from <= to;
    };
    return clip(-line.dx(), line.x1() - area.left()) && clip(line.dx(), area.right() - line.x1())
        && clip(-line.dy(), line.y1() - area.top()) && clip(line.dy(), area.bottom() - line.y1());
}

class ChromePainter
{
public:
    ChromePainter(QPainter &painter, const ChromeLayer::Look &look, const Viewport &viewport)
        : m_painter(painter)
        , m_look(look)
        , m_zoom(viewport.zoom)
        , m_pixel(1 / viewport.scale())
    {
        m_line = std::max(1.0, std::round(look.lineWidth * 1.5 * viewport.dpr)) * m_pixel;
    }

    void paint(const Chrome &chrome)
    {
        m_painter.setRenderHint(QPainter::Antialiasing);
        paintArea(chrome);
        for (const QLineF &guide : chrome.guides)
            paintGuide(guide);
        for (const SelectionFrame &frame : chrome.frames)
            paintFrame(frame);
        for (const QPointF anchor : chrome.anchors) {
            m_painter.setPen(QPen(m_look.accent, m_line));
            m_painter.setBrush(m_look.ground);
            m_painter.drawEllipse(anchor, size(anchorSize) / 2, size(anchorSize) / 2);
        }
    }

private:
    [[nodiscard]] double size(double itemUnits) const { return itemUnits / m_zoom; }
    [[nodiscard]] QColor washed(QColor color) const
    {
        color.setAlphaF(0.1F);
        return color;
    }

    void paintArea(const Chrome &chrome)
    {
        m_painter.setPen(QPen(m_look.accent, m_pixel));
        m_painter.setBrush(washed(m_look.accent));
        if (!chrome.marquee.isNull())
            m_painter.drawRect(onPixels(chrome.marquee).adjusted(m_pixel / 2, m_pixel / 2, -m_pixel / 2, -m_pixel / 2));
        if (!chrome.lasso.isEmpty())
            m_painter.drawPolygon(chrome.lasso);
    }

    [[nodiscard]] QRectF onPixels(const QRectF &rect) const
    {
        const auto snap = [this](double at) { return std::round(at / m_pixel) * m_pixel; };
        return {QPointF(snap(rect.left()), snap(rect.top())), QPointF(snap(rect.right()), snap(rect.bottom()))};
    }

    void paintGuide(const QLineF &guide)
    {
        const QColor color = m_look.accent;
        if (guide.dx() == 0 || guide.dy() == 0) {
            QRectF line = onPixels(QRectF(guide.p1(), guide.p2()).normalized());
            line.setWidth(std::max(line.width(), m_pixel));
            line.setHeight(std::max(line.height(), m_pixel));
            m_painter.fillRect(line, color);
        } else {
            m_painter.setPen(QPen(color, m_pixel));
            m_painter.drawLine(guide);
        }
    }

    void paintFrame(const SelectionFrame &frame)
    {
        const QColor color = frame.color.isValid() ? frame.color : m_look.accent;
        const QPolygonF corners = frameCorners(frame, m_zoom);
        QPen pen(color, m_line, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
        if (frame.dashed)
            pen.setDashPattern({4, 3});
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(pen);
        if (frame.rotation == 0) {
            const QRectF box = onPixels(corners.boundingRect());
            const double half = m_line / 2; // the line covers whole pixels
            m_painter.drawRect(box.adjusted(half, half, -half, -half));
        } else {
            m_painter.drawPolygon(corners);
        }
        if (frame.handles)
            paintHandles(frame, corners, color);
        if (!frame.name.isEmpty())
            paintFlag(frame, corners.front(), color);
    }

    void paintHandles(const SelectionFrame &frame, const QPolygonF &corners, const QColor &color)
    {
        const QPolygonF handles = frameHandles(frame, m_zoom);
        m_painter.setPen(QPen(color, m_line));
        m_painter.drawLine((corners[0] + corners[1]) / 2, handles.back());
        m_painter.setBrush(m_look.ground);
        m_painter.drawEllipse(handles.back(), size(handleSize) * 0.55, size(handleSize) * 0.55);
        const double half = size(handleSize) / 2;
        for (qsizetype i = 0; i + 1 < handles.size(); ++i) {
            m_painter.save();
            m_painter.translate(handles[i]);
            m_painter.rotate(frame.rotation);
            m_painter.drawRoundedRect(QRectF(-half, -half, 2 * half, 2 * half), size(2), size(2));
            m_painter.restore();
        }
    }

    void paintFlag(const SelectionFrame &frame, QPointF corner, const QColor &color)
    {
        m_painter.save();
        m_painter.translate(corner);
        m_painter.rotate(frame.rotation);
        m_painter.scale(1 / m_zoom, 1 / m_zoom);
        m_painter.setFont(m_look.font);
        const double width = QFontMetricsF(m_look.font).horizontalAdvance(frame.name) + 2 * flagInset;
        const QRectF flag(-m_line * m_zoom / 2, -flagHeight - 2, width, flagHeight);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        m_painter.drawRoundedRect(flag, 4, 4);
        m_painter.setPen(color.lightnessF() > 0.6F ? Qt::black : Qt::white);
        m_painter.drawText(flag, Qt::AlignCenter, frame.name);
        m_painter.restore();
    }

    QPainter &m_painter;
    const ChromeLayer::Look &m_look;
    double m_zoom;
    double m_pixel; ///< a device pixel in board units
    double m_line;
};

/// Whether anything is painted in an area; never a wrong no.
bool touchesChrome(const Chrome &chrome, const ChromeLayer::Look &look, double zoom, const QRectF &area)
{
    const double margin = around / zoom;
    const QRectF near = area.adjusted(-margin, -margin, margin, margin);
    if (chrome.marquee.intersects(near) || chrome.lasso.boundingRect().intersects(near))
        return true;
    for (const QLineF &guide : chrome.guides)
        if (touches(guide, near))
            return true;
    for (const SelectionFrame &frame : chrome.frames) {
        const QPolygonF corners = frameCorners(frame, zoom);
        for (qsizetype i = 0; i < corners.size(); ++i)
            if (touches(QLineF(corners[i], corners[(i + 1) % corners.size()]), near))
                return true;
        if (frame.handles && near.contains(frameHandles(frame, zoom).back()))
            return true;
        if (!frame.name.isEmpty()) {
            const double reach =
                (QFontMetricsF(look.font).horizontalAdvance(frame.name) + flagHeight + 2 * flagInset) / zoom;
            if (near.intersects(QRectF(corners[0] - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach))))
                return true;
        }
    }
    return std::ranges::any_of(chrome.anchors, [&near](QPointF anchor) { return near.contains(anchor); });
}

} // namespace

QPolygonF frameCorners(const SelectionFrame &frame, double zoom)
{
    const double margin = frameMargin / zoom;
    const QRectF box = frame.box.adjusted(-margin, -margin, margin, margin);
    const QPointF middle = frame.box.center();
    const QTransform turn =
        QTransform::fromTranslate(middle.x(), middle.y()).rotate(frame.rotation).translate(-middle.x(), -middle.y());
    return turn.map(QPolygonF({box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()}));
}

QPolygonF frameHandles(const SelectionFrame &frame, double zoom)
{
    const QPolygonF corners = frameCorners(frame, zoom);
    QPolygonF handles = corners;
    for (qsizetype i = 0; i < corners.size(); ++i)
        handles.append((corners[i] + corners[(i + 1) % corners.size()]) / 2);
    const double angle = qDegreesToRadians(frame.rotation);
    const QPointF up(std::sin(angle), -std::cos(angle));
    handles.append((corners[0] + corners[1]) / 2 + up * rotationArm / zoom);
    return handles;
}

void ChromeLayer::setLook(const Look &look)
{
    if (m_look == look)
        return;
    m_look = look;
    m_surface.clear();
}

void ChromeLayer::setChrome(const Chrome &chrome)
{
    if (m_chrome == chrome)
        return;
    m_chrome = chrome;
    m_surface.clear();
}

void ChromeLayer::update(const Viewport &viewport)
{
    const auto isTouched = [&](const QRectF &area) { return touchesChrome(m_chrome, m_look, viewport.zoom, area); };
    const auto paint = [&](QPainter &painter, const QRectF &) {
        ChromePainter(painter, m_look, viewport).paint(m_chrome);
    };
    m_surface.update(viewport, isTouched, paint);
}

} // namespace coterie::boardview
