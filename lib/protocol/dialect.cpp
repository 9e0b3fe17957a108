#include "protocol/dialect.h"

#include "protocol/envelope.h"
#include "protocol/internal/json.h"
#include "protocol/validation.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace coterie::protocol::plain {

using namespace Qt::StringLiterals;

namespace {

/// The first of these fields that holds something.
QJsonValue first(const QJsonObject &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        QJsonValue value = object.value(name);
        if (!value.isUndefined() && !value.isNull())
            return value;
    }
    return QJsonValue::Undefined;
}

/// Such servers count users and messages as often as they name them.
QString idFrom(const QJsonValue &value)
{
    constexpr double largestWhole = 9'007'199'254'740'992;
    if (value.isString())
        return isId(value.toString()) ? value.toString() : QString();
    const double number = value.toDouble(-1);
    const bool isWhole = value.isDouble() && number >= 0 && number <= largestWhole && number == std::floor(number);
    return isWhole ? QString::number(static_cast<qint64>(number)) : QString();
}

/// A name that can stand on the screen: nothing invisible, nothing that turns the reading direction, not too long.
QString nameFrom(const QJsonValue &value)
{
    const QString given = value.toString().left(1'000);
    QString name;
    for (const QChar c : given) {
        const bool isHarmful = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (!isHarmful)
            name.append(c);
    }
    name = name.simplified().left(maxUsername);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    name = name.trimmed();
    return checkUsername(name) ? name : QString();
}

QString roomFrom(const QJsonValue &value)
{
    const QString room = idFrom(value);
    return checkRoomName(room) ? room : QString();
}

/// Milliseconds, seconds or ISO 8601.
std::optional<WallTime> timeFrom(const QJsonValue &value)
{
    constexpr double firstMillis = 1e11; // 1973 in milliseconds, the year 5138 in seconds
    constexpr double lastMillis = 4e12; // 2096: what is later is no time of a message
    constexpr qsizetype longestText = 40;
    double millis = 0;
    if (value.isDouble()) {
        millis = value.toDouble() < firstMillis ? value.toDouble() * 1'000 : value.toDouble();
    } else if (const QString text = value.toString(); !text.isEmpty() && text.size() <= longestText) {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
        millis = time.isValid() ? static_cast<double>(time.toMSecsSinceEpoch()) : 0;
    }
    if (!(millis >= 1) || millis > lastMillis)
        return std::nullopt;
    return fromEpochMillis(static_cast<qint64>(millis));
}

/// `user: {id, name}`, `user: "name"`, or `userId` and `username` beside the words.
Author authorFrom(const QJsonObject &object)
{
    const QJsonValue user = first(object, {"user"_L1, "author"_L1, "from"_L1, "sender"_L1});
    if (user.isObject()) {
        const QJsonObject fields = user.toObject();
        return {idFrom(first(fields, {"id"_L1, "userId"_L1})), nameFrom(first(fields, {"name"_L1, "username"_L1}))};
    }
    const QJsonValue name = first(object, {"username"_L1, "userName"_L1, "name"_L1});
    return {idFrom(object.value("userId"_L1)), nameFrom(name.isString() ? name : user)};
}

/// The words of a message, if there are any and they can be shown.
std::optional<QString> textFrom(const QJsonValue &payload)
{
    const QString text = payload.isString()
        ? payload.toString()
        : first(payload.toObject(), {"text"_L1, "message"_L1, "content"_L1}).toString();
    const bool isGood = !text.trimmed().isEmpty() && text.size() <= maxText && QStringView(text).isValidUtf16()
        && !text.contains(QChar::Null);
    return isGood ? std::optional(text) : std::nullopt;
}

std::optional<Message> messageFrom(const QJsonValue &payload, const QString &room)
{
    auto text = textFrom(payload);
    if (!text)
        return std::nullopt;
    const QJsonObject object = payload.toObject();
    QString named = roomFrom(first(object, {"roomId"_L1, "room"_L1}));
    return Message {.room = named.isEmpty() ? room : named,
        .id = idFrom(first(object, {"id"_L1, "messageId"_L1})),
        .clientId = idFrom(object.value("clientId"_L1)),
        .author = authorFrom(object),
        .text = *std::move(text),
        .timestamp = timeFrom(first(object, {"timestamp"_L1, "time"_L1, "createdAt"_L1}))};
}

History historyFrom(const QJsonValue &payload, const QString &room)
{
    const QJsonObject object = payload.toObject();
    const QJsonArray items =
        payload.isArray() ? payload.toArray() : first(object, {"messages"_L1, "items"_L1, "history"_L1}).toArray();
    History history {.room = roomFrom(first(object, {"roomId"_L1, "room"_L1}))};
    if (history.room.isEmpty())
        history.room = room;
    for (qsizetype i = std::max<qsizetype>(0, items.size() - maxHistory); i < items.size(); ++i) {
        if (auto message = messageFrom(items.at(i), history.room))
            history.messages.append(*std::move(message));
    }
    const auto &messages = history.messages;
    const bool isBackwards = messages.size() > 1 && messages.first().timestamp && messages.last().timestamp
        && *messages.first().timestamp > *messages.last().timestamp;
    if (isBackwards)
        std::ranges::reverse(history.messages);
    return history;
}

std::optional<Person> personFrom(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    Person person {.author = value.isString() ? Author {{}, nameFrom(value)} : authorFrom(object)};
    if (person.author.id.isEmpty())
        person.author.id = idFrom(object.value("id"_L1));
    person.status = statusFromWire(object.value("status"_L1).toString()).value_or(Status::Online);
    if (object.value("online"_L1).isBool() && !object.value("online"_L1).toBool())
        person.status = Status::Offline;
    person.lastSeen = timeFrom(object.value("lastSeen"_L1));
    return person.author.isEmpty() ? std::nullopt : std::optional(person);
}

People peopleFrom(const QJsonValue &payload, const QString &room, bool isWhole)
{
    const QJsonObject object = payload.toObject();
    const QJsonValue list = payload.isArray() ? payload : first(object, {"users"_L1, "members"_L1, "presence"_L1});
    People people {.room = roomFrom(first(object, {"roomId"_L1, "room"_L1})), .isWhole = isWhole};
    if (people.room.isEmpty())
        people.room = room;
    QJsonArray items = list.toArray();
    if (!list.isArray() && !isWhole)
        items = {payload};
    for (const auto &item : std::as_const(items)) {
        if (people.people.size() == maxPeople)
            break;
        if (const auto person = personFrom(item))
            people.people.append(*person);
    }
    return people;
}

std::optional<Pointer> pointerFrom(const QJsonValue &payload)
{
    const QJsonObject object = payload.toObject();
    Pointer pointer {.author = authorFrom(object)};
    pointer.cursor.surface = object.value("surface"_L1).toString();
    pointer.cursor.x = object.value("x"_L1).toDouble(std::nan(""));
    pointer.cursor.y = object.value("y"_L1).toDouble(std::nan(""));
    pointer.cursor.anchor = idFrom(object.value("anchor"_L1));
    const bool isPlace = std::isfinite(pointer.cursor.x) && std::isfinite(pointer.cursor.y);
    if (!isPlace || pointer.author.isEmpty() || !isSurface(pointer.cursor.surface))
        return std::nullopt; // without a surface nobody knows where this is
    return pointer;
}

using Events = std::pair<Event, std::optional<Dialect>>;

Events chapterEvent(const QString &type, const QJsonValue &payload, const QString &room)
{
    const Event nothing = Unknown {type};
    if (type == "message"_L1) {
        const auto message = messageFrom(payload, room);
        return {message ? Event(*message) : nothing, Dialect::Chapter};
    }
    if (type == "message_history"_L1)
        return {historyFrom(payload, room), Dialect::Chapter};
    if (type == "user_typing"_L1 || type == "user_stopped_typing"_L1 || type == "typing"_L1
        || type == "stop_typing"_L1) {
        const QJsonObject object = payload.toObject();
        Typing typing {.room = roomFrom(first(object, {"roomId"_L1, "room"_L1})), .author = authorFrom(object)};
        if (typing.room.isEmpty())
            typing.room = room;
        typing.on = !type.startsWith("stop"_L1) && !type.contains("stopped"_L1)
            && first(object, {"isTyping"_L1, "typing"_L1}).toBool(true);
        return {typing.author.isEmpty() ? nothing : Event(typing), Dialect::Chapter};
    }
    if (type == "initial_presence"_L1 || type == "presence_update"_L1)
        return {peopleFrom(payload, room, type == "initial_presence"_L1), Dialect::Chapter};
    if (type == "cursor_update"_L1) {
        const auto pointer = pointerFrom(payload);
        return {pointer ? Event(*pointer) : nothing, Dialect::Chapter};
    }
    if (type == "user_left"_L1) {
        const Author author = authorFrom(payload.toObject());
        return {author.isEmpty() ? nothing : Event(PointerLeft {author}), Dialect::Chapter};
    }
    return {nothing, std::nullopt};
}

Events cookbookEvent(const QString &type, const QJsonValue &payload)
{
    const Event nothing = Unknown {type};
    if (type == "chat_message"_L1) {
        const auto message = messageFrom(payload, {});
        return {message ? Event(*message) : nothing, Dialect::Cookbook};
    }
    if (type == "system_message"_L1) {
        const auto text = textFrom(payload);
        const auto time = timeFrom(payload.toObject().value("timestamp"_L1));
        return {text ? Event(SystemMessage {*text, time}) : nothing, Dialect::Cookbook};
    }
    if (type == "user_info"_L1) {
        const auto person = personFrom(payload);
        return {person ? Event(UserInfo {person->author}) : nothing, Dialect::Cookbook};
    }
    return {nothing, std::nullopt};
}

Events roomsEvent(const QString &type, const QJsonObject &envelope, const QJsonValue &payload, const QString &room)
{
    if (type == "broadcast"_L1 || (type == "message"_L1 && envelope.contains("room"_L1))) {
        const QJsonObject object = payload.toObject();
        const bool isNested = room.isEmpty() && object.contains("payload"_L1);
        const auto message = isNested ? messageFrom(object.value("payload"_L1), roomFrom(object.value("room"_L1)))
                                      : messageFrom(payload, room);
        return {message ? Event(*message) : Event(Unknown {type}), Dialect::Rooms};
    }
    // Also what a server says when somebody else came or went.
    const bool isRooms = type == "join"_L1 || type == "leave"_L1;
    return {Unknown {type}, isRooms ? std::optional(Dialect::Rooms) : std::nullopt};
}

Result<Frame> frameFrom(const QJsonValue &value)
{
    const QJsonObject envelope = value.toObject();
    const QString type = envelope.value("type"_L1).toString();
    if (type.isEmpty() || type.size() > internal::maxType)
        return {Errc::Malformed, "An envelope needs a type."};
    Frame frame {.event = Unknown {type}};
    const QJsonValue payload = first(envelope, {"payload"_L1, "data"_L1});
    if (envelope.contains("payload"_L1))
        frame.shape = Shape::Payload;
    else if (envelope.contains("data"_L1))
        frame.shape = Shape::Data;
    const QJsonValue body = payload.isUndefined() ? QJsonValue(envelope) : payload;
    const QString room = roomFrom(envelope.value("room"_L1));
    if (type == "ping"_L1) {
        frame.event = Ping {payload};
        return frame;
    }
    if (type == "pong"_L1) {
        frame.event = Pong {};
        return frame;
    }
    auto found = roomsEvent(type, envelope, body, room);
    if (!found.second)
        found = cookbookEvent(type, body);
    if (!found.second)
        found = chapterEvent(type, body, room);
    frame.event = std::move(found.first);
    frame.dialect = found.second;
    return frame;
}

} // namespace

