#include "crdt/internal/fill.h"

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

FormatMap formatMap(Store &store, const Attributes &attributes)
{
    FormatMap formats;
    for (const auto &[name, value] : attributes)
        formats.set(store.name(name), value);
    return formats;
}

Attributes attributesOf(const Store &store, const FormatMap &formats)
{
    Attributes attributes;
    for (const auto &[name, value] : formats.entries())
        attributes.emplace_back(store.nameText(name), value);
    return attributes;
}

} // namespace coterie::crdt::internal
