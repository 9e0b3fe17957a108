#include "documentview.h"

#include <QFontMetricsF>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr std::size_t KeptLayouts = 250; ///< beyond what is seen, some pages of scrolling
constexpr qreal SideMargin = 32;

} // namespace

DocumentView::DocumentView(DocumentText &text) : m_text(text)
{
    reset();
}

void DocumentView::reset()
{
    m_anchor = &m_text.lines().first();
    m_offset = -m_geometry.header;
    m_caretLine = nullptr;
    m_caretOffset = -1;
    m_preedit = nullptr;
    m_seen.clear();
    m_laidOut.clear();
    m_longLine = nullptr;
    m_longLayout.reset();
    m_tables.clear();
    m_text.lines().setHeights([this](const Line &line) { return estimate(line); });
}

void DocumentView::setStyle(const DocumentStyle *style)
{
    m_style = style;
    if (style)
        m_letterWidth = QFontMetricsF(style->font(15)).averageCharWidth();
    forgetLayouts();
}

void DocumentView::setGeometry(const Geometry &geometry)
{
    if (m_geometry == geometry)
        return;
    const bool reflows = m_geometry.width != geometry.width || m_geometry.columnWidth != geometry.columnWidth;
    const bool atTop = m_anchor == &m_text.lines().first() && m_offset <= 0;
    if (atTop)
        m_offset += m_geometry.header - geometry.header;
    m_geometry = geometry;
    if (reflows)
        forgetLayouts();
}

void DocumentView::forgetLayouts()
{
    for (Line *line : m_laidOut)
        line->layout.reset();
    m_laidOut.clear();
    m_longLine = nullptr;
    m_longLayout.reset();
    m_tables.clear();
    m_text.lines().setHeights([this](Line &line) {
        line.measured = false;
        return estimate(line);
    });
}

qreal DocumentView::estimate(const Line &line) const
{
    if (!m_style)
        return 20;
    // Every keystroke and every new width asks this for lines nobody sees: no fonts, no lists.
    const bool small = line.info.isCode() || line.info.kind == LineKind::Fence || line.info.kind == LineKind::FenceEnd;
    const bool tiny = line.info.kind == LineKind::TableBorder || line.info.kind == LineKind::Underline;
    const qreal row = m_style->px(small ? 20 : tiny ? 16 : line.info.kind == LineKind::Blank ? 18 : 26);
    const qreal above = line.info.kind == LineKind::Heading ? m_style->px(14) : 0;
    const qreal units = qreal(line.text.size() - line.info.content) * m_letterWidth;
    return above + row * std::max(std::ceil(units / std::max(columnWidth(), 1.0)), 1.0);
}

void DocumentView::drop(Line &line)
{
    if (line.layout && line.layout->isLong()) {
        m_longLine = &line;
        m_longLayout = std::move(line.layout);
    }
    line.layout.reset();
    m_laidOut.erase(&line);
}

void DocumentView::lineChanged(Line &line)
{
    drop(line);
    m_tables.lineChanged(line);
    line.measured = false;
    m_text.lines().setHeight(line, estimate(line));
}

void DocumentView::lineRemoving(Line &line)
{
    m_laidOut.erase(&line);
    m_tables.lineChanged(line);
    if (m_caretLine == &line)
        m_caretLine = nullptr;
    if (m_longLine == &line)
        m_longLine = nullptr;
    std::erase_if(m_seen, [&line](const Seen &seen) { return seen.line == &line; });
    if (m_anchor != &line)
        return;
    if (line.next()) {
        m_offset -= line.height();
        m_anchor = line.next();
    } else {
        m_anchor = line.previous();
        m_offset = m_anchor->height();
    }
}

void DocumentView::setCaret(qsizetype position, const Preedit *preedit)
{
    Line *line = position < 0 ? nullptr : &m_text.lines().lineAt(position);
    const qsizetype offset = line ? position - m_text.lines().positionOf(*line) : -1;
    Line *before = m_caretLine;
    m_caretLine = line;
    m_caretOffset = offset;
    m_preedit = preedit;
    const bool composes = preedit && !preedit->text.isEmpty();
    if (before && before != line && before->layout
        && (before->layout->isComposing() || !before->layout->looksTheSame(-1)))
        drop(*before);
    if (line && line->layout && (composes || line->layout->isComposing() || !line->layout->looksTheSame(offset)))
        drop(*line);
}

LineSource DocumentView::sourceOf(Line &line)
{
    LineSource source {.line = &line, .width = columnWidth()};
    if (&line == m_caretLine) {
        source.caret = m_caretOffset;
        source.preedit = m_preedit;
    }
    if (line.info.isTable())
        source.columns =
            m_tables.columnsOf(line, m_geometry.width - columnLeft() - m_style->px(SideMargin) / 2, *m_style);
    if (line.info.isCode() && line.info.after.language != 0) {
        const Line *fence = &line;
        for (int i = 0; i < 4000 && fence->previous() && fence->info.isCode(); ++i)
            fence = fence->previous();
        if (fence->info.kind == LineKind::Fence)
            source.language = fenceLanguage(fence->text).toString();
    }
    return source;
}

