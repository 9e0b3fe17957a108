// What the pointer does in the editor.

#include "caretlayer.h"
#include "documenteditor.h"
#include "viewmodel/styledtext.h"

#include <QClipboard>
#include <QCursor>
#include <QGuiApplication>
#include <QMimeData>
#include <QStyleHints>

#include <algorithm>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

constexpr int ScrollTickMillis = 16;
constexpr qreal RowsPerNotch = 3;
constexpr qreal NotchDegrees = 120; ///< in eighths, as QWheelEvent tells them

} // namespace

void DocumentEditor::mousePressEvent(QMouseEvent *event)
{
    event->accept();
    if (!m_source || !m_style)
        return;
    if (!hasActiveFocus())
        forceActiveFocus(Qt::MouseFocusReason);
    const QPointF at = event->position();
    const qsizetype position = m_view.positionAt(at);
    if (event->button() == Qt::RightButton) {
        if (position < m_selection.start() || position > m_selection.end())
            moveTo(position, false);
        Q_EMIT contextMenuRequested(at.x(), at.y(), int(position));
    } else if (event->button() == Qt::MiddleButton) {
        if (QGuiApplication::clipboard()->supportsSelection() && !isReadOnly()) {
            moveTo(position, false);
            pasteFrom(QClipboard::Selection);
        }
    } else if (!activate(at, event->modifiers().testFlag(Qt::ControlModifier))) {
        pressed(*event);
    }
}

/// A box is ticked, a link is followed.
bool DocumentEditor::activate(QPointF point, bool withControl)
{
    Line &line = m_view.lineAtY(point.y());
    const LineLayout &layout = m_view.layoutOf(line);
    const QPointF inside = m_view.inLine(line, point);
    if (layout.box().adjusted(-4, -4, 4, 4).contains(inside) && !isReadOnly()) {
        toggleTask(int(m_text.lines().positionOf(line)));
        return true;
    }
    const InlineSpan *link = withControl || isReadOnly() ? layout.linkAt(inside) : nullptr;
    const QString url = link ? urlOf(line, *link) : QString();
    if (url.isEmpty())
        return false;
    Q_EMIT linkActivated(url);
    return true;
}

QString DocumentEditor::urlOf(const Line &line, const InlineSpan &span) const
{
    const QString url = line.text.sliced(span.targetStart, span.targetEnd - span.targetStart);
    return viewmodel::isSafeLink(url) ? url : QString();
}

QString DocumentEditor::linkAt(qreal x, qreal y)
{
    if (!m_style)
        return {};
    Line &line = m_view.lineAtY(y);
    const InlineSpan *link = m_view.layoutOf(line).linkAt(m_view.inLine(line, {x, y}));
    return link ? urlOf(line, *link) : QString();
}

void DocumentEditor::pressed(QMouseEvent &event)
{
    m_pressing = m_selecting = true;
    m_pressedAt = m_draggedTo = event.position();
    const qsizetype position = m_view.positionAt(event.position());
    const auto interval = QGuiApplication::styleHints()->mouseDoubleClickInterval();
    const bool third =
        m_grain == Grain::Word && m_sinceDoubleClick.isValid() && m_sinceDoubleClick.elapsed() < interval;
    m_grain = third ? Grain::Line : Grain::Letter;
    if (third) {
        m_grabbed = lineAround(m_text, position);
        setSelection({m_grabbed.first, m_grabbed.second}, false);
    } else {
        m_grabbed = {position, position};
        moveTo(position, event.modifiers().testFlag(Qt::ShiftModifier));
    }
}

void DocumentEditor::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_source || !m_style)
        return;
    m_pressing = m_selecting = true;
    m_grain = Grain::Word;
    m_sinceDoubleClick.start();
    m_pressedAt = m_draggedTo = event->position();
    m_grabbed = wordAround(m_text, m_view.positionAt(event->position()));
    setSelection({m_grabbed.first, m_grabbed.second}, false);
}

void DocumentEditor::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_selecting)
        return;
    m_draggedTo = event->position();
    const bool outside = m_draggedTo.y() < 0 || m_draggedTo.y() > height();
    if (outside && !m_autoScrolling.isActive())
        m_autoScrolling.start(ScrollTickMillis, this);
    else if (!outside)
        m_autoScrolling.stop();
    dragTo(m_draggedTo);
}

