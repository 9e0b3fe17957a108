#include "markdown/html.h"

#include <QUrl>

#include <md4c.h>

#include <algorithm>
#include <array>

namespace coterie::markdown {

using namespace Qt::StringLiterals;

namespace {

constexpr char page[] = R"html(<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>%1</title><style>
:root{color-scheme:light dark;--ground:#fff;--ink:#1c1b1a;--soft:#6b6862;--line:#d9d5cc;--tint:#f6f5f2;--accent:#0f766e}
@media(prefers-color-scheme:dark){:root{--ground:#161615;--ink:#f0eeea;--soft:#a19d95;--line:#3a3834;--tint:#201f1e;--accent:#2dd4bf}}
body{max-width:44rem;margin:3rem auto;padding:0 1.25rem;background:var(--ground);color:var(--ink);
font:1.0625rem/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em}a{color:var(--accent)}
code,pre{font:.9375em/1.5 ui-monospace,"DejaVu Sans Mono",monospace;background:var(--tint);border-radius:4px}
code{padding:.1em .3em}pre{padding:.8em 1em;overflow-x:auto}pre code{padding:0;font-size:1em}
blockquote{margin:1em 0;padding-inline-start:1em;border-inline-start:3px solid var(--line);color:var(--soft)}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{border:1px solid var(--line);padding:.35em .7em}
hr{border:0;border-top:1px solid var(--line);margin:2em 0}li.task{list-style:none;margin-inline-start:-1.4em}
@media print{body{margin:0;max-width:none}}
</style></head><body>
%2</body></html>
)html";

bool isSafe(QStringView address)
{
    const QString scheme = QUrl(address.trimmed().toString()).scheme().toLower();
    return scheme == "http"_L1 || scheme == "https"_L1 || scheme == "mailto"_L1;
}

/// Turns md4c's events into HTML. A failed bound stops md4c.
class Writer
{
public:
    explicit Writer(qsizetype longest) : m_longest(longest) { }

    [[nodiscard]] QString take() { return std::move(m_html); }

    int enterBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML: break;
        case MD_BLOCK_QUOTE: m_html += "<blockquote dir=\"auto\">\n"_L1; break;
        case MD_BLOCK_UL: m_html += "<ul dir=\"auto\">\n"_L1; break;
        case MD_BLOCK_OL: openNumbered(*static_cast<const MD_BLOCK_OL_DETAIL *>(detail)); break;
        case MD_BLOCK_LI: openItem(*static_cast<const MD_BLOCK_LI_DETAIL *>(detail)); break;
        case MD_BLOCK_HR: m_html += "<hr>\n"_L1; break;
        case MD_BLOCK_H: m_html += u"<h%1 dir=\"auto\">"_s.arg(levelOf(detail)); break;
        case MD_BLOCK_CODE: m_html += "<pre dir=\"ltr\"><code>"_L1; break;
        case MD_BLOCK_P: m_html += "<p dir=\"auto\">"_L1; break;
        case MD_BLOCK_TABLE: m_html += "<table dir=\"auto\">\n"_L1; break;
        case MD_BLOCK_THEAD: m_html += "<thead>\n"_L1; break;
        case MD_BLOCK_TBODY: m_html += "<tbody>\n"_L1; break;
        case MD_BLOCK_TR: m_html += "<tr>"_L1; break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            openCell(type == MD_BLOCK_TH ? "th"_L1 : "td"_L1, *static_cast<const MD_BLOCK_TD_DETAIL *>(detail));
            break;
        }
        return verdict();
    }

    int leaveBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_HR: break;
        case MD_BLOCK_QUOTE: m_html += "</blockquote>\n"_L1; break;
        case MD_BLOCK_UL: m_html += "</ul>\n"_L1; break;
        case MD_BLOCK_OL: m_html += "</ol>\n"_L1; break;
        case MD_BLOCK_LI: m_html += "</li>\n"_L1; break;
        case MD_BLOCK_H: m_html += u"</h%1>\n"_s.arg(levelOf(detail)); break;
        case MD_BLOCK_CODE: m_html += "</code></pre>\n"_L1; break;
        case MD_BLOCK_P: m_html += "</p>\n"_L1; break;
        case MD_BLOCK_TABLE: m_html += "</table>\n"_L1; break;
        case MD_BLOCK_THEAD: m_html += "</thead>\n"_L1; break;
        case MD_BLOCK_TBODY: m_html += "</tbody>\n"_L1; break;
        case MD_BLOCK_TR: m_html += "</tr>\n"_L1; break;
        case MD_BLOCK_TH: m_html += "</th>"_L1; break;
        case MD_BLOCK_TD: m_html += "</td>"_L1; break;
        }
        return verdict();
    }

    int enterSpan(MD_SPANTYPE type, void *detail)
    {
        switch (type) {
        case MD_SPAN_EM: m_html += "<em>"_L1; break;
        case MD_SPAN_STRONG: m_html += "<strong>"_L1; break;
        case MD_SPAN_CODE: m_html += "<code>"_L1; break;
        case MD_SPAN_DEL: m_html += "<s>"_L1; break;
        case MD_SPAN_A: openLink(static_cast<const MD_SPAN_A_DETAIL *>(detail)->href); break;
        case MD_SPAN_IMG: openLink(static_cast<const MD_SPAN_IMG_DETAIL *>(detail)->src); break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
        case MD_SPAN_WIKILINK:
        case MD_SPAN_U: break;
        }
        return verdict();
    }

