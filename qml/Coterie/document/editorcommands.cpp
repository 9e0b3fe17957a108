// The commands of the editor, by name and by key, and the clipboard.

#include "documenteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

QString plainLines(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1);
    text.replace(u'\r', u'\n');
    text.remove(QChar::Null);
    return text;
}

} // namespace

bool DocumentEditor::clipboardByKey(QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy))
        copy();
    else if (event.matches(QKeySequence::SelectAll))
        selectAll();
    else if (event.matches(QKeySequence::Cut))
        cut();
    else if (event.matches(QKeySequence::Paste))
        paste();
    else if (event.matches(QKeySequence::Undo))
        undo();
    else if (event.matches(QKeySequence::Redo))
        redo();
    else
        return false;
    return true;
}

bool DocumentEditor::commandByKey(QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool isReturn = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    if (event.matches(QKeySequence::Bold))
        toggleBold();
    else if (event.matches(QKeySequence::Italic))
        toggleItalic();
    else if (modifiers == Qt::ControlModifier && event.key() == Qt::Key_E)
        toggleCode();
    else if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && event.key() == Qt::Key_X)
        toggleStrike();
    else if (modifiers == Qt::ControlModifier && isReturn)
        toggleTask(cursorPosition());
    else if (modifiers == (Qt::AltModifier | Qt::ShiftModifier) && event.key() == Qt::Key_Up)
        moveLines(u"up"_s);
    else if (modifiers == (Qt::AltModifier | Qt::ShiftModifier) && event.key() == Qt::Key_Down)
        moveLines(u"down"_s);
    else if (modifiers == (Qt::ControlModifier | Qt::AltModifier) && event.key() >= Qt::Key_0
        && event.key() <= Qt::Key_6 && (event.text().isEmpty() || event.text()[0].isDigit()))
        setHeading(event.key() - Qt::Key_0);
    else
        return false;
    return true;
}

void DocumentEditor::undo()
{
    if (undoAvailable())
        m_source->undo();
}

void DocumentEditor::redo()
{
    if (redoAvailable())
        m_source->redo();
}

void DocumentEditor::copyTo(int clipboardMode) const
{
    if (!m_selection.isEmpty())
        QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Mode(clipboardMode));
}

void DocumentEditor::pasteFrom(int clipboardMode)
{
    const QMimeData *data = QGuiApplication::clipboard()->mimeData(QClipboard::Mode(clipboardMode));
    if (!data || !data->hasText() || isReadOnly())
        return;
    m_source->endUndoStep();
    insertText(data->text());
    m_source->endUndoStep();
}

void DocumentEditor::cut()
{
    if (isReadOnly() || m_selection.isEmpty())
        return;
    copyTo(QClipboard::Clipboard);
    m_source->endUndoStep();
    perform(commands::replaced(m_selection, {}));
}

void DocumentEditor::copy()
{
    copyTo(QClipboard::Clipboard);
}

void DocumentEditor::paste()
{
    pasteFrom(QClipboard::Clipboard);
}

void DocumentEditor::selectAll()
{
    setSelection({0, m_text.length()}, false);
}

void DocumentEditor::select(int anchor, int head)
{
    if (m_source)
        m_source->endUndoStep();
    setSelection({anchor, head});
}

void DocumentEditor::insertText(const QString &text)
{
    perform(commands::replaced(m_selection, plainLines(text)));
}

void DocumentEditor::toggleBold()
{
    perform(commands::toggledInline(m_text, m_selection, Inline::Strong));
}

void DocumentEditor::toggleItalic()
{
    perform(commands::toggledInline(m_text, m_selection, Inline::Emphasis));
}

void DocumentEditor::toggleStrike()
{
    perform(commands::toggledInline(m_text, m_selection, Inline::Strike));
}

void DocumentEditor::toggleCode()
{
    perform(commands::toggledInline(m_text, m_selection, Inline::Code));
}

void DocumentEditor::toggleQuote()
{
    perform(commands::toggledQuote(m_text, m_selection));
}

void DocumentEditor::setHeading(int level)
{
    perform(commands::withHeading(m_text, m_selection, level));
}

