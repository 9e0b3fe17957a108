#pragma once

#include <QString>

/// Text for Qt Quick's StyledText format that nothing a stranger wrote can break out of.
namespace coterie::viewmodel {

/// `<`, `>`, `&` and `"` as entities; characters that would reorder what follows them are dropped.
[[nodiscard]] QString escapeStyled(QStringView text);

/// The same with spaces and line ends kept as they are written: for code.
[[nodiscard]] QString escapeStyledVerbatim(QStringView text);

/// Which colours the names in `<font color="keyword">` stand for.
struct TextPalette {
    bool dark = false;
    bool highContrast = false;
    bool operator==(const TextPalette &) const = default;
};

/// Puts real colours in the place of colour names. Escaped text cannot contain the pattern that is replaced.
[[nodiscard]] QString styled(const QString &source, const TextPalette &palette);

/// The only links a person can follow from a text: http, https, mailto and coterie.
[[nodiscard]] bool isSafeLink(const QString &url);

} // namespace coterie::viewmodel
