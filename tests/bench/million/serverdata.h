#pragma once

#include "base/result.h"
#include "corpus.h"

#include <QString>

namespace coterie::bench {

/// A server's data folder with many rooms, written through lib/server's storage while no server runs. Person 0 of the
/// corpus is a member of all rooms; the newest message of every tenth room mentions them.
class ServerData
{
public:
    struct Plan {
        int rooms = 200;
        int people = 40;
        std::uint64_t seed = 1;
        std::optional<WallTime> newest {}; ///< written over years, up to then; none: all of it just now
    };
    ServerData(QString folder, Plan plan) : m_folder(std::move(folder)), m_plan(plan) { }

    [[nodiscard]] Result<QString> create() const; ///< people, rooms and members; a token for person 0
    /// `count` more messages in every room, with a reaction after every eighth.
    [[nodiscard]] Result<void> addMessages(int count) const;
    [[nodiscard]] Result<void> index() const; ///< as the server does by and by
    [[nodiscard]] static protocol::RoomId room(int number);

private:
    QString m_folder;
    Plan m_plan;
};

} // namespace coterie::bench
