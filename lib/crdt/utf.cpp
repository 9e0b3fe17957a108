#include "crdt/utf.h"

#include <cstdint>
#include <cstring>

namespace coterie::crdt {

namespace {

/// Copies ASCII as long as there is some; eight at a time. The number of units copied.
std::size_t copyAscii(std::span<const std::byte> utf8, char16_t *out)
{
    const std::size_t size = utf8.size();
    std::size_t i = 0;
    for (; i + 8 <= size; i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, utf8.data() + i, 8);
        if ((word & 0x8080808080808080U) != 0)
            break;
        for (std::size_t j = 0; j < 8; ++j)
            out[i + j] = std::to_integer<char16_t>(utf8[i + j]);
    }
    for (; i < size && std::to_integer<unsigned>(utf8[i]) < 0x80; ++i)
        out[i] = std::to_integer<char16_t>(utf8[i]);
    return i;
}

struct Sequence {
    std::size_t length = 0; ///< 0: not the beginning of a sequence
    char32_t least = 0; ///< what is below was written longer than need be
};

Sequence sequenceOf(unsigned lead)
{
    if (lead >= 0xC2 && lead < 0xE0)
        return {2, 0x80};
    if (lead >= 0xE0 && lead < 0xF0)
        return {3, 0x800};
    if (lead >= 0xF0 && lead < 0xF5)
        return {4, 0x10000};
    return {};
}

/// The code point at the beginning of `utf8`, which is not ASCII; nothing if there is none.
std::optional<char32_t> codePoint(std::span<const std::byte> utf8, Sequence sequence)
{
    if (sequence.length == 0 || sequence.length > utf8.size())
        return std::nullopt;
    char32_t code = std::to_integer<char32_t>(utf8[0]) & (0x7FU >> sequence.length);
    for (std::size_t i = 1; i < sequence.length; ++i) {
        const auto byte = std::to_integer<char32_t>(utf8[i]);
        if ((byte & 0xC0U) != 0x80)
            return std::nullopt;
        code = (code << 6U) | (byte & 0x3FU);
    }
    if (code < sequence.least || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return std::nullopt;
    return code;
}

std::byte *put(std::byte *out, char32_t bits)
{
    *out = static_cast<std::byte>(bits);
    return out + 1;
}

} // namespace

std::optional<std::size_t> utf16FromUtf8(std::span<const std::byte> utf8, char16_t *out)
{
    char16_t *const begin = out;
    while (!utf8.empty()) {
        const std::size_t ascii = copyAscii(utf8, out);
        out += ascii;
        utf8 = utf8.subspan(ascii);
        if (utf8.empty())
            break;
        const Sequence sequence = sequenceOf(std::to_integer<unsigned>(utf8[0]));
        const auto code = codePoint(utf8, sequence);
        if (!code)
            return std::nullopt;
        if (*code < 0x10000) {
            *out++ = static_cast<char16_t>(*code);
        } else {
            *out++ = static_cast<char16_t>(0xD7C0 + (*code >> 10U));
            *out++ = static_cast<char16_t>(0xDC00 + (*code & 0x3FFU));
        }
        utf8 = utf8.subspan(sequence.length);
    }
    return static_cast<std::size_t>(out - begin);
}

std::size_t utf8FromUtf16(std::u16string_view text, std::byte *out)
{
    const std::byte *const begin = out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t code = text[i];
        if (code < 0x80) {
            out = put(out, code);
            continue;
        }
        if (code < 0x800) {
            out = put(put(out, 0xC0 | (code >> 6U)), 0x80 | (code & 0x3FU));
            continue;
        }
        if (isHighSurrogate(text[i]) && i + 1 < text.size() && isLowSurrogate(text[i + 1])) {
            code = 0x10000 + ((code & 0x3FFU) << 10U) + (text[++i] & 0x3FFU);
            out = put(put(out, 0xF0 | (code >> 18U)), 0x80 | ((code >> 12U) & 0x3FU));
            out = put(put(out, 0x80 | ((code >> 6U) & 0x3FU)), 0x80 | (code & 0x3FU));
            continue;
        }
        if (isHighSurrogate(text[i]) || isLowSurrogate(text[i]))
            code = 0xFFFD;
        out = put(put(put(out, 0xE0 | (code >> 12U)), 0x80 | ((code >> 6U) & 0x3FU)), 0x80 | (code & 0x3FU));
    }
    return static_cast<std::size_t>(out - begin);
}

std::string toUtf8(std::u16string_view text)
{
    std::string utf8(3 * text.size(), '\0');
    utf8.resize(utf8FromUtf16(text, std::as_writable_bytes(std::span(utf8)).data()));
    return utf8;
}

std::optional<std::u16string> toUtf16(std::string_view utf8)
{
    std::u16string text(utf8.size(), u'\0');
    const auto units = utf16FromUtf8(std::as_bytes(std::span(utf8)), text.data());
    if (!units)
        return std::nullopt;
    text.resize(*units);
    return text;
}

} // namespace coterie::crdt
