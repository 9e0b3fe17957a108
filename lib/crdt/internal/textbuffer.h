#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string_view>

namespace coterie::crdt::internal {

/// UTF-16 text that several items may hold disjoint stretches of, so that cutting an item in two copies nothing and
/// typing at its end copies nothing either. Counted by hand, because an item has one word for it; never shared between
/// threads. Cutting is O(1); appending is O(1) amortised.
class TextBuffer
{
public:
    [[nodiscard]] static TextBuffer *create(std::u16string_view text) { return createWithRoom(text, text.size()); }
    void retain() { ++m_references; }
    void release()
    {
        if (--m_references == 0)
            std::free(this);
    }

    [[nodiscard]] char16_t *data() { return reinterpret_cast<char16_t *>(this + 1); }

    /// Appends in place when the stretch ends where the buffer does; otherwise moves that stretch to a new buffer. The
    /// caller's buffer and offset are replaced.
    static void append(TextBuffer *&buffer, std::uint32_t &offset, std::uint32_t length, std::u16string_view text)
    {
        const auto added = static_cast<std::uint32_t>(text.size());
        if (offset + length == buffer->m_used && added <= buffer->m_capacity - buffer->m_used) {
            std::memcpy(buffer->data() + buffer->m_used, text.data(), text.size() * sizeof(char16_t));
            buffer->m_used += added;
            return;
        }
        if (buffer->m_references == 1 && offset == 0) { // ours alone: what follows the stretch is nobody's any more
            const std::size_t bytes = roundedBytes(grown(length, added));
            auto *moved = static_cast<TextBuffer *>(std::realloc(static_cast<void *>(buffer), bytes));
            if (!moved)
                throw std::bad_alloc();
            buffer = moved;
            buffer->m_capacity = static_cast<std::uint32_t>((bytes - sizeof(TextBuffer)) / sizeof(char16_t));
        } else {
            const std::u16string_view old(buffer->data() + offset, length);
            TextBuffer *fresh = createWithRoom(old, grown(length, added));
            buffer->release();
            buffer = fresh;
            offset = 0;
        }
        std::memcpy(buffer->data() + length, text.data(), text.size() * sizeof(char16_t));
        buffer->m_used = length + added;
    }

private:
    [[nodiscard]] static std::size_t grown(std::uint32_t length, std::uint32_t added)
    {
        return std::size_t {length} + added + length / 2;
    }
    [[nodiscard]] static std::size_t roundedBytes(std::size_t units)
    {
        return (sizeof(TextBuffer) + units * sizeof(char16_t) + 15) / 16 * 16 + 8; // what malloc hands out anyway
    }
    [[nodiscard]] static TextBuffer *createWithRoom(std::u16string_view text, std::size_t room)
    {
        const std::size_t bytes = roundedBytes(std::max(room, text.size()));
        auto *buffer = static_cast<TextBuffer *>(std::malloc(bytes));
        if (!buffer)
            throw std::bad_alloc();
        buffer->m_references = 1;
        buffer->m_used = static_cast<std::uint32_t>(text.size());
        buffer->m_capacity = static_cast<std::uint32_t>((bytes - sizeof(TextBuffer)) / sizeof(char16_t));
        std::memcpy(buffer->data(), text.data(), text.size() * sizeof(char16_t));
        return buffer;
    }

    std::uint32_t m_references;
    std::uint32_t m_used; ///< units written; stretches lie below it
    std::uint32_t m_capacity; ///< units
};

} // namespace coterie::crdt::internal
