#include "messageitem.h"

#include <QFontMetricsF>
#include <QQmlEngine>

namespace coterie::screens {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal Around = 200; ///< pixels above and below the view that are painted ahead
constexpr qreal Tall = 1200; ///< rows over this are painted in the part that is seen

} // namespace

MessageItem::MessageItem(QQuickItem *parent)
    : QQuickItem(parent)
    , m_tile(new MessageTile(*this))
    , m_box(new QQuickItem(this))
{
}

MessageItem::~MessageItem() = default;

void MessageItem::setTimeline(Timeline *timeline)
{
    if (m_timeline == timeline)
        return;
    if (m_timeline)
        m_timeline->disconnect(this);
    m_timeline = timeline;
    if (timeline) {
        connect(timeline, &Timeline::restyled, this, &MessageItem::restyle);
        connect(timeline, &Timeline::viewportChanged, this, &MessageItem::placeTile);
    }
    Q_EMIT timelineChanged();
    if (isComponentComplete())
        reload();
}

void MessageItem::setIndex(int index)
{
    if (std::exchange(m_index, index) != index)
        Q_EMIT indexChanged();
}

void MessageItem::setRevision(quint64 revision)
{
    if (std::exchange(m_revision, revision) != revision && isComponentComplete())
        reload();
}

void MessageItem::componentComplete()
{
    QQuickItem::componentComplete();
    reload();
}

void MessageItem::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    if (now.width() != before.width())
        layOut();
    else if (now != before)
        placeTile();
}

void MessageItem::reload()
{
    if (!m_timeline || !m_timeline->messages)
        return;
    const viewmodel::MessageRow *row = m_timeline->messages->shownRow(m_index);
    if (!row)
        return;
    m_row = *row;
    m_quote = m_timeline->messages->quoteOf(*row);
    if (isDeleted())
        m_text.setTombstone(tr("Message deleted"), *m_timeline);
    else if (hasPoll())
        m_text.clear(); // the card says it
    else
        m_text.set(m_row->blocks(), *m_timeline);
    mark(0, 0);
    chooseLink(-1);
    m_boardId = linkedBoard();
    const bool hasStatus = isFailed() || isPending() || isEdited() || isPinned() || isChangePending();
    Q_EMIT messageChanged();
    makePart(StatusPart, hasStatus, m_timeline->status);
    makePart(PollPart, hasPoll(), m_timeline->poll);
    makePart(BoardPart, !m_boardId.isEmpty(), m_timeline->board);
    makePart(ReactionsPart, !m_row->reactions.isEmpty(), m_timeline->reactions);
    layOut();
}

/// Most messages have no such link, and looking for one must cost them nothing.
QString MessageItem::linkedBoard() const
{
    if (isDeleted() || hasPoll() || !message()->text.contains("coterie:"_L1))
        return {};
    return m_timeline->messages->boardIn(links());
}

void MessageItem::restyle()
{
    if (m_row)
        reload();
}

void MessageItem::makePart(Part part, bool wanted, const QUrl &file)
{
    QPointer<QQuickItem> &item = m_parts[part];
    if (wanted == !item.isNull())
        return;
    if (!wanted) {
        item->setVisible(false);
        item->deleteLater();
        item.clear();
        return;
    }
    item = m_timeline->makePart(file, {{u"row"_s, QVariant::fromValue(this)}});
    if (!item)
        return;
    QQmlEngine::setObjectOwnership(item, QQmlEngine::CppOwnership);
    item->setParent(this);
    item->setParentItem(m_box);
    connect(item, &QQuickItem::heightChanged, this, &MessageItem::layOut);
    connect(item, &QQuickItem::widthChanged, this, &MessageItem::layOut);
}

qreal MessageItem::placePart(Part part, qreal x, qreal y, qreal width)
{
    QQuickItem *item = m_parts[part];
    if (!item)
        return 0;
    if (width > 0)
        item->setWidth(width);
    item->setPosition(mirrored(QRectF(x, y, item->width(), item->height())).topLeft() - m_places.box.topLeft());
    return item->height();
}

void MessageItem::layOut()
{
    if (m_isLayingOut || !m_row || width() <= 0)
        return;
    m_isLayingOut = true; // parts that get their width tell their new height
    const Timeline &style = *m_timeline;
    const qreal margin = style.px(18);
    m_places = {};
    const qreal top = layOutDividers(0);
    m_places.box = {margin, top, std::max(width() - 2 * margin, 1.0), 0};
    const qreal inset = style.px(m_row->grouped ? 3 : 5);
    qreal y = layOutHead(top + inset);
    y = layOutStatus(y);
    const qreal left = m_places.text.left();
    const qreal room = m_places.text.width();
    if (m_parts[PollPart])
        y += style.px(5) + placePart(PollPart, left, y + style.px(5), std::min(room, style.px(430)));
    if (m_parts[BoardPart])
        y += style.px(5) + placePart(BoardPart, left, y + style.px(5), std::min(room, style.px(360)));
    y += placePart(ReactionsPart, left, y, room);
    m_places.box.setHeight(y + inset - top);
    m_box->setPosition(m_places.box.topLeft());
    m_box->setSize(m_places.box.size());
    m_isLayingOut = false;
    setHeight(m_places.box.bottom());
    placeTile();
    repaint();
}

