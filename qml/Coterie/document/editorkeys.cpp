// What keys do in the editor.

#include "documenteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>
#include <array>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

bool isTyping(const QKeyEvent &event)
{
    const QString text = event.text();
    if (text.isEmpty() || (!text[0].isPrint() && text[0] != u'\t'))
        return false;
    const auto modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier | Qt::GroupSwitchModifier);
    return modifiers == Qt::NoModifier || modifiers == (Qt::ControlModifier | Qt::AltModifier); // AltGr
}

} // namespace

bool DocumentEditor::event(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return QQuickItem::event(event);
    auto &key = static_cast<QKeyEvent &>(*event);
    constexpr std::array own {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Cut, QKeySequence::Copy,
        QKeySequence::Paste, QKeySequence::SelectAll, QKeySequence::Bold, QKeySequence::Italic,
        QKeySequence::MoveToNextWord, QKeySequence::MoveToPreviousWord, QKeySequence::SelectNextWord,
        QKeySequence::SelectPreviousWord, QKeySequence::MoveToStartOfDocument, QKeySequence::MoveToEndOfDocument,
        QKeySequence::DeleteEndOfWord, QKeySequence::DeleteStartOfWord};
    const bool matches = std::ranges::any_of(own, [&key](auto sequence) { return key.matches(sequence); });
    const bool plain = key.modifiers() == Qt::NoModifier || key.modifiers() == Qt::ShiftModifier;
    const bool moves = plain && key.key() >= Qt::Key_Home && key.key() <= Qt::Key_PageDown;
    if (matches || isTyping(key) || moves)
        event->accept();
    return QQuickItem::event(event);
}

void DocumentEditor::keyPressEvent(QKeyEvent *event)
{
    event->accept();
    if (moveByKey(*event) || clipboardByKey(*event))
        return;
    if (!isReadOnly() && (commandByKey(*event) || editByKey(*event)))
        return;
    event->ignore();
}

void DocumentEditor::moveTo(qsizetype position, bool keepAnchor)
{
    const qreal goal = m_goalX;
    if (m_source)
        m_source->endUndoStep();
    setSelection({keepAnchor ? m_selection.anchor : position, position});
    m_goalX = goal;
}

