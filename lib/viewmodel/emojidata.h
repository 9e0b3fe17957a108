#pragma once

#include <QString>

#include <span>

namespace coterie::viewmodel {

enum class EmojiCategory { Smileys, People, Nature, Food, Activities, Travel, Objects, Symbols };

struct Emoji {
    const char16_t *text; ///< as it is sent
    const char *name; ///< without colons
    EmojiCategory category;
    [[nodiscard]] QString toString() const { return QString::fromUtf16(text); }
};

/// The common emoji in the order of the Unicode chart, with the names people know from other chat programs.
[[nodiscard]] std::span<const Emoji> emojiTable();
[[nodiscard]] const Emoji *emojiNamed(QStringView name); ///< null if there is none
[[nodiscard]] QString categoryTitle(EmojiCategory category);

/// `:name:` becomes its character, except inside `code`.
[[nodiscard]] QString replaceEmojiNames(const QString &text);

} // namespace coterie::viewmodel
