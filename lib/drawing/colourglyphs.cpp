#include "drawing/colourglyphs.h"

#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>
#include <QTextLayout>
#include <QTextOption>

namespace coterie::drawing {

namespace {

constexpr double pixelSize = 128; ///< what Noto Color Emoji's pictures are made for

/// Its letters are pictures, or layers of colours: one of these tables says so (OpenType 1.9).
bool isColoured(const QRawFont &font)
{
    return std::ranges::any_of(std::array {"CBDT", "sbix", "COLR", "SVG "},
        [&font](const char *name) { return !font.fontTable(name).isEmpty(); });
}

} // namespace

const ColourGlyphs::Glyph &ColourGlyphs::glyph(const QRawFont &font, quint32 index)
{
    Glyph &known = m_known[{font.familyName() + font.styleName(), index}];
    if (!known.image.isNull())
        return known;
    QRawFont large = font;
    large.setPixelSize(pixelSize);
    const QRectF bounds = large.boundingRect(index).adjusted(-1, -1, 1, 1);
    const QRect box = bounds.toAlignedRect();
    known.image = QImage(box.size().boundedTo({512, 512}).expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    known.image.fill(Qt::transparent);
    QGlyphRun run;
    run.setRawFont(large);
    run.setGlyphIndexes({index});
    run.setPositions({QPointF(0, 0)});
    QPainter painter(&known.image);
    painter.drawGlyphRun(-QPointF(box.topLeft()), run);
    painter.end();
    known.place = QRectF(QPointF(box.topLeft()) / pixelSize, QSizeF(known.image.size()) / pixelSize);
    return known;
}

void ColourGlyphs::paint(QPainter &painter, const QString &row, bool isRightToLeft)
{
    const bool isPlain = std::ranges::all_of(row, [](QChar c) { return c.unicode() < 0x2000; });
    if (isPlain)
        return;
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setUseDesignMetrics(true);
    option.setTextDirection(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    QTextLayout layout(row, painter.font());
    layout.setTextOption(option);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    if (!line.isValid())
        return;
    const double left = line.naturalTextRect().left();
    const auto runs = line.glyphRuns();
    for (const QGlyphRun &run : runs) {
        const QRawFont font = run.rawFont();
        if (!isColoured(font))
            continue;
        const auto indexes = run.glyphIndexes();
        const auto positions = run.positions();
        for (qsizetype i = 0; i < indexes.size(); ++i) {
            const Glyph &picture = glyph(font, indexes[i]);
            const QPointF origin = positions[i] - QPointF(left, line.y() + line.ascent());
            painter.drawImage(
                QRectF(origin + picture.place.topLeft() * font.pixelSize(), picture.place.size() * font.pixelSize()),
                picture.image);
        }
    }
}

} // namespace coterie::drawing
