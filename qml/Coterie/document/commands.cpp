// Commands on lines: headings, lists, quotes, indentation.

#include "commands.h"

#include "editbuilder.h"

#include <algorithm>

namespace coterie::document::commands {

using namespace Qt::StringLiterals;

namespace {

bool isBlankAfter(const Line &line, int from)
{
    return QStringView(line.text).sliced(std::min(qsizetype(from), line.text.size())).trimmed().isEmpty();
}

QString markFor(ListMark mark, int number)
{
    switch (mark) {
    case ListMark::Number: return u"%1. "_s.arg(number);
    case ListMark::Task:
    case ListMark::DoneTask: return u"- [ ] "_s;
    case ListMark::Bullet:
    case ListMark::None: return u"- "_s;
    }
    return {};
}

/// Where the mark of a line's block is, or would be.
int markPlace(const Line &line)
{
    const bool hasMark = line.info.kind == LineKind::Item || line.info.kind == LineKind::Heading;
    return hasMark ? line.info.markStart : line.info.content;
}

bool takesMarks(const Line &line)
{
    return line.info.kind == LineKind::Paragraph || line.info.kind == LineKind::Heading
        || line.info.kind == LineKind::Item || line.info.kind == LineKind::Blank;
}

/// The lines a command means: blank ones only if there is no other.
std::vector<const Line *> markedLines(const DocumentText &text, const Selection &selection)
{
    std::vector<const Line *> lines = touchedLines(text, selection);
    std::erase_if(lines, [](const Line *line) { return !takesMarks(*line); });
    if (lines.size() > 1)
        std::erase_if(lines, [](const Line *line) { return line->info.kind == LineKind::Blank; });
    return lines;
}

bool isSame(ListMark a, ListMark b)
{
    return a == b || (a == ListMark::DoneTask && b == ListMark::Task);
}

/// An item and what is inside it.
void shiftItem(EditBuilder &edit, const Line &item, int columns)
{
    const quint8 depth = item.info.depth;
    for (const Line *line = &item; line; line = line->next()) {
        const bool isInside = line == &item
            || (line->info.depth >= depth && line->info.kind != LineKind::Blank
                && !(line->info.kind == LineKind::Item && line->info.depth == depth));
        if (!isInside && line->info.kind != LineKind::Blank)
            return;
        if (!isInside)
            continue;
        const qsizetype at = edit.positionOf(*line) + line->info.quoteEnd;
        int spaces = 0;
        while (line->info.quoteEnd + spaces < line->text.size() && line->text[line->info.quoteEnd + spaces] == u' ')
            ++spaces;
        if (columns > 0)
            edit.replace(at, 0, QString(columns, u' '));
        else
            edit.replace(at, std::min(spaces, -columns), {});
    }
}

/// By how many columns an item moves to be inside its neighbour.
int itemWidth(const Line &line)
{
    const bool isTask = line.info.box >= 0;
    return isTask ? 2 : std::clamp(line.info.markEnd - line.info.markStart + 1, 2, 8);
}

bool hasItemAbove(const Line &line)
{
    for (const Line *above = line.previous(); above; above = above->previous()) {
        if (above->info.kind == LineKind::Item)
            return above->info.depth >= line.info.depth;
        if (above->info.depth == 0 && above->info.kind != LineKind::Blank)
            return false;
    }
    return false;
}

} // namespace

Edit toggledQuote(const DocumentText &text, const Selection &selection)
{
    EditBuilder edit(text);
    const auto lines = touchedLines(text, selection);
    const bool all = std::ranges::all_of(lines, [](const Line *line) { return line->info.quotes > 0; });
    for (const Line *line : lines) {
        const qsizetype at = text.lines().positionOf(*line);
        if (!all) {
            edit.replace(at, 0, u"> "_s);
            continue;
        }
        const qsizetype sign = line->text.indexOf(u'>');
        const bool spaced = sign + 1 < line->text.size() && line->text[sign + 1] == u' ';
        edit.replace(at + sign, spaced ? 2 : 1, {});
    }
    return edit.finish(selection);
}

Edit withHeading(const DocumentText &text, const Selection &selection, int level)
{
    EditBuilder edit(text);
    const auto lines = markedLines(text, selection);
    const bool all = std::ranges::all_of(
        lines, [level](const Line *line) { return line->info.kind == LineKind::Heading && line->info.level == level; });
    const QString mark = level <= 0 || all ? QString() : QString(std::min(level, 6), u'#') + u' ';
    for (const Line *line : lines) {
        const qsizetype at = text.lines().positionOf(*line);
        const int place = markPlace(*line);
        const Line *next = line->next();
        edit.replace(at + place, line->info.content - place, mark);
        if (line->info.kind == LineKind::Heading && next && next->info.kind == LineKind::Underline)
            edit.replace(at + line->text.size(), next->text.size() + 1, {});
    }
    return edit.finish(selection);
}

Edit toggledList(const DocumentText &text, const Selection &selection, ListMark mark)
{
    EditBuilder edit(text);
    const auto lines = markedLines(text, selection);
    const bool all = std::ranges::all_of(lines, [mark](const Line *line) { return isSame(line->info.mark, mark); });
    int number = 0;
    for (const Line *line : lines) {
        const int place = markPlace(*line);
        const qsizetype at = text.lines().positionOf(*line) + place;
        edit.replace(at, line->info.content - place, all ? QString() : markFor(mark, ++number));
    }
    return edit.finish(selection);
}

Edit toggledTask(const DocumentText &text, const Selection &selection, qsizetype position)
{
    EditBuilder edit(text);
    const Line &line = text.lines().lineAt(position);
    if (line.info.box >= 0)
        edit.replace(
            text.lines().positionOf(line) + line.info.box, 1, line.info.mark == ListMark::DoneTask ? u" "_s : u"x"_s);
    return edit.finish(selection);
}

Edit indented(const DocumentText &text, const Selection &selection)
{
    EditBuilder edit(text);
    const auto lines = touchedLines(text, selection);
    const Line *last = nullptr;
    for (const Line *line : lines) {
        if (line->info.kind == LineKind::Item && !(last && line->info.depth > last->info.depth)) {
            if (hasItemAbove(*line))
                shiftItem(edit, *line, itemWidth(*line));
            last = line; // what is inside it moved with it
        } else if (line->info.isCode()) {
            edit.replace(text.lines().positionOf(*line) + line->info.content, 0, u"    "_s);
        }
    }
    return edit.finish(selection);
}

Edit outdented(const DocumentText &text, const Selection &selection)
{
    EditBuilder edit(text);
    const auto lines = touchedLines(text, selection);
    const Line *last = nullptr;
    for (const Line *line : lines) {
        if (line->info.kind == LineKind::Item && !(last && line->info.depth > last->info.depth)) {
            const Line *outer = line->previous();
            while (outer && !(outer->info.kind == LineKind::Item && outer->info.depth < line->info.depth))
                outer = outer->info.depth == 0 && outer->info.kind != LineKind::Blank ? nullptr : outer->previous();
            shiftItem(edit, *line, -(outer ? itemWidth(*outer) : 4));
            last = line;
        } else if (line->info.isCode()) {
            int spaces = 0;
            while (spaces < 4 && line->info.content + spaces < line->text.size()
                && line->text[line->info.content + spaces] == u' ')
                ++spaces;
            edit.replace(text.lines().positionOf(*line) + line->info.content, spaces, {});
        }
    }
    return edit.finish(selection);
}

Edit movedLines(const DocumentText &text, const Selection &selection, bool up)
{
    const auto lines = touchedLines(text, selection);
    const Line *other = up ? lines.front()->previous() : lines.back()->next();
    if (!other)
        return {.changes = {}, .selection = selection};
    const qsizetype start = text.lines().positionOf(*lines.front());
    const qsizetype end = text.lines().positionOf(*lines.back()) + lines.back()->text.size();
    const qsizetype length = other->text.size() + 1;
    Edit edit {.changes = {}, .selection = selection};
    if (up) {
        edit.changes = {{end, 0, u'\n' + other->text}, {start - length, length, {}}};
        edit.selection = {selection.anchor - length, selection.head - length};
    } else {
        edit.changes = {{end, length, {}}, {start, 0, other->text + u'\n'}};
        edit.selection = {selection.anchor + length, selection.head + length};
    }
    return edit;
}

namespace {

/// A line of nothing but its marks ends what it is in.
std::optional<Edit> endedBlock(const DocumentText &text, const Line &line, const Selection &selection)
{
    EditBuilder edit(text);
    const qsizetype at = text.lines().positionOf(line);
    if (line.info.kind == LineKind::Item && isBlankAfter(line, line.info.content)) {
        if (line.info.depth > 1)
            return outdented(text, selection);
        edit.replace(at + line.info.quoteEnd, line.text.size() - line.info.quoteEnd, {});
        return edit.finish(selection);
    }
    if (line.info.kind == LineKind::Blank && line.info.quotes > 0) {
        edit.replace(at, line.text.size(), {});
        return edit.finish(selection);
    }
    if (line.info.kind == LineKind::TableRow) {
        const auto cells = tableCells(line.text, line.info.content);
        if (std::ranges::all_of(cells, [](const Cell &cell) { return cell.start == cell.end; })) {
            edit.replace(at, line.text.size(), {});
            return edit.finish(selection);
        }
    }
    return std::nullopt;
}

/// What a new line below begins with.
QString continuation(const Line &line)
{
    const QString quotes = line.text.first(line.info.quoteEnd);
    if (line.info.kind == LineKind::Item) {
        const QString indent = line.text.sliced(line.info.quoteEnd, line.info.markStart - line.info.quoteEnd);
        const QString mark = line.text.sliced(line.info.markStart, line.info.markEnd - line.info.markStart);
        const QString next = line.info.mark == ListMark::Number
            ? QString::number(line.info.number + 1) + mark.last(1) + u' '
            : mark + u' ';
        return quotes + indent + next + (line.info.box >= 0 ? u"[ ] "_s : QString());
    }
    if (line.info.isCode()) {
        qsizetype end = line.info.quoteEnd;
        while (end < line.text.size() && (line.text[end] == u' ' || line.text[end] == u'\t'))
            ++end;
        return line.text.first(end);
    }
    return line.info.kind == LineKind::Heading ? quotes : line.text.first(line.info.content);
}

Edit newRow(const DocumentText &text, const Line &line)
{
    const Line *last = &line;
    if (line.info.kind == LineKind::TableHead && line.next())
        last = line.next(); // below the border
    const QString row = u"\n"_s + line.text.first(line.info.quoteEnd) + u"|"_s
        + u"  |"_s.repeated(std::max(int(line.info.after.columns), 1));
    const qsizetype at = text.lines().positionOf(*last) + last->text.size();
    const qsizetype caret = at + line.info.quoteEnd + 3;
    return {.changes = {{at, 0, row}}, .selection = {caret, caret}};
}

} // namespace

Edit newLine(const DocumentText &text, const Selection &selection)
{
    const Line &line = text.lines().lineAt(selection.start());
    const qsizetype offset = selection.start() - text.lines().positionOf(line);
    if (!selection.isEmpty() || offset < line.info.content)
        return replaced(selection, u"\n"_s);
    if (const auto ended = endedBlock(text, line, selection))
        return *ended;
    if (line.info.isTable())
        return newRow(text, line);
    return replaced(selection, u'\n' + continuation(line));
}

namespace {

/// Backspace before the first letter takes the line's mark away, not a letter of the line above.
std::optional<Edit> erasedMark(const DocumentText &text, const Selection &selection)
{
    const Line &line = text.lines().lineAt(selection.head);
    const LineInfo &info = line.info;
    const qsizetype at = text.lines().positionOf(line);
    if (info.content == 0 || selection.head - at != info.content || info.isTable())
        return std::nullopt;
    EditBuilder edit(text);
    const bool hasMark = info.kind == LineKind::Item || info.kind == LineKind::Heading;
    const bool hasIndent = info.content > info.quoteEnd;
    if (hasMark || (hasIndent && !info.isCode()))
        edit.replace(at + info.quoteEnd, info.content - info.quoteEnd, {});
    else if (info.quotes > 0)
        edit.replace(at + line.text.lastIndexOf(u'>', info.quoteEnd - 1),
            info.quoteEnd - line.text.lastIndexOf(u'>', info.quoteEnd - 1), {});
    else
        return std::nullopt;
    return edit.finish(selection);
}

} // namespace

Edit erasedBack(const DocumentText &text, const Selection &selection, bool word)
{
    if (!selection.isEmpty())
        return replaced(selection, {});
    if (const auto edit = erasedMark(text, selection))
        return *edit;
    const qsizetype from = word ? wordBefore(text, selection.head) : letterBefore(text, selection.head);
    return replaced({from, selection.head}, {});
}

Edit erasedForward(const DocumentText &text, const Selection &selection, bool word)
{
    if (!selection.isEmpty())
        return replaced(selection, {});
    const Line &line = text.lines().lineAt(selection.head);
    const bool atEnd = selection.head == text.lines().positionOf(line) + line.text.size();
    qsizetype to = word ? wordAfter(text, selection.head) : letterAfter(text, selection.head);
    if (atEnd && line.next() && takesMarks(*line.next()) && !line.text.isEmpty())
        to += line.next()->info.content; // lines are joined without the mark between them
    return replaced({selection.head, to}, {});
}

} // namespace coterie::document::commands
