#include "server/storage/messagestore.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

#define COTERIE_MESSAGE_COLUMNS                                                                                        \
    "SELECT id, room_id, seq, user_id, client_id, text, at, edited_at, deleted, reply_to, thread_id, thread_count, "   \
    "attachments, mentions, pinned, reacted, poll FROM messages "

QString idText(QChar prefix, MessageKey key)
{
    return prefix + QString::number(key, 36);
}

MessageKey keyFrom(QChar prefix, const QString &text)
{
    if (text.size() < 2 || text.size() > 13 || text.front() != prefix)
        return 0;
    bool ok = false;
    const MessageKey key = QStringView(text).sliced(1).toLongLong(&ok, 36);
    return ok && key > 0 && idText(prefix, key) == text ? key : 0; // only the spelling we gave out
}

QByteArray attachmentsText(const QList<Attachment> &attachments)
{
    if (attachments.isEmpty())
        return "";
    QJsonArray list;
    for (const Attachment &attachment : attachments)
        list.append(toJson(attachment));
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QList<Attachment> attachmentsFrom(const QByteArray &text)
{
    QList<Attachment> list;
    if (text.isEmpty())
        return list;
    for (const QJsonValue &value : QJsonDocument::fromJson(text).array()) {
        if (auto attachment = attachmentFromJson(value.toObject()))
            list.append(*attachment);
    }
    return list;
}

QString joined(const QList<UserId> &users)
{
    QString text;
    for (const UserId &user : users) {
        if (!text.isEmpty())
            text += u' ';
        text += user.value();
    }
    return text;
}

QList<UserId> usersFrom(const QString &text)
{
    QList<UserId> users;
    for (const QString &id : text.split(u' ', Qt::SkipEmptyParts))
        users.append(UserId {id});
    return users;
}

std::optional<MessageKey> optionalKey(const std::optional<MessageId> &id)
{
    return id ? std::optional(keyOf(*id)) : std::nullopt;
}

} // namespace

MessageId messageIdOf(MessageKey key)
{
    return MessageId {idText(u'm', key)};
}

MessageKey keyOf(const MessageId &id)
{
    return keyFrom(u'm', id.value());
}

PollId pollIdOf(MessageKey key)
{
    return PollId {idText(u'p', key)};
}

MessageKey keyOf(const PollId &id)
{
    return keyFrom(u'p', id.value());
}

MessageKey MessageStore::nextKey(WallTime now)
{
    if (m_lastKey < 0) {
        auto query = m_sql.read("SELECT ifnull(max(id), 0) FROM messages");
        m_lastKey = query.step() ? query.integer(0) : 0;
    }
    m_lastKey = std::max<MessageKey>(m_lastKey + 1, static_cast<MessageKey>(toEpochMillis(now)) << 12);
    return m_lastKey;
}

std::optional<SentBefore> MessageStore::sentBefore(const UserId &user, const ClientId &client)
{
    auto query =
        m_sql.read("SELECT id, room_id, seq, at, poll FROM messages WHERE user_id = ? AND client_id = ?", user, client);
    if (!query.step())
        return std::nullopt;
    return SentBefore {query.integer(0), query.id<RoomId>(1), query.integer(2), query.time(3), query.flag(4)};
}

std::optional<Message> MessageStore::message(MessageKey key)
{
    auto query = m_sql.read(COTERIE_MESSAGE_COLUMNS "WHERE id = ?", key);
    return query.step() ? std::optional(read(query)) : std::nullopt;
}

Message MessageStore::read(const Query &query)
{
    const MessageKey key = query.integer(0);
    Message message {.messageId = messageIdOf(key),
        .clientId = query.id<ClientId>(4),
        .roomId = query.id<RoomId>(1),
        .seq = query.integer(2),
        .userId = query.id<UserId>(3),
        .username = {},
        .text = query.text(5),
        .timestamp = query.time(6),
        .editedAt = query.timeIfAny(7),
        .deleted = query.flag(8),
        .replyTo = query.flag(9) ? std::optional(messageIdOf(query.integer(9))) : std::nullopt,
        .threadId = query.flag(10) ? std::optional(messageIdOf(query.integer(10))) : std::nullopt,
        .threadCount = query.number(11),
        .attachments = attachmentsFrom(query.bytes(12)),
        .reactions = {},
        .mentions = usersFrom(query.text(13)),
        .poll = std::nullopt,
        .pinned = query.flag(14)};
    if (query.flag(15))
        message.reactions = reactions(key);
    if (query.flag(16) && !message.deleted)
        message.poll = poll(key);
    return message;
}

void MessageStore::insert(MessageKey key, const Message &message)
{
    m_sql.write(
        "INSERT INTO messages(id, room_id, seq, user_id, client_id, text, at, reply_to, thread_id, attachments, "
        "mentions, poll) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        key, message.roomId, message.seq, message.userId, message.clientId, message.text, message.timestamp,
        optionalKey(message.replyTo), optionalKey(message.threadId),
        QString::fromUtf8(attachmentsText(message.attachments)), joined(message.mentions), message.poll.has_value());
    writeMentions(message);
    if (!message.poll)
        return;
    m_sql.write("INSERT INTO polls(message_id, question, options, multiple, closes_at) VALUES(?, ?, ?, ?, ?)", key,
        message.poll->question,
        QString::fromUtf8(
            QJsonDocument(QJsonArray::fromStringList(message.poll->options)).toJson(QJsonDocument::Compact)),
        message.poll->multiple, message.poll->closesAt);
}

