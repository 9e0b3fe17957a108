#include "crdt/columns.h"

namespace coterie::crdt {

namespace {

/// Counts are written less what every run has, so that short ones take one byte up to 129.
constexpr std::uint64_t leastRun = 2;

SignedInteger withSign(std::int64_t value)
{
    return {static_cast<std::uint64_t>(value < 0 ? -value : value), value < 0};
}

} // namespace

std::uint8_t ByteRunReader::next()
{
    if (m_isLast)
        return m_value;
    if (m_count == 0) {
        m_value = m_in.byte();
        if (m_in.hasFailed())
            return 0;
        m_isLast = m_in.isAtEnd();
        m_count = m_isLast ? 1 : m_in.varUint() + 1;
    }
    --m_count;
    return m_value;
}

void ByteRunWriter::add(std::uint8_t value)
{
    if (m_count > 0 && m_value == value) {
        ++m_count;
        return;
    }
    if (m_count > 0)
        m_out.varUint(m_count - 1);
    m_out.byte(value);
    m_value = value;
    m_count = 1;
}

std::uint64_t UintRunReader::next()
{
    if (m_count == 0) {
        const SignedInteger number = m_in.varInt();
        m_value = number.magnitude;
        if (m_value > maxSafeInteger)
            m_in.fail(Errc::OutOfRange);
        m_count = number.isNegative ? m_in.varUint() + leastRun : 1;
    }
    --m_count;
    return m_in.hasFailed() ? 0 : m_value;
}

void UintRunWriter::add(std::uint64_t value)
{
    if (m_value != value) {
        flush();
        m_value = value;
    }
    ++m_count;
}

void UintRunWriter::flush()
{
    if (m_count > 0)
        m_out.varInt({m_value, m_count > 1});
    if (m_count > 1)
        m_out.varUint(m_count - leastRun);
    m_count = 0;
}

std::span<const std::byte> UintRunWriter::finish()
{
    flush();
    return m_out.view();
}

std::uint64_t DiffRunReader::next()
{
    if (m_count == 0) {
        const std::int64_t coded = m_in.varInt().value();
        m_difference = coded >> 1; // rounds down, below zero, too
        m_count = (coded & 1) != 0 ? m_in.varUint() + leastRun : 1;
    }
    m_value += m_difference;
    --m_count;
    if (m_value < 0 || m_value > static_cast<std::int64_t>(maxSafeInteger)) {
        m_in.fail(Errc::OutOfRange);
        m_value = 0;
    }
    return m_in.hasFailed() ? 0 : static_cast<std::uint64_t>(m_value);
}

void DiffRunWriter::add(std::uint64_t value)
{
    const std::int64_t difference = static_cast<std::int64_t>(value) - m_value;
    if (difference != m_difference) {
        flush();
        m_difference = difference;
    }
    m_value = static_cast<std::int64_t>(value);
    ++m_count;
}

void DiffRunWriter::flush()
{
    if (m_count > 0)
        m_out.varInt(withSign(2 * m_difference + (m_count > 1 ? 1 : 0)));
    if (m_count > 1)
        m_out.varUint(m_count - leastRun);
    m_count = 0;
}

std::span<const std::byte> DiffRunWriter::finish()
{
    flush();
    return m_out.view();
}

StringColumnReader::StringColumnReader(std::span<const std::byte> column, TextArena &arena)
    : m_lengths(column)
    , m_text(m_lengths.in().string(arena))
{
}

std::u16string_view StringColumnReader::next()
{
    const std::uint64_t length = m_lengths.next();
    if (length > m_text.size()) {
        m_lengths.in().fail(Errc::Truncated);
        return {};
    }
    const std::u16string_view text = m_text.substr(0, length);
    m_text.remove_prefix(length);
    return text;
}

void StringColumnWriter::add(std::u16string_view text)
{
    m_text += text;
    m_lengths.add(text.size());
}

void StringColumnWriter::write(ByteWriter &out)
{
    ByteWriter column;
    column.string(m_text);
    column.bytes(m_lengths.finish());
    out.buffer(column.view());
}

} // namespace coterie::crdt
