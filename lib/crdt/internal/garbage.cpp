#include "crdt/internal/store.h"

#include <algorithm>
#include <iterator>

namespace coterie::crdt::internal {

// A deleted item keeps its place and loses its content; what was inside a deleted type is not even ordered any more.
void Store::collect(Item *item)
{
    std::vector<Branch *> dead;
    if (item->kind == Kind::Type) {
        dead.push_back(item->content.type);
        item->content.type = nullptr;
    }
    freeContent(item);
    item->kind = Kind::Deleted;
    for (std::size_t i = 0; i < dead.size(); ++i)
        forgetChildren(dead[i], dead);
    for (Branch *branch : dead)
        releaseBranch(branch);
}

void Store::forgetChildren(Branch *type, std::vector<Branch *> &dead)
{
    const auto forget = [&](Item *child) {
        if (child->kind == Kind::Type && child->content.type) {
            dead.push_back(child->content.type);
            child->content.type = nullptr;
        }
        freeContent(child);
        child->kind = Kind::Gc;
        child->parent = nullptr;
        child->leaf = nullptr;
        child->left = child->right = nullptr;
        child->origin = child->rightOrigin = {};
        child->key = kNone;
        if (child->redone)
            m_redone.erase(child->id());
        child->redone = false;
    };
    for (Item *child = type->start; child;) {
        Item *next = child->right;
        forget(child);
        child = next;
    }
    for (const auto &entry : type->map.entries()) {
        for (Item *child = entry.item; child;) {
            Item *previous = child->left;
            forget(child);
            child = previous;
        }
    }
}

void Store::collectGarbage(const RangeSet &deleted)
{
    const auto &ranges = deleted.ranges();
    for (const auto &run : deleted.runs()) {
        const BlockList &blocks = m_clients[run.client].blocks;
        for (std::uint32_t i = run.end; i-- > run.begin;) {
            const Range &range = ranges[i];
            for (auto place = blocks.find(range.clock); !blocks.isEnd(place); place = blocks.next(place)) {
                Item *item = blocks.at(place);
                if (item->clock >= range.end())
                    break;
                if (!item->isGc() && item->deleted && !item->keep && item->kind != Kind::Deleted)
                    collect(item);
            }
        }
    }
}

bool Store::mergeInto(Item *left, Item *right)
{
    if (left->deleted != right->deleted || left->isGc() != right->isGc())
        return false;
    if (left->isGc()) {
        left->length += right->length;
        return true;
    }
    if (left->kind != right->kind || left->right != right || right->origin != left->lastId()
        || left->rightOrigin != right->rightOrigin || left->redone || right->redone)
        return false;
    if (left->kind != Kind::String && left->kind != Kind::Deleted && left->kind != Kind::Any
        && left->kind != Kind::Json)
        return false;
    if (left->key == kNone) {
        left->parent->index.mergedAway(left, right);
        --left->parent->items;
    }
    if (left->kind == Kind::String) {
        if (left->content.text != right->content.text || left->textOffset + left->length != right->textOffset)
            TextBuffer::append(left->content.text, left->textOffset, left->length, right->text());
    } else if (left->kind != Kind::Deleted) {
        std::move(
            right->content.values->begin(), right->content.values->end(), std::back_inserter(*left->content.values));
    }
    left->keep = left->keep || right->keep;
    left->right = right->right;
    if (left->right)
        left->right->left = left;
    else if (left->key != kNone)
        left->parent->map.set(left->key, left);
    left->length += right->length;
    return true;
}

BlockList::Place Store::mergeWithLefts(BlockList &blocks, BlockList::Place place, std::uint32_t &merged)
{
    for (merged = 0; !blocks.isFirst(place); ++merged) {
        const auto before = blocks.previous(place);
        Item *right = blocks.at(place);
        if (!mergeInto(blocks.at(before), right))
            break;
        blocks.erase(place);
        freeItem(right);
        place = before;
    }
    return place;
}

void Store::mergeDeleted(const RangeSet &deleted)
{
    const auto &ranges = deleted.ranges();
    std::uint32_t merged = 0;
    for (const auto &run : deleted.runs()) {
        BlockList &blocks = m_clients[run.client].blocks;
        for (std::uint32_t i = run.end; i-- > run.begin;) {
            auto place = blocks.find(ranges[i].end() - 1);
            if (const auto next = blocks.next(place); !blocks.isEnd(next))
                place = next;
            while (!blocks.isFirst(place) && blocks.at(place)->clock >= ranges[i].clock) {
                place = mergeWithLefts(blocks, place, merged);
                if (blocks.isFirst(place))
                    break;
                place = blocks.previous(place);
            }
        }
    }
}

void Store::mergeTouched(const Transaction &transaction)
{
    std::uint32_t merged = 0;
    for (const auto &touched : transaction.touched) {
        if (touched.after == touched.before)
            continue;
        BlockList &blocks = m_clients[touched.client].blocks;
        const std::uint32_t lowest = blocks.at(blocks.find(touched.before))->clock;
        if (lowest < touched.before && blocks.back()->clock == lowest)
            continue; // an item that grew: whether it merges with its left was settled before
        for (auto place = blocks.last(); !blocks.isFirst(place) && blocks.at(place)->clock >= lowest;) {
            place = mergeWithLefts(blocks, place, merged);
            if (blocks.isFirst(place))
                break;
            place = blocks.previous(place);
        }
    }
}

void Store::mergeCandidates(const Transaction &transaction)
{
    for (auto i = transaction.mergeCandidates.size(); i-- > 0;) {
        const ItemId id = transaction.mergeCandidates[i];
        BlockList &blocks = m_clients[id.client].blocks;
        auto place = blocks.find(id.clock);
        std::uint32_t merged = 0;
        if (const auto next = blocks.next(place); !blocks.isEnd(next)) {
            place = mergeWithLefts(blocks, next, merged);
            if (merged > 1)
                continue; // it went in together with its right neighbour
            place = blocks.find(id.clock);
        }
        if (!blocks.isFirst(place))
            (void)mergeWithLefts(blocks, place, merged);
    }
}

} // namespace coterie::crdt::internal
