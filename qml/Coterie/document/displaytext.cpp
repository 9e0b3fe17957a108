#include "displaytext.h"

#include "viewmodel/highlighter.h"
#include "viewmodel/styledtext.h"

#include <algorithm>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

QTextCharFormat styleOf(Inline kind, const LineInfo &info, const DocumentStyle &style)
{
    QTextCharFormat format;
    switch (kind) {
    case Inline::Strong: format.setFontWeight(QFont::Bold); break;
    case Inline::Emphasis: format.setFontItalic(true); break;
    case Inline::Strike: format.setFontStrikeOut(true); break;
    case Inline::Code: {
        QFont font = style.monoFont(13.5);
        font.setPixelSize(std::max(style.face(info).font.pixelSize() * 9 / 10, 1));
        font.setWeight(style.face(info).font.weight());
        format.setFont(font);
        break;
    }
    case Inline::Link:
        format.setForeground(style.accent);
        format.setFontUnderline(true);
        break;
    case Inline::Mention:
        format.setForeground(style.accent);
        format.setFontWeight(QFont::DemiBold);
        break;
    case Inline::Escape: break;
    }
    return format;
}

/// Kinds that are nothing but signs: they show only while the caret is among them.
bool isSigns(LineKind kind)
{
    return kind == LineKind::Rule || kind == LineKind::Fence || kind == LineKind::FenceEnd
        || kind == LineKind::TableBorder;
}

} // namespace

Reveal revealAt(const LineInfo &info, const QList<InlineSpan> &spans, qsizetype caret)
{
    Reveal reveal;
    if (caret < 0)
        return reveal;
    reveal.line = isSigns(info.kind);
    reveal.prefix = info.content > 0 && (caret < info.content || info.kind == LineKind::Heading);
    for (const InlineSpan &span : spans) {
        if (span.touches(caret) && span.style != Inline::Mention)
            reveal.spans = qHash(span.start, qHash(span.end, reveal.spans + 1));
    }
    return reveal;
}

DisplayText::DisplayText(const LineSource &source, const QList<InlineSpan> &spans, const DocumentStyle &style)
    : m_content(source.line->info.content)
{
    const LineInfo &info = source.line->info;
    if (isSigns(info.kind) && source.caret < 0)
        hideLine(source);
    else
        hideMarks(source, spans);
    if (info.isTable() && source.columns.width > 0)
        hideBars(source);
    std::ranges::sort(m_swaps, {}, &Swap::offset);
    insertPreedit(source);
    compose(source);
    if (info.isCode())
        formatCode(source, style);
    else
        formatSpans(source, spans, style);
    formatPreedit(source);
}

void DisplayText::hideLine(const LineSource &source)
{
    const QString &line = source.line->text;
    int end = int(line.size());
    if (source.line->info.kind == LineKind::Fence)
        end = int(fenceLanguage(line).data() - line.constData());
    if (end > m_content)
        m_swaps.append({.offset = m_content, .length = end - m_content});
}

void DisplayText::hideMarks(const LineSource &source, const QList<InlineSpan> &spans)
{
    for (const InlineSpan &span : spans) {
        if (source.caret >= 0 && span.touches(source.caret))
            continue;
        if (span.opening > 0)
            m_swaps.append({.offset = span.start, .length = span.opening, .opens = true});
        if (span.closing > 0)
            m_swaps.append({.offset = span.innerEnd(), .length = span.closing});
    }
}

/// The bars between cells and the spaces around them become one tabulator each.
void DisplayText::hideBars(const LineSource &source)
{
    if (source.line->info.kind == LineKind::TableBorder)
        return;
    const auto cells = tableCells(source.line->text, m_content);
    const bool leads = source.columns.alignments.value(0) != CellAlignment::Left;
    int at = m_content;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const Cell &cell = cells[i];
        const bool needsTab = i > 0 || leads;
        if (cell.start > at || needsTab)
            m_swaps.append({.offset = at,
                .length = cell.start - at,
                .shown = needsTab ? 1 : 0,
                .opens = true,
                .instead = needsTab ? u"\t"_s : QString()});
        at = cell.end;
    }
    if (const int end = int(source.line->text.size()); end > at)
        m_swaps.append({.offset = at, .length = end - at});
}

void DisplayText::insertPreedit(const LineSource &source)
{
    if (!source.preedit || source.preedit->text.isEmpty() || source.caret < 0)
        return;
    const int offset = std::max(int(source.caret), m_content);
    const auto after = std::ranges::upper_bound(m_swaps, offset, {}, &Swap::offset);
    m_swaps.insert(after,
        {.offset = offset, .shown = int(source.preedit->text.size()), .opens = true, .instead = source.preedit->text});
}

