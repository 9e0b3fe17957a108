#pragma once

#include <QString>
#include <QStringView>

/// Text for Qt Quick's StyledText format that nothing a stranger wrote can break out of.
namespace coterie::viewmodel {

/// `<`, `>`, `&` and `"` as entities; characters that would reorder what follows them are dropped.
[[nodiscard]] QString escapeStyled(QStringView text);

/// The same with spaces and line ends kept as they are written: for code.
[[nodiscard]] QString escapeStyledVerbatim(QStringView text);

/// One step through StyledText as our own code writes it: well formed, with b, i, s, font, a and br as its only tags
/// and amp, lt, gt and quot as its only entities.
struct StyledPiece {
    enum class Kind { Character, LineBreak, Open, Close };
    Kind kind = Kind::Character;
    QChar character; ///< of a Character: an entity is what it stands for
    QStringView tag; ///< of Open and Close, without the brackets: `font color="keyword"`, `b`
    qsizetype start = 0; ///< where it stands in the source
    qsizetype end = 0;
};

/// Reads StyledText piece by piece. What is not well formed is taken for characters. Borrows the source.
class StyledReader
{
public:
    explicit StyledReader(QStringView source) : m_source(source) { }
    [[nodiscard]] bool next(StyledPiece &piece); ///< false: that was all

private:
    QStringView m_source;
    qsizetype m_at = 0;
};

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
