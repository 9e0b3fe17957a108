#include "crdt/internal/join.h"

#include "base/overloaded.h"
#include "crdt/internal/fill.h"
#include "crdt/utf.h"

#include <algorithm>

namespace coterie::crdt::internal {

namespace {

void setValues(Item &item, Kind kind, const std::vector<Any> &values, std::uint32_t offset)
{
    item.kind = kind;
    item.content.values = new std::vector<Any>(values.begin() + offset, values.end());
}

void setText(Item &item, std::u16string_view text, std::uint32_t offset)
{
    item.kind = Kind::String;
    const bool cutsPair = offset > 0 && isHighSurrogate(text[offset - 1]);
    item.content.text = TextBuffer::create(text.substr(offset));
    if (cutsPair)
        *item.content.text->data() = u'\uFFFD'; // as when an item is cut
}

void setContent(Store &store, Item &item, const BlockContent &content, std::uint32_t offset)
{
    std::visit(Overloaded {
                   [&](const GcContent &) { item.kind = Kind::Gc; },
                   [&](const SkipContent &) { item.kind = Kind::Gc; }, // never planned
                   [&](const DeletedContent &) { item.kind = Kind::Deleted; },
                   [&](const JsonContent &json) { setValues(item, Kind::Json, json.values, offset); },
                   [&](const AnyContent &any) { setValues(item, Kind::Any, any.values, offset); },
                   [&](const BinaryContent &binary) {
                       item.kind = Kind::Binary;
                       const Bytes *bytes = binary.bytes.bytes();
                       item.content.bytes = bytes ? new Bytes(*bytes) : new Bytes;
                   },
                   [&](const StringContent &string) { setText(item, string.text, offset); },
                   [&](const EmbedContent &embed) {
                       item.kind = Kind::Embed;
                       item.content.embed = new Any(embed.value);
                   },
                   [&](const FormatContent &format) {
                       item.kind = Kind::Format;
                       item.content.format = new FormatMark {.key = store.name(format.key), .value = format.value};
                   },
                   [&](const TypeContent &type) {
                       item.kind = Kind::Type;
                       item.content.type = store.makeBranch(kindOf(type.type));
                       item.content.type->nodeName = type.name;
                   },
                   [&](const DocContent &doc) {
                       item.kind = Kind::Doc;
                       item.content.doc = new DocMark {docMark(doc.guid, doc.options)};
                   },
               },
        content);
}

ItemId localId(Store &store, Id id)
{
    return {store.client(id.client), static_cast<std::uint32_t>(id.clock)};
}

void cutAtOrigins(Store &store, Transaction &transaction, const Block &block)
{
    if (block.origin)
        (void)store.cleanEnd(transaction, localId(store, *block.origin));
    if (block.rightOrigin)
        (void)store.cleanStart(transaction, localId(store, *block.rightOrigin));
}

} // namespace

void join(Store &store, Transaction &transaction, const Block &block, std::uint32_t offset)
{
    if (offset == block.length) {
        cutAtOrigins(store, transaction, block);
        return;
    }
    Item *item = store.makeItem();
    item->client = store.client(block.id.client);
    item->clock = static_cast<std::uint32_t>(block.id.clock) + offset;
    item->length = static_cast<std::uint32_t>(block.length) - offset;
    setContent(store, *item, block.content, offset);
    if (item->isGc()) {
        store.integrate(transaction, item);
        return;
    }
    Item *left = block.origin ? store.cleanEnd(transaction, localId(store, *block.origin)) : nullptr;
    Item *right = nullptr;
    if (block.rightOrigin) {
        const ItemId id = localId(store, *block.rightOrigin);
        Item *next = left ? left->right : nullptr; // mostly nothing stands between the two
        right = next && next->id() == id ? next : store.cleanStart(transaction, id);
    }
    if (!((left && left->isGc()) || (right && right->isGc()))) {
        if (const auto *name = std::get_if<std::u16string_view>(&block.parent)) {
            item->parent = store.root(*name);
        } else if (const auto *id = std::get_if<Id>(&block.parent)) {
            const Item *holder = store.find(localId(store, *id));
            item->parent = holder->kind == Kind::Type ? holder->content.type : nullptr;
        } else if (const Item *neighbour = left ? left : right) {
            item->parent = neighbour->parent;
            item->key = neighbour->key;
        }
        if (block.parentSub)
            item->key = store.name(*block.parentSub);
    }
    item->left = left;
    item->right = right;
    if (left)
        item->origin = left->lastId();
    if (right)
        item->rightOrigin = right->id();
    if (offset > 0) {
        item->left = store.cleanEnd(transaction, {item->client, item->clock - 1});
        item->origin = item->left->lastId();
    }
    store.integrate(transaction, item);
}

DeleteSet applyDeletes(Store &store, Transaction &transaction, const DeleteSet &deletes)
{
    DeleteSet unknown;
    for (const auto &[clientId, ranges] : deletes.clients()) {
        const std::uint32_t client = store.knownClient(clientId);
        const ClockValue state = client == kNone ? 0 : store.state(client);
        for (const ClockRange &range : ranges) {
            const ClockValue end = std::min(range.end(), state);
            if (range.end() > state)
                unknown.add(clientId, std::max(range.clock, state), range.end() - std::max(range.clock, state));
            for (ClockValue clock = range.clock; clock < end;) {
                const auto at = static_cast<std::uint32_t>(clock);
                Item *item = store.find({client, at});
                if (!item->deleted) {
                    if (item->clock < at)
                        item = store.cleanStart(transaction, {client, at});
                    if (item->end() > end)
                        (void)store.cleanStart(transaction, {client, static_cast<std::uint32_t>(end)});
                    store.deleteItem(transaction, item);
                }
                clock = item->end();
            }
        }
    }
    unknown.normalise();
    return unknown;
}

} // namespace coterie::crdt::internal
