#include "server/hub/feed.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr qsizetype maxChannels = 100; // of one stream
constexpr qsizetype replaySlice = qsizetype {128} * 1024; // bytes; what one reader who has stopped reading can cost
constexpr int replayRows = 2000; // looked at in one turn, also those the reader may not hear

QByteArray compact(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    const QByteArray list = QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

/// JSON in one line never holds a line end, so one `data:` line is enough.
QByteArray eventBytes(const QString &id, const QString &event, const QByteArray &data)
{
    QByteArray bytes;
    if (!id.isEmpty())
        bytes += "id: " + id.toUtf8() + '\n';
    return bytes + "event: " + event.toUtf8() + "\ndata: " + data + "\n\n";
}

bool isPlainWord(const QString &text)
{
    return !text.isEmpty() && text.size() <= maxIdLength
        && std::ranges::none_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

QString Feed::position(std::int64_t id) const
{
    return m_core.state.epoch().value() + u'.' + QString::number(id);
}

QByteArray Feed::serialised(const FeedRow &row) const
{
    QByteArray data = row.data;
    if (row.read && data.endsWith('}'))
        data = data.first(data.size() - 1) + ",\"read\":true}";
    return eventBytes(position(row.id), row.event, data);
}

/// The words of a message that was deleted since are not repeated.
FeedRow Feed::withoutDeleted(FeedRow row) const
{
    if (row.event != "notification"_L1 || !row.data.contains("\"messageId\""))
        return row;
    QJsonObject notification = QJsonDocument::fromJson(row.data).object();
    const MessageKey key = keyOf(MessageId {notification.value("messageId"_L1).toString()});
    const auto message = key > 0 ? m_core.storage.messages.message(key) : std::nullopt;
    if (!message || !message->deleted)
        return row;
    notification.insert("message"_L1, QString());
    row.data = compact(notification);
    return row;
}

bool Feed::mayHear(const Connection &stream, const FeedRow &row) const
{
    if (!row.userId.isEmpty())
        return stream.user->id() == row.userId;
    if (!row.roomId.isEmpty()) {
        const RoomState *const room = m_core.state.room(row.roomId);
        return room != nullptr && m_core.state.isMember(*room, *stream.user);
    }
    return row.channel.isEmpty() || stream.channels.contains(row.channel);
}

void Feed::store(FeedRow row)
{
    row.at = m_core.wall();
    m_core.storage.feed.insert(row);
    ++m_core.tally.notifications;
    std::vector<ConnectionId> to;
    if (const UserState *const user = m_core.state.user(row.userId)) {
        for (const Connection *stream : user->streams) {
            if (!stream->replayedTo)
                to.push_back(stream->id);
        }
    } else {
        for (const auto &[id, connection] : m_core.state.connections()) {
            if (connection->isStream && !connection->replayedTo && mayHear(*connection, row))
                to.push_back(id);
        }
    }
    m_core.out.sendEvent(std::move(to), serialised(row));
}

void Feed::notify(const UserState &user, Notification notification)
{
    const std::int64_t id = m_core.storage.feed.nextId();
    notification.id = u'n' + QString::number(id);
    notification.timestamp = m_core.wall();
    store({.id = id,
        .userId = user.id(),
        .roomId = {},
        .channel = {},
        .event = u"notification"_s,
        .data = compact(toJson(notification))});
}

void Feed::activity(const UserState &actor, const QString &action, const RoomState &room)
{
    if (room.row.kind == RoomKind::Direct)
        return;
    const std::int64_t id = m_core.storage.feed.nextId();
    const Activity activity {.id = u'a' + QString::number(id),
        .userId = actor.id(),
        .userName = actor.row.user.username,
        .action = action,
        .target = u"# "_s + room.row.name,
        .url = {},
        .timestamp = m_core.wall()};
    store({.id = id,
        .userId = {},
        .roomId = room.isPublic() ? RoomId {} : room.id(),
        .channel = {},
        .event = u"activity"_s,
        .data = compact(toJson(activity))});
}

Result<void> Feed::publish(const Published &event)
{
    if (!isPlainWord(event.event) || event.event == "connected"_L1 || event.event == "reset"_L1)
        return Error {Errc::BadRequest, "The event needs a name of its own."};
    if (!event.channel.isEmpty() && !isPlainWord(event.channel))
        return Error {Errc::BadRequest, "That is not a channel's name."};
    if (!event.userId.isEmpty() && m_core.state.user(event.userId) == nullptr)
        return Error {Errc::NotFound, "There is no such person."};
    const std::int64_t id = m_core.storage.feed.nextId();
    QJsonValue data = event.data;
    if (event.event == "notification"_L1) {
        if (!data.isObject())
            return Error {Errc::BadRequest, "A notification is an object with a title and a message."};
        QJsonObject notification = data.toObject();
        notification[u"id"_s] = QString(u'n' + QString::number(id));
        notification[u"timestamp"_s] = qint64 {toEpochMillis(m_core.wall())};
        if (!notificationTypeFromWire(notification.value("type"_L1).toString()))
            notification[u"type"_s] = u"info"_s;
        data = notification;
    }
    store({.id = id,
        .userId = event.userId,
        .roomId = {},
        .channel = event.channel,
        .event = event.event,
        .data = compact(data)});
    return {};
}

void Feed::toChannel(const QString &channel, const QByteArray &event)
{
    std::vector<ConnectionId> to;
    for (const auto &[id, connection] : m_core.state.connections()) {
        if (connection->isStream && connection->channels.contains(channel))
            to.push_back(id);
    }
    m_core.out.sendEvent(std::move(to), event);
}

void Feed::poll(const Poll &poll)
{
    QJsonArray counts;
    for (const int count : poll.counts)
        counts.append(count);
    toChannel(u"poll:"_s + poll.pollId.value(),
        eventBytes({}, u"poll"_s,
            compact(QJsonObject {{u"pollId"_s, poll.pollId.value()}, {u"counts"_s, counts}, {u"voters"_s, poll.voters},
                {u"closed"_s, poll.closed}})));
}

void Feed::metric(const QString &name, double value)
{
    toChannel(u"metrics"_s,
        eventBytes({}, u"metric-update"_s,
            compact(QJsonObject {
                {u"metric"_s, name}, {u"value"_s, value}, {u"timestamp"_s, qint64 {toEpochMillis(m_core.wall())}}})));
}

bool Feed::hasListeners(const QString &channel) const
{
    return std::ranges::any_of(m_core.state.connections(),
        [&](const auto &entry) { return entry.second->isStream && entry.second->channels.contains(channel); });
}

Result<void> Feed::mayListen(const UserState &user, const QString &channel) const
{
    if (!isPlainWord(channel))
        return Error {Errc::BadRequest, "That is not a channel's name."};
    if (channel == "metrics"_L1 && user.row.user.role != Role::Admin)
        return Error {Errc::Forbidden, "Metrics are for administrators."};
    if (!channel.startsWith("poll:"_L1))
        return {};
    const auto message = m_core.storage.messages.message(keyOf(PollId {channel.sliced(5)}));
    const RoomState *const room = message && message->poll ? m_core.state.room(message->roomId) : nullptr;
    if (room == nullptr || !m_core.state.canSee(*room, user))
        return Error {Errc::NotFound, "There is no such poll."};
    return {};
}

Result<void> Feed::listen(Connection &stream, const QString &channel) const
{
    if (auto allowed = mayListen(*stream.user, channel); !allowed)
        return allowed;
    if (stream.channels.size() >= maxChannels && !stream.channels.contains(channel))
        return Error {Errc::TooLarge, "This stream listens to as many channels as it can."};
    stream.channels.insert(channel);
    return {};
}

void Feed::open(Connection &stream, const QString &lastEventId)
{
    // `connected` carries a position too, so that a stream cut before its first event still resumes from here.
    const std::int64_t last = m_core.storage.feed.lastId();
    const qsizetype dot = lastEventId.lastIndexOf(u'.');
    bool known = false;
    std::int64_t from = dot < 0 ? 0 : lastEventId.sliced(dot + 1).toLongLong(&known);
    known = known && lastEventId.first(dot) == m_core.state.epoch().value() && from >= 0 && from <= last;
    const bool resumes = !lastEventId.isEmpty();
    const bool reset = resumes && (!known || m_core.storage.feed.missing(stream.user->id(), from));
    if (!known)
        from = resumes ? 0 : last;
    const QByteArray hello = compact(QJsonObject {{u"clientId"_s, stream.sessionId}});
    QByteArray bytes = "retry: 3000\n" + eventBytes(position(from), u"connected"_s, hello);
    if (reset)
        bytes += eventBytes(position(from), u"reset"_s, "{}");
    replay(stream, from, std::move(bytes));
}

void Feed::replayMore(Connection &stream)
{
    if (stream.replayedTo)
        replay(stream, *stream.replayedTo, {});
}

void Feed::replay(Connection &stream, std::int64_t after, QByteArray bytes)
{
    int left = replayRows;
    stream.replayedTo.reset();
    m_core.storage.feed.replay(stream.user->id(), after, [&](const FeedRow &row) {
        if (bytes.size() >= replaySlice || left-- == 0) {
            stream.replayedTo = after;
            return false;
        }
        after = row.id;
        if (mayHear(stream, row))
            bytes += serialised(withoutDeleted(row));
        return true;
    });
    if (!stream.replayedTo) {
        if (!bytes.isEmpty())
            m_core.out.sendEvent({stream.id}, bytes);
        return;
    }
    if (bytes.isEmpty())
        bytes = ":\n\n"; // nothing in this slice was for this reader
    m_core.out.sendReplay(stream.id, bytes);
}

void Feed::markRead(const UserState &user, const QList<QString> &notificationIds)
{
    QList<std::int64_t> ids;
    for (const QString &id : notificationIds)
        ids.append(id.startsWith(u'n') ? id.sliced(1).toLongLong() : 0);
    m_core.storage.feed.markRead(user.id(), ids);
}

} // namespace coterie::server
