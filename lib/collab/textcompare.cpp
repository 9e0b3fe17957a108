#include "collab/textcompare.h"

#include "collab/values.h"
#include "crdt/textdiff.h"

#include <algorithm>

namespace coterie::collab {

namespace {

using Kind = ComparedLine::Kind;

/// Takes the steps of a difference and cuts them into lines: those of the text before and those of the text after,
/// side by side until both end at once.
class LineMaker
{
public:
    void keep(QStringView text)
    {
        forLines(text, [this](QStringView piece, bool ends) {
            m_before.text += piece;
            m_after.text += piece;
            if (ends)
                endBoth();
        });
    }
    void remove(QStringView text)
    {
        forLines(text, [this](QStringView piece, bool ends) { take(m_before, m_removed, piece, ends); });
    }
    void add(QStringView text)
    {
        forLines(text, [this](QStringView piece, bool ends) { take(m_after, m_added, piece, ends); });
    }
    [[nodiscard]] QList<ComparedLine> finish()
    {
        endBoth();
        return std::move(m_lines);
    }

private:
    template <typename Take>
    static void forLines(QStringView text, Take &&take)
    {
        while (true) {
            const qsizetype end = text.indexOf(u'\n');
            take(end < 0 ? text : text.first(end), end >= 0);
            if (end < 0)
                return;
            text = text.sliced(end + 1);
        }
    }
    static void take(ComparedLine &line, QList<ComparedLine> &ended, QStringView piece, bool ends)
    {
        if (!piece.isEmpty())
            line.changed.append({.start = line.text.size(), .length = piece.size()});
        line.text += piece;
        if (ends)
            ended.append(std::exchange(line, {.kind = line.kind}));
    }
    void endBoth()
    {
        const bool isSame = m_before.changed.isEmpty() && m_after.changed.isEmpty() && m_before.text == m_after.text;
        if (!isSame) {
            m_removed.append(m_before);
            m_added.append(m_after);
        }
        m_lines += std::exchange(m_removed, {});
        m_lines += std::exchange(m_added, {});
        if (isSame)
            m_lines.append({.kind = Kind::Same, .text = m_after.text});
        m_before = {.kind = Kind::Removed};
        m_after = {.kind = Kind::Added};
    }

    QList<ComparedLine> m_lines;
    QList<ComparedLine> m_removed; ///< lines that ended on one side only
    QList<ComparedLine> m_added;
    ComparedLine m_before {.kind = Kind::Removed};
    ComparedLine m_after {.kind = Kind::Added};
};

/// A line of which all changed needs no marks.
void dropWholeMarks(QList<ComparedLine> &lines)
{
    for (ComparedLine &line : lines) {
        if (line.changed.size() == 1 && line.changed.front().length == line.text.size())
            line.changed.clear();
    }
}

QList<ComparedLine> folded(const QList<ComparedLine> &lines, qsizetype context)
{
    QList<ComparedLine> shown;
    for (qsizetype at = 0; at < lines.size();) {
        if (lines[at].kind != Kind::Same) {
            shown.append(lines[at++]);
            continue;
        }
        qsizetype end = at;
        while (end < lines.size() && lines[end].kind == Kind::Same)
            ++end;
        const qsizetype head = at == 0 ? 0 : context;
        const qsizetype tail = end == lines.size() ? 0 : context;
        if (const qsizetype skipped = end - at - head - tail;
            skipped > 1) { // one line takes no more room than the note
            shown += lines.sliced(at, head);
            shown.append({.kind = Kind::Skipped, .count = skipped});
            at = end - tail;
        }
        shown += lines.sliced(at, end - at);
        at = end;
    }
    return shown;
}

} // namespace

QList<ComparedLine> compareTexts(const QString &before, const QString &after, qsizetype context)
{
    if (before == after)
        return {};
    LineMaker maker;
    qsizetype at = 0;
    const QStringView text(before);
    for (const crdt::DeltaStep &step : crdt::diffText(viewOf(before), viewOf(after))) {
        switch (step.kind) {
        case crdt::DeltaStep::Kind::Retain: maker.keep(text.sliced(at, step.length)); break;
        case crdt::DeltaStep::Kind::Delete: maker.remove(text.sliced(at, step.length)); break;
        case crdt::DeltaStep::Kind::Insert: maker.add(toQString(step.text)); continue;
        }
        at += step.length;
    }
    maker.keep(text.sliced(at));
    QList<ComparedLine> lines = maker.finish();
    dropWholeMarks(lines);
    return folded(lines, context);
}

} // namespace coterie::collab
