#include "viewmodel/messagelistmodel.h"

#include "viewmodel/engine.h"
#include "viewmodel/format.h"
#include "viewmodel/people.h"

#include <QClipboard>
#include <QGuiApplication>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

QString deliveryWord(client::Delivery delivery)
{
    switch (delivery) {
    case client::Delivery::Sent: return u"sent"_s;
    case client::Delivery::Pending: return u"pending"_s;
    case client::Delivery::Failed: return u"failed"_s;
    }
    return {};
}

template <typename T>
QVariantList toValues(const QList<T> &list)
{
    QVariantList values;
    values.reserve(list.size());
    for (const T &value : list)
        values.append(QVariant::fromValue(value));
    return values;
}

} // namespace

bool MessageListModel::comesBefore(const client::MessageEntry &a, const client::MessageEntry &b)
{
    const bool aSent = a.delivery == client::Delivery::Sent;
    const bool bSent = b.delivery == client::Delivery::Sent;
    if (aSent != bSent)
        return aSent;
    return aSent ? a.message.seq < b.message.seq : a.outboxOrder < b.outboxOrder;
}

MessageListModel::MessageListModel(Context &context, QObject *parent) : CountedListModel(parent), m_context(context)
{
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(250); // scrolling through a hundred unread messages is one read mark, not a hundred
    connect(&m_readTimer, &QTimer::timeout, this, &MessageListModel::sendReadMark);
}

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MessageRow &row = m_rows[m_rows.size() - 1 - size_t(index.row())];
    const client::MessageEntry &entry = row.entry();
    const protocol::Message &message = entry.message;
    switch (Role(role)) {
    case Role::Key: return entry.key;
    case Role::MessageId: return message.messageId.value();
    case Role::UserId: return message.userId.value();
    case Role::Author: return row.author;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Own: return entry.own;
    case Role::Time: return row.time;
    case Role::FullTime: return row.fullTime;
    case Role::DayTitle: return row.dayTitle;
    case Role::UnreadTitle: return row.unreadTitle;
    case Role::Grouped: return row.grouped;
    case Role::Delivery: return deliveryWord(entry.delivery);
    case Role::Failure: return entry.failure;
    case Role::Edited: return message.editedAt.has_value() && !message.deleted;
    case Role::Deleted: return message.deleted;
    case Role::Pinned: return message.pinned;
    case Role::ChangePending: return entry.changePending;
    case Role::MentionsMe: return entry.mentionsMe;
    case Role::PlainText: return row.plainText(m_context);
    case Role::Blocks: return toValues(row.blocks(m_context));
    case Role::ReplyAuthor: return quoteOf(row).author;
    case Role::ReplyText: return quoteOf(row).text;
    case Role::ReplyKey: return message.replyTo ? message.replyTo->value() : QString();
    case Role::ThreadCount: return message.threadCount;
    case Role::HasReactions: return !row.reactions.isEmpty();
    case Role::Reactions: return toValues(row.reactions);
    case Role::HasPoll: return message.poll.has_value() && !message.deleted;
    case Role::Poll: return QVariant::fromValue(row.poll);
    case Role::Revision: return row.revision;
    }
    return {};
}

QHash<int, QByteArray> MessageListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

std::optional<size_t> MessageListModel::find(const QString &id) const
{
    if (id.isEmpty())
        return std::nullopt;
    for (size_t i = m_rows.size(); i-- > 0;) { // from the newest: that is where things happen
        const client::MessageEntry &entry = m_rows[i].entry();
        if (entry.key == id || entry.message.messageId.value() == id)
            return i;
    }
    return std::nullopt;
}

size_t MessageListModel::placeOf(const client::MessageEntry &entry) const
{
    size_t place = m_rows.size();
    while (place > 0 && comesBefore(entry, m_rows[place - 1].entry()))
        --place;
    return place;
}

protocol::Seq MessageListModel::lastSeq() const
{
    for (size_t i = m_rows.size(); i-- > 0;) {
        if (m_rows[i].entry().delivery == client::Delivery::Sent)
            return m_rows[i].entry().message.seq;
    }
    return 0;
}

protocol::Seq MessageListModel::firstSeq() const
{
    return m_rows.empty() || m_rows.front().entry().delivery != client::Delivery::Sent
        ? 0
        : m_rows.front().entry().message.seq;
}

