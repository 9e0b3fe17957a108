#pragma once

#include <QList>
#include <QString>

namespace coterie::search {

/// One unit that can be found, folded: no case, no accents, full-width letters as ordinary ones. Positions are UTF-16
/// units of the text that was cut.
struct Word {
    QString text;
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Word &) const = default;
};

/// Longer runs of letters are cut here, in texts and in queries alike: nobody searches for the end of a base64 blob.
inline constexpr qsizetype longestWord = 64;

/// Cuts a text into words, in any script: runs of letters and digits; each character by itself where a script does not
/// set off its words (Chinese, Japanese, Korean, Thai …), so that any part of a run is found as a sequence; each emoji
/// and symbol by itself, without skin tone and variation. Punctuation separates. Linear in the length of the text.
/// `text` has to be in normal form C (normalForm()).
[[nodiscard]] QList<Word> wordsOf(QStringView text);

/// Normal form C: what all positions refer to. The same string when it is in it already, which is the usual case.
[[nodiscard]] QString normalForm(const QString &text);

} // namespace coterie::search
