#include "sync/plainbridge.h"

#include "protocol/notices.h"
#include "protocol/validation.h"

#include <QJsonObject>

#include <algorithm>

// What the plain server says.
namespace coterie::sync {

using namespace Qt::StringLiterals;
using namespace protocol;

PlainStep PlainBridge::received(const plain::Event &event, Instant now, WallTime wall)
{
    m_now = now;
    m_wall = wall;
    PlainStep step;
    step.isAnswer = std::holds_alternative<plain::Pong>(event) || std::holds_alternative<plain::History>(event);
    std::visit(
        [&](const auto &said) {
            if constexpr (requires { on(said, step); })
                on(said, step);
        },
        event);
    return step;
}

void PlainBridge::on(const plain::Message &message, PlainStep &step)
{
    Room *const room = roomOf(message.room);
    if (room == nullptr)
        return;
    if (!room->isJoined) {
        if (!room->asked.isEmpty() && static_cast<std::size_t>(room->held.size()) < maxLog)
            room->held.append(message);
        return;
    }
    take(*room, message, Source::Live, step);
}

void PlainBridge::take(Room &room, const plain::Message &message, Source source, PlainStep &step)
{
    if (const auto sent = sentAs(room, message, source)) {
        confirm(room, *sent, message, source, step);
        return;
    }
    if (isKnown(room, message, source))
        return;
    const bool own = isOwn(message.author);
    const WallTime spokeAt = message.timestamp.value_or(m_wall);
    if (!own)
        meet(room, message.author, spokeAt, step);
    protocol::Message taken;
    taken.messageId = newMessageId(room, message.id);
    taken.roomId = room.roomId;
    taken.userId = userIdOf(message.author);
    taken.username = own ? m_self.username : message.author.name.isEmpty() ? message.author.id : message.author.name;
    if (taken.username.isEmpty())
        taken.username = u"?"_s;
    taken.text = message.text;
    taken.timestamp = spokeAt;
    append(room, std::move(taken), step);
}

/// Numbers it. Before the client has joined, the answer to that will hold it.
void PlainBridge::append(Room &room, protocol::Message message, PlainStep &step)
{
    message.seq = ++room.last;
    if (room.isJoined)
        step.events.append(toEnvelope(RoomEvent {MessageCreated {message}}));
    room.log.push_back(std::move(message));
    if (room.log.size() > maxLog)
        room.log.pop_front();
}

/// An id names a message; without one, in a list of what was said before, who said what when.
bool PlainBridge::isKnown(const Room &room, const plain::Message &message, Source source) const
{
    return std::ranges::any_of(room.log, [&](const protocol::Message &known) {
        if (known.text != message.text)
            return false; // the ids of a server that was started anew begin again
        const bool isOwnId = !known.clientId.isEmpty()
            && (known.clientId.value() == message.clientId || known.clientId.value() == message.id);
        if (isOwnId || (!message.id.isEmpty() && known.messageId.value() == message.id))
            return true;
        return source == Source::History && message.id.isEmpty() && message.timestamp == known.timestamp
            && known.userId == userIdOf(message.author);
    });
}

bool PlainBridge::isOwn(const plain::Author &author) const
{
    if (!author.id.isEmpty())
        return author.id == m_self.userId.value() || m_ownIds.contains(author.id);
    return author.name == m_self.username || m_ownIds.contains(author.name);
}

/// As an echo: nobody who has spoken as somebody else, and once the server has named us nobody else at all.
bool PlainBridge::mayBeOwn(const plain::Author &author) const
{
    if (author.isEmpty() || isOwn(author))
        return true;
    const QString key = author.id.isEmpty() ? author.name : author.id;
    return m_ownIds.isEmpty() && !m_strangers.contains(key);
}

void PlainBridge::learnOwn(const plain::Author &author)
{
    if (!author.isEmpty() && !isOwn(author))
        m_ownIds.insert(author.id.isEmpty() ? author.name : author.id);
}

UserId PlainBridge::userIdOf(const plain::Author &author) const
{
    if (isOwn(author))
        return m_self.userId;
    if (!author.id.isEmpty())
        return UserId {author.id};
    return UserId {author.name.isEmpty() ? u"name:?"_s : u"name:"_s + author.name};
}

MessageId PlainBridge::newMessageId(const Room &room, const QString &given)
{
    const bool isFree = isId(given) && std::ranges::none_of(room.log, [&](const protocol::Message &known) {
        return known.messageId.value() == given;
    });
    return MessageId {isFree ? given : QString::fromStdString(m_random.uuid())};
}

/// Somebody new: where the server does not say who is there, who speaks is all one knows.
void PlainBridge::meet(Room &room, const plain::Author &author, WallTime spokeAt, PlainStep &step)
{
    const QString key = author.id.isEmpty() ? author.name : author.id;
    if (m_strangers.size() < maxStrangers)
        m_strangers.insert(key);
    if (author.isEmpty())
        return;
    Presence presence = presenceOf({.author = author, .status = Status::Offline, .lastSeen = spokeAt});
    const auto known = room.people.constFind(presence.userId);
    const bool isTold = plain::abilitiesOf(m_dialect).presence && known != room.people.cend();
    if (isTold || room.people.size() >= plain::maxPeople)
        return; // by the server itself
    if (known == room.people.cend()) {
        User user;
        user.userId = presence.userId;
        user.username = presence.username;
        step.events.append(toEnvelope(Notice {MemberJoined {room.roomId, user}}));
    }
    step.events.append(toEnvelope(Notice {PresenceUpdate {presence}}));
    room.people.insert(presence.userId, presence);
}

Presence PlainBridge::presenceOf(const plain::Person &person) const
{
    Presence presence;
    presence.userId = userIdOf(person.author);
    presence.username = person.author.name.isEmpty() ? person.author.id : person.author.name;
    presence.status = person.status;
    presence.lastSeen = person.lastSeen;
    return presence;
}

/// Not part of any log: for those who look now.
void PlainBridge::on(const plain::SystemMessage &message, PlainStep &step)
{
    step.events.append(plain::toEnvelope({message.text, message.timestamp.value_or(m_wall)}));
}

void PlainBridge::on(const plain::UserInfo &info, PlainStep &step)
{
    Room *const room = roomOf({});
    const bool isUs = !m_wasTold || isOwn(info.author);
    m_wasTold = true;
    if (isUs)
        learnOwn(info.author);
    else if (room != nullptr)
        meet(*room, info.author, m_wall, step);
}

void PlainBridge::on(const plain::Typing &typing, PlainStep &step)
{
    const Room *const room = roomOf(typing.room);
    if (room == nullptr || isOwn(typing.author))
        return;
    const UserId userId = userIdOf(typing.author);
    const QString name = typing.author.name.isEmpty() ? typing.author.id : typing.author.name;
    if (typing.on)
        step.events.append(toEnvelope(Notice {UserTyping {room->roomId, userId, name}}));
    else
        step.events.append(toEnvelope(Notice {UserStoppedTyping {room->roomId, userId, name}}));
}

void PlainBridge::on(const plain::People &people, PlainStep &step)
{
    Room *const room = roomOf(people.room);
    if (room == nullptr)
        return;
    if (people.isWhole)
        room->people.clear();
    for (const plain::Person &person : people.people) {
        // Ourselves under the id the server gives us, or on another of our own devices: nothing to learn from, since
        // the first of them need not be this one.
        const bool isNamesake = person.author.name == m_self.username;
        if (isNamesake || isOwn(person.author) || room->people.size() >= plain::maxPeople)
            continue;
        const Presence presence = presenceOf(person);
        const bool isNew = !room->people.contains(presence.userId);
        room->people.insert(presence.userId, presence);
        if (people.isWhole)
            continue;
        User user;
        user.userId = presence.userId;
        user.username = presence.username;
        if (isNew && room->isJoined)
            step.events.append(toEnvelope(Notice {MemberJoined {room->roomId, user}}));
        step.events.append(toEnvelope(Notice {PresenceUpdate {presence}}));
    }
    if (people.isWhole && room->isJoined)
        tellPresence(*room, step);
}

void PlainBridge::on(const plain::Pointer &pointer, PlainStep &step)
{
    if (isOwn(pointer.author))
        return;
    Cursor cursor = pointer.cursor;
    cursor.userId = userIdOf(pointer.author);
    cursor.username = pointer.author.name.isEmpty() ? pointer.author.id : pointer.author.name;
    step.events.append(toEnvelope(Notice {CursorUpdate {cursor}}));
}

void PlainBridge::on(const plain::PointerLeft &pointer, PlainStep &step)
{
    if (!isOwn(pointer.author))
        step.events.append(toEnvelope(Notice {UserLeft {userIdOf(pointer.author), {}}}));
}

void PlainBridge::on(const plain::Ping &ping, PlainStep &step) const
{
    step.frames.append(plain::encodePong(ping));
}

} // namespace coterie::sync
