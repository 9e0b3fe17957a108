#pragma once

#include "crdt/internal/blocklist.h"
#include "crdt/internal/branch.h"
#include "crdt/internal/pool.h"
#include "crdt/internal/transaction.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace coterie::crdt::internal {

/// Every item of a document by client and clock, the shared types they make up, and the rules by which items are joined
/// in, deleted, cut, merged and forgotten. No events, no bytes: Doc adds those.
///
/// The rule for concurrent insertions is YATA ("Near Real-Time Peer-to-Peer Shared Editing on Extensible Data Types",
/// Nicolaescu et al. 2016) in the variant that Yjs uses and describes in its INTERNALS.md; to converge with Yjs the
/// rules for deletion, garbage collection and merging follow it as well.
class Store
{
public:
    struct Client {
        std::uint64_t id = 0;
        BlockList blocks;
        std::uint32_t rank = kNone; ///< the how manieth to have written anything here
    };

    Store() = default;
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    [[nodiscard]] std::uint32_t client(std::uint64_t id); ///< enters it if new
    [[nodiscard]] std::uint32_t knownClient(std::uint64_t id) const; ///< kNone if not entered
    [[nodiscard]] std::uint64_t clientId(std::uint32_t client) const { return m_clients[client].id; }
    [[nodiscard]] std::uint32_t state(std::uint32_t client) const { return m_clients[client].blocks.end(); }
    [[nodiscard]] std::vector<Client> &clients() { return m_clients; }
    [[nodiscard]] const std::vector<Client> &clients() const { return m_clients; }

    [[nodiscard]] std::uint32_t name(std::u16string_view text); ///< enters it if new
    [[nodiscard]] std::uint32_t knownName(std::u16string_view text) const; ///< kNone if not entered
    [[nodiscard]] const std::u16string &nameText(std::uint32_t name) const { return m_names[name]; }

    [[nodiscard]] Branch *root(std::u16string_view name); ///< made if new
    [[nodiscard]] const std::vector<Branch *> &roots() const { return m_roots; }
    [[nodiscard]] Branch *makeBranch(TypeKind type);
    void releaseBranch(Branch *branch); ///< gone from the document; freed when no handle points to it
    static void unhandle(Branch *branch);

    [[nodiscard]] Subdocument subdocument(const Item *item) const; ///< of Kind::Doc

    [[nodiscard]] Item *makeItem() { return m_items.make(); }
    void freeItem(Item *item); ///< with its content
    [[nodiscard]] Item *find(ItemId id) const { return m_clients[id.client].blocks.at(placeOf(id)); }
    [[nodiscard]] BlockList::Place placeOf(ItemId id) const { return m_clients[id.client].blocks.find(id.clock); }
    /// The item that starts (ends) at the id, cut if it has to be. A garbage-collected stretch is never cut.
    [[nodiscard]] Item *cleanStart(Transaction &transaction, ItemId id);
    [[nodiscard]] Item *cleanEnd(Transaction &transaction, ItemId id);

    [[nodiscard]] bool cutsPair(ItemId id) const; ///< cutting before this unit would part a surrogate pair

    /// Joins a new item in. Its left, right, origins, parent and key are set; without a parent it becomes a GC.
    void integrate(Transaction &transaction, Item *item);
    void deleteItem(Transaction &transaction, Item *item);
    /// Calls `visit` for every item that lies in the ranges, cut to fit.
    template <typename Visitor>
    void visitRanges(Transaction &transaction, const RangeSet &ranges, Visitor &&visit);
    void keep(Item *item, bool keep);

    void collectGarbage(const RangeSet &deleted);
    void mergeDeleted(const RangeSet &deleted);
    void mergeTouched(const Transaction &transaction);
    void mergeCandidates(const Transaction &transaction);

    [[nodiscard]] bool hasRedone() const { return !m_redone.empty(); }
    [[nodiscard]] ItemId redoneAs(const Item *item) const;
    void setRedone(Item *item, ItemId as);
    struct Followed {
        Item *item = nullptr;
        std::uint32_t offset = 0;
    };
    [[nodiscard]] Followed followRedone(ItemId id) const;

    void changed(Transaction &transaction, Branch *branch, std::uint32_t key);
    /// Text appended to an item in place: what inserting another one and merging it would give.
    void grow(Transaction &transaction, Item *item, std::u16string_view text);

    /// Comparisons made by the conflict scan since the last reset: what a hostile update drives up.
    std::uint64_t scanSteps = 0;
    /// Takes back everything a transaction did so far, before anything of it was forgotten.
    void rollBack(Transaction &transaction);

    [[nodiscard]] std::size_t itemCount() const;

private:
    [[nodiscard]] Item *split(
        Transaction &transaction, BlockList &blocks, BlockList::Place place, std::uint32_t offset);
    void cutContent(Item *left, Item *right, std::uint32_t offset);
    void findPlace(Item *item);
    void link(Item *item);
    void unlink(Item *item);
    void freeContent(Item *item);
    void collect(Item *item);
    void forgetChildren(Branch *type, std::vector<Branch *> &dead);
    void append(Transaction &transaction, Item *item);
    [[nodiscard]] std::uint32_t slotOf(std::u16string_view name);
    [[nodiscard]] bool mergeInto(Item *left, Item *right);
    BlockList::Place mergeWithLefts(BlockList &blocks, BlockList::Place place, std::uint32_t &merged);

    struct IdHash {
        std::size_t operator()(ItemId id) const
        {
            return std::hash<std::uint64_t> {}((std::uint64_t {id.client} << 32) | id.clock);
        }
    };

    Pool<Item> m_items;
    std::vector<Client> m_clients;
    std::unordered_map<std::uint64_t, std::uint32_t> m_clientSlots;
    std::vector<std::uint32_t> m_recentNames = std::vector<std::uint32_t>(64, kNone); ///< by a guess at their hash
    std::deque<std::u16string> m_names; ///< a deque, because the keys of m_nameSlots point into it
    std::unordered_map<std::u16string_view, std::uint32_t> m_nameSlots;
    std::vector<Branch *> m_roots;
    std::unordered_map<std::uint32_t, Branch *> m_rootsByName;
    std::unordered_map<ItemId, ItemId, IdHash> m_redone;
    std::uint32_t m_stamp = 0;
    std::uint32_t m_lastRank = 0;
    std::uint32_t m_lastClient = kNone; ///< asked for last, by its id: most likely asked for next
};

template <typename Visitor>
void Store::visitRanges(Transaction &transaction, const RangeSet &ranges, Visitor &&visit)
{
    for (const Range &range : ranges.ranges()) {
        if (range.clock >= state(range.client))
            continue;
        BlockList &blocks = m_clients[range.client].blocks;
        (void)cleanStart(transaction, {range.client, range.clock});
        for (std::uint32_t clock = range.clock; clock < std::min(range.end(), blocks.end());) {
            BlockList::Place place = blocks.find(clock);
            Item *item = blocks.at(place);
            if (item->end() > range.end() && !item->isGc())
                (void)split(transaction, blocks, place, range.end() - item->clock);
            clock = item->end();
            visit(item);
        }
    }
}

} // namespace coterie::crdt::internal
