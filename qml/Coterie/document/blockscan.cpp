#include "blockscan.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace coterie::document {

namespace {

constexpr int TabWidth = 4;
constexpr int MostQuotes = 12;

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

/// Walks over a line and knows the column it is in.
struct Cursor {
    QStringView line;
    int at = 0;
    int column = 0;

    [[nodiscard]] bool atEnd() const { return at >= line.size(); }
    [[nodiscard]] QChar peek(int ahead = 0) const { return at + ahead < line.size() ? line[at + ahead] : QChar(); }
    [[nodiscard]] QStringView rest() const { return line.sliced(at); }
    void step()
    {
        column += peek() == u'\t' ? TabWidth - column % TabWidth : 1;
        ++at;
    }
    /// Steps over spaces as long as the column stays at or below the limit.
    void skipSpaces(int limit = 1000)
    {
        while (!atEnd() && isSpace(peek()) && column < limit)
            step();
    }
};

int runOf(QStringView text, QChar sign)
{
    int length = 0;
    while (length < text.size() && text[length] == sign)
        ++length;
    return length;
}

bool isBlank(QStringView text)
{
    return std::ranges::all_of(text, isSpace);
}

/// Steps behind the marks of quotes.
int skipQuotes(Cursor &cursor, int most)
{
    int quotes = 0;
    while (quotes < most) {
        Cursor ahead = cursor;
        ahead.skipSpaces(cursor.column + 3);
        if (ahead.peek() != u'>')
            break;
        ahead.step();
        if (ahead.peek() == u' ')
            ahead.step();
        cursor = ahead;
        ++quotes;
    }
    return quotes;
}

bool isRule(QStringView text)
{
    if (text.isEmpty() || (text[0] != u'*' && text[0] != u'-' && text[0] != u'_'))
        return false;
    int signs = 0;
    for (const QChar c : text) {
        if (c == text[0])
            ++signs;
        else if (!isSpace(c))
            return false;
    }
    return signs >= 3;
}

/// The level of the heading above such a line; 0: it is no underline.
int underlineLevel(QStringView text)
{
    if (text.isEmpty() || (text[0] != u'=' && text[0] != u'-'))
        return 0;
    const int run = runOf(text, text[0]);
    if (run < 3 || !isBlank(text.sliced(run)))
        return 0;
    return text[0] == u'=' ? 1 : 2;
}

QStringView withoutQuotes(QStringView line, int quotes)
{
    Cursor cursor {line};
    if (skipQuotes(cursor, quotes) < quotes)
        return {};
    cursor.skipSpaces();
    return cursor.rest();
}

quint16 hashOf(QStringView language)
{
    return language.isEmpty() ? quint16(0) : quint16(qHash(language, 1) & 0xFFFF);
}

/// Reads what is left of a line behind its quotes.
class Reading
{
public:
    Reading(const ScanState &before, QStringView line, QStringView next)
        : m_before(before)
        , m_next(next)
        , m_cursor {line}
    {
    }

    LineInfo run()
    {
        if (m_before.fence != 0 && insideFence())
            return m_info;
        m_cursor = {m_cursor.line};
        m_info.quotes = quint8(skipQuotes(m_cursor, MostQuotes));
        m_info.quoteEnd = m_cursor.at;
        m_base = m_cursor.column;
        m_cursor.skipSpaces();
        m_info.content = m_cursor.at;
        m_indent = m_cursor.column - m_base;
        keepLists();
        m_info.after.quotes = m_info.quotes;
        if (m_cursor.atEnd())
            return m_info; // blank
        closeLists();
        readBlock();
        m_info.after.depth = m_info.depth;
        return m_info;
    }

private:
    bool insideFence()
    {
        if (skipQuotes(m_cursor, m_before.fenceQuotes) < m_before.fenceQuotes)
            return false; // the quote ended and its code with it
        m_info.quotes = m_before.fenceQuotes;
        m_info.quoteEnd = m_cursor.at;
        m_info.depth = m_before.depth;
        m_info.after = m_before;
        Cursor ahead = m_cursor;
        ahead.skipSpaces(m_cursor.column + m_before.fenceIndent + 3);
        const int run = runOf(ahead.rest(), QChar(m_before.fence));
        if (run >= m_before.fenceLength && isBlank(ahead.rest().sliced(run))) {
            m_info.kind = LineKind::FenceEnd;
            m_info.content = ahead.at;
            m_info.after.fence = 0;
            m_info.after.fenceLength = m_info.after.fenceIndent = m_info.after.fenceQuotes = 0;
            m_info.after.language = 0;
            return true;
        }
        m_cursor.skipSpaces(m_cursor.column + m_before.fenceIndent);
        m_info.kind = LineKind::Code;
        m_info.content = m_cursor.at;
        return true;
    }

