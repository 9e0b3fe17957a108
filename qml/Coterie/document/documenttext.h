#pragma once

#include "collab/textsource.h"
#include "linetree.h"

#include <functional>

namespace coterie::document {

/// The editor's own copy of a text, in lines, each knowing what it is in Markdown. A change costs what it changes:
/// lines are read again only until they leave the same state behind as before. GUI thread.
class DocumentText
{
public:
    /// Told before a line goes, and after its words or what they are have changed.
    std::function<void(Line &)> onRemoving;
    std::function<void(Line &)> onChanged;

    void setText(const QString &text); ///< all lines are new ones; tells nobody
    void apply(const collab::TextChange &change); ///< out of range: as much of it as fits

    [[nodiscard]] LineTree &lines() { return m_lines; }
    [[nodiscard]] const LineTree &lines() const { return m_lines; }
    [[nodiscard]] qsizetype length() const { return m_lines.length(); }
    [[nodiscard]] QString text() const { return text(0, length()); }
    [[nodiscard]] QString text(qsizetype from, qsizetype to) const;
    [[nodiscard]] QChar at(qsizetype position) const; ///< the end of the text: a null character

private:
    void replaceLines(Line &first, Line &last, qsizetype from, qsizetype to, const QString &inserted);
    void scan(Line &from, const Line &through, const ScanState &entering);

    LineTree m_lines;
};

/// Where a position goes. `stays`: what is inserted exactly there goes behind it.
[[nodiscard]] qsizetype moved(qsizetype position, const collab::TextChange &change, bool stays);

} // namespace coterie::document
