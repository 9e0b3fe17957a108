#include "sync/outbox.h"

#include "protocol/validation.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace coterie::sync {

using namespace Qt::StringLiterals;
using namespace protocol;
using State = OutboxEntry::State;

namespace {

constexpr qsizetype maxKnown = 256;

QString words(const char *text)
{
    return QCoreApplication::translate("Outbox", text);
}

QString envelopeId(const OutboxEntry &entry)
{
    return u"o-%1-%2"_s.arg(entry.order).arg(entry.revision);
}

} // namespace

OutboxUpdate Outbox::restore(const QList<OutboxEntry> &stored)
{
    OutboxUpdate update;
    for (OutboxEntry entry : stored) {
        m_lastOrder = std::max(m_lastOrder, entry.order);
        if (entry.state != State::Failed) {
            entry.state = State::Pending;
            entry.attempts = 1; // it may have been sent: nobody counted on disk
        }
        m_entries.insert_or_assign(entry.order, std::move(entry));
    }
    for (const OutboxEntry &entry : entries()) { // failing one may take others with it
        const auto found = m_entries.find(entry.order);
        const bool isOrphan = !entry.waitsFor.isEmpty() && findMessage(entry.waitsFor) == m_entries.end();
        if (isOrphan && found != m_entries.end())
            fail(found, words("The message it belongs to is gone."), update);
    }
    return update;
}

OutboxUpdate Outbox::add(const RoomId &room, Request request, const ClientId &waitsFor)
{
    OutboxUpdate update;
    OutboxEntry entry {.roomId = room, .request = std::move(request), .waitsFor = waitsFor};
    if (!waitsFor.isEmpty()) {
        const auto known =
            std::find_if(m_known.begin(), m_known.end(), [&](const Known &k) { return k.clientId == waitsFor; });
        if (known != m_known.end())
            resolve(entry, *known);
        else if (foldIntoMessage(entry.request, waitsFor, update))
            return update;
    }
    if (!foldIntoOlder(room, entry.request, update))
        place(std::move(entry), update);
    return update;
}

void Outbox::place(OutboxEntry entry, OutboxUpdate &update)
{
    entry.order = ++m_lastOrder;
    const auto placed = m_entries.emplace(entry.order, std::move(entry)).first;
    const ClientId waitsFor = placed->second.waitsFor;
    if (waitsFor.isEmpty()) {
        update.changed.append(placed->second);
        return;
    }
    const auto target = findMessage(waitsFor);
    if (target == m_entries.end()) {
        fail(placed, words("The message it belongs to is gone."), update);
    } else if (target->second.state == State::Failed) {
        placed->second.state = State::Failed;
        placed->second.failedWithTarget = true;
        placed->second.failure = words("The message it belongs to was not sent.");
        update.changed.append(placed->second);
    } else {
        update.changed.append(placed->second);
    }
}

OutboxUpdate Outbox::retry(const ClientId &message)
{
    OutboxUpdate update;
    if (const auto entry = findMessage(message); entry != m_entries.end())
        revive(entry, update);
    return update;
}

void Outbox::revive(Entries::iterator entry, OutboxUpdate &update)
{
    OutboxEntry &revived = entry->second;
    if (revived.state != State::Failed)
        return;
    revived.state = State::Pending;
    revived.failure.clear();
    revived.failedWithTarget = false;
    update.changed.append(revived);
    if (!revived.waitsFor.isEmpty()) {
        if (const auto target = findMessage(revived.waitsFor); target != m_entries.end())
            revive(target, update);
    }
    const ClientId self = revived.clientId();
    for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
        if (!self.isEmpty() && it->second.waitsFor == self && it->second.failedWithTarget)
            revive(it, update);
    }
}

OutboxUpdate Outbox::discard(const ClientId &message)
{
    const auto entry = findMessage(message);
    if (entry == m_entries.end())
        return {};
    // What may have reached the server is deleted there as soon as it has told us the id.
    return add(entry->second.roomId, DeleteMessage {.messageId = MessageId(message.value())}, message);
}

OutboxUpdate Outbox::discardRoom(const RoomId &room)
{
    OutboxUpdate update;
    update.dropped = entriesOf(room);
    std::erase_if(m_entries, [&](const auto &item) { return item.second.roomId == room; });
    m_holds.remove(room);
    return update;
}

