#include "linelayout.h"

#include <QFontMetricsF>
#include <QGlyphRun>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr int PieceLength = 3000; ///< units shaped at once; a keystroke in a long line costs one or two of them
constexpr int WholeLength = 6000; ///< shorter texts are one piece
constexpr qreal Endless = 1e6;
constexpr char16_t FirstRightToLeft = 0x0590; ///< Hebrew is the first script that runs so
constexpr int FirstLetters = 500; ///< that are looked at for the direction of a line

} // namespace

LineLayout::~LineLayout() = default;

LineLayout::LineLayout(const LineSource &source, const DocumentStyle &style, LineLayout *before)
    : m_info(source.line->info)
    , m_columns(source.columns)
    , m_face(style.face(m_info))
    , m_width(source.width)
{
    const bool hasSpans = !m_info.isCode() && m_info.kind != LineKind::Fence && m_info.kind != LineKind::TableBorder;
    if (hasSpans)
        m_spans = scanInline(source.line->text, m_info.content);
    m_reveal = revealAt(m_info, m_spans, source.caret);
    m_display = DisplayText(source, m_spans, style);
    const QStringView words(m_display.text);
    m_rightToLeft = !m_info.isCode() && !m_info.isTable()
        && words.first(std::min(words.size(), qsizetype(FirstLetters))).isRightToLeft();
    m_mixed = m_rightToLeft || std::ranges::any_of(words, [](QChar c) { return c.unicode() >= FirstRightToLeft; });
    place(style);
    layOut(style, before);
    layOutPrefix(source, style);
}

