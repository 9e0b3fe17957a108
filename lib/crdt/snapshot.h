#pragma once

#include "base/result.h"
#include "crdt/doc.h"
#include "crdt/idset.h"
#include "crdt/sharedtypes.h"
#include "crdt/statevector.h"
#include "crdt/updates.h"

#include <span>

namespace coterie::crdt {

/// A moment in the life of a document: how much of each client was there, and what of it was deleted. A value, a few
/// bytes long; the content itself stays in the document, which must not collect garbage (Doc::Options) to be read at a
/// snapshot. Byte for byte that of Yjs (encodeSnapshot, encodeSnapshotV2).
struct Snapshot {
    StateVector state;
    DeleteSet deleted; ///< normalised
    bool operator==(const Snapshot &) const = default;

    [[nodiscard]] static Snapshot of(const Doc &doc) { return {doc.stateVector(), doc.deleteSet()}; }
    [[nodiscard]] Bytes encode(UpdateVersion version = UpdateVersion::V1) const;
    /// The errors of ByteReader, and Malformed if something follows.
    [[nodiscard]] static Result<Snapshot> decode(
        std::span<const std::byte> bytes, UpdateVersion version = UpdateVersion::V1);
    /// Whether all that the update brings was there. The errors of decodeUpdate().
    [[nodiscard]] Result<bool> contains(
        std::span<const std::byte> update, UpdateVersion version = UpdateVersion::V1) const;
};

/// What a new document applies to become what the document was at the snapshot. BadRequest if the document collects
/// garbage or a transaction is open, NotFound if it does not have all that the snapshot speaks of. O(items).
[[nodiscard]] Result<Bytes> encodeStateAtSnapshot(
    Doc &doc, const Snapshot &snapshot, UpdateVersion version = UpdateVersion::V1);
[[nodiscard]] Result<Doc> createDocFromSnapshot(Doc &doc, const Snapshot &snapshot, const Doc::Options &options = {});

/// The text with its formats as it was at the snapshot. O(items of the text).
[[nodiscard]] Delta deltaAt(const Text &text, const Snapshot &snapshot);
/// Everything that was there before or after, with the formats it had after. What went and what came is marked as in
/// Yjs: a format `ychange` whose value has the `type` "removed" or "added".
[[nodiscard]] Delta deltaBetween(const Text &text, const Snapshot &before, const Snapshot &after);

} // namespace coterie::crdt