void Outbox::dropMessage(Entries::iterator entry, OutboxUpdate &update)
{
    const ClientId message = entry->second.clientId();
    update.dropped.append(entry->second);
    m_entries.erase(entry);
    for (const OutboxEntry &other : entries()) { // failing one may take others with it
        const auto dependent = m_entries.find(other.order);
        if (other.waitsFor != message || dependent == m_entries.end())
            continue;
        if (!other.isMessage()) {
            update.dropped.append(other);
            m_entries.erase(dependent);
            continue;
        }
        if (auto *reply = std::get_if<SendMessage>(&dependent->second.request)) {
            reply->replyTo.reset();
            reply->threadId.reset();
        }
        dependent->second.waitsFor = {};
        fail(dependent, words("The message it answers was taken back."), update);
    }
}

QList<Outbox::Outgoing> Outbox::takeDue(Instant now)
{
    struct Lane {
        int inFlight = 0;
        bool isBlocked = false; ///< for messages: one before them has to wait
    };
    QHash<RoomId, Lane> lanes;
    for (auto &[order, entry] : m_entries) {
        if (entry.state == State::InFlight && now - *entry.sentAt >= m_rules.overdue)
            entry.state = State::Pending;
        if (entry.state == State::InFlight)
            ++lanes[entry.roomId].inFlight;
    }
    QList<Outgoing> outgoing;
    for (auto &[order, entry] : m_entries) {
        if (entry.state != State::Pending)
            continue;
        Lane &lane = lanes[entry.roomId];
        const Hold pause = m_holds.value(entry.roomId);
        const bool isFull = pause.until > now || lane.inFlight >= (pause.refusals > 0 ? 1 : m_rules.window);
        if (isFull || !entry.waitsFor.isEmpty() || (entry.isMessage() && lane.isBlocked)) {
            lane.isBlocked = lane.isBlocked || entry.isMessage();
            continue;
        }
        entry.state = State::InFlight;
        entry.sentAt = now;
        ++entry.attempts;
        ++lane.inFlight;
        outgoing.append({entry.order, toEnvelope(entry.request, envelopeId(entry))});
    }
    return outgoing;
}

std::optional<Instant> Outbox::nextWake() const
{
    QSet<RoomId> busy; // what waits in these goes on when an answer comes, not by the passing of time
    std::optional<Instant> first;
    const auto wakeAt = [&](Instant time) { first = std::min(first.value_or(Instant::max()), time); };
    for (const auto &[order, entry] : m_entries) {
        if (entry.state == State::InFlight) {
            busy.insert(entry.roomId);
            wakeAt(*entry.sentAt + m_rules.overdue);
        }
    }
    for (const auto &[order, entry] : m_entries) {
        const bool isReady = entry.state == State::Pending && entry.waitsFor.isEmpty();
        if (isReady && !busy.contains(entry.roomId) && m_holds.contains(entry.roomId))
            wakeAt(m_holds.value(entry.roomId).until);
    }
    return first;
}

bool Outbox::isWaitingForAck() const
{
    return std::any_of(
        m_entries.begin(), m_entries.end(), [](const auto &item) { return item.second.state == State::InFlight; });
}

bool Outbox::owns(const QString &envelopeId)
{
    return envelopeId.startsWith("o-"_L1);
}

OutboxUpdate Outbox::acked(const QString &envelopeId, const QJsonObject &payload, Instant)
{
    const auto entry = findByEnvelope(envelopeId);
    if (entry == m_entries.end())
        return {};
    Known known {.clientId = entry->second.clientId(), .messageId = {}, .pollId = {}};
    if (const auto ack = sendAckFromJson(payload); ack && entry->second.isMessage()) {
        known.messageId = ack->messageId;
        known.pollId = ack->pollId;
    }
    return finish(entry, std::move(known));
}

OutboxUpdate Outbox::echoed(const Message &message)
{
    const auto entry = message.clientId.isEmpty() ? m_entries.end() : findMessage(message.clientId);
    if (entry == m_entries.end() || entry->second.roomId != message.roomId)
        return {};
    const auto pollId = message.poll ? std::optional(message.poll->pollId) : std::nullopt;
    return finish(entry, {.clientId = message.clientId, .messageId = message.messageId, .pollId = pollId});
}

