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
    std::visit(
        [&](const auto &said) {
            if constexpr (requires { on(said, step); })
                on(said, step);
        },
        event);
    return step;
}

PlainBridge::Room *PlainBridge::roomOf(const QString &name)
{
    const bool hasRooms = plain::abilitiesOf(m_dialect).rooms;
    const auto found = m_rooms.find(hasRooms && !name.isEmpty() ? RoomId {name}
            : hasRooms                                          ? m_lastRoom
                                                                : RoomId {u"general"_s});
    return found == m_rooms.end() ? nullptr : &found->second;
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
        confirm(room, *sent, message, step);
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

void PlainBridge::confirm(Room &room, std::size_t index, const plain::Message &message, PlainStep &step)
{
    const Sent sent = m_sent[index];
    m_sent.erase(m_sent.begin() + static_cast<std::ptrdiff_t>(index));
    learnOwn(message.author);
    protocol::Message own;
    own.messageId = newMessageId(room, message.id);
    own.clientId = sent.request.clientId;
    own.roomId = room.roomId;
    own.userId = m_self.userId;
    own.username = m_self.username;
    own.text = message.text;
    own.timestamp = message.timestamp.value_or(m_wall);
    if (!sent.envelopeId.isEmpty())
        step.events.append(toEnvelope(
            SendAck {own.messageId, own.clientId, room.last + 1, own.timestamp, std::nullopt}, sent.envelopeId));
    append(room, std::move(own), step);
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

void PlainBridge::on(const plain::History &history, PlainStep &step)
{
    Room *const room = roomOf(history.room);
    if (room == nullptr || !room->historyUntil)
        return; // not asked for
    // What is behind the last one that is known is new; if none is, all of it.
    qsizetype fresh = history.messages.size();
    while (fresh > 0 && !isKnown(*room, history.messages.at(fresh - 1), Source::History))
        --fresh;
    for (const plain::Message &message : history.messages.mid(fresh))
        take(*room, message, Source::History, step);
    settleHistory(*room, step);
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

std::optional<std::size_t> PlainBridge::sentAs(const Room &room, const plain::Message &message, Source source) const
{
    const auto index = [&](auto predicate) -> std::optional<std::size_t> {
        const auto found = std::ranges::find_if(
            m_sent, [&](const Sent &sent) { return sent.request.roomId == room.roomId && predicate(sent); });
        return found == m_sent.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_sent.begin()));
    };
    const auto byId = index([&](const Sent &sent) {
        const QString id = sent.request.clientId.value();
        return !id.isEmpty() && (message.clientId == id || message.id == id);
    });
    if (byId || !message.clientId.isEmpty()) // another client's id is somebody else's message
        return byId;
    return index([&](const Sent &sent) { return isSame(sent, message, source); });
}

bool PlainBridge::isSame(const Sent &sent, const plain::Message &message, Source source) const
{
    if (sent.request.text.trimmed() != message.text.trimmed() || !sent.isOfThisRun || !mayBeOwn(message.author))
        return false;
    const bool isStampedSo =
        message.timestamp && std::chrono::abs(*message.timestamp - sent.wall) <= m_rules.sameWithin;
    // Clocks differ by hours: what comes within the time was said within it.
    const bool cameSo = source == Source::Live && m_now - sent.at <= m_rules.sameWithin;
    return isStampedSo || cameSo;
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
    const QJsonObject payload {{u"roomId"_s, u"general"_s}, {u"text"_s, message.text},
        {u"timestamp"_s, toEpochMillis(message.timestamp.value_or(m_wall))}};
    step.events.append({.type = u"system_message"_s, .payload = payload});
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
