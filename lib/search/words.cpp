#include "search/words.h"

#include <QChar>

#include <algorithm>

namespace coterie::search {

using namespace Qt::StringLiterals;

namespace {

/// What a code point is to a reader who looks for something.
enum class Kind { Separator, Letter, Single, Mark, Ignored };

/// Letters of scripts that run their words together, and Hangul, whose particles stick to the word before.
bool standsAlone(QChar::Script script)
{
    switch (script) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Hangul:
    case QChar::Script_Yi:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
    case QChar::Script_Tibetan: return true;
    default: return false;
    }
}

bool isAccent(char32_t c) ///< marks that searching overlooks: accents, Hebrew points, Arabic vowel signs
{
    return (c >= 0x0300 && c <= 0x036f) || (c >= 0x0591 && c <= 0x05c7) || (c >= 0x0610 && c <= 0x061a) || c == 0x0640
        || (c >= 0x064b && c <= 0x065f) || c == 0x0670 || (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff)
        || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xfe20 && c <= 0xfe2f);
}

bool isSkinTone(char32_t c)
{
    return c >= 0x1f3fb && c <= 0x1f3ff;
}

bool isAsciiWord(char32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

QChar lowered(QChar c) ///< of ASCII
{
    return c >= u'A' && c <= u'Z' ? QChar(c.unicode() + (u'a' - u'A')) : c;
}

Kind kindOf(char32_t c)
{
    if (c < 0x80)
        return isAsciiWord(c) ? Kind::Letter : Kind::Separator;
    if (isAccent(c) || isSkinTone(c) || c == 0x200d || c == 0x00ad) // joiner, soft hyphen
        return Kind::Ignored;
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other: return standsAlone(QChar::script(c)) ? Kind::Single : Kind::Letter;
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter: return Kind::Letter;
    case QChar::Number_Other:
    case QChar::Symbol_Math:
    case QChar::Symbol_Currency:
    case QChar::Symbol_Other: return Kind::Single;
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining: return Kind::Mark;
    default: return Kind::Separator; // also private use, which the index keeps for itself
    }
}

/// Letters without a decomposition that people type as others.
QStringView spelledOut(char32_t c)
{
    switch (c) {
    case U'ß': return u"ss";
    case U'æ': return u"ae";
    case U'œ': return u"oe";
    case U'ø': return u"o";
    case U'ł': return u"l";
    case U'đ':
    case U'ð': return u"d";
    case U'þ': return u"th";
    case U'ı': return u"i";
    case U'ħ': return u"h";
    default: return {};
    }
}

void appendFolded(char32_t c, QString &out, int depth = 0)
{
    if (c < 0x80) {
        out += lowered(QChar(static_cast<char16_t>(c)));
        return;
    }
    if (isAccent(c))
        return;
    const QChar::Script script = QChar::script(c);
    const bool isWhole = script == QChar::Script_Hangul || script == QChar::Script_Hiragana
        || (script == QChar::Script_Katakana && QChar::decompositionTag(c) == QChar::Canonical);
    constexpr int deepest = 4; // Unicode's decompositions nest no deeper
    if (!isWhole && depth < deepest) {
        if (const QString parts = QChar::decomposition(c); !parts.isEmpty()) {
            for (const char32_t part : parts.toUcs4()) {
                if (kindOf(part) != Kind::Separator)
                    appendFolded(part, out, depth + 1);
            }
            return;
        }
    }
    const char32_t folded = QChar::toCaseFolded(c);
    if (const QStringView spelled = spelledOut(folded); !spelled.isEmpty())
        out += spelled;
    else
        out += QChar::fromUcs4(folded);
}

/// Grows a list word by word.
class Cutter
{
public:
    void take(char32_t c, qsizetype at, qsizetype units)
    {
        switch (kindOf(c)) {
        case Kind::Separator: finish(); break;
        case Kind::Ignored:
            if (m_open)
                m_word.length = at + units - m_word.start;
            break;
        case Kind::Mark:
            if (m_open)
                grow(c, at, units);
            break;
        case Kind::Single: single(c, at, units); break;
        case Kind::Letter:
            if (m_open && m_isSingle)
                finish();
            grow(c, at, units);
            break;
        }
    }

    /// Letters and digits of ASCII, most of what is cut: as take() for each, without looking at each.
    void takeRun(QStringView run, qsizetype at)
    {
        if (m_open && m_isSingle)
            finish();
        if (!m_open) {
            m_word = {{}, at, 0};
            m_open = true;
            m_isSingle = false;
            m_flagHalves = 0;
        }
        const qsizetype known = m_word.text.size();
        const qsizetype more = std::min(run.size(), std::max<qsizetype>(0, longestWord - known));
        m_word.text.resize(known + more);
        std::ranges::transform(run.first(more), m_word.text.begin() + known, lowered);
        m_word.length = at + run.size() - m_word.start;
    }

    QList<Word> finished()
    {
        finish();
        return std::move(m_words);
    }

private:
    void single(char32_t c, qsizetype at, qsizetype units)
    {
        const bool isFlag = c >= 0x1f1e6 && c <= 0x1f1ff; // two of them make one flag
        const bool completes = isFlag && m_open && m_flagHalves == 1;
        if (!completes)
            finish();
        grow(c, at, units);
        m_isSingle = true;
        m_flagHalves = isFlag ? (completes ? 2 : 1) : 0;
    }

    void grow(char32_t c, qsizetype at, qsizetype units)
    {
        if (!m_open) {
            m_word = {{}, at, 0};
            m_open = true;
            m_isSingle = false;
            m_flagHalves = 0;
        }
        if (m_word.text.size() < longestWord)
            appendFolded(c, m_word.text);
        m_word.length = at + units - m_word.start;
    }

    void finish()
    {
        if (m_open && !m_word.text.isEmpty())
            m_words.append(std::move(m_word));
        m_open = false;
    }

    QList<Word> m_words;
    Word m_word;
    bool m_open = false;
    bool m_isSingle = false;
    int m_flagHalves = 0;
};

} // namespace

QList<Word> wordsOf(QStringView text)
{
    Cutter cutter;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar unit = text[at];
        if (isAsciiWord(unit.unicode())) {
            qsizetype end = at + 1;
            while (end < text.size() && isAsciiWord(text[end].unicode()))
                ++end;
            cutter.takeRun(text.sliced(at, end - at), at);
            at = end - 1;
        } else if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            cutter.take(QChar::surrogateToUcs4(unit, text[at + 1]), at, 2);
            ++at;
        } else {
            cutter.take(unit.isSurrogate() ? U' ' : unit.unicode(), at, 1);
        }
    }
    return cutter.finished();
}

QString normalForm(const QString &text)
{
    return text.normalized(QString::NormalizationForm_C);
}

} // namespace coterie::search
