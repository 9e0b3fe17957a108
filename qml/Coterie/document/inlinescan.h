#pragma once

#include <QFlags>
#include <QList>
#include <QString>
#include <QStringView>

namespace coterie::document {

enum class Inline : quint8 { Strong = 1, Emphasis = 2, Strike = 4, Code = 8, Link = 16, Mention = 32, Escape = 64 };
Q_DECLARE_FLAGS(Inlines, Inline)
Q_DECLARE_OPERATORS_FOR_FLAGS(Inlines)

/// A styled stretch of a line. Its marks are the first `opening` and the last `closing` units of it.
struct InlineSpan {
    int start = 0;
    int end = 0;
    int opening = 0;
    int closing = 0;
    Inline style = Inline::Strong;
    int targetStart = 0; ///< of a link's address
    int targetEnd = 0;
    bool operator==(const InlineSpan &) const = default;

    [[nodiscard]] int innerStart() const { return start + opening; }
    [[nodiscard]] int innerEnd() const { return end - closing; }
    [[nodiscard]] bool touches(qsizetype position) const { return position >= start && position <= end; }
};

constexpr int LongestStyled = 16'000; ///< units of a line that are read for styles: nobody reads longer ones

/// The spans of a line from `from` on, sorted by where they start, outer ones first. Emphasis by CommonMark's rules for
/// delimiter runs (0.30, 6.2) within one line; looking back is bounded, so the time is linear.
[[nodiscard]] QList<InlineSpan> scanInline(QStringView line, int from);

/// The words without the marks of their spans, as they are read.
[[nodiscard]] QString withoutMarks(QStringView words);

} // namespace coterie::document
