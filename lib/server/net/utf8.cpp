#include "server/net/utf8.h"

#include <cstring>

namespace coterie::server::net {

bool Utf8Checker::feedByte(std::uint8_t byte)
{
    if (m_left > 0) {
        if (byte < m_low || byte > m_high)
            return false;
        m_low = 0x80;
        m_high = 0xBF;
        --m_left;
        return true;
    }
    if (byte < 0x80)
        return true;
    // RFC 3629 section 4: the second byte's range depends on the first; the rest is 80..BF.
    if (byte >= 0xC2 && byte <= 0xDF) {
        m_left = 1;
    } else if (byte >= 0xE0 && byte <= 0xEF) {
        m_left = 2;
        m_low = byte == 0xE0 ? 0xA0 : 0x80;
        m_high = byte == 0xED ? 0x9F : 0xBF;
    } else if (byte >= 0xF0 && byte <= 0xF4) {
        m_left = 3;
        m_low = byte == 0xF0 ? 0x90 : 0x80;
        m_high = byte == 0xF4 ? 0x8F : 0xBF;
    } else {
        return false;
    }
    return true;
}

bool Utf8Checker::feed(std::string_view piece)
{
    constexpr std::uint64_t highBits = 0x8080808080808080ULL;
    if (m_failed)
        return false;
    std::size_t at = 0;
    while (at < piece.size()) {
        std::uint64_t word = 0;
        if (m_left == 0 && piece.size() - at >= sizeof word) {
            std::memcpy(&word, piece.data() + at, sizeof word);
            if ((word & highBits) == 0) {
                at += sizeof word;
                continue;
            }
        }
        if (!feedByte(static_cast<std::uint8_t>(piece[at++]))) {
            m_failed = true;
            return false;
        }
    }
    return true;
}

bool isUtf8(std::string_view text)
{
    Utf8Checker checker;
    return checker.feed(text) && checker.isComplete();
}

} // namespace coterie::server::net
