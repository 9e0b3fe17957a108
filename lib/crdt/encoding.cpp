#include "crdt/encoding.h"

#include "crdt/utf.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace coterie::crdt {

namespace {

// The kinds of lib0's any values, from 127 downwards.
enum class Kind : std::uint8_t {
    Bytes = 116,
    Array,
    Object,
    String,
    True,
    False,
    BigInt,
    Float64,
    Float32,
    Integer,
    Null,
    Undefined,
};

constexpr double maxIntegerAny = 0x7FFFFFFF;

const char *describe(Errc code)
{
    switch (code) {
    case Errc::Truncated: return "The data ends early.";
    case Errc::OutOfRange: return "The data holds a number or a depth that is not allowed.";
    case Errc::TooLarge: return "The data holds more than is allowed.";
    case Errc::Unsupported: return "The data holds a kind of content that is not known.";
    default: return "The data does not follow its format.";
    }
}

} // namespace

std::optional<Error> ByteReader::error() const
{
    if (!m_failure)
        return std::nullopt;
    return Error {*m_failure, describe(*m_failure)};
}

std::uint64_t ByteReader::restOfNumber(std::uint64_t low, unsigned shift, std::uint64_t most)
{
    std::uint64_t value = low;
    for (; shift < 63; shift += 7) {
        const std::uint8_t next = byte();
        value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
        if (value > most)
            break;
        if (next < 0x80)
            return hasFailed() ? 0 : value;
    }
    fail(Errc::OutOfRange);
    return 0;
}

std::uint64_t ByteReader::longVarUint()
{
    return restOfNumber(0, 0, maxSafeInteger);
}

SignedInteger ByteReader::varInt()
{
    const std::uint8_t first = byte();
    SignedInteger value {first & 0x3FU, (first & 0x40U) != 0};
    if (first >= 0x80)
        value.magnitude = restOfNumber(value.magnitude, 6, maxSignedMagnitude);
    return hasFailed() ? SignedInteger {} : value;
}

std::span<const std::byte> ByteReader::bytes(std::size_t count)
{
    if (count > remaining()) {
        fail(Errc::Truncated);
        return {};
    }
    const std::span found(m_next, count);
    m_next += count;
    return found;
}

std::span<const std::byte> ByteReader::buffer()
{
    return bytes(varUint());
}

std::u16string_view ByteReader::string(TextArena &arena)
{
    const auto utf8 = buffer();
    if (utf8.empty())
        return {u"", 0};
    char16_t *place = arena.allocate(utf8.size());
    const auto units = utf16FromUtf8(utf8, place);
    arena.shrink(utf8.size() - units.value_or(0));
    if (!units)
        fail(Errc::Malformed);
    return {place, units.value_or(0)};
}

std::u16string ByteReader::string()
{
    const auto utf8 = buffer();
    auto text = toUtf16({reinterpret_cast<const char *>(utf8.data()), utf8.size()});
    if (!text)
        fail(Errc::Malformed);
    return std::move(text).value_or(std::u16string());
}

Any ByteReader::json()
{
    const auto utf8 = buffer();
    if (hasFailed())
        return {};
    auto value = Any::fromJson({reinterpret_cast<const char *>(utf8.data()), utf8.size()});
    if (!value) {
        fail(value.error().code);
        return {};
    }
    return *std::move(value);
}

std::uint64_t ByteReader::bigEndian(std::size_t width)
{
    std::uint64_t bits = 0;
    for (const std::byte byte : bytes(width))
        bits = (bits << 8U) | std::to_integer<std::uint64_t>(byte);
    return bits;
}

Any ByteReader::any()
{
    return anyAt(0);
}

Any ByteReader::anyAt(int depth)
{
    switch (Kind {byte()}) {
    case Kind::Undefined: return {};
    case Kind::Null: return Any::Null {};
    case Kind::Integer: {
        const SignedInteger value = varInt();
        if (value.magnitude > maxSafeInteger)
            fail(Errc::OutOfRange);
        const auto magnitude = static_cast<double>(value.magnitude);
        return value.isNegative ? -magnitude : magnitude;
    }
    case Kind::Float32: return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bigEndian(4))));
    case Kind::Float64: return std::bit_cast<double>(bigEndian(8));
    case Kind::BigInt: return Any::BigInt {static_cast<std::int64_t>(bigEndian(8))};
    case Kind::False: return false;
    case Kind::True: return true;
    case Kind::String: return string();
    case Kind::Object: return objectAt(depth);
    case Kind::Array: return arrayAt(depth);
    case Kind::Bytes: {
        const auto found = buffer();
        return Bytes(found.begin(), found.end());
    }
    }
    fail(Errc::Malformed);
    return {};
}

