#pragma once

#include "base/result.h"
#include "crdt/statevector.h"
#include "crdt/structs.h"

#include <cstdint>
#include <span>

namespace coterie::crdt {

// What can be done with updates without a document. Everything here is a pure function and may run on any thread. The
// results are byte for byte those of Yjs' utils/updates.js for what Yjs wrote. Errors of all: Truncated, OutOfRange,
// Malformed, Unsupported (kinds of content that do not exist), TooLarge (beyond the limits).

enum class UpdateVersion : std::uint8_t { V1, V2 };

/// What one call may decode. In version 2 a few bytes can stand for any number of blocks, and a block takes 168 bytes
/// in memory, so the default keeps the worst below 0.8 GB; a server that takes updates from strangers sets less.
struct DecodeLimits {
    std::uint64_t blocks = std::uint64_t {1} << 22U;
};

/// Time and memory are linear in the input and the number of blocks.
[[nodiscard]] Result<DecodedUpdate> decodeUpdate(
    std::span<const std::byte> update, UpdateVersion version = UpdateVersion::V1, DecodeLimits limits = {});

[[nodiscard]] Bytes encodeUpdate(
    std::span<const ClientBlocks> clients, const DeleteSet &deletes, UpdateVersion version = UpdateVersion::V1);

/// One update with all that is in any of them; what is missing between them is kept as a gap. O(n log updates).
[[nodiscard]] Result<Bytes> mergeUpdates(std::span<const std::span<const std::byte>> updates,
    UpdateVersion version = UpdateVersion::V1, DecodeLimits limits = {});

/// The part of an update that someone at `state` lacks; the deletes stay whole.
[[nodiscard]] Result<Bytes> diffUpdate(std::span<const std::byte> update, const StateVector &state,
    UpdateVersion version = UpdateVersion::V1, DecodeLimits limits = {});

/// Where a new document stands that applied only this update: what each client wrote from 0 to the first gap.
[[nodiscard]] Result<StateVector> stateVectorFromUpdate(
    std::span<const std::byte> update, UpdateVersion version = UpdateVersion::V1, DecodeLimits limits = {});

[[nodiscard]] Result<Bytes> convertUpdate(
    std::span<const std::byte> update, UpdateVersion from, UpdateVersion to, DecodeLimits limits = {});

/// The right part of a block, from its unit `offset` (0 < offset < length) on, as a block of its own. A surrogate pair
/// that is cut becomes U+FFFD on both sides, as in Yjs; the text for that is taken from the arena.
[[nodiscard]] Block rightPart(const Block &block, ClockValue offset, TextArena &arena);

} // namespace coterie::crdt
