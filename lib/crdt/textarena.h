#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace coterie::crdt {

/// Text that is decoded in one go and thrown away in one go: views stay valid until the arena dies, also when it is
/// moved. One thread at a time.
class TextArena
{
public:
    /// Room for `units` UTF-16 units; give back what was not needed with shrink() before the next call.
    [[nodiscard]] char16_t *allocate(std::size_t units)
    {
        if (m_left < units)
            grow(units);
        char16_t *place = m_next;
        m_next += units;
        m_left -= units;
        return place;
    }
    void shrink(std::size_t units)
    {
        m_next -= units;
        m_left += units;
    }
    [[nodiscard]] std::u16string_view store(std::u16string_view text)
    {
        char16_t *place = allocate(text.size());
        std::copy(text.begin(), text.end(), place);
        return {place, text.size()};
    }

private:
    void grow(std::size_t units)
    {
        constexpr std::size_t chunk = 4096; // 8 KB: small updates are the usual ones
        const std::size_t size = std::max(units, m_chunks.empty() ? chunk / 8 : chunk);
        m_chunks.push_back(std::make_unique_for_overwrite<char16_t[]>(size));
        m_next = m_chunks.back().get();
        m_left = size;
    }

    std::vector<std::unique_ptr<char16_t[]>> m_chunks;
    char16_t *m_next = nullptr;
    std::size_t m_left = 0;
};

} // namespace coterie::crdt
