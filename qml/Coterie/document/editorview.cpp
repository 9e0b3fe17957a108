// What is seen of the editor: scrolling, the grounds under the words, carets.

#include "caretlayer.h"
#include "documenteditor.h"
#include "rectlayer.h"
#include "tilelayer.h"

#include <QGuiApplication>
#include <QStyleHints>
#include <QVariantAnimation>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr float SelectionTint = 0.22F; ///< of other people's selections
constexpr qreal FollowMargin = 0.25; ///< of the height: somebody who is followed stays off the edges

QColor tinted(QColor color, float opacity)
{
    color.setAlphaF(opacity);
    return color;
}

} // namespace

void DocumentEditor::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    m_geometry.width = width();
    m_geometry.height = height();
    for (QQuickItem *layer :
        {static_cast<QQuickItem *>(m_ground), static_cast<QQuickItem *>(m_tiles), static_cast<QQuickItem *>(m_carets)})
        layer->setSize(now.size());
    setGeometry();
}

void DocumentEditor::setGeometry()
{
    const bool sawCaret = m_caretRect.bottom() > 0 && m_caretRect.top() < height() && hasActiveFocus();
    m_view.setGeometry(m_geometry);
    m_showCaretNext = m_showCaretNext || sawCaret;
    polish();
    Q_EMIT geometryChanged();
}

void DocumentEditor::setColumnWidth(qreal width)
{
    if (std::exchange(m_geometry.columnWidth, width) != width)
        setGeometry();
}

void DocumentEditor::setHeaderHeight(qreal height)
{
    if (std::exchange(m_geometry.header, height) != height)
        setGeometry();
}

void DocumentEditor::setFooterHeight(qreal height)
{
    if (std::exchange(m_geometry.footer, height) != height)
        setGeometry();
}

void DocumentEditor::setContentY(qreal y)
{
    if (m_contentY == y)
        return;
    m_glide->stop();
    m_view.setContentY(y);
    polish();
}

void DocumentEditor::itemChange(ItemChange change, const ItemChangeData &data)
{
    QQuickItem::itemChange(change, data);
    if (change == ItemVisibleHasChanged && !data.boolValue && m_source)
        m_source->clearCaret();
}

void DocumentEditor::updatePolish()
{
    if (!m_style || width() <= 0 || height() <= 0)
        return;
    const bool reveals = showsCaret() && !isReadOnly();
    m_view.setCaret(reveals ? m_revealed : -1, &m_preedit);
    m_view.layOut();
    if (std::exchange(m_showCaretNext, false)) {
        showCaret();
        m_view.layOut();
    }
    placeLayers();
    tellPlaces();
}

void DocumentEditor::showCaret()
{
    showRect(m_view.caretRect(m_selection.head, std::max(m_preedit.caret, 0)), m_style->px(16));
}

/// Scrolls by as little as brings a place into the view; a far one into its middle.
void DocumentEditor::showRect(const QRectF &rect, qreal margin)
{
    const qreal room = std::min(margin, std::max((height() - rect.height()) / 2, 0.0));
    const qreal above = rect.top() - room;
    const qreal below = rect.bottom() + room - height();
    if (above >= 0 && below <= 0)
        return;
    m_glide->stop();
    const bool isFar = above < -height() || below > height();
    if (isFar)
        m_view.showAt(m_view.positionAt(rect.center()), height() * 0.4);
    else
        m_view.scrollBy(above < 0 ? above : below);
}

void DocumentEditor::scrollTo(int position)
{
    if (!m_style)
        return;
    m_glide->stop();
    m_view.showAt(std::clamp(qsizetype(position), qsizetype(0), m_text.length()), m_style->px(24));
    polish();
}

void DocumentEditor::scrollBy(qreal distance)
{
    glideBy(distance);
}

/// Adds to a glide that is under way: a turning wheel is one long movement.
void DocumentEditor::glideBy(qreal distance)
{
    if (!m_style || m_style->scrollDuration <= 0) {
        m_view.scrollBy(distance);
        polish();
        return;
    }
    const bool running = m_glide->state() == QAbstractAnimation::Running;
    const qreal left = running ? m_glide->endValue().toReal() - m_glided : 0;
    m_glide->stop();
    m_glided = 0;
    m_glide->setDuration(m_style->scrollDuration);
    m_glide->setEndValue(left + distance);
    m_glide->start();
}

