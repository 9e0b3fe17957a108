#pragma once

#include "crdt/internal/branch.h"
#include "crdt/internal/rangeset.h"
#include "crdt/sharedtypes.h"

#include <unordered_map>
#include <vector>

namespace coterie::crdt::internal {

/// What one transaction did, kept until its events were told and its leftovers merged.
struct Transaction {
    struct Touched {
        std::uint32_t client = 0;
        std::uint32_t before = 0; ///< its next clock when the transaction began
        std::uint32_t after = 0; ///< set when the transaction ends
    };
    struct Change {
        Branch *branch = nullptr; ///< null: deleted again since
        std::vector<std::uint32_t> keys;
        bool list = false;
    };

    const void *origin = nullptr;
    bool local = true;
    bool needsFormattingCleanup = false;
    std::uint32_t serial = 0;
    std::vector<Touched> touched;
    std::unordered_map<std::uint32_t, std::uint32_t> touchedSlots; ///< once they are many
    RangeSet deleted;
    std::vector<Change> changes;
    std::vector<ItemId> mergeCandidates;
    std::vector<ItemId> addedDocs;
    std::vector<ItemId> loadedDocs;
    std::vector<Subdocument> removedDocs; ///< by value: their items may be forgotten before this is told

    [[nodiscard]] const Touched *find(std::uint32_t client) const;
    void touch(std::uint32_t client, std::uint32_t before);
    /// True if the unit was inserted by this transaction.
    [[nodiscard]] bool adds(ItemId id) const;
    void reset();
};

} // namespace coterie::crdt::internal
