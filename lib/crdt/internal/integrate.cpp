#include "crdt/internal/store.h"

#include <algorithm>

namespace coterie::crdt::internal {

// YATA: among the items that were inserted concurrently between the same neighbours, find the one to stand behind.
// Members of "before the origin" and "in conflict" are told by stamps that rise: the first by any stamp of this scan,
// the second by the newest.
void Store::findPlace(Item *item)
{
    Item *left = item->left;
    const Branch &parent = *item->parent;
    Item *other = left ? left->right : item->key != kNone ? parent.map.first(item->key) : parent.start;
    const std::uint32_t first = ++m_stamp;
    const std::uint64_t client = m_clients[item->client].id;
    for (; other && other != item->right; other = other->right) {
        ++scanSteps;
        other->stamp = m_stamp;
        if (item->origin == other->origin) {
            if (m_clients[other->client].id < client) {
                left = other;
                ++m_stamp;
            } else if (item->rightOrigin == other->rightOrigin) {
                break;
            }
        } else if (!other->origin.isNull()) {
            const Item *origin = find(other->origin);
            if (origin->stamp < first)
                break;
            if (origin->stamp < m_stamp) {
                left = other;
                ++m_stamp;
            }
        } else {
            break;
        }
    }
    item->left = left;
}

void Store::link(Item *item)
{
    Branch &parent = *item->parent;
    if (item->left) {
        item->right = item->left->right;
        item->left->right = item;
    } else if (item->key != kNone) {
        item->right = parent.map.first(item->key);
    } else {
        item->right = parent.start;
        parent.start = item;
    }
    if (item->right)
        item->right->left = item;
    else if (item->key != kNone)
        parent.map.set(item->key, item);
    if (item->key != kNone && !item->left)
        parent.map.setFirst(item->key, item);
    if (item->key == kNone) {
        ++parent.items;
        if (item->isVisible())
            parent.length += item->length;
        parent.index.linked(item);
    }
}

void Store::append(Transaction &transaction, Item *item)
{
    Client &client = m_clients[item->client];
    if (client.rank == kNone)
        client.rank = m_lastRank++;
    transaction.touch(item->client, client.blocks.end());
    client.blocks.append(item);
}

void Store::integrate(Transaction &transaction, Item *item)
{
    if (!item->parent) {
        freeContent(item);
        item->kind = Kind::Gc;
        item->deleted = true;
        item->left = item->right = nullptr;
        item->origin = item->rightOrigin = {};
        item->key = kNone;
        append(transaction, item);
        return;
    }
    if (item->left ? item->left->right != item->right : !item->right || item->right->left)
        findPlace(item);
    link(item);
    append(transaction, item);
    if (!item->right && item->key != kNone && item->left)
        deleteItem(transaction, item->left); // an older value of the same key
    Branch *parent = item->parent;
    if (item->kind == Kind::Format) {
        parent->hasFormatting = true;
    } else if (item->kind == Kind::Type) {
        item->content.type->item = item;
    } else if (item->kind == Kind::Doc) {
        transaction.addedDocs.push_back(item->id());
        if (item->content.doc->isWanted)
            transaction.loadedDocs.push_back(item->id());
    } else if (item->kind == Kind::Deleted) { // deleted before it came: nothing of it is ever visible
        item->deleted = true;
        transaction.deleted.add(item->client, item->clock, item->length);
    }
    changed(transaction, parent, item->key);
    if ((parent->item && parent->item->deleted) || (item->key != kNone && item->right))
        deleteItem(transaction, item);
}

void Store::deleteItem(Transaction &transaction, Item *top)
{
    std::vector<Item *> waiting; // instead of recursion, for a stranger decides how deep types nest
    for (Item *item = top; item;) {
        if (!item->deleted) {
            Branch *parent = item->parent;
            if (item->key == kNone) {
                const std::uint32_t visible = item->isCountable() ? item->length : 0;
                parent->length -= visible;
                parent->index.changed(item, -std::int64_t {visible}, item->kind == Kind::Format ? -1 : 0);
            }
            item->deleted = true;
            transaction.deleted.add(item->client, item->clock, item->length);
            changed(transaction, parent, item->key);
            if (item->kind == Kind::Doc && !transaction.adds(item->id()))
                transaction.removedDocs.push_back(subdocument(item));
            if (item->kind == Kind::Type) {
                Branch *type = item->content.type;
                const auto first = static_cast<std::ptrdiff_t>(waiting.size());
                const auto visit = [&](Item *child) {
                    if (!child->deleted)
                        waiting.push_back(child);
                    else if (!transaction.adds(child->id()))
                        transaction.mergeCandidates.push_back(child->id()); // may merge once it is collected
                };
                for (Item *child = type->start; child; child = child->right)
                    visit(child);
                for (const auto &entry : type->map.entries()) {
                    if (entry.item)
                        visit(entry.item);
                }
                std::reverse(waiting.begin() + first, waiting.end()); // taken from the end: the first child first
                if (type->changedIn == transaction.serial)
                    transaction.changes[type->changedSlot].branch = nullptr;
            }
        }
        if (waiting.empty())
            break;
        item = waiting.back();
        waiting.pop_back();
    }
}

void Store::rollBack(Transaction &transaction)
{
    transaction.deleted.normalise();
    for (const Range &range : transaction.deleted.ranges()) { // what was there before comes back to life
        BlockList &blocks = m_clients[range.client].blocks;
        for (std::uint32_t clock = range.clock; clock < range.end();) {
            Item *item = blocks.at(blocks.find(clock));
            clock = item->end();
            if (item->isGc() || item->kind == Kind::Deleted)
                continue;
            item->deleted = false;
            if (item->key != kNone)
                continue;
            const std::uint32_t visible = item->isCountable() ? item->length : 0;
            item->parent->length += visible;
            item->parent->index.changed(item, visible, item->kind == Kind::Format ? 1 : 0);
        }
    }
    std::vector<Item *> removed; // freed last: a type may go before what another client put into it
    for (const auto &touched : transaction.touched) {
        BlockList &blocks = m_clients[touched.client].blocks;
        for (; !blocks.isEmpty() && blocks.end() > touched.before; blocks.removeLast()) {
            removed.push_back(blocks.back());
            if (removed.back()->parent)
                unlink(removed.back());
        }
    }
    for (Item *item : removed)
        freeItem(item);
    std::erase_if(transaction.mergeCandidates, [this](ItemId id) { return id.clock >= state(id.client); });
    mergeCandidates(transaction);
    const auto serial = transaction.serial;
    transaction.reset();
    transaction.serial = serial;
}

void Store::unlink(Item *item)
{
    Branch &parent = *item->parent;
    if (item->key == kNone) {
        parent.index.unlinking(item);
        parent.length -= item->isVisible() ? item->length : 0;
        --parent.items;
        if (!item->left)
            parent.start = item->right;
    } else {
        if (!item->left)
            parent.map.setFirst(item->key, item->right);
        if (!item->right)
            parent.map.set(item->key, item->left);
    }
    if (item->left)
        item->left->right = item->right;
    if (item->right)
        item->right->left = item->left;
}

} // namespace coterie::crdt::internal
