// Commands on words: bold and the like, links, blocks that are put in.

#include "commands.h"

#include "editbuilder.h"

#include <algorithm>

namespace coterie::document::commands {

using namespace Qt::StringLiterals;

namespace {

QString markOf(Inline style)
{
    switch (style) {
    case Inline::Strong: return u"**"_s;
    case Inline::Emphasis: return u"*"_s;
    case Inline::Strike: return u"~~"_s;
    case Inline::Code: return u"`"_s;
    case Inline::Link:
    case Inline::Mention:
    case Inline::Escape: break;
    }
    return {};
}

/// The part of a line that is selected, without spaces at its ends: marks beside spaces mean nothing.
struct Stretch {
    const Line *line = nullptr;
    qsizetype start = 0; // offsets
    qsizetype end = 0;
    QList<InlineSpan> spans;
};

std::vector<Stretch> stretches(const DocumentText &text, const Selection &selection)
{
    std::vector<Stretch> all;
    for (const Line *line : touchedLines(text, selection)) {
        const qsizetype at = text.lines().positionOf(*line);
        Stretch stretch {.line = line,
            .start = std::max(selection.start() - at, qsizetype(line->info.content)),
            .end = std::min(selection.end() - at, line->text.size()),
            .spans = scanInline(line->text, line->info.content)};
        while (stretch.start < stretch.end && line->text[stretch.start].isSpace())
            ++stretch.start;
        while (stretch.end > stretch.start && line->text[stretch.end - 1].isSpace())
            --stretch.end;
        if (stretch.start < stretch.end && !line->info.isCode())
            all.push_back(std::move(stretch));
    }
    return all;
}

void removeStyle(EditBuilder &edit, const Stretch &stretch, Inline style)
{
    const InlineSpan &span = *spanAround(stretch.spans, style, stretch.start, stretch.end);
    const qsizetype at = edit.positionOf(*stretch.line);
    const QString mark = stretch.line->text.sliced(span.start, span.opening);
    qsizetype start = stretch.start; // marks beside spaces mean nothing, so spaces lose the style, too
    qsizetype end = stretch.end;
    while (start > span.innerStart() && stretch.line->text[start - 1].isSpace())
        --start;
    while (end < span.innerEnd() && stretch.line->text[end].isSpace())
        ++end;
    if (start <= span.innerStart())
        edit.replace(at + span.start, span.opening, {});
    else
        edit.replace(at + start, 0, mark);
    if (end >= span.innerEnd())
        edit.replace(at + span.innerEnd(), span.closing, {});
    else
        edit.replace(at + end, 0, mark);
}

void addStyle(EditBuilder &edit, const Stretch &stretch, Inline style)
{
    const qsizetype at = edit.positionOf(*stretch.line);
    qsizetype start = stretch.start;
    qsizetype end = stretch.end;
    QList<std::pair<qsizetype, qsizetype>> marks;
    for (const InlineSpan &span : stretch.spans) {
        if (span.style != style || span.end < stretch.start || span.start > stretch.end)
            continue;
        start = std::min(start, qsizetype(span.start)); // those it meets become one with it
        end = std::max(end, qsizetype(span.end));
        marks.append({span.start, span.opening});
        marks.append({span.innerEnd(), span.closing});
    }
    std::ranges::sort(marks);
    const QString mark = markOf(style);
    bool opened = false;
    for (const auto &[from, length] : std::as_const(marks)) {
        if (!opened && from != start)
            edit.replace(at + start, 0, mark);
        if (!opened && from == start) {
            edit.replace(at + from, length, mark);
        } else if (from + length == end) {
            edit.replace(at + from, length, mark);
            return;
        } else {
            edit.replace(at + from, length, {});
        }
        opened = true;
    }
    if (!opened)
        edit.replace(at + start, 0, mark);
    edit.replace(at + end, 0, mark);
}

/// Without a selection: the word the caret is in, or an empty pair of marks around the caret.
Edit toggledAtCaret(const DocumentText &text, qsizetype caret, Inline style)
{
    const Line &line = text.lines().lineAt(caret);
    const qsizetype at = text.lines().positionOf(line);
    const auto spans = scanInline(line.text, line.info.content);
    const QString mark = markOf(style);
    if (const InlineSpan *span = spanAround(spans, style, caret - at, caret - at)) {
        if (caret - at == span->innerEnd())
            return {.changes = {}, .selection = {at + span->end, at + span->end}}; // what follows is plain
        EditBuilder edit(text);
        edit.replace(at + span->start, span->opening, {});
        edit.replace(at + span->innerEnd(), span->closing, {});
        return edit.finish({caret, caret});
    }
    const qsizetype length = mark.size();
    if (text.text(caret - length, caret) == mark && text.text(caret, caret + length) == mark && caret >= length)
        return replaced({caret - length, caret + length}, {});
    const auto [start, end] = wordAround(text, caret);
    const bool inWord = start < caret && caret < end && text.at(start).isLetterOrNumber();
    if (inWord) {
        EditBuilder edit(text);
        edit.replace(start, 0, mark);
        edit.replace(end, 0, mark);
        return edit.finish({caret, caret});
    }
    const qsizetype inside = caret + length;
    return {.changes = {{caret, 0, mark + mark}}, .selection = {inside, inside}};
}

} // namespace

const InlineSpan *spanAround(const QList<InlineSpan> &spans, Inline style, qsizetype from, qsizetype to)
{
    for (const InlineSpan &span : spans) {
        const bool inside = span.innerStart() <= from && to <= span.innerEnd();
        const bool whole = span.start == from && to == span.end && from < to;
        if (span.style == style && (inside || whole))
            return &span;
    }
    return nullptr;
}

Edit replaced(const Selection &selection, const QString &inserted)
{
    const qsizetype caret = selection.start() + inserted.size();
    Edit edit {.changes = {}, .selection = {caret, caret}};
    if (!selection.isEmpty() || !inserted.isEmpty())
        edit.changes = {{selection.start(), selection.end() - selection.start(), inserted}};
    return edit;
}

Edit toggledInline(const DocumentText &text, const Selection &selection, Inline style)
{
    if (selection.isEmpty())
        return toggledAtCaret(text, selection.head, style);
    const auto parts = stretches(text, selection);
    const bool all = std::ranges::all_of(
        parts, [style](const Stretch &part) { return spanAround(part.spans, style, part.start, part.end) != nullptr; });
    EditBuilder edit(text);
    for (const Stretch &part : parts) {
        if (all)
            removeStyle(edit, part, style);
        else if (!spanAround(part.spans, style, part.start, part.end))
            addStyle(edit, part, style);
    }
    Edit result = edit.finish(selection);
    if (!all && parts.size() == 1 && !result.changes.isEmpty()) { // the words stay selected, not the marks
        const collab::TextChange &first = result.changes.back();
        const qsizetype start = std::max(result.selection.start(), first.position + first.inserted.size());
        const qsizetype end = result.selection.end() - (result.changes.front().inserted.size());
        result.selection = selection.anchor <= selection.head ? Selection {start, end} : Selection {end, start};
    }
    return result;
}

Edit withLink(const DocumentText &text, const Selection &selection, const QString &url)
{
    const QString words = text.text(selection.start(), selection.end()).replace(u'\n', u' ');
    if (words.isEmpty() && !url.isEmpty())
        return replaced(selection, u"<%1>"_s.arg(url));
    const QString link = u"[%1](%2)"_s.arg(words, url);
    Edit edit = replaced(selection, link);
    if (url.isEmpty()) { // the caret waits where the address goes
        const qsizetype inside = selection.start() + link.size() - 1;
        edit.selection = {inside, inside};
    }
    return edit;
}

/// The block gets lines of its own, with an empty line to what is above.
Edit withBlock(const DocumentText &text, const Selection &selection, const QString &block, int caret)
{
    const Line &line = text.lines().lineAt(selection.end());
    const qsizetype start = text.lines().positionOf(line);
    const bool onEmpty = line.text.trimmed().isEmpty();
    const bool needsGap = onEmpty && line.previous() && line.previous()->info.kind != LineKind::Blank;
    const QString before = onEmpty ? (needsGap ? u"\n"_s : QString()) : u"\n\n"_s;
    const bool endsText = !line.next();
    const QString after = endsText || line.next()->info.kind != LineKind::Blank ? u"\n"_s : QString();
    const qsizetype at = onEmpty ? start : start + line.text.size();
    const qsizetype removed = onEmpty ? line.text.size() : 0;
    const qsizetype place = at + before.size() + caret;
    return {.changes = {{at, removed, before + block + after}}, .selection = {place, place}};
}

QString emptyTable(int rows, int columns)
{
    const int wide = std::clamp(columns, 1, 20);
    const QString row = u"|"_s + u"  |"_s.repeated(wide);
    QString table = row + u"\n|"_s + u" --- |"_s.repeated(wide);
    for (int i = 1; i < std::clamp(rows, 1, 100); ++i)
        table += u'\n' + row;
    return table;
}

} // namespace coterie::document::commands