Any ByteReader::arrayAt(int depth)
{
    const std::uint64_t count = varUint();
    if (depth >= maxNesting)
        fail(Errc::OutOfRange);
    if (count > remaining()) // every value has a byte at least
        fail(Errc::Truncated);
    Any::Array values;
    for (std::uint64_t i = 0; i < count && !hasFailed(); ++i)
        values.push_back(anyAt(depth + 1));
    return values;
}

Any ByteReader::objectAt(int depth)
{
    const std::uint64_t count = varUint();
    if (depth >= maxNesting)
        fail(Errc::OutOfRange);
    if (count > remaining() / 2)
        fail(Errc::Truncated);
    Any::Object members;
    for (std::uint64_t i = 0; i < count && !hasFailed(); ++i) {
        std::u16string key = string();
        members.emplace_back(std::move(key), anyAt(depth + 1));
    }
    return members;
}

void ByteWriter::grow(std::size_t more)
{
    const std::size_t capacity = std::max<std::size_t>({64, 2 * m_capacity, m_size + more});
    auto data = std::make_unique_for_overwrite<std::byte[]>(capacity);
    std::copy_n(m_data.get(), m_size, data.get());
    m_data = std::move(data);
    m_capacity = capacity;
}

void ByteWriter::varInt(SignedInteger value)
{
    std::uint64_t rest = value.magnitude >> 6U;
    byte(static_cast<std::uint8_t>(
        (rest > 0 ? 0x80U : 0U) | (value.isNegative ? 0x40U : 0U) | (value.magnitude & 0x3FU)));
    if (rest > 0)
        varUint(rest);
}

void ByteWriter::bytes(std::span<const std::byte> bytes)
{
    reserve(bytes.size());
    std::copy(bytes.begin(), bytes.end(), m_data.get() + m_size);
    m_size += bytes.size();
}

void ByteWriter::buffer(std::span<const std::byte> bytes)
{
    varUint(bytes.size());
    this->bytes(bytes);
}

void ByteWriter::utf8(std::string_view text)
{
    buffer(std::as_bytes(std::span(text)));
}

void ByteWriter::string(std::u16string_view text)
{
    // The length comes first, and how long it is written depends on it: short text is converted behind a length of one
    // byte.
    reserve(10 + 3 * text.size());
    const std::size_t written = utf8FromUtf16(text, m_data.get() + m_size + 1);
    if (written < 0x80) {
        m_data[m_size] = static_cast<std::byte>(written);
        m_size += 1 + written;
        return;
    }
    const std::size_t from = m_size + 1;
    std::size_t lengthBytes = 1;
    while ((written >> (7 * lengthBytes)) != 0)
        ++lengthBytes;
    std::memmove(m_data.get() + m_size + lengthBytes, m_data.get() + from, written);
    varUint(written);
    m_size += written;
}

template <typename Bits>
void ByteWriter::bigEndian(Bits bits)
{
    for (int shift = static_cast<int>(8 * sizeof(Bits)) - 8; shift >= 0; shift -= 8)
        byte(static_cast<std::uint8_t>(bits >> shift));
}

void ByteWriter::numberAny(double value)
{
    if (std::trunc(value) == value && std::abs(value) <= maxIntegerAny) {
        byte(static_cast<std::uint8_t>(Kind::Integer));
        varInt({static_cast<std::uint64_t>(std::abs(value)), std::signbit(value)});
    } else if (std::isinf(value)
        || (std::abs(value) <= static_cast<double>(std::numeric_limits<float>::max())
            && static_cast<double>(static_cast<float>(value)) == value)) {
        byte(static_cast<std::uint8_t>(Kind::Float32));
        bigEndian(std::bit_cast<std::uint32_t>(static_cast<float>(value)));
    } else {
        byte(static_cast<std::uint8_t>(Kind::Float64));
        bigEndian(std::bit_cast<std::uint64_t>(value));
    }
}

void ByteWriter::any(const Any &value)
{
    const auto kind = [this](Kind k) { byte(static_cast<std::uint8_t>(k)); };
    if (const auto *text = value.string()) {
        kind(Kind::String);
        string(*text);
    } else if (const auto *number = value.number()) {
        numberAny(*number);
    } else if (const auto *flag = value.boolean()) {
        kind(*flag ? Kind::True : Kind::False);
    } else if (value.isNull()) {
        kind(Kind::Null);
    } else if (const auto *object = value.object()) {
        kind(Kind::Object);
        varUint(object->size());
        for (const auto &[key, member] : *object) {
            string(key);
            any(member);
        }
    } else if (const auto *array = value.array()) {
        kind(Kind::Array);
        varUint(array->size());
        for (const Any &element : *array)
            any(element);
    } else if (const auto *data = value.bytes()) {
        kind(Kind::Bytes);
        buffer(*data);
    } else if (const auto *big = value.bigInt()) {
        kind(Kind::BigInt);
        bigEndian(static_cast<std::uint64_t>(big->value));
    } else {
        kind(Kind::Undefined);
    }
}

} // namespace coterie::crdt
