#include "client/roombook.h"

#include "base/overloaded.h"

#include <algorithm>

namespace coterie::client {

using namespace Qt::StringLiterals;
using protocol::Message;
using protocol::RoomEvent;
using protocol::RoomId;
using protocol::Seq;

namespace {

void setReaction(Message &message, const protocol::ReactionUpdated &event)
{
    const auto found = std::ranges::find(message.reactions, event.emoji, &protocol::Reaction::emoji);
    if (found == message.reactions.end()) {
        if (!event.users.isEmpty())
            message.reactions.append({event.emoji, event.users});
    } else if (event.users.isEmpty()) {
        message.reactions.erase(found);
    } else {
        found->users = event.users;
    }
    if (event.order.isEmpty())
        return;
    std::ranges::stable_sort(message.reactions, {}, [&](const protocol::Reaction &reaction) {
        const qsizetype place = event.order.indexOf(reaction.emoji);
        return place < 0 ? event.order.size() : place;
    });
}

} // namespace

QString previewOf(const Message &message)
{
    constexpr int enough = 120; // characters; no list of rooms is wider
    QString line = message.poll ? message.poll->question : message.text;
    line = line.left(4 * enough).simplified();
    for (const QChar mark : {u'*', u'`'}) // marks of emphasis, read better without
        line.remove(mark);
    return line.trimmed().left(enough);
}

void RoomBook::load()
{
    const auto members = m_store.rooms().members();
    const auto drafts = m_store.rooms().drafts();
    for (const store::StoredRoom &stored : m_store.rooms().all()) {
        const RoomId id = stored.room.roomId;
        RoomState state {.stored = stored, .log = {}, .members = members.value(id), .draft = drafts.value(id)};
        if (!stored.room.epoch.isEmpty())
            state.log = sync::RoomLog(stored.room.epoch, stored.position);
        m_rooms.insert_or_assign(id, std::move(state));
    }
}

void RoomBook::setSelf(const protocol::UserId &self)
{
    m_self = self;
    m_store.messages().setSelf(self);
}

RoomState *RoomBook::find(const RoomId &roomId)
{
    const auto found = m_rooms.find(roomId);
    return found == m_rooms.end() ? nullptr : &found->second;
}

QList<RoomId> RoomBook::ids() const
{
    QList<RoomId> ids;
    for (const auto &[id, state] : m_rooms)
        ids.append(id);
    return ids;
}

RoomSummary RoomBook::summary(const RoomState &room, int waiting) const
{
    return {.room = room.stored.room,
        .unread = room.stored.unread,
        .mentions = room.stored.mentions,
        .waiting = waiting,
        .draft = room.draft,
        .lastText = room.stored.lastText,
        .lastAuthor = room.stored.lastAuthor,
        .lastAt = room.stored.lastAt};
}

RoomState &RoomBook::learn(const protocol::Room &room)
{
    auto [place, isNew] = m_rooms.try_emplace(room.roomId);
    RoomState &state = place->second;
    protocol::Room updated = room;
    updated.member = true;
    if (isNew) {
        updated.epoch = {}; // nothing of its log is known before it is joined
        state.stored.unread = room.unread;
        state.stored.mentions = room.mentions;
        state.draft =
            m_store.rooms().drafts().value(room.roomId); // of an earlier membership, or of a short first visit
    } else {
        const protocol::Room &known = state.stored.room;
        updated.readSeq = std::max(known.readSeq, room.epoch == known.epoch ? room.readSeq : 0);
        updated.lastSeq = std::max(known.lastSeq, room.epoch == known.epoch ? room.lastSeq : 0);
        updated.epoch = known.epoch;
        if (updated.members.isEmpty())
            updated.members = known.members;
    }
    state.stored.room = updated;
    if (!updated.members.isEmpty() && state.members.isEmpty())
        setMembers(state, updated.members);
    save(state);
    return state;
}

void RoomBook::forget(const RoomId &roomId)
{
    m_rooms.erase(roomId);
    m_store.rooms().remove(roomId);
}

void RoomBook::linkLost()
{
    for (auto &[id, state] : m_rooms) {
        state.asked = false;
        state.joined = false;
        state.log.linkLost();
    }
}

QList<Message> RoomBook::apply(RoomState &room, const QList<RoomEvent> &events)
{
    QList<Message> changed;
    if (events.isEmpty())
        return changed;
    bool lastChanged = false;
    bool gone = false;
    for (const RoomEvent &event : events) {
        auto message = applyOne(room, event);
        if (!message)
            continue;
        lastChanged =
            lastChanged || !room.stored.lastAt || message->deleted || message->timestamp >= *room.stored.lastAt;
        gone = gone || (message->deleted && message->seq > room.stored.room.readSeq);
        changed.append(*std::move(message));
    }
    if (gone)
        static_cast<void>(recount(room));
    if (lastChanged)
        refreshLast(room);
    m_store.rooms().addRange(room.stored.room.roomId, protocol::seqOf(events.first()), protocol::seqOf(events.last()));
    room.stored.position = room.log.position();
    room.stored.room.lastSeq = std::max(room.stored.room.lastSeq, room.stored.position);
    save(room);
    return changed;
}

std::optional<Message> RoomBook::applyOne(RoomState &room, const RoomEvent &event)
{
    auto &messages = m_store.messages();
    std::optional<Message> message;
    std::visit(Overloaded {
                   [&](const protocol::MessageCreated &e) {
                       message = e.message;
                       created(room, e.message);
                   },
                   [&](const protocol::MessageUpdated &e) {
                       const auto known = messages.byId(e.message.messageId);
                       if (!known)
                           return; // of a page that was never fetched
                       message = e.message;
                       if (message->poll && known->poll) // broadcasts do not carry the receiver's own vote
                           message->poll->ownVotes = known->poll->ownVotes;
                   },
                   [&](const protocol::MessageDeleted &e) {
                       message = messages.byId(e.messageId);
                       if (!message)
                           return;
                       message->deleted = true;
                       message->text.clear();
                       message->attachments.clear();
                       message->reactions.clear();
                       message->poll.reset();
                       message->pinned = false;
                   },
                   [&](const protocol::ReactionUpdated &e) {
                       message = messages.byId(e.messageId);
                       if (message)
                           setReaction(*message, e);
                   },
                   [&](const protocol::PollUpdated &e) {
                       message = messages.byPoll(e.pollId);
                       if (!message || !message->poll)
                           return;
                       message->poll->counts = e.counts;
                       message->poll->voters = e.voters;
                       message->poll->closed = e.closed;
                   },
               },
        event);
    if (!message)
        return std::nullopt;
    messages.put(*message);
    return message;
}

void RoomBook::created(RoomState &room, const Message &message)
{
    if (message.userId == m_self || message.seq <= room.stored.room.readSeq || message.deleted)
        return;
    ++room.stored.unread;
    if (message.mentions.contains(m_self))
        ++room.stored.mentions;
}

void RoomBook::begun(RoomState &room)
{
    room.stored.room.epoch = room.log.epoch();
    room.stored.position = room.log.position();
    save(room);
}

void RoomBook::restarted(RoomState &room, const protocol::Room &told)
{
    m_store.rooms().clearMessages(room.stored.room.roomId);
    room.stored.room.readSeq = told.readSeq;
    room.stored.room.lastSeq = told.lastSeq;
    room.stored.room.epoch = room.log.epoch();
    room.stored.position = room.log.position();
    room.stored.lastText.clear();
    room.stored.lastAuthor.clear();
    room.stored.lastAt.reset();
    save(room);
}

void RoomBook::skipped(RoomState &room)
{
    m_store.rooms().markStale(room.stored.room.roomId);
    room.stored.position = room.log.position();
    save(room);
}

void RoomBook::behind(RoomState &room, const protocol::Room &told)
{
    if (told.readSeq < room.stored.room.readSeq)
        return; // read here, and the server does not know yet: its numbers are too high
    room.stored.unread = told.unread;
    room.stored.mentions = told.mentions;
    save(room);
}

void RoomBook::counted(RoomState &room, int unread, int mentions)
{
    if (!recount(room)) {
        room.stored.unread = unread;
        room.stored.mentions = mentions;
    }
    save(room);
}

bool RoomBook::recount(RoomState &room)
{
    const RoomId &id = room.stored.room.roomId;
    const Seq readSeq = room.stored.room.readSeq;
    if (readSeq < room.stored.position) {
        const auto range = store::rangeAt(m_store.rooms().ranges(id), readSeq + 1);
        if (!range || range->stale || range->last < room.stored.position)
            return false;
    }
    const auto unread = m_store.messages().unreadAfter(id, readSeq);
    room.stored.unread = unread.messages;
    room.stored.mentions = unread.mentions;
    return true;
}

void RoomBook::recountAll()
{
    for (auto &[id, room] : m_rooms) {
        save(room); // the store may have lost it
        if (recount(room))
            save(room);
    }
}

bool RoomBook::markRead(RoomState &room, Seq seq)
{
    if (seq <= room.stored.room.readSeq)
        return false;
    room.stored.room.readSeq = seq;
    static_cast<void>(recount(room)); // where the store cannot count, the server's next numbers will
    save(room);
    return true;
}

void RoomBook::refreshLast(RoomState &room)
{
    const auto latest = m_store.messages().latest(room.stored.room.roomId);
    room.stored.lastText = latest ? previewOf(*latest) : QString();
    room.stored.lastAuthor = latest ? latest->username : QString();
    room.stored.lastAt = latest ? std::optional(latest->timestamp) : std::nullopt;
}

void RoomBook::save(const RoomState &room)
{
    m_store.rooms().put(room.stored);
}

void RoomBook::setMembers(RoomState &room, const QList<protocol::UserId> &members)
{
    room.members = members;
    m_store.rooms().setMembers(room.stored.room.roomId, members);
}

} // namespace coterie::client