bool DocumentEditor::moveByKey(QKeyEvent &event)
{
    struct Move {
        QKeySequence::StandardKey move;
        QKeySequence::StandardKey select;
        qsizetype (*to)(DocumentEditor &);
        bool keepsGoal;
    };
    static constexpr std::array moves {
        Move {QKeySequence::MoveToPreviousWord, QKeySequence::SelectPreviousWord,
            [](DocumentEditor &e) {
                return e.stepped(
                    Reach::Word, e.m_view.layoutOf(e.m_text.lines().lineAt(e.m_selection.head)).isRightToLeft());
            },
            false},
        Move {QKeySequence::MoveToNextWord, QKeySequence::SelectNextWord,
            [](DocumentEditor &e) {
                return e.stepped(
                    Reach::Word, !e.m_view.layoutOf(e.m_text.lines().lineAt(e.m_selection.head)).isRightToLeft());
            },
            false},
        Move {QKeySequence::MoveToPreviousLine, QKeySequence::SelectPreviousLine,
            [](DocumentEditor &e) { return e.rowAway(-1); }, true},
        Move {QKeySequence::MoveToNextLine, QKeySequence::SelectNextLine,
            [](DocumentEditor &e) { return e.rowAway(1); }, true},
        Move {QKeySequence::MoveToPreviousPage, QKeySequence::SelectPreviousPage,
            [](DocumentEditor &e) { return e.stepped(Reach::Page, false); }, true},
        Move {QKeySequence::MoveToNextPage, QKeySequence::SelectNextPage,
            [](DocumentEditor &e) { return e.stepped(Reach::Page, true); }, true},
        Move {QKeySequence::MoveToStartOfLine, QKeySequence::SelectStartOfLine,
            [](DocumentEditor &e) { return e.rowEdge(false); }, false},
        Move {QKeySequence::MoveToEndOfLine, QKeySequence::SelectEndOfLine,
            [](DocumentEditor &e) { return e.rowEdge(true); }, false},
        Move {QKeySequence::MoveToStartOfDocument, QKeySequence::SelectStartOfDocument,
            [](DocumentEditor &) { return qsizetype(0); }, false},
        Move {QKeySequence::MoveToEndOfDocument, QKeySequence::SelectEndOfDocument,
            [](DocumentEditor &e) { return e.m_text.length(); }, false},
        Move {QKeySequence::MoveToStartOfBlock, QKeySequence::SelectStartOfBlock,
            [](DocumentEditor &e) { return e.stepped(Reach::Line, false); }, false},
        Move {QKeySequence::MoveToEndOfBlock, QKeySequence::SelectEndOfBlock,
            [](DocumentEditor &e) { return e.stepped(Reach::Line, true); }, false},
    };
    if (!m_style || !m_source)
        return false;
    for (const bool left : {true, false}) {
        const bool selects = event.matches(left ? QKeySequence::SelectPreviousChar : QKeySequence::SelectNextChar);
        if (!selects && !event.matches(left ? QKeySequence::MoveToPreviousChar : QKeySequence::MoveToNextChar))
            continue;
        m_goalX = -1;
        if (!selects && !m_selection.isEmpty())
            moveTo(left != m_view.layoutOf(m_text.lines().lineAt(m_selection.head)).isRightToLeft()
                    ? m_selection.start()
                    : m_selection.end(),
                false);
        else
            moveTo(besides(left), selects);
        return true;
    }
    for (const Move &move : moves) {
        const bool selects = event.matches(move.select);
        if (!selects && !event.matches(move.move))
            continue;
        if (!move.keepsGoal)
            m_goalX = -1;
        moveTo(move.to(*this), selects);
        return true;
    }
    const bool block = (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::ControlModifier
        && (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down);
    if (block) {
        m_goalX = -1;
        moveTo(stepped(Reach::Line, event.key() == Qt::Key_Down), event.modifiers().testFlag(Qt::ShiftModifier));
    }
    return block;
}

/// The place beside the caret as the eye sees it, in whichever direction the words run.
qsizetype DocumentEditor::besides(bool left)
{
    Line &line = m_text.lines().lineAt(m_selection.head);
    const qsizetype at = m_text.lines().positionOf(line);
    const qsizetype offset = m_selection.head - at;
    const LineLayout &layout = m_view.layoutOf(line);
    const qsizetype to = left ? layout.leftOf(offset) : layout.rightOf(offset);
    if (to != offset)
        return at + to;
    const bool forward = left == layout.isRightToLeft();
    if (forward && line.next())
        return at + line.text.size() + 1 + line.next()->info.content;
    if (!forward && line.previous())
        return at - 1;
    return m_selection.head;
}

qsizetype DocumentEditor::rowAway(int rows)
{
    const QRectF caret = m_view.caretRect(m_selection.head);
    if (m_goalX < 0)
        m_goalX = caret.left();
    Line *line = &m_text.lines().lineAt(m_selection.head);
    int row = m_view.layoutOf(*line).rowOf(m_selection.head - m_text.lines().positionOf(*line)) + rows;
    while (row < 0 && line->previous()) {
        line = line->previous();
        row += m_view.layoutOf(*line).rowCount();
    }
    while (row >= m_view.layoutOf(*line).rowCount() && line->next()) {
        row -= m_view.layoutOf(*line).rowCount();
        line = line->next();
    }
    if (row < 0)
        return 0;
    const LineLayout &layout = m_view.layoutOf(*line);
    if (row >= layout.rowCount())
        return m_text.length();
    return m_text.lines().positionOf(*line) + layout.offsetInRow(row, m_goalX - m_view.columnLeft());
}

/// Of the row as it is broken on the screen; at its beginning already, also before the marks of the line.
qsizetype DocumentEditor::rowEdge(bool end)
{
    Line &line = m_text.lines().lineAt(m_selection.head);
    const qsizetype at = m_text.lines().positionOf(line);
    const qsizetype offset = m_selection.head - at;
    const LineLayout &layout = m_view.layoutOf(line);
    const int row = layout.rowOf(offset);
    if (end)
        return at + (row + 1 == layout.rowCount() ? line.text.size() : layout.rowEnd(row));
    const qsizetype start = layout.rowStart(row);
    return at + (row == 0 && offset == start ? 0 : start);
}

qsizetype DocumentEditor::stepped(Reach reach, bool forward, bool)
{
    const qsizetype head = m_selection.head;
    const Line &line = m_text.lines().lineAt(head);
    const qsizetype at = m_text.lines().positionOf(line);
    switch (reach) {
    case Reach::Letter: return forward ? letterAfter(m_text, head) : letterBefore(m_text, head);
    case Reach::Word: return forward ? wordAfter(m_text, head) : wordBefore(m_text, head);
    case Reach::Row: return rowEdge(forward);
    case Reach::Line:
        if (forward)
            return head < at + line.text.size() || !line.next() ? at + line.text.size()
                                                                : at + line.text.size() + 1 + line.next()->text.size();
        return head > at || !line.previous() ? at : at - 1 - line.previous()->text.size();
    case Reach::Document: return forward ? m_text.length() : 0;
    case Reach::Page: break;
    }
    const QRectF caret = m_view.caretRect(head);
    if (m_goalX < 0)
        m_goalX = caret.left();
    const qreal page = std::max(height() - 2 * caret.height(), caret.height());
    const qreal before = m_view.contentY();
    m_view.scrollBy(forward ? page : -page);
    m_view.layOut();
    if (std::abs(m_view.contentY() - before) < 1)
        return forward ? m_text.length() : 0;
    const qreal y = std::clamp(caret.center().y(), 0.0, height());
    return m_view.positionAt({m_goalX, y});
}

bool DocumentEditor::editByKey(QKeyEvent &event)
{
    if (event.matches(QKeySequence::DeleteStartOfWord)) {
        erase(false, true);
    } else if (event.matches(QKeySequence::DeleteEndOfWord)) {
        erase(true, true);
    } else if (event.key() == Qt::Key_Backspace) {
        erase(false, false);
    } else if (event.matches(QKeySequence::Delete)) {
        erase(true, false);
    } else if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        const bool plain = event.modifiers().testFlag(Qt::ShiftModifier);
        perform(plain ? commands::replaced(m_selection, u"\n"_s) : commands::newLine(m_text, m_selection));
    } else if (event.key() == Qt::Key_Backtab || event.key() == Qt::Key_Tab) {
        const bool modified = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
        return !modified && tabByKey(event.key() == Qt::Key_Backtab || event.modifiers().testFlag(Qt::ShiftModifier));
    } else if (isTyping(event)) {
        typed(event.text());
    } else {
        return false;
    }
    return true;
}

