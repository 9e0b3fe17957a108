#include "crdt/awareness.h"
#include "crdt/syncprotocol.h"

#include <algorithm>
#include <cstdlib>

using namespace coterie::crdt;

/// A frame of y-websocket. What was understood must be sayable again byte for byte, or as another frame that means the
/// same; and what it tells of people must be tellable to the next.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto message = decodeSyncMessage(std::as_bytes(std::span(data, size)));
    if (!message)
        return 0;
    const Bytes frame = encodeSyncMessage(*message);
    const auto again = decodeSyncMessage(frame);
    if (!again || again->index() != message->index() || encodeSyncMessage(*again) != frame)
        std::abort();

    const auto *people = std::get_if<AwarenessMessage>(&*message);
    if (people == nullptr)
        return 0;
    Awareness one(1, {}, {.clients = 100, .stateBytes = 1000});
    const auto change = one.apply(people->update, {});
    if (!change)
        return 0;
    Awareness other(2, {}, {.clients = 200, .stateBytes = 7000}); // an escape may be six times what it stands for
    if (!other.apply(one.encode(change->clients()), {}))
        std::abort();
    for (const ClientId client : change->added) {
        const Any *told = one.state(client);
        const Any *heard = other.state(client);
        if ((told == nullptr) != (heard == nullptr) && client != 2)
            std::abort();
    }
    return 0;
}
