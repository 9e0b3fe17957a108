#include "pointerpicture.h"

#include "Ui/iconpicture.h"
#include "viewmodel/pointersource.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace coterie::pointers {

using namespace Qt::StringLiterals;

namespace {

// Lengths at scale 1, as in the design: the flag's corner from the tip, its height, what lies in it.
constexpr QPointF FlagAt(13, 14);
constexpr QPointF FlagEnd(
    1, -4); ///< its right edge from the tip when it is on the left, its lower edge when it is above
constexpr qreal FlagHeight = 18;
constexpr qreal FlagInset = 7;
constexpr qreal FlagRadius = 5;
constexpr qreal LongestName = 160;
constexpr qreal IconSize = 12;
constexpr qreal IconGap = 4;
constexpr qreal BubbleGap = 3; ///< under the flag
constexpr qreal BubbleWidth = 240;
constexpr qreal BubbleInset = 10;
constexpr qreal BubbleRadius = 10;
constexpr qreal ReactionSize = 34;
constexpr qreal Edge = 1.25; ///< width of the line around an arrow
constexpr qreal Room = 3; ///< around everything, for that line and its smoothing

/// On whole pixels, from a point that is on one.
Picture blank(const QRectF &around, qreal ratio)
{
    const QRect pixels = QRectF(around.topLeft() * ratio, around.size() * ratio).toAlignedRect();
    Picture picture {.image = QImage(pixels.size(), QImage::Format_ARGB32_Premultiplied),
        .offset = QPointF(pixels.topLeft()) / ratio,
        .reach = {}};
    picture.image.setDevicePixelRatio(ratio);
    picture.image.fill(Qt::transparent);
    return picture;
}

/// A box that lies this far beyond the corner of the flag which is nearest to the tip, on the side that is wanted.
QRectF boxBeside(QSizeF size, qreal beyond, Side side, qreal scale)
{
    const QPointF near(side.left ? FlagEnd.x() : FlagAt.x(), side.above ? FlagEnd.y() : FlagAt.y());
    const QPointF corner = near * scale + QPointF(0, side.above ? -beyond : beyond);
    return {corner - QPointF(side.left ? size.width() : 0, side.above ? size.height() : 0), size};
}

QSizeF reachOf(const QRectF &box)
{
    return {box.right() + Room, box.bottom() + Room};
}

void begin(QPainter &painter, const Picture &picture)
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.translate(-picture.offset);
}

QPainterPath arrow(qreal scale)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{0, 0}, {5.7, 15.6}, {8.5, 8.9}, {15.2, 6.2}, {0, 0}}));
    return QTransform::fromScale(scale, scale).map(path);
}

void paintFlag(QPainter &painter, const QRectF &flag, const QColor &hue, const PointerLook &look)
{
    painter.setPen(QPen(look.edge, look.highContrast ? 2 * Edge : Edge));
    painter.setBrush(hue);
    const qreal radius = look.px(FlagRadius);
    painter.drawRoundedRect(flag, radius, radius);
}

} // namespace

Picture paintPointer(
    const QString &name, const QColor &person, const QString &tool, const PointerLook &look, qreal ratio, Side side)
{
    const QColor hue = look.hue(person);
    const QFont font = look.font(11);
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(name, Qt::ElideRight, look.px(LongestName));
    const QImage icon = ui::iconPicture(viewmodel::toolIcon(tool), look.ink, int(std::ceil(look.px(IconSize) * ratio)));
    const qreal before = icon.isNull() ? 0 : look.px(IconSize) + look.px(IconGap);
    const qreal words = std::ceil(metrics.horizontalAdvance(shown));
    const QSizeF size(words + before + 2 * look.px(FlagInset), look.px(FlagHeight));
    const QRectF flag = boxBeside(size, 0, side, look.scale);
    const QPainterPath tip = arrow(look.scale);

    Picture picture = blank(tip.boundingRect().united(flag).adjusted(-Room, -Room, Room, Room), ratio);
    picture.reach = reachOf(boxBeside(size, 0, {}, look.scale));
    QPainter painter(&picture.image);
    begin(painter, picture);
    painter.setPen(QPen(look.edge, Edge * look.scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(hue);
    painter.drawPath(tip);
    paintFlag(painter, flag, hue, look);
    const bool isMirrored = shown.isRightToLeft();
    QRectF inside = flag.adjusted(look.px(FlagInset), 0, -look.px(FlagInset), 0);
    if (!icon.isNull()) {
        QRectF place(0, 0, look.px(IconSize), look.px(IconSize));
        place.moveCenter(inside.center());
        place.moveLeft(isMirrored ? inside.right() - place.width() : inside.left());
        painter.drawImage(place, icon);
        inside.adjust(isMirrored ? 0 : before, 0, isMirrored ? -before : 0, 0);
    }
    painter.setPen(look.ink);
    painter.setFont(font);
    painter.setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(inside, Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, shown);
    return picture;
}

Picture paintBubble(const QString &words, const QColor &person, const PointerLook &look, qreal ratio, Side side)
{
    const bool isMirrored = words.isRightToLeft();
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute); // the box is as wide as its longest line: see below
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
    QTextLayout layout(words, look.font(13, QFont::Normal));
    layout.setTextOption(option);
    layout.setCacheEnabled(true);
    layout.beginLayout();
    qreal width = 0;
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(look.px(BubbleWidth));
        line.setPosition({0, height});
        height += std::ceil(line.height());
        width = std::max(width, std::ceil(line.naturalTextWidth()));
    }
    layout.endLayout();
    for (int i = 0; isMirrored && i < layout.lineCount(); ++i) {
        QTextLine line = layout.lineAt(i);
        line.setPosition({width - line.naturalTextWidth(), line.y()});
    }
    const qreal inset = look.px(BubbleInset);
    const QSizeF size(width + 2 * inset, height + inset);
    const qreal beyond = (FlagHeight + BubbleGap) * look.scale;
    const QRectF bubble = boxBeside(size, beyond, side, look.scale);

    Picture picture = blank(bubble.adjusted(-Room, -Room, Room, Room), ratio);
    picture.reach = reachOf(boxBeside(size, beyond, {}, look.scale));
    QPainter painter(&picture.image);
    begin(painter, picture);
    painter.setPen(QPen(look.edge, look.highContrast ? 2 * Edge : Edge));
    painter.setBrush(look.hue(person));
    const qreal radius = std::min(look.px(BubbleRadius), bubble.height() / 2);
    painter.drawRoundedRect(bubble, radius, radius);
    painter.setPen(look.ink);
    layout.draw(&painter, bubble.topLeft() + QPointF(inset, inset / 2));
    return picture;
}

Picture paintReaction(const QString &emoji, const PointerLook &look, qreal ratio)
{
    const qreal size = look.px(ReactionSize);
    QFont font(look.emojiFamily);
    font.setPixelSize(int(size * 0.8));
    Picture picture = blank(QRectF(-size / 2, -size / 2, size, size), ratio);
    QPainter painter(&picture.image);
    begin(painter, picture);
    painter.setFont(font);
    painter.setPen(look.ink);
    painter.drawText(QRectF(-size / 2, -size / 2, size, size), Qt::AlignCenter | Qt::TextDontClip, emoji);
    return picture;
}

} // namespace coterie::pointers
