#include "crdt/sharedtypes.h"

#include "crdt/internal/documentcore.h"
#include "crdt/internal/fill.h"

namespace coterie::crdt {

using namespace internal;

SharedType::SharedType(DocumentCore *core, Branch *branch) : m_core(core), m_branch(branch)
{
    ++m_branch->handles;
}

SharedType::SharedType(const SharedType &other) : m_core(other.m_core), m_branch(other.m_branch)
{
    if (m_branch)
        ++m_branch->handles;
}

SharedType::SharedType(SharedType &&other) noexcept
    : m_core(std::exchange(other.m_core, nullptr))
    , m_branch(std::exchange(other.m_branch, nullptr))
{
}

SharedType &SharedType::operator=(SharedType other) noexcept
{
    std::swap(m_core, other.m_core);
    std::swap(m_branch, other.m_branch);
    return *this;
}

SharedType::~SharedType()
{
    if (m_branch)
        Store::unhandle(m_branch);
}

bool SharedType::isAlive() const
{
    return m_branch && m_branch->store && (!m_branch->item || !m_branch->item->deleted);
}

TypeKind SharedType::kind() const
{
    return m_branch ? m_branch->type : TypeKind::Untyped;
}

std::uint32_t SharedType::length() const
{
    return isAlive() ? m_branch->length : 0;
}

Result<void> SharedType::checkRange(std::uint64_t index, std::uint64_t length) const
{
    if (!isAlive())
        return {Errc::NotFound, "This part of the document was deleted."};
    if (index > m_branch->length || length > m_branch->length - index)
        return {Errc::OutOfRange, "That is past the end."};
    return {};
}

Result<void> SharedType::setEntry(std::u16string_view key, const Any &value)
{
    if (auto checked = checkRange(0, 0); !checked)
        return checked;
    m_core->edit([&](Editor &editor) { editor.setEntry(*m_branch, m_core->store.name(key), valueFill(value)); });
    return {};
}

Result<void> SharedType::eraseEntry(std::u16string_view key)
{
    if (auto checked = checkRange(0, 0); !checked)
        return checked;
    if (const std::uint32_t name = m_core->store.knownName(key); name != kNone)
        m_core->edit([&](Editor &editor) { editor.eraseEntry(*m_branch, name); });
    return {};
}

Result<SharedType> SharedType::setEntryType(std::u16string_view key, TypeKind kind, std::u16string_view nodeName)
{
    if (auto checked = checkRange(0, 0); !checked)
        return checked.error();
    if (kind == TypeKind::Untyped)
        return {Errc::BadRequest, "A type inside a document has a kind."};
    SharedType made;
    m_core->edit([&](Editor &editor) {
        const Item *item = editor.setEntry(*m_branch, m_core->store.name(key), typeFill(m_core->store, kind, nodeName));
        made = m_core->handle(item->content.type);
    });
    return made;
}

Result<SharedType> SharedType::insertType(std::uint32_t index, TypeKind kind, std::u16string_view nodeName)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked.error();
    if (kind == TypeKind::Untyped)
        return {Errc::BadRequest, "A type inside a document has a kind."};
    SharedType made;
    m_core->edit([&](Editor &editor) {
        Item *left = editor.itemBefore(*m_branch, index);
        const Item *item = editor.insertAfter(
            *m_branch, left, left ? left->right : m_branch->start, typeFill(m_core->store, kind, nodeName));
        made = m_core->handle(item->content.type);
    });
    return made;
}

Result<Subdocument> SharedType::setEntryDocument(std::u16string_view key, const SubdocumentOptions &options)
{
    if (auto checked = checkRange(0, 0); !checked)
        return checked.error();
    Subdocument made;
    m_core->edit([&](Editor &editor) {
        made = m_core->store.subdocument(editor.setEntry(*m_branch, m_core->store.name(key), docFill(options)));
    });
    return made;
}

