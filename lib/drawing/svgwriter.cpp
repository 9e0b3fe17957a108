#include "drawing/svgwriter.h"

#include "board/shapejson.h"
#include "drawing/imagetype.h"
#include "drawing/shapepainter.h"
#include "drawing/shapepath.h"
#include "drawing/strokepath.h"
#include "drawing/svgmarkup.h"
#include "drawing/textlayout.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <ranges>

namespace coterie::drawing {

using namespace Qt::StringLiterals;
using namespace board;
using svg::attribute;
using svg::Attributes;
using svg::content;
using svg::number;
using svg::pathData;

namespace {

QByteArray colourOf(const QColor &colour)
{
    return colour.alpha() == 0 ? QByteArray("none") : colour.name(QColor::HexRgb).toLatin1();
}

/// Empty where it is opaque or not seen at all.
QByteArray alphaOf(const QColor &colour)
{
    return colour.alpha() == 0 || colour.alpha() == 255 ? QByteArray() : number(colour.alphaF());
}

class Writer
{
public:
    Writer(const ImageBytes &images, const SvgOptions &options) : m_images(images), m_options(options) { }
    QByteArray write(const QList<ShapePtr> &shapes);

private:
    void writeShapes(const QList<ShapePtr> &shapes);
    void enterGroups(const QStringList &wanted);
    void write(const Shape &shape);
    void writeStroke(const Shape &shape);
    void writeConnector(const Shape &shape);
    void writeArea(const Shape &shape);
    void writePaper(const Shape &shape);
    void writeFrame(const Shape &shape);
    void writeImage(const Shape &shape);
    void writeUnknown(const Shape &shape);
    void writeText(const Shape &shape);
    [[nodiscard]] Attributes pen(const Shape &shape, bool isSolid = false) const;
    [[nodiscard]] QColor ink(const Shape &shape) const;

