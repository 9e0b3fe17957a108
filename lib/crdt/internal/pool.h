#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace coterie::crdt::internal {

/// Objects of one type cut from slabs, with a list of the free ones: no header per object, neighbours in time are
/// neighbours in memory. Slabs double up to 4,096 objects, so that a small document stays small. Freed with the pool;
/// the objects must have trivial destructors.
template <typename T>
class Pool
{
    static_assert(std::is_trivially_destructible_v<T>);
    union Slot {
        Slot *next;
        alignas(T) std::byte bytes[sizeof(T)];
    };

public:
    template <typename... Arguments>
    [[nodiscard]] T *make(Arguments &&...arguments)
    {
        if (!m_free)
            grow();
        Slot *slot = m_free;
        m_free = slot->next;
        return new (slot->bytes) T {std::forward<Arguments>(arguments)...};
    }
    void recycle(T *object)
    {
        auto *slot = reinterpret_cast<Slot *>(object);
        slot->next = m_free;
        m_free = slot;
    }

private:
    void grow()
    {
        const std::size_t size = m_slabs.empty() ? 16 : std::min<std::size_t>(4096, m_total);
        m_slabs.push_back(std::make_unique_for_overwrite<Slot[]>(size));
        Slot *slots = m_slabs.back().get();
        for (std::size_t i = size; i-- > 0;) {
            slots[i].next = m_free;
            m_free = &slots[i];
        }
        m_total += size;
    }

    std::vector<std::unique_ptr<Slot[]>> m_slabs;
    Slot *m_free = nullptr;
    std::size_t m_total = 0;
};

} // namespace coterie::crdt::internal
