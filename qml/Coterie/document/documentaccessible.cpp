#include "documentaccessible.h"

#include <QQuickWindow>

#include <algorithm>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

QAccessibleInterface *made(const QString &className, QObject *object)
{
    auto *editor =
        className == "coterie::document::DocumentEditor"_L1 ? qobject_cast<DocumentEditor *>(object) : nullptr;
    return editor ? new DocumentAccessible(editor) : nullptr; // the cache of QAccessible owns it
}

} // namespace

void DocumentAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(made);
        return true;
    }();
    Q_UNUSED(installed)
}

void DocumentAccessible::announce(DocumentEditor &editor, const collab::TextChange &change, const QString &removed)
{
    const int at = int(change.position);
    if (!removed.isEmpty() && !change.inserted.isEmpty()) {
        QAccessibleTextUpdateEvent event(&editor, at, removed, change.inserted);
        QAccessible::updateAccessibility(&event);
    } else if (!removed.isEmpty()) {
        QAccessibleTextRemoveEvent event(&editor, at, removed);
        QAccessible::updateAccessibility(&event);
    } else if (!change.inserted.isEmpty()) {
        QAccessibleTextInsertEvent event(&editor, at, change.inserted);
        QAccessible::updateAccessibility(&event);
    }
}

void DocumentAccessible::announceSelection(DocumentEditor &editor)
{
    if (editor.selectionStart() == editor.selectionEnd()) {
        QAccessibleTextCursorEvent event(&editor, editor.cursorPosition());
        QAccessible::updateAccessibility(&event);
    } else {
        QAccessibleTextSelectionEvent event(&editor, editor.selectionStart(), editor.selectionEnd());
        event.setCursorPosition(editor.cursorPosition());
        QAccessible::updateAccessibility(&event);
    }
}

DocumentAccessible::DocumentAccessible(DocumentEditor *editor) : QAccessibleObject(editor) { }

/// The nearest item above that counts the editor among its children.
QAccessibleInterface *DocumentAccessible::parent() const
{
    for (QQuickItem *item = editor().parentItem(); item; item = item->parentItem()) {
        QAccessibleInterface *above = QAccessible::queryAccessibleInterface(item);
        if (above && above->indexOfChild(this) >= 0)
            return above;
    }
    return window() ? QAccessible::queryAccessibleInterface(window()) : nullptr;
}

QWindow *DocumentAccessible::window() const
{
    return editor().window();
}

QRect DocumentAccessible::rect() const
{
    const QPointF corner = editor().mapToGlobal(QPointF());
    return QRectF(corner, editor().size()).toRect();
}

QAccessible::State DocumentAccessible::state() const
{
    QAccessible::State state;
    state.invisible = !editor().isVisible() || !window();
    state.focusable = true;
    state.focused = editor().hasActiveFocus();
    state.multiLine = true;
    state.selectableText = true;
    state.readOnly = editor().isReadOnly();
    state.editable = !editor().isReadOnly();
    return state;
}

QString DocumentAccessible::text(QAccessible::Text kind) const
{
    if (kind == QAccessible::Name)
        return editor().accessibleName();
    return kind == QAccessible::Value ? editor().text().text() : QString();
}

void DocumentAccessible::setText(QAccessible::Text kind, const QString &text)
{
    if (kind == QAccessible::Value)
        replaceText(0, characterCount(), text);
}

void *DocumentAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    if (type == QAccessible::EditableTextInterface)
        return static_cast<QAccessibleEditableTextInterface *>(this);
    return QAccessibleObject::interface_cast(type);
}

void DocumentAccessible::selection(int index, int *start, int *end) const
{
    *start = index == 0 ? editor().selectionStart() : 0;
    *end = index == 0 ? editor().selectionEnd() : 0;
}

int DocumentAccessible::selectionCount() const
{
    return editor().selectionStart() == editor().selectionEnd() ? 0 : 1;
}

void DocumentAccessible::addSelection(int start, int end)
{
    setSelection(0, start, end);
}

void DocumentAccessible::removeSelection(int index)
{
    if (index == 0)
        setCursorPosition(editor().cursorPosition());
}

