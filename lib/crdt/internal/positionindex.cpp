#include "crdt/internal/positionindex.h"

#include "crdt/internal/branch.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace coterie::crdt::internal {

namespace {

constexpr std::uint16_t kLeafMost = 48; // items; a walk through half of it is about as dear as one more level
constexpr std::uint16_t kLeafBuilt = 32; // leaves room for what is inserted next
constexpr std::uint16_t kInnerBuilt = 24;
constexpr int kNear = 16; // items; to step over more of them is no cheaper than to go by the tree
constexpr std::uint32_t kWorthIndexing = 32; // items; below, the list is walked

PositionIndex::Sums sumOf(const Item *item)
{
    return {item->isVisible() ? item->length : 0, item->isLiveFormat() ? 1U : 0U};
}

} // namespace

PositionIndex::Sums PositionIndex::sumsOf(const Leaf *leaf)
{
    Sums sums;
    const Item *item = leaf->first;
    for (std::uint16_t i = 0; i < leaf->count; ++i, item = item->right) {
        const Sums one = sumOf(item);
        sums.visible += one.visible;
        sums.formats += one.formats;
    }
    return sums;
}

void PositionIndex::build(Branch &branch)
{
    if (m_root || !branch.start)
        return;
    std::vector<std::pair<IndexNode *, Sums>> level;
    for (Item *item = branch.start; item;) {
        auto *leaf = new Leaf;
        leaf->first = item;
        for (; item && leaf->count < kLeafBuilt; item = item->right, ++leaf->count)
            item->leaf = leaf;
        level.emplace_back(leaf, sumsOf(leaf));
    }
    while (level.size() > 1) {
        std::vector<std::pair<IndexNode *, Sums>> above;
        for (std::size_t i = 0; i < level.size();) {
            auto *inner = new Inner;
            inner->isLeaf = false;
            Sums sums;
            for (; i < level.size() && inner->count < kInnerBuilt; ++i) {
                auto &[node, part] = level[i];
                node->parent = inner;
                node->slot = inner->count;
                inner->children[inner->count] = node;
                inner->sums[inner->count++] = part;
                sums.visible += part.visible;
                sums.formats += part.formats;
            }
            above.emplace_back(inner, sums);
        }
        level = std::move(above);
    }
    m_root = level.front().first;
}

PositionIndex::Place PositionIndex::find(Branch &branch, std::uint32_t index)
{
    if (m_cursor && index >= m_cursorStart && index - m_cursorStart < m_cursor->length)
        return {m_cursor, m_cursorStart};
    if (index >= branch.length)
        return {nullptr, branch.length};
    std::uint32_t start = 0;
    Item *item = branch.start;
    if (m_root || branch.items > kWorthIndexing) {
        build(branch);
        IndexNode *node = m_root;
        while (!node->isLeaf) {
            auto *inner = static_cast<Inner *>(node);
            std::uint16_t slot = 0;
            while (slot + 1 < inner->count && index - start >= inner->sums[slot].visible)
                start += inner->sums[slot++].visible;
            node = inner->children[slot];
        }
        item = static_cast<Leaf *>(node)->first;
    }
    for (;; item = item->right) {
        if (!item->isVisible())
            continue;
        if (index - start < item->length)
            break;
        start += item->length;
    }
    setCursor(item, start);
    return {item, start};
}

std::uint32_t PositionIndex::indexOf(Branch &branch, const Item *item)
{
    if (item == m_cursor)
        return m_cursorStart;
    if (!m_root && branch.items > kWorthIndexing)
        build(branch);
    std::uint32_t index = 0;
    const Item *from = item->leaf && m_root ? item->leaf->first : branch.start;
    for (; from != item; from = from->right)
        index += sumOf(from).visible;
    if (!m_root)
        return index;
    for (const IndexNode *node = item->leaf; node->parent; node = node->parent) {
        for (std::uint16_t slot = 0; slot < node->slot; ++slot)
            index += node->parent->sums[slot].visible;
    }
    return index;
}

