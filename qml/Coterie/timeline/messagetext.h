#pragma once

#include "styledlayout.h"

#include <vector>

class QPainter;

namespace coterie::viewmodel {
struct MessageBlock;
}

namespace coterie::screens {

class Timeline;

/// The words of one message: its blocks one below the other, each as its kind wants. A message of one line costs one
/// layout; one of many pages costs their layouts and nothing else. Everything is relative to its upper left corner, in
/// pixels. A position counts the letters of the whole message, a line end between blocks being one. GUI thread; painted
/// while it waits.
class MessageText
{
public:
    void set(const QList<viewmodel::MessageBlock> &blocks, const Timeline &style);
    void setTombstone(const QString &words, const Timeline &style); ///< what is left of a deleted message
    void layOut(qreal width, const Timeline &style);
    void clear() { m_blocks.clear(); }

    [[nodiscard]] qreal height() const { return m_height; }
    /// Where the last word ends if the message is a single line, else -1.
    [[nodiscard]] qreal lineEnd() const;

    [[nodiscard]] QString linkAt(QPointF point) const;
    [[nodiscard]] QStringList links() const; ///< in the order of the text
    [[nodiscard]] QList<QRectF> linkRects(int number) const; ///< one for each line it is on
    [[nodiscard]] int positionAt(QPointF point) const; ///< the nearest one
    [[nodiscard]] std::pair<int, int> wordAt(QPointF point) const; ///< from, to
    [[nodiscard]] int length() const;
    [[nodiscard]] QString text(int from, int to) const; ///< as it is copied
    [[nodiscard]] QRectF letterRect(int position) const;

    [[nodiscard]] QRectF codeAt(QPointF point) const; ///< the frame of the block of code there, or an empty one
    [[nodiscard]] QString codeTextAt(QPointF point) const; ///< as it was written

    /// What lies inside `clip`, with the letters from `from` to `to` marked.
    void paint(QPainter &painter, QPointF at, const QRectF &clip, const Timeline &style, int from, int to) const;

private:
    enum class Kind { Words, Heading, Quote, ListItem, Code, Rule };
    struct Block {
        Kind kind = Kind::Words;
        int level = 0;
        QString plain; ///< of code
        StyledLayout words;
        QRectF frame; ///< where it stands
        QPointF wordsAt;
        int start = 0; ///< its first position
    };

    [[nodiscard]] static Kind kindOf(const QString &kind);
    [[nodiscard]] static StyledLayout::Look lookOf(Kind kind, int level, const Timeline &style);
    void number();
    void placeWords(Block &block, qreal &y, qreal width, bool isFirst, const Timeline &style) const;
    [[nodiscard]] const Block *blockAt(qreal y) const; ///< or the nearest one
    [[nodiscard]] const Block *codeBlockAt(QPointF point) const;

    std::vector<Block> m_blocks;
    qreal m_width = 0;
    qreal m_height = 0;
};

} // namespace coterie::screens
