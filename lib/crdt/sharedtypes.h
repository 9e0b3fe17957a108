#pragma once

#include "base/result.h"
#include "crdt/any.h"
#include "crdt/id.h"
#include "crdt/typekind.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// The shared types of a document. Each is a handle: small, copied freely, used on the document's thread only; while
// nobody changes the document, types that do not lie in each other may be read on several. A handle
// stays valid for as long as it lives; once its type is gone from the document (isAlive() is false), reading gives what
// an empty type gives and writing gives Errc::NotFound. Indexes and lengths are UTF-16 units in a text, elements
// elsewhere; an index past the end gives Errc::OutOfRange and changes nothing. Every change outside Doc::transact() is
// a transaction of its own. Finding an index costs O(log n) in the runs of the type; typing on costs O(1) amortised.

namespace coterie::crdt {

namespace internal {
class DocumentCore;
struct Branch;
struct Item;
} // namespace internal

class Text;
class Array;
class Map;
class XmlFragment;
class XmlElement;
class XmlText;

/// Formats of a stretch of text by name, in the order in which they are applied. Null takes a format away.
using Attributes = std::vector<std::pair<std::u16string, Any>>;

/// A document inside the document, which Doc::openSubdocument() opens. Its content is not part of the outer document's
/// updates: whoever wants it synchronises it as a document of its own, under its guid.
struct Subdocument {
    std::u16string guid;
    Any options; ///< an object: `gc`, `autoLoad`, `meta` and what else came with it
    Id id; ///< the place that holds it: the same guid may be in several
    bool operator==(const Subdocument &) const = default;
};

/// How a subdocument is made; the options of Yjs that travel with it.
struct SubdocumentOptions {
    std::u16string guid {}; ///< a random one (UUID version 4) if empty
    bool collectGarbage = true;
    bool autoLoad = false; ///< whoever gets it loads it at once
    Any meta {}; ///< undefined: none
};

class SharedType
{
public:
    SharedType() = default; ///< not alive
    SharedType(internal::DocumentCore *core, internal::Branch *branch);
    SharedType(const SharedType &other);
    SharedType(SharedType &&other) noexcept;
    SharedType &operator=(SharedType other) noexcept;
    ~SharedType();

    [[nodiscard]] bool isAlive() const;
    [[nodiscard]] TypeKind kind() const;
    [[nodiscard]] std::uint32_t length() const; ///< of its list
    /// The content as plain values, as toJSON() gives it in Yjs: a text is a string, an Xml type its markup. Types
    /// nested deeper than 256 levels read as null.
    [[nodiscard]] Any toJson() const;
    friend bool operator==(const SharedType &a, const SharedType &b) { return a.m_branch == b.m_branch; }

    [[nodiscard]] internal::DocumentCore *core() const { return m_core; }
    [[nodiscard]] internal::Branch *branch() const { return m_branch; }

protected:
    [[nodiscard]] Result<void> checkRange(std::uint64_t index, std::uint64_t length) const;
    Result<void> setEntry(std::u16string_view key, const Any &value);
    Result<void> eraseEntry(std::u16string_view key);
    Result<SharedType> setEntryType(std::u16string_view key, TypeKind kind, std::u16string_view nodeName);
    Result<SharedType> insertType(std::uint32_t index, TypeKind kind, std::u16string_view nodeName);
    Result<Subdocument> setEntryDocument(std::u16string_view key, const SubdocumentOptions &options);
    Result<Subdocument> insertDocument(std::uint32_t index, const SubdocumentOptions &options);
    Result<void> eraseList(std::uint32_t index, std::uint32_t length);