Item *PositionIndex::skipDeleted(Branch &branch, Item *item)
{
    Item *next = item ? item->right : branch.start;
    for (int steps = 0; next && next->deleted; ++steps) {
        if (steps == kNear && branch.items > kWorthIndexing) {
            build(branch);
            const Leaf *leaf = next->leaf;
            for (; next && next->leaf == leaf; item = std::exchange(next, next->right)) {
                if (!next->deleted)
                    return item;
            }
            return next ? skipDeletedBehind(leaf) : item;
        }
        item = std::exchange(next, next->right);
    }
    return item;
}

Item *PositionIndex::skipDeletedBehind(const Leaf *leaf)
{
    const auto isLive = [](const Sums &sums) { return sums.visible > 0 || sums.formats > 0; };
    const IndexNode *node = leaf;
    std::uint16_t slot = 0;
    bool found = false;
    while (node->parent && !found) { // up, to the first stretch on the right in which something lives
        const Inner *parent = node->parent;
        slot = static_cast<std::uint16_t>(node->slot + 1);
        while (slot < parent->count && !isLive(parent->sums[slot]))
            ++slot;
        found = slot < parent->count;
        node = parent;
    }
    while (!node->isLeaf) { // and down to its first leaf, or to the last one of all
        const auto *inner = static_cast<const Inner *>(node);
        if (!found)
            slot = static_cast<std::uint16_t>(inner->count - 1);
        node = inner->children[slot];
        slot = 0;
        while (!node->isLeaf && found && !isLive(static_cast<const Inner *>(node)->sums[slot]))
            ++slot;
    }
    Item *item = static_cast<const Leaf *>(node)->first;
    while (item->deleted && item->right)
        item = item->right;
    return item->deleted ? item : item->left;
}

void PositionIndex::add(IndexNode *node, std::int64_t visible, std::int32_t formats)
{
    for (; node->parent; node = node->parent) {
        auto &sums = node->parent->sums[node->slot];
        sums.visible = static_cast<std::uint32_t>(sums.visible + visible);
        sums.formats = static_cast<std::uint32_t>(static_cast<std::int64_t>(sums.formats) + formats);
    }
}

void PositionIndex::linked(Item *item)
{
    const Sums sums = sumOf(item);
    if (sums.visible > 0)
        m_cursor = nullptr;
    if (!m_root)
        return;
    Leaf *leaf = item->left ? item->left->leaf : item->right->leaf;
    if (!item->left)
        leaf->first = item;
    item->leaf = leaf;
    ++leaf->count;
    add(leaf, sums.visible, static_cast<std::int32_t>(sums.formats));
    if (leaf->count > kLeafMost)
        splitLeaf(leaf);
}

void PositionIndex::unlinking(Item *item)
{
    m_cursor = nullptr;
    if (!m_root)
        return;
    Leaf *leaf = item->leaf;
    const Sums sums = sumOf(item);
    add(leaf, -std::int64_t {sums.visible}, -static_cast<std::int32_t>(sums.formats));
    if (leaf->first == item)
        leaf->first = item->right;
    item->leaf = nullptr;
    if (--leaf->count == 0)
        removeNode(leaf);
}

void PositionIndex::splitOff(Item *left, Item *right)
{
    if (!m_root)
        return;
    Leaf *leaf = left->leaf;
    right->leaf = leaf;
    if (++leaf->count > kLeafMost)
        splitLeaf(leaf);
}

void PositionIndex::mergedAway(Item *left, Item *right)
{
    if (m_cursor == right) {
        m_cursor = left;
        m_cursorStart -= sumOf(left).visible;
    }
    if (!m_root)
        return;
    Leaf *leaf = right->leaf;
    if (leaf != left->leaf) {
        const auto visible = std::int64_t {sumOf(right).visible};
        add(leaf, -visible, 0);
        add(left->leaf, visible, 0);
    }
    if (leaf->first == right)
        leaf->first = right->right;
    right->leaf = nullptr;
    if (--leaf->count == 0)
        removeNode(leaf);
}

void PositionIndex::changed(Item *item, std::int64_t visible, std::int32_t formats)
{
    if (visible != 0)
        m_cursor = nullptr;
    if (m_root)
        add(item->leaf, visible, formats);
}