    const ImageBytes &m_images;
    const SvgOptions &m_options;
    svg::Markup m_out;
    QStringList m_openGroups; ///< outermost first
};

Attributes joined(Attributes first, const Attributes &more)
{
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

/// Held where the row is aligned, so that it stands well in a viewer with other letters, too.
QByteArray rowOf(const TextLine &line, Align align)
{
    if (line.text.trimmed().isEmpty())
        return {};
    const QByteArray anchor = align == Align::Centre    ? "middle"
        : (align == Align::Right) != line.isRightToLeft ? "end"
                                                        : "";
    const double share = align == Align::Left ? 0 : align == Align::Right ? 1 : 0.5;
    return svg::element("tspan",
        {{"x", number(line.baseline.x() + line.width * share)}, {"y", number(line.baseline.y())},
            {"text-anchor", anchor}, {"direction", line.isRightToLeft ? "rtl" : ""}},
        content(line.text));
}

QByteArray metadataFor(const QList<ShapePtr> &shapes, const QByteArray &body)
{
    QJsonArray array;
    for (const ShapePtr &shape : shapes)
        array.append(toJson(*shape));
    const QByteArray digest = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
    QByteArray element = "<metadata><board xmlns=\"" + svg::metadataNamespace.toByteArray()
        + "\" version=\"1\" digest=\"" + digest + "\">";
    element += content(QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact)));
    element += "</board>";
    element += svg::metadataEnd;
    return element;
}

QByteArray Writer::write(const QList<ShapePtr> &shapes)
{
    const QRectF area = m_options.area.isNull() ? pictureArea(shapes) : m_options.area;
    const QByteArray left = number(area.left());
    const QByteArray top = number(area.top());
    const QByteArray width = number(std::max(area.width(), 1.0));
    const QByteArray height = number(std::max(area.height(), 1.0));
    svg::Markup head;
    head.open("svg",
        {{"xmlns", "http://www.w3.org/2000/svg"}, {"width", width}, {"height", height},
            {"viewBox", left + ' ' + top + ' ' + width + ' ' + height}});
    if (!m_options.title.isEmpty())
        head.whole("title", {}, content(m_options.title));
    if (m_options.hasGround) {
        m_out.empty("rect",
            {{"class", "ground"}, {"x", left}, {"y", top}, {"width", width}, {"height", height},
                {"fill", colourOf(m_options.palette.ground())}});
    }
    writeShapes(shapes);
    m_out.close("svg");
    const QByteArray body = m_out.take();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + head.take() + metadataFor(shapes, body) + body;
}

void Writer::writeShapes(const QList<ShapePtr> &shapes)
{
    const QString family = m_options.family.isEmpty() ? u"sans-serif"_s : m_options.family + u", sans-serif"_s;
    m_out.open("g", {{"font-family", attribute(family)}, {"stroke-linecap", "round"}, {"stroke-linejoin", "round"}});
    for (const ShapePtr &shape : shapes) {
        QStringList groups = shape->groups;
        std::ranges::reverse(groups);
        enterGroups(groups);
        write(*shape);
    }
    enterGroups({});
    m_out.close("g");
}

/// A group whose shapes do not lie one on the other is several <g>, so that the order of drawing stays what it is.
void Writer::enterGroups(const QStringList &wanted)
{
    const auto common = std::ranges::mismatch(m_openGroups, wanted).in1 - m_openGroups.begin();
    for (qsizetype i = m_openGroups.size(); i > common; --i)
        m_out.close("g");
    for (const QString &group : wanted.sliced(common))
        m_out.open("g", {{"class", "group"}, {"data-group", attribute(group)}});
    m_openGroups = wanted;
}

void Writer::write(const Shape &shape)
{
    const bool isHighlighter = shape.type == ShapeType::Highlighter;
    const double opacity = std::clamp(shape.style.opacity, 0.0, 1.0) * (isHighlighter ? highlighterOpacity : 1);
    const bool isTurned = shape.rotation != 0 && !isStroke(shape.type) && !isConnector(shape.type);
    Attributes attributes {{"id", attribute(shape.id.value())}, {"class", attribute(toWire(shape.type))},
        {"opacity", opacity < 1 ? number(opacity) : QByteArray()},
        {"transform",
            isTurned ? "rotate(" + number(shape.rotation) + ' ' + number(shape.centre().x()) + ' '
                    + number(shape.centre().y()) + ')'
                     : QByteArray()}};
    if (isHighlighter)
        attributes.emplace_back("style", m_options.palette.dark ? "mix-blend-mode:screen" : "mix-blend-mode:multiply");
    m_out.open("g", attributes);
    switch (shape.type) {
    case ShapeType::Pen:
    case ShapeType::Highlighter: writeStroke(shape); break;
    case ShapeType::Line:
    case ShapeType::Arrow: writeConnector(shape); break;
    case ShapeType::Rectangle:
    case ShapeType::Ellipse:
    case ShapeType::Diamond: writeArea(shape); break;
    case ShapeType::Note: writePaper(shape); break;
    case ShapeType::Frame: writeFrame(shape); break;
    case ShapeType::Image: writeImage(shape); break;
    case ShapeType::Unknown: writeUnknown(shape); break;
    case ShapeType::Text: break;
    }
    if (shape.type != ShapeType::Image)
        writeText(shape);
    m_out.close("g");
}

Attributes Writer::pen(const Shape &shape, bool isSolid) const
{
    const QColor colour = m_options.palette.stroke(shape.style.stroke);
    const double width = shape.style.width;
    if (width <= 0 || colour.alpha() == 0)
        return {{"stroke", "none"}};
    QByteArray dashes;
    if (!isSolid && shape.style.dash == Dash::Dashed)
        dashes = number(3 * width) + ' ' + number(2.5 * width);
    else if (!isSolid && shape.style.dash == Dash::Dotted)
        dashes = "0.01 " + number(2 * width);
    return {{"stroke", colourOf(colour)}, {"stroke-opacity", alphaOf(colour)}, {"stroke-width", number(width)},
        {"stroke-dasharray", dashes}};
}

/// A mouse's stroke is a line, which programs can go on editing; one with pressure is its outline.
void Writer::writeStroke(const Shape &shape)
{
    const Points points = pointsOnBoard(shape);
    if (points.empty())
        return;
    const bool isHighlighter = shape.type == ShapeType::Highlighter;
    const QString &name = shape.style.stroke;
    const QColor colour = isHighlighter ? m_options.palette.marker(name) : m_options.palette.stroke(name);
    const bool isSteady = isHighlighter
        || std::ranges::all_of(points, [&](const Point &point) { return point.pressure == points.front().pressure; });
    if (isSteady) {
        const double width = widthAt(shape.style.width, isHighlighter ? 0.5 : points.front().pressure);
        QByteArray way = pathData(strokeCentre(points));
        if (!way.contains('L') && !way.contains('C')) // a dot: a line without length, which round ends make visible
            way += 'L' + number(points.front().x) + ' ' + number(points.front().y);
        m_out.empty("path",
            {{"d", way}, {"fill", "none"}, {"stroke", colourOf(colour)}, {"stroke-opacity", alphaOf(colour)},
                {"stroke-width", number(width)}});
        return;
    }
    const QPainterPath outline = strokeOutline(points, shape.style.width, false);
    m_out.empty("path", {{"d", pathData(outline)}, {"fill", colourOf(colour)}, {"fill-opacity", alphaOf(colour)}});
}

void Writer::writeConnector(const Shape &shape)
{
    const ConnectorPath path = connectorPath(shape);
    m_out.empty("path", joined({{"d", pathData(path.way)}, {"fill", "none"}}, pen(shape)));
    const QColor colour = m_options.palette.stroke(shape.style.stroke);
    for (const HeadPath &head : {path.start, path.end}) {
        if (head.path.isEmpty())
            continue;
        if (head.isFilled) {
            m_out.empty("path",
                {{"class", "head"}, {"d", pathData(head.path)}, {"fill", colourOf(colour)},
                    {"fill-opacity", alphaOf(colour)}});
        } else {
            m_out.empty(
                "path", joined({{"class", "head"}, {"d", pathData(head.path)}, {"fill", "none"}}, pen(shape, true)));
        }
    }
}

void Writer::writeArea(const Shape &shape)
{
    const QColor fill = m_options.palette.fill(shape.style.fill);
    const Attributes paint = joined({{"fill", colourOf(fill)}, {"fill-opacity", alphaOf(fill)}}, pen(shape));
    const QRectF box = shape.box();
    if (shape.type == ShapeType::Ellipse) {
        m_out.empty("ellipse",
            joined({{"cx", number(box.center().x())}, {"cy", number(box.center().y())}, {"rx", number(box.width() / 2)},
                       {"ry", number(box.height() / 2)}},
                paint));
    } else if (shape.type == ShapeType::Rectangle) {
        m_out.empty("rect",
            joined({{"x", number(box.x())}, {"y", number(box.y())}, {"width", number(box.width())},
                       {"height", number(box.height())}, {"rx", number(cornerRadius(shape.w, shape.h))}},
                paint));
    } else {
        Shape upright = shape;
        upright.rotation = 0;
        m_out.empty("path", joined({{"d", pathData(outlineOf(upright))}}, paint));
    }
}

void Writer::writePaper(const Shape &shape)
{
    const QColor paper = m_options.palette.note(shape.style.fill);
    m_out.empty("rect",
        {{"x", number(shape.x)}, {"y", number(shape.y)}, {"width", number(shape.w)}, {"height", number(shape.h)},
            {"rx", number(std::min(cornerRadius(shape.w, shape.h), 4.0))}, {"fill", colourOf(paper)},
            {"fill-opacity", alphaOf(paper)}});
}

void Writer::writeFrame(const Shape &shape)
{
    const QColor fill = m_options.palette.fill(shape.style.fill);
    m_out.empty("rect",
        {{"x", number(shape.x)}, {"y", number(shape.y)}, {"width", number(shape.w)}, {"height", number(shape.h)},
            {"rx", number(std::min(cornerRadius(shape.w, shape.h), 4.0))}, {"fill", colourOf(fill)},
            {"fill-opacity", alphaOf(fill)}, {"stroke", colourOf(m_options.palette.quiet())}, {"stroke-width", "1.5"}});
}

void Writer::writeImage(const Shape &shape)
{
    const QByteArray bytes = m_images ? m_images(shape.image) : QByteArray();
    const QByteArray type = imageTypeOf(bytes);
    if (!shape.text.isEmpty())
        m_out.whole("title", {}, content(shape.text));
    if (type.isEmpty())
        return writeUnknown(shape);
    m_out.empty("image",
        {{"x", number(shape.x)}, {"y", number(shape.y)}, {"width", number(shape.w)}, {"height", number(shape.h)},
            {"preserveAspectRatio", "none"}, {"href", "data:" + type + ";base64," + bytes.toBase64()}});
}

void Writer::writeUnknown(const Shape &shape)
{
    m_out.empty("rect",
        {{"x", number(shape.x)}, {"y", number(shape.y)}, {"width", number(shape.w)}, {"height", number(shape.h)},
            {"fill", "none"}, {"stroke", colourOf(m_options.palette.quiet())}, {"stroke-width", "1.5"},
            {"stroke-dasharray", "4 4"}});
}

QColor Writer::ink(const Shape &shape) const
{
    const Palette &palette = m_options.palette;
    if (shape.type == ShapeType::Note)
        return palette.inkOn(palette.note(shape.style.fill), shape.style.stroke);
    if (shape.type == ShapeType::Frame)
        return palette.quiet();
    return palette.inkOn(palette.fill(shape.style.fill), shape.style.stroke);
}

void Writer::writeText(const Shape &shape)
{
    if (shape.text.isEmpty())
        return;
    const TextBox box = layOutText(shape, m_options.family);
    const QColor colour = ink(shape);
    const Align align = shape.type == ShapeType::Frame ? Align::Left : shape.style.align;
    QByteArray rows;
    for (const TextLine &line : box.lines)
        rows += rowOf(line, align);
    m_out.whole("text",
        {{"font-size", number(box.font.pixelSize() * box.scale)},
            {"font-weight", box.font.weight() > QFont::Medium ? QByteArray::number(box.font.weight()) : QByteArray()},
            {"fill", colourOf(colour)}, {"fill-opacity", alphaOf(colour)}, {"stroke", "none"},
            {"style", "white-space:pre"}},
        rows);
}

} // namespace

QByteArray toSvg(const QList<ShapePtr> &shapes, const ImageBytes &images, const SvgOptions &options)
{
    return Writer(images, options).write(shapes);
}

QRectF pictureArea(const QList<ShapePtr> &shapes)
{
    constexpr double margin = 16;
    QRectF area;
    for (const ShapePtr &shape : shapes)
        area |= paintedBounds(*shape);
    return area.isNull() ? area : QRectF(area.adjusted(-margin, -margin, margin, margin).toAlignedRect());
}

} // namespace coterie::drawing
