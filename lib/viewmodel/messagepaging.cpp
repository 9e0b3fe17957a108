// The half of MessageListModel that asks the engine: pages, read marks, what one does to a message.

#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/markdown.h"
#include "viewmodel/messagelistmodel.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

void MessageListModel::open(const protocol::RoomId &roomId, std::optional<WallTime> lastRead)
{
    sendReadMark();
    beginResetModel();
    m_rows.clear();
    m_roomId = roomId;
    endResetModel();
    m_quotes.clear();
    m_quotesAsked.clear();
    m_lastRead = lastRead;
    m_unreadAfter.reset();
    m_readSeq = m_seenSeq = m_newestSeq = 0;
    m_atEnd = true;
    m_newBelow = 0;
    m_hasOlder = m_hasNewer = false;
    Q_EMIT atEndChanged();
    Q_EMIT newBelowChanged();
    Q_EMIT windowChanged();
    requestFirst(client::PageKind::FirstUnread, {});
    refreshSummary();
}

void MessageListModel::requestFirst(client::PageKind kind, const QString &revealMessage)
{
    ++m_generation;
    m_loading = true;
    m_loadingOlder = m_loadingNewer = false;
    m_failure.clear();
    Q_EMIT loadingChanged();
    client::PageQuery query {.roomId = m_roomId, .kind = kind, .seq = 0, .limit = PageRows, .messageId = {}};
    if (kind == client::PageKind::Around)
        query.messageId = protocol::MessageId(revealMessage);
    m_context.engine.requestPage(
        query, this, [this, revealMessage, generation = m_generation](const client::Page &page) {
            if (generation == m_generation)
                showPage(page, revealMessage);
        });
}

void MessageListModel::showPage(const client::Page &page, const QString &revealMessage)
{
    const auto isWanted = [&](const client::MessageEntry &e) { return e.message.messageId.value() == revealMessage; };
    const bool missing = !revealMessage.isEmpty() && std::none_of(page.entries.cbegin(), page.entries.cend(), isWanted);
    if (missing && !m_rows.empty()) { // stay where we are rather than land somewhere nobody asked for
        m_loading = false;
        Q_EMIT loadingChanged();
        Q_EMIT noticed(page.failure.isEmpty() ? tr("That message is not here any more.") : page.failure);
        return;
    }
    beginResetModel();
    m_rows.clear();
    for (const client::MessageEntry &entry : page.entries) {
        m_context.people.learn(entry.message.userId, entry.message.username);
        m_rows.emplace_back(entry, m_context);
        m_newestSeq = std::max(m_newestSeq, entry.message.seq);
    }
    m_hasOlder = page.hasBefore;
    m_hasNewer = page.hasAfter;
    if (page.query.kind == client::PageKind::FirstUnread || m_readSeq == 0) {
        m_readSeq = std::max(m_readSeq, page.readSeq);
        const auto isUnread = [&](const client::MessageEntry &e) { return !e.own && e.message.seq > page.readSeq; };
        m_unreadAfter.reset();
        if (std::any_of(page.entries.cbegin(), page.entries.cend(), isUnread))
            m_unreadAfter = page.readSeq;
    }
    m_quiet = true;
    moveUnreadLine(m_unreadAfter);
    m_quiet = false;
    endResetModel();
    for (const client::MessageEntry &entry : page.entries) {
        if (entry.message.replyTo)
            lookUpReply(*entry.message.replyTo);
    }
    m_loading = false;
    m_failure = page.failure;
    Q_EMIT loadingChanged();
    Q_EMIT windowChanged();
    refreshSummary();
    if (m_failure.isEmpty() && !m_rows.empty()) {
        const int row = revealMessage.isEmpty() ? std::max(0, m_firstUnreadRow) : rowOf(revealMessage);
        Q_EMIT revealRow(std::max(0, row));
    }
}

void MessageListModel::loadOlder()
{
    if (m_hasOlder && !m_loading && !m_loadingOlder && !m_rows.empty())
        requestMore(Direction::Older);
}

void MessageListModel::loadNewer()
{
    if (m_hasNewer && !m_loading && !m_loadingNewer && !m_rows.empty())
        requestMore(Direction::Newer);
}

