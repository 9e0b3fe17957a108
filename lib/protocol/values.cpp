#include "protocol/internal/valuefields.h"

namespace coterie::protocol {

namespace {

template <typename E, std::size_t N>
std::optional<E> find(const std::array<QLatin1StringView, N> &names, QStringView text)
{
    const auto it = std::find(names.begin(), names.end(), text);
    return it == names.end() ? std::nullopt : std::optional(static_cast<E>(it - names.begin()));
}

// In the order of the enumerators.
constexpr std::array roomKinds {"public"_L1, "private"_L1, "direct"_L1};
constexpr std::array roles {"member"_L1, "admin"_L1, "guest"_L1};
constexpr std::array statuses {"online"_L1, "away"_L1, "dnd"_L1, "invisible"_L1, "offline"_L1};
constexpr std::array errorCodes {"bad_request"_L1, "unauthorized"_L1, "forbidden"_L1, "not_found"_L1, "conflict"_L1,
    "too_large"_L1, "rate_limited"_L1, "unsupported"_L1, "unavailable"_L1, "internal"_L1};
constexpr std::array notificationTypes {"info"_L1, "success"_L1, "warning"_L1, "error"_L1};

template <typename E, std::size_t N>
QString nameOf(const std::array<QLatin1StringView, N> &names, E value)
{
    return QString(names[static_cast<std::size_t>(value)]);
}

} // namespace

QString toWire(RoomKind kind)
{
    return nameOf(roomKinds, kind);
}
QString toWire(Role role)
{
    return nameOf(roles, role);
}
QString toWire(Status status)
{
    return nameOf(statuses, status);
}
QString toWire(ErrorCode code)
{
    return nameOf(errorCodes, code);
}
QString toWire(NotificationType type)
{
    return nameOf(notificationTypes, type);
}
std::optional<RoomKind> roomKindFromWire(QStringView text)
{
    return find<RoomKind>(roomKinds, text);
}
std::optional<Role> roleFromWire(QStringView text)
{
    return find<Role>(roles, text);
}
std::optional<Status> statusFromWire(QStringView text)
{
    return find<Status>(statuses, text);
}
std::optional<ErrorCode> errorCodeFromWire(QStringView text)
{
    return find<ErrorCode>(errorCodes, text);
}
std::optional<NotificationType> notificationTypeFromWire(QStringView text)
{
    return find<NotificationType>(notificationTypes, text);
}

// An object keeps no order, so two or more emoji come with `reactionOrder`.
void reactionFields(internal::Writer &archive, const QList<Reaction> &reactions)
{
    QJsonObject users;
    QJsonArray order;
    for (const Reaction &reaction : reactions) {
        users.insert(reaction.emoji, internal::writeValue(reaction.users));
        order.append(reaction.emoji);
    }
    archive.json().insert("reactions"_L1, users);
    if (order.size() > 1)
        archive.json().insert("reactionOrder"_L1, order);
}

void reactionFields(internal::Reader &archive, QList<Reaction> &reactions)
{
    const QJsonValue value = archive.json().value("reactions"_L1);
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isObject())
        return archive.note("reactions"_L1, internal::Fault::Type);
    const QJsonObject users = value.toObject();
    QHash<QString, qsizetype> place; // what the order does not name comes last, by name
    const QJsonArray order = archive.json().value("reactionOrder"_L1).toArray();
    for (const auto &emoji : order)
        place.insert(emoji.toString(), place.size());
    for (auto it = users.begin(); it != users.end(); ++it) {
        Reaction reaction {.emoji = it.key(), .users = {}};
        archive.note("reactions"_L1, internal::readValue(it.value(), reaction.users, {}));
        if (!reaction.users.isEmpty())
            reactions.append(std::move(reaction));
    }
    std::stable_sort(reactions.begin(), reactions.end(), [&](const Reaction &a, const Reaction &b) {
        return place.value(a.emoji, users.size()) < place.value(b.emoji, users.size());
    });
}

