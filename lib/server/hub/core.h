#pragma once

#include "protocol/notices.h"
#include "protocol/requests.h"
#include "protocol/validation.h"
#include "server/hub/outgoing.h"
#include "server/hub/state.h"

namespace coterie::server {

/// What happened since the start, for /metrics.
struct Tally {
    std::uint64_t messages = 0, events = 0, deliveries = 0, commits = 0, failedTurns = 0, rateLimited = 0,
                  badFrames = 0;
    std::uint64_t logins = 0, failedLogins = 0, notifications = 0;
    std::uint64_t documentUpdates = 0, documentBytes = 0, documentsRefused = 0, compactions = 0, documentsLoaded = 0;
    double commitSeconds = 0;
};

/// What the hub's parts share. One thread.
struct Core {
    Core(Storage &storageToUse, const Clock &clockToUse, ServerConfig configToUse)
        : storage(storageToUse)
        , clock(clockToUse)
        , config(std::move(configToUse))
        , state(config)
    {
    }

    [[nodiscard]] WallTime wall() const { return clock.wallNow(); }
    [[nodiscard]] Instant now() const { return clock.now(); }

    /// RateLimited when the bucket is empty; `retryAfter` then says how long.
    [[nodiscard]] Result<void> allow(sync::TokenBucket &bucket)
    {
        retryAfter = bucket.take(now());
        if (!retryAfter)
            return {};
        ++tally.rateLimited;
        return Error {Errc::RateLimited, "That was a lot at once. Try again in a moment."};
    }

    /// A room the user may look into. A private room of others is answered like one that does not exist.
    [[nodiscard]] Result<RoomState *> visibleRoom(const UserState &user, const protocol::RoomId &id) const
    {
        RoomState *const room = state.room(id);
        if (room == nullptr || !state.canSee(*room, user))
            return Error {Errc::NotFound, "There is no such room."};
        return room;
    }
    [[nodiscard]] Result<RoomState *> memberRoom(const UserState &user, const protocol::RoomId &id) const
    {
        auto room = visibleRoom(user, id);
        if (room && !state.isMember(**room, user))
            return Error {Errc::Forbidden, "Join the room first."};
        return room;
    }

    /// Closes a connection at the end of the turn, behind what the turn has said to it so far.
    void dismiss(Connection &connection, int code, const QString &reason)
    {
        if (!std::exchange(connection.isLeaving, true))
            farewells.push_back({connection.id, code, reason});
    }

    struct Farewell {
        ConnectionId connection;
        int code;
        QString reason;
    };

    Storage &storage;
    const Clock &clock;
    const ServerConfig config;
    State state;
    Outgoing out;
    Tally tally;
    std::vector<Farewell> farewells; ///< of this turn
    std::optional<Millis> retryAfter; ///< beside a RateLimited error; taken by whoever words the answer
};

} // namespace coterie::server
