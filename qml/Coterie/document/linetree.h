#pragma once

#include "blockscan.h"

#include <deque>
#include <memory>
#include <vector>

namespace coterie::document {

class LineLayout;

/// One line of the text: its words, what they are, how tall they stand. Its address stays the same while it lives.
struct Line {
    Line();
    ~Line();
    Q_DISABLE_COPY_MOVE(Line)

    QString text; ///< without its end
    LineInfo info;
    std::unique_ptr<LineLayout> layout; ///< only near the view
    bool measured = false; ///< its height is no estimate
    bool painted = false; ///< as it is laid out
    int words = -1; ///< -1: not counted yet
    int characters = 0; ///< code points, told with words

    [[nodiscard]] Line *next() const { return m_next; }
    [[nodiscard]] Line *previous() const { return m_previous; }
    [[nodiscard]] qreal height() const { return m_height; }

private:
    friend class LineTree;

    Line *m_next = nullptr;
    Line *m_previous = nullptr;
    Line *m_parent = nullptr;
    Line *m_left = nullptr;
    Line *m_right = nullptr;
    quint32 m_priority = 0;
    qreal m_height = 0;
    int m_count = 1; // of the subtree, as the two below
    qsizetype m_units = 1;
    qreal m_heights = 0;
};

/// The lines of a text as a treap (Seidel and Aragon, "Randomized search trees", 1996) that adds up lengths and
/// heights: line, position and y find each other in O(log n), lines come and go in O(log n). There is always at least
/// one line. Positions are UTF-16 units, line ends counted as one; heights are pixels.
class LineTree
{
public:
    LineTree();

    void reset(const std::vector<QString> &texts); ///< O(n)
    Line &insertAfter(Line &line, const QString &text);
    Line &insertBefore(Line &line, const QString &text);
    void remove(Line &line); ///< never the only one
    void setText(Line &line, const QString &text);
    void replaceText(Line &line, qsizetype offset, qsizetype removed, QStringView inserted);
    void setHeight(Line &line, qreal height);
    template <typename HeightOf>
    void setHeights(HeightOf heightOf) ///< of all lines, O(n)
    {
        for (Line *line = m_first; line; line = line->next())
            line->m_height = heightOf(*line);
        sumBelow(m_root);
    }

    [[nodiscard]] int count() const { return m_root->m_count; }
    [[nodiscard]] qsizetype length() const { return m_root->m_units - 1; }
    [[nodiscard]] qreal height() const { return m_root->m_heights; }
    [[nodiscard]] Line &first() const { return *m_first; }
    [[nodiscard]] Line &last() const { return *m_last; }
    [[nodiscard]] Line &lineNumber(int index) const; ///< the nearest one
    [[nodiscard]] Line &lineAt(qsizetype position) const; ///< the nearest one
    [[nodiscard]] Line &lineAtY(qreal y) const; ///< the nearest one
    [[nodiscard]] int indexOf(const Line &line) const;
    [[nodiscard]] qsizetype positionOf(const Line &line) const;
    [[nodiscard]] qreal yOf(const Line &line) const;

private:
    Line &make(const QString &text);
    void update(Line &line);
    void updateUp(Line *line);
    void rotateUp(Line &line);
    void hang(Line &line, Line &parent, bool left);
    void sumBelow(Line *line);
    quint32 random();

    std::deque<Line> m_pool;
    std::vector<Line *> m_free;
    Line *m_root = nullptr;
    Line *m_first = nullptr;
    Line *m_last = nullptr;
    quint32 m_seed = 0x9E3779B9U;
};

} // namespace coterie::document