void MessageListModel::requestMore(Direction direction)
{
    const bool older = direction == Direction::Older;
    (older ? m_loadingOlder : m_loadingNewer) = true;
    Q_EMIT loadingChanged();
    const client::PageQuery query {.roomId = m_roomId,
        .kind = older ? client::PageKind::Before : client::PageKind::After,
        .seq = older ? firstSeq() : lastSeq(),
        .limit = PageRows,
        .messageId = {}};
    m_context.engine.requestPage(query, this, [this, direction, generation = m_generation](const client::Page &page) {
        if (generation != m_generation)
            return;
        (direction == Direction::Older ? m_loadingOlder : m_loadingNewer) = false;
        const bool fits = page.query.seq == (direction == Direction::Older ? firstSeq() : lastSeq());
        if (page.failure.isEmpty() && !fits) {
            // The window has moved on while this was fetched; whoever still needs it asks again.
        } else if (page.failure.isEmpty()) {
            insertPage(page.entries, direction);
            (direction == Direction::Older ? m_hasOlder : m_hasNewer) =
                direction == Direction::Older ? page.hasBefore : page.hasAfter;
            prune(direction);
        } else {
            Q_EMIT noticed(page.failure);
        }
        Q_EMIT loadingChanged();
        Q_EMIT windowChanged();
        refreshSummary();
    });
}

/// Puts a page at one end in one go; rows that are here already only take their new contents.
void MessageListModel::insertPage(const QList<client::MessageEntry> &entries, Direction direction)
{
    std::vector<MessageRow> fresh;
    for (const client::MessageEntry &entry : entries) {
        m_context.people.learn(entry.message.userId, entry.message.username);
        if (const auto index = find(entry.key))
            updateRow(*index, entry);
        else
            fresh.emplace_back(entry, m_context);
    }
    if (fresh.empty())
        return;
    const int count = int(fresh.size());
    const bool older = direction == Direction::Older;
    const int firstRow = older ? int(m_rows.size()) : 0;
    const size_t place = older ? 0 : m_rows.size();
    beginInsertRows({}, firstRow, firstRow + count - 1);
    m_rows.insert(m_rows.begin() + std::ptrdiff_t(place), std::make_move_iterator(fresh.begin()),
        std::make_move_iterator(fresh.end()));
    m_quiet = true;
    for (size_t i = place; i < place + size_t(count); ++i)
        refreshNeighbours(i);
    m_quiet = false;
    endInsertRows();
    refreshNeighbours(place + size_t(count)); // it had no neighbour before
    for (const client::MessageEntry &entry : entries) {
        if (entry.message.replyTo)
            lookUpReply(*entry.message.replyTo);
    }
}

/// Keeps the window small by giving up the end that is far from where rows were added.
void MessageListModel::prune(Direction keep)
{
    if (m_rows.size() <= size_t(WindowRows))
        return;
    const size_t surplus = m_rows.size() - size_t(WindowRows);
    if (keep == Direction::Older) {
        eraseRows(m_rows.size() - surplus, m_rows.size() - 1);
        leaveEnd();
    } else {
        eraseRows(0, surplus - 1);
        m_hasOlder = true;
        refreshNeighbours(0);
        Q_EMIT windowChanged();
    }
}

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
    requestFirst(client::PageKind::Latest, {});
}

void MessageListModel::jumpTo(const QString &messageId)
{
    if (const int row = rowOf(messageId); row >= 0) {
        Q_EMIT revealRow(row);
        return;
    }
    if (!messageId.isEmpty() && !m_roomId.isEmpty())
        requestFirst(client::PageKind::Around, messageId);
}

void MessageListModel::reload()
{
    if (!m_roomId.isEmpty())
        requestFirst(m_rows.empty() ? client::PageKind::FirstUnread : client::PageKind::Latest, {});
}

void MessageListModel::reloadIfFailed()
{
    if (!m_failure.isEmpty())
        reload();
}

void MessageListModel::setAtEnd(bool atEnd)
{
    const bool changes = std::exchange(m_atEnd, atEnd) != atEnd;
    if (changes)
        Q_EMIT atEndChanged();
    if (!atEnd || m_hasNewer)
        return;
    if (std::exchange(m_newBelow, 0) != 0)
        Q_EMIT newBelowChanged();
    if (changes)
        Q_EMIT endReached();
    noteSeen(lastSeq());
}

