#include "drawing/textlayout.h"

#include <QFontMetricsF>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace coterie::drawing {

using board::Align;
using board::Shape;
using board::ShapeType;

namespace {

constexpr double lineSpacing = 1.38; // of the font size, as in the picture of a note
constexpr double noteInset = 14;
constexpr double boxInset = 10;
constexpr int mostLines = 2000; ///< of one shape; more is not shown
constexpr double nameGap = 6; ///< between a frame and its name
constexpr double unbounded = 1e6;

double sizeOf(const Shape &shape)
{
    return std::isfinite(shape.style.fontSize) ? std::clamp(shape.style.fontSize, 1.0, 2000.0) : 16.0;
}

/// Rows must break at the same places in every zoom: no hinting, and a whole number of pixels that the rest is a factor
/// of.
void chooseFont(TextBox &box, double size, const QString &family, bool isName)
{
    const int pixels = std::clamp(int(std::lround(size)), 8, 200);
    box.font = QFont(family);
    box.font.setPixelSize(pixels);
    box.font.setHintingPreference(QFont::PreferNoHinting);
    box.font.setKerning(true);
    if (isName)
        box.font.setWeight(QFont::DemiBold);
    box.scale = size / pixels;
    const QFontMetricsF metrics(box.font);
    box.lineHeight = size * lineSpacing;
    box.ascent =
        (box.lineHeight - (metrics.ascent() + metrics.descent()) * box.scale) / 2 + metrics.ascent() * box.scale;
}

Qt::Alignment alignmentOf(const Shape &shape)
{
    if (shape.type == ShapeType::Frame)
        return Qt::AlignLeft;
    switch (shape.style.align) {
    case Align::Left: return Qt::AlignLeft | Qt::AlignAbsolute;
    case Align::Right: return Qt::AlignRight | Qt::AlignAbsolute;
    case Align::Centre: break;
    }
    return Qt::AlignHCenter;
}

bool standsOnTop(ShapeType type)
{
    return type == ShapeType::Note || type == ShapeType::Text || type == ShapeType::Frame;
}

/// Breaks into rows; their baselines count from the top of the first one.
void breakRows(TextBox &box, const QString &text, Qt::Alignment alignment, bool wraps)
{
    QTextOption option(alignment);
    option.setWrapMode(wraps ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::NoWrap);
    option.setUseDesignMetrics(true);
    const double width = wraps ? std::max(box.area.width() / box.scale, 1.0) : unbounded;
    qsizetype start = 0;
    while (start <= text.size() && box.lines.size() < mostLines) {
        qsizetype end = text.indexOf(u'\n', start);
        end = end < 0 ? text.size() : end;
        QTextLayout layout(text.mid(start, end - start), box.font);
        layout.setTextOption(option);
        layout.setCacheEnabled(true);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid() && box.lines.size() < mostLines;
             line = layout.createLine()) {
            line.setLineWidth(width);
            const double natural = line.naturalTextWidth() * box.scale;
            const double free = box.area.width() - natural;
            const bool isRightToLeft = layout.text().isRightToLeft();
            Qt::Alignment side = alignment & Qt::AlignHorizontal_Mask;
            if (!side.testFlag(Qt::AlignAbsolute) && side.testFlag(Qt::AlignLeft) && isRightToLeft)
                side = Qt::AlignRight;
            const double left = side.testFlag(Qt::AlignHCenter) ? free / 2 : side.testFlag(Qt::AlignRight) ? free : 0;
            const double y = double(box.lines.size()) * box.lineHeight + box.ascent;
            box.lines.append({.text = layout.text().mid(line.textStart(), line.textLength()),
                .start = start + line.textStart(),
                .baseline = {box.area.left() + left, box.area.top() + y},
                .width = natural,
                .isRightToLeft = isRightToLeft});
        }
        layout.endLayout();
        if (layout.text().isEmpty())
            box.lines.append({.text = {}, .start = start, .baseline = {box.area.left(), 0}, .width = 0});
        start = end + 1;
    }
}

} // namespace

QRectF TextBox::bounds() const
{
    QRectF result;
    for (const TextLine &line : lines)
        result |= QRectF(line.baseline.x(), line.baseline.y() - ascent, line.width, lineHeight);
    return result;
}

QRectF textArea(const Shape &shape)
{
    const QRectF box = shape.box();
    const auto inset = [&box](double x, double y) {
        const double dx = std::min(x, box.width() / 4);
        const double dy = std::min(y, box.height() / 4);
        return box.adjusted(dx, dy, -dx, -dy);
    };
    switch (shape.type) {
    case ShapeType::Note: return inset(noteInset, noteInset);
    case ShapeType::Rectangle:
    case ShapeType::Unknown: return inset(boxInset, boxInset);
    case ShapeType::Ellipse:
        return inset(box.width() * (1 - std::sqrt(0.5)) / 2, box.height() * (1 - std::sqrt(0.5)) / 2);
    case ShapeType::Diamond: return inset(box.width() / 4, box.height() / 4);
    case ShapeType::Frame: {
        const double height = sizeOf(shape) * lineSpacing;
        return {box.left(), box.top() - height - nameGap / 2, box.width(), height};
    }
    case ShapeType::Text:
    case ShapeType::Image:
    case ShapeType::Pen:
    case ShapeType::Highlighter:
    case ShapeType::Line:
    case ShapeType::Arrow: break;
    }
    return box;
}

TextBox layOutText(const Shape &shape, const QString &family)
{
    TextBox box;
    box.area = textArea(shape);
    const bool isFrame = shape.type == ShapeType::Frame;
    chooseFont(box, sizeOf(shape), family, isFrame);
    if (shape.text.isEmpty())
        return box;
    if (isFrame) {
        const QString name = shape.text.simplified();
        const QString fitting =
            QFontMetricsF(box.font).elidedText(name, Qt::ElideRight, std::max(box.area.width() / box.scale, 24.0));
        breakRows(box, fitting, alignmentOf(shape), false);
        return box;
    }
    const bool wraps = shape.type == ShapeType::Text ? shape.w > 0 : !board::isConnector(shape.type);
    breakRows(box, shape.text, alignmentOf(shape), wraps);
    if (!standsOnTop(shape.type)) {
        const double height = double(box.lines.size()) * box.lineHeight;
        const double down = (box.area.height() - height) / 2;
        for (TextLine &line : box.lines)
            line.baseline.ry() += down;
    }
    return box;
}

double heightForText(const Shape &shape, const QString &family)
{
    const TextBox box = layOutText(shape, family);
    const double inset = shape.box().height() - box.area.height();
    return double(std::max<qsizetype>(box.lines.size(), 1)) * box.lineHeight + inset;
}

double naturalWidth(const Shape &shape, const QString &family)
{
    Shape unwrapped = shape;
    unwrapped.w = 0;
    return std::ceil(layOutText(unwrapped, family).bounds().width());
}

} // namespace coterie::drawing
