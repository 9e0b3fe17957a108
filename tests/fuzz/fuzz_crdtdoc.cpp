#include "crdt/doc.h"
#include "crdt/encoding.h"

#include <cstdlib>

using namespace coterie::crdt;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

/// Another document takes the state, and knows no less then. (It may know more: who gives one id to two things can have
/// the part that waits wait no longer once it is merged with the rest.)
void mustSurvive(const Doc &doc)
{
    for (const UpdateVersion version : {UpdateVersion::V1, UpdateVersion::V2}) {
        Doc copy(Doc::Options {.clientId = 2});
        demand(copy.applyUpdate(doc.encodeStateAsUpdate({}, version), version).has_value());
        const StateVector state = doc.stateVector();
        const StateVector known = copy.stateVector();
        for (const auto &[client, clock] : state.entries())
            demand(known.clock(client) >= clock);
    }
}

} // namespace

/// Updates as buffers, one behind the other, each with its version before it, for one document. A refused one changes
/// nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Doc doc(Doc::Options {.clientId = 1});
    ByteReader in(std::as_bytes(std::span(data, size)));
    while (!in.isAtEnd()) {
        const UpdateVersion version = in.byte() % 2 == 0 ? UpdateVersion::V1 : UpdateVersion::V2;
        const auto update = in.buffer();
        const Bytes before = doc.encodeStateAsUpdate();
        if (!doc.applyUpdate(update, version))
            demand(doc.encodeStateAsUpdate() == before);
    }
    mustSurvive(doc);
    return 0;
}