void DocumentEditor::erase(bool forward, bool word)
{
    perform(
        forward ? commands::erasedForward(m_text, m_selection, word) : commands::erasedBack(m_text, m_selection, word));
}

/// Items and code move in and out; in a table the caret goes from cell to cell; in plain words it is a tabulator.
bool DocumentEditor::tabByKey(bool back)
{
    const Line &line = m_text.lines().lineAt(m_selection.head);
    if (line.info.isTable()) {
        const qsizetype at = m_text.lines().positionOf(line);
        const auto cells = tableCells(line.text, line.info.content);
        const qsizetype offset = m_selection.head - at;
        if (back) {
            const auto cell =
                std::ranges::find_if(cells.rbegin(), cells.rend(), [offset](const Cell &c) { return c.end < offset; });
            moveTo(cell != cells.rend() ? at + cell->start : std::max(at - 1, qsizetype(0)), false);
        } else {
            const auto cell = std::ranges::find_if(cells, [offset](const Cell &c) { return c.start > offset; });
            if (cell != cells.end())
                moveTo(at + cell->start, false);
            else
                perform(commands::newLine(m_text, {m_selection.head, m_selection.head}));
        }
        return true;
    }
    const bool shifts =
        back || line.info.kind == LineKind::Item || line.info.isCode() || selectedText().contains(u'\n');
    if (shifts)
        perform(back ? commands::outdented(m_text, m_selection) : commands::indented(m_text, m_selection));
    else
        typed(u"\t"_s);
    return true;
}

void DocumentEditor::typed(const QString &text)
{
    if (wraps(text)) {
        const QString close = text == u"[" ? u"]"_s : text == u"(" ? u")"_s : text;
        const Selection inside {m_selection.anchor + text.size(), m_selection.head + text.size()};
        perform({.changes = {{m_selection.end(), 0, close}, {m_selection.start(), 0, text}}, .selection = inside});
        return;
    }
    perform(commands::replaced(m_selection, text));
}

/// Marks typed over selected words go around them.
bool DocumentEditor::wraps(const QString &typed) const
{
    return !m_selection.isEmpty() && typed.size() == 1 && QStringView(u"*_~`[(").contains(typed[0])
        && m_selection.end() - m_selection.start() < LongestStyled && !selectedText().contains(u'\n');
}

} // namespace coterie::document
