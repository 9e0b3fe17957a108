// What a MessageItem tells: of its message, and of what lies where in it.

#include "messageitem.h"

#include <QFontMetricsF>

namespace coterie::screens {

using namespace Qt::StringLiterals;

QString MessageItem::key() const
{
    return m_row ? m_row->entry().key : QString();
}

QString MessageItem::messageId() const
{
    return message() ? message()->messageId.value() : QString();
}

bool MessageItem::isFailed() const
{
    return m_row && m_row->entry().delivery == client::Delivery::Failed;
}

bool MessageItem::isPending() const
{
    return m_row && m_row->entry().delivery == client::Delivery::Pending;
}

QString MessageItem::delivery() const
{
    return isFailed() ? u"failed"_s : isPending() ? u"pending"_s : u"sent"_s;
}

QString MessageItem::failure() const
{
    return m_row ? m_row->entry().failure : QString();
}

bool MessageItem::isEdited() const
{
    return message() && message()->editedAt && !message()->deleted;
}

bool MessageItem::isDeleted() const
{
    return message() && message()->deleted;
}

bool MessageItem::isPinned() const
{
    return message() && message()->pinned;
}

bool MessageItem::hasPoll() const
{
    return message() && message()->poll && !message()->deleted;
}

QVariant MessageItem::poll() const
{
    return m_row ? QVariant::fromValue(m_row->poll) : QVariant();
}

QVariantList MessageItem::reactions() const
{
    QVariantList values;
    if (m_row) {
        for (const viewmodel::ReactionChip &chip : m_row->reactions)
            values.append(QVariant::fromValue(chip));
    }
    return values;
}

QString MessageItem::plainText() const
{
    return m_row ? m_row->plainText() : QString();
}

QString MessageItem::replyKey() const
{
    return isAnswer() ? message()->replyTo->value() : QString();
}

QString MessageItem::fullTime() const
{
    return m_row ? m_row->fullTime : QString();
}

QStringList MessageItem::links() const
{
    return m_text.links();
}

QString MessageItem::spokenName() const
{
    if (!m_row)
        return {};
    return tr("%1, %2: %3").arg(m_row->author, m_row->time, isDeleted() ? tr("Message deleted") : plainText());
}

QString MessageItem::spokenState() const
{
    if (!m_row)
        return {};
    QStringList states;
    if (!m_row->unreadTitle.isEmpty())
        states.append(m_row->unreadTitle);
    if (isPending())
        states.append(tr("Sending"));
    if (isFailed())
        states.append(tr("Not sent: %1").arg(failure()));
    if (isEdited())
        states.append(tr("Edited"));
    if (isPinned())
        states.append(tr("Pinned"));
    if (m_row->entry().mentionsMe)
        states.append(tr("Mentions you"));
    return states.join(u", "_s);
}

QPointF MessageItem::inText(qreal x, qreal y) const
{
    return QPointF(x, y) - mirrored(m_places.text).topLeft();
}

MessageItem::Spot MessageItem::spotAt(qreal x, qreal y) const
{
    if (!m_row)
        return Spot::Nothing;
    if (spotRect(x, y).isEmpty())
        return Spot::Nothing;
    if (m_places.day.contains(QPointF(m_places.day.center().x(), y)))
        return Spot::Day;
    if (mirrored(m_places.time).contains(x, y))
        return Spot::Time;
    return mirrored(m_places.quote).contains(x, y) ? Spot::Quote : Spot::Code;
}

QRectF MessageItem::spotRect(qreal x, qreal y) const
{
    if (!m_row)
        return {};
    if (m_places.day.contains(x, y)) {
        const qreal words = QFontMetricsF(m_timeline->font(12)).horizontalAdvance(m_row->dayTitle) + m_timeline->px(16);
        QRectF middle(0, m_places.day.top(), words, m_places.day.height());
        middle.moveCenter(m_places.day.center());
        return middle.contains(x, y) ? middle : QRectF();
    }
    for (const QRectF &place : {mirrored(m_places.time), mirrored(m_places.quote)}) {
        if (place.contains(x, y))
            return place;
    }
    const QRectF code = m_text.codeAt(inText(x, y));
    return code.isEmpty() ? QRectF() : code.translated(mirrored(m_places.text).topLeft());
}

QString MessageItem::linkAt(qreal x, qreal y) const
{
    return m_text.linkAt(inText(x, y));
}

QString MessageItem::codeAt(qreal x, qreal y) const
{
    return m_text.codeTextAt(inText(x, y));
}

int MessageItem::cursorShapeAt(qreal x, qreal y) const
{
    const Spot spot = spotAt(x, y);
    if (spot == Spot::Day || spot == Spot::Quote || !linkAt(x, y).isEmpty())
        return Qt::PointingHandCursor;
    return hasWordsAt(x, y) ? Qt::IBeamCursor : Qt::ArrowCursor;
}

bool MessageItem::hasWordsAt(qreal x, qreal y) const
{
    return m_row && !isDeleted() && mirrored(m_places.text).contains(x, y);
}

int MessageItem::positionAt(qreal x, qreal y) const
{
    return m_text.positionAt(inText(x, y));
}

QRectF MessageItem::letterRect(int position) const
{
    return m_text.letterRect(position).translated(mirrored(m_places.text).topLeft());
}

void MessageItem::mark(int from, int to)
{
    const auto [first, last] = std::minmax(from, to);
    if (first == m_markedFrom && last == m_markedTo)
        return;
    m_markedFrom = first;
    m_markedTo = last;
    repaint();
    Q_EMIT markedChanged();
}

void MessageItem::markWord(qreal x, qreal y)
{
    const auto [from, to] = m_text.wordAt(inText(x, y));
    mark(from, to);
}

void MessageItem::markAll()
{
    mark(0, m_text.length());
}

QString MessageItem::markedText() const
{
    return m_text.text(m_markedFrom, m_markedTo);
}

} // namespace coterie::screens