qreal MessageItem::layOutDividers(qreal y)
{
    const qreal margin = m_timeline->px(18);
    const qreal height = m_timeline->px(38);
    if (hasDay()) {
        m_places.day = {margin, y, width() - 2 * margin, height};
        y += height;
    }
    if (!m_row->unreadTitle.isEmpty()) {
        m_places.unread = {margin, y, width() - 2 * margin, height};
        y += height;
    }
    return y;
}

/// Face, who and when, what it answers.
qreal MessageItem::layOutHead(qreal y)
{
    const Timeline &style = *m_timeline;
    const QRectF &box = m_places.box;
    const qreal left = box.left() + style.px(54);
    const qreal room = std::max(box.width() - style.px(54) - style.px(8), 1.0);
    if (!m_row->grouped) {
        m_places.face = {box.left() + style.px(8), y, style.px(34), style.px(34)};
        const qreal gap = style.px(8);
        const qreal time = std::ceil(QFontMetricsF(style.font(12)).horizontalAdvance(m_row->time));
        const qreal name = std::ceil(QFontMetricsF(style.font(14, QFont::Bold)).horizontalAdvance(m_row->author));
        m_places.name = {left, y, std::min(name, std::max(room - time - gap, 1.0)), style.px(20)};
        m_places.time = {m_places.name.right() + gap, y, time, style.px(20)};
        y += style.px(20);
    }
    if (isAnswer()) {
        m_places.quote = {left, y, room, style.px(22)};
        y += style.px(22);
    }
    m_text.layOut(room, style);
    m_places.text = {left, y, room, m_text.height()};
    return y;
}

/// The state stands behind the last word where there is room for it, else on a line of its own.
qreal MessageItem::layOutStatus(qreal y)
{
    const QRectF &text = m_places.text;
    const QQuickItem *status = m_parts[StatusPart];
    if (!status)
        return text.bottom();
    const qreal behind = m_text.lineEnd() + m_timeline->px(10);
    if (!m_timeline->mirrored && m_text.lineEnd() >= 0 && behind + status->width() <= text.width())
        return y + std::max(text.height(), placePart(StatusPart, text.left() + behind, y, 0));
    return text.bottom() + placePart(StatusPart, text.left(), text.bottom(), 0);
}

QRectF MessageItem::mirrored(const QRectF &rect) const
{
    return m_timeline->mirrored ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
}

void MessageItem::placeTile()
{
    if (!m_timeline || !m_row)
        return;
    const QRectF whole(0, 0, width(), height());
    const qreal top = m_timeline->viewTop() - y();
    const QRectF seen = whole.intersected(QRectF(0, top, width(), m_timeline->viewHeight()));
    const QRectF near = whole.intersected(QRectF(0, top - Around, width(), m_timeline->viewHeight() + 2 * Around));
    const QRectF before(m_tile->position(), m_tile->size());
    QRectF wanted = near.isEmpty() ? QRectF() : height() <= Tall ? whole : near;
    if (height() > Tall && !seen.isEmpty() && before.contains(seen) && before.width() == width()
        && whole.contains(before))
        wanted = before;
    if (wanted == before)
        return;
    m_tile->setPosition(wanted.topLeft());
    m_tile->setSize(wanted.size());
    repaint();
}

void MessageItem::repaint()
{
    m_tile->update();
}

void MessageItem::setLit(bool lit)
{
    if (std::exchange(m_lit, lit) == lit)
        return;
    repaint();
    Q_EMIT lookChanged();
}

void MessageItem::setFlashed(bool flashed)
{
    if (std::exchange(m_flashed, flashed) == flashed)
        return;
    repaint();
    Q_EMIT lookChanged();
}

void MessageItem::setCurrent(bool current)
{
    if (std::exchange(m_current, current) == current)
        return;
    if (!current)
        m_chosenLink = -1;
    repaint();
    Q_EMIT lookChanged();
}

void MessageItem::chooseLink(int number)
{
    const int chosen = std::clamp(number, -1, int(links().size()) - 1);
    if (std::exchange(m_chosenLink, chosen) == chosen)
        return;
    repaint();
    Q_EMIT lookChanged();
}

void MessageItem::setHoveredSpot(Spot spot)
{
    if (std::exchange(m_hoveredSpot, spot) == spot)
        return;
    repaint();
    Q_EMIT lookChanged();
}

} // namespace coterie::screens
