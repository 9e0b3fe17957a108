#include "drawing/shapebrush.h"

#include "drawing/colourglyphs.h"
#include "drawing/shapepath.h"
#include "drawing/strokepath.h"
#include "drawing/textlayout.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace coterie::drawing {

using board::Dash;
using board::Shape;
using board::ShapeType;

namespace {

// Device pixels below which details are left out: they cost as much as if they were seen.
constexpr double dotSide = 2.5; // a shape is a dot
constexpr double blockSide = 8; // a shape is a block of its colour
constexpr double smallestText = 3; // rows are this high
constexpr double thinStroke = 2.2; // a stroke is a line of one width
constexpr double apart = 0.75; // points of a stroke that are nearer are one
constexpr double shadowSide = 28; // paper has a shadow

/// The pen for the edge of a shape.
QPen penOf(const Shape &shape, const Palette &palette)
{
    const QColor color = palette.stroke(shape.style.stroke);
    if (shape.style.width <= 0 || color.alpha() == 0)
        return Qt::NoPen;
    QPen pen(color, shape.style.width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (shape.style.dash == Dash::Dashed)
        pen.setDashPattern({3, 2.5});
    else if (shape.style.dash == Dash::Dotted)
        pen.setDashPattern({0.01, 2});
    return pen;
}

/// The points of a stroke where they lie on the board, without those that cannot be told from the one before.
board::Points pointsFor(const Shape &shape, double distance)
{
    board::Points all = board::pointsOnBoard(shape);
    if (all.size() < 3 || distance <= 0)
        return all;
    const auto isNear = [distance](const board::Point &a, const board::Point &b) {
        return std::abs(double(a.x) - double(b.x)) + std::abs(double(a.y) - double(b.y)) < distance;
    };
    std::size_t kept = 0;
    for (std::size_t i = 1; i + 1 < all.size(); ++i)
        if (!isNear(all[kept], all[i]))
            all[++kept] = all[i];
    all[++kept] = all.back();
    all.resize(kept + 1);
    return all;
}

/// What one shape is painted with.
class ShapeBrush
{
public:
    ShapeBrush(QPainter &painter, const Shape &shape, const PaintContext &context)
        : m_painter(painter)
        , m_shape(shape)
        , m_context(context)
        , m_palette(context.palette)
    {
    }

    void paint()
    {
        if (m_shape.points ? paintTinyStroke() : paintTiny())
            return;
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
        const TextBox box = layOut();
        if (box.lines.isEmpty())
            return;
        // What reaches beyond the bounds is in no list of what is to be painted there: cut off everywhere, or it would
        // be in one tile and not in the next.
        m_painter.setClipRect(board::paintedBounds(m_shape), Qt::IntersectClip);
        turn();
        paintText(box);
    }

private:
    [[nodiscard]] double pixels(double units) const { return units * m_context.scale; }

    /// A colour that stands for the whole shape.
    [[nodiscard]] QColor blockColor() const
    {
        switch (m_shape.type) {
        case ShapeType::Note: return m_palette.note(m_shape.style.fill);
        case ShapeType::Image:
        case ShapeType::Unknown:
        case ShapeType::Frame: return m_palette.quiet();
        default: break;
        }
        const QColor fill = m_palette.fill(m_shape.style.fill);
        return fill.alpha() > 0 && m_shape.type != ShapeType::Text ? fill : m_palette.stroke(m_shape.style.stroke);
    }

    bool paintTiny()
    {
        const double side = pixels(std::max(m_shape.w, m_shape.h));
        if (side >= blockSide || m_shape.type == ShapeType::Text)
            return false;
        const bool isEmpty = m_palette.fill(m_shape.style.fill).alpha() == 0 && m_shape.type != ShapeType::Note
            && m_shape.type != ShapeType::Image;
        if (isEmpty && side >= dotSide)
            return false;
        const double least = 1 / m_context.scale;
        QRectF dot = m_shape.box();
        dot.setSize(dot.size().expandedTo({least, least}));
        m_painter.fillRect(dot, blockColor());
        return true;
    }

    bool paintTinyStroke()
    {
        if (pixels(std::max(m_shape.w, m_shape.h) + m_shape.style.width) >= dotSide)
            return false;
        const double side = std::max({m_shape.w, m_shape.h, m_shape.style.width, 1 / m_context.scale});
        QRectF dot(0, 0, side, side);
        dot.moveCenter(m_shape.centre());
        m_painter.fillRect(dot, m_palette.stroke(m_shape.style.stroke));
        return true;
    }

    void paintStroke()
    {
        const bool isHighlighter = m_shape.type == ShapeType::Highlighter;
        const QString &name = m_shape.style.stroke;
        const QColor color = isHighlighter ? m_palette.marker(name) : m_palette.stroke(name);
        if (isHighlighter) {
            m_painter.setOpacity(m_painter.opacity() * highlighterOpacity);
            m_painter.setCompositionMode(
                m_palette.dark ? QPainter::CompositionMode_Screen : QPainter::CompositionMode_Multiply);
        }
        const board::Points points = pointsFor(m_shape, m_context.scale < 1 ? apart / m_context.scale : 0);
        if (pixels(m_shape.style.width) < thinStroke && !isHighlighter && points.size() > 1) {
            paintThinStroke(points, color);
            return;
        }
        const QRectF seen = m_painter.hasClipping() ? m_painter.clipBoundingRect() : QRectF();
        const double tolerance = 0.12 / m_context.scale;
        m_painter.fillPath(strokeOutline(points, m_shape.style.width, isHighlighter, tolerance, seen), color);
    }

    /// So thin that nobody sees how its width varies.
    void paintThinStroke(const board::Points &points, const QColor &color)
    {
        constexpr double thinnest = 0.7; // device pixels: a drawing seen from afar does not vanish
        double pressure = 0;
        QPolygonF line;
        line.reserve(qsizetype(points.size()));
        for (const board::Point &point : points) {
            line.append({double(point.x), double(point.y)});
            pressure += double(point.pressure);
        }
        const bool isSteady = m_shape.type == ShapeType::Highlighter;
        const double width =
            isSteady ? m_shape.style.width : widthAt(m_shape.style.width, pressure / double(points.size()));
        m_painter.setPen(
            QPen(color, std::max(width, thinnest / m_context.scale), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        if (pixels(width) > 1 && points.size() > 2)
            m_painter.strokePath(strokeCentre(points), m_painter.pen());
        else
            m_painter.drawPolyline(line);
    }

    void paintConnector()
    {
        const ConnectorPath path = connectorPath(m_shape);
        const QPen pen = visiblePen();
        QPen solid = pen;
        if (solid.style() != Qt::NoPen)
            solid.setStyle(Qt::SolidLine);
        m_painter.strokePath(path.way, pen);
        for (const HeadPath &head : {path.start, path.end}) {
            if (head.isFilled)
                m_painter.fillPath(head.path, solid.brush());
            else if (!head.path.isEmpty())
                m_painter.strokePath(head.path, solid);
        }
        if (!m_shape.text.isEmpty())
            paintLabel(path.middle);
    }

    /// The words of a line stand in its middle, on a piece of ground that interrupts it.
    void paintLabel(QPointF middle)
    {
        if (pixels(m_shape.style.fontSize) < smallestText)
            return;
        TextBox box = layOut();
        const QRectF bounds = box.bounds();
        const QPointF move = middle - bounds.center();
        for (TextLine &line : box.lines)
            line.baseline += move;
        const double around = m_shape.style.fontSize / 4;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_palette.ground());
        m_painter.drawRoundedRect(bounds.translated(move).adjusted(-around, 0, around, 0), around, around);
        paintText(box);
    }

    [[nodiscard]] QPen visiblePen() const
    {
        QPen pen = penOf(m_shape, m_palette);
        const double thinnest = 0.7 / m_context.scale;
        if (pen.style() != Qt::NoPen && pen.widthF() < thinnest) {
            pen.setWidthF(thinnest);
            pen.setStyle(Qt::SolidLine);
        }
        return pen;
    }

    void paintArea()
    {
        m_painter.setBrush(m_palette.fill(m_shape.style.fill));
        m_painter.setPen(visiblePen());
        m_painter.drawPath(outlineOf(m_shape));
    }

    /// Paper that lies on the board: a soft shadow below it.
    void paintNote()
    {
        const QPainterPath paper = outlineOf(m_shape);
        if (pixels(std::min(m_shape.w, m_shape.h)) > shadowSide) {
            constexpr int rings = 5;
            QColor shade = m_palette.shadow();
            shade.setAlphaF(shade.alphaF() / rings);
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(shade);
            for (int ring = 0; ring < rings; ++ring) {
                const double out = 1.6 * ring - 1;
                const double radius = 4 + std::max(out, 0.0);
                m_painter.save();
                m_painter.translate(0, 2);
                turn();
                m_painter.drawRoundedRect(m_shape.box().adjusted(-out, -out, out, out), radius, radius);
                m_painter.restore();
            }
        }
        const QColor color = m_palette.note(m_shape.style.fill);
        m_painter.fillPath(paper, color);
        if (m_palette.highContrast) {
            m_painter.strokePath(paper, QPen(m_palette.inkOn(color, u"ink"), 1.5));
        }
    }

    void paintFrame()
    {
        m_painter.setBrush(m_palette.fill(m_shape.style.fill));
        m_painter.setPen(QPen(m_palette.quiet(), std::max(1.5, 0.7 / m_context.scale)));
        m_painter.drawPath(outlineOf(m_shape));
    }

    void paintImage()
    {
        const int width = int(std::ceil(std::min(pixels(m_shape.w), 1e5)));
        const QImage image = m_context.images ? m_context.images->image(m_shape.image, width) : QImage();
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
        QPen pen(m_palette.quiet(), 1.5);
        pen.setDashPattern({4, 3});
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(pen);
        m_painter.drawPath(outlineOf(m_shape));
    }

    void turn()
    {
        if (m_shape.rotation == 0)
            return;
        const QPointF centre = m_shape.centre();
        m_painter.translate(centre);
        m_painter.rotate(m_shape.rotation);
        m_painter.translate(-centre);
    }

    [[nodiscard]] TextBox layOut() const
    {
        const bool isReadable = !m_shape.text.isEmpty() && pixels(m_shape.style.fontSize) >= smallestText;
        return isReadable ? layOutText(m_shape, m_context.family) : TextBox();
    }

    void paintText(const TextBox &box)
    {
        m_painter.setFont(box.font);
        m_painter.setPen(ink());
        const QRectF seen = m_painter.hasClipping() ? m_painter.clipBoundingRect() : QRectF();
        for (const TextLine &line : box.lines) {
            const QRectF row(line.baseline.x(), line.baseline.y() - box.ascent, line.width, box.lineHeight);
            const double around = box.lineHeight;
            if (seen.isNull() || seen.intersects(row.adjusted(-around, -around, around, around)))
                paintRow(line, box.scale);
        }
    }

    /// On whole device pixels up and down and quarters across, as glyphs are kept: the same wherever the picture
    /// begins.
    void paintRow(const TextLine &line, double scale)
    {
        const QTransform before = m_painter.transform();
        QPointF at = before.map(line.baseline);
        if (before.type() <= QTransform::TxScale)
            at = {std::floor(at.x() * 4 + 0.501) / 4, std::floor(at.y() + 0.501)};
        QTransform transform(before.m11(), before.m12(), before.m21(), before.m22(), at.x(), at.y());
        transform.scale(scale, scale);
        m_painter.setTransform(transform);
        m_painter.setLayoutDirection(line.isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        m_painter.drawText(QPointF(0, 0), line.text);
        if (m_context.glyphs)
            m_context.glyphs->paint(m_painter, line.text, line.isRightToLeft);
        m_painter.setTransform(before);
    }

    [[nodiscard]] QColor ink() const
    {
        if (m_shape.type == ShapeType::Note)
            return m_palette.inkOn(m_palette.note(m_shape.style.fill), m_shape.style.stroke);
        if (m_shape.type == ShapeType::Frame)
            return m_palette.quiet();
        const bool isOnGround = m_shape.type == ShapeType::Text || board::isConnector(m_shape.type);
        return m_palette.inkOn(isOnGround ? Qt::transparent : m_palette.fill(m_shape.style.fill), m_shape.style.stroke);
    }

    QPainter &m_painter;
    const Shape &m_shape;
    const PaintContext &m_context;
    const Palette &m_palette;
};

} // namespace

void paintOpaque(QPainter &painter, const Shape &shape, const PaintContext &context)
{
    ShapeBrush(painter, shape, context).paint();
}

} // namespace coterie::drawing
