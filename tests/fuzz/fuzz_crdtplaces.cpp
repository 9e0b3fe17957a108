#include "crdt/relativeposition.h"
#include "crdt/snapshot.h"

#include <cstdint>
#include <cstdlib>

using namespace coterie::crdt;

namespace {

void position(Doc &doc, std::span<const std::byte> bytes)
{
    const auto read = RelativePosition::decode(bytes);
    if (!read)
        return;
    (void)absolutePosition(doc, *read);
    const auto again = RelativePosition::decode(read->encode());
    if (!again || *again != *read)
        std::abort();
}

void snapshot(Doc &doc, std::span<const std::byte> bytes, UpdateVersion version)
{
    const auto read = Snapshot::decode(bytes, version);
    if (!read)
        return;
    const auto again = Snapshot::decode(read->encode(version), version);
    if (!again || *again != *read)
        std::abort();
    (void)deltaBetween(doc.text(u"t"), Snapshot::of(doc), *read);
    const Bytes before = doc.encodeStateAsUpdate();
    (void)createDocFromSnapshot(doc, *read);
    if (doc.encodeStateAsUpdate() != before)
        std::abort();
}

} // namespace

/// Places in a document and moments of it, as a stranger sends them: a relative position, or a snapshot in version 1 or
/// 2, by the first byte. The document they are looked up in must stay what it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    Doc doc(Doc::Options {.clientId = 1, .collectGarbage = false});
    (void)doc.text(u"t").insert(0, u"some words");
    (void)doc.text(u"t").erase(2, 3);
    const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
    if (data[0] % 3 == 0)
        position(doc, bytes);
    else
        snapshot(doc, bytes, data[0] % 3 == 1 ? UpdateVersion::V1 : UpdateVersion::V2);
    return 0;
}
