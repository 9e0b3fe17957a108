#pragma once

#include "documenteditor.h"

#include <QAccessibleObject>

namespace coterie::document {

/// The editor as a screen reader meets it: one text that can be edited, with caret, selection and what its words are.
/// GUI thread.
class DocumentAccessible final : public QAccessibleObject,
                                 public QAccessibleTextInterface,
                                 public QAccessibleEditableTextInterface
{
public:
    static void install(); ///< once is enough
    static void announce(DocumentEditor &editor, const collab::TextChange &change, const QString &removed);
    static void announceSelection(DocumentEditor &editor);

    explicit DocumentAccessible(DocumentEditor *editor);

    [[nodiscard]] QAccessibleInterface *parent() const override;
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QWindow *window() const override;
    [[nodiscard]] QRect rect() const override;
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::EditableText; }
    [[nodiscard]] QAccessible::State state() const override;
    [[nodiscard]] QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text kind, const QString &text) override;
    void *interface_cast(QAccessible::InterfaceType type) override;

    void selection(int index, int *start, int *end) const override;
    [[nodiscard]] int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    [[nodiscard]] int cursorPosition() const override { return editor().cursorPosition(); }
    void setCursorPosition(int position) override;
    [[nodiscard]] QString text(int start, int end) const override { return editor().text().text(start, end); }
    QString textBeforeOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const override;
    QString textAfterOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const override;
    QString textAtOffset(int offset, QAccessible::TextBoundaryType boundary, int *start, int *end) const override;
    [[nodiscard]] int characterCount() const override { return int(editor().text().length()); }
    [[nodiscard]] QRect characterRect(int offset) const override;
    [[nodiscard]] int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int start, int end) override;
    QString attributes(int offset, int *start, int *end) const override;

    void deleteText(int start, int end) override { replaceText(start, end, {}); }
    void insertText(int offset, const QString &text) override { replaceText(offset, offset, text); }
    void replaceText(int start, int end, const QString &text) override;

private:
    using Range = std::pair<qsizetype, qsizetype>;

    [[nodiscard]] DocumentEditor &editor() const { return *static_cast<DocumentEditor *>(object()); }
    [[nodiscard]] Range rangeAt(qsizetype offset, QAccessible::TextBoundaryType boundary) const;
    QString told(const Range &range, int *start, int *end) const;
};

} // namespace coterie::document
