#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace coterie::crdt {

/// UTF-8 to UTF-16 by the rules of the WHATWG decoder in its fatal mode, a BOM being an ordinary character. `out` has
/// room for `utf8.size()` units. The number of units written, or nothing if the bytes are not UTF-8.
[[nodiscard]] std::optional<std::size_t> utf16FromUtf8(std::span<const std::byte> utf8, char16_t *out);

/// UTF-16 to UTF-8; a surrogate without its other half becomes U+FFFD, as in every browser. `out` has room for
/// `3 * text.size()` bytes. The number of bytes written.
[[nodiscard]] std::size_t utf8FromUtf16(std::u16string_view text, std::byte *out);

[[nodiscard]] std::string toUtf8(std::u16string_view text);
[[nodiscard]] std::optional<std::u16string> toUtf16(std::string_view utf8);

[[nodiscard]] constexpr bool isHighSurrogate(char16_t unit)
{
    return (unit & 0xFC00) == 0xD800;
}
[[nodiscard]] constexpr bool isLowSurrogate(char16_t unit)
{
    return (unit & 0xFC00) == 0xDC00;
}

} // namespace coterie::crdt
