#pragma once

#include "commands.h"

#include <vector>

namespace coterie::document {

/// Collects replacements given in positions of the present text, in ascending order and apart from each other, and
/// makes an Edit of them.
class EditBuilder
{
public:
    explicit EditBuilder(const DocumentText &text) : m_text(text) { }

    void replace(qsizetype position, qsizetype removed, const QString &inserted);
    [[nodiscard]] qsizetype positionOf(const Line &line) const { return m_text.lines().positionOf(line); }
    [[nodiscard]] Edit finish(const Selection &selection) const; ///< the selection goes where its letters go

private:
    const DocumentText &m_text;
    QList<collab::TextChange> m_changes;
};

/// The lines a selection touches; a line only its end stands before is not one of several.
[[nodiscard]] std::vector<const Line *> touchedLines(const DocumentText &text, const Selection &selection);

} // namespace coterie::document