void MessageStore::writeMentions(const Message &message)
{
    for (const UserId &user : message.mentions) {
        if (user != message.userId)
            m_sql.write("INSERT OR IGNORE INTO mentions(user_id, room_id, seq) VALUES(?, ?, ?)", user, message.roomId,
                message.seq);
    }
}

void MessageStore::addEvent(const RoomId &room, const EventRow &event, WallTime at)
{
    m_sql.write("INSERT INTO events(room_id, seq, kind, message_id, emoji, at) VALUES(?, ?, ?, ?, ?, ?)", room,
        event.seq, event.kind, event.message, event.emoji, at);
}

void MessageStore::setText(MessageKey key, const Message &message, WallTime at)
{
    m_sql.write("UPDATE messages SET text = ?, mentions = ?, edited_at = ? WHERE id = ?", message.text,
        joined(message.mentions), at, key);
    m_sql.write("DELETE FROM mentions WHERE room_id = ? AND seq = ?", message.roomId, message.seq);
    writeMentions(message);
}

void MessageStore::markDeleted(MessageKey key, const Message &message)
{
    m_sql.write("UPDATE messages SET text = '', attachments = '', mentions = '', deleted = 1, pinned = 0, reacted = 0 "
                "WHERE id = ?",
        key);
    m_sql.write("DELETE FROM reactions WHERE message_id = ?", key);
    m_sql.write("DELETE FROM votes WHERE message_id = ?", key);
    m_sql.write("UPDATE polls SET question = '', options = '[]', closed = 1 WHERE message_id = ?", key);
    m_sql.write("DELETE FROM mentions WHERE room_id = ? AND seq = ?", message.roomId, message.seq);
}

void MessageStore::setPinned(MessageKey key, bool pinned)
{
    m_sql.write("UPDATE messages SET pinned = ? WHERE id = ?", pinned, key);
}

void MessageStore::setThreadCount(MessageKey key, int count)
{
    m_sql.write("UPDATE messages SET thread_count = ? WHERE id = ?", count, key);
}

bool MessageStore::setReaction(MessageKey key, const QString &emoji, const UserId &user, bool on)
{
    if (!on)
        return m_sql.write("DELETE FROM reactions WHERE message_id = ? AND emoji = ? AND user_id = ?", key, emoji, user)
            > 0;
    if (m_sql.write("INSERT OR IGNORE INTO reactions(message_id, emoji, user_id) VALUES(?, ?, ?)", key, emoji, user)
        == 0)
        return false;
    m_sql.write("UPDATE messages SET reacted = 1 WHERE id = ? AND reacted = 0", key);
    return true;
}

QList<UserId> MessageStore::reactors(MessageKey key, const QString &emoji)
{
    QList<UserId> users;
    auto query = m_sql.read("SELECT user_id FROM reactions WHERE message_id = ? AND emoji = ? ORDER BY id", key, emoji);
    while (query.step())
        users.append(query.id<UserId>(0));
    return users;
}

int MessageStore::emojiCount(MessageKey key)
{
    auto query = m_sql.read("SELECT count(DISTINCT emoji) FROM reactions WHERE message_id = ?", key);
    return query.step() ? query.number(0) : 0;
}

QList<QString> MessageStore::emojiOf(MessageKey key)
{
    QList<QString> emoji;
    auto query = m_sql.read("SELECT emoji FROM reactions WHERE message_id = ? GROUP BY emoji ORDER BY min(id)", key);
    while (query.step())
        emoji.append(query.text(0));
    return emoji;
}

QList<Reaction> MessageStore::reactions(MessageKey key)
{
    QList<Reaction> list;
    auto query = m_sql.read("SELECT emoji, user_id FROM reactions WHERE message_id = ? ORDER BY id", key);
    while (query.step()) {
        const QString emoji = query.text(0);
        auto found = std::ranges::find(list, emoji, &Reaction::emoji);
        if (found == list.end()) {
            list.append({emoji, {}});
            found = std::prev(list.end());
        }
        found->users.append(query.id<UserId>(1));
    }
    return list;
}

std::optional<Poll> MessageStore::poll(MessageKey key)
{
    Poll poll {.pollId = pollIdOf(key)};
    {
        auto query =
            m_sql.read("SELECT question, options, multiple, closes_at, closed FROM polls WHERE message_id = ?", key);
        if (!query.step())
            return std::nullopt;
        poll.question = query.text(0);
        for (const QJsonValue &option : QJsonDocument::fromJson(query.bytes(1)).array())
            poll.options.append(option.toString());
        poll.multiple = query.flag(2);
        poll.closesAt = query.timeIfAny(3);
        poll.closed = query.flag(4);
    }
    poll.counts.fill(0, poll.options.size());
    auto counts = m_sql.read("SELECT option, count(*) FROM votes WHERE message_id = ? GROUP BY option", key);
    while (counts.step()) {
        if (counts.number(0) >= 0 && counts.number(0) < poll.counts.size())
            poll.counts[counts.number(0)] = counts.number(1);
    }
    auto voters = m_sql.read("SELECT count(DISTINCT user_id) FROM votes WHERE message_id = ?", key);
    if (voters.step())
        poll.voters = voters.number(0);
    return poll;
}

