#include "client/session.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

// What the user does, through the outbox: stored, shown, sent, and settled when the server has answered.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;
using sync::OutboxEntry;
using sync::OutboxUpdate;

void Session::send(const Outgoing &message, const ClientId &clientId)
{
    SendMessage request {.roomId = message.roomId, .clientId = clientId, .text = message.text};
    request.threadId = message.threadId;
    ClientId waitsFor;
    if (const auto target = message.replyToKey.isEmpty() ? std::nullopt : targetOf(message.replyToKey)) {
        request.replyTo = target->messageId;
        waitsFor = target->waitsFor;
    }
    m_ephemera.stopTyping(message.roomId);
    enqueue(message.roomId, request, waitsFor);
}

void Session::createPoll(const NewPoll &poll, const ClientId &clientId)
{
    enqueue(poll.roomId,
        CreatePoll {.roomId = poll.roomId,
            .clientId = clientId,
            .question = poll.question,
            .options = poll.options,
            .multiple = poll.multiple,
            .closesAt = poll.closesAt});
}

void Session::retry(const QString &key)
{
    settle(m_outbox.retry(ClientId {key}));
    pump();
}

void Session::discard(const QString &key)
{
    settle(m_outbox.discard(ClientId {key}));
    pump();
}

void Session::edit(const QString &key, const QString &text)
{
    if (const auto target = targetOf(key))
        enqueue(target->roomId, EditMessage {target->messageId, text}, target->waitsFor);
}

void Session::remove(const QString &key)
{
    if (const auto target = targetOf(key))
        enqueue(target->roomId, DeleteMessage {target->messageId}, target->waitsFor);
}

void Session::react(const QString &key, const QString &emoji, bool on)
{
    if (const auto target = targetOf(key))
        enqueue(target->roomId, React {target->messageId, emoji, on}, target->waitsFor);
}

void Session::pin(const QString &key, bool on)
{
    if (const auto target = targetOf(key))
        enqueue(target->roomId, PinMessage {target->messageId, on}, target->waitsFor);
}

void Session::vote(const QString &key, const QList<int> &options)
{
    if (const auto target = targetOf(key))
        enqueue(target->roomId, Vote {target->pollId, options}, target->waitsFor);
}

void Session::closePoll(const QString &key)
{
    if (const auto target = targetOf(key))
        enqueue(target->roomId, ClosePoll {target->pollId}, target->waitsFor);
}

void Session::saveDraft(const RoomId &roomId, const QString &text)
{
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr || room->draft == text)
        return;
    room->draft = text;
    transact([&] { m_store->rooms().setDraft(roomId, text); });
    showRoom(*room);
}

void Session::keepMemory(const QString &name, const QJsonObject &value)
{
    transact([&] { m_store->values().setMemory(name, value); });
}

QJsonObject Session::memory(const QString &name)
{
    return m_store->values().memory(name);
}

void Session::markRead(const RoomId &roomId, Seq seq)
{
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr || seq <= room->stored.room.readSeq)
        return;
    readElsewhere(roomId, seq);
    enqueue(roomId, MarkRead {roomId, seq});
}

void Session::markNotificationsRead(const QList<QString> &ids)
{
    if (notificationsRead(ids))
        enqueue({}, MarkNotificationsRead {ids});
}

bool Session::notificationsRead(const QList<QString> &ids)
{
    QList<QString> changed;
    transact([&] { changed = m_store->feed().markRead(ids); });
    if (changed.isEmpty())
        return false;
    m_batch.open().notificationsRead += changed;
    for (const QString &id : std::as_const(changed))
        m_unreadNotifications.remove(id);
    return true;
}

std::optional<Session::Target> Session::targetOf(const QString &key)
{
    if (const OutboxEntry *entry = m_outbox.find(ClientId {key}))
        return Target {entry->roomId, entry->clientId(), MessageId {key}, PollId {key}};
    auto message = m_store->messages().byClientId(m_self.userId, ClientId {key});
    if (!message)
        message = m_store->messages().byId(MessageId {key});
    if (!message)
        return std::nullopt; // not on this computer, so not on the screen
    return Target {message->roomId, {}, message->messageId, message->poll ? message->poll->pollId : PollId {}};
}

