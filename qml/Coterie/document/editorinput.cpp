// Input methods: words being composed stand at the caret and go where the caret goes; they are no part of the text
// until they are committed, so nobody else's edit can hit them.

#include "documenteditor.h"

#include <QGuiApplication>
#include <QInputMethod>
#include <QTextCharFormat>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr qsizetype Surroundings = 1000; ///< units on either side of the caret that an input method is told

} // namespace

void DocumentEditor::inputMethodEvent(QInputMethodEvent *event)
{
    if (isReadOnly()) {
        event->ignore();
        return;
    }
    event->accept();
    Selection selection = m_selection;
    if (event->replacementLength() > 0 || event->replacementStart() != 0) {
        const qsizetype start =
            std::clamp(m_selection.start() + event->replacementStart(), qsizetype(0), m_text.length());
        selection = {start, std::min(start + event->replacementLength(), m_text.length())};
    }
    const bool startsOver = m_preedit.text.isEmpty() && !event->preeditString().isEmpty() && !selection.isEmpty();
    m_preedit = {};
    if (!event->commitString().isEmpty() || event->replacementLength() > 0 || startsOver)
        perform(commands::replaced(selection, event->commitString()));
    m_preedit.text = event->preeditString();
    m_preedit.caret = int(m_preedit.text.size());
    const auto attributes = event->attributes();
    for (const QInputMethodEvent::Attribute &attribute : attributes) {
        switch (attribute.type) {
        case QInputMethodEvent::TextFormat:
            m_preedit.formats.append(
                {attribute.start, attribute.length, qvariant_cast<QTextFormat>(attribute.value).toCharFormat()});
            break;
        case QInputMethodEvent::Cursor:
            m_preedit.caret = attribute.length > 0 ? std::clamp(attribute.start, 0, int(m_preedit.text.size())) : -1;
            break;
        case QInputMethodEvent::Selection: {
            const auto [words, at] = surroundings(m_selection.head);
            setSelection({at + attribute.start, at + attribute.start + attribute.length});
            break;
        }
        case QInputMethodEvent::Language:
        case QInputMethodEvent::Ruby: break;
        }
    }
    m_showCaretNext = true;
    restartBlinking();
    polish();
}

void DocumentEditor::clearPreedit()
{
    if (m_preedit.text.isEmpty())
        return;
    m_preedit = {};
    if (hasActiveFocus())
        QGuiApplication::inputMethod()->reset();
}

void DocumentEditor::updateInputMethod()
{
    QQuickItem::updateInputMethod(Qt::ImQueryInput | Qt::ImEnabled);
}

std::pair<QString, qsizetype> DocumentEditor::surroundings(qsizetype position) const
{
    const Line &line = m_text.lines().lineAt(position);
    const qsizetype at = m_text.lines().positionOf(line);
    const qsizetype from = std::max(position - at - Surroundings, qsizetype(0));
    const qsizetype to = std::min(position - at + Surroundings, line.text.size());
    return {line.text.sliced(from, to - from), at + from};
}

QVariant DocumentEditor::inputMethodQuery(Qt::InputMethodQuery query) const
{
    const auto [words, at] = surroundings(m_selection.head);
    const qsizetype caret = m_selection.head - at;
    switch (query) {
    case Qt::ImEnabled: return !isReadOnly();
    case Qt::ImHints: return int(Qt::ImhMultiLine);
    case Qt::ImCursorRectangle:
    case Qt::ImAnchorRectangle: return m_caretRect.adjusted(0, 0, 1, 0);
    case Qt::ImFont: return m_style ? m_style->font(15) : QFont();
    case Qt::ImSurroundingText: return words;
    case Qt::ImCursorPosition: return int(caret);
    case Qt::ImAnchorPosition: return int(std::clamp(m_selection.anchor - at, qsizetype(0), words.size()));
    case Qt::ImAbsolutePosition: return int(m_selection.head);
    case Qt::ImTextBeforeCursor: return words.first(caret);
    case Qt::ImTextAfterCursor: return words.sliced(caret);
    case Qt::ImCurrentSelection: return selectedText();
    case Qt::ImReadOnly: return isReadOnly();
    default: return QQuickItem::inputMethodQuery(query);
    }
}

QVariant DocumentEditor::inputMethodQuery(Qt::InputMethodQuery query, const QVariant &argument)
{
    const bool asksPoint = query == Qt::ImCursorPosition && !argument.isNull();
    if (asksPoint)
        return int(m_view.positionAt(argument.toPointF()) - surroundings(m_selection.head).second);
    return inputMethodQuery(query);
}

void DocumentEditor::focusInEvent(QFocusEvent *event)
{
    QQuickItem::focusInEvent(event);
    tellCaret();
    restartBlinking();
    polish();
}

void DocumentEditor::focusOutEvent(QFocusEvent *event)
{
    QQuickItem::focusOutEvent(event);
    if (!m_preedit.text.isEmpty()) { // what was composed is not lost
        const QString composed = m_preedit.text;
        m_preedit = {};
        perform(commands::replaced(m_selection, composed));
    }
    restartBlinking();
    updateMention();
    polish();
}

} // namespace coterie::document
