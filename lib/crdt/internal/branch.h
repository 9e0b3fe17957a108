#pragma once

#include "crdt/internal/item.h"
#include "crdt/internal/positionindex.h"
#include "crdt/typekind.h"

#include <memory>
#include <unordered_map>

namespace coterie::crdt::internal {

class Store;

/// The list of items of every key by its two ends, in the order in which the keys first came. The last item is the one
/// that counts.
class MapEntries
{
public:
    struct Entry {
        std::uint32_t key = kNone;
        Item *item = nullptr; ///< the last of its list
        Item *first = nullptr;
    };
    [[nodiscard]] Item *find(std::uint32_t key) const
    {
        const auto slot = slotOf(key);
        return slot == kNone ? nullptr : m_entries[slot].item;
    }
    [[nodiscard]] Item *first(std::uint32_t key) const
    {
        const auto slot = slotOf(key);
        return slot == kNone ? nullptr : m_entries[slot].first;
    }
    void setFirst(std::uint32_t key, Item *item)
    {
        m_entries[slotOf(key)].first = item;
    } ///< of a key that has an entry
    void set(std::uint32_t key, Item *item)
    {
        if (const auto slot = slotOf(key); slot != kNone) {
            m_entries[slot].item = item;
            return;
        }
        m_entries.push_back({key, item, item});
        if (m_entries.size() > kLinear) {
            for (auto i = m_slots.size(); i < m_entries.size(); ++i)
                m_slots.emplace(m_entries[i].key, static_cast<std::uint32_t>(i));
        }
    }
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

private:
    static constexpr std::size_t kLinear = 24; ///< up to here a scan is as fast as a hash, and costs no memory
    [[nodiscard]] std::uint32_t slotOf(std::uint32_t key) const
    {
        if (m_entries.size() > kLinear) {
            const auto found = m_slots.find(key);
            return found == m_slots.end() ? kNone : found->second;
        }
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (m_entries[i].key == key)
                return static_cast<std::uint32_t>(i);
        }
        return kNone;
    }

    std::vector<Entry> m_entries;
    std::unordered_map<std::uint32_t, std::uint32_t> m_slots;
};

/// A shared type: a list of items, a map of items, or both. Owned by its item's store; kept alive past that by the
/// handles that point to it (`handles`), for which it then reads as empty.
struct Branch {
    Store *store = nullptr; ///< null once it is gone from the document
    Item *item = nullptr; ///< the item that holds it; null for a root
    Item *start = nullptr;
    MapEntries map;
    PositionIndex index;
    std::uint32_t length = 0; ///< countable units that are not deleted
    std::uint32_t items = 0; ///< in the list, deleted ones too
    std::uint32_t name = kNone; ///< a root's name
    std::u16string nodeName; ///< XmlElement's tag, XmlHook's hook
    TypeKind type = TypeKind::Untyped;
    bool hasFormatting = false;
    std::uint32_t handles = 0;
    std::uint32_t changedIn = 0; ///< serial of the transaction that has it in its list of changes
    std::uint32_t changedSlot = 0;
};

} // namespace coterie::crdt::internal
