#pragma once

#include "base/result.h"
#include "crdt/any.h"
#include "crdt/textarena.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace coterie::crdt {

/// The largest number the format carries: JavaScript's Number.MAX_SAFE_INTEGER.
inline constexpr std::uint64_t maxSafeInteger = (std::uint64_t {1} << 53U) - 1;

/// What a signed number may come to: a difference of two numbers, doubled, with one bit more (columns.h).
inline constexpr std::uint64_t maxSignedMagnitude = 2 * maxSafeInteger + 1;

/// An integer whose sign is kept apart, for the format tells -0 from 0.
struct SignedInteger {
    std::uint64_t magnitude = 0; ///< at most maxSignedMagnitude
    bool isNegative = false;
    [[nodiscard]] std::int64_t value() const
    {
        const auto number = static_cast<std::int64_t>(magnitude);
        return isNegative ? -number : number;
    }
};

/// Reads lib0's encoding (https://github.com/dmonad/lib0, encoding.js) out of bytes that it borrows. After its first
/// failure it keeps that failure, reads only zeros and is at its end, so one test behind a row of reads is enough. What
/// it hands out is never larger than what is left of the input times a constant. One thread at a time. Errors:
/// Truncated, OutOfRange (a number above 2^53 - 1, nesting), Malformed (not UTF-8, an unknown kind of value).
class ByteReader
{
public:
    ByteReader() = default;
    explicit ByteReader(std::span<const std::byte> bytes) : m_next(bytes.data()), m_end(bytes.data() + bytes.size()) { }

    [[nodiscard]] std::uint8_t byte()
    {
        if (m_next == m_end) {
            fail(Errc::Truncated);
            return 0;
        }
        return std::to_integer<std::uint8_t>(*m_next++);
    }
    [[nodiscard]] std::uint64_t varUint()
    {
        if (m_next != m_end && std::to_integer<unsigned>(*m_next) < 0x80)
            return std::to_integer<std::uint64_t>(*m_next++);
        return longVarUint();
    }
    [[nodiscard]] SignedInteger varInt();
    [[nodiscard]] std::span<const std::byte> bytes(std::size_t count);
    [[nodiscard]] std::span<const std::byte> buffer(); ///< varUint8Array: length, bytes
    [[nodiscard]] std::u16string_view string(TextArena &arena); ///< varString: length in bytes, UTF-8
    [[nodiscard]] std::u16string string();
    [[nodiscard]] Any any();
    [[nodiscard]] Any json(); ///< a varString of JSON

    [[nodiscard]] std::size_t remaining() const { return static_cast<std::size_t>(m_end - m_next); }
    [[nodiscard]] bool isAtEnd() const { return m_next == m_end; }
    void fail(Errc code)
    {
        if (!m_failure)
            m_failure = code;
        m_next = m_end;
    }
    [[nodiscard]] bool hasFailed() const { return m_failure.has_value(); }
    [[nodiscard]] std::optional<Error> error() const;

private:
    [[nodiscard]] std::uint64_t longVarUint();
    [[nodiscard]] std::uint64_t restOfNumber(std::uint64_t low, unsigned shift, std::uint64_t most);
    [[nodiscard]] std::uint64_t bigEndian(std::size_t width);
    [[nodiscard]] Any anyAt(int depth);
    [[nodiscard]] Any arrayAt(int depth);
    [[nodiscard]] Any objectAt(int depth);

    const std::byte *m_next = nullptr;
    const std::byte *m_end = nullptr;
    std::optional<Errc> m_failure;
};

/// Writes lib0's encoding. Keeps its memory over clear(), so one writer can serve many updates. One thread at a time.
class ByteWriter
{
public:
    void byte(std::uint8_t value)
    {
        reserve(1);
        m_data[m_size++] = std::byte {value};
    }
    void varUint(std::uint64_t value)
    {
        reserve(10);
        while (value > 0x7F) {
            m_data[m_size++] = static_cast<std::byte>(0x80U | (value & 0x7FU));
            value >>= 7U;
        }
        m_data[m_size++] = static_cast<std::byte>(value);
    }
    void varInt(SignedInteger value);
    void bytes(std::span<const std::byte> bytes);
    void buffer(std::span<const std::byte> bytes); ///< length, bytes
    void string(std::u16string_view text); ///< lone surrogates become U+FFFD
    void utf8(std::string_view text); ///< the same for text that is UTF-8 already
    void any(const Any &value);
    void json(const Any &value) { utf8(value.toJson()); }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::span<const std::byte> view() const { return {m_data.get(), m_size}; }
    [[nodiscard]] Bytes take() const { return Bytes(m_data.get(), m_data.get() + m_size); }
    void clear() { m_size = 0; }

private:
    void reserve(std::size_t more)
    {
        if (m_capacity - m_size < more)
            grow(more);
    }
    void grow(std::size_t more);
    template <typename Bits>
    void bigEndian(Bits bits);
    void numberAny(double value);

    std::unique_ptr<std::byte[]> m_data;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace coterie::crdt
