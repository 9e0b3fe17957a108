#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <array>

namespace coterie::document {

/// What one line of a Markdown text is.
enum class LineKind : quint8 {
    Blank,
    Paragraph,
    Heading,
    Underline, ///< of the heading above it
    Item, ///< the first line of a list item
    Rule,
    Fence, ///< opens a block of code
    Code,
    FenceEnd,
    TableHead,
    TableBorder,
    TableRow
};

enum class ListMark : quint8 { None, Bullet, Number, Task, DoneTask };

/// What the lines above leave behind for the next one. Equal states: the rest of the text reads the same.
struct ScanState {
    char16_t fence = 0; ///< '`' or '~' inside a block of code
    quint8 fenceLength = 0;
    quint8 fenceQuotes = 0;
    quint8 fenceIndent = 0;
    quint16 language = 0; ///< a hash of the fence's first word: another language paints the code anew
    quint8 columns = 0; ///< of the table it is in
    bool underHead = false; ///< the table's border comes next
    quint8 quotes = 0;
    bool afterParagraph = false;
    quint8 depth = 0; ///< how many list items are open
    std::array<quint8, 8> contents {}; ///< at which column the words of each begin
    std::array<quint16, 8> numbers {}; ///< the last number of each; 0: it is not numbered
    bool operator==(const ScanState &) const = default;
};

/// What a line is, and what it leaves behind. Offsets are UTF-16 units of the line.
struct LineInfo {
    LineKind kind = LineKind::Blank;
    ListMark mark = ListMark::None;
    quint8 level = 0; ///< of a heading: 1 to 6
    quint8 quotes = 0;
    quint8 depth = 0; ///< how many list items it is inside, its own counted
    int number = 0; ///< of a numbered item: counted on from the first of its list
    int quoteEnd = 0; ///< behind the marks of quotes
    int markStart = 0; ///< where the mark of an item or heading begins
    int markEnd = 0; ///< behind "-" or "12.", before the space
    int box = -1; ///< of the letter in a task's brackets
    int content = 0; ///< where the words begin
    ScanState after;
    bool operator==(const LineInfo &) const = default;

    [[nodiscard]] bool isCode() const { return kind == LineKind::Code; }
    [[nodiscard]] bool isTable() const
    {
        return kind == LineKind::TableHead || kind == LineKind::TableBorder || kind == LineKind::TableRow;
    }
};

/// Reads one line. CommonMark's blocks and GFM's tables and tasks as far as one line, what is above and the line below
/// (heads of tables and underlined headings need it) tell; an underline has three signs or more, so that a list begun
/// under a paragraph is no heading for a moment. Linear in the marks at the line's beginning, not in its length.
[[nodiscard]] LineInfo scanLine(const ScanState &before, QStringView line, QStringView next);

/// The first word behind a fence: the language of its code; empty: none.
[[nodiscard]] QStringView fenceLanguage(QStringView line);

/// Where a table row's cells begin and end, without the spaces around their words.
struct Cell {
    int start = 0;
    int end = 0;
};
[[nodiscard]] QList<Cell> tableCells(QStringView line, int from);

enum class CellAlignment : quint8 { Left, Center, Right };
/// Of each column, from the border line; empty: it is none.
[[nodiscard]] QList<CellAlignment> tableAlignments(QStringView border);

} // namespace coterie::document