Result<Subdocument> SharedType::insertDocument(std::uint32_t index, const SubdocumentOptions &options)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked.error();
    Subdocument made;
    m_core->edit([&](Editor &editor) {
        Item *left = editor.itemBefore(*m_branch, index);
        made = m_core->store.subdocument(
            editor.insertAfter(*m_branch, left, left ? left->right : m_branch->start, docFill(options)));
    });
    return made;
}

Result<void> SharedType::eraseList(std::uint32_t index, std::uint32_t length)
{
    if (auto checked = checkRange(index, length); !checked)
        return checked;
    if (length > 0)
        m_core->edit([&](Editor &editor) { editor.eraseList(*m_branch, index, length); });
    return {};
}

std::optional<Value> Keyed::get(std::u16string_view key) const
{
    if (!isAlive())
        return {};
    const std::uint32_t name = m_core->store.knownName(key);
    const Item *item = name == kNone ? nullptr : m_branch->map.find(name);
    if (!item || item->deleted)
        return {};
    return m_core->valueOf(item, item->length - 1);
}

bool Keyed::has(std::u16string_view key) const
{
    if (!isAlive())
        return false;
    const std::uint32_t name = m_core->store.knownName(key);
    const Item *item = name == kNone ? nullptr : m_branch->map.find(name);
    return item && !item->deleted;
}

std::vector<std::u16string> Keyed::keys() const
{
    std::vector<std::u16string> keys;
    if (!isAlive())
        return keys;
    for (const auto &entry : m_branch->map.entries()) {
        if (entry.item && !entry.item->deleted)
            keys.push_back(m_core->store.nameText(entry.key));
    }
    return keys;
}

void Keyed::forEach(const std::function<void(std::u16string_view key, const Value &value)> &visit) const
{
    forEach([&visit](std::u16string_view key, const Any &value) { visit(key, value); }, visit);
}

void Keyed::forEach(const std::function<void(std::u16string_view key, const Any &value)> &plain,
    const std::function<void(std::u16string_view key, const Value &value)> &other) const
{
    if (!isAlive())
        return;
    for (const auto &entry : m_branch->map.entries()) {
        const Item *item = entry.item;
        if (!item || item->deleted)
            continue;
        const std::uint32_t last = item->length - 1;
        if (item->kind == Kind::Any || item->kind == Kind::Json)
            plain(m_core->store.nameText(entry.key), (*item->content.values)[last]);
        else
            other(m_core->store.nameText(entry.key), m_core->valueOf(item, last));
    }
}

std::optional<Value> Array::get(std::uint32_t index) const
{
    if (index >= length())
        return {};
    const auto [item, start] = m_branch->index.find(*m_branch, index);
    return m_core->valueOf(item, index - start);
}

std::vector<Value> Array::values() const
{
    std::vector<Value> values;
    for (const Item *item = isAlive() ? m_branch->start : nullptr; item; item = item->right) {
        for (std::uint32_t i = 0; item->isVisible() && i < item->length; ++i)
            values.push_back(m_core->valueOf(item, i));
    }
    return values;
}

Result<void> Array::insert(std::uint32_t index, std::span<const Any> values)
{
    if (auto checked = checkRange(index, 0); !checked)
        return checked;
    if (values.empty())
        return {};
    m_core->edit([&](Editor &editor) {
        Item *left = editor.itemBefore(*m_branch, index);
        Item *right = left ? left->right : m_branch->start;
        for (std::size_t i = 0; i < values.size();) { // bytes are items of their own, all else shares one
            std::size_t end = i + 1;
            while (!values[i].bytes() && end < values.size() && !values[end].bytes())
                ++end;
            left = editor.insertAfter(*m_branch, left, right,
                values[i].bytes() ? valueFill(values[i]) : valuesFill(values.subspan(i, end - i)));
            i = end;
        }
    });
    return {};
}

} // namespace coterie::crdt
