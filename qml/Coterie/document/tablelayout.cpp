#include "tablelayout.h"

#include <QFontMetricsF>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr int MostRows = 500; ///< measured of one table; wider cells below them break their row's columns only

const Line &headOf(const Line &line)
{
    const Line *head = &line;
    for (int i = 0; i < MostRows && head->previous() && head->info.kind != LineKind::TableHead; ++i)
        head = head->previous();
    return *head;
}

} // namespace

void TableLayout::clear()
{
    m_tables.clear();
    m_cells.clear();
}

void TableLayout::lineChanged(const Line &line)
{
    m_cells.remove(&line);
    if (!m_tables.isEmpty())
        m_tables.clear(); // measured again from the cells that are kept
}

const QList<qreal> &TableLayout::cellWidths(const Line &line, const DocumentStyle &style)
{
    const auto known = m_cells.constFind(&line);
    if (known != m_cells.constEnd())
        return *known;
    const QFontMetricsF bold(style.font(15, QFont::Bold));
    const QFontMetricsF metrics(style.face(line.info).font);
    QList<qreal> widths;
    const auto cells = tableCells(line.text, line.info.content);
    for (const Cell &cell : cells) {
        const QString words = withoutMarks(QStringView(line.text).sliced(cell.start, cell.end - cell.start));
        widths.append((words.size() < cell.end - cell.start ? bold : metrics).horizontalAdvance(words));
    }
    return *m_cells.insert(&line, widths);
}

TableColumns TableLayout::columnsOf(const Line &line, qreal room, const DocumentStyle &style)
{
    const Line &head = headOf(line);
    if (head.info.kind != LineKind::TableHead || !head.next())
        return {};
    const auto known = m_tables.constFind(&head);
    if (known != m_tables.constEnd())
        return *known;
    TableColumns columns;
    const QStringView border =
        QStringView(head.next()->text).sliced(std::min(qsizetype(head.next()->info.content), head.next()->text.size()));
    columns.alignments = tableAlignments(border);
    columns.widths.resize(columns.alignments.size());
    const Line *row = &head;
    for (int i = 0; i < MostRows && row && row->info.isTable(); ++i, row = row->next()) {
        if (row->info.kind == LineKind::TableBorder)
            continue;
        const QList<qreal> &widths = cellWidths(*row, style);
        for (qsizetype cell = 0; cell < std::min(widths.size(), columns.widths.size()); ++cell)
            columns.widths[cell] = std::max(columns.widths[cell], std::ceil(widths[cell]));
    }
    qreal x = 0;
    for (const qreal width : std::as_const(columns.widths)) {
        columns.starts.append(x);
        x += std::max(width, style.px(12)) + style.px(24);
    }
    columns.width = x <= room ? x : 0;
    return *m_tables.insert(&head, columns);
}

} // namespace coterie::document
