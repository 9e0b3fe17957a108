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
};

[[nodiscard]] DeleteSet deletedIn(const Store &store);
[[nodiscard]] DeleteSet wireRanges(const Store &store, const RangeSet &ranges);

// Defined for both writers of updatecodec.h.

/// Everything that `target` does not know, and every deletion: what encodeStateAsUpdate() of Yjs writes.
template <typename Writer>
void writeState(Writer &out, const Store &store, const StateVector &target);
/// What the transaction added and deleted.
template <typename Writer>
void writeTransaction(Writer &out, const Store &store, const Transaction &transaction);

} // namespace coterie::crdt::internal