void PositionIndex::grownAtCursor(Item *item, std::uint32_t by)
{
    if (m_root)
        add(item->leaf, by, 0);
}

void PositionIndex::splitLeaf(Leaf *leaf)
{
    auto *fresh = new Leaf;
    const auto kept = static_cast<std::uint16_t>(leaf->count / 2);
    Item *item = leaf->first;
    for (std::uint16_t i = 0; i < kept; ++i)
        item = item->right;
    fresh->first = item;
    fresh->count = static_cast<std::uint16_t>(leaf->count - kept);
    leaf->count = kept;
    for (std::uint16_t i = 0; i < fresh->count; ++i, item = item->right)
        item->leaf = fresh;
    insertNode(leaf, fresh, sumsOf(fresh));
}

void PositionIndex::insertNode(IndexNode *after, IndexNode *node, Sums sums)
{
    if (!after->parent) {
        auto *root = new Inner;
        root->isLeaf = false;
        root->count = 1;
        root->children[0] = after;
        after->parent = root;
        after->slot = 0;
        if (after->isLeaf) {
            root->sums[0] = sumsOf(static_cast<Leaf *>(after));
        } else {
            const auto *inner = static_cast<Inner *>(after);
            for (std::uint16_t i = 0; i < inner->count; ++i) {
                root->sums[0].visible += inner->sums[i].visible;
                root->sums[0].formats += inner->sums[i].formats;
            }
        }
        m_root = root;
    } else {
        auto &old = after->parent->sums[after->slot];
        old.visible -= sums.visible;
        old.formats -= sums.formats;
    }
    Inner *parent = after->parent;
    const auto slot = static_cast<std::uint16_t>(after->slot + 1);
    for (std::uint16_t i = parent->count; i > slot; --i) {
        parent->children[i] = parent->children[i - 1];
        parent->children[i]->slot = i;
        parent->sums[i] = parent->sums[i - 1];
    }
    parent->children[slot] = node;
    parent->sums[slot] = sums;
    node->parent = parent;
    node->slot = slot;
    if (++parent->count == Inner::kMost)
        splitInner(parent);
}

void PositionIndex::splitInner(Inner *inner)
{
    auto *fresh = new Inner;
    fresh->isLeaf = false;
    const auto kept = static_cast<std::uint16_t>(inner->count / 2);
    Sums sums;
    for (std::uint16_t i = kept; i < inner->count; ++i) {
        const auto slot = static_cast<std::uint16_t>(i - kept);
        fresh->children[slot] = inner->children[i];
        fresh->sums[slot] = inner->sums[i];
        fresh->children[slot]->parent = fresh;
        fresh->children[slot]->slot = slot;
        sums.visible += fresh->sums[slot].visible;
        sums.formats += fresh->sums[slot].formats;
    }
    fresh->count = static_cast<std::uint16_t>(inner->count - kept);
    inner->count = kept;
    insertNode(inner, fresh, sums);
}

void PositionIndex::removeNode(IndexNode *node)
{
    while (true) {
        Inner *parent = node->parent;
        const std::uint16_t slot = node->slot;
        if (node->isLeaf)
            delete static_cast<Leaf *>(node);
        else
            delete static_cast<Inner *>(node);
        if (!parent) {
            m_root = nullptr;
            return;
        }
        --parent->count;
        for (std::uint16_t i = slot; i < parent->count; ++i) {
            parent->children[i] = parent->children[i + 1];
            parent->children[i]->slot = i;
            parent->sums[i] = parent->sums[i + 1];
        }
        if (parent->count > 0)
            return;
        node = parent;
    }
}

void PositionIndex::freeNode(IndexNode *node)
{
    if (node->isLeaf) {
        delete static_cast<Leaf *>(node);
        return;
    }
    auto *inner = static_cast<Inner *>(node);
    for (std::uint16_t i = 0; i < inner->count; ++i)
        freeNode(inner->children[i]);
    delete inner;
}

void PositionIndex::clear()
{
    if (m_root)
        freeNode(m_root);
    m_root = nullptr;
    m_cursor = nullptr;
}

} // namespace coterie::crdt::internal
