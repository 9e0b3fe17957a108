#pragma once

#include "protocol/types.h"

#include <cstdint>

/// A made-up conversation of any length, the same for the same seed on every computer: many authors, languages and
/// scripts, from one word to pages, code, links, lists, replies, reactions, polls, files, edited and deleted messages,
/// over years with nights, weekends and holidays between.
namespace coterie::bench {

class Corpus
{
public:
    struct Plan {
        std::uint64_t seed = 1;
        protocol::RoomId roomId;
        std::int64_t messages = 0;
        WallTime newest {}; ///< when about the last message was written
        int people = 300; ///< authors; person 0 is the one the store belongs to
    };

    explicit Corpus(Plan plan) : m_plan(std::move(plan)) { }

    [[nodiscard]] const Plan &plan() const { return m_plan; }
    /// Number 0 is the oldest. Any number at any time: a message depends on the seed and its number only.
    [[nodiscard]] protocol::Message at(std::int64_t number) const;
    /// Every ninth position of the room is an edit, a reaction or a vote, as in real rooms: not a message.
    [[nodiscard]] static protocol::Seq seqOf(std::int64_t number) { return number + 1 + number / 8; }
    [[nodiscard]] protocol::Seq lastSeq() const { return seqOf(m_plan.messages - 1); }
    [[nodiscard]] WallTime timeOf(std::int64_t number) const; ///< rises with the number
    [[nodiscard]] protocol::MessageId idOf(std::int64_t number) const;
    [[nodiscard]] static protocol::User person(int number);

private:
    Plan m_plan;
};

} // namespace coterie::bench
