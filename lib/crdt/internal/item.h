#pragma once

#include "crdt/any.h"
#include "crdt/internal/textbuffer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coterie::crdt::internal {

struct Branch;
struct Leaf;

/// Clients and names are numbers into the store's tables; clocks are 32 bits in memory (applyUpdate refuses more).
inline constexpr std::uint32_t kNone = 0xffff'ffff;

struct ItemId {
    std::uint32_t client = kNone; ///< index into the store's clients; kNone: no id at all
    std::uint32_t clock = 0;
    [[nodiscard]] bool isNull() const { return client == kNone; }
    bool operator==(const ItemId &) const = default;
};

/// The numbers of the wire format (info & 31).
enum class Kind : std::uint8_t {
    Gc = 0,
    Deleted = 1,
    Json = 2,
    Binary = 3,
    String = 4,
    Embed = 5,
    Format = 6,
    Type = 7,
    Any = 8,
    Doc = 9
};

struct FormatMark {
    std::uint32_t key = kNone; ///< name
    Any value;
};

class DocumentCore;

struct DocMark {
    std::u16string guid;
    Any options;
    bool isWanted = false; ///< somebody has asked for its content (shouldLoad of Yjs)
    std::shared_ptr<DocumentCore> core; ///< once it was opened
};

/// One run of a client's consecutive insertions, or what is left of it. Owned by the store's pool; what `content`
/// points to is owned by the item.
struct Item {
    Item *left = nullptr;
    Item *right = nullptr;
    Branch *parent = nullptr; ///< null for Kind::Gc
    Leaf *leaf = nullptr; ///< where the position index keeps it; null while there is none
    union Content {
        TextBuffer *text = nullptr; ///< String
        std::vector<Any> *values; ///< Any, Json
        Bytes *bytes; ///< Binary
        Any *embed; ///< Embed
        FormatMark *format; ///< Format
        Branch *type; ///< Type
        DocMark *doc; ///< Doc
    } content {};
    std::uint32_t textOffset = 0; ///< where in content.text the run starts
    std::uint32_t client = 0;
    std::uint32_t clock = 0;
    std::uint32_t length = 0;
    ItemId origin;
    ItemId rightOrigin;
    std::uint32_t key = kNone; ///< parentSub, for an entry of a map
    std::uint32_t stamp = 0; ///< when the conflict scan last met it
    Kind kind = Kind::Gc;
    bool deleted = false;
    bool keep = false; ///< an undo manager may want it back: its content survives garbage collection
    bool redone = false; ///< the store knows the id of the item that replaced it

    [[nodiscard]] ItemId id() const { return {client, clock}; }
    [[nodiscard]] ItemId lastId() const { return {client, clock + length - 1}; }
    [[nodiscard]] std::uint32_t end() const { return clock + length; }
    [[nodiscard]] bool isGc() const { return kind == Kind::Gc; }
    [[nodiscard]] bool isCountable() const { return kind != Kind::Format && kind != Kind::Deleted && kind != Kind::Gc; }
    [[nodiscard]] bool isVisible() const { return !deleted && isCountable(); }
    [[nodiscard]] bool isLiveFormat() const { return !deleted && kind == Kind::Format; }
    [[nodiscard]] std::u16string_view text() const { return {content.text->data() + textOffset, length}; }
};
static_assert(sizeof(Item) <= 96);

} // namespace coterie::crdt::internal