void DocumentAccessible::setSelection(int index, int start, int end)
{
    if (index == 0)
        editor().select(start, end);
}

void DocumentAccessible::setCursorPosition(int position)
{
    editor().select(position, position);
}

DocumentAccessible::Range DocumentAccessible::rangeAt(qsizetype offset, QAccessible::TextBoundaryType boundary) const
{
    const DocumentText &text = editor().text();
    const qsizetype at = std::clamp(offset, qsizetype(0), text.length());
    switch (boundary) {
    case QAccessible::CharBoundary: return {at, letterAfter(text, at)};
    case QAccessible::WordBoundary: return wordAround(text, at);
    case QAccessible::SentenceBoundary:
    case QAccessible::LineBoundary:
    case QAccessible::ParagraphBoundary: return lineAround(text, at);
    case QAccessible::NoBoundary: break;
    }
    return {0, text.length()};
}

QString DocumentAccessible::told(const Range &range, int *start, int *end) const
{
    *start = int(range.first);
    *end = int(range.second);
    return editor().text().text(range.first, range.second);
}

QString DocumentAccessible::textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const
{
    return told(rangeAt(offset, boundary), start, end);
}

QString DocumentAccessible::textBeforeOffset(
    int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const
{
    const qsizetype first = rangeAt(offset, boundary).first;
    return told(first > 0 ? rangeAt(first - 1, boundary) : Range {0, 0}, start, end);
}

QString DocumentAccessible::textAfterOffset(
    int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const
{
    const qsizetype last = rangeAt(offset, boundary).second;
    return told(last < characterCount() ? rangeAt(last, boundary) : Range {last, last}, start, end);
}

QRect DocumentAccessible::characterRect(int offset) const
{
    const QRectF from = editor().rectangleAt(offset);
    const QRectF to = editor().rectangleAt(int(letterAfter(editor().text(), offset)));
    const qreal width = to.top() == from.top() ? std::abs(to.left() - from.left()) : 1;
    const QPointF corner = editor().mapToGlobal(QPointF(std::min(from.left(), from.left() + width), from.top()));
    return QRectF(corner, QSizeF(width, from.height())).toRect();
}

int DocumentAccessible::offsetAtPoint(const QPoint &point) const
{
    const QPointF inside = editor().mapFromGlobal(QPointF(point));
    return editor().positionAt(inside.x(), inside.y());
}

void DocumentAccessible::scrollToSubstring(int start, int)
{
    editor().scrollTo(start);
}

QString DocumentAccessible::attributes(int offset, int *start, int *end) const
{
    const DocumentText &text = editor().text();
    const Line &line = text.lines().lineAt(offset);
    const qsizetype at = text.lines().positionOf(line);
    qsizetype from = 0;
    qsizetype to = line.text.size();
    QString attributes;
    if (line.info.kind == LineKind::Heading)
        attributes += u"heading-level:%1;"_s.arg(line.info.level);
    const auto spans = scanInline(line.text, line.info.content);
    for (const InlineSpan &span : spans) {
        if (offset - at < span.start) {
            to = std::min(to, qsizetype(span.start));
            continue;
        }
        if (offset - at >= span.end) {
            from = std::max(from, qsizetype(span.end));
            continue;
        }
        from = std::max(from, qsizetype(span.start));
        to = std::min(to, qsizetype(span.end));
        switch (span.style) {
        case Inline::Strong: attributes += "font-weight:bold;"_L1; break;
        case Inline::Emphasis: attributes += "font-style:italic;"_L1; break;
        case Inline::Strike: attributes += "text-line-through-style:solid;"_L1; break;
        case Inline::Code: attributes += "font-family:monospace;"_L1; break;
        case Inline::Link: attributes += "text-underline-style:solid;"_L1; break;
        case Inline::Mention:
        case Inline::Escape: break;
        }
    }
    *start = int(at + from);
    *end = int(at + std::max(to, from));
    return attributes;
}

void DocumentAccessible::replaceText(int start, int end, const QString &text)
{
    if (editor().isReadOnly())
        return;
    editor().select(start, end);
    editor().insertText(text);
}

} // namespace coterie::document
