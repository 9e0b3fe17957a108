#include "drawing/shapepainter.h"

#include "drawing/shapepath.h"
#include "drawing/strokepath.h"
#include "drawing/textlayout.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coterie::drawing {

using board::Dash;
using board::Shape;
using board::ShapeType;

namespace {

/// What one shape is painted with.
class ShapePainter
{
public:
    ShapePainter(QPainter &painter, const Shape &shape, const PaintContext &context)
        : m_painter(painter), m_shape(shape), m_context(context)
    {
    }

    void paint()
    {
        switch (m_shape.type) {
        case ShapeType::Pen:
        case ShapeType::Highlighter: paintStroke(); return;
        case ShapeType::Line:
        case ShapeType::Arrow: paintConnector(); return;
        case ShapeType::Rectangle:
        case ShapeType::Ellipse:
        case ShapeType::Diamond: paintArea(); break;
        case ShapeType::Note: paintNote(); break;
        case ShapeType::Frame: paintFrame(); break;
        case ShapeType::Image: paintImage(); return;
        case ShapeType::Text: break;
        case ShapeType::Unknown: paintUnknown(); return;
        }
        paintText();
    }

private:
    [[nodiscard]] QPen pen() const
    {
        QPen pen(m_context.palette.stroke(m_shape.style.stroke), m_shape.style.width, Qt::SolidLine, Qt::RoundCap,
            Qt::RoundJoin);
        if (m_shape.style.dash == Dash::Dashed)
            pen.setDashPattern({3, 2.5});
        else if (m_shape.style.dash == Dash::Dotted)
            pen.setDashPattern({0.01, 2});
        return m_shape.style.width > 0 ? pen : QPen(Qt::NoPen);
    }

    void paintStroke()
    {
        const bool isHighlighter = m_shape.type == ShapeType::Highlighter;
        const double tolerance = 0.15 / m_context.scale;
        const QPainterPath outline
            = strokeOutline(board::pointsOnBoard(m_shape), m_shape.style.width, isHighlighter, tolerance);
        if (isHighlighter) {
            m_painter.setOpacity(m_painter.opacity() * highlighterOpacity);
            m_painter.setCompositionMode(
                m_context.palette.dark ? QPainter::CompositionMode_Screen : QPainter::CompositionMode_Multiply);
        }
        m_painter.fillPath(outline, m_context.palette.stroke(m_shape.style.stroke));
    }

    void paintConnector()
    {
        const ConnectorPath path = connectorPath(m_shape);
        m_painter.strokePath(path.way, pen());
        QPen solid = pen();
        if (solid.style() != Qt::NoPen)
            solid.setStyle(Qt::SolidLine);
        for (const HeadPath &head : {path.start, path.end}) {
            if (head.isFilled)
                m_painter.fillPath(head.path, solid.brush());
            else
                m_painter.strokePath(head.path, solid);
        }
    }

    void paintArea()
    {
        m_painter.setBrush(m_context.palette.fill(m_shape.style.fill));
        m_painter.setPen(pen());
        m_painter.drawPath(outlineOf(m_shape));
    }

    void paintNote() { m_painter.fillPath(outlineOf(m_shape), m_context.palette.note(m_shape.style.fill)); }

    void paintFrame()
    {
        m_painter.setBrush(m_context.palette.fill(m_shape.style.fill));
        m_painter.setPen(QPen(m_context.palette.quiet(), 1.5));
        m_painter.drawPath(outlineOf(m_shape));
    }

    void paintImage()
    {
        const QImage image = m_context.images
            ? m_context.images->image(m_shape.image, int(std::ceil(m_shape.w * m_context.scale)))
            : QImage();
        if (image.isNull()) {
            paintUnknown();
            return;
        }
        turn();
        m_painter.setRenderHint(QPainter::SmoothPixmapTransform);
        m_painter.drawImage(m_shape.box(), image);
    }

    void paintUnknown()
    {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(m_context.palette.quiet(), 1.5, Qt::DashLine));
        m_painter.drawPath(outlineOf(m_shape));
    }

    void turn()
    {
        const QPointF centre = m_shape.centre();
        m_painter.translate(centre);
        m_painter.rotate(m_shape.rotation);
        m_painter.translate(-centre);
    }

    void paintText()
    {
        constexpr double smallest = 3; // device pixels
        if (m_shape.text.isEmpty() || m_shape.style.fontSize * m_context.scale < smallest)
            return;
        turn();
        const TextBox box = layOutText(m_shape, m_context.family);
        m_painter.setFont(box.font);
        m_painter.setPen(ink());
        for (const TextLine &line : box.lines) {
            m_painter.save();
            m_painter.translate(line.baseline);
            m_painter.scale(box.scale, box.scale);
            m_painter.drawText(QPointF(0, 0), line.text);
            m_painter.restore();
        }
    }

    [[nodiscard]] QColor ink() const
    {
        const Palette &palette = m_context.palette;
        if (m_shape.type == ShapeType::Note)
            return palette.inkOn(palette.note(m_shape.style.fill), m_shape.style.stroke);
        if (m_shape.type == ShapeType::Frame)
            return palette.quiet();
        return palette.inkOn(palette.fill(m_shape.style.fill), m_shape.style.stroke);
    }

    QPainter &m_painter;
    const Shape &m_shape;
    const PaintContext &m_context;
};

bool isSound(const Shape &shape)
{
    return std::isfinite(shape.x) && std::isfinite(shape.y) && std::isfinite(shape.w) && std::isfinite(shape.h)
        && std::isfinite(shape.rotation) && std::isfinite(shape.style.width) && shape.w >= 0 && shape.h >= 0;
}

} // namespace

void paintShape(QPainter &painter, const Shape &shape, const PaintContext &context)
{
    if (!isSound(shape) || !(context.scale > 0))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(painter.opacity() * std::clamp(shape.style.opacity, 0.0, 1.0));
    ShapePainter(painter, shape, context).paint();
    painter.restore();
}

QImage paintPicture(const QList<board::ShapePtr> &shapes, const QRectF &area, double scale, const PaintContext &context,
    const QColor &ground)
{
    constexpr double longestSide = 16'384;
    constexpr double mostPixels = 64e6;
    const double width = std::ceil(area.width() * scale);
    const double height = std::ceil(area.height() * scale);
    const bool isPossible = width >= 1 && height >= 1 && width <= longestSide && height <= longestSide
        && width * height <= mostPixels; // false for what is no number, too
    if (!isPossible)
        return {};
    QImage image(int(width), int(height), QImage::Format_ARGB32_Premultiplied);
    image.fill(ground.isValid() ? ground : Qt::transparent);
    QPainter painter(&image);
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    PaintContext scaled = {context.palette, context.images, scale, context.family};
    for (const board::ShapePtr &shape : shapes)
        if (shape && board::paintedBounds(*shape).intersects(area))
            paintShape(painter, *shape, scaled);
    return image;
}

} // namespace coterie::drawing
