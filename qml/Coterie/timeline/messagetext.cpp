#include "messagetext.h"

#include "timeline.h"
#include "viewmodel/messagevalues.h"

#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace coterie::screens {

using namespace Qt::StringLiterals;

MessageText::Kind MessageText::kindOf(const QString &kind)
{
    if (kind == "code"_L1 || kind == "table"_L1)
        return Kind::Code;
    if (kind == "heading"_L1)
        return Kind::Heading;
    if (kind == "quote"_L1)
        return Kind::Quote;
    if (kind == "list"_L1)
        return Kind::ListItem;
    return kind == "rule"_L1 ? Kind::Rule : Kind::Words;
}

StyledLayout::Look MessageText::lookOf(Kind kind, int level, const Timeline &style)
{
    StyledLayout::Look look {.font = style.font(14),
        .color = kind == Kind::Quote ? style.soft : style.ink,
        .linkColor = style.accent,
        .lineHeight = style.px(21)};
    if (kind == Kind::Heading) {
        look.font = style.font(level <= 1 ? 20 : 17, QFont::Bold);
        look.lineHeight = style.px(28);
    } else if (kind == Kind::Code) {
        look.font = style.monoFont(13);
        look.lineHeight = style.px(19);
        look.wrap = QTextOption::WrapAnywhere;
    }
    return look;
}

void MessageText::set(const QList<viewmodel::MessageBlock> &blocks, const Timeline &style)
{
    m_blocks.clear();
    m_blocks.reserve(std::size_t(blocks.size()));
    for (const viewmodel::MessageBlock &source : blocks) {
        Block &block = m_blocks.emplace_back();
        block.kind = kindOf(source.kind);
        block.level = source.level;
        if (block.kind == Kind::Code)
            block.plain = source.plain;
        block.words.set(source.text, lookOf(block.kind, block.level, style));
    }
    number();
}

void MessageText::setTombstone(const QString &words, const Timeline &style)
{
    m_blocks.clear();
    StyledLayout::Look look = lookOf(Kind::Words, 0, style);
    look.font.setItalic(true);
    look.color = style.faint;
    m_blocks.emplace_back().words.set(words.toHtmlEscaped(), look);
    number();
}

void MessageText::number()
{
    int next = 0;
    for (Block &block : m_blocks) {
        block.start = next;
        next += int(block.words.text().size()) + 1;
    }
}

void MessageText::layOut(qreal width, const Timeline &style)
{
    m_width = width;
    qreal y = 0;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        Block &block = m_blocks[i];
        y += i > 0 ? style.px(1) : 0;
        if (block.kind == Kind::Code) {
            const qreal inner = style.px(13);
            const qreal above = style.px(9);
            block.words.layOut(width - 2 * inner);
            y += style.px(4);
            block.frame = {0, y, width, block.words.height() + 2 * above};
            block.wordsAt = {inner, y + above};
            y += block.frame.height() + style.px(4);
        } else if (block.kind == Kind::Rule) {
            block.words.layOut(width);
            block.frame = {0, y, width, style.lineWidth};
            y += style.lineWidth;
        } else {
            placeWords(block, y, width, i == 0, style);
        }
    }
    m_height = y;
}

void MessageText::placeWords(Block &block, qreal &y, qreal width, bool isFirst, const Timeline &style) const
{
    const bool listed = block.kind == Kind::ListItem;
    const bool alone = m_blocks.size() == 1 && block.kind == Kind::Words;
    const qreal inset = block.kind == Kind::Quote ? style.px(12) : listed ? (block.level - 1) * style.px(18) : 0;
    const qreal room = std::max(width - inset, width / 4);
    block.words.layOut(room);
    y += listed || isFirst ? 0 : style.px(2);
    block.frame = {0, y, width, block.words.height()};
    block.wordsAt = {style.mirrored ? 0 : width - room, y};
    y += block.frame.height() + (listed || alone ? 0 : style.px(2));
}

qreal MessageText::lineEnd() const
{
    return m_blocks.size() == 1 && m_blocks.front().kind == Kind::Words && m_blocks.front().words.lineCount() == 1
        ? m_blocks.front().words.firstLineEnd()
        : -1;
}

