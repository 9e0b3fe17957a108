#include "documenttext.h"

#include "linelayout.h"

#include <algorithm>

namespace coterie::document {

namespace {

std::vector<QString> linesOf(const QString &text)
{
    std::vector<QString> lines;
    qsizetype start = 0;
    for (qsizetype end = text.indexOf(u'\n'); end >= 0; end = text.indexOf(u'\n', start)) {
        lines.push_back(text.sliced(start, end - start));
        start = end + 1;
    }
    lines.push_back(text.sliced(start));
    return lines;
}

} // namespace

void DocumentText::setText(const QString &text)
{
    m_lines.reset(linesOf(text));
    ScanState state;
    for (Line *line = &m_lines.first(); line; line = line->next()) {
        line->info = scanLine(state, line->text, line->next() ? QStringView(line->next()->text) : QStringView());
        state = line->info.after;
    }
}

void DocumentText::apply(const collab::TextChange &change)
{
    const qsizetype from = std::clamp(change.position, qsizetype(0), length());
    const qsizetype to = std::clamp(change.position + change.removed, from, length());
    Line &first = m_lines.lineAt(from);
    const qsizetype start = m_lines.positionOf(first);
    if (to - start <= first.text.size() && !change.inserted.contains(u'\n')) {
        m_lines.replaceText(first, from - start, to - from, change.inserted);
        first.words = -1;
        if (onChanged)
            onChanged(first);
        scan(first.previous() ? *first.previous() : first, first, ScanState(first.info.after));
        return;
    }
    Line &last = m_lines.lineAt(to);
    replaceLines(first, last, from - start, to - m_lines.positionOf(last), change.inserted);
}

/// The line that keeps most of its words stays the same line, because what is read stays where its line is.
void DocumentText::replaceLines(Line &first, Line &last, qsizetype from, qsizetype to, const QString &inserted)
{
    const std::vector<QString> texts = linesOf(first.text.first(from) + inserted + last.text.sliced(to));
    const bool keepsLast = from == 0 && (inserted.isEmpty() || inserted.endsWith(u'\n'));
    Line &kept = keepsLast ? last : first;
    const ScanState entering = last.info.after;
    const Line *stop = keepsLast ? &last : last.next();
    for (Line *gone = keepsLast ? &first : first.next(); gone != stop;) {
        Line *next = gone->next();
        if (onRemoving)
            onRemoving(*gone);
        m_lines.remove(*gone);
        gone = next;
    }
    m_lines.setText(kept, keepsLast ? texts.back() : texts.front());
    kept.words = -1;
    Line *begin = &kept;
    Line *end = &kept;
    if (keepsLast) {
        for (std::size_t i = 0; i + 1 < texts.size(); ++i)
            m_lines.insertBefore(kept, texts[i]);
        for (std::size_t i = 0; i + 1 < texts.size(); ++i)
            begin = begin->previous();
    } else {
        for (std::size_t i = 1; i < texts.size(); ++i)
            end = &m_lines.insertAfter(*end, texts[i]);
    }
    for (Line *line = begin; onChanged; line = line->next()) {
        onChanged(*line);
        if (line == end)
            break;
    }
    scan(begin->previous() ? *begin->previous() : *begin, *end, entering);
}

/// Reads lines again, at least as far as `through`, behind which `entering` was the state until now. What a line is
/// depends on the one below it, so reading begins one line above a change.
void DocumentText::scan(Line &from, const Line &through, const ScanState &entering)
{
    ScanState state = from.previous() ? from.previous()->info.after : ScanState();
    bool isPast = false;
    for (Line *line = &from; line; line = line->next()) {
        const LineInfo info =
            scanLine(state, line->text, line->next() ? QStringView(line->next()->text) : QStringView());
        state = info.after;
        const bool leavesTheSame = state == (line == &through ? entering : line->info.after);
        if (info != line->info) {
            line->info = info;
            if (onChanged)
                onChanged(*line);
        }
        isPast = isPast || line == &through;
        if (isPast && leavesTheSame)
            break;
    }
}

QString DocumentText::text(qsizetype from, qsizetype to) const
{
    const qsizetype start = std::clamp(from, qsizetype(0), length());
    const qsizetype end = std::clamp(to, start, length());
    QString all;
    all.reserve(end - start);
    const Line *line = &m_lines.lineAt(start);
    qsizetype offset = start - m_lines.positionOf(*line);
    while (line && all.size() < end - start) {
        const qsizetype wanted = end - start - all.size();
        all += QStringView(line->text).sliced(offset, std::min(wanted, line->text.size() - offset));
        if (all.size() < end - start)
            all += u'\n';
        offset = 0;
        line = line->next();
    }
    return all;
}

QChar DocumentText::at(qsizetype position) const
{
    if (position < 0 || position >= length())
        return {};
    const Line &line = m_lines.lineAt(position);
    const qsizetype offset = position - m_lines.positionOf(line);
    return offset < line.text.size() ? line.text[offset] : QChar(u'\n');
}

qsizetype moved(qsizetype position, const collab::TextChange &change, bool stays)
{
    if (change.position > position || (change.position == position && stays && change.removed == 0))
        return position;
    if (change.position + change.removed <= position)
        return position + change.inserted.size() - change.removed;
    return change.position; // what it stood in is gone
}

} // namespace coterie::document
