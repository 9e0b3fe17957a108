#include "crdt/internal/store.h"

#include "crdt/utf.h"

#include <algorithm>

namespace coterie::crdt::internal {

Store::~Store()
{
    for (Client &client : m_clients) {
        const BlockList &blocks = client.blocks;
        if (blocks.isEmpty())
            continue;
        for (auto place = blocks.first(); !blocks.isEnd(place); place = blocks.next(place))
            freeContent(blocks.at(place));
    }
    for (Branch *root : m_roots)
        releaseBranch(root);
}

std::uint32_t Store::client(std::uint64_t id)
{
    if (m_lastClient < m_clients.size() && m_clients[m_lastClient].id == id)
        return m_lastClient;
    const auto [found, isNew] = m_clientSlots.try_emplace(id, static_cast<std::uint32_t>(m_clients.size()));
    if (isNew)
        m_clients.push_back({.id = id, .blocks = {}, .rank = kNone});
    return m_lastClient = found->second;
}

std::uint32_t Store::knownClient(std::uint64_t id) const
{
    const auto found = m_clientSlots.find(id);
    return found == m_clientSlots.end() ? kNone : found->second;
}

std::uint32_t Store::name(std::u16string_view text)
{
    // Mostly the few keys of maps that are all alike: those are found without hashing them.
    const std::size_t guess = text.empty() ? 0 : text.front() * 7U + text.back() + text.size();
    std::uint32_t &recent = m_recentNames[guess % m_recentNames.size()];
    if (recent == kNone || m_names[recent] != text)
        recent = slotOf(text);
    return recent;
}

std::uint32_t Store::slotOf(std::u16string_view text)
{
    if (const auto found = m_nameSlots.find(text); found != m_nameSlots.end())
        return found->second;
    const auto slot = static_cast<std::uint32_t>(m_names.size());
    m_names.emplace_back(text);
    m_nameSlots.emplace(m_names.back(), slot);
    return slot;
}

std::uint32_t Store::knownName(std::u16string_view text) const
{
    const auto found = m_nameSlots.find(text);
    return found == m_nameSlots.end() ? kNone : found->second;
}

Branch *Store::root(std::u16string_view text)
{
    const std::uint32_t key = name(text);
    Branch *&root = m_rootsByName[key];
    if (!root) {
        root = makeBranch(TypeKind::Untyped);
        root->name = key;
        m_roots.push_back(root);
    }
    return root;
}

Branch *Store::makeBranch(TypeKind type)
{
    auto *branch = new Branch;
    branch->store = this;
    branch->type = type;
    return branch;
}

void Store::releaseBranch(Branch *branch)
{
    branch->store = nullptr;
    branch->item = nullptr;
    branch->start = nullptr;
    branch->length = 0;
    branch->items = 0;
    branch->map = {};
    branch->index.clear();
    if (branch->handles == 0)
        delete branch;
}

void Store::unhandle(Branch *branch)
{
    if (--branch->handles == 0 && !branch->store)
        delete branch;
}

Subdocument Store::subdocument(const Item *item) const
{
    return {item->content.doc->guid, item->content.doc->options, {clientId(item->client), item->clock}};
}

void Store::freeContent(Item *item)
{
    switch (item->kind) {
    case Kind::String: item->content.text->release(); break;
    case Kind::Any:
    case Kind::Json: delete item->content.values; break;
    case Kind::Binary: delete item->content.bytes; break;
    case Kind::Embed: delete item->content.embed; break;
    case Kind::Format: delete item->content.format; break;
    case Kind::Type:
        if (item->content.type)
            releaseBranch(item->content.type);
        break;
    case Kind::Doc: delete item->content.doc; break;
    case Kind::Gc:
    case Kind::Deleted: break;
    }
    item->content.text = nullptr;
    item->textOffset = 0;
}

void Store::freeItem(Item *item)
{
    freeContent(item);
    m_items.recycle(item);
}

Item *Store::cleanStart(Transaction &transaction, ItemId id)
{
    BlockList &blocks = m_clients[id.client].blocks;
    const auto place = blocks.find(id.clock);
    Item *item = blocks.at(place);
    if (item->clock < id.clock && !item->isGc())
        return split(transaction, blocks, place, id.clock - item->clock);
    return item;
}

Item *Store::cleanEnd(Transaction &transaction, ItemId id)
{
    BlockList &blocks = m_clients[id.client].blocks;
    const auto place = blocks.find(id.clock);
    Item *item = blocks.at(place);
    if (id.clock + 1 != item->end() && !item->isGc())
        (void)split(transaction, blocks, place, id.clock - item->clock + 1);
    return item;
}

bool Store::cutsPair(ItemId id) const
{
    const Item *item = find(id);
    return item->kind == Kind::String && id.clock > item->clock
        && isHighSurrogate(item->text()[id.clock - item->clock - 1]);
}

Item *Store::split(Transaction &transaction, BlockList &blocks, BlockList::Place place, std::uint32_t offset)
{
    Item *left = blocks.at(place);
    Item *right = m_items.make();
    right->client = left->client;
    right->clock = left->clock + offset;
    right->length = left->length - offset;
    right->origin = {left->client, right->clock - 1};
    right->rightOrigin = left->rightOrigin;
    right->parent = left->parent;
    right->key = left->key;
    right->kind = left->kind;
    right->deleted = left->deleted;
    right->keep = left->keep;
    cutContent(left, right, offset);
    if (left->redone) {
        ItemId as = m_redone.at(left->id());
        as.clock += offset;
        setRedone(right, as);
    }
    left->length = offset;
    right->left = left;
    right->right = left->right;
    left->right = right;
    if (right->right)
        right->right->left = right;
    if (right->key != kNone) {
        if (!right->right)
            right->parent->map.set(right->key, right);
    } else {
        ++right->parent->items;
        right->parent->index.splitOff(left, right);
    }
    transaction.mergeCandidates.push_back(right->id());
    blocks.insertAfter(place, right);
    return right;
}

void Store::cutContent(Item *left, Item *right, std::uint32_t offset)
{
    switch (left->kind) {
    case Kind::String: {
        right->content.text = left->content.text;
        right->content.text->retain();
        right->textOffset = left->textOffset + offset;
        // Half a surrogate pair cannot be encoded; as in Yjs each half becomes U+FFFD.
        char16_t *units = left->content.text->data() + right->textOffset;
        if (isHighSurrogate(units[-1])) {
            units[-1] = u'\uFFFD';
            units[0] = u'\uFFFD';
        }
        break;
    }
    case Kind::Any:
    case Kind::Json: {
        auto &values = *left->content.values;
        right->content.values = new std::vector<Any>(
            std::make_move_iterator(values.begin() + offset), std::make_move_iterator(values.end()));
        values.resize(offset);
        break;
    }
    case Kind::Gc:
    case Kind::Deleted:
    case Kind::Binary:
    case Kind::Embed:
    case Kind::Format:
    case Kind::Type:
    case Kind::Doc: break; // without content, or one unit long and never cut
    }
}

void Store::keep(Item *item, bool keep)
{
    while (item && item->keep != keep) {
        item->keep = keep;
        item = item->parent ? item->parent->item : nullptr;
    }
}

ItemId Store::redoneAs(const Item *item) const
{
    return item->redone ? m_redone.at(item->id()) : ItemId {};
}

void Store::setRedone(Item *item, ItemId as)
{
    item->redone = true;
    m_redone.insert_or_assign(item->id(), as);
}

Store::Followed Store::followRedone(ItemId id) const
{
    std::uint32_t offset = 0;
    while (true) {
        Item *item = find({id.client, id.clock + offset});
        offset = id.clock + offset - item->clock;
        if (item->isGc() || !item->redone)
            return {item, offset};
        id = m_redone.at(item->id());
    }
}

void Store::changed(Transaction &transaction, Branch *branch, std::uint32_t key)
{
    const Item *item = branch->item;
    if (item && (item->deleted || transaction.adds(item->id())))
        return;
    if (branch->changedIn != transaction.serial) {
        branch->changedIn = transaction.serial;
        branch->changedSlot = static_cast<std::uint32_t>(transaction.changes.size());
        transaction.changes.push_back({.branch = branch, .keys = {}, .list = false});
    }
    auto &change = transaction.changes[branch->changedSlot];
    if (key == kNone)
        change.list = true;
    else if (change.keys.empty() || change.keys.back() != key)
        change.keys.push_back(key);
}

void Store::grow(Transaction &transaction, Item *item, std::u16string_view text)
{
    const auto added = static_cast<std::uint32_t>(text.size());
    transaction.touch(item->client, item->end());
    TextBuffer::append(item->content.text, item->textOffset, item->length, text);
    item->length += added;
    item->parent->length += added;
    item->parent->index.grownAtCursor(item, added);
    changed(transaction, item->parent, kNone);
}

std::size_t Store::itemCount() const
{
    std::size_t count = 0;
    for (const Client &client : m_clients)
        count += client.blocks.size();
    return count;
}

} // namespace coterie::crdt::internal