    void keepLists()
    {
        if (m_info.quotes != m_before.quotes)
            return; // what was open was inside another quote
        m_info.after.depth = m_before.depth;
        m_info.after.contents = m_before.contents;
        m_info.after.numbers = m_before.numbers;
        m_info.depth = m_before.depth;
    }

    void closeLists()
    {
        while (m_info.depth > 0 && m_indent < m_info.after.contents[m_info.depth - 1U]) {
            m_info.after.contents[--m_info.depth] = 0;
            m_lastNumber = std::exchange(m_info.after.numbers[m_info.depth], quint16(0));
        }
        m_inner = m_indent - (m_info.depth > 0 ? m_info.after.contents[m_info.depth - 1U] : 0);
    }

    void readBlock()
    {
        const bool goesOn = m_before.afterParagraph && m_info.quotes == m_before.quotes;
        if (m_inner >= 4 && !goesOn && m_before.columns == 0)
            return readIndentedCode();
        if (m_before.underHead && readBorder())
            return;
        if (readHeading() || readFence() || readUnderline(goesOn) || readRule() || readItem() || readTable())
            return;
        m_info.kind = LineKind::Paragraph;
        m_info.after.afterParagraph = true;
        const int level = underlineLevel(withoutQuotes(m_next, m_info.quotes));
        if (level > 0 && m_info.depth == 0) {
            m_info.kind = LineKind::Heading;
            m_info.level = quint8(level);
            m_info.markStart = m_info.markEnd = m_info.content;
        }
    }

    void readIndentedCode()
    {
        m_info.kind = LineKind::Code;
        Cursor cursor {m_cursor.line, m_info.quoteEnd, m_base};
        cursor.skipSpaces(m_base + m_indent - m_inner + 4);
        m_info.content = cursor.at;
    }

    bool readHeading()
    {
        const QStringView rest = m_cursor.rest();
        const int level = runOf(rest, u'#');
        if (level < 1 || level > 6 || (level < rest.size() && !isSpace(rest[level])))
            return false;
        m_info.kind = LineKind::Heading;
        m_info.level = quint8(level);
        m_info.markStart = m_cursor.at;
        m_info.markEnd = m_cursor.at + level;
        m_info.content = std::min(m_info.markEnd + 1, int(m_cursor.line.size()));
        return true;
    }

    bool readFence()
    {
        const QStringView rest = m_cursor.rest();
        const QChar sign = rest[0];
        if (sign != u'`' && sign != u'~')
            return false;
        const int run = runOf(rest, sign);
        if (run < 3 || (sign == u'`' && rest.sliced(run).contains(u'`')))
            return false;
        m_info.kind = LineKind::Fence;
        m_info.after.fence = sign.unicode();
        m_info.after.fenceLength = quint8(std::min(run, 255));
        m_info.after.fenceIndent = quint8(std::min(m_indent, 32));
        m_info.after.fenceQuotes = m_info.quotes;
        m_info.after.language = hashOf(fenceLanguage(m_cursor.line));
        return true;
    }

    bool readUnderline(bool goesOn)
    {
        if (!goesOn || m_info.depth > 0 || underlineLevel(m_cursor.rest()) == 0)
            return false;
        m_info.kind = LineKind::Underline;
        return true;
    }

    bool readRule()
    {
        if (!isRule(m_cursor.rest()))
            return false;
        m_info.kind = LineKind::Rule;
        return true;
    }

