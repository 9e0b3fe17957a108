#include "server/hub/messages.h"

#include "protocol/mentions.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxEmojiPerMessage = 50;
constexpr int excerptLength = 140;

QByteArray frameOf(const RoomEvent &event)
{
    return encodeFrame(toEnvelope(event));
}

QString excerptOf(const Message &message)
{
    const QString text = message.poll ? message.poll->question : message.text.simplified();
    return text.size() <= excerptLength ? text : text.first(excerptLength - 1) + u'…';
}

} // namespace

void Messages::complete(Message &message, const UserState *reader) const
{
    if (const UserState *author = m_core.state.user(message.userId))
        message.username = author->row.user.username;
    if (message.poll && reader != nullptr)
        message.poll->ownVotes = m_core.storage.messages.votesOf(keyOf(message.messageId), reader->id());
}

Result<Messages::Found> Messages::find(const UserState &user, MessageKey key, Need need, const char *sentence) const
{
    auto message = key > 0 ? m_core.storage.messages.message(key) : std::nullopt;
    RoomState *const room = message ? m_core.state.room(message->roomId) : nullptr;
    if (room == nullptr || !m_core.state.canSee(*room, user))
        return Error {Errc::NotFound, sentence};
    if (need == Need::Member && !m_core.state.isMember(*room, user))
        return Error {Errc::Forbidden, "Join the room first."};
    return Found {key, std::move(*message), room};
}

Result<Messages::Found> Messages::findMessage(UserState &user, const MessageId &id)
{
    constexpr char none[] = "There is no such message.";
    if (auto allowed = m_core.allow(user.changes); !allowed)
        return allowed.error();
    auto found = find(user, keyOf(id), Need::Member, none);
    if (found && found->message.deleted)
        return Error {Errc::NotFound, none};
    return found;
}

Result<void> Messages::checkText(const QString &text) const
{
    if (text.toUtf8().size() > m_core.config.limits.textBytes)
        return Error {Errc::TooLarge, "The message is too long."};
    return {};
}

std::optional<SendAck> Messages::sentBefore(const UserState &user, const ClientId &id) const
{
    const auto before = id.isEmpty() ? std::nullopt : m_core.storage.messages.sentBefore(user.id(), id);
    if (!before)
        return std::nullopt;
    return SendAck {.messageId = messageIdOf(before->key),
        .clientId = id,
        .seq = before->seq,
        .timestamp = before->at,
        .pollId = before->poll ? std::optional(pollIdOf(before->key)) : std::nullopt};
}

/// Checks what the message points to, and fills in what the server knows better than the sender.
Result<void> Messages::resolve(const UserState &user, const RoomState &room, Message &message) const
{
    const auto isHere = [&](const MessageId &id) {
        const auto other = m_core.storage.messages.message(keyOf(id));
        return other && other->roomId == room.id() && !other->threadId ? other : std::nullopt;
    };
    if (message.replyTo) {
        const auto other = m_core.storage.messages.message(keyOf(*message.replyTo));
        if (!other || other->roomId != room.id())
            return Error {Errc::NotFound, "The message it answers is not in this room."};
    }
    if (message.threadId && !isHere(*message.threadId))
        return Error {Errc::NotFound, "The thread it belongs to is not in this room."};
    for (Attachment &attachment : message.attachments) {
        const auto file = m_core.storage.access.file(attachment.fileId);
        if (!file || file->owner != user.id())
            return Error {Errc::NotFound, "A file of this message was not uploaded by you."};
        attachment = file->file;
    }
    return {};
}

Result<SendAck> Messages::send(UserState &user, const SendMessage &request)
{
    if (auto before = sentBefore(user, request.clientId))
        return *before;
    auto room = m_core.memberRoom(user, request.roomId);
    if (!room)
        return room.error();
    if (auto allowed = m_core.allow(user.messages); !allowed)
        return allowed.error();
    if (request.text.trimmed().isEmpty() && request.attachments.isEmpty())
        return Error {Errc::BadRequest, "There is nothing in this message."};
    if (auto fits = checkText(request.text); !fits)
        return fits.error();
    Message message {.clientId = request.clientId,
        .text = request.text,
        .replyTo = request.replyTo,
        .threadId = request.threadId,
        .attachments = request.attachments};
    if (auto good = resolve(user, **room, message); !good)
        return good.error();
    if (message.text.contains(u'@'))
        message.mentions = mentionsIn(message.text, **room);
    return append(user, **room, std::move(message));
}

