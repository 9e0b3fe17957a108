#include "crdt/internal/edit.h"

namespace coterie::crdt::internal {

namespace {
constexpr int kNear = 8; ///< items; to look through more of them is no cheaper than to descend
}

Item *Editor::add(Branch &branch, std::uint32_t key, Item *left, Item *right, const Fill &fill)
{
    Item *item = m_store.makeItem();
    item->client = m_client;
    item->clock = m_store.state(m_client);
    item->left = left;
    item->right = right;
    item->origin = left ? left->lastId() : ItemId {};
    item->rightOrigin = right ? right->id() : ItemId {};
    item->parent = &branch;
    item->key = key;
    fill(*item);
    m_store.integrate(m_transaction, item);
    return item;
}

Item *Editor::itemBefore(Branch &branch, std::uint32_t index)
{
    if (index == 0)
        return nullptr;
    const auto [item, start] = branch.index.find(branch, index - 1);
    const std::uint32_t offset = index - start;
    if (offset < item->length)
        (void)m_store.cleanStart(m_transaction, {item->client, item->clock + offset});
    return item;
}

Item *Editor::insertAfter(Branch &branch, Item *left, Item *right, const Fill &fill)
{
    return add(branch, kNone, left, right, fill);
}

void Editor::eraseList(Branch &branch, std::uint32_t index, std::uint32_t length)
{
    auto [item, start] = branch.index.find(branch, index);
    Item *before = item && index == start ? item->left : item;
    if (item && index > start)
        item = m_store.cleanStart(m_transaction, {item->client, item->clock + (index - start)});
    for (; item && length > 0; item = item->right) {
        if (!item->isVisible()) {
            if (item->deleted)
                item = branch.index.skipDeleted(branch, item);
            continue;
        }
        if (length < item->length)
            (void)m_store.cleanStart(m_transaction, {item->client, item->clock + length});
        length -= item->length;
        m_store.deleteItem(m_transaction, item);
    }
    for (int steps = 0; before && !before->isVisible(); ++steps)
        before = steps < kNear ? before->left : nullptr;
    if (before) // the next key is most likely pressed here
        branch.index.setCursor(before, index - before->length);
}

Item *Editor::setEntry(Branch &branch, std::uint32_t key, const Fill &fill)
{
    return add(branch, key, branch.map.find(key), nullptr, fill);
}

void Editor::eraseEntry(Branch &branch, std::uint32_t key)
{
    if (Item *item = branch.map.find(key))
        m_store.deleteItem(m_transaction, item);
}

} // namespace coterie::crdt::internal
