// How a MessageItem looks.

#include "messageitem.h"

#include <QFontMetricsF>
#include <QPainter>

namespace coterie::screens {

namespace {

void paintWords(QPainter &painter, const QRectF &at, const QFont &font, const QColor &color, const QString &words,
    Qt::Alignment alignment)
{
    painter.setFont(font);
    painter.setPen(color);
    const qreal needed = at.width() + 1; // what is as wide as its place is not cut short for a rounding
    painter.drawText(at, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine | Qt::TextDontClip),
        QFontMetricsF(font).elidedText(words, Qt::ElideRight, needed));
}

void paintRounded(QPainter &painter, const QRectF &at, qreal radius, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(at, radius, radius);
}

} // namespace

MessageTile::MessageTile(MessageItem &row) : QQuickPaintedItem(&row), m_row(row)
{
    setAntialiasing(true);
}

void MessageTile::paint(QPainter *painter)
{
    const QRectF clip(position(), size());
    painter->translate(-clip.topLeft());
    m_row.paint(*painter, clip);
}

void MessageItem::paint(QPainter &painter, const QRectF &clip) const
{
    if (!m_row || !m_timeline)
        return;
    const Timeline &style = *m_timeline;
    QColor unreadLine = style.danger;
    unreadLine.setAlphaF(0.5F);
    if (!m_places.day.isEmpty())
        paintDivider(painter, m_places.day, m_row->dayTitle, style.faint, style.line);
    if (!m_places.unread.isEmpty())
        paintDivider(painter, m_places.unread, m_row->unreadTitle, style.danger, unreadLine);
    paintGround(painter);
    if (!m_row->grouped && m_places.face.intersects(clip)) {
        paintFace(painter);
        paintHead(painter);
    }
    if (!m_places.quote.isEmpty())
        paintQuote(painter);
    painter.setOpacity(isPending() ? style.pendingOpacity : 1);
    m_text.paint(painter, mirrored(m_places.text).topLeft(), clip, style, m_markedFrom, m_markedTo);
    painter.setOpacity(1);
    if (m_chosenLink >= 0)
        paintChosenLink(painter);
}

void MessageItem::paintChosenLink(QPainter &painter) const
{
    const qreal width = m_timeline->focusWidth;
    painter.setPen(QPen(m_timeline->accent, width));
    painter.setBrush(Qt::NoBrush);
    for (const QRectF &rect : m_text.linkRects(m_chosenLink)) {
        const QRectF at = rect.translated(mirrored(m_places.text).topLeft());
        painter.drawRoundedRect(at.adjusted(-width, 0, width, 0), m_timeline->px(4), m_timeline->px(4));
    }
}

/// A line across the list with words in the middle.
void MessageItem::paintDivider(
    QPainter &painter, const QRectF &at, const QString &words, const QColor &ink, const QColor &line) const
{
    const QFont font = m_timeline->font(12);
    const qreal width = QFontMetricsF(font).horizontalAdvance(words);
    const qreal gap = m_timeline->px(12);
    const qreal thickness = m_timeline->lineWidth;
    const qreal y = qRound(at.center().y() - thickness / 2);
    const qreal left = at.center().x() - width / 2 - gap;
    painter.fillRect(QRectF(at.left(), y, std::max(left - at.left(), 0.0), thickness), line);
    painter.fillRect(QRectF(at.right() - (left - at.left()), y, std::max(left - at.left(), 0.0), thickness), line);
    paintWords(painter, at, font, ink, words, Qt::AlignHCenter);
}

QColor MessageItem::groundColor() const
{
    const Timeline &style = *m_timeline;
    if (isFailed())
        return style.dangerSoft;
    if (m_row->entry().mentionsMe)
        return style.hover;
    if (m_lit || m_current) {
        QColor faded = style.hover;
        faded.setAlphaF(0.55F);
        return faded;
    }
    return m_flashed ? style.selected : QColor();
}

void MessageItem::paintGround(QPainter &painter) const
{
    const Timeline &style = *m_timeline;
    const qreal radius = style.px(8);
    if (const QColor ground = groundColor(); ground.isValid())
        paintRounded(painter, m_places.box, radius, ground);
    if (isFailed()) { // the red edge of a message that was not sent
        painter.save();
        painter.setClipRect(mirrored(QRectF(m_places.box.topLeft(), QSizeF(style.px(3), m_places.box.height()))));
        paintRounded(painter, mirrored(QRectF(m_places.box.topLeft(), QSizeF(2 * radius, m_places.box.height()))),
            radius, style.danger);
        painter.restore();
    }
    if (m_current) {
        const qreal half = style.focusWidth / 2;
        painter.setPen(QPen(style.accent, style.focusWidth));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(m_places.box.adjusted(half, half, -half, -half), radius, radius);
    }
}

void MessageItem::paintFace(QPainter &painter) const
{
    const QRectF at = mirrored(m_places.face);
    const QColor hue(m_row->color);
    paintRounded(painter, at, qRound(at.width() * 0.26), m_timeline->highContrast ? hue.darker(170) : hue);
    QFont font = m_timeline->font(14, QFont::Bold);
    font.setPixelSize(qRound(at.width() * 0.38));
    paintWords(painter, at, font, m_timeline->tileInk, m_row->initials, Qt::AlignHCenter);
}

void MessageItem::paintHead(QPainter &painter) const
{
    const Timeline &style = *m_timeline;
    const Qt::Alignment side = style.mirrored ? Qt::AlignRight : Qt::AlignLeft;
    paintWords(painter, mirrored(m_places.name), style.font(14, QFont::Bold), style.ink, m_row->author, side);
    paintWords(painter, mirrored(m_places.time), style.font(12), style.faint, m_row->time, side);
}

/// The message this one answers, in one line.
void MessageItem::paintQuote(QPainter &painter) const
{
    const Timeline &style = *m_timeline;
    const bool hovered = m_hoveredSpot == Spot::Quote;
    const Qt::Alignment side = style.mirrored ? Qt::AlignRight : Qt::AlignLeft;
    QRectF line = m_places.quote;
    line.setHeight(line.height() - style.px(4));
    paintRounded(painter, mirrored(QRectF(line.topLeft(), QSizeF(style.px(2), line.height()))), style.px(1),
        hovered ? style.accent : style.line);
    const QFont strong = style.font(12, QFont::Bold);
    QRectF who = line.adjusted(style.px(8), 0, 0, 0);
    who.setWidth(std::min(std::ceil(QFontMetricsF(strong).horizontalAdvance(m_quote.author)), style.px(160)));
    paintWords(painter, mirrored(who), strong, style.soft, m_quote.author, side);
    QRectF words = line;
    words.setLeft(who.right() + style.px(6));
    paintWords(painter, mirrored(words), style.font(12), hovered ? style.ink : style.soft, m_quote.text, side);
}

} // namespace coterie::screens
