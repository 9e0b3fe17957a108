#pragma once

#include <cstddef>
#include <string_view>

/// Where words and characters end, roughly: enough for differences that read well, without the tables of Unicode.
namespace coterie::crdt::internal {

/// Units of the word, of the run of spaces or of the one sign at the start of a text that is not empty. An ideograph is
/// a word; an emoji is one with all that is joined to it; a line's end stands alone.
[[nodiscard]] std::size_t wordLength(std::u16string_view text);

/// Whether a text may be cut here: not inside a surrogate pair, not before a mark that belongs to what stands before.
[[nodiscard]] bool isBoundary(std::u16string_view text, std::size_t place);

[[nodiscard]] bool hasLetters(std::u16string_view text); ///< letters, digits, ideographs, emoji: more than punctuation

} // namespace coterie::crdt::internal