LineLayout &DocumentView::layoutOf(Line &line)
{
    if (line.layout && line.info.isTable() && line.layout->columns() != sourceOf(line).columns)
        drop(line);
    if (!line.layout) {
        LineLayout *before = m_longLine == &line ? m_longLayout.get() : nullptr;
        line.layout = std::make_unique<LineLayout>(sourceOf(line), *m_style, before);
        if (before)
            m_longLayout.reset();
        line.painted = false;
        m_laidOut.insert(&line);
        line.measured = true;
        m_text.lines().setHeight(line, line.layout->height());
    }
    return *line.layout;
}

qreal DocumentView::columnWidth() const
{
    const qreal margin = m_style ? m_style->px(SideMargin) : SideMargin;
    return std::max(std::min(m_geometry.columnWidth, m_geometry.width - 2 * margin), 1.0);
}

qreal DocumentView::columnLeft() const
{
    return qRound((m_geometry.width - columnWidth()) / 2);
}

qreal DocumentView::contentY() const
{
    return m_geometry.header + m_text.lines().yOf(*m_anchor) + m_offset;
}

qreal DocumentView::contentHeight() const
{
    return m_geometry.header + m_text.lines().height() + m_geometry.footer;
}

void DocumentView::setContentY(qreal y)
{
    const qreal distance = y - contentY();
    if (std::abs(distance) < 3 * m_geometry.height) {
        scrollBy(distance);
        return;
    }
    m_anchor = &m_text.lines().lineAtY(y - m_geometry.header);
    m_offset = y - m_geometry.header - m_text.lines().yOf(*m_anchor);
}

void DocumentView::scrollBy(qreal distance)
{
    m_offset += distance;
}

void DocumentView::showAt(qsizetype position, qreal y)
{
    Line &line = m_text.lines().lineAt(position);
    m_anchor = &line;
    m_offset = 0;
    if (m_style)
        m_offset = layoutOf(line).caretRect(position - m_text.lines().positionOf(line)).top() - y;
}

/// Makes the topmost line that is seen the one the view hangs on.
bool DocumentView::normalise()
{
    const Line *before = m_anchor;
    (void)layoutOf(*m_anchor);
    while (m_offset < 0 && m_anchor->previous()) {
        m_anchor = m_anchor->previous();
        m_offset += layoutOf(*m_anchor).height();
    }
    while (m_offset >= layoutOf(*m_anchor).height() && m_anchor->next()) {
        m_offset -= m_anchor->height();
        m_anchor = m_anchor->next();
    }
    clampTop();
    return m_anchor != before;
}

void DocumentView::clampTop()
{
    if (!m_anchor->previous())
        m_offset = std::max(m_offset, -m_geometry.header);
}

void DocumentView::collect()
{
    m_seen.clear();
    qreal top = -m_offset;
    for (Line *line = m_anchor; line && top < m_geometry.height; line = line->next()) {
        m_seen.push_back({line, top});
        top += layoutOf(*line).height();
    }
}

void DocumentView::layOut()
{
    if (!m_style || m_geometry.width <= 0)
        return;
    (void)normalise();
    collect();
    const Seen last = m_seen.empty() ? Seen {m_anchor, -m_offset} : m_seen.back();
    const qreal spare = m_geometry.height - (last.top + last.line->height() + m_geometry.footer);
    if (!last.line->next() && spare > 0 && (m_anchor->previous() || m_offset > -m_geometry.header)) {
        m_offset -= spare; // the end stands at the bottom at most
        (void)normalise();
        collect();
    }
    prune();
}

void DocumentView::prune()
{
    if (m_laidOut.size() < KeptLayouts + 2 * m_seen.size())
        return;
    std::unordered_set<Line *> kept;
    for (const Seen &seen : m_seen)
        kept.insert(seen.line);
    for (Line *line : m_laidOut) {
        if (!kept.contains(line))
            line->layout.reset();
    }
    m_laidOut = std::move(kept);
}

std::pair<qsizetype, qsizetype> DocumentView::seenRange() const
{
    if (m_seen.empty())
        return {0, -1};
    const Line &last = *m_seen.back().line;
    return {m_text.lines().positionOf(*m_seen.front().line), m_text.lines().positionOf(last) + last.text.size()};
}

qreal DocumentView::topOf(const Line &line) const
{
    return m_text.lines().yOf(line) - m_text.lines().yOf(*m_anchor) - m_offset;
}

Line &DocumentView::lineAtY(qreal y) const
{
    return m_text.lines().lineAtY(y + m_text.lines().yOf(*m_anchor) + m_offset);
}

QPointF DocumentView::inLine(const Line &line, QPointF point) const
{
    return point - QPointF(columnLeft(), topOf(line));
}

qsizetype DocumentView::positionAt(QPointF point)
{
    if (!m_style)
        return 0;
    Line &line = lineAtY(point.y());
    const qsizetype offset = layoutOf(line).offsetAt(inLine(line, point));
    return m_text.lines().positionOf(line) + offset;
}

QRectF DocumentView::caretRect(qsizetype position, int preeditCaret)
{
    if (!m_style)
        return {};
    Line &line = m_text.lines().lineAt(position);
    const qsizetype offset = position - m_text.lines().positionOf(line);
    const QRectF rect = layoutOf(line).caretRect(offset, preeditCaret);
    return rect.translated(columnLeft(), topOf(line));
}

} // namespace coterie::document