void DocumentEditor::dragTo(QPointF point)
{
    const QPointF inside(point.x(), std::clamp(point.y(), 0.0, height() - 1));
    const qsizetype position = m_view.positionAt(inside);
    if (m_grain == Grain::Letter) {
        if (position != m_selection.head)
            setSelection({m_selection.anchor, position}, false);
        return;
    }
    const auto part = m_grain == Grain::Word ? wordAround(m_text, position) : lineAround(m_text, position);
    if (position < m_grabbed.first)
        setSelection({m_grabbed.second, part.first}, false);
    else
        setSelection({m_grabbed.first, std::max(part.second, m_grabbed.second)}, false);
}

/// The farther the pointer is outside, the faster the text goes by.
void DocumentEditor::autoScroll()
{
    const qreal distance = m_draggedTo.y() < 0 ? m_draggedTo.y() : m_draggedTo.y() - height();
    m_view.scrollBy(distance / 3);
    m_view.layOut();
    dragTo(m_draggedTo);
    polish();
}

void DocumentEditor::mouseReleaseEvent(QMouseEvent *event)
{
    const bool wasClick = m_selecting && m_selection.isEmpty() && event->button() == Qt::LeftButton;
    if (m_selecting && QGuiApplication::clipboard()->supportsSelection())
        copyTo(QClipboard::Selection);
    mouseUngrabEvent();
    if (!wasClick)
        return;
    const qsizetype position = m_view.positionAt(event->position());
    const auto hit = std::ranges::find_if(m_annotations, [position](const collab::Annotation &annotation) {
        return annotation.start <= position && position < annotation.end;
    });
    if (hit != m_annotations.end())
        Q_EMIT annotationActivated(hit->id);
}

void DocumentEditor::mouseUngrabEvent()
{
    m_autoScrolling.stop();
    m_selecting = false;
    if (std::exchange(m_pressing, false)) {
        m_revealed = m_selection.head;
        polish();
    }
}

void DocumentEditor::hoverMoveEvent(QHoverEvent *event)
{
    m_carets->hover(event->position());
    updateCursorShape(event->position(), event->modifiers());
}

void DocumentEditor::updateCursorShape(QPointF point, Qt::KeyboardModifiers modifiers)
{
    if (!m_style)
        return;
    Line &line = m_view.lineAtY(point.y());
    const LineLayout &layout = m_view.layoutOf(line);
    const QPointF inside = m_view.inLine(line, point);
    const bool follows = modifiers.testFlag(Qt::ControlModifier) || isReadOnly();
    const bool hand = (layout.box().contains(inside) && !isReadOnly()) || (follows && layout.linkAt(inside));
    const Qt::CursorShape shape = hand ? Qt::PointingHandCursor : Qt::IBeamCursor;
    if (cursor().shape() != shape)
        setCursor(shape);
}

void DocumentEditor::wheelEvent(QWheelEvent *event)
{
    if (!m_style || event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore(); // the wheel with Ctrl is the window's zoom
        return;
    }
    event->accept();
    if (!event->pixelDelta().isNull()) {
        m_view.scrollBy(-event->pixelDelta().y());
        polish();
    } else {
        glideBy(-event->angleDelta().y() / NotchDegrees * RowsPerNotch * m_style->px(26));
    }
}

void DocumentEditor::dragEnterEvent(QDragEnterEvent *event)
{
    event->setAccepted(event->mimeData()->hasText() && !isReadOnly() && m_style);
}

void DocumentEditor::dragMoveEvent(QDragMoveEvent *event)
{
    event->acceptProposedAction();
    m_dropAt = m_view.positionAt(event->position());
    polish();
}

void DocumentEditor::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropAt = -1;
    polish();
}

void DocumentEditor::dropEvent(QDropEvent *event)
{
    m_dropAt = -1;
    if (!event->mimeData()->hasText() || isReadOnly() || !m_style)
        return;
    event->acceptProposedAction();
    forceActiveFocus(Qt::MouseFocusReason);
    moveTo(m_view.positionAt(event->position()), false);
    insertText(event->mimeData()->text());
    m_source->endUndoStep();
}

} // namespace coterie::document
