#pragma once

#include "displaytext.h"

#include <QHash>

namespace coterie::document {

/// The columns of the tables in a text, measured when a row is to be laid out and kept until a row changes. GUI thread.
class TableLayout
{
public:
    /// Of the table a line is in. `room`: pixels a table may take; a wider one gets no columns.
    [[nodiscard]] TableColumns columnsOf(const Line &line, qreal room, const DocumentStyle &style);
    void lineChanged(const Line &line); ///< or goes
    void clear();

private:
    [[nodiscard]] const QList<qreal> &cellWidths(const Line &line, const DocumentStyle &style);

    QHash<const Line *, TableColumns> m_tables; ///< by their heads
    QHash<const Line *, QList<qreal>> m_cells;
};

} // namespace coterie::document
