#include "crdt/internal/write.h"

#include "crdt/utf.h"

#include <algorithm>

namespace coterie::crdt::internal {

namespace {

template <typename Writer>
void writeContent(Writer &out, const Store &store, const Item &item, std::uint32_t offset)
{
    switch (item.kind) {
    case Kind::Gc:
    case Kind::Deleted: out.length(item.length - offset); break;
    case Kind::Json:
        out.length(item.length - offset);
        for (std::uint32_t i = offset; i < item.length; ++i) {
            const Any &value = (*item.content.values)[i];
            out.string(value.isUndefined() ? u"undefined" : toUtf16(value.toJson()).value_or(u"null"));
        }
        break;
    case Kind::Binary: out.buffer(*item.content.bytes); break;
    case Kind::String: out.string(item.text().substr(offset)); break;
    case Kind::Embed: out.json(*item.content.embed); break;
    case Kind::Format:
        out.key(store.nameText(item.content.format->key));
        out.json(item.content.format->value);
        break;
    case Kind::Type: {
        const Branch &type = *item.content.type;
        out.typeRef(static_cast<std::uint64_t>(type.type));
        if (type.type == TypeKind::XmlElement || type.type == TypeKind::XmlHook)
            out.key(type.nodeName);
        break;
    }
    case Kind::Any:
        out.length(item.length - offset);
        for (std::uint32_t i = offset; i < item.length; ++i)
            out.any((*item.content.values)[i]);
        break;
    case Kind::Doc:
        out.string(item.content.doc->guid);
        out.any(item.content.doc->options);
        break;
    }
}

template <typename Writer>
void writeItem(Writer &out, const Store &store, const Item &item, std::uint32_t offset)
{
    const auto wireId = [&store](ItemId id) { return Id {store.clientId(id.client), id.clock}; };
    const ItemId origin = offset > 0 ? ItemId {item.client, item.clock + offset - 1} : item.origin;
    const bool hasOrigin = !origin.isNull();
    const bool hasRight = !item.rightOrigin.isNull();
    if (item.isGc()) {
        out.info(0);
    } else {
        out.info(static_cast<std::uint8_t>(static_cast<unsigned>(item.kind) | (hasOrigin ? 0x80U : 0U)
            | (hasRight ? 0x40U : 0U) | (item.key != kNone ? 0x20U : 0U)));
        if (hasOrigin)
            out.leftId(wireId(origin));
        if (hasRight)
            out.rightId(wireId(item.rightOrigin));
        if (!hasOrigin && !hasRight) {
            const Branch &parent = *item.parent;
            out.parentInfo(!parent.item);
            if (parent.item)
                out.leftId(wireId(parent.item->id()));
            else
                out.string(store.nameText(parent.name));
            if (item.key != kNone)
                out.string(store.nameText(item.key));
        }
    }
    writeContent(out, store, item, offset);
}

template <typename Writer>
void writeClient(Writer &out, const Store &store, const Store::Client &client, std::uint32_t from, std::uint32_t to)
{
    const BlockList &blocks = client.blocks;
    from = std::max(from, blocks.at(blocks.first())->clock);
    auto place = blocks.find(from);
    std::size_t count = blocks.countFrom(place);
    if (to < blocks.end())
        count -= blocks.countFrom(blocks.next(blocks.find(to - 1)));
    out.rest().varUint(count);
    out.client(client.id);
    out.rest().varUint(from);
    for (std::uint32_t offset = from - blocks.at(place)->clock; count > 0; --count, place = blocks.next(place)) {
        writeItem(out, store, *blocks.at(place), offset);
        offset = 0;
    }
}

} // namespace

DeleteSet deletedIn(const Store &store)
{
    DeleteSet deleted;
    for (const Store::Client &client : store.clients()) {
        const BlockList &blocks = client.blocks;
        for (auto place = blocks.first(); !blocks.isEnd(place); place = blocks.next(place)) {
            const Item *item = blocks.at(place);
            if (item->deleted)
                deleted.add(client.id, item->clock, item->length);
        }
    }
    deleted.normalise();
    return deleted;
}

DeleteSet wireRanges(const Store &store, const RangeSet &ranges)
{
    DeleteSet set;
    for (const Range &range : ranges.ranges())
        set.add(store.clientId(range.client), range.clock, range.length);
    set.normalise();
    return set;
}

template <typename Writer>
void writeBlocks(Writer &out, const Store &store, std::vector<WantedClient> wanted)
{
    std::sort(wanted.begin(), wanted.end(), [&store](const WantedClient &a, const WantedClient &b) {
        return store.clientId(a.client) > store.clientId(b.client);
    });
    out.rest().varUint(wanted.size());
    for (const auto &[client, from, to] : wanted)
        writeClient(out, store, store.clients()[client], from, to);
}

template <typename Writer>
void writeState(Writer &out, const Store &store, const StateVector &target)
{
    std::vector<WantedClient> wanted;
    for (std::uint32_t i = 0; i < store.clients().size(); ++i) {
        const ClockValue known = target.clock(store.clientId(i));
        if (store.state(i) > known)
            wanted.push_back({.client = i, .from = static_cast<std::uint32_t>(known)});
    }
    writeBlocks(out, store, std::move(wanted));
    writeDeleteSet(out, deletedIn(store));
}

template <typename Writer>
void writeStateAt(Writer &out, const Store &store, const StateVector &state, const DeleteSet &deleted)
{
    std::vector<WantedClient> wanted;
    for (const auto &[client, clock] : state.entries()) {
        if (clock > 0)
            wanted.push_back({.client = store.knownClient(client), .to = static_cast<std::uint32_t>(clock)});
    }
    writeBlocks(out, store, std::move(wanted));
    writeDeleteSet(out, deleted);
}

/// The ranges of one client: what most transactions delete.
template <typename Writer>
void writeRun(Writer &out, const Store &store, const RangeSet &ranges)
{
    out.rest().varUint(1);
    out.resetDeletes();
    out.rest().varUint(store.clientId(ranges.runs().front().client));
    out.rest().varUint(ranges.ranges().size());
    for (const Range &range : ranges.ranges()) {
        out.deleteClock(range.clock);
        out.deleteLength(range.length);
    }
}

template <typename Writer>
void writeTransaction(Writer &out, const Store &store, const Transaction &transaction)
{
    const auto first = transaction.touched.empty() ? Transaction::Touched {} : transaction.touched.front();
    if (transaction.touched.size() == 1 && first.after > first.before) { // typing: nothing to sort
        out.rest().varUint(1);
        writeClient(out, store, store.clients()[first.client], first.before, kNone);
    } else {
        std::vector<WantedClient> wanted;
        for (const auto &touched : transaction.touched) {
            if (touched.after > touched.before)
                wanted.push_back({.client = touched.client, .from = touched.before});
        }
        writeBlocks(out, store, std::move(wanted));
    }
    if (transaction.deleted.isEmpty())
        out.rest().varUint(0);
    else if (transaction.deleted.runs().size() == 1)
        writeRun(out, store, transaction.deleted);
    else
        writeDeleteSet(out, wireRanges(store, transaction.deleted));
}

template void writeState(UpdateWriterV1 &, const Store &, const StateVector &);
template void writeStateAt(UpdateWriterV1 &, const Store &, const StateVector &, const DeleteSet &);
template void writeTransaction(UpdateWriterV1 &, const Store &, const Transaction &);
template void writeState(UpdateWriterV2 &, const Store &, const StateVector &);
template void writeStateAt(UpdateWriterV2 &, const Store &, const StateVector &, const DeleteSet &);
template void writeTransaction(UpdateWriterV2 &, const Store &, const Transaction &);

} // namespace coterie::crdt::internal
