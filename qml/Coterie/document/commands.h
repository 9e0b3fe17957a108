#pragma once

#include "documenttext.h"
#include "inlinescan.h"

namespace coterie::document {

struct Selection {
    qsizetype anchor = 0;
    qsizetype head = 0;
    bool operator==(const Selection &) const = default;

    [[nodiscard]] qsizetype start() const { return std::min(anchor, head); }
    [[nodiscard]] qsizetype end() const { return std::max(anchor, head); }
    [[nodiscard]] bool isEmpty() const { return anchor == head; }
};

/// What a command does to the text, and what is selected afterwards.
struct Edit {
    QList<collab::TextChange> changes; ///< each in the text as the ones before left it
    Selection selection; ///< in the text as they all leave it
};

/// The commands of the editor as functions of the text and what is selected. None changes anything itself. Those for
/// lines work on all lines the selection touches; those that switch something on switch it off where all has it.
namespace commands {

[[nodiscard]] Edit replaced(const Selection &selection, const QString &inserted);
[[nodiscard]] Edit toggledInline(const DocumentText &text, const Selection &selection, Inline style);
[[nodiscard]] Edit toggledQuote(const DocumentText &text, const Selection &selection);
[[nodiscard]] Edit withHeading(const DocumentText &text, const Selection &selection, int level);
[[nodiscard]] Edit toggledList(const DocumentText &text, const Selection &selection, ListMark mark);
[[nodiscard]] Edit toggledTask(const DocumentText &text, const Selection &selection, qsizetype position);
[[nodiscard]] Edit indented(const DocumentText &text, const Selection &selection);
[[nodiscard]] Edit outdented(const DocumentText &text, const Selection &selection);
[[nodiscard]] Edit movedLines(const DocumentText &text, const Selection &selection, bool up);
[[nodiscard]] Edit newLine(const DocumentText &text, const Selection &selection);
[[nodiscard]] Edit erasedBack(const DocumentText &text, const Selection &selection, bool word);
[[nodiscard]] Edit erasedForward(const DocumentText &text, const Selection &selection, bool word);
[[nodiscard]] Edit withLink(const DocumentText &text, const Selection &selection, const QString &url);
[[nodiscard]] Edit withBlock(const DocumentText &text, const Selection &selection, const QString &block, int caret);
[[nodiscard]] QString emptyTable(int rows, int columns);

/// The span of a style that holds a stretch of a line; null: none. Offsets of the line.
[[nodiscard]] const InlineSpan *spanAround(const QList<InlineSpan> &spans, Inline style, qsizetype from, qsizetype to);

} // namespace commands

/// Steps in the text. Letters are what people take for one: marks that combine, surrogates and emoji hold together.
[[nodiscard]] qsizetype letterBefore(const DocumentText &text, qsizetype position);
[[nodiscard]] qsizetype letterAfter(const DocumentText &text, qsizetype position);
[[nodiscard]] qsizetype wordBefore(const DocumentText &text, qsizetype position);
[[nodiscard]] qsizetype wordAfter(const DocumentText &text, qsizetype position);
[[nodiscard]] std::pair<qsizetype, qsizetype> wordAround(const DocumentText &text, qsizetype position);
[[nodiscard]] std::pair<qsizetype, qsizetype> lineAround(
    const DocumentText &text, qsizetype position); ///< its end included

} // namespace coterie::document
