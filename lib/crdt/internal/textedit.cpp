#include "crdt/internal/edit.h"

#include <algorithm>
#include <unordered_map>

namespace coterie::crdt::internal {

namespace {

// How Yjs compares formats: values by value; objects by identity (a copy of an Any shares its object), or by their
// members where it asks whether two formats look the same. One that is not set equals one that is null.

bool isIdentical(const Any &a, const Any &b)
{
    if (a.object() || a.array() || b.object() || b.array())
        return a.object() == b.object() && a.array() == b.array();
    return a == b;
}

bool isIdentical(const Any *a, const Any &b)
{
    return a ? isIdentical(*a, b) : b.isNull();
}

bool looksSame(const Any &a, const Any &b)
{
    if (isIdentical(a, b))
        return true;
    if (const auto *members = a.object(); members && b.object()) {
        return members->size() == b.object()->size()
            && std::all_of(members->begin(), members->end(), [&b](const Any::Member &member) {
                   const Any *other = b.member(member.first);
                   return other && isIdentical(member.second, *other);
               });
    }
    const auto *values = a.array();
    return values && b.array()
        && std::equal(values->begin(), values->end(), b.array()->begin(), b.array()->end(),
            [](const Any &one, const Any &other) { return isIdentical(one, other); });
}

bool looksSame(const Any *a, const Any &b)
{
    return a ? looksSame(*a, b) : b.isNull();
}

} // namespace

const Any *FormatMap::find(std::uint32_t name) const
{
    for (const auto &[key, value] : m_entries) {
        if (key == name)
            return &value;
    }
    return nullptr;
}

void FormatMap::set(std::uint32_t name, const Any &value)
{
    for (auto &entry : m_entries) {
        if (entry.first == name) {
            entry.second = value;
            return;
        }
    }
    m_entries.emplace_back(name, value);
}

void FormatMap::erase(std::uint32_t name)
{
    std::erase_if(m_entries, [name](const Entry &entry) { return entry.first == name; });
}

void FormatMap::apply(const FormatMark &format)
{
    if (format.value.isNull())
        erase(format.key);
    else
        set(format.key, format.value);
}

void fillText(Item &item, std::u16string_view text)
{
    item.kind = Kind::String;
    item.length = static_cast<std::uint32_t>(text.size());
    item.content.text = TextBuffer::create(text);
}

Editor::TextPlace Editor::textPlace(Branch &branch, std::uint32_t index)
{
    TextPlace place;
    place.left = itemBefore(branch, index);
    place.right = place.left ? place.left->right : branch.start;
    place.index = index;
    if (branch.hasFormatting && place.left) {
        branch.index.formatsBefore(
            branch, place.right, [&place](const Item *item) { place.formats.apply(*item->content.format); });
    }
    return place;
}

void Editor::forward(TextPlace &place)
{
    Item *item = place.right;
    if (item->isLiveFormat())
        place.formats.apply(*item->content.format);
    else if (!item->deleted)
        place.index += item->length;
    place.left = item;
    place.right = item->right;
}

Item *Editor::addFormat(Branch &branch, TextPlace &place, std::uint32_t name, const Any &value)
{
    place.right = add(branch, kNone, place.left, place.right, [&](Item &item) {
        item.kind = Kind::Format;
        item.length = 1;
        item.content.format = new FormatMark {.key = name, .value = value};
    });
    forward(place);
    return place.left;
}

// Typing on at the end of one's newest item: the item grows, which is what inserting and merging would come to.
bool Editor::typeOn(Item *left, std::u16string_view text)
{
    if (left->kind != Kind::String || left->deleted || left->redone || left->client != m_client
        || left->end() != m_store.state(m_client) || left->rightOrigin != (left->right ? left->right->id() : ItemId {}))
        return false;
    m_store.grow(m_transaction, left, text);
    return true;
}

void Editor::insertText(Branch &branch, std::uint32_t index, std::u16string_view text, const FormatMap *formats)
{
    const auto fill = [text](Item &item) { fillText(item, text); };
    if (branch.hasFormatting || (formats && !formats->isEmpty())) {
        TextPlace place = textPlace(branch, index);
        insertAt(branch, place, fill, formats ? *formats : place.formats);
        return;
    }
    Item *left = branch.index.skipDeleted(branch, itemBefore(branch, index)); // as minimise() would go
    Item *right = left ? left->right : branch.start;
    if (left && typeOn(left, text))
        return;
    Item *item = add(branch, kNone, left, right, fill);
    branch.index.setCursor(item, index);
}

void Editor::insertEmbed(Branch &branch, std::uint32_t index, const Fill &fill, const FormatMap *formats)
{
    TextPlace place = textPlace(branch, index);
    insertAt(branch, place, fill, formats ? *formats : FormatMap {});
}

void Editor::eraseText(Branch &branch, std::uint32_t index, std::uint32_t length)
{
    if (branch.hasFormatting) {
        TextPlace place = textPlace(branch, index);
        eraseAt(branch, place, length);
        return;
    }
    eraseList(branch, index, length);
}

void Editor::formatText(Branch &branch, std::uint32_t index, std::uint32_t length, const FormatMap &formats)
{
    TextPlace place = textPlace(branch, index);
    if (place.right)
        formatAt(branch, place, length, formats);
}

void Editor::minimise(TextPlace &place, const FormatMap &formats)
{
    while (place.right
        && (place.right->deleted
            || (place.right->kind == Kind::Format
                && looksSame(formats.find(place.right->content.format->key), place.right->content.format->value))))
        forward(place);
}

FormatMap Editor::insertFormats(Branch &branch, TextPlace &place, const FormatMap &formats)
{
    FormatMap negated;
    for (const auto &[name, value] : formats.entries()) {
        const Any *current = place.formats.find(name);
        if (looksSame(current, value))
            continue;
        negated.set(name, current ? *current : Any(Any::Null {}));
        addFormat(branch, place, name, value);
    }
    return negated;
}

void Editor::negate(Branch &branch, TextPlace &place, FormatMap &negated)
{
    while (place.right) {
        if (!place.right->deleted) {
            if (place.right->kind != Kind::Format)
                break;
            const FormatMark &format = *place.right->content.format;
            const Any *wanted = negated.find(format.key);
            if (!wanted || !looksSame(*wanted, format.value))
                break;
            negated.erase(format.key);
        }
        forward(place);
    }
    for (const auto &[name, value] : negated.entries())
        addFormat(branch, place, name, value);
}

void Editor::insertAt(Branch &branch, TextPlace &place, const Fill &fill, FormatMap formats)
{
    for (const auto &[name, value] : place.formats.entries()) {
        if (!formats.find(name))
            formats.set(name, Any::Null {});
    }
    minimise(place, formats);
    FormatMap negated = insertFormats(branch, place, formats);
    place.right = add(branch, kNone, place.left, place.right, fill);
    forward(place);
    negate(branch, place, negated);
}

void Editor::eraseAt(Branch &branch, TextPlace &place, std::uint32_t length)
{
    const FormatMap startFormats = place.formats;
    Item *start = place.right;
    while (length > 0 && place.right) {
        Item *item = place.right;
        if (item->isVisible()) {
            if (length < item->length)
                (void)m_store.cleanStart(m_transaction, {item->client, item->clock + length});
            length -= item->length;
            m_store.deleteItem(m_transaction, item);
        }
        forward(place);
    }
    if (start && branch.hasFormatting)
        cleanFormatGap(start, place.right, startFormats, place.formats);
}

void Editor::formatAt(Branch &branch, TextPlace &place, std::uint32_t length, const FormatMap &formats)
{
    minimise(place, formats);
    FormatMap negated = insertFormats(branch, place, formats);
    while (place.right
        && (length > 0 || (!negated.isEmpty() && (place.right->deleted || place.right->kind == Kind::Format)))) {
        Item *item = place.right;
        if (item->isLiveFormat()) {
            const FormatMark &format = *item->content.format;
            if (const Any *wanted = formats.find(format.key)) {
                if (looksSame(*wanted, format.value)) {
                    negated.erase(format.key);
                } else {
                    if (length == 0)
                        break; // behind the range: what holds from here on is already as it should be
                    negated.set(format.key, format.value);
                }
                m_store.deleteItem(m_transaction, item);
            } else {
                place.formats.set(format.key, format.value);
            }
        } else if (!item->deleted) {
            if (length < item->length)
                (void)m_store.cleanStart(m_transaction, {item->client, item->clock + length});
            length -= item->length;
        }
        forward(place);
    }
    if (length > 0) { // formatting past the end makes lines, as in Quill
        place.right = add(branch, kNone, place.left, place.right,
            [length](Item &item) { fillText(item, std::u16string(length, u'\n')); });
        forward(place);
    }
    negate(branch, place, negated);
}

void Editor::cleanFormatGap(Item *start, const Item *current, const FormatMap &startFormats, FormatMap &formats)
{
    Item *end = start;
    std::unordered_map<std::uint32_t, const Item *> last; // of each format, the item that counts
    for (; end && !end->isVisible(); end = end->right) {
        if (end->isLiveFormat())
            last.insert_or_assign(end->content.format->key, end);
    }
    bool reached = false;
    for (Item *item = start; item != end; item = item->right) {
        reached = reached || item == current;
        if (!item->isLiveFormat())
            continue;
        const FormatMark &format = *item->content.format;
        const Any *before = startFormats.find(format.key);
        if (last.at(format.key) != item || isIdentical(before, format.value)) {
            m_store.deleteItem(m_transaction, item);
            if (!reached && isIdentical(formats.find(format.key), format.value) && !isIdentical(before, format.value)) {
                if (before)
                    formats.set(format.key, *before);
                else
                    formats.erase(format.key);
            }
        }
        if (!reached && !item->deleted)
            formats.apply(format);
    }
}

void Editor::cleanFormats(Branch &branch)
{
    Item *start = branch.start;
    FormatMap startFormats;
    FormatMap formats;
    for (Item *end = branch.start; end; end = end->right) {
        if (end->deleted)
            continue;
        if (end->kind == Kind::Format) {
            formats.apply(*end->content.format);
            continue;
        }
        cleanFormatGap(start, end, startFormats, formats);
        startFormats = formats;
        start = end;
    }
}

void Editor::cleanGap(Item *item)
{
    while (item && item->right && (item->right->deleted || !item->right->isCountable()))
        item = item->right;
    std::vector<std::uint32_t> seen;
    for (; item && !item->isVisible(); item = item->left) {
        if (!item->isLiveFormat())
            continue;
        const std::uint32_t name = item->content.format->key;
        if (std::find(seen.begin(), seen.end(), name) != seen.end())
            m_store.deleteItem(m_transaction, item);
        else
            seen.push_back(name);
    }
}

} // namespace coterie::crdt::internal
