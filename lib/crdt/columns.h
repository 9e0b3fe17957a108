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

/// Counts are written less what every run has, so that short ones take one byte up to 129.
inline constexpr std::uint64_t leastRun = 2;

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

/// Runs of equal numbers, each with a mark in its first byte that tells whether a count follows. `Code` says what is
/// repeated (`Held`) and how it is marked.
template <typename Code>
class RunReader
{
public:
    explicit RunReader(std::span<const std::byte> column) : m_in(column) { }
    [[nodiscard]] const ByteReader &in() const { return m_in; }
    [[nodiscard]] ByteReader &in() { return m_in; }

protected:
    [[nodiscard]] typename Code::Held held()
    {
        if (m_count == 0) {
            bool isRun = false;
            m_held = Code::read(m_in, isRun);
            m_count = isRun ? m_in.varUint() + leastRun : 1;
        }
        --m_count;
        return m_held;
    }

private:
    ByteReader m_in;
    std::uint64_t m_count = 0;
    typename Code::Held m_held = 0;
};

template <typename Code>
class RunWriter
{
public:
    [[nodiscard]] std::span<const std::byte> finish() ///< once, at the end
    {
        flush();
        return m_out.view();
    }

protected:
    void hold(typename Code::Held held)
    {
        if (m_held != held) {
            flush();
            m_held = held;
        }
        ++m_count;
    }

private:
    void flush()
    {
        if (m_count > 0)
            Code::write(m_out, m_held, m_count > 1);
        if (m_count > 1)
            m_out.varUint(m_count - leastRun);
        m_count = 0;
    }
    ByteWriter m_out;
    std::uint64_t m_count = 0;
    typename Code::Held m_held = 0;
};

/// A negative sign tells that a count follows.
struct SignCode {
    using Held = std::uint64_t;
    [[nodiscard]] static Held read(ByteReader &in, bool &isRun); ///< OutOfRange above maxSafeInteger
    static void write(ByteWriter &out, Held held, bool isRun) { out.varInt({held, isRun}); }
};

/// The lowest bit tells that a count follows.
struct LowBitCode {
    using Held = std::int64_t;
    [[nodiscard]] static Held read(ByteReader &in, bool &isRun);
    static void write(ByteWriter &out, Held held, bool isRun);
};

/// Unsigned numbers.
class UintRunReader : public RunReader<SignCode>
{
public:
    using RunReader::RunReader;
    [[nodiscard]] std::uint64_t next()
    {
        const std::uint64_t value = held();
        return in().hasFailed() ? 0 : value;
    }
};

class UintRunWriter : public RunWriter<SignCode>
{
public:
    void add(std::uint64_t value) { hold(value); }
};

/// Numbers by their difference from the one before.
class DiffRunReader : public RunReader<LowBitCode>
{
public:
    using RunReader::RunReader;
    [[nodiscard]] std::uint64_t next(); ///< OutOfRange below 0 and above maxSafeInteger

private:
    std::int64_t m_value = 0;
};

class DiffRunWriter : public RunWriter<LowBitCode>
{
public:
    void add(std::uint64_t value)
    {
        hold(static_cast<std::int64_t>(value) - m_value);
        m_value = static_cast<std::int64_t>(value);
    }

private:
    std::int64_t m_value = 0;
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