const MessageText::Block *MessageText::blockAt(qreal y) const
{
    const auto below =
        std::find_if(m_blocks.begin(), m_blocks.end(), [y](const Block &b) { return y < b.frame.bottom(); });
    if (m_blocks.empty())
        return nullptr;
    return below == m_blocks.end() ? &m_blocks.back() : &*below;
}

const MessageText::Block *MessageText::codeBlockAt(QPointF point) const
{
    const Block *block = blockAt(point.y());
    return block && block->kind == Kind::Code && block->frame.contains(point) ? block : nullptr;
}

QString MessageText::linkAt(QPointF point) const
{
    const Block *block = blockAt(point.y());
    return block ? block->words.linkAt(point - block->wordsAt) : QString();
}

QStringList MessageText::links() const
{
    QStringList targets;
    for (const Block &block : m_blocks) {
        for (int i = 0; i < block.words.linkCount(); ++i)
            targets.append(block.words.link(i));
    }
    return targets;
}

QList<QRectF> MessageText::linkRects(int number) const
{
    for (const Block &block : m_blocks) {
        if (number < block.words.linkCount()) {
            QList<QRectF> rects = block.words.linkRects(number);
            for (QRectF &rect : rects)
                rect.translate(block.wordsAt);
            return rects;
        }
        number -= block.words.linkCount();
    }
    return {};
}

int MessageText::positionAt(QPointF point) const
{
    const Block *block = blockAt(point.y());
    return block ? block->start + block->words.positionAt(point - block->wordsAt) : 0;
}

std::pair<int, int> MessageText::wordAt(QPointF point) const
{
    const Block *block = blockAt(point.y());
    if (!block)
        return {0, 0};
    const QString text = block->words.text();
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(block->words.letterAt(point - block->wordsAt));
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    const int from = int(finder.position());
    const int to = int(finder.toNextBoundary());
    return {block->start + from, block->start + std::max(from, to)};
}

int MessageText::length() const
{
    return m_blocks.empty() ? 0 : m_blocks.back().start + int(m_blocks.back().words.text().size());
}

QString MessageText::text(int from, int to) const
{
    QString all;
    for (const Block &block : m_blocks) {
        const QString words = block.words.text();
        const int first = std::max(from - block.start, 0);
        const int last = std::min(to - block.start, int(words.size()));
        if (block.start > from && block.start <= to)
            all += u'\n';
        if (first < last)
            all += words.sliced(first, last - first);
    }
    return all.replace(QChar::LineSeparator, u'\n').replace(QChar::Nbsp, u' ');
}

QRectF MessageText::letterRect(int position) const
{
    for (auto block = m_blocks.rbegin(); block != m_blocks.rend(); ++block) {
        if (position >= block->start)
            return block->words.rectOf(position - block->start).translated(block->wordsAt);
    }
    return {};
}

QRectF MessageText::codeAt(QPointF point) const
{
    const Block *block = codeBlockAt(point);
    return block ? block->frame : QRectF();
}

QString MessageText::codeTextAt(QPointF point) const
{
    const Block *block = codeBlockAt(point);
    return block ? block->plain : QString();
}

void MessageText::paint(
    QPainter &painter, QPointF at, const QRectF &clip, const Timeline &style, int from, int to) const
{
    QColor marking = style.accent;
    marking.setAlphaF(0.3F);
    for (const Block &block : m_blocks) {
        const QRectF frame = block.frame.translated(at);
        if (frame.bottom() < clip.top() || frame.top() > clip.bottom())
            continue;
        if (block.kind == Kind::Code) {
            const qreal half = style.lineWidth / 2;
            painter.setPen(QPen(style.line, style.lineWidth));
            painter.setBrush(style.track);
            painter.drawRoundedRect(frame.adjusted(half, half, -half, -half), style.px(8), style.px(8));
        } else if (block.kind == Kind::Rule) {
            painter.fillRect(frame, style.line);
        } else if (block.kind == Kind::Quote) {
            const qreal bar = style.px(3);
            painter.setPen(Qt::NoPen);
            painter.setBrush(style.line);
            painter.drawRoundedRect(
                QRectF(style.mirrored ? frame.right() - bar : frame.left(), frame.top(), bar, frame.height()), bar / 2,
                bar / 2);
        }
        const int length = int(block.words.text().size());
        block.words.paint(painter, at + block.wordsAt, clip, std::clamp(from - block.start, 0, length),
            std::clamp(to - block.start, 0, length), marking);
    }
}

} // namespace coterie::screens
