// Rows and borders of tables.

#include "blockscan.h"

#include <algorithm>

namespace coterie::document {

namespace {

constexpr int MostColumns = 64; ///< of a table: more is text

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

} // namespace

QList<Cell> tableCells(QStringView line, int from)
{
    QList<Cell> cells;
    int end = int(line.size());
    while (end > from && isSpace(line[end - 1]))
        --end;
    int start = from;
    if (start < end && line[start] == u'|')
        ++start;
    const auto add = [&](int to) {
        int cellStart = start;
        int cellEnd = to;
        while (cellStart < cellEnd && isSpace(line[cellStart]))
            ++cellStart;
        while (cellEnd > cellStart && isSpace(line[cellEnd - 1]))
            --cellEnd;
        cells.append({cellStart, cellEnd});
    };
    for (int i = start; i < end; ++i) {
        if (line[i] == u'\\') {
            ++i;
        } else if (line[i] == u'|') {
            add(i);
            start = i + 1;
        }
    }
    if (start < end || cells.isEmpty())
        add(end);
    return cells;
}

QList<CellAlignment> tableAlignments(QStringView border)
{
    if (border.isEmpty() || (border[0] != u'|' && border[0] != u'-' && border[0] != u':'))
        return {};
    for (const QChar c : border) {
        if (c != u'|' && c != u'-' && c != u':' && !isSpace(c))
            return {};
    }
    if (!border.contains(u'|'))
        return {};
    QList<CellAlignment> alignments;
    const auto cells = tableCells(border, 0);
    for (const Cell &cell : cells) {
        const QStringView words = border.sliced(cell.start, cell.end - cell.start);
        const bool left = words.startsWith(u':');
        const bool right = words.size() > 1 && words.endsWith(u':');
        const QStringView dashes = words.sliced(left ? 1 : 0).chopped(right ? 1 : 0);
        if (dashes.isEmpty() || !std::ranges::all_of(dashes, [](QChar c) { return c == u'-'; }))
            return {};
        alignments.append(left && right ? CellAlignment::Center : right ? CellAlignment::Right : CellAlignment::Left);
    }
    return alignments.size() > MostColumns ? QList<CellAlignment>() : alignments;
}

} // namespace coterie::document
