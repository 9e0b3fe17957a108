#pragma once

#include "crdt/internal/store.h"

#include <unordered_set>

namespace coterie::crdt::internal {

/// One step of an undo manager: what was inserted and what was deleted.
struct UndoStep {
    RangeSet deletions;
    RangeSet insertions;
};

/// Inserts deleted items again, at their old places, as new items of one client. The rules are those of redoItem() in
/// Yjs: a parent that is to come back comes first, and an entry of a map that somebody else has set since stays.
class Redo
{
public:
    Redo(Store &store, Transaction &transaction, std::uint32_t client, const std::vector<Item *> &items,
        const RangeSet &insertions, const std::vector<UndoStep> &undoSteps, const std::vector<UndoStep> &redoSteps)
        : m_store(store)
        , m_transaction(transaction)
        , m_client(client)
        , m_items(items.begin(), items.end())
        , m_insertions(insertions)
        , m_undoSteps(undoSteps)
        , m_redoSteps(redoSteps)
    {
    }
    Item *restore(Item *item, int depth = 0); ///< null if it cannot come back

private:
    [[nodiscard]] Item *traced(Item *item, const Item *parentItem);
    [[nodiscard]] bool findEntryPlace(Item *item, Branch &parent, const Item *parentItem, Item *&left);
    void copyContent(const Item &from, Item &to);

    Store &m_store;
    Transaction &m_transaction;
    std::uint32_t m_client;
    std::unordered_set<const Item *> m_items;
    const RangeSet &m_insertions;
    const std::vector<UndoStep> &m_undoSteps;
    const std::vector<UndoStep> &m_redoSteps;
};

} // namespace coterie::crdt::internal