/// Whether a row that is not shown lies beyond the window: then a page will bring it when somebody looks there.
bool MessageListModel::isOutside(const client::MessageEntry &entry) const
{
    const bool sent = entry.delivery == client::Delivery::Sent;
    if (m_hasNewer && (!sent || entry.message.seq > lastSeq()))
        return true;
    return m_hasOlder && sent && entry.message.seq < firstSeq();
}

void MessageListModel::apply(const client::RoomChanges &changes)
{
    if (m_roomId.isEmpty())
        return;
    if (changes.restart) {
        requestFirst(client::PageKind::Latest);
        return;
    }
    if (m_loading)
        return; // the page that is on its way was made later than these and has them
    if (changes.folded > 0)
        skipAhead(changes);
    for (const QString &key : changes.removedKeys) {
        if (const auto index = find(key)) {
            eraseRows(*index, *index);
            refreshSurroundings(*index);
        }
    }
    for (const client::MessageEntry &entry : changes.upserts)
        upsert(entry);
    if (m_atEnd && !m_hasNewer)
        prune(Direction::Newer);
    refreshSummary();
    updatePlace();
}

void MessageListModel::upsert(const client::MessageEntry &entry)
{
    m_context.people.learn(entry.message.userId, entry.message.username);
    if (const auto index = find(entry.key)) {
        updateRow(*index, entry);
        return;
    }
    const bool isNew = entry.delivery == client::Delivery::Sent && entry.message.seq > std::max(lastSeq(), m_newestSeq);
    m_newestSeq = std::max(m_newestSeq, entry.message.seq);
    const bool full = !m_atEnd && m_rows.size() >= size_t(WindowRows);
    const bool outside = isOutside(entry);
    if (isNew)
        countNew(entry);
    if (outside)
        return;
    if (isNew && full) { // the reader is somewhere above: what they look at stays, the rest can be fetched again
        leaveEnd();
        return;
    }
    insertRow(entry);
}

/// A message of somebody else has arrived: it counts, and it may be where the next "New since" line stands.
void MessageListModel::countNew(const client::MessageEntry &entry)
{
    if (!entry.own)
        countNew(1);
}

void MessageListModel::countNew(int messages)
{
    if (!m_atEnd || m_hasNewer) {
        m_newBelow += messages;
        Q_EMIT newBelowChanged();
    }
    const bool looking = m_reading && m_atEnd && !m_hasNewer;
    const bool everythingRead = m_readSeq >= lastSeq() || m_seenSeq >= lastSeq();
    if (!looking && everythingRead && (!m_unreadAfter || *m_unreadAfter < lastSeq())) {
        m_lastRead = m_context.clock.wallNow();
        moveUnreadLine(lastSeq());
    }
}

void MessageListModel::insertRow(client::MessageEntry entry)
{
    const size_t place = placeOf(entry);
    const int row = int(m_rows.size() - place);
    beginInsertRows({}, row, row);
    m_rows.insert(m_rows.begin() + std::ptrdiff_t(place), MessageRow(std::move(entry), m_context));
    m_quiet = true;
    refreshNeighbours(place);
    m_quiet = false;
    endInsertRows();
    refreshNeighbours(place + 1);
    if (const auto replyTo = m_rows[place].entry().message.replyTo)
        lookUpReply(*replyTo);
}

void MessageListModel::updateRow(size_t index, const client::MessageEntry &entry)
{
    if (m_rows[index].entry() == entry)
        return;
    const auto isReplyTo = entry.message.replyTo;
    const bool quoted = m_quotes.contains(entry.message.messageId.value());
    m_rows[index].setEntry(entry, m_context);
    // Its place may be another one now: a pending row that was acknowledged goes before those that still wait.
    size_t place = index;
    while (place > 0 && comesBefore(entry, m_rows[place - 1].entry()))
        --place;
    while (place + 1 < m_rows.size() && comesBefore(m_rows[place + 1].entry(), entry))
        ++place;
    if (place != index) {
        const int from = rowAt(index);
        const int to = rowAt(place);
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        const auto rows = m_rows.begin();
        if (place < index)
            std::rotate(rows + std::ptrdiff_t(place), rows + std::ptrdiff_t(index), rows + std::ptrdiff_t(index) + 1);
        else
            std::rotate(
                rows + std::ptrdiff_t(index), rows + std::ptrdiff_t(index) + 1, rows + std::ptrdiff_t(place) + 1);
        endMoveRows();
        refreshSurroundings(index);
    }
    changed(place, {});
    refreshSurroundings(place);
    if (isReplyTo)
        lookUpReply(*isReplyTo);
    if (quoted)
        resolveReply(client::MessageEntry(entry));
    m_newestSeq = std::max(m_newestSeq, entry.message.seq);
}

