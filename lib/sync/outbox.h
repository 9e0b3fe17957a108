#pragma once

#include "base/time.h"
#include "protocol/requests.h"

#include <QHash>
#include <QList>

#include <map>
#include <optional>

namespace coterie::sync {

/// One thing the user did that the server has not acknowledged.
struct OutboxEntry {
    enum class State { Pending, InFlight, Failed };

    std::int64_t order = 0; ///< rises in the order of making, over all rooms; never used twice
    protocol::RoomId roomId;
    /// What is sent. While it waits for another entry, that one's clientId stands in the place of the id the server
    /// will give (messageId, replyTo, threadId or pollId).
    protocol::Request request;
    protocol::ClientId waitsFor {}; ///< of a message or poll in this outbox; empty when it refers to nothing unsent
    State state = State::Pending;
    QString failure {}; ///< Failed: why, in words
    int revision = 0; ///< rises when the request is changed, so that an ack of the older one does not count
    int attempts = 0; ///< not kept over a restart: a restored entry may have been sent
    bool failedWithTarget = false; ///< Failed only because what it waits for failed
    std::optional<Instant> sentAt {}; ///< InFlight

    [[nodiscard]] bool isMessage() const; ///< a message or a poll: has a row of its own on the screen
    [[nodiscard]] protocol::ClientId clientId() const; ///< of a message or poll, else empty
    bool operator==(const OutboxEntry &) const = default;
};

[[nodiscard]] QJsonObject toJson(const OutboxEntry &entry); ///< for the store
[[nodiscard]] Result<OutboxEntry> outboxEntryFromJson(const QJsonObject &json);

/// What a step did. Write `changed` to the store and erase the others from it, in one transaction with what they mean.
struct OutboxUpdate {
    QList<OutboxEntry> changed {}; ///< new, or other than before
    QList<OutboxEntry> done {}; ///< acknowledged
    QList<OutboxEntry> rolledBack {}; ///< refused for good: undo what was shown; `failure` has the server's words
    QList<OutboxEntry> dropped {}; ///< taken back or replaced before it mattered
    [[nodiscard]] bool isEmpty() const
    {
        return changed.isEmpty() && done.isEmpty() && rolledBack.isEmpty() && dropped.isEmpty();
    }
};

/// Optimistic sending. Per room everything goes out in the order in which it was made, up to `window` at a time; what
/// refers to an unsent message waits for its ack and is rewritten with the id the server gave. Messages and polls that
/// are refused stay as Failed until the user retries or discards them, and do not hold up later ones; refused edits,
/// reactions, votes and the like are rolled back. Everything sent is idempotent (clientId) or absolute (on, text,
/// options), so sending twice is safe.
class Outbox
{
public:
    struct Rules {
        int window =
            16; ///< unacknowledged per room; one after the server asked to wait, until it takes something again
        Millis overdue {15'000}; ///< sent again without an answer for so long on a living link
        Millis firstWait {1'000}; ///< after `unavailable` or `rate_limited` without retryAfterMs, doubling
        Millis longestWait {30'000};
    };

    Outbox() = default;
    explicit Outbox(Rules rules) : m_rules(rules) { }

    /// From the store, once, before anything else; what was in flight is pending again.
    [[nodiscard]] OutboxUpdate restore(const QList<OutboxEntry> &stored);

    /// Adds what the user did, or folds it into what waits already: text into an unsent message, a newer edit,
    /// reaction, pin, vote or read mark into an older one of the same target. `waitsFor` as in OutboxEntry.
    [[nodiscard]] OutboxUpdate add(
        const protocol::RoomId &room, protocol::Request request, const protocol::ClientId &waitsFor = {});
    [[nodiscard]] OutboxUpdate retry(const protocol::ClientId &message); ///< a Failed one, and what failed with it
    /// Own messages and open polls, oldest first, that were acknowledged and of which the server knows nothing any
    /// more: Failed, for the user to send again under the same clientId, or to discard.
    [[nodiscard]] OutboxUpdate lostByServer(const QList<protocol::Message> &messages);
    [[nodiscard]] OutboxUpdate discard(const protocol::ClientId &message); ///< with the edits, reactions … of it
    [[nodiscard]] OutboxUpdate discardRoom(const protocol::RoomId &room);

    struct Outgoing {
        std::int64_t order = 0;
        protocol::Envelope envelope; ///< with an id that acked() and refused() know
    };
    /// What to send now; marks it InFlight. Only while the link stands and the session with it.
    [[nodiscard]] QList<Outgoing> takeDue(Instant now);
    [[nodiscard]] std::optional<Instant> nextWake() const; ///< when takeDue() may have something by the passing of time
    [[nodiscard]] bool isWaitingForAck() const; ///< for the heartbeat

    [[nodiscard]] static bool owns(const QString &envelopeId); ///< an answer to it belongs here
    [[nodiscard]] OutboxUpdate acked(const QString &envelopeId, const QJsonObject &payload, Instant now);
    [[nodiscard]] OutboxUpdate refused(const protocol::WireError &error, Instant now); ///< by its replyTo
    /// The message itself came (live, in a resume or in history): the ack was lost, or is on its way.
    [[nodiscard]] OutboxUpdate echoed(const protocol::Message &message);
    void linkLost(); ///< all that was in flight is pending again, in its old place

    [[nodiscard]] QList<OutboxEntry> entries() const; ///< in order
    [[nodiscard]] QList<OutboxEntry> entriesOf(const protocol::RoomId &room) const; ///< in order
    [[nodiscard]] const OutboxEntry *find(
        const protocol::ClientId &message) const; ///< a message or poll; valid until the next call
    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }

private:
    struct Hold {
        Instant until {};
        int refusals = 0; ///< in a row
    };
    using Entries = std::map<std::int64_t, OutboxEntry>;

    struct Known { ///< an acknowledged message that somebody may still name by its clientId
        protocol::ClientId clientId;
        protocol::MessageId messageId;
        std::optional<protocol::PollId> pollId;
    };

    [[nodiscard]] Entries::iterator findByEnvelope(const QString &id);
    [[nodiscard]] Entries::iterator findMessage(const protocol::ClientId &message);
    [[nodiscard]] bool foldIntoMessage(
        const protocol::Request &request, const protocol::ClientId &waitsFor, OutboxUpdate &update);
    [[nodiscard]] bool foldIntoOlder(
        const protocol::RoomId &room, const protocol::Request &request, OutboxUpdate &update);
    void place(OutboxEntry entry, OutboxUpdate &update);
    void resolve(OutboxEntry &entry, const Known &known) const;
    [[nodiscard]] OutboxUpdate finish(Entries::iterator entry, Known known);
    void fail(Entries::iterator entry, const QString &words, OutboxUpdate &update);
    [[nodiscard]] bool foldBack(Entries::iterator message, OutboxUpdate &update); ///< true: the message is gone
    void failDependents(const protocol::ClientId &message, OutboxUpdate &update);
    void revive(Entries::iterator entry, OutboxUpdate &update);
    void dropMessage(Entries::iterator entry, OutboxUpdate &update);
    void hold(const protocol::RoomId &room, std::optional<Millis> wait, Instant now);

    Rules m_rules {};
    Entries m_entries; ///< by order
    std::int64_t m_lastOrder = 0;
    QHash<protocol::RoomId, Hold> m_holds;
    QList<Known> m_known; ///< the latest, bounded
};

} // namespace coterie::sync