void DocumentEditor::setFollowedClient(double client)
{
    const auto followed = client > 0 ? quint64(client) : quint64(0);
    if (std::exchange(m_followed, followed) == followed)
        return;
    follow();
    Q_EMIT followedClientChanged();
}

void DocumentEditor::follow()
{
    const auto found = std::ranges::find(m_others, m_followed, &collab::RemoteCaret::client);
    if (m_followed == 0 || found == m_others.end() || !m_style)
        return;
    const qsizetype head = std::clamp(found->head, qsizetype(0), m_text.length());
    const QRectF rect = m_view.caretRect(head);
    const qreal margin = height() * FollowMargin;
    const qreal above = rect.top() - margin;
    const qreal below = rect.bottom() + margin - height();
    if (above < -2 * height() || below > 2 * height())
        m_view.showAt(head, height() * 0.4);
    else if (above < 0 || below > 0)
        glideBy(above < 0 ? above : below);
    polish();
}

void DocumentEditor::placeLayers()
{
    m_ground->setRects(grounds());
    m_tiles->show(m_view);
    placeCarets();
}

void DocumentEditor::placeCarets()
{
    m_caretRect = m_view.caretRect(m_selection.head, std::max(m_preedit.caret, 0));
    const bool isShown = m_dropAt >= 0 || (showsCaret() && m_preedit.caret >= 0);
    const QRectF at = m_dropAt >= 0 ? m_view.caretRect(std::min(m_dropAt, m_text.length())) : m_caretRect;
    m_carets->setOwn(isShown ? caretBar(at, *m_style) : QRectF(), isReadOnly() ? m_style->faint : m_style->ink);
    const auto [first, last] = m_view.seenRange();
    QList<CaretLayer::Caret> seen;
    for (const collab::RemoteCaret &other : std::as_const(m_others)) {
        if (other.head < first || other.head > last)
            continue;
        seen.append({other.client, other.name, other.color, other.head, m_view.caretRect(other.head)});
    }
    m_carets->setOthers(seen, *m_style);
}

QList<ColoredRect> DocumentEditor::grounds()
{
    const qreal inset = m_style->px(3); // what is marked by others is less than what is selected here
    QList<ColoredRect> rects;
    for (const DocumentView::Seen &seen : m_view.seen())
        addLineGrounds(rects, seen);
    for (const collab::Annotation &annotation : std::as_const(m_annotations))
        addAnnotation(rects, annotation);
    for (const collab::RemoteCaret &other : std::as_const(m_others))
        addRange(rects, std::min(other.anchor, other.head), std::max(other.anchor, other.head),
            tinted(other.color, SelectionTint), inset);
    addRange(rects, m_selection.start(), m_selection.end(), m_style->selection);
    return rects;
}

/// Tinted and underlined.
void DocumentEditor::addAnnotation(QList<ColoredRect> &rects, const collab::Annotation &annotation)
{
    const qsizetype first = rects.size();
    addRange(rects, annotation.start, annotation.end, m_style->annotation, m_style->px(3));
    const qreal thick = m_style->px(2);
    const QColor line = tinted(m_style->annotation, 1);
    const qsizetype last = rects.size();
    for (qsizetype i = first; i < last; ++i) {
        const QRectF &rect = rects[i].rect;
        rects.append({QRectF(rect.left(), rect.bottom() - thick, rect.width(), thick), line});
    }
}

