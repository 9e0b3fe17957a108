#include "editbuilder.h"

#include <algorithm>

namespace coterie::document {

void EditBuilder::replace(qsizetype position, qsizetype removed, const QString &inserted)
{
    if (removed > 0 || !inserted.isEmpty())
        m_changes.append({position, removed, inserted});
}

Edit EditBuilder::finish(const Selection &selection) const
{
    Edit edit {.changes = m_changes, .selection = selection};
    std::ranges::reverse(edit.changes); // from the end, so that none moves another
    for (const collab::TextChange &change : edit.changes) {
        edit.selection.anchor = moved(edit.selection.anchor, change, false);
        edit.selection.head = moved(edit.selection.head, change, false);
    }
    return edit;
}

std::vector<const Line *> touchedLines(const DocumentText &text, const Selection &selection)
{
    const Line &first = text.lines().lineAt(selection.start());
    const Line *last = &text.lines().lineAt(selection.end());
    if (last != &first && text.lines().positionOf(*last) == selection.end())
        last = last->previous();
    std::vector<const Line *> lines;
    for (const Line *line = &first; line; line = line->next()) {
        lines.push_back(line);
        if (line == last)
            break;
    }
    return lines;
}

} // namespace coterie::document
