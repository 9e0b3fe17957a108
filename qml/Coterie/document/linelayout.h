#pragma once

#include "displaytext.h"

#include <QRectF>

#include <memory>
#include <vector>

class QPainter;

namespace coterie::document {

/// One line laid out: rows of one height, with the marks of its beginning hanging out of the column to the left, so
/// that words do not move when the marks come to light. Offsets are UTF-16 units of the line, places are pixels from
/// the column's upper left corner at the line's top. Very long lines are shaped in pieces, each beginning where a row
/// begins. GUI thread; painted while it waits.
class LineLayout
{
public:
    /// `before`: the line's layout until now, whose pieces are taken over where words are the same.
    LineLayout(const LineSource &source, const DocumentStyle &style, LineLayout *before = nullptr);
    ~LineLayout();
    Q_DISABLE_COPY_MOVE(LineLayout)

    [[nodiscard]] bool looksTheSame(qsizetype caret) const; ///< with the caret there
    [[nodiscard]] bool isLong() const { return m_pieces.size() > 1; }
    [[nodiscard]] bool isComposing() const { return m_display.preeditStart() >= 0; }
    [[nodiscard]] const TableColumns &columns() const { return m_columns; }
    [[nodiscard]] const QList<InlineSpan> &spans() const { return m_spans; }
    [[nodiscard]] const LineInfo &info() const { return m_info; }
    [[nodiscard]] qreal height() const { return m_height; }
    [[nodiscard]] qreal rowHeight() const { return m_face.lineHeight; }
    [[nodiscard]] qreal rowTop(int row) const { return m_face.above + row * m_face.lineHeight; }
    [[nodiscard]] bool isRightToLeft() const { return m_rightToLeft; }
    [[nodiscard]] qreal right() const; ///< where the widest row ends

    [[nodiscard]] int rowCount() const { return int(m_rows.size()); }
    [[nodiscard]] int rowOf(qsizetype offset) const;
    [[nodiscard]] int rowAtY(qreal y) const; ///< the nearest one
    [[nodiscard]] qsizetype rowStart(int row) const;
    [[nodiscard]] qsizetype rowEnd(int row) const; ///< before the space it was broken at
    [[nodiscard]] qsizetype offsetInRow(int row, qreal x) const; ///< the nearest one
    [[nodiscard]] qsizetype offsetAt(QPointF point) const { return offsetInRow(rowAtY(point.y()), point.x()); }
    [[nodiscard]] qsizetype leftOf(qsizetype offset) const; ///< the same: there is nothing left of it
    [[nodiscard]] qsizetype rightOf(qsizetype offset) const;
    [[nodiscard]] QRectF caretRect(qsizetype offset, int preeditCaret = 0) const; ///< without width
    [[nodiscard]] QList<QRectF> rects(qsizetype from, qsizetype to, bool withEnd = false) const;
    [[nodiscard]] QRectF box() const; ///< of a task; empty: it is none
    [[nodiscard]] const InlineSpan *linkAt(QPointF point) const; ///< null: none

    void paint(QPainter &painter, const QRectF &clip, const DocumentStyle &style) const;

private:
    struct Piece {
        std::unique_ptr<QTextLayout> layout;
        int start = 0; ///< position of its first unit in the text that is shown
        int length = 0; ///< of what it keeps
    };
    struct Row {
        const QTextLayout *layout = nullptr;
        int line = 0;
        int start = 0;
        int length = 0;
        [[nodiscard]] QTextLine textLine() const { return layout->lineAt(line); }
    };

    void place(const DocumentStyle &style);
    void layOut(const DocumentStyle &style, LineLayout *before);
    [[nodiscard]] std::unique_ptr<QTextLayout> taken(LineLayout &before, QStringView text, int start) const;
    [[nodiscard]] QList<QTextLayout::FormatRange> formatsOf(int start, int end) const;
    void addRects(QList<QRectF> &rects, const Row &row, qreal top, int first, int last) const;
    void addRows(const Piece &piece, int lines);
    [[nodiscard]] std::unique_ptr<QTextLayout> shaped(QStringView text, int start, const DocumentStyle &style) const;
    void layOutLines(QTextLayout &layout) const;
    [[nodiscard]] QTextOption option(const DocumentStyle &style) const;
    void layOutPrefix(const LineSource &source, const DocumentStyle &style);
    [[nodiscard]] qreal xOf(const Row &row, int position) const;
    [[nodiscard]] int rowOfPosition(int position) const;
    [[nodiscard]] QPointF prefixAt() const;
    [[nodiscard]] qsizetype stepped(qsizetype offset, bool toLeft) const;
    void paintMark(QPainter &painter, const DocumentStyle &style) const;
    void paintBox(QPainter &painter, const DocumentStyle &style) const;
    [[nodiscard]] QRectF mirrored(const QRectF &rect) const;

    LineInfo m_info;
    QList<InlineSpan> m_spans;
    TableColumns m_columns;
    Reveal m_reveal;
    DisplayText m_display;
    DocumentStyle::Face m_face;
    std::vector<Piece> m_pieces;
    std::vector<Row> m_rows;
    std::unique_ptr<QTextLayout> m_prefix; ///< the marks before the words, when they show
    qreal m_width = 0;
    qreal m_left = 0; ///< of the words
    qreal m_height = 0;
    qreal m_baseline = 0;
    qreal m_boxSize = 0;
    qreal m_markGap = 0;
    bool m_rightToLeft = false;
    bool m_mixed = false; ///< there may be words of both directions
};

} // namespace coterie::document
