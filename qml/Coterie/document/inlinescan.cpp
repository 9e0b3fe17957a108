#include "inlinescan.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t FarthestOpener = 64; ///< delimiter runs that are looked back over
constexpr int LongestAddress = 2048;

bool isPunctuation(QChar c)
{
    return c.isPunct() || c.isSymbol();
}

class Reading
{
public:
    Reading(QStringView line, int from)
        : m_line(line.first(std::min(line.size(), qsizetype(LongestStyled))))
        , m_from(from)
    {
    }

    QList<InlineSpan> run()
    {
        for (m_at = m_from; m_at < end();) {
            const auto address = m_addresses.constFind(m_at);
            if (address != m_addresses.constEnd())
                m_at = *address;
            else
                readOne();
        }
        pairRuns();
        std::ranges::sort(m_spans, [](const InlineSpan &a, const InlineSpan &b) {
            return a.start != b.start ? a.start < b.start : a.end > b.end;
        });
        return std::move(m_spans);
    }

private:
    /// Signs of one kind in a row that may open or close emphasis.
    struct Run {
        int start = 0;
        int length = 0;
        int original = 0;
        QChar sign;
        bool opens = false;
        bool closes = false;
    };

    [[nodiscard]] int end() const { return int(m_line.size()); }
    [[nodiscard]] QChar peek(int at) const { return at >= m_from && at < end() ? m_line[at] : QChar(u' '); }
    [[nodiscard]] int find(QChar sign, int from, int longest) const
    {
        const int stop = std::min(end(), from + longest);
        for (int i = from; i < stop; ++i) {
            if (m_line[i] == sign)
                return i;
        }
        return -1;
    }

    void readOne()
    {
        switch (peek(m_at).unicode()) {
        case u'\\': return readEscape();
        case u'`': return readCode();
        case u'*':
        case u'_':
        case u'~': return readRun();
        case u'!':
        case u'[': return readLink();
        case u'<': return readAngle();
        case u'@': return readMention();
        case u'h':
        case u'm':
        case u'c': return readAddress();
        default: ++m_at;
        }
    }

    void readEscape()
    {
        const QChar next = peek(m_at + 1);
        if (m_at + 1 < end() && next.unicode() < 128 && isPunctuation(next)) {
            m_spans.append({.start = m_at, .end = m_at + 2, .opening = 1, .style = Inline::Escape});
            ++m_at;
        }
        ++m_at;
    }

    void readCode()
    {
        const int start = m_at;
        while (peek(m_at) == u'`')
            ++m_at;
        const int ticks = m_at - start;
        for (int i = find(u'`', m_at, LongestStyled); i >= 0; i = find(u'`', i, LongestStyled)) {
            const int closing = i;
            while (peek(i) == u'`')
                ++i;
            if (i - closing != ticks)
                continue;
            m_spans.append({.start = start, .end = i, .opening = ticks, .closing = ticks, .style = Inline::Code});
            m_at = i;
            return;
        }
        // Not closed on this line. The same run would be looked for again and again.
        if (++m_openTicks > int(FarthestOpener))
            m_at = end();
    }

    void readRun()
    {
        const QChar sign = m_line[m_at];
        Run run {.start = m_at, .sign = sign};
        while (m_at < end() && m_line[m_at] == sign)
            ++m_at;
        run.length = run.original = m_at - run.start;
        const QChar before = peek(run.start - 1);
        const QChar after = peek(m_at);
        const bool left = !after.isSpace() && (!isPunctuation(after) || before.isSpace() || isPunctuation(before));
        const bool right = !before.isSpace() && (!isPunctuation(before) || after.isSpace() || isPunctuation(after));
        run.opens = left && (sign != u'_' || !right || isPunctuation(before));
        run.closes = right && (sign != u'_' || !left || isPunctuation(after));
        if (sign == u'~' && run.length > 2)
            return;
        m_runs.push_back(run);
    }

    void readLink()
    {
        const int start = m_at;
        const int bracket = m_line[m_at] == u'!' ? m_at + 1 : m_at;
        ++m_at;
        if (peek(bracket) != u'[')
            return;
        const int close = closingBracket(bracket);
        if (close < 0 || peek(close + 1) != u'(')
            return;
        int address = close + 2;
        int depth = 1;
        int i = address;
        for (; i < std::min(end(), address + LongestAddress) && depth > 0; ++i) {
            if (m_line[i] == u'(')
                ++depth;
            else if (m_line[i] == u')')
                --depth;
            else if (m_line[i] == u'\\')
                ++i;
        }
        if (depth > 0)
            return;
        int addressEnd = i - 1;
        if (const int title = find(u' ', address, addressEnd - address); title >= 0)
            addressEnd = title;
        if (peek(address) == u'<' && peek(addressEnd - 1) == u'>') {
            ++address;
            --addressEnd;
        }
        m_spans.append({.start = start,
            .end = i,
            .opening = bracket + 1 - start,
            .closing = i - close,
            .style = Inline::Link,
            .targetStart = address,
            .targetEnd = addressEnd});
        m_addresses.insert(close, i);
        m_at = bracket + 1; // what is in the brackets has styles of its own
    }