    /// The length of "-" or "12."; 0: no list item begins here.
    int itemMark()
    {
        const QChar first = m_cursor.peek();
        int length = 0;
        if (first == u'-' || first == u'*' || first == u'+') {
            length = 1;
        } else {
            while (length < 9 && m_cursor.peek(length) >= u'0' && m_cursor.peek(length) <= u'9')
                ++length;
            const QChar end = m_cursor.peek(length);
            length = length > 0 && (end == u'.' || end == u')') ? length + 1 : 0;
        }
        const bool ends = m_cursor.at + length >= m_cursor.line.size();
        return length > 0 && (ends || isSpace(m_cursor.peek(length))) ? length : 0;
    }

    bool readItem()
    {
        const int length = itemMark();
        if (length == 0 || m_info.depth >= m_info.after.contents.size())
            return false;
        m_info.kind = LineKind::Item;
        m_info.mark = length == 1 ? ListMark::Bullet : ListMark::Number;
        if (length > 1)
            m_info.number = m_lastNumber > 0 ? m_lastNumber + 1 : m_cursor.rest().first(length - 1).toInt();
        m_info.markStart = m_cursor.at;
        m_info.markEnd = m_cursor.at + length;
        for (int i = 0; i < length; ++i)
            m_cursor.step();
        if (!m_cursor.atEnd())
            m_cursor.step(); // one space; more belong to the words
        m_info.content = m_cursor.at;
        readTask();
        const int column = std::min(m_indent + length + 1, 250);
        m_info.after.numbers[m_info.depth] = quint16(std::min(m_info.number, 65'000));
        m_info.after.contents[m_info.depth++] = quint8(column);
        m_info.after.afterParagraph = !m_cursor.atEnd();
        return true;
    }

    void readTask()
    {
        const QChar inside = m_cursor.peek(1);
        const bool done = inside == u'x' || inside == u'X';
        if (m_cursor.peek() != u'[' || m_cursor.peek(2) != u']' || (!done && inside != u' '))
            return;
        const bool ends = m_cursor.at + 3 >= m_cursor.line.size();
        if (!ends && !isSpace(m_cursor.peek(3)))
            return;
        m_info.mark = done ? ListMark::DoneTask : ListMark::Task;
        m_info.box = m_cursor.at + 1;
        m_info.content = m_cursor.at + (ends ? 3 : 4);
    }

    bool readTable()
    {
        if (m_before.columns > 0 && m_info.quotes == m_before.quotes) {
            m_info.kind = LineKind::TableRow;
            m_info.after.columns = m_before.columns;
            return true;
        }
        const auto alignments = tableAlignments(withoutQuotes(m_next, m_info.quotes));
        if (alignments.isEmpty() || !m_cursor.rest().contains(u'|'))
            return false;
        if (tableCells(m_cursor.line, m_cursor.at).size() != alignments.size())
            return false;
        m_info.kind = LineKind::TableHead;
        m_info.after.columns = quint8(alignments.size());
        m_info.after.underHead = true;
        return true;
    }

    bool readBorder()
    {
        if (tableAlignments(m_cursor.rest()).size() != m_before.columns)
            return false;
        m_info.kind = LineKind::TableBorder;
        m_info.after.columns = m_before.columns;
        return true;
    }

    const ScanState &m_before;
    QStringView m_next;
    Cursor m_cursor;
    LineInfo m_info;
    int m_base = 0;
    int m_indent = 0; ///< columns behind the quotes
    int m_lastNumber = 0; ///< of the item that ended last: what comes now may be its sibling
    int m_inner = 0; ///< columns behind the words of the item it is in
};

} // namespace

LineInfo scanLine(const ScanState &before, QStringView line, QStringView next)
{
    return Reading(before, line, next).run();
}

QStringView fenceLanguage(QStringView line)
{
    qsizetype start = 0;
    while (start < line.size() && (isSpace(line[start]) || line[start] == u'>'))
        ++start;
    while (start < line.size() && (line[start] == u'`' || line[start] == u'~'))
        ++start;
    while (start < line.size() && isSpace(line[start]))
        ++start;
    qsizetype end = start;
    while (end < line.size() && !isSpace(line[end]))
        ++end;
    return line.sliced(start, end - start);
}

} // namespace coterie::document
