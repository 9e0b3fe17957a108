#include "protocol/dialect.h"
#include "protocol/envelope.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::protocol::plain {

using namespace Qt::StringLiterals;

namespace {

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray payloadLine(const QString &type, const QJsonValue &payload)
{
    return line({{u"type"_s, type}, {u"payload"_s, payload}});
}

void insert(QJsonObject &object, const QString &field, const QString &value)
{
    if (!value.isEmpty())
        object.insert(field, value);
}

/// The words and their time, and who says them: not every server knows who is at the other end.
QJsonObject wordsOf(const Message &message)
{
    QJsonObject words {{u"text"_s, message.text}};
    insert(words, u"id"_s, message.id);
    insert(words, u"clientId"_s, message.clientId);
    insert(words, u"userId"_s, message.author.id);
    insert(words, u"username"_s, message.author.name);
    if (message.timestamp)
        words.insert(u"timestamp"_s, toEpochMillis(*message.timestamp));
    return words;
}

QJsonObject withAuthor(QJsonObject object, const Author &author)
{
    insert(object, u"userId"_s, author.id);
    insert(object, u"username"_s, author.name);
    return object;
}

QByteArray cookbookMessage(const Message &message)
{
    QJsonObject data {
        {u"user"_s, QJsonObject {{u"id"_s, message.author.id}, {u"name"_s, message.author.name}}},
        {u"text"_s, message.text},
    };
    insert(data, u"id"_s, message.id.isEmpty() ? message.clientId : message.id);
    insert(data, u"clientId"_s, message.clientId);
    if (message.timestamp)
        data.insert(u"timestamp"_s, toEpochMillis(*message.timestamp));
    return line({{u"type"_s, u"chat_message"_s}, {u"data"_s, data}});
}

} // namespace

QByteArray encode(Dialect dialect, Speaker speaker, const Message &message)
{
    switch (dialect) {
    case Dialect::Cookbook: return cookbookMessage(message);
    case Dialect::Rooms:
        return line({{u"type"_s, u"broadcast"_s}, {u"room"_s, message.room}, {u"payload"_s, wordsOf(message)}});
    case Dialect::Chapter: break;
    }
    QJsonObject words = wordsOf(message);
    insert(words, u"roomId"_s, message.room);
    return payloadLine(speaker == Speaker::Client ? u"send_message"_s : u"message"_s, words);
}

QByteArray encodeHello(Dialect dialect, const Author &self)
{
    switch (dialect) {
    case Dialect::Cookbook:
        return line(
            {{u"type"_s, u"user_info"_s}, {u"data"_s, QJsonObject {{u"id"_s, self.id}, {u"name"_s, self.name}}}});
    case Dialect::Rooms: return {};
    case Dialect::Chapter: return encodePresence(dialect, {.author = self});
    }
    return {};
}

QByteArray encodeJoin(Dialect dialect, const QString &room, const Author &self)
{
    switch (dialect) {
    case Dialect::Cookbook: return {};
    case Dialect::Rooms: return payloadLine(u"join"_s, room);
    case Dialect::Chapter: return payloadLine(u"join_room"_s, withAuthor({{u"roomId"_s, room}}, self));
    }
    return {};
}

QByteArray encodeLeave(Dialect dialect, const QString &room, const Author &self)
{
    switch (dialect) {
    case Dialect::Cookbook: return {};
    case Dialect::Rooms: return payloadLine(u"leave"_s, room);
    case Dialect::Chapter: return payloadLine(u"leave_room"_s, withAuthor({{u"roomId"_s, room}}, self));
    }
    return {};
}

QByteArray encodeTyping(Dialect dialect, const Typing &typing)
{
    if (!abilitiesOf(dialect).presence)
        return {};
    return payloadLine(
        typing.on ? u"typing"_s : u"stop_typing"_s, withAuthor({{u"roomId"_s, typing.room}}, typing.author));
}

QByteArray encodePresence(Dialect dialect, const Person &self)
{
    if (!abilitiesOf(dialect).presence)
        return {};
    return payloadLine(u"presence_update"_s, withAuthor({{u"status"_s, toWire(self.status)}}, self.author));
}

QByteArray encodePointer(Dialect dialect, const Pointer &pointer)
{
    if (!abilitiesOf(dialect).presence)
        return {};
    QJsonObject place {{u"surface"_s, pointer.cursor.surface}, {u"x"_s, pointer.cursor.x}, {u"y"_s, pointer.cursor.y}};
    insert(place, u"anchor"_s, pointer.cursor.anchor);
    return payloadLine(u"cursor_move"_s, withAuthor(place, pointer.author));
}

QByteArray encodeHistoryRequest(const QString &room)
{
    return payloadLine(u"get_history"_s, QJsonObject {{u"roomId"_s, room}, {u"limit"_s, maxHistoryAsked}});
}

QByteArray encodePing()
{
    return payloadLine(u"ping"_s, QJsonObject());
}

QByteArray encodePong(const Ping &ping)
{
    return payloadLine(u"pong"_s, ping.payload.isUndefined() ? QJsonValue(QJsonObject()) : ping.payload);
}

Envelope toEnvelope(const SystemMessage &message)
{
    QJsonObject payload {{u"roomId"_s, u"general"_s}, {u"text"_s, message.text}};
    if (message.timestamp)
        payload.insert(u"timestamp"_s, toEpochMillis(*message.timestamp));
    return {.type = systemMessageType, .payload = payload};
}

} // namespace coterie::protocol::plain