void DocumentEditor::toggleList(const QString &kind)
{
    const ListMark mark = kind == "number"_L1 ? ListMark::Number
        : kind == "task"_L1                   ? ListMark::Task
                                              : ListMark::Bullet;
    perform(commands::toggledList(m_text, m_selection, mark));
}

void DocumentEditor::insertLink(const QString &url)
{
    perform(commands::withLink(m_text, m_selection, url.trimmed()));
}

void DocumentEditor::insertTable(int rows, int columns)
{
    perform(commands::withBlock(m_text, m_selection, commands::emptyTable(rows, columns), 2));
}

void DocumentEditor::insertRule()
{
    perform(commands::withBlock(m_text, m_selection, u"---\n"_s, 4));
}

void DocumentEditor::insertMention(const QString &name)
{
    const qsizetype head = m_selection.head;
    const Line &line = m_text.lines().lineAt(head);
    const qsizetype start = m_text.lines().positionOf(line);
    const qsizetype at = head > start ? line.text.lastIndexOf(u'@', head - start - 1) : -1;
    const Selection typed {at < 0 ? head : start + at, head};
    perform(commands::replaced(typed, u'@' + name + u' '));
}

void DocumentEditor::indent()
{
    perform(commands::indented(m_text, m_selection));
}

void DocumentEditor::outdent()
{
    perform(commands::outdented(m_text, m_selection));
}

void DocumentEditor::toggleTask(int position)
{
    const qsizetype inside = std::clamp(qsizetype(position), qsizetype(0), m_text.length());
    const Edit edit = commands::toggledTask(m_text, m_selection, inside);
    if (isReadOnly() || edit.changes.isEmpty())
        return;
    m_source->endUndoStep();
    perform(edit);
}

void DocumentEditor::moveLines(const QString &direction)
{
    perform(commands::movedLines(m_text, m_selection, direction == "up"_L1));
}

void DocumentEditor::setSearchText(const QString &text)
{
    m_finder.setWords(text, m_finder.sensitivity());
}

void DocumentEditor::setSearchCaseSensitive(bool sensitive)
{
    m_finder.setWords(m_finder.words(), sensitive ? Qt::CaseSensitive : Qt::CaseInsensitive);
}

void DocumentEditor::findNext()
{
    const qsizetype from = m_finder.current() < 0 ? m_selection.start() : m_selection.end();
    if (const Finder::Match *match = m_finder.next(from)) {
        const Finder::Match found = *match;
        select(int(found.start), int(found.end));
        m_finder.setCurrentAt(found.start, found.end);
    }
}

void DocumentEditor::findPrevious()
{
    if (const Finder::Match *match = m_finder.previous(m_selection.start())) {
        const Finder::Match found = *match;
        select(int(found.start), int(found.end));
        m_finder.setCurrentAt(found.start, found.end);
    }
}

void DocumentEditor::replaceCurrent(const QString &text)
{
    (void)m_finder.all();
    m_finder.setCurrentAt(m_selection.start(), m_selection.end());
    if (m_finder.current() >= 0)
        perform(commands::replaced(m_selection, plainLines(text)));
    m_finder.setCurrentAt(-1, -1);
    findNext();
}

int DocumentEditor::replaceAll(const QString &text)
{
    if (isReadOnly())
        return 0;
    const std::vector<Finder::Match> matches = m_finder.all();
    QList<collab::TextChange> changes;
    changes.reserve(qsizetype(matches.size()));
    for (auto match = matches.rbegin(); match != matches.rend(); ++match)
        changes.append({match->start, match->end - match->start, plainLines(text)});
    if (changes.isEmpty())
        return 0;
    m_source->endUndoStep();
    Selection selection = m_selection;
    for (const collab::TextChange &change : std::as_const(changes)) {
        selection.anchor = moved(selection.anchor, change, true);
        selection.head = moved(selection.head, change, true);
    }
    perform({.changes = changes, .selection = selection});
    m_source->endUndoStep();
    return int(changes.size());
}

} // namespace coterie::document
