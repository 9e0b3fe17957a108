#pragma once

#include "crdt/internal/item.h"

#include <cstdlib>
#include <memory>
#include <vector>

namespace coterie::crdt::internal {

/// One client's items by clock, without a gap. Chunks of at most 128, so that cutting an item in the middle of a long
/// history moves a kilobyte and not the history; the first one starts small, for most clients of an old document wrote
/// little. Look-up is two binary searches over clocks that lie side by side.
class BlockList
{
public:
    static constexpr std::uint32_t kChunk = 128;
    /// The clocks and the items lie behind it, in the same piece of memory.
    struct Chunk {
        std::uint32_t count = 0;
        std::uint32_t capacity = 0; ///< even, so that the items are aligned
        [[nodiscard]] std::uint32_t *clocks() { return reinterpret_cast<std::uint32_t *>(this + 1); }
        [[nodiscard]] Item **items() { return reinterpret_cast<Item **>(clocks() + capacity); }
        [[nodiscard]] const std::uint32_t *clocks() const { return reinterpret_cast<const std::uint32_t *>(this + 1); }
        [[nodiscard]] Item *item(std::uint32_t slot) const
        {
            return reinterpret_cast<Item *const *>(clocks() + capacity)[slot];
        }
        void put(std::uint32_t slot, Item *item)
        {
            clocks()[slot] = item->clock;
            items()[slot] = item;
        }
    };
    /// A place in the list. Inserting and erasing invalidate every other place.
    struct Place {
        std::uint32_t chunk = 0;
        std::uint32_t slot = 0;
        bool operator==(const Place &) const = default;
    };

    [[nodiscard]] bool isEmpty() const { return m_chunks.empty(); }
    [[nodiscard]] std::uint32_t end() const { return m_chunks.empty() ? 0 : back()->end(); }
    [[nodiscard]] Item *back() const { return m_chunks.back()->item(m_chunks.back()->count - 1); }
    [[nodiscard]] std::size_t size() const { return m_size; }

    [[nodiscard]] Item *at(Place place) const { return m_chunks[place.chunk]->item(place.slot); }
    [[nodiscard]] Place first() const { return {}; }
    [[nodiscard]] Place last() const
    {
        const auto chunk = static_cast<std::uint32_t>(m_chunks.size() - 1);
        return {chunk, m_chunks[chunk]->count - 1};
    }
    [[nodiscard]] bool isFirst(Place place) const { return place == Place {}; }
    [[nodiscard]] bool isEnd(Place place) const { return place.chunk >= m_chunks.size(); }
    [[nodiscard]] std::size_t countFrom(Place place) const
    {
        std::size_t count = m_chunks[place.chunk]->count - place.slot;
        for (auto chunk = place.chunk + 1; chunk < m_chunks.size(); ++chunk)
            count += m_chunks[chunk]->count;
        return count;
    }
    [[nodiscard]] Place next(Place place) const
    {
        return place.slot + 1 < m_chunks[place.chunk]->count ? Place {place.chunk, place.slot + 1}
                                                             : Place {place.chunk + 1, 0};
    }
    [[nodiscard]] Place previous(Place place) const
    {
        return place.slot > 0 ? Place {place.chunk, place.slot - 1}
                              : Place {place.chunk - 1, m_chunks[place.chunk - 1]->count - 1};
    }

    /// The item that covers `clock`, which must be below end(). Where the last one was found is looked at first.
    [[nodiscard]] Place find(std::uint32_t clock) const
    {
        if (covers(m_lastFound, clock))
            return m_lastFound;
        m_lastFound = search(clock);
        return m_lastFound;
    }
    void append(Item *item);
    void insertAfter(Place place, Item *item);
    void erase(Place place);
    void removeLast();
    void replace(Place place, Item *item) { m_chunks[place.chunk]->items()[place.slot] = item; }

private:
    [[nodiscard]] bool covers(Place place, std::uint32_t clock) const
    {
        if (place.chunk >= m_chunks.size())
            return false;
        const Chunk &chunk = *m_chunks[place.chunk];
        if (place.slot >= chunk.count || clock < chunk.clocks()[place.slot])
            return false;
        if (place.slot + 1 < chunk.count)
            return clock < chunk.clocks()[place.slot + 1];
        return place.chunk + 1 == m_chunks.size() || clock < m_firstClocks[place.chunk + 1];
    }
    [[nodiscard]] Place search(std::uint32_t clock) const;
    struct Free {
        void operator()(Chunk *chunk) const { std::free(chunk); }
    };
    using ChunkPointer = std::unique_ptr<Chunk, Free>;
    [[nodiscard]] static ChunkPointer makeChunk(std::uint32_t capacity);
    static void move(Chunk &from, std::uint32_t first, Chunk &to); ///< all from `first` on, to the end of the other
    void makeRoom(ChunkPointer &chunk);

    std::vector<ChunkPointer> m_chunks;
    std::vector<std::uint32_t> m_firstClocks; ///< of each chunk
    std::size_t m_size = 0;
    mutable Place m_lastFound; ///< where to look first; may be stale
};

} // namespace coterie::crdt::internal
