#include "crdt/internal/fill.h"

#include "base/random.h"

#include <algorithm>

namespace coterie::crdt::internal {

Editor::Fill valueFill(const Any &value)
{
    if (const Bytes *bytes = value.bytes()) {
        return [bytes](Item &item) {
            item.kind = Kind::Binary;
            item.length = 1;
            item.content.bytes = new Bytes(*bytes);
        };
    }
    return valuesFill(std::span(&value, 1));
}

Editor::Fill valuesFill(std::span<const Any> values)
{
    return [values](Item &item) {
        item.kind = Kind::Any;
        item.length = static_cast<std::uint32_t>(values.size());
        item.content.values = new std::vector<Any>(values.begin(), values.end());
    };
}

Editor::Fill embedFill(const Any &value)
{
    return [&value](Item &item) {
        item.kind = Kind::Embed;
        item.length = 1;
        item.content.embed = new Any(value);
    };
}

Editor::Fill typeFill(Store &store, TypeKind kind, std::u16string_view nodeName)
{
    return [&store, kind, nodeName](Item &item) {
        item.kind = Kind::Type;
        item.length = 1;
        item.content.type = store.makeBranch(kind);
        item.content.type->nodeName = nodeName;
    };
}

DocMark docMark(std::u16string_view guid, const Any &options)
{
    const auto isSet = [&options](std::u16string_view name) {
        const Any *value = options.member(name);
        return value && value->boolean() && *value->boolean();
    };
    return {.guid = std::u16string(guid),
        .options = options,
        .isWanted = isSet(u"shouldLoad") || isSet(u"autoLoad"),
        .core = nullptr};
}

Editor::Fill docFill(const SubdocumentOptions &options)
{
    return [&options](Item &item) {
        Any::Object members; // as in Yjs: only what differs from the defaults
        if (!options.collectGarbage)
            members.emplace_back(u"gc", Any(false));
        if (options.autoLoad)
            members.emplace_back(u"autoLoad", Any(true));
        if (!options.meta.isUndefined() && !options.meta.isNull())
            members.emplace_back(u"meta", options.meta);
        item.kind = Kind::Doc;
        item.length = 1;
        item.content.doc =
            new DocMark {.guid = options.guid, .options = std::move(members), .isWanted = true, .core = nullptr};
        if (options.guid.empty()) {
            for (const char digit : Random::fromSystem().uuid())
                item.content.doc->guid += static_cast<char16_t>(digit);
        }
    };
}

FormatMap formatMap(Store &store, const Attributes &attributes)
{
    FormatMap formats;
    for (const auto &[name, value] : attributes)
        formats.set(store.name(name), value);
    return formats;
}

bool isSame(const Attributes &a, const Attributes &b)
{
    return std::is_permutation(a.begin(), a.end(), b.begin(), b.end());
}

Attributes attributesOf(const Store &store, const FormatMap &formats)
{
    Attributes attributes;
    for (const auto &[name, value] : formats.entries())
        attributes.emplace_back(store.nameText(name), value);
    return attributes;
}

} // namespace coterie::crdt::internal