    internal::DocumentCore *m_core = nullptr;
    internal::Branch *m_branch = nullptr;
};

/// What stands at an index or under a key.
using Value = std::variant<Any, SharedType, Subdocument>;

/// One step of a change, in the order of the new content (Quill's delta).
struct DeltaStep {
    enum class Kind : std::uint8_t { Retain, Insert, Delete };
    Kind kind = Kind::Retain;
    std::uint32_t length = 0; ///< Retain, Delete
    std::u16string text; ///< Insert into a text
    std::vector<Value> values; ///< Insert into a list; the one embed of an Insert into a text
    Attributes attributes; ///< Insert, Retain
};
using Delta = std::vector<DeltaStep>;

/// Reading and writing the map half of a type: entries of a Map, attributes of an XmlElement or a text.
class Keyed : public SharedType
{
public:
    using SharedType::SharedType;
    explicit Keyed(SharedType type) : SharedType(std::move(type)) { }
    [[nodiscard]] std::optional<Value> get(std::u16string_view key) const;
    [[nodiscard]] bool has(std::u16string_view key) const;
    [[nodiscard]] std::vector<std::u16string> keys() const; ///< in the order in which they first came
    /// Calls with each key and what stands there, in the order of keys(). Nothing may be changed meanwhile.
    void forEach(const std::function<void(std::u16string_view key, const Value &value)> &visit) const;
    /// The same without copies of what is plain; it stays where it is until the document changes.
    void forEach(const std::function<void(std::u16string_view key, const Any &value)> &plain,
        const std::function<void(std::u16string_view key, const Value &value)> &other) const;
    Result<void> set(std::u16string_view key, const Any &value) { return setEntry(key, value); }
    Result<void> erase(std::u16string_view key) { return eraseEntry(key); }
};

class Map : public Keyed
{
public:
    using Keyed::Keyed;
    /// An empty type under the key.
    Result<SharedType> setType(std::u16string_view key, TypeKind kind, std::u16string_view nodeName = {})
    {
        return setEntryType(key, kind, nodeName);
    }
    Result<Subdocument> setDocument(std::u16string_view key, const SubdocumentOptions &options = {})
    {
        return setEntryDocument(key, options);
    }
};

class Array : public SharedType
{
public:
    using SharedType::SharedType;
    explicit Array(SharedType type) : SharedType(std::move(type)) { }
    [[nodiscard]] std::optional<Value> get(std::uint32_t index) const;
    [[nodiscard]] std::vector<Value> values() const;
    Result<void> insert(std::uint32_t index, std::span<const Any> values);
    Result<void> push(const Any &value) { return insert(length(), std::span(&value, 1)); }
    /// An empty type at the index.
    Result<SharedType> insertType(std::uint32_t index, TypeKind kind, std::u16string_view nodeName = {})
    {
        return SharedType::insertType(index, kind, nodeName);
    }
    Result<Subdocument> insertDocument(std::uint32_t index, const SubdocumentOptions &options = {})
    {
        return SharedType::insertDocument(index, options);
    }
    Result<void> erase(std::uint32_t index, std::uint32_t length = 1) { return eraseList(index, length); }
};

class Text : public SharedType
{
public:
    using SharedType::SharedType;
    explicit Text(SharedType type) : SharedType(std::move(type)) { }
    [[nodiscard]] std::u16string toString() const; ///< without embeds and formats
    [[nodiscard]] Delta toDelta() const;
    /// Without `attributes` the text takes the formats of what stands before it.
    Result<void> insert(std::uint32_t index, std::u16string_view text);
    Result<void> insert(std::uint32_t index, std::u16string_view text, const Attributes &attributes);
    Result<void> insertEmbed(std::uint32_t index, const Any &embed, const Attributes &attributes = {});
    Result<SharedType> insertType(std::uint32_t index, TypeKind kind, const Attributes &attributes = {});
    Result<void> erase(std::uint32_t index, std::uint32_t length);
    Result<void> format(std::uint32_t index, std::uint32_t length, const Attributes &attributes);
    /// Inserts of text and of embedded values, retains and deletes, from the start on. OutOfRange if a delete or a
    /// retain without attributes reaches past the end.
    Result<void> applyDelta(const Delta &delta);
    [[nodiscard]] Keyed attributes() const { return Keyed(*this); } ///< of the text as a whole
};

class XmlFragment : public SharedType
{
public:
    using SharedType::SharedType;
    explicit XmlFragment(SharedType type) : SharedType(std::move(type)) { }
    [[nodiscard]] std::vector<SharedType> children() const;
    [[nodiscard]] std::optional<SharedType> get(std::uint32_t index) const;
    [[nodiscard]] std::u16string toString() const; ///< markup, as in Yjs: nothing is escaped
    Result<XmlElement> insertElement(std::uint32_t index, std::u16string_view nodeName);
    Result<XmlText> insertText(std::uint32_t index);
    Result<SharedType> insertHook(std::uint32_t index, std::u16string_view hookName);
    Result<void> erase(std::uint32_t index, std::uint32_t length = 1) { return eraseList(index, length); }
};

class XmlElement : public XmlFragment
{
public:
    using XmlFragment::XmlFragment;
    [[nodiscard]] std::u16string nodeName() const;
    [[nodiscard]] Keyed attributes() const { return Keyed(*this); }
};

class XmlText : public Text
{
public:
    using Text::Text;
    [[nodiscard]] std::u16string toMarkup() const; ///< formats as elements, as toString() in Yjs
};

/// What happened to one type in a transaction.
struct Event {
    SharedType target;
    Delta delta; ///< of its list
    struct KeyChange {
        enum class Action : std::uint8_t { Add, Update, Delete };
        Action action = Action::Add;
        std::u16string key;
        std::optional<Value> before; ///< Update, Delete
    };
    std::vector<KeyChange> keys;
    /// A key that this client and another one set to different values without knowing of each other. Told only of
    /// what others did; `stays` says whose value is there now.
    struct Conflict {
        enum class Stays : std::uint8_t { Own, Theirs };
        std::u16string key;
        Stays stays = Stays::Own;
        Value theirs;
    };
    std::vector<Conflict> conflicts;
    using Step = std::variant<std::u16string, std::uint32_t>;
    std::vector<Step> path; ///< keys and indexes from the observed type to the target
    const void *origin = nullptr;
    bool isLocal = true;
};

} // namespace coterie::crdt