void LineLayout::place(const DocumentStyle &style)
{
    m_boxSize = style.px(15);
    m_markGap = style.px(5);
    m_left = m_info.quotes * style.quoteIndent() + m_info.depth * style.listIndent();
    if (m_info.isCode() || m_info.kind == LineKind::Fence || m_info.kind == LineKind::FenceEnd)
        m_left += style.codeInset();
    m_left = std::min(m_left, m_width / 2);
    const QFontMetricsF metrics(m_face.font);
    m_baseline = qRound((m_face.lineHeight - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent());
}

QTextOption LineLayout::option(const DocumentStyle &style) const
{
    QTextOption option(m_rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTextDirection(m_rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setUseDesignMetrics(true);
    option.setWrapMode(m_info.isCode() ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTabStopDistance(4 * QFontMetricsF(style.monoFont(13)).horizontalAdvance(u' '));
    if (m_info.isTable() && m_columns.width > 0) {
        option.setWrapMode(QTextOption::NoWrap);
        QList<QTextOption::Tab> tabs;
        const bool leads = m_columns.alignments.value(0) != CellAlignment::Left;
        for (qsizetype i = leads ? 0 : 1; i < m_columns.starts.size(); ++i) {
            const qreal start = m_columns.starts[i];
            const qreal width = m_columns.widths[i];
            switch (m_columns.alignments.value(i)) {
            case CellAlignment::Left: tabs.append({start, QTextOption::LeftTab}); break;
            case CellAlignment::Center: tabs.append({start + width / 2, QTextOption::CenterTab}); break;
            case CellAlignment::Right: tabs.append({start + width, QTextOption::RightTab}); break;
            }
        }
        option.setTabs(tabs);
    }
    return option;
}

QList<QTextLayout::FormatRange> LineLayout::formatsOf(int start, int end) const
{
    QList<QTextLayout::FormatRange> formats;
    for (QTextLayout::FormatRange range : m_display.formats) {
        if (range.start + range.length <= start || range.start >= end)
            continue;
        const int from = std::max(range.start, start);
        range.length = std::min(range.start + range.length, end) - from;
        range.start = from - start;
        formats.append(range);
    }
    return formats;
}

std::unique_ptr<QTextLayout> LineLayout::shaped(QStringView text, int start, const DocumentStyle &style) const
{
    auto layout = std::make_unique<QTextLayout>(text.toString(), m_face.font);
    layout->setCacheEnabled(true); // shaped once, painted often
    layout->setTextOption(option(style));
    layout->setFormats(formatsOf(start, start + int(text.size())));
    layOutLines(*layout);
    return layout;
}

/// A piece of the layout before with the same words in the same styles; null: there is none.
std::unique_ptr<QTextLayout> LineLayout::taken(LineLayout &before, QStringView text, int start) const
{
    const int grown = int(m_display.text.size() - before.m_display.text.size());
    for (const int wanted : {start, start - grown}) {
        const auto found = std::ranges::lower_bound(before.m_pieces, wanted, {}, &Piece::start);
        if (found == before.m_pieces.end() || found->start != wanted || !found->layout || found->layout->text() != text)
            continue;
        if (found->layout->formats() == formatsOf(start, start + int(text.size())))
            return std::move(found->layout);
    }
    return nullptr;
}

/// The letters of every row stand on the same height, whichever fonts lend some of them.
void LineLayout::layOutLines(QTextLayout &layout) const
{
    const bool isTable = m_info.isTable() && m_columns.width > 0;
    const qreal inset = m_info.isCode() ? m_left - m_info.quotes : 0;
    const qreal width = isTable ? Endless : std::max(m_width - m_left - inset / 2, 1.0);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, m_baseline - line.ascent()});
    }
    layout.endLayout();
}

void LineLayout::layOut(const DocumentStyle &style, LineLayout *before)
{
    const QStringView text(m_display.text);
    const bool isAlike = before && before->m_width == m_width && before->m_left == m_left
        && before->m_info.kind == m_info.kind && before->m_rightToLeft == m_rightToLeft;
    int start = 0;
    do {
        const int rest = int(text.size()) - start;
        const int length = rest <= WholeLength ? rest : PieceLength;
        const QStringView words = text.sliced(start, length);
        Piece piece {isAlike ? taken(*before, words, start) : nullptr, start, length};
        if (!piece.layout)
            piece.layout = shaped(words, start, style);
        int lines = piece.layout->lineCount();
        if (length < rest && lines > 1) // its last row may go on: the next piece begins with it
            piece.length = piece.layout->lineAt(--lines).textStart();
        start += piece.length;
        addRows(piece, lines);
        m_pieces.push_back(std::move(piece));
    } while (start < text.size());
    m_height = m_face.above + rowCount() * m_face.lineHeight + m_face.below;
}

void LineLayout::addRows(const Piece &piece, int lines)
{
    for (int i = 0; i < lines; ++i) {
        const QTextLine line = piece.layout->lineAt(i);
        m_rows.push_back({piece.layout.get(), i, piece.start + line.textStart(), line.textLength()});
    }
}

void LineLayout::layOutPrefix(const LineSource &source, const DocumentStyle &style)
{
    if (!m_reveal.prefix)
        return;
    const QFont font = m_info.kind == LineKind::Heading ? style.font(13) : m_face.font;
    m_prefix = std::make_unique<QTextLayout>(source.line->text.first(m_info.content), font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setUseDesignMetrics(true);
    option.setFlags(QTextOption::IncludeTrailingSpaces);
    m_prefix->setTextOption(option);
    m_prefix->beginLayout();
    QTextLine line = m_prefix->createLine();
    line.setLineWidth(Endless);
    line.setPosition({0, m_baseline - line.ascent()});
    m_prefix->endLayout();
}

bool LineLayout::looksTheSame(qsizetype caret) const
{
    return revealAt(m_info, m_spans, caret) == m_reveal;
}

qreal LineLayout::right() const
{
    if (m_info.isTable() && m_columns.width > 0)
        return m_left + m_columns.width;
    return m_width;
}

QPointF LineLayout::prefixAt() const
{
    const qreal width = m_prefix->lineAt(0).cursorToX(m_info.content);
    return {m_rightToLeft ? m_width - m_left : m_left - width, m_face.above};
}

int LineLayout::rowOfPosition(int position) const
{
    const auto after = std::ranges::upper_bound(m_rows, position, {}, &Row::start);
    return std::max(int(after - m_rows.begin()) - 1, 0);
}

int LineLayout::rowOf(qsizetype offset) const
{
    return offset < m_info.content ? 0 : rowOfPosition(m_display.toDisplay(offset));
}

int LineLayout::rowAtY(qreal y) const
{
    return std::clamp(int((y - m_face.above) / m_face.lineHeight), 0, rowCount() - 1);
}

qreal LineLayout::xOf(const Row &row, int position) const
{
    const int pieceStart = row.start - row.textLine().textStart();
    const qreal left = m_rightToLeft ? 0 : m_left;
    return left + row.textLine().cursorToX(position - pieceStart);
}

qsizetype LineLayout::rowStart(int row) const
{
    return row == 0 ? m_info.content : m_display.toOffset(m_rows[std::size_t(row)].start);
}

qsizetype LineLayout::rowEnd(int row) const
{
    const Row &at = m_rows[std::size_t(row)];
    int end = at.start + at.length;
    const bool isLast = row + 1 == rowCount();
    if (!isLast && at.length > 1)
        end -= 1; // the end of this row is the beginning of the next one
    if (!isLast && m_display.text[end].isLowSurrogate())
        end -= 1;
    return m_display.toOffset(end);
}

qsizetype LineLayout::offsetInRow(int row, qreal x) const
{
    if (m_prefix && row == 0 && (m_rightToLeft ? x > m_width - m_left : x < m_left)) {
        const int at = m_prefix->lineAt(0).xToCursor(x - prefixAt().x());
        return at;
    }
    const Row &at = m_rows[std::size_t(row)];
    const QTextLine line = at.textLine();
    const int pieceStart = at.start - line.textStart();
    const int position = pieceStart + line.xToCursor(x - (m_rightToLeft ? 0 : m_left));
    const qsizetype offset = m_display.toOffset(position);
    return row + 1 < rowCount() && position >= at.start + at.length ? std::min(offset, rowEnd(row)) : offset;
}

qsizetype LineLayout::stepped(qsizetype offset, bool toLeft) const
{
    const bool back = toLeft != m_rightToLeft;
    if (offset < m_info.content || (m_prefix && back && offset == m_info.content))
        return std::clamp(offset + (back ? -1 : 1), qsizetype(0), qsizetype(m_info.content));
    const int position = m_display.toDisplay(offset);
    const Row &row = m_rows[std::size_t(rowOfPosition(position))];
    const int pieceStart = row.start - row.textLine().textStart();
    const int inside = position - pieceStart;
    const int to = back ? row.layout->previousCursorPosition(inside) : row.layout->nextCursorPosition(inside);
    if (to == inside && back && pieceStart > 0 && inside == 0)
        return m_display.toOffset(pieceStart - 1);
    return to == inside ? offset : m_display.toOffset(pieceStart + to);
}

qsizetype LineLayout::leftOf(qsizetype offset) const
{
    return stepped(offset, true);
}

qsizetype LineLayout::rightOf(qsizetype offset) const
{
    return stepped(offset, false);
}

QRectF LineLayout::caretRect(qsizetype offset, int preeditCaret) const
{
    const qreal tall = qRound(m_face.lineHeight * 0.74);
    const qreal inset = qRound((m_face.lineHeight - tall) / 2);
    if (m_prefix && offset < m_info.content)
        return {prefixAt().x() + m_prefix->lineAt(0).cursorToX(int(offset)), m_face.above + inset, 0, tall};
    const int position = m_display.toDisplay(offset) + (isComposing() ? preeditCaret : 0);
    const int row = rowOfPosition(position);
    return {xOf(m_rows[std::size_t(row)], position), rowTop(row) + inset, 0, tall};
}

QList<QRectF> LineLayout::rects(qsizetype from, qsizetype to, bool withEnd) const
{
    QList<QRectF> rects;
    const int start = m_display.toDisplay(from);
    const int end = m_display.toDisplay(to);
    for (int i = rowOfPosition(start); i < rowCount() && m_rows[std::size_t(i)].start <= end; ++i) {
        const Row &row = m_rows[std::size_t(i)];
        const int first = std::max(start, row.start);
        const int last = std::min(end, row.start + row.length);
        if (last > first)
            addRects(rects, row, rowTop(i), first, last);
        if (withEnd && i + 1 == rowCount()) {
            const qreal x = xOf(row, std::max(first, last));
            rects.append({m_rightToLeft ? x - m_markGap : x, rowTop(i), m_markGap, m_face.lineHeight});
        }
    }
    return rects;
}

/// Of letters in one row; words of two directions are in pieces, each where its letters are.
void LineLayout::addRects(QList<QRectF> &rects, const Row &row, qreal top, int first, int last) const
{
    const QTextLine line = row.textLine();
    const int pieceStart = row.start - line.textStart();
    const auto runs = m_mixed ? line.glyphRuns(first - pieceStart, last - first) : QList<QGlyphRun>();
    if (runs.size() <= 1) {
        const qreal a = xOf(row, first);
        const qreal b = xOf(row, last);
        rects.append({std::min(a, b), top, std::abs(b - a), m_face.lineHeight});
        return;
    }
    for (const QGlyphRun &run : runs) {
        const QRectF letters = run.boundingRect();
        rects.append({letters.left() + (m_rightToLeft ? 0 : m_left), top, letters.width(), m_face.lineHeight});
    }
}

QRectF LineLayout::mirrored(const QRectF &rect) const
{
    return m_rightToLeft ? QRectF(m_width - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
}

QRectF LineLayout::box() const
{
    if (m_info.box < 0 || m_prefix)
        return {};
    const qreal y = m_face.above + qRound((m_face.lineHeight - m_boxSize) / 2);
    return mirrored({m_left - m_markGap - m_boxSize, y, m_boxSize, m_boxSize});
}

const InlineSpan *LineLayout::linkAt(QPointF point) const
{
    const qsizetype offset = offsetAt(point);
    for (const InlineSpan &span : m_spans) {
        if (span.style != Inline::Link || offset < span.start || offset > span.end)
            continue;
        for (const QRectF &rect : rects(span.start, span.end)) {
            if (rect.contains(point))
                return &span;
        }
    }
    return nullptr;
}

} // namespace coterie::document