void MessageListModel::eraseRows(size_t first, size_t last)
{
    beginRemoveRows({}, rowAt(last), rowAt(first));
    m_rows.erase(m_rows.begin() + std::ptrdiff_t(first), m_rows.begin() + std::ptrdiff_t(last) + 1);
    endRemoveRows();
}

/// There is more below than is kept. What waits in the outbox stands after all of it, so it cannot stay either.
void MessageListModel::leaveEnd()
{
    size_t firstWaiting = m_rows.size();
    while (firstWaiting > 0 && m_rows[firstWaiting - 1].entry().delivery != client::Delivery::Sent)
        --firstWaiting;
    if (firstWaiting < m_rows.size())
        eraseRows(firstWaiting, m_rows.size() - 1);
    m_hasNewer = true;
    Q_EMIT windowChanged();
}

void MessageListModel::changed(size_t index, QList<int> roles)
{
    m_rows[index].revision = ++m_revision;
    if (m_quiet)
        return;
    if (!roles.isEmpty())
        roles.append(int(Role::Revision));
    const QModelIndex at = this->index(rowAt(index));
    Q_EMIT dataChanged(at, at, roles);
}

const MessageRow *MessageListModel::shownRow(int row) const
{
    if (row < 0 || size_t(row) >= m_rows.size())
        return nullptr;
    const MessageRow &found = m_rows[m_rows.size() - 1 - size_t(row)];
    (void)found.blocks(m_context);
    return &found;
}

MessageQuote MessageListModel::quoteOf(const MessageRow &row) const
{
    const auto &replyTo = row.entry().message.replyTo;
    return replyTo ? m_quotes.value(replyTo->value()) : MessageQuote();
}

const client::MessageEntry *MessageListModel::entry(const QString &key) const
{
    const auto index = find(key);
    return index ? &m_rows[*index].entry() : nullptr;
}

QString MessageListModel::lastOwnKey() const
{
    for (size_t i = m_rows.size(); i-- > 0;) {
        const client::MessageEntry &entry = m_rows[i].entry();
        if (entry.own && !entry.message.deleted && !entry.message.poll && entry.delivery != client::Delivery::Failed)
            return entry.key;
    }
    return {};
}

QString MessageListModel::authorOf(const QString &key) const
{
    const auto index = find(key);
    return index ? m_rows[*index].author : QString();
}

QString MessageListModel::plainTextOf(const QString &key) const
{
    const auto index = find(key);
    return index ? m_rows[*index].plainText(m_context) : QString();
}

QString MessageListModel::newBelowText() const
{
    return m_newBelow == 1 ? tr("1 new message") : tr("%n new messages", nullptr, m_newBelow);
}

QString MessageListModel::keyAt(int row) const
{
    return row >= 0 && row < int(m_rows.size()) ? m_rows[m_rows.size() - 1 - size_t(row)].entry().key : QString();
}

int MessageListModel::rowOf(const QString &keyOrMessageId) const
{
    const auto index = find(keyOrMessageId);
    return index ? rowAt(*index) : -1;
}

void MessageListModel::copy(const QString &key)
{
    if (const client::MessageEntry *found = entry(key))
        QGuiApplication::clipboard()->setText(found->message.deleted ? QString() : found->message.text);
}

QString MessageListModel::boardIn(const QStringList &links) const
{
    for (const QString &link : links) {
        const QString docId = documentInLink(link);
        const client::DocumentSummary *known =
            docId.isEmpty() ? nullptr : m_context.documents.find(protocol::DocumentId(docId));
        if (known && known->document.kind == protocol::DocumentKind::Board)
            return docId;
    }
    return {};
}

} // namespace coterie::viewmodel