Result<SendAck> Messages::post(UserState &author, RoomState &room, const QString &text)
{
    if (auto allowed = m_core.allow(author.messages); !allowed)
        return allowed.error();
    if (text.trimmed().isEmpty())
        return Error {Errc::BadRequest, "There is nothing in this message."};
    if (auto fits = checkText(text); !fits)
        return fits.error();
    return append(author, room, Message {.text = text, .mentions = mentionsIn(text, room)});
}

SendAck Messages::append(UserState &user, RoomState &room, Message message)
{
    const MessageKey key = m_core.storage.messages.nextKey(m_core.wall());
    message.messageId = messageIdOf(key);
    message.roomId = room.id();
    message.userId = user.id();
    message.username = user.row.user.username;
    message.timestamp = m_core.wall();
    message.seq = ++room.row.lastSeq;
    if (message.clientId.isEmpty())
        message.clientId = ClientId {u"s-"_s + message.messageId.value()};
    if (message.poll)
        message.poll->pollId = pollIdOf(key);
    m_core.storage.messages.insert(key, message);
    for (const Attachment &attachment : std::as_const(message.attachments))
        m_core.storage.access.showFileIn(attachment.fileId, room.id());
    ++m_core.tally.messages;
    m_core.tally.deliveries += room.jsonSockets.size() + room.cborSockets.size();
    m_core.out.toRoom(room, frameOf(MessageCreated {message}), message);
    notifyAbout(user, room, message);
    if (message.threadId)
        countInThread(room, *message.threadId, 1);
    return {.messageId = message.messageId,
        .clientId = message.clientId,
        .seq = message.seq,
        .timestamp = message.timestamp,
        .pollId = message.poll ? std::optional(message.poll->pollId) : std::nullopt};
}

QList<UserId> Messages::mentionsIn(const QString &text, const RoomState &room) const
{
    if (!text.contains(u'@'))
        return {};
    QList<User> people;
    people.reserve(room.members.size());
    for (const Member &member : room.members)
        people.append(member.user->row.user);
    return mentionedUsers(text, people);
}

void Messages::notifyAbout(const UserState &author, const RoomState &room, const Message &message)
{
    const bool direct = room.row.kind == RoomKind::Direct;
    const auto tell = [&](const UserState &person, const QString &title, const QString &source) {
        m_feed.notify(person,
            {.title = title,
                .message = excerptOf(message),
                .roomId = room.id(),
                .messageId = message.messageId,
                .source = source});
    };
    if (direct) {
        for (const Member &member : room.members) {
            if (member.user != &author)
                tell(*member.user, author.row.user.username, u"direct"_s);
        }
        return;
    }
    for (const UserId &id : message.mentions) {
        const UserState *const person = m_core.state.user(id);
        if (person != nullptr && person != &author)
            tell(*person, u"%1 mentioned you in # %2"_s.arg(author.row.user.username, room.row.name), u"mention"_s);
    }
}

Seq Messages::record(RoomState &room, EventKind kind, MessageKey key, const QString &emoji)
{
    const Seq seq = ++room.row.lastSeq;
    m_core.storage.messages.addEvent(room.id(), {seq, kind, key, emoji}, m_core.wall());
    ++m_core.tally.events;
    m_core.tally.deliveries += room.jsonSockets.size() + room.cborSockets.size();
    return seq;
}

void Messages::sayUpdated(RoomState &room, MessageKey key)
{
    const Seq seq = record(room, EventKind::Updated, key);
    if (auto message = m_core.storage.messages.message(key)) {
        complete(*message, nullptr);
        m_core.out.toRoom(room, frameOf(MessageUpdated {*message, seq}));
    }
}

