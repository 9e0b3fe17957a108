// The part of MessageListModel that knows where in the room it is, and goes elsewhere.

#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/messagelistmodel.h"

#include <QDateTime>

namespace coterie::viewmodel {

void MessageListModel::jumpToLatest()
{
    if (!m_hasNewer) {
        if (!m_rows.empty())
            Q_EMIT revealRow(0);
        setAtEnd(true);
        return;
    }
    m_atEnd = true;
    Q_EMIT atEndChanged();
    m_newBelow = 0;
    Q_EMIT newBelowChanged();
    requestFirst(client::PageKind::Latest);
}

void MessageListModel::jumpTo(const QString &messageId)
{
    if (const int row = rowOf(messageId); row >= 0) {
        Q_EMIT revealRow(row);
        return;
    }
    if (!messageId.isEmpty() && !m_roomId.isEmpty())
        requestFirst({.roomId = m_roomId,
            .kind = client::PageKind::Around,
            .limit = PageRows,
            .messageId = protocol::MessageId(messageId)});
}

void MessageListModel::jumpToFirst()
{
    if (m_roomId.isEmpty())
        return;
    if (m_hasOlder)
        requestFirst({.roomId = m_roomId, .kind = client::PageKind::Around, .seq = 1, .limit = PageRows});
    else if (!m_rows.empty())
        Q_EMIT placeRow(int(m_rows.size()) - 1);
}

void MessageListModel::jumpToDay(const QString &day)
{
    const QDate date = QDate::fromString(day, Qt::ISODate);
    if (!date.isValid() || m_roomId.isEmpty())
        return;
    requestFirst({.roomId = m_roomId,
        .kind = client::PageKind::At,
        .limit = PageRows,
        .at = fromEpochMillis(date.startOfDay().toMSecsSinceEpoch())});
}

void MessageListModel::jumpToShare(qreal share)
{
    if (m_roomId.isEmpty() || roomSeq() == 0)
        return;
    if (m_loading) {
        m_nextShare = share;
        return;
    }
    const double within = std::clamp(share, 0.0, 1.0) * double(roomSeq() - 1);
    const client::PageQuery query {
        .roomId = m_roomId, .kind = client::PageKind::Around, .seq = 1 + protocol::Seq(within), .limit = PageRows};
    const bool isHere =
        !m_rows.empty() && (!m_hasOlder || query.seq >= firstSeq()) && (!m_hasNewer || query.seq <= lastSeq());
    if (isHere)
        showPlace(query);
    else
        requestFirst(query);
}

/// Tells the view which row answers the question that brought these rows.
void MessageListModel::showPlace(const client::PageQuery &query)
{
    if (!query.messageId.isEmpty()) {
        Q_EMIT revealRow(std::max(0, rowOf(query.messageId.value())));
        return;
    }
    const bool byTime = query.kind == client::PageKind::At;
    if (!byTime && query.kind != client::PageKind::Around) {
        Q_EMIT revealRow(std::max(0, m_firstUnreadRow));
        return;
    }
    const auto isThere = [&](const MessageRow &row) {
        const client::MessageEntry &entry = row.entry();
        return entry.delivery != client::Delivery::Sent
            || (byTime ? entry.message.timestamp >= query.at : entry.message.seq >= query.seq);
    };
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(), isThere);
    const auto index = found == m_rows.cend() ? m_rows.size() - 1 : size_t(found - m_rows.cbegin());
    Q_EMIT placeRow(rowAt(index));
}

/// So many have come at once that only the newest are told: the window goes where they are, or, for a reader who is
/// elsewhere, stays.
void MessageListModel::skipAhead(const client::RoomChanges &changes)
{
    countNew(changes.folded);
    if (!m_atEnd || m_hasNewer) {
        leaveEnd();
        return;
    }
    client::Page page;
    page.query = {.roomId = m_roomId, .kind = client::PageKind::Latest};
    page.hasBefore = true;
    page.readSeq = m_readSeq;
    page.lastSeq = m_roomSeq;
    for (const client::MessageEntry &entry : changes.upserts) {
        if (entry.message.seq > m_newestSeq || entry.delivery != client::Delivery::Sent)
            page.entries.append(entry);
    }
    const auto isTold = [&](const MessageRow &row) {
        const auto isSame = [&](const client::MessageEntry &e) { return e.key == row.entry().key; };
        return changes.removedKeys.contains(row.entry().key)
            || std::any_of(page.entries.cbegin(), page.entries.cend(), isSame);
    };
    for (const MessageRow &row : m_rows) {
        if (row.entry().delivery != client::Delivery::Sent && !isTold(row))
            page.entries.append(row.entry());
    }
    std::sort(page.entries.begin(), page.entries.end(), comesBefore);
    setRows(page);
    Q_EMIT windowChanged();
}

void MessageListModel::visibleRange(int firstRow, int lastRow)
{
    const int count = int(m_rows.size());
    if (firstRow > lastRow)
        std::swap(firstRow, lastRow);
    if (count == 0 || firstRow < 0 || firstRow >= count)
        return;
    m_firstSeen = firstRow;
    m_lastSeen = std::min(lastRow, count - 1);
    updatePlace();
    m_inView = keyAt((m_firstSeen + m_lastSeen) / 2);
    for (size_t i = m_rows.size() - 1 - size_t(firstRow); i < m_rows.size(); --i) {
        if (m_rows[i].entry().delivery == client::Delivery::Sent) {
            noteSeen(m_rows[i].entry().message.seq);
            break;
        }
    }
    constexpr int Margin = 20; // about a screen: the next page is there before the eye is
    if (lastRow >= count - Margin)
        loadOlder();
    if (firstRow < Margin)
        loadNewer();
}

const client::MessageEntry *MessageListModel::uppermost() const
{
    if (m_lastSeen < 0 || m_lastSeen >= int(m_rows.size()))
        return nullptr;
    return &m_rows[m_rows.size() - 1 - size_t(m_lastSeen)].entry();
}

void MessageListModel::updatePlace()
{
    m_windowed = m_windowed || m_hasOlder || m_hasNewer;
    Place place;
    if (const client::MessageEntry *upper = uppermost(); upper && roomSeq() > 0) {
        const auto shareOf = [&](const client::MessageEntry &entry) {
            return entry.delivery == client::Delivery::Sent ? qreal(entry.message.seq) / qreal(roomSeq()) : 1.0;
        };
        const client::MessageEntry &lower =
            m_rows[m_rows.size() - 1 - size_t(std::min(m_firstSeen, m_lastSeen))].entry();
        const bool seesFirst = !m_hasOlder && m_lastSeen == int(m_rows.size()) - 1;
        const bool seesNewest = !m_hasNewer && m_firstSeen == 0;
        place.top = seesFirst ? 0.0 : shareOf(*upper);
        place.span = std::max(0.0, (seesNewest ? 1.0 : shareOf(lower)) - place.top);
    }
    m_place = place;
    Q_EMIT placeChanged();
}

QString MessageListModel::placeTitle() const
{
    const client::MessageEntry *upper = uppermost();
    return upper ? format::dayTitle(upper->message.timestamp, m_context.clock.wallNow(), m_context.locale) : QString();
}

QString MessageListModel::placeDay() const
{
    const client::MessageEntry *upper = uppermost();
    return upper ? QDateTime::fromMSecsSinceEpoch(toEpochMillis(upper->message.timestamp)).date().toString(Qt::ISODate)
                 : QString();
}

} // namespace coterie::viewmodel
