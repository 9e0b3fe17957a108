#pragma once

#include "crdt/idset.h"
#include "crdt/internal/store.h"
#include "crdt/statevector.h"
#include "crdt/updatecodec.h"
#include "crdt/updatecodecv2.h"

namespace coterie::crdt::internal {

struct WantedClient {
    std::uint32_t client = 0;
    std::uint32_t from = 0; ///< clock
    std::uint32_t to = kNone; ///< clock, where an item ends; kNone: all
};

[[nodiscard]] DeleteSet deletedIn(const Store &store);
[[nodiscard]] DeleteSet wireRanges(const Store &store, const RangeSet &ranges);

// Defined for both writers of updatecodec.h.

/// Everything that `target` does not know, and every deletion: what encodeStateAsUpdate() of Yjs writes.
template <typename Writer>
void writeState(Writer &out, const Store &store, const StateVector &target);
/// What was there at a snapshot; every client must have an item that ends at its clock.
template <typename Writer>
void writeStateAt(Writer &out, const Store &store, const StateVector &state, const DeleteSet &deleted);
/// What the transaction added and deleted.
template <typename Writer>
void writeTransaction(Writer &out, const Store &store, const Transaction &transaction);

} // namespace coterie::crdt::internal
