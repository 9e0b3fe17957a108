// How a LineLayout is painted.

#include "linelayout.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>

namespace coterie::document {

using namespace Qt::StringLiterals;

void LineLayout::paint(QPainter &painter, const QRectF &clip, const DocumentStyle &style) const
{
    if (m_prefix) {
        painter.setPen(style.faint);
        m_prefix->draw(&painter, prefixAt());
    } else {
        paintMark(painter, style);
    }
    if (m_info.kind == LineKind::Rule && !m_reveal.line)
        painter.fillRect(
            QRectF(m_left, m_face.above + qRound(m_face.lineHeight / 2), m_width - m_left, style.lineWidth),
            style.highContrast ? style.ink : style.line);
    painter.setPen(m_face.color);
    const int first = rowAtY(clip.top());
    const int last = rowAtY(clip.bottom());
    for (int i = first; i <= last; ++i)
        m_rows[std::size_t(i)].textLine().draw(&painter, {m_rightToLeft ? 0 : m_left, rowTop(i)});
}

void LineLayout::paintMark(QPainter &painter, const DocumentStyle &style) const
{
    switch (m_info.mark) {
    case ListMark::None: return;
    case ListMark::Task:
    case ListMark::DoneTask: return paintBox(painter, style);
    case ListMark::Bullet: {
        const qreal radius = std::max(style.px(5) / 2.0, 1.5);
        const QRectF at(
            m_left - style.px(13), m_face.above + qRound(m_face.lineHeight / 2) - radius, 2 * radius, 2 * radius);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_info.depth % 2 == 0 ? QPen(style.soft, 1.2) : QPen(Qt::NoPen));
        painter.setBrush(m_info.depth % 2 == 0 ? QBrush(Qt::NoBrush) : QBrush(style.soft));
        painter.drawEllipse(mirrored(at));
        return;
    }
    case ListMark::Number: {
        const QString words = u"%1."_s.arg(m_info.number);
        const qreal width = QFontMetricsF(m_face.font).horizontalAdvance(words);
        const QRectF at(m_left - style.px(6) - width, m_face.above, width, m_face.lineHeight);
        painter.setFont(m_face.font);
        painter.setPen(style.soft);
        painter.drawText(QPointF(mirrored(at).left(), m_face.above + m_baseline), words);
        return;
    }
    }
}

void LineLayout::paintBox(QPainter &painter, const DocumentStyle &style) const
{
    const qreal stroke = std::max(style.scale * 1.4, 1.0);
    const QRectF frame = box().adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2);
    const bool done = m_info.mark == ListMark::DoneTask;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(done ? style.accent : style.soft, stroke));
    painter.setBrush(done ? QBrush(style.accent) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(frame, style.px(3), style.px(3));
    if (!done)
        return;
    const auto at = [&frame](qreal x, qreal y) {
        return QPointF(frame.left() + x * frame.width(), frame.top() + y * frame.height());
    };
    const std::array<QPointF, 3> tick {at(0.22, 0.52), at(0.42, 0.72), at(0.79, 0.29)};
    painter.setPen(QPen(style.accentInk, stroke * 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(tick.data(), int(tick.size()));
}

} // namespace coterie::document
