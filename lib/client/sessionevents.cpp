#include "client/session.h"

#include "base/overloaded.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

// What the server says about rooms and people.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

void Session::listRooms(const QList<Room> &rooms)
{
    m_listed = true;
    QSet<RoomId> listed;
    transact([&] {
        for (const Room &room : rooms) {
            if (!room.member)
                continue;
            listed.insert(room.roomId);
            m_rooms->learn(room);
        }
    });
    for (const RoomId &id : m_rooms->ids()) {
        if (!listed.contains(id))
            forgetRoom(id);
    }
    beginCatchUp(rooms);
    for (const RoomId &id : m_rooms->ids())
        showRoom(*m_rooms->find(id));
    reportConnection();
    answerWaitingPages();
}

void Session::join(const RoomId &roomId, const std::function<void()> &done)
{
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr || !isOnline())
        return;
    room->asked = true;
    request(room->log.joinRequest(roomId), [this, roomId, done](const Result<QJsonObject> &payload) {
        if (!payload) {
            if (payload.error().code == Errc::NotFound || payload.error().code == Errc::Forbidden)
                forgetRoom(roomId);
        } else if (const auto ack = joinAckFromJson(*payload)) {
            const RoomState *known = m_rooms->find(roomId);
            if (known != nullptr && known->log.startsOver(*ack))
                startOver(*ack);
            else
                joined(roomId, *ack);
        }
        caughtUp(roomId);
        if (done)
            done();
    });
}

void Session::joined(const RoomId &roomId, const JoinAck &ack, const QList<Message> &lost)
{
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr)
        return; // left meanwhile
    const bool isFirst = room->log.epoch().isEmpty();
    transact([&] { m_rooms->learn(ack.room); });
    if (isFirst)
        m_documents->refreshLater();
    const auto outcome = room->log.joined(ack);
    room->joined = true;
    room->ackedEarly.clear();
    sync::OutboxUpdate again;
    if (outcome.restarted)
        again = m_outbox.lostByServer(lost);
    for (const sync::OutboxEntry &entry : std::as_const(again.changed)) {
        const auto old = std::ranges::find(lost, entry.clientId(), &Message::clientId);
        m_madeAt.insert(entry.order, old->timestamp);
    }
    apply(*room, outcome.apply, [&] {
        if (isFirst)
            m_rooms->begun(*room);
        else if (outcome.restarted)
            m_rooms->restarted(*room, ack.room);
        else if (outcome.skipped)
            m_rooms->skipped(*room);
        store(again, {}); // with the rows that go: nothing is forgotten in between
    });
    show(again);
    transact([&] { m_rooms->counted(*room, ack.room.unread, ack.room.mentions); });
    showRoom(*room);
    readNotificationsOf(*room);
    if (outcome.restarted || outcome.skipped || room->outdated) {
        room->outdated = true;
        fetchLatest(roomId);
    } else if (room->stored.position > 0 && !store::rangeAt(m_store->rooms().ranges(roomId), room->stored.position)) {
        m_prefetch.enqueue(roomId);
        prefetchNext();
    }
}

/// After events that will never be told: once the newest page is stored the views start again from it.
void Session::fetchLatest(const RoomId &roomId)
{
    constexpr int page = 60;
    const GetHistory latest {.roomId = roomId, .limit = page};
    request(latest, [this, roomId, latest](const Result<QJsonObject> &payload) {
        RoomState *room = m_rooms->find(roomId);
        if (room == nullptr || !payload)
            return; // `outdated` stays: the next join tries again
        if (const auto reply = historyReplyFromJson(*payload)) {
            room->outdated = false;
            tookHistory(latest, *reply);
            m_batch.restarted(roomId);
        }
    });
}

/// Fetches, one at a time, the newest page of rooms that have none, so that they open without a network and show their
/// last words.
void Session::prefetchNext()
{
    if (m_prefetching || m_prefetch.isEmpty())
        return;
    constexpr int page = 50;
    m_prefetching = true;
    const GetHistory latest {.roomId = m_prefetch.dequeue(), .limit = page};
    request(latest, [this, latest](const Result<QJsonObject> &payload) {
        m_prefetching = false;
        if (const auto reply = payload ? historyReplyFromJson(*payload) : Result<HistoryReply>(payload.error()))
            tookHistory(latest, *reply);
        prefetchNext();
    });
}

void Session::roomEvents(const QList<RoomEvent> &events)
{
    const RoomId roomId = roomOf(events.first());
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr)
        return;
    QList<RoomEvent> due;
    for (const RoomEvent &event : events)
        due += room->log.received(event).apply;
    if (room->joined && room->log.gapToAsk(m_clock.now()))
        join(roomId);
    if (due.isEmpty())
        return;
    apply(*room, due, [] {});
    showRoom(*room);
}

void Session::apply(RoomState &room, const QList<RoomEvent> &events, const std::function<void()> &alsoStore)
{
    QList<sync::OutboxUpdate> echoes; // own messages whose ack was lost, or is on its way
    for (const RoomEvent &event : events) {
        const auto *created = std::get_if<MessageCreated>(&event);
        if (created == nullptr)
            continue;
        m_ephemera.spoke(created->message.roomId, created->message.userId);
        if (created->message.userId == m_self.userId)
            echoes.append(m_outbox.echoed(created->message));
    }
    const Seq before = room.stored.position;
    QList<Message> changed;
    QList<QString> noMore;
    transact([&] {
        alsoStore();
        changed = m_rooms->apply(room, events);
        noMore = withdrawn(changed);
        for (const sync::OutboxUpdate &echo : std::as_const(echoes))
            store(echo, {});
    });
    for (const Message &message : std::as_const(changed))
        showMessage(message, message.seq > before ? News::Arrived : News::Changed);
    if (!noMore.isEmpty())
        m_batch.open().notificationsWithdrawn += noMore;
    for (const sync::OutboxUpdate &echo : std::as_const(echoes))
        show(echo);
}