OutboxUpdate Outbox::finish(Entries::iterator entry, Known known)
{
    OutboxUpdate update;
    m_holds.remove(entry->second.roomId);
    update.done.append(entry->second);
    m_entries.erase(entry);
    if (known.clientId.isEmpty())
        return update;
    for (auto &[order, dependent] : m_entries) {
        if (dependent.waitsFor != known.clientId)
            continue;
        resolve(dependent, known);
        if (std::exchange(dependent.failedWithTarget, false)) {
            dependent.state = State::Pending;
            dependent.failure.clear();
        }
        update.changed.append(dependent);
    }
    m_known.append(std::move(known));
    if (m_known.size() > maxKnown)
        m_known.removeFirst();
    return update;
}

OutboxUpdate Outbox::refused(const WireError &error, Instant now)
{
    OutboxUpdate update;
    const auto found = findByEnvelope(error.replyTo);
    if (found == m_entries.end())
        return update;
    OutboxEntry &entry = found->second;
    if (isRetryable(error.code)) {
        entry.state = State::Pending;
        hold(entry.roomId, error.retryAfter, now);
    } else if (error.code == ErrorCode::NotFound && std::holds_alternative<DeleteMessage>(entry.request)) {
        update.done.append(entry); // it is gone, which was the wish
        m_entries.erase(found);
    } else {
        fail(found, error.message.isEmpty() ? words("The server refused it.") : error.message, update);
    }
    return update;
}

void Outbox::hold(const RoomId &room, std::optional<Millis> wait, Instant now)
{
    Hold &pause = m_holds[room];
    const Millis grown =
        std::min(m_rules.longestWait, m_rules.firstWait * (std::int64_t {1} << std::min(pause.refusals, 10)));
    pause.until = std::max(pause.until, now + wait.value_or(grown));
    ++pause.refusals;
}

void Outbox::fail(Entries::iterator found, const QString &failure, OutboxUpdate &update)
{
    OutboxEntry &entry = found->second;
    entry.failure = failure;
    entry.state = State::Failed;
    if (!entry.isMessage()) {
        update.rolledBack.append(entry);
        m_entries.erase(found);
        return;
    }
    entry.attempts = 0; // refused means not stored: the text may change
    if (foldBack(found, update))
        return;
    update.changed.append(entry);
    failDependents(entry.clientId(), update);
}

void Outbox::failDependents(const ClientId &message, OutboxUpdate &update)
{
    for (auto &[order, entry] : m_entries) {
        if (entry.waitsFor != message || entry.state != State::Pending)
            continue;
        entry.state = State::Failed;
        entry.failedWithTarget = true;
        entry.failure = words("The message it belongs to was not sent.");
        update.changed.append(entry);
        if (const ClientId self = entry.clientId(); !self.isEmpty())
            failDependents(self, update);
    }
}

void Outbox::linkLost()
{
    for (auto &[order, entry] : m_entries) {
        if (entry.state == State::InFlight)
            entry.state = State::Pending;
    }
    m_holds.clear();
}

QList<OutboxEntry> Outbox::entries() const
{
    QList<OutboxEntry> all;
    for (const auto &[order, entry] : m_entries)
        all.append(entry);
    return all;
}

QList<OutboxEntry> Outbox::entriesOf(const RoomId &room) const
{
    QList<OutboxEntry> all = entries();
    all.removeIf([&](const OutboxEntry &entry) { return entry.roomId != room; });
    return all;
}

const OutboxEntry *Outbox::find(const ClientId &message) const
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
        [&](const auto &item) { return !message.isEmpty() && item.second.clientId() == message; });
    return it == m_entries.end() ? nullptr : &it->second;
}

Outbox::Entries::iterator Outbox::findMessage(const ClientId &message)
{
    return std::find_if(m_entries.begin(), m_entries.end(),
        [&](const auto &item) { return !message.isEmpty() && item.second.clientId() == message; });
}

Outbox::Entries::iterator Outbox::findByEnvelope(const QString &id)
{
    const QList<QStringView> parts = QStringView(id).split(u'-');
    if (parts.size() != 3 || parts[0] != "o"_L1)
        return m_entries.end();
    const auto entry = m_entries.find(parts[1].toLongLong());
    const bool isCurrent = entry != m_entries.end() && envelopeId(entry->second) == id;
    return isCurrent && entry->second.attempts > 0 ? entry : m_entries.end();
}

} // namespace coterie::sync
