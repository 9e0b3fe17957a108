#pragma once

#include "crdt/internal/store.h"
#include "crdt/statevector.h"
#include "crdt/structs.h"

#include <unordered_map>

namespace coterie::crdt::internal {

/// In which order the blocks of an update can be joined in, found by clocks alone, before anything is touched: a block
/// comes after what it stands beside and inside of. What depends on something unknown is left over and waits; blocks
/// that depend on each other in a circle are an error (Malformed), and so are clocks beyond what the store holds
/// (TooLarge). Linear in the blocks.
class UpdatePlan
{
public:
    struct Step {
        const Block *block = nullptr;
        std::uint32_t offset = 0; ///< units of it that are known already; all of them: only cut at its origins
    };
    [[nodiscard]] static Result<UpdatePlan> create(const Store &store, const DecodedUpdate &update);
    /// Malformed if blocks depend on each other in a circle, be it one that shows only once what they wait for is
    /// there. What passes here can always be joined in some day, so it may wait, and be handed on to others.
    [[nodiscard]] static Result<void> checkCircles(const Store &store, const DecodedUpdate &update);

    [[nodiscard]] const std::vector<Step> &steps() const { return m_steps; }
    /// For each client of the update where what is left over begins in its blocks; their size if nothing is.
    [[nodiscard]] const std::vector<std::size_t> &leftOver() const { return m_leftOver; }
    [[nodiscard]] bool hasLeftOver() const { return m_hasLeftOver; }
    /// Once a client's clock is above one of these, what is left over is worth another try.
    [[nodiscard]] const StateVector &missing() const { return m_missing; }

private:
    struct Source {
        const ClientBlocks *blocks = nullptr;
        std::size_t next = 0;
        ClockValue state = 0;
        bool isWaiting = false; ///< on the stack
        bool isBlocked = false;
        [[nodiscard]] ClockValue end() const { return blocks->blocks.back().end(); }
    };
    class Planner;

    std::vector<Step> m_steps;
    std::vector<std::size_t> m_leftOver;
    bool m_hasLeftOver = false;
    StateVector m_missing;
};

} // namespace coterie::crdt::internal
