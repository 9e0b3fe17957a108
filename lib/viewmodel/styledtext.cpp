#include "viewmodel/styledtext.h"

#include <QUrl>

#include <array>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

/// Overrides and embeddings make a text read differently from what it is ("gpj.exe"); marks and isolates only keep
/// order.
bool overridesOrder(QChar c)
{
    return c.unicode() >= 0x202A && c.unicode() <= 0x202E;
}

void appendEscaped(QString &out, QChar c)
{
    if (c == u'<')
        out += "&lt;"_L1;
    else if (c == u'>')
        out += "&gt;"_L1;
    else if (c == u'&')
        out += "&amp;"_L1;
    else if (c == u'"')
        out += "&quot;"_L1;
    else if (!overridesOrder(c) && (c >= u' ' || c == u'\n' || c == u'\t'))
        out += c;
}

struct NamedColor {
    const char16_t *name;
    const char16_t *light;
    const char16_t *dark;
    const char16_t *lightContrast;
    const char16_t *darkContrast;
};

// Contrast with the code background (#F1EEE6, #202227): 4.5 and more in the first two columns, 7 and more in the
// others.
constexpr std::array<NamedColor, 8> colors {{
    {u"keyword", u"#8A2A9B", u"#C792EA", u"#5B1070", u"#E3C6FA"},
    {u"function", u"#1D57C4", u"#82AAFF", u"#0B2F7A", u"#BFD4FF"},
    {u"string", u"#99480A", u"#F0B27A", u"#5C2A00", u"#FFD9B3"},
    {u"comment", u"#3B7A1E", u"#B9DB8B", u"#1E4A08", u"#D6F2B0"},
    {u"number", u"#0B6E8A", u"#7FD6E8", u"#04404F", u"#B8F0FA"},
    {u"code", u"#9B3358", u"#EBA4BC", u"#5E1230", u"#FFD0DE"},
    {u"accent", u"#0F766E", u"#4DB6AC", u"#064E48", u"#8CF0E6"},
    {u"soft", u"#6E675D", u"#A5A199", u"#3D3832", u"#DAD6CE"},
}};

QChar characterOf(QStringView entity)
{
    if (entity == u"amp")
        return u'&';
    if (entity == u"lt")
        return u'<';
    if (entity == u"gt")
        return u'>';
    return entity == u"quot" ? u'"' : u' ';
}

} // namespace

bool StyledReader::next(StyledPiece &piece)
{
    if (m_at >= m_source.size())
        return false;
    constexpr qsizetype longestEntity = 8;
    const QChar c = m_source[m_at];
    const qsizetype end = c == u'<' ? m_source.indexOf(u'>', m_at) : c == u'&' ? m_source.indexOf(u';', m_at) : -1;
    if (end < 0 || (c == u'&' && end - m_at > longestEntity)) {
        piece = {.kind = StyledPiece::Kind::Character, .character = c, .tag = {}, .start = m_at, .end = m_at + 1};
        ++m_at;
        return true;
    }
    const QStringView inside = m_source.sliced(m_at + 1, end - m_at - 1);
    piece = {.kind = StyledPiece::Kind::Character, .character = {}, .tag = {}, .start = m_at, .end = end + 1};
    if (c == u'&') {
        piece.character = characterOf(inside);
    } else if (inside.startsWith(u"br")) {
        piece.kind = StyledPiece::Kind::LineBreak;
    } else {
        piece.kind = inside.startsWith(u'/') ? StyledPiece::Kind::Close : StyledPiece::Kind::Open;
        piece.tag = piece.kind == StyledPiece::Kind::Close ? inside.sliced(1) : inside;
    }
    m_at = end + 1;
    return true;
}

QString escapeStyled(QStringView text)
{
    QString out;
    out.reserve(text.size() + text.size() / 8);
    for (const QChar c : text)
        appendEscaped(out, c);
    return out;
}

QString escapeStyledVerbatim(QStringView text)
{
    QString out;
    out.reserve(text.size() + text.size() / 4);
    for (const QChar c : text) {
        if (c == u'\n')
            out += "<br>"_L1;
        else if (c == u'\t')
            out += u"\u00a0\u00a0\u00a0\u00a0"_s;
        else if (c == u' ')
            out += u'\u00a0';
        else
            appendEscaped(out, c);
    }
    return out;
}

QString styled(const QString &source, const TextPalette &palette)
{
    if (!source.contains("<font color="_L1))
        return source;
    QString out = source;
    for (const NamedColor &color : colors) {
        const char16_t *value = palette.highContrast ? (palette.dark ? color.darkContrast : color.lightContrast)
                                                     : (palette.dark ? color.dark : color.light);
        out.replace(u"<font color=\"%1\">"_s.arg(QString::fromUtf16(color.name)),
            u"<font color=\"%1\">"_s.arg(QString::fromUtf16(value)));
    }
    return out;
}

bool isSafeLink(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || url.size() > 2'048)
        return false;
    const QString scheme = parsed.scheme();
    if (scheme == "mailto"_L1)
        return !parsed.path().isEmpty();
    return (scheme == "http"_L1 || scheme == "https"_L1 || scheme == "coterie"_L1) && !parsed.host().isEmpty();
}

} // namespace coterie::viewmodel