void MessageStore::setVotes(MessageKey key, const UserId &user, const QList<int> &options)
{
    m_sql.write("DELETE FROM votes WHERE message_id = ? AND user_id = ?", key, user);
    for (const int option : options)
        m_sql.write("INSERT OR IGNORE INTO votes(message_id, user_id, option) VALUES(?, ?, ?)", key, user, option);
}

QList<int> MessageStore::votesOf(MessageKey key, const UserId &user)
{
    QList<int> options;
    auto query = m_sql.read("SELECT option FROM votes WHERE message_id = ? AND user_id = ? ORDER BY option", key, user);
    while (query.step())
        options.append(query.number(0));
    return options;
}

void MessageStore::closePoll(MessageKey key)
{
    m_sql.write("UPDATE polls SET closed = 1 WHERE message_id = ?", key);
}

std::optional<MessageStore::Due> MessageStore::nextPollToClose()
{
    auto query = m_sql.read("SELECT message_id, closes_at FROM polls WHERE closed = 0 AND closes_at IS NOT NULL "
                            "ORDER BY closes_at LIMIT 1");
    return query.step() ? std::optional(Due {query.integer(0), query.time(1)}) : std::nullopt;
}

HistoryPage MessageStore::history(const GetHistory &query, int limit)
{
    HistoryPage page;
    const auto collect = [&](Query rows, int most) { // true if there are more than `most`
        QList<Message> found;
        while (rows.step())
            found.append(read(rows));
        const bool more = found.size() > most;
        if (more)
            found.removeLast();
        page.messages += found;
        return more;
    };
    const auto upTo = [&](Seq seq, int most) { // the newest `most` with a seq of at most `seq`
        page.hasBefore =
            collect(m_sql.read(COTERIE_MESSAGE_COLUMNS "WHERE room_id = ? AND seq <= ? ORDER BY seq DESC LIMIT ?",
                        query.roomId, seq, most + 1),
                most);
        std::ranges::reverse(page.messages);
    };
    const auto above = [&](Seq seq, int most) {
        page.hasAfter = collect(m_sql.read(COTERIE_MESSAGE_COLUMNS "WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?",
                                    query.roomId, seq, most + 1),
            most);
    };
    const auto exists = [&](const char *text, Seq seq) {
        auto found = m_sql.read(text, query.roomId, seq);
        return found.step();
    };
    const char *const anyBelow = "SELECT 1 FROM messages WHERE room_id = ? AND seq < ? LIMIT 1";
    const char *const anyAbove = "SELECT 1 FROM messages WHERE room_id = ? AND seq > ? LIMIT 1";
    if (query.around) {
        const int half = limit / 2;
        upTo(*query.around, limit - half);
        above(*query.around, half);
    } else if (query.after) {
        above(*query.after, limit);
        page.hasBefore = exists(anyBelow, *query.after + 1);
    } else if (query.before) {
        upTo(*query.before - 1, limit);
        page.hasAfter = exists(anyAbove, *query.before - 1);
    } else {
        upTo(std::numeric_limits<Seq>::max(), limit);
    }
    return page;
}

Seq MessageStore::seqAt(const RoomId &room, WallTime at)
{
    auto newest = m_sql.read("SELECT seq FROM messages WHERE room_id = ? ORDER BY seq DESC LIMIT 1", room);
    if (!newest.step())
        return 0;
    Seq low = 1; // everything below is older
    Seq high = newest.integer(0);
    Seq found = high;
    while (low < high) {
        const Seq middle = low + (high - low) / 2;
        auto next = m_sql.read(
            "SELECT seq, at FROM messages WHERE room_id = ? AND seq >= ? ORDER BY seq LIMIT 1", room, middle);
        if (!next.step())
            break;
        if (next.integer(1) < toEpochMillis(at)) {
            low = std::min(next.integer(0) + 1, high);
            continue;
        }
        found = next.integer(0);
        high = middle;
    }
    return found;
}

QList<EventRow> MessageStore::eventsAfter(const RoomId &room, Seq since, int limit)
{
    QList<EventRow> rows;
    auto query = m_sql.read("SELECT seq, 0, id, '' FROM messages WHERE room_id = ?1 AND seq > ?2 "
                            "UNION ALL SELECT seq, kind, message_id, emoji FROM events WHERE room_id = ?1 AND seq > ?2 "
                            "ORDER BY 1 LIMIT ?3",
        room, since, limit);
    while (query.step())
        rows.append({query.integer(0), static_cast<EventKind>(query.number(1)), query.integer(2), query.text(3)});
    return rows;
}

} // namespace coterie::server
