#pragma once

#include "crdt/any.h"
#include "crdt/id.h"
#include "crdt/idset.h"
#include "crdt/textarena.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace coterie::crdt {

/// The kinds of shared types, by their numbers on the wire.
enum class TypeRef : std::uint8_t { Array, Map, Text, XmlElement, XmlFragment, XmlHook, XmlText };

/// What was removed for good: only its length is left.
struct GcContent {
    bool operator==(const GcContent &) const = default;
};
/// Not content: a gap in an update, whose blocks are not in it.
struct SkipContent {
    bool operator==(const SkipContent &) const = default;
};
struct DeletedContent {
    bool operator==(const DeletedContent &) const = default;
};
/// Values as Yjs before 13 wrote them.
struct JsonContent {
    std::vector<Any> values;
    bool operator==(const JsonContent &) const = default;
};
struct BinaryContent {
    Any bytes; ///< holds Bytes
    bool operator==(const BinaryContent &) const = default;
};
struct StringContent {
    std::u16string_view text;
    bool operator==(const StringContent &) const = default;
};
struct EmbedContent {
    Any value;
    bool operator==(const EmbedContent &) const = default;
};
struct FormatContent {
    std::u16string_view key;
    Any value;
    bool operator==(const FormatContent &) const = default;
};
struct TypeContent {
    TypeRef type = TypeRef::Array;
    std::u16string_view name; ///< of an XmlElement or XmlHook
    bool operator==(const TypeContent &) const = default;
};
struct AnyContent {
    std::vector<Any> values;
    bool operator==(const AnyContent &) const = default;
};
/// A subdocument.
struct DocContent {
    std::u16string_view guid;
    Any options;
    bool operator==(const DocContent &) const = default;
};

using BlockContent = std::variant<GcContent, SkipContent, DeletedContent, JsonContent, BinaryContent, StringContent,
    EmbedContent, FormatContent, TypeContent, AnyContent, DocContent>;

/// Where a block belongs when neither of its origins tells: a type of the document by name, or the type in the block of
/// that id.
using BlockParent = std::variant<std::monostate, std::u16string_view, Id>;

/// One run of units as it stands in an update, checked for itself and not yet part of a document. The views point into
/// the arena of the update it came with. `origin` and `rightOrigin` are what was left and right of it when it was
/// written (Yjs' INTERNALS.md, and Nicolaescu et al., Near Real-Time Peer-to-Peer Shared Editing on Extensible Data
/// Types, 2016).
struct Block {
    Id id;
    ClockValue length = 0; ///< never 0; the end is at most maxSafeInteger
    std::optional<Id> origin {};
    std::optional<Id> rightOrigin {};
    BlockParent parent {}; ///< only if there is no origin at all
    std::optional<std::u16string_view> parentSub {}; ///< the key in a map; only if there is no origin at all
    BlockContent content {};

    [[nodiscard]] ClockValue end() const { return id.clock + length; }
    [[nodiscard]] bool isGc() const { return std::holds_alternative<GcContent>(content); }
    [[nodiscard]] bool isSkip() const { return std::holds_alternative<SkipContent>(content); }
    [[nodiscard]] bool isItem() const { return !isGc() && !isSkip(); }
    bool operator==(const Block &) const = default;
};

/// What one client wrote, without a gap: each block begins where the one before it ends.
struct ClientBlocks {
    ClientId client = 0;
    std::vector<Block> blocks; ///< never empty
};

/// An update as values. Owns the text that its blocks point to; may be moved.
struct DecodedUpdate {
    std::vector<ClientBlocks> clients; ///< each client once, by falling client
    DeleteSet deletes; ///< normalised
    TextArena arena;
};

} // namespace coterie::crdt
