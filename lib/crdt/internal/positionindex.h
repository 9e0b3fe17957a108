#pragma once

#include "crdt/internal/item.h"

#include <memory>

namespace coterie::crdt::internal {

struct Branch;
struct Inner;

struct IndexNode {
    Inner *parent = nullptr;
    std::uint16_t slot = 0; ///< place in parent
    std::uint16_t count = 0; ///< items of a leaf, children of an inner node
    bool isLeaf = true;
};

/// A stretch of the list: `count` items from `first` on.
struct Leaf : IndexNode {
    Item *first = nullptr;
};

/// A B+ tree over the items of one list, with the visible length and the number of live formats below each child. The
/// items stay a linked list; a leaf only knows where its stretch starts, an item knows its leaf. So index to item and
/// item to index are O(log n) with a short walk, and an insertion is a link and an addition on the way to the root.
/// Built on the first question to a list that is long enough; until then there is nothing to keep up to date.
/// Beside it lies a cursor: the last item worked on and where it starts, so that typing on needs no descent.
class PositionIndex
{
public:
    struct Place {
        Item *item = nullptr; ///< the visible item that covers the index; null at the end of the list
        std::uint32_t start = 0; ///< index of its first unit
    };
    struct Sums {
        std::uint32_t visible = 0;
        std::uint32_t formats = 0;
    };

    PositionIndex() = default;
    ~PositionIndex() { clear(); }
    PositionIndex(const PositionIndex &) = delete;
    PositionIndex &operator=(const PositionIndex &) = delete;

    [[nodiscard]] Place find(Branch &branch, std::uint32_t index);
    [[nodiscard]] std::uint32_t indexOf(Branch &branch, const Item *item);
    /// The last of the deleted items that follow `item` (null: that the list begins with); `item` itself if there are
    /// none. A place where much came and went is a long row of them.
    [[nodiscard]] Item *skipDeleted(Branch &branch, Item *item);
    /// The live format items before `item` (null: all), each given to `visit` in order. Skips stretches without any.
    template <typename Visitor>
    void formatsBefore(Branch &branch, const Item *item, Visitor &&visit);

    void linked(Item *item); ///< already in the list, between its neighbours
    void unlinking(Item *item); ///< still in the list
    void splitOff(Item *left, Item *right); ///< `right` was the end of `left` and follows it
    void mergedAway(
        Item *left, Item *right); ///< `right` is about to be taken into `left`; lengths are still the old ones
    void changed(Item *item, std::int64_t visible, std::int32_t formats); ///< deleted, revived or grown
    void setCursor(Item *item, std::uint32_t start)
    {
        m_cursor = item;
        m_cursorStart = start;
    }
    void grownAtCursor(Item *item, std::uint32_t by); ///< as changed(), and the cursor stays
    void clear();

private:
    void build(Branch &branch);
    [[nodiscard]] static Item *skipDeletedBehind(const Leaf *leaf);
    void add(IndexNode *node, std::int64_t visible, std::int32_t formats);
    void insertNode(IndexNode *after, IndexNode *node, Sums sums);
    void removeNode(IndexNode *node);
    void splitLeaf(Leaf *leaf);
    void splitInner(Inner *inner);
    [[nodiscard]] static Sums sumsOf(const Leaf *leaf);
    static void freeNode(IndexNode *node);

    IndexNode *m_root = nullptr;
    Item *m_cursor = nullptr;
    std::uint32_t m_cursorStart = 0;
};

struct Inner : IndexNode {
    static constexpr std::uint16_t kMost = 32;
    IndexNode *children[kMost] {};
    PositionIndex::Sums sums[kMost] {};
};

template <typename Visitor>
void visitFormats(IndexNode *node, const Item *until, bool &stop, Visitor &visit)
{
    if (node->isLeaf) {
        auto *leaf = static_cast<Leaf *>(node);
        Item *item = leaf->first;
        for (std::uint16_t i = 0; i < leaf->count && !stop; ++i, item = item->right) {
            if (item == until)
                stop = true;
            else if (item->isLiveFormat())
                visit(item);
        }
        return;
    }
    auto *inner = static_cast<Inner *>(node);
    const Leaf *last = until ? until->leaf : nullptr;
    for (std::uint16_t i = 0; i < inner->count && !stop; ++i) {
        bool holdsLast = false;
        for (const IndexNode *up = last; up && !holdsLast; up = up->parent)
            holdsLast = up == inner->children[i];
        if (holdsLast || inner->sums[i].formats > 0)
            visitFormats(inner->children[i], until, stop, visit);
    }
}

template <typename Visitor>
void PositionIndex::formatsBefore(Branch &branch, const Item *item, Visitor &&visit)
{
    build(branch);
    bool stop = false;
    if (m_root)
        visitFormats(m_root, item, stop, visit);
}

} // namespace coterie::crdt::internal
