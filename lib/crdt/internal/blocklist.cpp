#include "crdt/internal/blocklist.h"

#include <algorithm>

namespace coterie::crdt::internal {

BlockList::Place BlockList::search(std::uint32_t clock) const
{
    std::uint32_t chunk = static_cast<std::uint32_t>(m_chunks.size() - 1);
    if (clock < m_firstClocks[chunk]) {
        const auto above = std::upper_bound(m_firstClocks.begin(), m_firstClocks.end(), clock);
        chunk = static_cast<std::uint32_t>(above - m_firstClocks.begin() - 1);
    }
    const Chunk &found = *m_chunks[chunk];
    const auto *begin = found.clocks.data();
    if (begin[found.count - 1] <= clock) // the newest is what is asked for most
        return {chunk, found.count - 1};
    const auto *above = std::upper_bound(begin, begin + found.count, clock);
    return {chunk, static_cast<std::uint32_t>(above - begin - 1)};
}

void BlockList::append(Item *item)
{
    if (m_chunks.empty() || m_chunks.back()->count == kChunk) {
        m_chunks.push_back(std::make_unique<Chunk>());
        m_firstClocks.push_back(item->clock);
    }
    Chunk &chunk = *m_chunks.back();
    chunk.clocks[chunk.count] = item->clock;
    chunk.items[chunk.count++] = item;
    ++m_size;
}

void BlockList::insertAfter(Place place, Item *item)
{
    if (m_chunks[place.chunk]->count == kChunk) {
        auto fresh = std::make_unique<Chunk>();
        Chunk &full = *m_chunks[place.chunk];
        constexpr std::uint32_t kept = kChunk / 2;
        std::copy(full.clocks.begin() + kept, full.clocks.end(), fresh->clocks.begin());
        std::copy(full.items.begin() + kept, full.items.end(), fresh->items.begin());
        fresh->count = kChunk - kept;
        full.count = kept;
        m_firstClocks.insert(m_firstClocks.begin() + place.chunk + 1, fresh->clocks[0]);
        m_chunks.insert(m_chunks.begin() + place.chunk + 1, std::move(fresh));
        if (place.slot >= kept)
            place = {place.chunk + 1, place.slot - kept};
    }
    Chunk &chunk = *m_chunks[place.chunk];
    const std::uint32_t slot = place.slot + 1;
    std::copy_backward(
        chunk.clocks.begin() + slot, chunk.clocks.begin() + chunk.count, chunk.clocks.begin() + chunk.count + 1);
    std::copy_backward(
        chunk.items.begin() + slot, chunk.items.begin() + chunk.count, chunk.items.begin() + chunk.count + 1);
    chunk.clocks[slot] = item->clock;
    chunk.items[slot] = item;
    ++chunk.count;
    ++m_size;
}

void BlockList::erase(Place place)
{
    Chunk &chunk = *m_chunks[place.chunk];
    std::copy(
        chunk.clocks.begin() + place.slot + 1, chunk.clocks.begin() + chunk.count, chunk.clocks.begin() + place.slot);
    std::copy(
        chunk.items.begin() + place.slot + 1, chunk.items.begin() + chunk.count, chunk.items.begin() + place.slot);
    --m_size;
    if (--chunk.count == 0) {
        m_chunks.erase(m_chunks.begin() + place.chunk);
        m_firstClocks.erase(m_firstClocks.begin() + place.chunk);
    } else if (place.slot == 0) {
        m_firstClocks[place.chunk] = chunk.clocks[0];
    }
}

void BlockList::removeLast()
{
    erase(last());
}

} // namespace coterie::crdt::internal
