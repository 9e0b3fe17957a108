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
    m_readSeq = m_seenSeq = m_newestSeq = m_roomSeq = 0;
    m_nextShare.reset();
    m_windowed = false;
    m_atEnd = true;
    m_newBelow = 0;
    m_hasOlder = m_hasNewer = false;
    Q_EMIT atEndChanged();
    Q_EMIT newBelowChanged();
    Q_EMIT windowChanged();
    requestFirst(client::PageKind::FirstUnread);
    refreshSummary();
}

void MessageListModel::requestFirst(client::PageKind kind)
{
    requestFirst({.roomId = m_roomId, .kind = kind, .limit = PageRows});
}

void MessageListModel::requestFirst(const client::PageQuery &query)
{
    ++m_generation;
    m_loading = true;
    m_loadingOlder = m_loadingNewer = false;
    m_failure.clear();
    Q_EMIT loadingChanged();
    m_context.engine.requestPage(query, this, [this, generation = m_generation](const client::Page &page) {
        if (generation != m_generation)
            return;
        showPage(page);
        if (const auto next = std::exchange(m_nextShare, std::nullopt))
            jumpToShare(*next);
    });
}

void MessageListModel::showPage(const client::Page &page)
{
    const client::PageQuery &query = page.query;
    const auto isWanted = [&](const client::MessageEntry &e) { return e.message.messageId == query.messageId; };
    const bool missing =
        !query.messageId.isEmpty() && std::none_of(page.entries.cbegin(), page.entries.cend(), isWanted);
    const bool isJump = query.kind == client::PageKind::Around || query.kind == client::PageKind::At;
    if (!m_rows.empty() && (missing || (isJump && !page.failure.isEmpty()))) {
        m_loading = false; // stay where we are rather than land somewhere nobody asked for
        Q_EMIT loadingChanged();
        Q_EMIT noticed(page.failure.isEmpty() ? tr("That message is not here any more.") : page.failure);
        return;
    }
    setRows(page);
    for (const client::MessageEntry &entry : page.entries) {
        if (entry.message.replyTo)
            lookUpReply(*entry.message.replyTo);
    }
    m_loading = false;
    m_failure = page.failure;
    Q_EMIT loadingChanged();
    Q_EMIT windowChanged();
    refreshSummary();
    if (m_failure.isEmpty() && !m_rows.empty())
        showPlace(query);
    updatePlace();
}

void MessageListModel::setRows(const client::Page &page)
{
    beginResetModel();
    m_rows.clear();
    for (const client::MessageEntry &entry : page.entries) {
        m_context.people.learn(entry.message.userId, entry.message.username);
        m_rows.emplace_back(entry, m_context);
        m_newestSeq = std::max(m_newestSeq, entry.message.seq);
    }
    m_roomSeq = page.lastSeq;
    m_hasOlder = page.hasBefore;
    m_hasNewer = page.hasAfter;
    m_windowed = m_hasOlder || m_hasNewer;
    m_firstSeen = 0;
    m_lastSeen = -1;
    std::optional<protocol::Seq> unreadAfter = m_unreadAfter;
    if (page.query.kind == client::PageKind::FirstUnread || m_readSeq == 0) {
        m_readSeq = std::max(m_readSeq, page.readSeq);
        const auto isUnread = [&](const client::MessageEntry &e) { return !e.own && e.message.seq > page.readSeq; };
        unreadAfter.reset();
        if (std::any_of(page.entries.cbegin(), page.entries.cend(), isUnread))
            unreadAfter = page.readSeq;
    }
    m_quiet = true;
    moveUnreadLine(unreadAfter);
    m_quiet = false;
    endResetModel();
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
        updatePlace();
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

void MessageListModel::reload()
{
    if (!m_roomId.isEmpty())
        requestFirst(m_rows.empty() ? client::PageKind::FirstUnread : client::PageKind::Latest);
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