void DisplayText::compose(const LineSource &source)
{
    const QStringView line = source.line->text;
    int at = m_content;
    QList<Swap> kept;
    kept.reserve(m_swaps.size());
    for (Swap &swap : m_swaps) {
        if (swap.offset < at)
            continue; // inside one before it
        text += line.sliced(at, swap.offset - at);
        swap.position = int(text.size());
        if (swap.length == 0)
            m_preedit = swap.position;
        text += swap.instead;
        at = swap.offset + swap.length;
        kept.append(std::move(swap));
    }
    text += line.sliced(at);
    m_swaps = std::move(kept);
}

int DisplayText::toDisplay(qsizetype offset) const
{
    const int wanted = std::max(int(offset), m_content);
    auto after = std::ranges::upper_bound(m_swaps, wanted, {}, &Swap::offset);
    // At its own offset an insertion is still to come, and so is what a tabulator stands for.
    while (after != m_swaps.begin() && std::prev(after)->offset == wanted && std::prev(after)->shown > 0)
        --after;
    if (after == m_swaps.begin())
        return wanted - m_content;
    const Swap &swap = *std::prev(after);
    const int end = swap.offset + swap.length;
    return wanted < end ? swap.position : swap.position + swap.shown + wanted - end;
}

qsizetype DisplayText::toOffset(int position) const
{
    int offset = m_content + position;
    for (const Swap &swap : m_swaps) {
        if (swap.position > position || (swap.position == position && (!swap.opens || swap.shown > 0)))
            return std::min(offset, swap.offset);
        const int behind = position - swap.position - swap.shown;
        if (behind < 0)
            return swap.offset + swap.length;
        offset = swap.offset + swap.length + behind;
    }
    return offset;
}

void DisplayText::format(qsizetype from, qsizetype to, const QTextCharFormat &charFormat)
{
    const int start = toDisplay(from);
    const int end = toDisplay(to);
    if (end > start)
        formats.append({start, end - start, charFormat});
}

void DisplayText::formatSpans(const LineSource &source, const QList<InlineSpan> &spans, const DocumentStyle &style)
{
    QTextCharFormat faint;
    faint.setForeground(style.faint);
    faint.setFontWeight(QFont::Normal);
    faint.setFontUnderline(false);
    faint.setFontStrikeOut(false);
    const LineInfo &info = source.line->info;
    for (const InlineSpan &span : spans) {
        format(span.innerStart(), span.innerEnd(), styleOf(span.style, info, style));
        if (source.caret >= 0 && span.touches(source.caret)) {
            format(span.start, span.innerStart(), faint);
            format(span.innerEnd(), span.end, faint);
        }
    }
}

void DisplayText::formatCode(const LineSource &source, const DocumentStyle &style)
{
    if (source.language.isEmpty() || text.isEmpty() || m_preedit >= 0)
        return;
    const viewmodel::TextPalette palette {.dark = style.dark, .highContrast = style.highContrast};
    const QString colored = viewmodel::styled(viewmodel::highlight(text, source.language), palette);
    viewmodel::StyledReader reader(colored);
    int at = 0;
    int start = 0;
    QTextCharFormat color;
    for (viewmodel::StyledPiece piece; reader.next(piece);) {
        switch (piece.kind) {
        case viewmodel::StyledPiece::Kind::LineBreak:
        case viewmodel::StyledPiece::Kind::Character: ++at; break;
        case viewmodel::StyledPiece::Kind::Open: {
            start = at;
            const qsizetype quote = piece.tag.indexOf(u'"');
            color.setForeground(QColor(piece.tag.sliced(quote + 1).chopped(1).toString()));
            break;
        }
        case viewmodel::StyledPiece::Kind::Close: formats.append({start, at - start, color}); break;
        }
    }
    if (at != text.size())
        formats.clear(); // characters were left out: the colours would be beside the words
}

void DisplayText::formatPreedit(const LineSource &source)
{
    if (m_preedit < 0)
        return;
    QTextCharFormat underlined;
    underlined.setFontUnderline(true);
    formats.append({m_preedit, int(source.preedit->text.size()), underlined});
    for (QTextLayout::FormatRange range : source.preedit->formats) {
        range.start += m_preedit;
        formats.append(range);
    }
}

} // namespace coterie::document
