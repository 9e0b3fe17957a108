#pragma once

#include "crdt/idset.h"
#include "crdt/internal/store.h"
#include "crdt/structs.h"

namespace coterie::crdt::internal {

/// Joins a block in from its `offset`th unit on. Everything it refers to must be in the store: see UpdatePlan.
void join(Store &store, Transaction &transaction, const Block &block, std::uint32_t offset);

/// Deletes what is there of the ranges; gives back what is not.
[[nodiscard]] DeleteSet applyDeletes(Store &store, Transaction &transaction, const DeleteSet &deletes);

} // namespace coterie::crdt::internal