void MessageListModel::visibleRange(int firstRow, int lastRow)
{
    const int count = int(m_rows.size());
    if (firstRow > lastRow)
        std::swap(firstRow, lastRow);
    if (count == 0 || firstRow < 0 || firstRow >= count)
        return;
    for (size_t i = m_rows.size() - 1 - size_t(firstRow); i < m_rows.size(); --i) {
        if (m_rows[i].entry().delivery == client::Delivery::Sent) {
            noteSeen(m_rows[i].entry().message.seq);
            break;
        }
    }
    m_inView = keyAt(std::min(count - 1, (firstRow + lastRow) / 2));
    constexpr int Margin = 20; // about a screen: the next page is there before the eye is
    if (lastRow >= count - Margin)
        loadOlder();
    if (firstRow < Margin)
        loadNewer();
}

void MessageListModel::setReading(bool reading)
{
    m_reading = reading;
    if (reading && m_atEnd && !m_hasNewer && !m_loading)
        noteSeen(lastSeq());
}

void MessageListModel::noteSeen(protocol::Seq seq)
{
    if (!m_reading || seq <= std::max(m_readSeq, m_seenSeq))
        return;
    m_seenSeq = seq;
    m_readTimer.start();
}

void MessageListModel::sendReadMark()
{
    m_readTimer.stop();
    if (m_roomId.isEmpty() || m_seenSeq <= m_readSeq)
        return;
    m_readSeq = m_seenSeq;
    m_context.engine.markRead(m_roomId, m_readSeq);
}

void MessageListModel::markAllRead()
{
    m_seenSeq = std::max({m_seenSeq, lastSeq(), m_newestSeq});
    sendReadMark();
    moveUnreadLine(std::nullopt);
    refreshSummary();
}

void MessageListModel::lookUpReply(const protocol::MessageId &id)
{
    const QString &wanted = id.value();
    if (m_quotes.contains(wanted))
        return;
    if (const auto index = find(wanted)) {
        resolveReply(client::MessageEntry(m_rows[*index].entry()));
        return;
    }
    if (m_quotesAsked.contains(wanted))
        return;
    m_quotesAsked.insert(wanted);
    const client::PageQuery query {
        .roomId = m_roomId, .kind = client::PageKind::Around, .seq = 0, .limit = 1, .messageId = id};
    m_context.engine.requestPage(query, this, [this, wanted, room = m_roomId](const client::Page &page) {
        if (room != m_roomId)
            return;
        for (const client::MessageEntry &entry : page.entries) {
            if (entry.message.messageId.value() == wanted)
                return resolveReply(client::MessageEntry(entry));
        }
    });
}

void MessageListModel::resolveReply(client::MessageEntry &&entry)
{
    const MessageRow row(std::move(entry), m_context);
    const QString id = row.entry().message.messageId.value();
    const MessageQuote quote {row.author, format::oneLine(row.plainText(m_context), 140)};
    if (id.isEmpty() || m_quotes.value(id) == quote)
        return;
    m_quotes.insert(id, quote);
    for (size_t i = 0; i < m_rows.size(); ++i) {
        const auto &replyTo = m_rows[i].entry().message.replyTo;
        if (replyTo && replyTo->value() == id)
            changed(i, {int(Role::ReplyAuthor), int(Role::ReplyText), int(Role::ReplyKey)});
    }
}

void MessageListModel::retry(const QString &key)
{
    m_context.engine.retry(key);
}

void MessageListModel::discard(const QString &key)
{
    m_context.engine.discard(key);
}

void MessageListModel::remove(const QString &key)
{
    m_context.engine.remove(key);
}

void MessageListModel::pin(const QString &key, bool on)
{
    m_context.engine.pin(key, on);
}

void MessageListModel::react(const QString &key, const QString &emoji)
{
    const auto index = find(key);
    if (!index || emoji.trimmed().isEmpty())
        return;
    const auto &chips = m_rows[*index].reactions;
    const bool mine = std::any_of(
        chips.cbegin(), chips.cend(), [&](const ReactionChip &chip) { return chip.emoji == emoji && chip.mine; });
    m_context.engine.react(m_rows[*index].entry().key, emoji, !mine);
}

void MessageListModel::vote(const QString &key, int option)
{
    const auto index = find(key);
    if (!index)
        return;
    const auto &poll = m_rows[*index].entry().message.poll;
    if (!poll || poll->closed || option < 0 || option >= poll->options.size())
        return;
    QList<int> votes = poll->ownVotes;
    if (votes.removeAll(option) == 0) {
        if (!poll->multiple)
            votes.clear();
        votes.append(option);
    }
    std::sort(votes.begin(), votes.end());
    m_context.engine.vote(m_rows[*index].entry().key, votes);
}

void MessageListModel::closePoll(const QString &key)
{
    m_context.engine.closePoll(key);
}

} // namespace coterie::viewmodel
