#include "styledlayout.h"

#include "viewmodel/styledtext.h"

#include <QFontMetricsF>
#include <QPainter>

namespace coterie::screens {

using namespace Qt::StringLiterals;

namespace {

QStringView attributeOf(QStringView tag, QStringView name)
{
    const qsizetype at = tag.indexOf(name);
    const qsizetype start = at < 0 ? -1 : tag.indexOf(u'"', at);
    const qsizetype end = start < 0 ? -1 : tag.indexOf(u'"', start + 1);
    return end < 0 ? QStringView() : tag.sliced(start + 1, end - start - 1);
}

} // namespace

/// Turns tags into ranges of formats.
class StyledLayout::Reading
{
public:
    QString text;
    QList<QTextLayout::FormatRange> formats;
    QList<Link> links;

    Reading(const QString &styled, QColor linkColor) : m_linkColor(std::move(linkColor))
    {
        text.reserve(styled.size());
        viewmodel::StyledReader reader(styled);
        for (viewmodel::StyledPiece piece; reader.next(piece);) {
            switch (piece.kind) {
            case viewmodel::StyledPiece::Kind::Character:
                // As in HTML, spaces that follow each other are one; code has no-break spaces.
                if (piece.character != u' ' || (!text.isEmpty() && text.back() != u' '))
                    text += piece.character;
                break;
            case viewmodel::StyledPiece::Kind::LineBreak: text += QChar::LineSeparator; break;
            case viewmodel::StyledPiece::Kind::Open: open(piece.tag); break;
            case viewmodel::StyledPiece::Kind::Close: close(); break;
            }
        }
        endRun();
    }

private:
    struct State {
        QTextCharFormat format;
        bool isLink = false;
    };

    void open(QStringView tag)
    {
        endRun();
        State next {m_stack.isEmpty() ? QTextCharFormat() : m_stack.last().format};
        if (tag == u"b")
            next.format.setFontWeight(QFont::Bold);
        else if (tag == u"i")
            next.format.setFontItalic(true);
        else if (tag == u"s")
            next.format.setFontStrikeOut(true);
        else if (tag.startsWith(u"font"))
            next.format.setForeground(QColor(attributeOf(tag, u"color").toString()));
        else if (tag.startsWith(u"a ")) {
            next.isLink = true;
            next.format.setForeground(m_linkColor);
            next.format.setFontUnderline(true);
            links.append({.start = int(text.size()), .end = 0, .target = attributeOf(tag, u"href").toString()});
        }
        m_stack.append(std::move(next));
    }

    void close()
    {
        endRun();
        if (m_stack.isEmpty())
            return;
        if (m_stack.takeLast().isLink)
            links.last().end = int(text.size());
    }

    void endRun()
    {
        const int length = int(text.size()) - m_runStart;
        if (length > 0 && !m_stack.isEmpty())
            formats.append({m_runStart, length, m_stack.last().format});
        m_runStart = int(text.size());
    }

    QColor m_linkColor;
    QList<State> m_stack;
    int m_runStart = 0;
};

void StyledLayout::set(const QString &styled, Look look)
{
    m_look = std::move(look);
    Reading reading(styled, m_look.linkColor);
    m_links = std::move(reading.links);
    m_layout = std::make_unique<QTextLayout>(reading.text, m_look.font);
    m_layout->setCacheEnabled(true); // shaped once, painted often
    m_layout->setFormats(reading.formats);
    const bool rightToLeft = reading.text.isRightToLeft(); // of the words, whatever the interface is
    QTextOption option(rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(m_look.wrap);
    option.setUseDesignMetrics(true);
    m_layout->setTextOption(option);
}

void StyledLayout::layOut(qreal width)
{
    // Every line's letters stand on the same height, whichever fonts lend some of them.
    const QFontMetricsF metrics(m_look.font);
    const qreal baseline = qRound((m_look.lineHeight - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent());
    m_layout->beginLayout();
    qreal y = 0;
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(std::max(width, 1.0));
        line.setPosition({0, y + baseline - line.ascent()});
        y += m_look.lineHeight;
    }
    m_layout->endLayout();
}

qreal StyledLayout::firstLineEnd() const
{
    return lineCount() > 0 ? m_layout->lineAt(0).naturalTextRect().right() : 0;
}

int StyledLayout::lineAt(qreal y) const
{
    return std::clamp(int(y / m_look.lineHeight), 0, lineCount() - 1);
}

bool StyledLayout::hasLetterAt(QPointF point) const
{
    if (lineCount() == 0 || point.y() < 0 || point.y() >= height())
        return false;
    const QRectF letters = m_layout->lineAt(lineAt(point.y())).naturalTextRect();
    return point.x() >= letters.left() && point.x() < letters.right();
}

int StyledLayout::positionAt(QPointF point) const
{
    return lineCount() == 0 ? 0 : m_layout->lineAt(lineAt(point.y())).xToCursor(point.x());
}

int StyledLayout::letterAt(QPointF point) const
{
    return lineCount() == 0 ? 0
                            : m_layout->lineAt(lineAt(point.y())).xToCursor(point.x(), QTextLine::CursorOnCharacter);
}

QString StyledLayout::linkAt(QPointF point) const
{
    if (m_links.isEmpty() || !hasLetterAt(point))
        return {};
    const int letter = letterAt(point);
    for (const Link &link : m_links) {
        if (letter >= link.start && letter < link.end)
            return link.target;
    }
    return {};
}

QRectF StyledLayout::rectOf(int position) const
{
    const QTextLine line = m_layout->lineForTextPosition(position);
    if (!line.isValid())
        return {};
    const qreal left = line.cursorToX(position);
    const qreal right = line.cursorToX(position + 1);
    return {std::min(left, right), line.lineNumber() * m_look.lineHeight, qAbs(right - left), m_look.lineHeight};
}

QList<QRectF> StyledLayout::linkRects(int number) const
{
    QList<QRectF> rects;
    const Link &link = m_links[number];
    for (int i = 0; i < lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int start = std::max(link.start, line.textStart());
        const int end = std::min(link.end, line.textStart() + line.textLength());
        if (start >= end)
            continue;
        const qreal left = line.cursorToX(start);
        const qreal right = line.cursorToX(end);
        rects.append({std::min(left, right), i * m_look.lineHeight, qAbs(right - left), m_look.lineHeight});
    }
    return rects;
}

void StyledLayout::paint(
    QPainter &painter, QPointF at, const QRectF &clip, int start, int end, const QColor &marking) const
{
    painter.setPen(m_look.color);
    QList<QTextLayout::FormatRange> marks;
    if (end > start) {
        QTextCharFormat format;
        format.setBackground(marking);
        marks.append({start, end - start, format});
    }
    m_layout->draw(&painter, at, marks, clip);
}

} // namespace coterie::screens
