#pragma once

#include "crdt/encoding.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace coterie::crdt {

// The columns of version 2: run-length encodings of lib0 (encoding.js: RleEncoder, UintOptRleEncoder,
// IntDiffOptRleEncoder, StringEncoder). Readers fail as ByteReader does; a run may be longer than any memory, so who
// reads it limits the count.

/// Bytes, each with how often it comes; the last one's count is left out and it comes for ever.
class ByteRunReader
{
public:
    explicit ByteRunReader(std::span<const std::byte> column) : m_in(column) { }
    [[nodiscard]] std::uint8_t next();
    [[nodiscard]] const ByteReader &in() const { return m_in; }

private:
    ByteReader m_in;
    std::uint64_t m_count = 0;
    std::uint8_t m_value = 0;
    bool m_isLast = false;
};

class ByteRunWriter
{
public:
    void add(std::uint8_t value);
    [[nodiscard]] std::span<const std::byte> finish() const { return m_out.view(); }

private:
    ByteWriter m_out;
    std::uint64_t m_count = 0;
    std::uint8_t m_value = 0;
};

/// Unsigned numbers; a negative sign tells that a count follows.
class UintRunReader
{
public:
    explicit UintRunReader(std::span<const std::byte> column) : m_in(column) { }
    [[nodiscard]] std::uint64_t next();
    [[nodiscard]] const ByteReader &in() const { return m_in; }
    [[nodiscard]] ByteReader &in() { return m_in; }

private:
    ByteReader m_in;
    std::uint64_t m_count = 0;
    std::uint64_t m_value = 0;
};

class UintRunWriter
{
public:
    void add(std::uint64_t value);
    [[nodiscard]] std::span<const std::byte> finish(); ///< once, at the end

private:
    void flush();
    ByteWriter m_out;
    std::uint64_t m_count = 0;
    std::uint64_t m_value = 0;
};

/// Numbers by their difference from the one before; the lowest bit tells that a count follows.
class DiffRunReader
{
public:
    explicit DiffRunReader(std::span<const std::byte> column) : m_in(column) { }
    [[nodiscard]] std::uint64_t next(); ///< OutOfRange below 0 and above maxSafeInteger
    [[nodiscard]] const ByteReader &in() const { return m_in; }

private:
    ByteReader m_in;
    std::uint64_t m_count = 0;
    std::int64_t m_value = 0;
    std::int64_t m_difference = 0;
};

class DiffRunWriter
{
public:
    void add(std::uint64_t value);
    [[nodiscard]] std::span<const std::byte> finish(); ///< once, at the end

private:
    void flush();
    ByteWriter m_out;
    std::uint64_t m_count = 0;
    std::int64_t m_value = 0;
    std::int64_t m_difference = 0;
};

/// All strings as one, and their lengths in UTF-16 units.
class StringColumnReader
{
public:
    StringColumnReader(std::span<const std::byte> column, TextArena &arena);
    [[nodiscard]] std::u16string_view next();
    [[nodiscard]] std::size_t remaining() const { return m_text.size(); }
    [[nodiscard]] const ByteReader &in() const { return m_lengths.in(); }

private:
    UintRunReader m_lengths;
    std::u16string_view m_text;
};

class StringColumnWriter
{
public:
    void add(std::u16string_view text);
    void write(ByteWriter &out); ///< the column with its length before it; once, at the end

private:
    std::u16string m_text;
    UintRunWriter m_lengths;
};

} // namespace coterie::crdt