template <typename A>
void fields(A &archive, Like<A, Heartbeat> &heartbeat)
{
    archive.defaulted("intervalMs"_L1, heartbeat.interval, internal::Bounds {1'000, 3'600'000});
    archive.defaulted("timeoutMs"_L1, heartbeat.timeout, internal::Bounds {100, 600'000});
    archive.defaulted("missed"_L1, heartbeat.missed, internal::Bounds {1, 100});
}

template <typename A>
void fields(A &archive, Like<A, Timings> &timings)
{
    constexpr internal::Bounds sane {1, 86'400'000};
    archive.defaulted("typingEveryMs"_L1, timings.typingEvery, sane);
    archive.defaulted("typingIdleMs"_L1, timings.typingIdle, sane);
    archive.defaulted("typingExpiryMs"_L1, timings.typingExpiry, sane);
    archive.defaulted("awayAfterMs"_L1, timings.awayAfter, sane);
    archive.defaulted("cursorEveryMs"_L1, timings.cursorEvery, sane);
}

template <typename A>
void fields(A &archive, Like<A, Limits> &limits)
{
    constexpr internal::Bounds sane {1, 1'073'741'824};
    archive.defaulted("textBytes"_L1, limits.textBytes, sane);
    archive.defaulted("frameBytes"_L1, limits.frameBytes, sane);
    archive.defaulted("messagesPerMinute"_L1, limits.messagesPerMinute, sane);
    archive.defaulted("replayEvents"_L1, limits.replayEvents, sane);
}

namespace {

struct ServerInfo { // welcome's "server" object
    QString name;
    QString version;
    bool operator==(const ServerInfo &) const = default;
};

template <typename A>
void fields(A &archive, Like<A, ServerInfo> &server)
{
    archive.defaulted("name"_L1, server.name, internal::nameBounds);
    archive.defaulted("version"_L1, server.version, internal::nameBounds);
}

} // namespace

static void serverFields(internal::Writer &archive, const Welcome &welcome)
{
    archive.required("server"_L1, ServerInfo {.name = welcome.serverName, .version = welcome.serverVersion});
}

static void serverFields(internal::Reader &archive, Welcome &welcome)
{
    ServerInfo server;
    archive.defaulted("server"_L1, server);
    welcome.serverName = server.name;
    welcome.serverVersion = server.version;
}

template <typename A>
void fields(A &archive, Like<A, Welcome> &welcome)
{
    archive.required("protocol"_L1, welcome.protocol, internal::countBounds);
    serverFields(archive, welcome);
    archive.defaulted("sessionId"_L1, welcome.sessionId, internal::nameBounds);
    archive.required("self"_L1, welcome.self);
    archive.defaulted("heartbeat"_L1, welcome.heartbeat);
    archive.defaulted("timings"_L1, welcome.timings);
    archive.defaulted("limits"_L1, welcome.limits);
}

template <typename A>
void fields(A &archive, Like<A, WireError> &error)
{
    archive.optional("replyTo"_L1, error.replyTo, internal::nameBounds);
    archive.required("code"_L1, error.code);
    archive.defaulted("message"_L1, error.message, internal::Bounds {0, 4096});
    archive.optional("retryAfterMs"_L1, error.retryAfter, internal::Bounds {0, 86'400'000});
}

template <typename A>
void fields(A &archive, Like<A, Notification> &notification)
{
    archive.required("id"_L1, notification.id, internal::nameBounds);
    archive.defaulted("type"_L1, notification.type);
    archive.required("title"_L1, notification.title);
    archive.defaulted("message"_L1, notification.message);
    archive.required("timestamp"_L1, notification.timestamp);
    archive.optional("url"_L1, notification.url, internal::Bounds {0, 2048});
    archive.optional("roomId"_L1, notification.roomId);
    archive.optional("messageId"_L1, notification.messageId);
    archive.optional("source"_L1, notification.source, internal::nameBounds);
}

template <typename A>
void fields(A &archive, Like<A, Activity> &activity)
{
    archive.required("id"_L1, activity.id, internal::nameBounds);
    archive.optional("userId"_L1, activity.userId);
    archive.defaulted("userName"_L1, activity.userName, internal::nameBounds);
    archive.required("action"_L1, activity.action, internal::nameBounds);
    archive.defaulted("target"_L1, activity.target, internal::Bounds {0, 1024});
    archive.optional("url"_L1, activity.url, internal::Bounds {0, 2048});
    archive.required("timestamp"_L1, activity.timestamp);
}

QJsonObject toJson(const User &user)
{
    return internal::encode(user);
}
QJsonObject toJson(const Attachment &attachment)
{
    return internal::encode(attachment);
}
QJsonObject toJson(const Poll &poll)
{
    return internal::encode(poll);
}
QJsonObject toJson(const Message &message)
{
    return internal::encode(message);
}
QJsonObject toJson(const Room &room)
{
    return internal::encode(room);
}
QJsonObject toJson(const Presence &presence)
{
    return internal::encode(presence);
}
QJsonObject toJson(const Cursor &cursor)
{
    return internal::encode(cursor);
}
QJsonObject toJson(const Welcome &welcome)
{
    return internal::encode(welcome);
}
QJsonObject toJson(const WireError &error)
{
    return internal::encode(error);
}
QJsonObject toJson(const Notification &notification)
{
    return internal::encode(notification);
}
QJsonObject toJson(const Activity &activity)
{
    return internal::encode(activity);
}

Result<User> userFromJson(const QJsonObject &json)
{
    return internal::decode<User>(json);
}
Result<Attachment> attachmentFromJson(const QJsonObject &json)
{
    return internal::decode<Attachment>(json);
}
Result<Poll> pollFromJson(const QJsonObject &json)
{
    return internal::decode<Poll>(json);
}
Result<Message> messageFromJson(const QJsonObject &json)
{
    return internal::decode<Message>(json);
}
Result<Room> roomFromJson(const QJsonObject &json)
{
    return internal::decode<Room>(json);
}
Result<Presence> presenceFromJson(const QJsonObject &json)
{
    return internal::decode<Presence>(json);
}
Result<Cursor> cursorFromJson(const QJsonObject &json)
{
    return internal::decode<Cursor>(json);
}
Result<Welcome> welcomeFromJson(const QJsonObject &json)
{
    return internal::decode<Welcome>(json);
}
Result<WireError> wireErrorFromJson(const QJsonObject &json)
{
    return internal::decode<WireError>(json);
}
Result<Notification> notificationFromJson(const QJsonObject &json)
{
    return internal::decode<Notification>(json);
}
Result<Activity> activityFromJson(const QJsonObject &json)
{
    return internal::decode<Activity>(json);
}

} // namespace coterie::protocol