    int leaveSpan(MD_SPANTYPE type)
    {
        switch (type) {
        case MD_SPAN_EM: m_html += "</em>"_L1; break;
        case MD_SPAN_STRONG: m_html += "</strong>"_L1; break;
        case MD_SPAN_CODE: m_html += "</code>"_L1; break;
        case MD_SPAN_DEL: m_html += "</s>"_L1; break;
        case MD_SPAN_A:
        case MD_SPAN_IMG: closeLink(); break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
        case MD_SPAN_WIKILINK:
        case MD_SPAN_U: break;
        }
        return verdict();
    }

    int text(MD_TEXTTYPE type, const QString &text)
    {
        switch (type) {
        case MD_TEXT_NULLCHAR: m_html += QChar(QChar::ReplacementCharacter); break;
        case MD_TEXT_BR: m_html += "<br>\n"_L1; break;
        case MD_TEXT_SOFTBR: m_html += u'\n'; break;
        case MD_TEXT_ENTITY: m_html += isEntity(text) ? text : text.toHtmlEscaped(); break;
        case MD_TEXT_NORMAL:
        case MD_TEXT_CODE:
        case MD_TEXT_HTML:
        case MD_TEXT_LATEXMATH: m_html += text.toHtmlEscaped(); break;
        }
        return verdict();
    }

private:
    [[nodiscard]] int verdict() const { return m_html.size() > m_longest ? 1 : 0; }
    [[nodiscard]] static unsigned levelOf(void *detail)
    {
        return static_cast<const MD_BLOCK_H_DETAIL *>(detail)->level;
    }

    /// "&amp;", "&#33;", "&#x21;": as md4c found it, so a browser reads what the writer meant.
    [[nodiscard]] static bool isEntity(const QString &text)
    {
        return text.size() > 2 && text.startsWith(u'&') && text.endsWith(u';')
            && std::all_of(text.begin() + 1, text.end() - 1,
                [](QChar c) { return c == u'#' || (c < QChar(0x80) && c.isLetterOrNumber()); });
    }

    void openNumbered(const MD_BLOCK_OL_DETAIL &detail)
    {
        if (detail.start == 1)
            m_html += "<ol dir=\"auto\">\n"_L1;
        else
            m_html += u"<ol dir=\"auto\" start=\"%1\">\n"_s.arg(detail.start);
    }

    void openItem(const MD_BLOCK_LI_DETAIL &detail)
    {
        if (detail.is_task == 0) {
            m_html += "<li>"_L1;
            return;
        }
        const bool isDone = detail.task_mark == 'x' || detail.task_mark == 'X';
        m_html += "<li class=\"task\"><input type=\"checkbox\" disabled"_L1;
        m_html += isDone ? " checked> "_L1 : "> "_L1;
    }

    void openCell(QLatin1StringView name, const MD_BLOCK_TD_DETAIL &detail)
    {
        constexpr std::array align {""_L1, "left"_L1, "center"_L1, "right"_L1}; // as md4c numbers them
        const QLatin1StringView where = align[std::min<std::size_t>(detail.align, align.size() - 1)];
        m_html += u'<' + name;
        if (!where.isEmpty())
            m_html += " style=\"text-align:"_L1 + where + u'"';
        m_html += " dir=\"auto\">"_L1;
    }

    void openLink(const MD_ATTRIBUTE &address)
    {
        const QString target = QString::fromUtf8(address.text, qsizetype(address.size));
        m_links.append(isSafe(target) && !m_links.contains(true)); // a link inside a link is its words
        if (m_links.last())
            m_html +=
                "<a rel=\"noopener noreferrer nofollow\" href=\""_L1 + target.trimmed().toHtmlEscaped() + "\">"_L1;
    }

    void closeLink()
    {
        if (m_links.takeLast())
            m_html += "</a>"_L1;
    }

    QString m_html;
    QList<bool> m_links;
    qsizetype m_longest;
};

Writer &writerOf(void *data)
{
    return *static_cast<Writer *>(data);
}

} // namespace

QString toHtmlDocument(const QString &title, const QString &markdown)
{
    constexpr qsizetype growth = 16;
    constexpr qsizetype least = 1'000'000;
    const QByteArray utf8 = markdown.toUtf8();
    Writer writer(growth * markdown.size() + least);
    MD_PARSER parser {};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return writerOf(data).enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        return writerOf(data).leaveBlock(type, detail);
    };
    parser.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        return writerOf(data).enterSpan(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void *, void *data) { return writerOf(data).leaveSpan(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        return writerOf(data).text(type, QString::fromUtf8(text, qsizetype(size)));
    };
    static_cast<void>(md_parse(utf8.constData(), MD_SIZE(utf8.size()), &parser, &writer)); // only a bound stops it
    return QString::fromLatin1(page).arg(title.toHtmlEscaped(), writer.take());
}

} // namespace coterie::markdown
