#include "crdt/internal/blocklist.h"

#include <algorithm>
#include <new>

namespace coterie::crdt::internal {

namespace {

constexpr std::uint32_t kSmall = 4; ///< items of the first chunk
constexpr std::size_t kSlotBytes = sizeof(std::uint32_t) + sizeof(void *); ///< a clock and a pointer to an item

/// The last of the rising clocks that is not above `clock`; the first is not. Without branches: where to look next is
/// no better than a guess when blocks come in any order.
std::uint32_t lastAtMost(const std::uint32_t *clocks, std::uint32_t count, std::uint32_t clock)
{
    const std::uint32_t *from = clocks;
    while (count > 1) {
        const std::uint32_t half = count / 2;
        from += from[half] <= clock ? half : 0;
        count -= half;
    }
    return static_cast<std::uint32_t>(from - clocks);
}

} // namespace

BlockList::Place BlockList::search(std::uint32_t clock) const
{
    std::uint32_t chunk = static_cast<std::uint32_t>(m_chunks.size() - 1);
    if (clock < m_firstClocks[chunk]) {
        chunk = lastAtMost(m_firstClocks.data(), chunk, clock);
    }
    const Chunk &found = *m_chunks[chunk];
    if (found.clocks()[found.count - 1] <= clock) // the newest is what is asked for most
        return {chunk, found.count - 1};
    return {chunk, lastAtMost(found.clocks(), found.count, clock)};
}

BlockList::ChunkPointer BlockList::makeChunk(std::uint32_t capacity)
{
    void *memory = std::malloc(sizeof(Chunk) + capacity * kSlotBytes);
    if (!memory)
        throw std::bad_alloc();
    return ChunkPointer(new (memory) Chunk {.count = 0, .capacity = capacity});
}

void BlockList::move(Chunk &from, std::uint32_t first, Chunk &to)
{
    std::copy(from.clocks() + first, from.clocks() + from.count, to.clocks() + to.count);
    std::copy(from.items() + first, from.items() + from.count, to.items() + to.count);
    to.count += from.count - first;
    from.count = first;
}

void BlockList::makeRoom(ChunkPointer &chunk)
{
    if (chunk->count < chunk->capacity)
        return;
    ChunkPointer larger = makeChunk(std::min(kChunk, 4 * chunk->capacity));
    move(*chunk, 0, *larger);
    chunk = std::move(larger);
}

void BlockList::append(Item *item)
{
    if (m_chunks.empty() || m_chunks.back()->count == kChunk) {
        m_chunks.push_back(makeChunk(m_chunks.empty() ? kSmall : kChunk));
        m_firstClocks.push_back(item->clock);
    }
    makeRoom(m_chunks.back());
    Chunk &chunk = *m_chunks.back();
    chunk.put(chunk.count++, item);
    ++m_size;
}

void BlockList::insertAfter(Place place, Item *item)
{
    if (m_chunks[place.chunk]->count == kChunk) {
        constexpr std::uint32_t kept = kChunk / 2;
        ChunkPointer fresh = makeChunk(kChunk);
        move(*m_chunks[place.chunk], kept, *fresh);
        m_firstClocks.insert(m_firstClocks.begin() + place.chunk + 1, fresh->clocks()[0]);
        m_chunks.insert(m_chunks.begin() + place.chunk + 1, std::move(fresh));
        if (place.slot >= kept)
            place = {place.chunk + 1, place.slot - kept};
    }
    makeRoom(m_chunks[place.chunk]);
    Chunk &chunk = *m_chunks[place.chunk];
    const std::uint32_t slot = place.slot + 1;
    std::copy_backward(chunk.clocks() + slot, chunk.clocks() + chunk.count, chunk.clocks() + chunk.count + 1);
    std::copy_backward(chunk.items() + slot, chunk.items() + chunk.count, chunk.items() + chunk.count + 1);
    chunk.put(slot, item);
    ++chunk.count;
    ++m_size;
}

void BlockList::erase(Place place)
{
    Chunk &chunk = *m_chunks[place.chunk];
    std::copy(chunk.clocks() + place.slot + 1, chunk.clocks() + chunk.count, chunk.clocks() + place.slot);
    std::copy(chunk.items() + place.slot + 1, chunk.items() + chunk.count, chunk.items() + place.slot);
    --m_size;
    if (--chunk.count == 0) {
        m_chunks.erase(m_chunks.begin() + place.chunk);
        m_firstClocks.erase(m_firstClocks.begin() + place.chunk);
    } else if (place.slot == 0) {
        m_firstClocks[place.chunk] = chunk.clocks()[0];
    }
}

void BlockList::removeLast()
{
    erase(last());
}

} // namespace coterie::crdt::internal
