#include "crdt/updates.h"

#include <array>
#include <cstdlib>

using namespace coterie::crdt;

namespace {

constexpr DecodeLimits limits {.blocks = 20'000};

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// The first byte chooses the version: even 1, odd 2. An update that was understood must be sayable again in both
/// versions, be what it is when merged with itself, and hold nothing that someone lacks who has it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    const UpdateVersion version = data[0] % 2 == 0 ? UpdateVersion::V1 : UpdateVersion::V2;
    const auto update = decodeUpdate(bytes, version, limits);
    if (!update)
        return 0;
    const Bytes canonical = encodeUpdate(update->clients, update->deletes, version);
    for (const UpdateVersion other : {UpdateVersion::V1, UpdateVersion::V2}) {
        const auto said = convertUpdate(canonical, version, other, limits);
        demand(said.has_value());
        demand(decodeUpdate(*said, other, limits).has_value());
    }

    const std::array<std::span<const std::byte>, 2> both {canonical, canonical};
    const auto merged = mergeUpdates(both, version, {.blocks = 2 * limits.blocks});
    demand(merged.has_value());
    const auto state = stateVectorFromUpdate(*merged, version, limits);
    demand(state.has_value() && *state == *stateVectorFromUpdate(canonical, version, limits));

    const auto rest = diffUpdate(canonical, *state, version, limits);
    demand(rest.has_value());
    const auto lacking = decodeUpdate(*rest, version, limits);
    demand(lacking.has_value());
    for (const ClientBlocks &client : lacking->clients)
        demand(client.blocks.front().id.clock >= state->clock(client.client) && !client.blocks.front().isSkip());
    return 0;
}
