#pragma once

#include "base/time.h"
#include "protocol/types.h"

#include <QHash>
#include <QList>

#include <cstdint>
#include <optional>

namespace coterie::sync {

/// The server's register of who is there. A user with several connections is as present as the most present of them
/// (online, then dnd, away, invisible), and offline `linger` after the last one is gone, so that a reconnect goes
/// unnoticed.
class PresenceRegister
{
public:
    using ConnectionKey = std::uint64_t;

    /// What the others see of somebody. An invisible person looks offline.
    struct Change {
        protocol::UserId userId;
        protocol::Status status = protocol::Status::Offline;
        WallTime lastSeen {};
        QString note;
        bool operator==(const Change &) const = default;
    };

    explicit PresenceRegister(Millis linger = Millis {10'000}) : m_linger(linger) { }

    // Each returns what the others must hear, if anything.
    [[nodiscard]] std::optional<Change> connected(
        const protocol::UserId &user, ConnectionKey connection, Instant now, WallTime wall);
    [[nodiscard]] std::optional<Change> setStatus(const protocol::UserId &user, ConnectionKey connection,
        protocol::Status status, const std::optional<QString> &note, WallTime wall);
    [[nodiscard]] std::optional<Change> disconnected(
        const protocol::UserId &user, ConnectionKey connection, Instant now, WallTime wall);
    [[nodiscard]] QList<Change> expire(Instant now);
    [[nodiscard]] std::optional<Instant> nextWake() const; ///< when to ask expire()

    [[nodiscard]] Change seenByOthers(const protocol::UserId &user) const;
    [[nodiscard]] protocol::Status seenByThemselves(
        const protocol::UserId &user) const; ///< tells invisible from offline
    [[nodiscard]] bool hasConnection(const protocol::UserId &user) const; ///< now, without the lingering

private:
    struct Person {
        QHash<ConnectionKey, protocol::Status> connections;
        protocol::Status lingering = protocol::Status::Online; ///< the status to keep while nobody is connected
        QString note;
        WallTime lastSeen {};
        std::optional<Instant> goneSince;
        std::optional<Change> told; ///< what the others heard last
    };
    [[nodiscard]] static protocol::Status effective(const Person &person);
    [[nodiscard]] static Change visible(const protocol::UserId &user, const Person &person);
    [[nodiscard]] static std::optional<Change> tell(const protocol::UserId &user, Person &person);

    Millis m_linger;
    QHash<protocol::UserId, Person> m_people;
};

/// The client's map of people, latest news per person.
class PresenceMap
{
public:
    [[nodiscard]] bool apply(const protocol::Presence &presence); ///< true: something changed
    /// The link is gone: nobody is known to be there. Returns those who changed.
    [[nodiscard]] QList<protocol::Presence> allOffline();
    [[nodiscard]] std::optional<protocol::Presence> find(const protocol::UserId &user) const;
    [[nodiscard]] QList<protocol::Presence> all() const { return m_people.values(); }

private:
    QHash<protocol::UserId, protocol::Presence> m_people;
};

} // namespace coterie::sync
