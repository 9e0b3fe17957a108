#include "viewmodel/highlighter.h"

#include "viewmodel/styledtext.h"

#include <QSet>

#include <array>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaximumLength = 8'192; ///< beyond that nobody reads colours and a layout of many formats gets slow
constexpr int MaximumSpans = 600;

struct Rules {
    const QSet<QString> *keywords = nullptr;
    QString lineComment; ///< empty: none
    bool blockComment = false;
    bool singleQuotes = true;
};

QSet<QString> words(const char16_t *list)
{
    const QStringList split = QString::fromUtf16(list).split(u' ');
    return {split.begin(), split.end()};
}

const QSet<QString> &cKeywords()
{
    static const QSet<QString> set =
        words(u"alignas alignof any as async auto await bool boolean break case catch char class co_await co_return "
              u"concept const "
              u"constexpr continue crate debugger default delete do double else enum explicit export extends extern "
              u"false final "
              u"finally float fn for foreach friend from func function go goto if impl implements import in inline "
              u"instanceof int "
              u"interface let long loop match mod mut namespace new nil noexcept null nullptr number operator override "
              u"package "
              u"private property protected pub public readonly ref require required requires return self short signal "
              u"signed sizeof "
              u"static static_cast str string struct super switch template this throw trait true try type typedef "
              u"typename typeof "
              u"undefined union unsigned unsafe use using val var virtual void volatile where while yield");
    return set;
}

const QSet<QString> &scriptKeywords()
{
    static const QSet<QString> set = words(
        u"False None True and as assert async await begin break case class continue def del do done elif else elsif "
        u"end "
        u"ensure esac except export false fi finally for from function global if import in is lambda local match "
        u"module nil "
        u"nonlocal not null or pass raise rescue return self set source then true try unless until while with yield "
        u"select insert update where join order group by create table SELECT INSERT UPDATE DELETE FROM WHERE JOIN "
        u"ORDER GROUP "
        u"BY CREATE TABLE AND OR NOT NULL");
    return set;
}

const QSet<QString> &dataKeywords()
{
    static const QSet<QString> set = words(u"true false null yes no");
    return set;
}

Rules rulesFor(const QString &language)
{
    const QString name = language.toLower();
    static const QSet<QString> hashed =
        words(u"py python sh bash zsh shell console rb ruby perl r make makefile cmake dockerfile");
    static const QSet<QString> data = words(u"json yaml yml toml ini conf properties env");
    static const QSet<QString> plain = words(u"text txt plain log diff md markdown");
    if (plain.contains(name))
        return {.keywords = nullptr, .lineComment = {}, .blockComment = false, .singleQuotes = false};
    if (hashed.contains(name))
        return {.keywords = &scriptKeywords(), .lineComment = u"#"_s};
    if (data.contains(name))
        return {.keywords = &dataKeywords(), .lineComment = name == "json"_L1 ? QString() : u"#"_s};
    if (name == "sql"_L1 || name == "lua"_L1 || name == "haskell"_L1)
        return {.keywords = &scriptKeywords(), .lineComment = u"--"_s};
    return {.keywords = &cKeywords(), .lineComment = u"//"_s, .blockComment = true};
}

class Highlighter
{
public:
    Highlighter(QStringView code, Rules rules) : m_code(code), m_rules(std::move(rules)) { }

    QString run()
    {
        while (m_at < m_code.size()) {
            const QChar c = m_code[m_at];
            if (!m_rules.lineComment.isEmpty() && rest().startsWith(m_rules.lineComment) && commentMayStart())
                token(endOf(u'\n'), u"comment");
            else if (m_rules.blockComment && rest().startsWith("/*"_L1))
                token(endOfBlockComment(), u"comment");
            else if (c == u'"' || c == u'`' || (c == u'\'' && m_rules.singleQuotes))
                token(endOfString(c), u"string");
            else if (c.isDigit())
                token(endOfWord(), u"number");
            else if (c.isLetter() || c == u'_')
                word();
            else
                plain(m_at + 1);
        }
        flush();
        return m_out;
    }

private:
    [[nodiscard]] QStringView rest() const { return m_code.sliced(m_at); }

    /// "#" begins a comment only at the start of a word: not in "$#" or "a#b".
    [[nodiscard]] bool commentMayStart() const
    {
        return m_rules.lineComment != "#"_L1 || m_at == 0 || m_code[m_at - 1].isSpace();
    }
    [[nodiscard]] qsizetype endOf(QChar stop) const
    {
        const qsizetype found = m_code.indexOf(stop, m_at);
        return found < 0 ? m_code.size() : found;
    }
    [[nodiscard]] qsizetype endOfBlockComment() const
    {
        const qsizetype found = m_code.indexOf("*/"_L1, m_at + 2);
        return found < 0 ? m_code.size() : found + 2;
    }
    [[nodiscard]] qsizetype endOfString(QChar quote) const
    {
        for (qsizetype i = m_at + 1; i < m_code.size(); ++i) {
            if (m_code[i] == u'\\')
                ++i;
            else if (m_code[i] == quote)
                return i + 1;
            else if (m_code[i] == u'\n' && quote != u'`')
                return i; // not closed on its line: an apostrophe, most likely
        }
        return m_code.size();
    }
    [[nodiscard]] qsizetype endOfWord() const
    {
        qsizetype i = m_at;
        while (i < m_code.size()
            && (m_code[i].isLetterOrNumber() || m_code[i] == u'_' || (m_code[i] == u'.' && m_code[m_at].isDigit())))
            ++i;
        return i;
    }
    void word()
    {
        const qsizetype end = endOfWord();
        if (m_rules.keywords && m_rules.keywords->contains(m_code.sliced(m_at, end - m_at).toString()))
            token(end, u"keyword");
        else if (m_rules.keywords && end < m_code.size() && m_code[end] == u'(')
            token(end, u"function");
        else
            plain(end);
    }
    void plain(qsizetype end) { m_at = end; }
    void flush()
    {
        m_out += escapeStyledVerbatim(m_code.sliced(m_flushed, m_at - m_flushed));
        m_flushed = m_at;
    }
    void token(qsizetype end, const char16_t *color)
    {
        if (++m_spans > MaximumSpans)
            return plain(end);
        flush();
        m_out += u"<font color=\"%1\">"_s.arg(QString::fromUtf16(color));
        m_at = end;
        flush();
        m_out += "</font>"_L1;
    }

    QStringView m_code;
    Rules m_rules;
    QString m_out;
    qsizetype m_at = 0;
    qsizetype m_flushed = 0;
    int m_spans = 0;
};

} // namespace

QString highlight(const QString &code, const QString &language)
{
    if (code.size() > MaximumLength)
        return escapeStyledVerbatim(code);
    return Highlighter(code, rulesFor(language)).run();
}

} // namespace coterie::viewmodel
