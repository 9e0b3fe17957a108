#pragma once

#include <cstdint>
#include <string_view>

namespace coterie::server::net {

/// Checks UTF-8 (RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF) piece by piece; a code point may be
/// cut anywhere between two pieces. Runs through ASCII eight bytes at a time.
class Utf8Checker
{
public:
    /// False as soon as the bytes so far cannot be the start of valid text; stays false until reset().
    [[nodiscard]] bool feed(std::string_view piece);

    /// Whether the text may end here, that is not inside a code point.
    [[nodiscard]] bool isComplete() const { return m_left == 0; }

    void reset() { *this = {}; }

private:
    [[nodiscard]] bool feedByte(std::uint8_t byte);

    std::uint8_t m_left = 0; ///< continuation bytes still to come
    std::uint8_t m_low = 0x80; ///< what the next continuation byte may be
    std::uint8_t m_high = 0xBF;
    bool m_failed = false;
};

[[nodiscard]] bool isUtf8(std::string_view text);

} // namespace coterie::server::net
