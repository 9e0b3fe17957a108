#include "crdt/internal/documentcore.h"
#include "crdt/internal/fill.h"
#include "crdt/sharedtypes.h"
#include "crdt/utf.h"

#include <algorithm>

namespace coterie::crdt {

using namespace internal;

namespace {

constexpr int kDeepest = 256; // nested types that are read; what lies deeper reads as nothing

/// String(value) of JavaScript, for what attributes hold.
std::u16string asString(const Any &value)
{
    if (const auto *text = value.string())
        return *text;
    if (value.isUndefined())
        return u"undefined";
    if (value.object())
        return u"[object Object]";
    if (const auto *values = value.array()) {
        std::u16string text;
        for (std::size_t i = 0; i < values->size(); ++i) {
            const Any &one = (*values)[i];
            text += i > 0 ? u"," : u"";
            text += one.isNull() || one.isUndefined() ? u"" : asString(one);
        }
        return text;
    }
    return toUtf16(value.toJson()).value_or(u"");
}

/// What `for (key in value)` meets in JavaScript, sorted: of a text every unit.
Any::Object membersOf(const Any &value)
{
    Any::Object members;
    if (const auto *object = value.object()) {
        members = *object;
    } else if (const auto *text = value.string()) {
        for (std::size_t i = 0; i < text->size(); ++i)
            members.emplace_back(toUtf16(std::to_string(i)).value_or(u""), Any(text->substr(i, 1)));
    }
    std::sort(members.begin(), members.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    return members;
}

Any jsonOf(DocumentCore &core, const Branch &branch, int depth);
std::u16string markupOf(DocumentCore &core, const Branch &branch, int depth);

Any plain(DocumentCore &core, const Value &value, int depth)
{
    if (const auto *any = std::get_if<Any>(&value))
        return *any;
    if (const auto *type = std::get_if<SharedType>(&value))
        return jsonOf(core, *type->branch(), depth + 1);
    return Any::Object {}; // a subdocument: its content is its own
}

std::u16string elementMarkup(DocumentCore &core, const Branch &branch, int depth)
{
    std::vector<std::pair<std::u16string, std::u16string>> attributes;
    for (const auto &entry : branch.map.entries()) {
        if (entry.item && !entry.item->deleted) {
            attributes.emplace_back(core.store.nameText(entry.key),
                asString(plain(core, core.valueOf(entry.item, entry.item->length - 1), depth)));
        }
    }
    std::sort(attributes.begin(), attributes.end());
    std::u16string name = branch.nodeName;
    for (char16_t &unit : name)
        unit = unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit + 32) : unit;
    std::u16string markup = u"<" + name;
    for (const auto &[key, value] : attributes)
        markup += u" " + key + u"=\"" + value + u"\"";
    markup += u">";
    for (const Item *item = branch.start; item; item = item->right) {
        if (item->kind == Kind::Type && !item->deleted)
            markup += markupOf(core, *item->content.type, depth + 1);
    }
    return markup + u"</" + name + u">";
}

/// A format whose value is an object is an element with attributes; its name is the element's.
std::u16string textMarkup(DocumentCore &core, const Branch &branch, int depth)
{
    std::u16string markup;
    for (const DeltaStep &step : XmlText(core.handle(const_cast<Branch *>(&branch))).toDelta()) {
        Attributes formats = step.attributes;
        std::sort(formats.begin(), formats.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        std::u16string close;
        for (const auto &[name, value] : formats) {
            markup += u"<" + name;
            for (const auto &[key, member] : membersOf(value))
                markup += u" " + key + u"=\"" + asString(member) + u"\"";
            markup += u">";
            close.insert(0, u"</" + name + u">");
        }
        markup += step.text;
        for (const Value &value : step.values)
            markup += asString(plain(core, value, depth));
        markup += close;
    }
    return markup;
}

std::u16string markupOf(DocumentCore &core, const Branch &branch, int depth)
{
    if (depth > kDeepest)
        return {};
    if (branch.type == TypeKind::XmlElement)
        return elementMarkup(core, branch, depth);
    if (branch.type == TypeKind::XmlText)
        return textMarkup(core, branch, depth);
    if (branch.type != TypeKind::XmlFragment)
        return asString(jsonOf(core, branch, depth));
    std::u16string markup;
    for (const Item *item = branch.start; item; item = item->right) {
        for (std::uint32_t i = 0; item->isVisible() && i < item->length; ++i) {
            markup += item->kind == Kind::Type ? markupOf(core, *item->content.type, depth + 1)
                                               : asString(plain(core, core.valueOf(item, i), depth));
        }
    }
    return markup;
}

Any jsonOf(DocumentCore &core, const Branch &branch, int depth)
{
    if (depth > kDeepest)
        return Any::Null {};
    switch (branch.type) {
    case TypeKind::Text: return Any(Text(core.handle(const_cast<Branch *>(&branch))).toString());
    case TypeKind::XmlText:
    case TypeKind::XmlElement:
    case TypeKind::XmlFragment: return Any(markupOf(core, branch, depth));
    case TypeKind::Array: {
        Any::Array values;
        for (const Item *item = branch.start; item; item = item->right) {
            for (std::uint32_t i = 0; item->isVisible() && i < item->length; ++i)
                values.push_back(plain(core, core.valueOf(item, i), depth));
        }
        return Any(std::move(values));
    }
    case TypeKind::Map:
    case TypeKind::XmlHook: {
        Any::Object members;
        for (const auto &entry : branch.map.entries()) {
            if (entry.item && !entry.item->deleted) {
                members.emplace_back(core.store.nameText(entry.key),
                    plain(core, core.valueOf(entry.item, entry.item->length - 1), depth));
            }
        }
        return Any(std::move(members));
    }
    case TypeKind::Untyped: break;
    }
    return Any();
}

} // namespace

Any SharedType::toJson() const
{
    return m_branch ? jsonOf(*m_core, *m_branch, 0) : Any();
}

std::u16string XmlFragment::toString() const
{
    return isAlive() ? markupOf(*m_core, *m_branch, 0) : std::u16string();
}

std::u16string XmlText::toMarkup() const
{
    return isAlive() ? textMarkup(*m_core, *m_branch, 0) : std::u16string();
}

std::u16string XmlElement::nodeName() const
{
    return m_branch ? m_branch->nodeName : std::u16string();
}

std::vector<SharedType> XmlFragment::children() const
{
    std::vector<SharedType> children;
    for (const Item *item = isAlive() ? m_branch->start : nullptr; item; item = item->right) {
        if (item->kind == Kind::Type && !item->deleted)
            children.push_back(m_core->handle(item->content.type));
    }
    return children;
}

std::optional<SharedType> XmlFragment::get(std::uint32_t index) const
{
    if (index >= length())
        return {};
    const auto [item, start] = m_branch->index.find(*m_branch, index);
    if (item->kind != Kind::Type)
        return {};
    return m_core->handle(item->content.type);
}

Result<XmlElement> XmlFragment::insertElement(std::uint32_t index, std::u16string_view nodeName)
{
    auto made = insertType(index, TypeKind::XmlElement, nodeName);
    if (!made)
        return made.error();
    return XmlElement(*made);
}

Result<XmlText> XmlFragment::insertText(std::uint32_t index)
{
    auto made = insertType(index, TypeKind::XmlText, {});
    if (!made)
        return made.error();
    return XmlText(*made);
}

Result<SharedType> XmlFragment::insertHook(std::uint32_t index, std::u16string_view hookName)
{
    return insertType(index, TypeKind::XmlHook, hookName);
}

} // namespace coterie::crdt
