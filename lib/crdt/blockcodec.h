#pragma once

#include "crdt/structs.h"
#include "crdt/updatecodec.h"

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace coterie::crdt {

// How one block is written. The low five bits of its first byte tell the kind of content, the high three what else
// there is.
inline constexpr std::uint8_t contentBits = 0x1F;
inline constexpr std::uint8_t hasOriginBit = 0x80;
inline constexpr std::uint8_t hasRightOriginBit = 0x40;
inline constexpr std::uint8_t hasParentSubBit = 0x20;

/// The kinds of content by their numbers on the wire.
enum class ContentRef : std::uint8_t { Gc, Deleted, Json, Binary, String, Embed, Format, Type, Any, Doc, Skip };

namespace detail {

template <typename Reader>
[[nodiscard]] ClockValue readAnys(Reader &in, AnyContent &content)
{
    const std::uint64_t count = in.length();
    if (count > in.rest().remaining()) // every value has a byte at least
        in.fail(Errc::Truncated);
    for (std::uint64_t i = 0; i < count && !in.hasFailed(); ++i)
        content.values.push_back(in.any());
    return count;
}

/// Values of the first versions: JSON text, or the word `undefined`. The reader keeps the failure.
[[nodiscard]] std::optional<Any> anyFromOldJson(std::u16string_view text);
[[nodiscard]] std::u16string oldJsonFromAny(const Any &value);

template <typename Reader>
[[nodiscard]] ClockValue readJsons(Reader &in, JsonContent &content)
{
    const std::uint64_t count = in.length();
    if (count > in.remainingText())
        in.fail(Errc::Truncated);
    for (std::uint64_t i = 0; i < count && !in.hasFailed(); ++i) {
        auto value = anyFromOldJson(in.string());
        if (value)
            content.values.push_back(*std::move(value));
        else
            in.fail(Errc::Malformed);
    }
    return count;
}

template <typename Reader>
void readType(Reader &in, TypeContent &content)
{
    const std::uint64_t type = in.typeRef();
    if (type > static_cast<std::uint64_t>(TypeRef::XmlText)) {
        in.fail(Errc::Unsupported);
        return;
    }
    content.type = static_cast<TypeRef>(type);
    if (content.type == TypeRef::XmlElement || content.type == TypeRef::XmlHook)
        content.name = in.key();
}

} // namespace detail

/// What follows the first byte and the ids of an item: how many units it is; 0 is never right. Errors: as the
/// reader's; Unsupported for kinds that do not exist.
template <typename Reader>
[[nodiscard]] ClockValue readContent(Reader &in, std::uint8_t info, BlockContent &content)
{
    switch (ContentRef(info & contentBits)) {
    case ContentRef::Deleted: content.emplace<DeletedContent>(); return in.length();
    case ContentRef::Json: return detail::readJsons(in, content.emplace<JsonContent>());
    case ContentRef::Binary: {
        const auto bytes = in.buffer();
        content.emplace<BinaryContent>(Bytes(bytes.begin(), bytes.end()));
        return 1;
    }
    case ContentRef::String: return content.emplace<StringContent>(in.string()).text.size();
    case ContentRef::Embed: content.emplace<EmbedContent>(in.json()); return 1;
    case ContentRef::Format: {
        auto &format = content.emplace<FormatContent>(in.key());
        format.value = in.json();
        return 1;
    }
    case ContentRef::Type: detail::readType(in, content.emplace<TypeContent>()); return 1;
    case ContentRef::Any: return detail::readAnys(in, content.emplace<AnyContent>());
    case ContentRef::Doc: {
        auto &document = content.emplace<DocContent>(in.string());
        document.options = in.any();
        return 1;
    }
    case ContentRef::Gc:
    case ContentRef::Skip: break;
    }
    in.fail(Errc::Unsupported);
    return 0;
}

/// The next block of a client, which begins at `id`, into a fresh one. OutOfRange if it ends above maxSafeInteger,
/// Malformed if it has no length.
template <typename Reader>
void readBlock(Reader &in, Id id, Block &block)
{
    block.id = id;
    const std::uint8_t info = in.info();
    if (info == static_cast<std::uint8_t>(ContentRef::Skip)) {
        block.content.emplace<SkipContent>();
        block.length = in.rest().varUint();
    } else if ((info & contentBits) == 0) {
        block.length = in.length();
    } else {
        if ((info & hasOriginBit) != 0)
            block.origin = in.leftId();
        if ((info & hasRightOriginBit) != 0)
            block.rightOrigin = in.rightId();
        if (!block.origin && !block.rightOrigin) {
            if (in.parentInfo())
                block.parent = in.string();
            else
                block.parent = in.leftId();
            if ((info & hasParentSubBit) != 0)
                block.parentSub = in.string();
        }
        block.length = readContent(in, info, block.content);
    }
    if (!in.hasFailed() && block.length == 0)
        in.fail(Errc::Malformed);
    if (block.length > maxSafeInteger - block.id.clock)
        in.fail(Errc::OutOfRange);
}

namespace detail {

/// Writes one kind of content from its unit `offset` on.
template <typename Writer>
struct ContentWriter {
    Writer &out;
    ClockValue length;
    std::size_t offset;

    void operator()(const GcContent &) const { out.length(length - offset); }
    void operator()(const SkipContent &) const { out.rest().varUint(length - offset); }
    void operator()(const DeletedContent &) const { out.length(length - offset); }
    void operator()(const JsonContent &content) const
    {
        out.length(length - offset);
        for (std::size_t i = offset; i < content.values.size(); ++i)
            out.string(oldJsonFromAny(content.values[i]));
    }
    void operator()(const BinaryContent &content) const { out.buffer(*content.bytes.bytes()); }
    void operator()(const StringContent &content) const { out.string(content.text.substr(offset)); }
    void operator()(const EmbedContent &content) const { out.json(content.value); }
    void operator()(const FormatContent &content) const
    {
        out.key(content.key);
        out.json(content.value);
    }
    void operator()(const TypeContent &content) const
    {
        out.typeRef(static_cast<std::uint64_t>(content.type));
        if (content.type == TypeRef::XmlElement || content.type == TypeRef::XmlHook)
            out.key(content.name);
    }
    void operator()(const AnyContent &content) const
    {
        out.length(length - offset);
        for (std::size_t i = offset; i < content.values.size(); ++i)
            out.any(content.values[i]);
    }
    void operator()(const DocContent &content) const
    {
        out.string(content.guid);
        out.any(content.options);
    }
};

} // namespace detail

/// The number of a content's kind on the wire.
[[nodiscard]] constexpr ContentRef contentRef(const BlockContent &content)
{
    constexpr ContentRef refs[] = {ContentRef::Gc, ContentRef::Skip, ContentRef::Deleted, ContentRef::Json,
        ContentRef::Binary, ContentRef::String, ContentRef::Embed, ContentRef::Format, ContentRef::Type,
        ContentRef::Any, ContentRef::Doc};
    static_assert(std::size(refs) == std::variant_size_v<BlockContent>);
    return refs[content.index()];
}

/// Writes the block from its unit `offset` (< length) on. What is left of the cut is then its origin.
template <typename Writer>
void writeBlock(Writer &out, const Block &block, ClockValue offset = 0)
{
    const auto content = [&] { std::visit(detail::ContentWriter<Writer> {out, block.length, offset}, block.content); };
    const auto ref = static_cast<std::uint8_t>(contentRef(block.content));
    if (!block.isItem()) {
        out.info(ref);
        content();
        return;
    }
    const std::optional<Id> origin = offset > 0 ? Id {block.id.client, block.id.clock + offset - 1} : block.origin;
    out.info(static_cast<std::uint8_t>(ref | (origin ? hasOriginBit : 0) | (block.rightOrigin ? hasRightOriginBit : 0)
        | (block.parentSub ? hasParentSubBit : 0)));
    if (origin)
        out.leftId(*origin);
    if (block.rightOrigin)
        out.rightId(*block.rightOrigin);
    if (!origin && !block.rightOrigin) {
        const auto *name = std::get_if<std::u16string_view>(&block.parent);
        out.parentInfo(name != nullptr);
        if (name)
            out.string(*name);
        else
            out.leftId(std::get<Id>(block.parent));
        if (block.parentSub)
            out.string(*block.parentSub);
    }
    content();
}

} // namespace coterie::crdt
