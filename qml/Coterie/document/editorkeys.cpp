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
    const bool styles = key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_E;
    const bool strikes = key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier) && key.key() == Qt::Key_X;
    if (matches || moves || (!isReadOnly() && (isTyping(key) || styles || strikes)))
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
    if (!m_style || !m_source)
        return false;
    if (moveByLetter(event) || moveByReach(event))
        return true;
    const auto modifiers = event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    if (modifiers != Qt::ControlModifier || (event.key() != Qt::Key_Up && event.key() != Qt::Key_Down))
        return false;
    m_goalX = -1;
    moveTo(stepped(Reach::Line, event.key() == Qt::Key_Down), event.modifiers().testFlag(Qt::ShiftModifier));
    return true;
}

bool DocumentEditor::caretRunsRightToLeft()
{
    return m_view.layoutOf(m_text.lines().lineAt(m_selection.head)).isRightToLeft();
}

bool DocumentEditor::moveByLetter(QKeyEvent &event)
{
    const bool selectsLeft = event.matches(QKeySequence::SelectPreviousChar);
    const bool selects = selectsLeft || event.matches(QKeySequence::SelectNextChar);
    const bool left = selectsLeft || event.matches(QKeySequence::MoveToPreviousChar);
    if (!selects && !left && !event.matches(QKeySequence::MoveToNextChar))
        return false;
    m_goalX = -1;
    if (selects || m_selection.isEmpty())
        moveTo(besides(left), selects);
    else // a selection is left at the side the key points to
        moveTo(left != caretRunsRightToLeft() ? m_selection.start() : m_selection.end(), false);
    return true;
}

bool DocumentEditor::moveByReach(QKeyEvent &event)
{
    struct Move {
        QKeySequence::StandardKey move;
        QKeySequence::StandardKey select;
        qsizetype (*to)(DocumentEditor &);
        bool keepsGoal = false;
    };
    using Keys = QKeySequence;
    using Editor = DocumentEditor;
    static constexpr std::array moves {
        Move {Keys::MoveToPreviousWord, Keys::SelectPreviousWord,
            [](Editor &e) { return e.stepped(Reach::Word, e.caretRunsRightToLeft()); }},
        Move {Keys::MoveToNextWord, Keys::SelectNextWord,
            [](Editor &e) { return e.stepped(Reach::Word, !e.caretRunsRightToLeft()); }},
        Move {Keys::MoveToPreviousLine, Keys::SelectPreviousLine, [](Editor &e) { return e.rowAway(-1); }, true},
        Move {Keys::MoveToNextLine, Keys::SelectNextLine, [](Editor &e) { return e.rowAway(1); }, true},
        Move {Keys::MoveToPreviousPage, Keys::SelectPreviousPage,
            [](Editor &e) { return e.stepped(Reach::Page, false); }, true},
        Move {Keys::MoveToNextPage, Keys::SelectNextPage, [](Editor &e) { return e.stepped(Reach::Page, true); }, true},
        Move {Keys::MoveToStartOfLine, Keys::SelectStartOfLine, [](Editor &e) { return e.rowEdge(false); }},
        Move {Keys::MoveToEndOfLine, Keys::SelectEndOfLine, [](Editor &e) { return e.rowEdge(true); }},
        Move {Keys::MoveToStartOfDocument, Keys::SelectStartOfDocument, [](Editor &) { return qsizetype(0); }},
        Move {Keys::MoveToEndOfDocument, Keys::SelectEndOfDocument, [](Editor &e) { return e.m_text.length(); }},
        Move {Keys::MoveToStartOfBlock, Keys::SelectStartOfBlock,
            [](Editor &e) { return e.stepped(Reach::Line, false); }},
        Move {Keys::MoveToEndOfBlock, Keys::SelectEndOfBlock, [](Editor &e) { return e.stepped(Reach::Line, true); }},
    };
    for (const Move &move : moves) {
        const bool selects = event.matches(move.select);
        if (!selects && !event.matches(move.move))
            continue;
        if (!move.keepsGoal)
            m_goalX = -1;
        moveTo(move.to(*this), selects);
        return true;
    }
    return false;
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

qsizetype DocumentEditor::stepped(Reach reach, bool forward)
{
    const qsizetype head = m_selection.head;
    const Line &line = m_text.lines().lineAt(head);
    const qsizetype at = m_text.lines().positionOf(line);
    switch (reach) {
    case Reach::Word: return forward ? wordAfter(m_text, head) : wordBefore(m_text, head);
    case Reach::Line:
        if (forward)
            return head < at + line.text.size() || !line.next() ? at + line.text.size()
                                                                : at + line.text.size() + 1 + line.next()->text.size();
        return head > at || !line.previous() ? at : at - 1 - line.previous()->text.size();
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
    const bool shifts =
        back || line.info.kind == LineKind::Item || line.info.isCode() || selectedText().contains(u'\n');
    if (line.info.isTable())
        moveToCell(line, back);
    else if (shifts)
        perform(back ? commands::outdented(m_text, m_selection) : commands::indented(m_text, m_selection));
    else
        typed(u"\t"_s);
    return true;
}

void DocumentEditor::moveToCell(const Line &line, bool back)
{
    const qsizetype at = m_text.lines().positionOf(line);
    const qsizetype offset = m_selection.head - at;
    const auto cells = tableCells(line.text, line.info.content);
    const auto behind = std::ranges::find_if(cells, [offset](const Cell &cell) { return cell.start > offset; });
    const auto before =
        std::ranges::find_if(cells.rbegin(), cells.rend(), [offset](const Cell &cell) { return cell.end < offset; });
    if (back)
        moveTo(before != cells.rend() ? at + before->start : std::max(at - 1, qsizetype(0)), false);
    else if (behind != cells.end())
        moveTo(at + behind->start, false);
    else if (line.next() && line.next()->info.kind == LineKind::TableRow)
        moveTo(
            at + line.text.size() + 1 + tableCells(line.next()->text, line.next()->info.content).first().start, false);
    else
        perform(commands::newLine(m_text, {m_selection.head, m_selection.head}));
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
