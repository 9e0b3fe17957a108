#pragma once

#include "documenttext.h"
#include "linelayout.h"
#include "tablelayout.h"

#include <unordered_set>

namespace coterie::document {

/// Which part of a text is seen, and where its lines stand. The view hangs on one line (the topmost one that is seen),
/// so what is above it may grow, shrink or become known without moving what is read. Heights of lines that were never
/// near are estimates. Places are pixels of the item the view fills. GUI thread.
class DocumentView
{
public:
    struct Geometry {
        qreal width = 0;
        qreal height = 0;
        qreal columnWidth = 0; ///< the widest the text gets
        qreal header = 0; ///< room over the text
        qreal footer = 0;
        bool operator==(const Geometry &) const = default;
    };
    struct Seen {
        Line *line = nullptr;
        qreal top = 0;
    };

    explicit DocumentView(DocumentText &text);

    void setStyle(const DocumentStyle *style); ///< null: nothing is laid out; borrowed
    [[nodiscard]] const DocumentStyle *style() const { return m_style; }
    void setGeometry(const Geometry &geometry);
    void reset(); ///< the text is another one
    void forgetLayouts(); ///< everything looks different
    void lineChanged(Line &line);
    void lineRemoving(Line &line);

    /// Where the caret brings marks to light and words are composed; -1: nowhere.
    void setCaret(qsizetype position, const Preedit *preedit);

    void layOut(); ///< what is seen
    [[nodiscard]] const std::vector<Seen> &seen() const { return m_seen; }
    [[nodiscard]] std::pair<qsizetype, qsizetype> seenRange() const; ///< first position, behind the last one

    [[nodiscard]] qreal columnLeft() const;
    [[nodiscard]] qreal columnWidth() const;
    [[nodiscard]] qreal contentY() const;
    [[nodiscard]] qreal contentHeight() const;
    void setContentY(qreal y);
    void scrollBy(qreal distance); ///< exact as far as lines must be laid out for it
    void showAt(qsizetype position, qreal y); ///< the position's row begins at that y

    [[nodiscard]] LineLayout &layoutOf(Line &line);
    [[nodiscard]] qreal topOf(const Line &line) const;
    [[nodiscard]] Line &lineAtY(qreal y) const;
    [[nodiscard]] qsizetype positionAt(QPointF point); ///< the nearest one
    [[nodiscard]] QRectF caretRect(qsizetype position, int preeditCaret = 0); ///< without width
    [[nodiscard]] QPointF inLine(const Line &line, QPointF point) const;

private:
    void drop(Line &line);
    [[nodiscard]] qreal estimate(const Line &line) const;
    [[nodiscard]] LineSource sourceOf(Line &line);
    [[nodiscard]] bool normalise(); ///< false: it stays where it was
    void clampTop();
    void collect();
    void prune();

    DocumentText &m_text;
    const DocumentStyle *m_style = nullptr;
    Geometry m_geometry;
    TableLayout m_tables;
    Line *m_anchor = nullptr; ///< the view's top is `m_offset` below this line's top
    qreal m_offset = 0;
    Line *m_caretLine = nullptr;
    qsizetype m_caretOffset = -1;
    const Preedit *m_preedit = nullptr;
    std::vector<Seen> m_seen;
    std::unordered_set<Line *> m_laidOut;
    const Line *m_longLine = nullptr; ///< was dropped last,
    std::unique_ptr<LineLayout> m_longLayout; ///< with this
    qreal m_letterWidth = 8;
};

} // namespace coterie::document
