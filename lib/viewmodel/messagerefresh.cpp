// The part of MessageListModel that keeps what rows say about each other, about people and about time up to date.

#include "viewmodel/format.h"
#include "viewmodel/messagelistmodel.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

/// Title of the "New since" line and what this row owes to the one before it.
void MessageListModel::refreshNeighbours(size_t index)
{
    if (index >= m_rows.size())
        return;
    const client::MessageEntry &entry = m_rows[index].entry();
    const auto isUnread = [&](const client::MessageEntry &e) {
        return m_unreadAfter && !e.own && e.delivery == client::Delivery::Sent && e.message.seq > *m_unreadAfter;
    };
    QString title;
    if (isUnread(entry)) {
        bool first = !(m_hasOlder && index == 0 && entry.message.seq > *m_unreadAfter + 1);
        for (size_t i = index; first && i-- > 0 && m_rows[i].entry().message.seq > *m_unreadAfter;)
            first = !isUnread(m_rows[i].entry());
        if (first)
            title = m_unreadTitle;
    }
    if (m_rows[index].setNeighbours(index == 0 ? nullptr : &m_rows[index - 1], title, m_context))
        changed(index, {int(Role::DayTitle), int(Role::UnreadTitle), int(Role::Grouped)});
}

void MessageListModel::refreshSurroundings(size_t index)
{
    refreshNeighbours(index);
    refreshNeighbours(index + 1);
}

void MessageListModel::refreshSummary()
{
    int unreadRow = -1;
    int pinned = 0;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (!m_rows[i].unreadTitle.isEmpty())
            unreadRow = rowAt(i);
        pinned += m_rows[i].entry().message.pinned && !m_rows[i].entry().message.deleted ? 1 : 0;
    }
    if (std::exchange(m_firstUnreadRow, unreadRow) != unreadRow)
        Q_EMIT firstUnreadRowChanged();
    if (std::exchange(m_pinnedCount, pinned) != pinned)
        Q_EMIT pinnedCountChanged();
    if (std::exchange(m_wasEmpty, isEmpty()) != isEmpty())
        Q_EMIT emptyChanged();
}

void MessageListModel::moveUnreadLine(std::optional<protocol::Seq> after)
{
    const bool keepsTitle = after && after == m_unreadAfter; // rows of another place know nothing of its time
    m_unreadAfter = after;
    if (!keepsTitle)
        m_unreadTitle.clear();
    if (after && !keepsTitle) {
        // The time of the last look, if it is known and lies between what was read and what is new; else the first new
        // one's.
        std::optional<WallTime> lastOld;
        std::optional<WallTime> firstNew;
        for (const MessageRow &row : m_rows) {
            if (row.entry().delivery != client::Delivery::Sent)
                break;
            (row.entry().message.seq <= *after ? lastOld : firstNew) = row.entry().message.timestamp;
            if (firstNew)
                break;
        }
        const WallTime now = m_context.clock.wallNow();
        WallTime since = firstNew.value_or(m_lastRead.value_or(now));
        if (m_lastRead && (!lastOld || *m_lastRead >= *lastOld) && (!firstNew || *m_lastRead <= *firstNew))
            since = *m_lastRead;
        m_unreadTitle = format::sameDay(since, now)
            ? tr("New since %1").arg(format::clockTime(since, m_context.locale))
            : tr("New since %1, %2")
                  .arg(format::dayTitle(since, now, m_context.locale), format::clockTime(since, m_context.locale));
    }
    for (size_t i = 0; i < m_rows.size(); ++i)
        refreshNeighbours(i);
}

void MessageListModel::peopleChanged(const QSet<protocol::UserId> &users, bool namesChanged)
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        MessageRow &row = m_rows[i];
        const protocol::Message &message = row.entry().message;
        const auto involves = [&](const protocol::Reaction &reaction) {
            return std::any_of(
                reaction.users.cbegin(), reaction.users.cend(), [&](const auto &u) { return users.contains(u); });
        };
        const bool mentions = namesChanged && message.text.contains(u'@');
        if (!mentions && !users.contains(message.userId)
            && std::none_of(message.reactions.cbegin(), message.reactions.cend(), involves))
            continue;
        const auto seen = std::tuple(row.author, row.color, row.reactions);
        row.format(m_context);
        if (mentions)
            row.dropText();
        if (mentions || seen != std::tuple(row.author, row.color, row.reactions))
            changed(
                i, {int(Role::Author), int(Role::Initials), int(Role::Color), int(Role::Reactions), int(Role::Blocks)});
    }
}

void MessageListModel::refreshTimes()
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        refreshNeighbours(i);
        if (!m_rows[i].entry().message.poll)
            continue;
        const QString footer = m_rows[i].poll.footer;
        m_rows[i].format(m_context);
        if (m_rows[i].poll.footer != footer)
            changed(i, {int(Role::Poll)});
    }
}

void MessageListModel::restyleMessage(const protocol::MessageId &id)
{
    if (const auto index = find(id.value())) {
        m_rows[*index].restyle(m_context);
        changed(*index, {int(Role::Blocks)});
    }
}

void MessageListModel::restyle()
{
    for (MessageRow &row : m_rows) {
        row.restyle(m_context);
        row.revision = ++m_revision;
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), {int(Role::Blocks), int(Role::Revision)});
}

} // namespace coterie::viewmodel
