#pragma once

#include "base/time.h"
#include "protocol/types.h"

#include <QList>

namespace coterie::client {

/// What to look for, as typed (search/query.h).
struct SearchAsk {
    enum class Where { Here, Everywhere }; ///< in what is stored on this computer, or with the server's help
    QString text {};
    std::optional<protocol::RoomId> roomId {}; ///< only there
    std::optional<WallTime> before {}; ///< the next page: only messages before this moment
    int limit = 50; ///< at most 100 from the server
    Where where = Where::Everywhere;
};

struct SearchAnswer {
    QList<protocol::Message> messages; ///< newest first, each once
    bool hasMore = false;
    bool isFinal = true; ///< false: the server is being asked, its answer follows with all hits in it
    bool onlyHere = false; ///< offline, or the server could not: only what is stored here was looked through
    QString problem; ///< in plain words: what cannot be understood, or why the server gave no answer
    int indexed = 100; ///< percent of the stored messages that can be found already
};

/// Hits from one place.
struct SearchPart {
    QList<protocol::Message> messages; ///< newest first
    bool hasMore = false;
};

/// What is here and what the server has, each message once, newest first. Where one part goes on, nothing older than
/// its last message is shown yet: what the part still holds might stand between.
[[nodiscard]] SearchPart merged(const SearchPart &here, const SearchPart &server);

} // namespace coterie::client
