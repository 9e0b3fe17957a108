#pragma once

#include "documentstyle.h"
#include "inlinescan.h"
#include "linetree.h"

#include <QTextLayout>

namespace coterie::document {

/// Where the columns of a table stand, in pixels from the column of text. All rows of a table have the same.
struct TableColumns {
    QList<qreal> starts;
    QList<qreal> widths;
    QList<CellAlignment> alignments;
    qreal width = 0; ///< of the whole table; 0: too wide to be shown in columns
    bool operator==(const TableColumns &) const = default;
};

/// Words an input method is still composing. They are not in the document.
struct Preedit {
    QString text;
    int caret = 0; ///< inside them; -1: none is shown
    QList<QTextLayout::FormatRange> formats; ///< relative to their beginning
};

/// All that the picture of a line depends on.
struct LineSource {
    const Line *line = nullptr;
    qsizetype caret = -1; ///< its offset, if it is in this line
    const Preedit *preedit = nullptr; ///< at the caret
    TableColumns columns {};
    QString language {}; ///< of code
    qreal width = 0; ///< of the column of text
};

/// Which marks a caret brings to light: those of the spans it touches, of its line, of the line's beginning.
struct Reveal {
    bool line = false;
    bool prefix = false;
    std::size_t spans = 0; ///< a hash of them
    bool operator==(const Reveal &) const = default;
};
[[nodiscard]] Reveal revealAt(const LineInfo &info, const QList<InlineSpan> &spans, qsizetype caret);

/// A line's words as they are shown: without the marks that are hidden, with words being composed and table columns,
/// and how positions in them and offsets in the line find each other. What stands before LineInfo::content is no part
/// of it.
class DisplayText
{
public:
    DisplayText() = default;
    DisplayText(const LineSource &source, const QList<InlineSpan> &spans, const DocumentStyle &style);

    QString text;
    QList<QTextLayout::FormatRange> formats;

    [[nodiscard]] int toDisplay(qsizetype offset) const;
    [[nodiscard]] qsizetype toOffset(int position) const; ///< of several the one inside the marks
    [[nodiscard]] int preeditStart() const { return m_preedit; } ///< -1: nothing is being composed

private:
    /// `length` units of the line at `offset` are shown as `shown` units at `position`.
    struct Swap {
        int offset = 0;
        int length = 0;
        int shown = 0;
        int position = 0;
        bool opens = false;
        QString instead {};
    };

    void hideMarks(const LineSource &source, const QList<InlineSpan> &spans);
    void hideLine(const LineSource &source);
    void hideBars(const LineSource &source);
    void insertPreedit(const LineSource &source);
    void compose(const LineSource &source);
    void formatSpans(const LineSource &source, const QList<InlineSpan> &spans, const DocumentStyle &style);
    void formatCode(const LineSource &source, const DocumentStyle &style);
    void formatPreedit(const LineSource &source);
    void format(qsizetype from, qsizetype to, const QTextCharFormat &format);

    QList<Swap> m_swaps;
    int m_content = 0;
    int m_preedit = -1;
};

} // namespace coterie::document
