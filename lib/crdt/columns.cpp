#include "crdt/columns.h"

namespace coterie::crdt {

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

SignCode::Held SignCode::read(ByteReader &in, bool &isRun)
{
    const SignedInteger number = in.varInt();
    if (number.magnitude > maxSafeInteger)
        in.fail(Errc::OutOfRange);
    isRun = number.isNegative;
    return number.magnitude;
}

LowBitCode::Held LowBitCode::read(ByteReader &in, bool &isRun)
{
    const std::int64_t coded = in.varInt().value();
    isRun = (coded & 1) != 0;
    return coded >> 1; // rounds down, below zero, too
}

void LowBitCode::write(ByteWriter &out, Held held, bool isRun)
{
    const std::int64_t coded = 2 * held + (isRun ? 1 : 0);
    out.varInt({static_cast<std::uint64_t>(coded < 0 ? -coded : coded), coded < 0});
}

std::uint64_t DiffRunReader::next()
{
    m_value += held();
    if (m_value < 0 || m_value > static_cast<std::int64_t>(maxSafeInteger)) {
        in().fail(Errc::OutOfRange);
        m_value = 0;
    }
    return in().hasFailed() ? 0 : static_cast<std::uint64_t>(m_value);
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