    [[nodiscard]] int closingBracket(int bracket) const
    {
        int depth = 0;
        for (int i = bracket; i < std::min(end(), bracket + LongestAddress); ++i) {
            if (m_line[i] == u'\\')
                ++i;
            else if (m_line[i] == u'[')
                ++depth;
            else if (m_line[i] == u']' && --depth == 0)
                return i;
        }
        return -1;
    }

    [[nodiscard]] bool startsAddress(int at) const
    {
        const QStringView rest = m_line.sliced(at);
        return rest.startsWith("http://"_L1) || rest.startsWith("https://"_L1) || rest.startsWith("mailto:"_L1)
            || rest.startsWith("coterie://"_L1);
    }

    void readAngle()
    {
        const int start = m_at++;
        const int close = find(u'>', m_at, LongestAddress);
        if (close < 0 || !startsAddress(m_at))
            return; // HTML is text
        m_spans.append({.start = start,
            .end = close + 1,
            .opening = 1,
            .closing = 1,
            .style = Inline::Link,
            .targetStart = m_at,
            .targetEnd = close});
        m_at = close + 1;
    }

    void readMention()
    {
        const int start = m_at++;
        if (peek(start - 1).isLetterOrNumber())
            return;
        while (m_at < end() && (m_line[m_at].isLetterOrNumber() || m_line[m_at] == u'_' || m_line[m_at] == u'-'))
            ++m_at;
        if (m_at > start + 1)
            m_spans.append({.start = start, .end = m_at, .style = Inline::Mention});
    }

    void readAddress()
    {
        const int start = m_at++;
        if (peek(start - 1).isLetterOrNumber() || !startsAddress(start))
            return;
        while (m_at < end() && !m_line[m_at].isSpace() && m_line[m_at] != u'<' && m_line[m_at] != u'>')
            ++m_at;
        while (m_at > start && QStringView(u".,:;!?\"'*_~)]").contains(m_line[m_at - 1]))
            --m_at;
        m_spans.append({.start = start, .end = m_at, .style = Inline::Link, .targetStart = start, .targetEnd = m_at});
    }

    [[nodiscard]] static bool fit(const Run &opener, const Run &closer)
    {
        if (!opener.opens || opener.length == 0 || opener.sign != closer.sign)
            return false;
        if (opener.sign == u'~')
            return opener.length == closer.length;
        const bool both = opener.closes || closer.opens;
        return !both || (opener.original + closer.original) % 3 != 0
            || (opener.original % 3 == 0 && closer.original % 3 == 0);
    }

    void pairRuns()
    {
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            while (m_runs[i].closes && m_runs[i].length > 0 && pairOne(i)) { }
        }
    }

    bool pairOne(std::size_t index)
    {
        Run &closer = m_runs[index];
        const std::size_t farthest = index > FarthestOpener ? index - FarthestOpener : 0;
        for (std::size_t i = index; i-- > farthest;) {
            Run &opener = m_runs[i];
            if (!fit(opener, closer))
                continue;
            const bool isStrike = closer.sign == u'~';
            const int length = isStrike ? closer.length : std::min({opener.length, closer.length, 2});
            const int start = opener.start + opener.length - length;
            m_spans.append({.start = start,
                .end = closer.start + length,
                .opening = length,
                .closing = length,
                .style = isStrike ? Inline::Strike
                    : length == 2 ? Inline::Strong
                                  : Inline::Emphasis});
            opener.length -= length;
            closer.start += length;
            closer.length -= length;
            for (std::size_t between = i + 1; between < index; ++between)
                m_runs[between].opens = false; // spans nest
            return true;
        }
        return false;
    }

    QStringView m_line;
    int m_from = 0;
    int m_at = 0;
    int m_openTicks = 0;
    QList<InlineSpan> m_spans;
    std::vector<Run> m_runs;
    QHash<int, int> m_addresses; ///< of links, from the bracket before to behind: nothing in them is styled
};

} // namespace

QList<InlineSpan> scanInline(QStringView line, int from)
{
    return Reading(line, from).run();
}

QString withoutMarks(QStringView words)
{
    QList<std::pair<int, int>> marks;
    const auto spans = scanInline(words, 0);
    for (const InlineSpan &span : spans) {
        marks.append({span.start, span.innerStart()});
        marks.append({span.innerEnd(), span.end});
    }
    std::ranges::sort(marks);
    QString left;
    int at = 0;
    for (const auto &[start, end] : std::as_const(marks)) {
        if (start < at)
            continue;
        left += words.sliced(at, start - at);
        at = end;
    }
    left += words.sliced(at);
    return left;
}

} // namespace coterie::document