/// What belongs to a line itself: the ground of code, bars of quotes, lines of tables, what was found in it.
void DocumentEditor::addLineGrounds(QList<ColoredRect> &rects, const DocumentView::Seen &seen)
{
    const LineLayout &layout = *seen.line->layout;
    const LineInfo &info = seen.line->info;
    const qreal left = m_view.columnLeft();
    const qreal step = m_style->quoteIndent();
    for (int i = 0; i < info.quotes; ++i)
        rects.append({QRectF(left + i * step, seen.top, m_style->px(3), layout.height()), m_style->line});
    const qreal inset = left + info.quotes * step + info.depth * m_style->listIndent();
    if (info.isCode() || info.kind == LineKind::Fence || info.kind == LineKind::FenceEnd)
        rects.append(
            {QRectF(inset, seen.top, left + m_view.columnWidth() - inset, layout.height()), m_style->codeGround});
    if (info.isTable() && layout.columns().width > 0) {
        const bool isBorder = info.kind == LineKind::TableBorder;
        const qreal thick = m_style->lineWidth * (isBorder ? 2 : 1);
        const qreal y = isBorder ? qRound(seen.top + layout.height() / 2) : seen.top + layout.height() - thick;
        if (info.kind != LineKind::TableHead)
            rects.append({QRectF(left, y, layout.columns().width, thick), m_style->line});
    }
    const QPointF at(left, seen.top);
    for (const InlineSpan &span : layout.spans()) {
        if (span.style != Inline::Code)
            continue;
        for (const QRectF &rect : layout.rects(span.start, span.end))
            rects.append({rect.translated(at).adjusted(-2, m_style->px(3), 2, -m_style->px(3)), m_style->codeGround});
    }
    const qsizetype position = m_text.lines().positionOf(*seen.line);
    for (const Finder::Match &match : m_finder.inLine(seen.line->text)) {
        const bool isCurrent =
            m_selection.start() == position + match.start && m_selection.end() == position + match.end;
        for (const QRectF &rect : layout.rects(match.start, match.end))
            rects.append({rect.translated(at).adjusted(0, m_style->px(3), 0, -m_style->px(3)),
                isCurrent ? m_style->currentMatch : m_style->match});
    }
}

void DocumentEditor::addRange(QList<ColoredRect> &rects, qsizetype from, qsizetype to, const QColor &color, qreal inset)
{
    const auto [first, last] = m_view.seenRange();
    if (from >= to || to < first || from > last)
        return;
    qsizetype position = first;
    for (const DocumentView::Seen &seen : m_view.seen()) {
        const qsizetype length = seen.line->text.size();
        const qsizetype start = std::max(from - position, qsizetype(0));
        const qsizetype end = std::min(to - position, length);
        if (start <= end && to > position && from <= position + length) {
            const auto parts = seen.line->layout->rects(start, end, to > position + length);
            for (const QRectF &part : parts)
                rects.append({part.translated(m_view.columnLeft(), seen.top).adjusted(0, inset, 0, -inset), color});
        }
        position += length + 1;
    }
}

void DocumentEditor::tellPlaces()
{
    const qreal y = m_view.contentY();
    const qreal contentHeight = m_view.contentHeight();
    const bool caretMoved = cursorRectangle() != m_toldCaretRect;
    m_toldCaretRect = cursorRectangle();
    const bool heightChanged = std::exchange(m_contentHeight, contentHeight) != contentHeight;
    const bool scrolled = std::exchange(m_contentY, y) != y;
    if (heightChanged)
        Q_EMIT contentHeightChanged();
    if (scrolled)
        Q_EMIT contentYChanged();
    if (caretMoved) {
        Q_EMIT cursorRectangleChanged();
        QQuickItem::updateInputMethod(Qt::ImCursorRectangle | Qt::ImAnchorRectangle);
    }
    const qsizetype top = m_view.seen().empty() ? 0 : m_text.lines().positionOf(*m_view.seen().front().line);
    const int heading = m_outline.headingAt(top);
    if (std::exchange(m_currentHeading, heading) != heading)
        Q_EMIT currentHeadingChanged();
}

int DocumentEditor::positionAt(qreal x, qreal y)
{
    return int(m_view.positionAt({x, y}));
}

QRectF DocumentEditor::rectangleAt(int position)
{
    return m_view.caretRect(std::clamp(qsizetype(position), qsizetype(0), m_text.length()));
}

int DocumentEditor::paintedLines() const
{
    return m_tiles->paintedCount();
}

void DocumentEditor::restartBlinking()
{
    m_caretLit = true;
    m_carets->setOwnShown(true);
    const int time = QGuiApplication::styleHints()->cursorFlashTime();
    if (showsCaret() && time > 1)
        m_blinking.start(time / 2, this);
    else
        m_blinking.stop();
}

void DocumentEditor::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_blinking.timerId()) {
        m_caretLit = !m_caretLit;
        m_carets->setOwnShown(m_caretLit);
    } else if (event->timerId() == m_autoScrolling.timerId()) {
        autoScroll();
    }
}

} // namespace coterie::document
