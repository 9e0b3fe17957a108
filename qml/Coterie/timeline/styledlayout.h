#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QRectF>
#include <QString>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace coterie::screens {

/// One run of StyledText as our own code writes it (viewmodel/styledtext.h), laid out in lines of one height: painted,
/// and asked which letter or link lies where. Everything is relative to its upper left corner, in pixels; positions are
/// UTF-16 units of text(). Nothing in it fetches anything. Any one thread at a time.
class StyledLayout
{
public:
    struct Look {
        QFont font;
        QColor color;
        QColor linkColor;
        qreal lineHeight = 0;
        QTextOption::WrapMode wrap = QTextOption::WrapAtWordBoundaryOrAnywhere;
    };

    void set(const QString &styled, Look look);
    void layOut(qreal width);

    [[nodiscard]] QString text() const { return m_layout->text(); } ///< without tags; lines end in LineSeparator
    [[nodiscard]] int lineCount() const { return m_layout->lineCount(); }
    [[nodiscard]] qreal height() const { return m_look.lineHeight * qreal(lineCount()); }
    [[nodiscard]] qreal firstLineEnd() const; ///< where the letters of the first line end

    [[nodiscard]] bool hasLetterAt(QPointF point) const;
    [[nodiscard]] int positionAt(QPointF point) const; ///< between letters, the nearest one
    [[nodiscard]] int letterAt(QPointF point) const; ///< the letter under it, or the nearest one
    [[nodiscard]] QString linkAt(QPointF point) const; ///< empty: none
    [[nodiscard]] QRectF rectOf(int position) const; ///< of the letter there
    [[nodiscard]] int linkCount() const { return int(m_links.size()); }
    [[nodiscard]] QString link(int number) const { return m_links[number].target; } ///< in the order of the text
    [[nodiscard]] QList<QRectF> linkRects(int number) const; ///< one for each line it is on

    /// What lies inside `clip`, with the letters from `start` to `end` on `marking`.
    void paint(QPainter &painter, QPointF at, const QRectF &clip, int start, int end, const QColor &marking) const;

private:
    struct Link {
        int start = 0;
        int end = 0;
        QString target;
    };
    class Reading; ///< of the tags

    [[nodiscard]] int lineAt(qreal y) const;

    Look m_look;
    QList<Link> m_links;
    std::unique_ptr<QTextLayout> m_layout; ///< moved with its owner
};

} // namespace coterie::screens