void Session::enqueue(const RoomId &roomId, const Request &request, const ClientId &waitsFor)
{
    const OutboxUpdate update = m_outbox.add(roomId, request, waitsFor);
    for (const OutboxEntry &entry : update.changed) {
        if (!m_madeAt.contains(entry.order))
            m_madeAt.insert(entry.order, serverNow());
    }
    settle(update);
    pump();
}

/// On disk first, then on the screen; `ack` is the server's answer, if that is what brought the update.
void Session::settle(const OutboxUpdate &update, const QJsonObject &ack)
{
    if (update.isEmpty())
        return;
    transact([&] { store(update, ack); });
    show(update);
}

void Session::store(const OutboxUpdate &update, const QJsonObject &ack)
{
    count(update);
    for (const OutboxEntry &entry : update.changed) {
        if (entry.state == OutboxEntry::State::Failed)
            m_left.remove(entry.order); // sent again only by the person's own wish
        QJsonObject json = sync::toJson(entry);
        if (m_left.contains(entry.order))
            json["left"_L1] = true;
        json["madeAt"_L1] = toEpochMillis(madeAt(entry));
        m_store->outbox().put({entry.order, json});
    }
    for (const OutboxEntry &entry : update.done) {
        m_store->outbox().remove(entry.order);
        storeDone(entry, ack);
    }
    for (const auto *gone : {&update.rolledBack, &update.dropped}) {
        for (const OutboxEntry &entry : *gone)
            m_store->outbox().remove(entry.order);
    }
}

/// What was acknowledged stays on the screen as it is, although the event that says so to everybody may come later.
void Session::storeDone(const OutboxEntry &entry, const QJsonObject &ack)
{
    if (ack.isEmpty())
        return; // its own event brought it
    RoomState *room = m_rooms->find(entry.roomId);
    auto &messages = m_store->messages();
    if (entry.isMessage()) {
        const auto sent = sendAckFromJson(ack);
        if (!sent || messages.byId(sent->messageId))
            return;
        Message message = messageOf(entry, m_self, sent->timestamp);
        message.messageId = sent->messageId;
        message.seq = sent->seq;
        if (message.poll && sent->pollId)
            message.poll->pollId = *sent->pollId;
        messages.put(message);
        if (room != nullptr && !room->joined)
            room->ackedEarly.insert(message.messageId);
        return;
    }
    std::optional<Message> message;
    if (const auto *vote = std::get_if<Vote>(&entry.request))
        message = messages.byPoll(vote->pollId);
    else if (const auto target = std::visit(
                 [](const auto &request) {
                     if constexpr (requires { request.messageId; })
                         return std::optional(request.messageId);
                     else
                         return std::optional<MessageId>();
                 },
                 entry.request))
        message = messages.byId(*target);
    if (!message)
        return;
    const auto seq = ackFromJson(ack);
    // No seq: the server had it already, from a first sending of which the ack was lost, and its event came with the
    // join.
    const bool isHere = room != nullptr && seq && (!seq->seq || *seq->seq <= room->stored.position);
    if (!isHere)
        applyRequest(*message, entry.request, m_self.userId, serverNow());
    else if (const auto *vote = std::get_if<Vote>(&entry.request); vote != nullptr && message->poll)
        message->poll->ownVotes = vote->options; // the event has the counts, but never whose votes they are
    messages.put(*message);
}

void Session::show(const OutboxUpdate &update)
{
    QSet<RoomId> rooms;
    for (const auto *entries : {&update.changed, &update.done, &update.rolledBack, &update.dropped}) {
        for (const OutboxEntry &entry : *entries) {
            rooms.insert(entry.roomId);
            showEntry(entry);
        }
    }
    for (const OutboxEntry &entry : update.rolledBack) {
        const bool isQuiet = std::holds_alternative<MarkRead>(entry.request)
            || std::holds_alternative<MarkNotificationsRead>(entry.request);
        if (!isQuiet && !entry.failure.isEmpty())
            m_batch.open().notices.append(entry.failure);
    }
    for (const auto *gone : {&update.done, &update.rolledBack, &update.dropped}) {
        for (const OutboxEntry &entry : *gone) {
            m_madeAt.remove(entry.order);
            m_left.remove(entry.order);
        }
    }
    for (const RoomId &id : std::as_const(rooms)) {
        if (const RoomState *room = m_rooms->find(id))
            showRoom(*room);
    }
    for (const OutboxEntry &entry : update.done) {
        if (entry.sentAt)
            m_latency = std::chrono::duration_cast<Millis>(m_clock.now() - *entry.sentAt);
    }
    reportConnection();
}