QString nameOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Cookbook: return u"cookbook"_s;
    case Dialect::Rooms: return u"rooms template"_s;
    case Dialect::Chapter: return u"chapter"_s;
    }
    return {};
}

Abilities abilitiesOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Cookbook: return {};
    case Dialect::Rooms: return {.rooms = true, .maySkipSender = true};
    case Dialect::Chapter: return {.rooms = true, .history = true, .presence = true};
    }
    return {};
}

Result<SystemMessage> systemMessageFromJson(const QJsonObject &payload)
{
    const auto text = textFrom(payload);
    if (!text)
        return {Errc::Malformed, "A system message has no text."};
    return SystemMessage {*text, timeFrom(payload.value("timestamp"_L1))};
}

Result<QList<Frame>> decode(const QByteArray &bytes)
{
    if (bytes.size() > internal::maxFrame)
        return {Errc::TooLarge, "The frame is too large."};
    const auto json = internal::decodeJson(bytes);
    if (!json)
        return json.error();
    const QJsonArray batch = json->isArray() ? json->toArray() : QJsonArray {*json};
    if (batch.size() > internal::maxBatch)
        return {Errc::TooLarge, "A batch holds at most 256 envelopes."};
    QList<Frame> frames;
    for (const auto &item : batch) {
        auto frame = frameFrom(item);
        if (!frame)
            return frame.error();
        frames.append(*std::move(frame));
    }
    return frames;
}

} // namespace coterie::protocol::plain
