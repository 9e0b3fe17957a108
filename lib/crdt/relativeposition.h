#pragma once

#include "base/result.h"
#include "crdt/any.h"
#include "crdt/doc.h"
#include "crdt/id.h"
#include "crdt/sharedtypes.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace coterie::crdt {

/// Which neighbour a position sticks to when something is inserted exactly there.
enum class Association : std::int8_t { Before = -1, After = 0 };

/// A place in a type that means the same when others have edited: carets, selections, comments. Byte for byte what
/// encodeRelativePosition() of Yjs writes. A value; it may be kept, sent and read by any peer.
struct RelativePosition {
    std::optional<Id> item; ///< the unit it sticks to
    std::optional<std::u16string> root; ///< else the end (or the start) of this root
    std::optional<Id> type; ///< or of the type in this item
    std::int64_t association = 0; ///< below 0: to the unit before it

    bool operator==(const RelativePosition &) const = default;

    [[nodiscard]] static RelativePosition create(
        const SharedType &type, std::uint32_t index, Association association = Association::After);
    [[nodiscard]] Bytes encode() const;
    /// Truncated, Malformed for a kind of position that does not exist.
    [[nodiscard]] static Result<RelativePosition> decode(std::span<const std::byte> bytes);
};

struct AbsolutePosition {
    SharedType type;
    std::uint32_t index = 0;
};

/// Where the position is now; nothing if what it sticks to is not known here, or no longer. O(log n).
[[nodiscard]] std::optional<AbsolutePosition> absolutePosition(Doc &doc, const RelativePosition &position);

} // namespace coterie::crdt