/// The row this entry is, or changes.
void Session::showEntry(const OutboxEntry &entry)
{
    if (entry.isMessage()) {
        showKey(entry.roomId, entry.clientId().value());
    } else if (!entry.waitsFor.isEmpty()) {
        showKey(entry.roomId, entry.waitsFor.value());
    } else {
        std::visit(
            [this](const auto &request) {
                std::optional<Message> message;
                if constexpr (requires { request.pollId; })
                    message = m_store->messages().byPoll(request.pollId);
                else if constexpr (requires { request.messageId; })
                    message = m_store->messages().byId(request.messageId);
                if (message)
                    showMessage(*message, News::Changed);
            },
            entry.request);
    }
}

void Session::showKey(const RoomId &roomId, const QString &key)
{
    if (const OutboxEntry *entry = m_outbox.find(ClientId {key}))
        m_batch.message(roomId, unsentRow(*entry, changesIn(roomId), m_self, madeAt(*entry)));
    else if (const auto message = m_store->messages().byClientId(m_self.userId, ClientId {key}))
        showMessage(*message, News::Changed);
    else
        m_batch.messageRemoved(roomId, key);
}

void Session::showMessage(const Message &message, News news)
{
    const auto row = sentRow(message, changesIn(message.roomId), m_self.userId, serverNow());
    if (news == News::Arrived)
        m_batch.arrived(message.roomId, row);
    else
        m_batch.message(message.roomId, row);
}

void Session::pump()
{
    if (isOnline()) {
        for (const sync::Outbox::Outgoing &due : m_outbox.takeDue(m_clock.now()))
            static_cast<void>(m_link.send(due.envelope, leaving(due)));
    }
    if (m_outbox.isWaitingForAck())
        m_link.ackExpected();
    else
        m_link.ackArrived();
    schedule();
}

/// A plain server cannot be asked whether it has a message already, so what left once is marked on disk before it does.
sync::Repeat Session::leaving(const sync::Outbox::Outgoing &due)
{
    if (!m_link.dialect())
        return sync::Repeat::No;
    if (m_left.contains(due.order))
        return sync::Repeat::Maybe;
    m_left.insert(due.order);
    const auto entries = m_outbox.entries();
    const auto entry = std::ranges::find(entries, due.order, &OutboxEntry::order);
    if (entry != entries.end())
        transact([&] { store({.changed = {*entry}}, {}); });
    return sync::Repeat::No;
}

/// Kept by the update instead of asked of the whole outbox for every row: hundreds may wait.
void Session::count(const OutboxUpdate &update)
{
    const auto take = [](auto &orders, const OutboxEntry &entry) {
        const auto found = orders.find(entry.roomId);
        if (found != orders.end() && found->remove(entry.order) && found->isEmpty())
            orders.erase(found);
    };
    for (const OutboxEntry &entry : update.changed) {
        if (!entry.isMessage())
            m_waitingChanges[entry.roomId].insert(entry.order);
        else if (entry.state != OutboxEntry::State::Failed)
            m_waiting[entry.roomId].insert(entry.order);
        else
            take(m_waiting, entry);
    }
    for (const auto *gone : {&update.done, &update.rolledBack, &update.dropped}) {
        for (const OutboxEntry &entry : *gone) {
            take(m_waiting, entry);
            take(m_waitingChanges, entry);
        }
    }
}

QList<OutboxEntry> Session::changesIn(const RoomId &roomId) const
{
    return m_waitingChanges.contains(roomId) ? m_outbox.entriesOf(roomId) : QList<OutboxEntry>();
}

int Session::waitingIn(const RoomId &roomId) const
{
    return static_cast<int>(m_waiting.value(roomId).size());
}

WallTime Session::madeAt(const OutboxEntry &entry) const
{
    return m_madeAt.value(entry.order, serverNow());
}

} // namespace coterie::client