void Session::forgetRoom(const RoomId &roomId)
{
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr)
        return;
    const auto lost = m_outbox.discardRoom(roomId);
    const bool hadWords = std::ranges::any_of(lost.dropped, &sync::OutboxEntry::isMessage);
    if (hadWords) {
        m_batch.open().notices.append(
            QCoreApplication::translate("Session", "You are no longer in %1; what you had not sent there was dropped.")
                .arg(room->stored.room.name));
    }
    transact([&] {
        store(lost, {});
        m_rooms->forget(roomId);
    });
    m_batch.roomRemoved(roomId);
    m_documents->refreshLater();
    reportConnection();
}

void Session::notice(const Notice &said)
{
    std::visit(Overloaded {
                   [this](const UserTyping &n) { m_ephemera.received(n); },
                   [this](const UserStoppedTyping &n) { m_ephemera.received(n); },
                   [this](const CursorUpdate &n) { m_ephemera.received(n); },
                   [this](const UserLeft &n) { m_ephemera.received(n); },
                   [this](const InitialPresence &n) { heard(n); },
                   [this](const PresenceUpdate &n) { transact([&] { person(n.presence); }); },
                   [this](const ReadUpdate &n) { heard(n); },
                   [this](const RoomUpdated &n) { heard(n); },
                   [this](const RoomRemoved &n) { forgetRoom(n.roomId); },
                   [this](const MemberJoined &n) { heard(n); },
                   [this](const MemberLeft &n) { heard(n); },
                   [this](const UserUpdated &n) { heard(n); },
                   [this](const DocumentUpdated &n) { m_documents->updated(n.document); },
                   [this](const DocumentRemoved &n) { m_documents->removed(n.docId); },
                   [this](const DocumentPresence &n) { m_documents->presence(n); },
                   [this](const NotificationsRead &n) { notificationsRead(n.ids); },
                   [](const Welcome &) {}, // taken before anything else
                   [this](const Pong &n) {
                       if (n.serverTime)
                           tellClock(*n.serverTime);
                   },
               },
        said);
}

void Session::heard(const InitialPresence &presence)
{
    QList<UserId> ids;
    for (const Presence &member : presence.members)
        ids.append(member.userId);
    transact([&] {
        for (const Presence &member : presence.members)
            person(member);
        if (RoomState *room = m_rooms->find(presence.roomId))
            members(*room, ids);
    });
}

void Session::heard(const ReadUpdate &read)
{
    if (read.userId == m_self.userId)
        readElsewhere(read.roomId, read.seq);
}

void Session::heard(const RoomUpdated &updated)
{
    const bool isKnown = m_rooms->find(updated.room.roomId) != nullptr;
    if (!isKnown && !updated.room.member)
        return;
    transact([&] { m_rooms->learn(updated.room); });
    showRoom(*m_rooms->find(updated.room.roomId));
    if (!isKnown)
        join(updated.room.roomId);
}

void Session::heard(const MemberJoined &joined)
{
    RoomState *room = m_rooms->find(joined.roomId);
    if (room == nullptr || room->members.contains(joined.user.userId))
        return;
    transact([&] {
        if (!m_people.find(joined.user.userId)) {
            person({.userId = joined.user.userId,
                .username = joined.user.username,
                .color = joined.user.color,
                .lastSeen = std::nullopt,
                .note = {}});
        }
        members(*room, room->members + QList {joined.user.userId});
    });
}

void Session::heard(const MemberLeft &gone)
{
    if (RoomState *room = m_rooms->find(gone.roomId)) {
        QList<UserId> left = room->members;
        left.removeAll(gone.userId);
        transact([&] { members(*room, left); });
    }
}

void Session::heard(const UserUpdated &updated)
{
    if (updated.user.userId == m_self.userId)
        adopt(updated.user);
    Presence known = m_people.find(updated.user.userId).value_or(Presence {});
    known.userId = updated.user.userId;
    known.username = updated.user.username;
    known.color = updated.user.color;
    transact([&] { person(known); });
}

void Session::person(const Presence &presence)
{
    if (!m_people.apply(presence))
        return;
    m_store->people().put(presence);
    m_batch.person(presence);
    if (presence.status == Status::Offline)
        m_ephemera.wentOffline(presence.userId);
}

void Session::members(RoomState &room, const QList<UserId> &members)
{
    m_rooms->setMembers(room, members);
    m_batch.members({room.stored.room.roomId, members});
}

void Session::readElsewhere(const RoomId &roomId, Seq seq)
{
    RoomState *room = m_rooms->find(roomId);
    if (room == nullptr)
        return;
    bool moved = false;
    transact([&] { moved = m_rooms->markRead(*room, seq); });
    if (!moved)
        return;
    showRoom(*room);
    readNotificationsOf(*room);
}

void Session::showRoom(const RoomState &room)
{
    m_batch.room(m_rooms->summary(room, waitingIn(room.stored.room.roomId)));
}

} // namespace coterie::client