void Messages::countInThread(RoomState &room, const MessageId &root, int change)
{
    const MessageKey key = keyOf(root);
    const auto message = m_core.storage.messages.message(key);
    if (!message || message->deleted)
        return;
    m_core.storage.messages.setThreadCount(key, std::max(0, message->threadCount + change));
    sayUpdated(room, key);
}

Result<Ack> Messages::edit(UserState &user, const EditMessage &request)
{
    auto found = findMessage(user, request.messageId);
    if (!found)
        return found.error();
    Message &message = found->message;
    if (message.userId != user.id())
        return Error {Errc::Forbidden, "Only its author can change a message."};
    if (message.poll)
        return Error {Errc::Forbidden, "A poll cannot be changed once people see it."};
    if (request.text.trimmed().isEmpty() && message.attachments.isEmpty())
        return Error {Errc::BadRequest, "There is nothing in this message."};
    if (auto fits = checkText(request.text); !fits)
        return fits.error();
    if (request.text == message.text)
        return Ack {};
    const Message before = std::exchange(message, [&] {
        Message after = message;
        after.text = request.text;
        after.editedAt = m_core.wall();
        return after;
    }());
    m_core.storage.search.replace(found->key, before, message);
    message.mentions = mentionsIn(request.text, *found->room);
    m_core.storage.messages.setText(found->key, message, m_core.wall());
    sayUpdated(*found->room, found->key);
    return Ack {.seq = found->room->row.lastSeq};
}

Result<Ack> Messages::remove(UserState &user, const DeleteMessage &request)
{
    auto found = findMessage(user, request.messageId);
    if (!found)
        return found.error();
    RoomState &room = *found->room;
    const bool isAdmin = user.row.user.role == Role::Admin || room.members.find(user.id())->role == Role::Admin;
    if (found->message.userId != user.id() && !isAdmin)
        return Error {Errc::Forbidden, "Only its author or an administrator can delete a message."};
    m_core.storage.search.replace(found->key, found->message, {.deleted = true});
    m_core.storage.messages.markDeleted(found->key, found->message);
    const Seq seq = record(room, EventKind::Deleted, found->key);
    m_core.out.toRoom(room, frameOf(MessageDeleted {room.id(), request.messageId, seq}));
    if (found->message.threadId)
        countInThread(room, *found->message.threadId, -1);
    return Ack {.seq = seq};
}

Result<Ack> Messages::react(UserState &user, const React &request)
{
    auto found = findMessage(user, request.messageId);
    if (!found)
        return found.error();
    MessageStore &store = m_core.storage.messages;
    if (request.on && store.reactors(found->key, request.emoji).isEmpty()
        && store.emojiCount(found->key) >= maxEmojiPerMessage)
        return Error {Errc::TooLarge, "This message has all the reactions it can hold."};
    if (!store.setReaction(found->key, request.emoji, user.id(), request.on))
        return Ack {};
    const Seq seq = record(*found->room, EventKind::Reaction, found->key, request.emoji);
    m_core.out.toRoom(*found->room,
        frameOf(ReactionUpdated {found->room->id(), request.messageId, request.emoji,
            store.reactors(found->key, request.emoji), seq, store.emojiOf(found->key)}));
    return Ack {.seq = seq};
}

Result<Ack> Messages::pin(UserState &user, const PinMessage &request)
{
    auto found = findMessage(user, request.messageId);
    if (!found)
        return found.error();
    if (found->message.pinned == request.on)
        return Ack {};
    Message after = found->message;
    after.pinned = request.on;
    m_core.storage.search.replace(found->key, found->message, after);
    m_core.storage.messages.setPinned(found->key, request.on);
    sayUpdated(*found->room, found->key);
    const Seq seq = found->room->row.lastSeq;
    if (request.on)
        m_feed.activity(user, u"pinned a message in"_s, *found->room);
    return Ack {.seq = seq};
}

} // namespace coterie::server
