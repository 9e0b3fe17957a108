#include "crdt/relativeposition.h"

#include "crdt/encoding.h"
#include "crdt/internal/documentcore.h"

namespace coterie::crdt {

using namespace internal;

namespace {

enum class Target : std::uint8_t { Item, Root, Type };

std::optional<ItemId> knownId(const Store &store, Id id)
{
    const std::uint32_t client = store.knownClient(id.client);
    if (client == kNone || id.clock >= store.state(client))
        return {};
    return ItemId {client, static_cast<std::uint32_t>(id.clock)};
}

} // namespace

RelativePosition RelativePosition::create(const SharedType &type, std::uint32_t index, Association association)
{
    RelativePosition position {
        .item = {}, .root = {}, .type = {}, .association = static_cast<std::int64_t>(association)};
    if (!type.isAlive())
        return position;
    Branch &branch = *type.branch();
    const Store &store = type.core()->store;
    const auto wireId = [&store](ItemId id) { return Id {store.clientId(id.client), id.clock}; };
    if (branch.item)
        position.type = wireId(branch.item->id());
    else
        position.root = store.nameText(branch.name);
    if (association == Association::Before) {
        if (index == 0)
            return position;
        --index;
    }
    if (const auto [item, start] = branch.index.find(branch, index); item)
        position.item = wireId({item->client, item->clock + (index - start)});
    return position;
}

Bytes RelativePosition::encode() const
{
    ByteWriter out;
    const auto write = [&out](Id id) {
        out.varUint(id.client);
        out.varUint(id.clock);
    };
    if (item) {
        out.byte(static_cast<std::uint8_t>(Target::Item));
        write(*item);
    } else if (root) {
        out.byte(static_cast<std::uint8_t>(Target::Root));
        out.string(*root);
    } else {
        out.byte(static_cast<std::uint8_t>(Target::Type));
        write(type.value_or(Id {}));
    }
    const auto magnitude = static_cast<std::uint64_t>(association < 0 ? -association : association);
    out.varInt({.magnitude = magnitude, .isNegative = association < 0});
    return out.take();
}

Result<RelativePosition> RelativePosition::decode(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    const auto id = [&in] {
        const ClientId client = in.varUint();
        return Id {client, in.varUint()};
    };
    RelativePosition position;
    switch (in.varUint()) {
    case 0: position.item = id(); break;
    case 1: position.root = in.string(); break;
    case 2: position.type = id(); break;
    default: in.fail(Errc::Malformed);
    }
    if (!in.isAtEnd()) // positions of old versions end here
        position.association = in.varInt().value();
    if (const auto error = in.error())
        return *error;
    return position;
}

std::optional<AbsolutePosition> absolutePosition(Doc &doc, const RelativePosition &position)
{
    DocumentCore &core = doc.core();
    Store &store = core.store;
    if (position.item) {
        const auto id = knownId(store, *position.item);
        if (!id)
            return {};
        const auto [item, offset] = store.followRedone(*id);
        if (item->isGc())
            return {};
        std::uint32_t index = 0;
        if (item->key == kNone && !(item->parent->item && item->parent->item->deleted)) {
            index = item->parent->index.indexOf(*item->parent, item);
            if (item->isVisible())
                index += offset + (position.association >= 0 ? 0 : 1);
        }
        return AbsolutePosition {core.handle(item->parent), index};
    }
    Branch *branch = nullptr;
    if (position.root) {
        branch = store.root(*position.root);
    } else if (position.type) {
        const auto id = knownId(store, *position.type);
        const Item *item = id ? store.followRedone(*id).item : nullptr;
        branch = item && item->kind == Kind::Type ? item->content.type : nullptr;
    }
    if (!branch)
        return {};
    return AbsolutePosition {core.handle(branch), position.association >= 0 ? branch->length : 0};
}

} // namespace coterie::crdt
