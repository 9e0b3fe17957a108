#include "crdt/internal/documentcore.h"
#include "crdt/internal/fill.h"
#include "crdt/sharedtypes.h"

namespace coterie::crdt {

using namespace internal;

std::u16string Text::toString() const
{
    std::u16string text;
    if (!isAlive())
        return text;
    text.reserve(m_branch->length);
    for (const Item *item = m_branch->start; item; item = item->right) {
        if (item->kind == Kind::String && !item->deleted)
            text += item->text();
    }
    return text;
}

Delta Text::toDelta() const
{
    Delta delta;
    FormatMap formats;
    std::u16string text;
    const auto add = [&](std::vector<Value> values) {
        delta.push_back({.kind = DeltaStep::Kind::Insert,
            .length = 0,
            .text = std::exchange(text, {}),
            .values = std::move(values),
            .attributes = attributesOf(m_core->store, formats)});
    };
    const auto flush = [&] {
        if (!text.empty())
            add({});
    };
    for (const Item *item = isAlive() ? m_branch->start : nullptr; item; item = item->right) {
        if (item->deleted)
            continue;
        if (item->kind == Kind::String) {
            text += item->text();
        } else if (item->kind == Kind::Format) {
            flush();
            formats.apply(*item->content.format);
        } else if (item->kind == Kind::Embed || item->kind == Kind::Type) {
            flush();
            add({m_core->valueOf(item, 0)});
        }
    }
    flush();
    return delta;
}

Result<void> Text::insert(std::uint32_t index, std::u16string_view text)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked;
    if (!text.empty())
        m_core->edit([&](Editor &editor) { editor.insertText(*m_branch, index, text, nullptr); });
    return {};
}

Result<void> Text::insert(std::uint32_t index, std::u16string_view text, const Attributes &attributes)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked;
    if (text.empty())
        return {};
    const FormatMap formats = formatMap(m_core->store, attributes);
    m_core->edit([&](Editor &editor) { editor.insertText(*m_branch, index, text, &formats); });
    return {};
}

Result<void> Text::insertEmbed(std::uint32_t index, const Any &embed, const Attributes &attributes)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked;
    const FormatMap formats = formatMap(m_core->store, attributes);
    m_core->edit([&](Editor &editor) { editor.insertEmbed(*m_branch, index, embedFill(embed), &formats); });
    return {};
}

Result<SharedType> Text::insertType(std::uint32_t index, TypeKind kind, const Attributes &attributes)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked.error();
    if (kind == TypeKind::Untyped)
        return {Errc::BadRequest, "A type inside a document has a kind."};
    const FormatMap formats = formatMap(m_core->store, attributes);
    SharedType made;
    m_core->edit([&](Editor &editor) {
        editor.insertEmbed(
            *m_branch, index,
            [&](Item &item) {
                typeFill(m_core->store, kind, {})(item);
                made = m_core->handle(item.content.type);
            },
            &formats);
    });
    return made;
}

Result<void> Text::erase(std::uint32_t index, std::uint32_t length)
{
    if (auto checked = checkRange(index, length); !checked)
        return checked;
    if (length > 0)
        m_core->edit([&](Editor &editor) { editor.eraseText(*m_branch, index, length); });
    return {};
}

Result<void> Text::format(std::uint32_t index, std::uint32_t length, const Attributes &attributes)
{
    if (auto checked = checkRange(index, length); !checked)
        return checked;
    if (length == 0)
        return {};
    const FormatMap formats = formatMap(m_core->store, attributes);
    m_core->edit([&](Editor &editor) { editor.formatText(*m_branch, index, length, formats); });
    return {};
}

Result<void> Text::applyDelta(const Delta &delta)
{
    std::uint64_t needed = 0;
    for (const DeltaStep &step : delta)
        needed += step.kind != DeltaStep::Kind::Insert ? step.length : 0;
    if (auto checked = checkRange(0, needed); !checked)
        return checked;
    m_core->edit([&](Editor &editor) {
        Editor::TextPlace place = editor.textPlace(*m_branch, 0);
        for (const DeltaStep &step : delta) {
            const FormatMap formats = formatMap(m_core->store, step.attributes);
            if (step.kind == DeltaStep::Kind::Retain) {
                editor.formatAt(*m_branch, place, step.length, formats);
            } else if (step.kind == DeltaStep::Kind::Delete) {
                editor.eraseAt(*m_branch, place, step.length);
            } else if (!step.text.empty()) {
                editor.insertAt(
                    *m_branch, place, [&](Item &item) { fillText(item, step.text); }, formats);
            } else {
                for (const Value &value : step.values) {
                    if (const Any *embed = std::get_if<Any>(&value))
                        editor.insertAt(*m_branch, place, embedFill(*embed), formats);
                }
            }
        }
    });
    return {};
}

} // namespace coterie::crdt
