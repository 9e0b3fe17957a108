#include "crdt/internal/redo.h"

#include "crdt/internal/fill.h"

#include "crdt/internal/edit.h"

#include <algorithm>

namespace coterie::crdt::internal {

namespace {
constexpr int kDeepest = 512; // deleted types that come back one inside the other
}

/// The item, or what it came back as, if that is inside `parentItem`.
Item *Redo::traced(Item *item, const Item *parentItem)
{
    while (item && item->parent && item->parent->item != parentItem)
        item = item->redone ? m_store.cleanStart(m_transaction, m_store.redoneAs(item)) : nullptr;
    return item && item->parent ? item : nullptr;
}

// Behind everything that will be gone again once the undo is done; false if somebody else's value stands there.
bool Redo::findEntryPlace(Item *item, Branch &parent, const Item *parentItem, Item *&left)
{
    const auto isUndone = [this](const Item *next) {
        const auto deletes = [next](const UndoStep &step) { return step.deletions.contains(next->id()); };
        return next->redone || m_insertions.contains(next->id()) || std::ranges::any_of(m_undoSteps, deletes)
            || std::ranges::any_of(m_redoSteps, deletes);
    };
    if (item->right) {
        left = item;
        while (left->right && isUndone(left->right)) {
            left = left->right;
            while (left->redone)
                left = m_store.cleanStart(m_transaction, m_store.redoneAs(left));
        }
        if (left->right)
            return false;
    } else {
        left = parent.map.find(item->key);
    }
    if (left && left->parent->item != parentItem)
        left = parent.map.find(item->key);
    return true;
}

Item *Redo::restore(Item *item, int depth)
{
    if (item->redone)
        return m_store.cleanStart(m_transaction, m_store.redoneAs(item));
    if (depth > kDeepest)
        return nullptr;
    Item *parentItem = item->parent->item;
    if (parentItem && parentItem->deleted) {
        if (!parentItem->redone && (!m_items.contains(parentItem) || !restore(parentItem, depth + 1)))
            return nullptr;
        while (parentItem->redone)
            parentItem = m_store.cleanStart(m_transaction, m_store.redoneAs(parentItem));
    }
    if (parentItem && parentItem->kind != Kind::Type)
        return nullptr;
    Branch &parent = parentItem ? *parentItem->content.type : *item->parent;
    Item *left = nullptr;
    Item *right = nullptr;
    if (item->key == kNone) {
        for (left = item->left; left; left = left->left) {
            if (Item *found = traced(left, parentItem)) {
                left = found;
                break;
            }
        }
        for (right = item; right; right = right->right) {
            if (Item *found = traced(right, parentItem)) {
                right = found;
                break;
            }
        }
    } else if (!findEntryPlace(item, parent, parentItem, left)) {
        return nullptr;
    }
    Item *fresh = m_store.makeItem();
    fresh->client = m_client;
    fresh->clock = m_store.state(m_client);
    fresh->length = item->length;
    fresh->left = left;
    fresh->right = right;
    fresh->origin = left ? left->lastId() : ItemId {};
    fresh->rightOrigin = right ? right->id() : ItemId {};
    fresh->parent = &parent;
    fresh->key = item->key;
    copyContent(*item, *fresh);
    m_store.setRedone(item, fresh->id());
    m_store.keep(fresh, true);
    m_store.integrate(m_transaction, fresh);
    return fresh;
}

void Redo::copyContent(const Item &from, Item &to)
{
    to.kind = from.kind;
    switch (from.kind) {
    case Kind::String: to.content.text = TextBuffer::create(from.text()); break;
    case Kind::Any:
    case Kind::Json: to.content.values = new std::vector<Any>(*from.content.values); break;
    case Kind::Binary: to.content.bytes = new Bytes(*from.content.bytes); break;
    case Kind::Embed: to.content.embed = new Any(*from.content.embed); break;
    case Kind::Format: to.content.format = new FormatMark(*from.content.format); break;
    case Kind::Type:
        to.content.type = m_store.makeBranch(from.content.type->type);
        to.content.type->nodeName = from.content.type->nodeName;
        break;
    case Kind::Doc: to.content.doc = new DocMark {docMark(from.content.doc->guid, from.content.doc->options)}; break;
    case Kind::Gc:
    case Kind::Deleted: break;
    }
}

} // namespace coterie::crdt::internal
