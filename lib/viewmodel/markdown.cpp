#include "viewmodel/markdown.h"

#include "viewmodel/highlighter.h"
#include "viewmodel/markdownparts.h"
#include "viewmodel/styledtext.h"

#include <QUrl>

#include <md4c.h>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

// A server that follows the protocol sends at most 16 KB; another may send anything, and all of it would be laid out.
constexpr qsizetype MaximumLength = 32'768;
constexpr int MaximumBlocks = 200; ///< each becomes an item on the screen
constexpr int MaximumSpans = 500; ///< each becomes a format range in a text layout
constexpr int MaximumDepth = 8; ///< of quotes and lists: what still fits on a screen

QString fromUtf8(const MD_CHAR *text, MD_SIZE size)
{
    return QString::fromUtf8(text, qsizetype(size));
}

class Builder
{
public:
    explicit Builder(const MarkdownOptions &options) : m_options(options) { }

    QList<MessageBlock> build(const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        const MD_PARSER parser {
            .abi_version = 0,
            .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS
                | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
            .enter_block = [](MD_BLOCKTYPE type, void *detail,
                               void *self) { return cast(self).enterBlock(type, detail); },
            .leave_block = [](MD_BLOCKTYPE type, void *, void *self) { return cast(self).leaveBlock(type); },
            .enter_span = [](MD_SPANTYPE type, void *detail, void *self) { return cast(self).enterSpan(type, detail); },
            .leave_span = [](MD_SPANTYPE type, void *, void *self) { return cast(self).leaveSpan(type); },
            .text = [](MD_TEXTTYPE type, const MD_CHAR *chars, MD_SIZE size,
                        void *self) { return cast(self).text(type, chars, size); },
            .debug_log = nullptr,
            .syntax = nullptr,
        };
        if (md_parse(utf8.constData(), MD_SIZE(utf8.size()), &parser, this) != 0)
            return {};
        return std::move(m_blocks);
    }

private:
    struct ListLevel {
        bool ordered = false;
        unsigned next = 1;
    };

    static Builder &cast(void *self) { return *static_cast<Builder *>(self); }

    int enterBlock(MD_BLOCKTYPE type, void *detail)
    {
        switch (type) {
        case MD_BLOCK_QUOTE: ++m_quotes; break;
        case MD_BLOCK_UL: m_lists.append(ListLevel {}); break;
        case MD_BLOCK_OL:
            m_lists.append(ListLevel {.ordered = true, .next = static_cast<MD_BLOCK_OL_DETAIL *>(detail)->start});
            break;
        case MD_BLOCK_LI: enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail)); break;
        case MD_BLOCK_HR:
            begin(u"rule"_s);
            finish();
            break;
        case MD_BLOCK_H:
            begin(u"heading"_s);
            m_block.level = int(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
            break;
        case MD_BLOCK_CODE: {
            const auto &lang = static_cast<MD_BLOCK_CODE_DETAIL *>(detail)->lang;
            begin(u"code"_s);
            m_block.language = lang.text ? fromUtf8(lang.text, lang.size).left(32) : QString();
            break;
        }
        case MD_BLOCK_P: beginText(); break;
        case MD_BLOCK_TABLE:
            begin(u"table"_s);
            m_table.clear();
            break;
        case MD_BLOCK_TR: m_table.append(QStringList()); break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: m_cellStart = m_block.plain.size(); break;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_THEAD:
        case MD_BLOCK_TBODY: break;
        }
        return 0;
    }

    int leaveBlock(MD_BLOCKTYPE type)
    {
        switch (type) {
        case MD_BLOCK_QUOTE:
            finish();
            --m_quotes;
            break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            finish();
            m_lists.removeLast();
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: m_table.last().append(m_block.plain.mid(m_cellStart).simplified()); break;
        case MD_BLOCK_TABLE:
            layTable();
            finish();
            break;
        case MD_BLOCK_CODE: finishCode(); break;
        case MD_BLOCK_LI:
        case MD_BLOCK_H:
        case MD_BLOCK_P: finish(); break;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HR:
        case MD_BLOCK_HTML:
        case MD_BLOCK_THEAD:
        case MD_BLOCK_TBODY:
        case MD_BLOCK_TR: break;
        }
        return 0;
    }

    void enterItem(const MD_BLOCK_LI_DETAIL &detail)
    {
        finish(); // the text of the item around this one
        ListLevel &list = m_lists.last();
        if (detail.is_task)
            m_marker = detail.task_mark == ' ' ? u"☐ "_s : u"☑ "_s;
        else if (list.ordered)
            m_marker = u"%1. "_s.arg(list.next++);
        else
            m_marker = u"• "_s;
        beginText();
    }

    void beginText()
    {
        if (m_open)
            return; // a loose item's paragraph continues the item
        if (!m_lists.isEmpty()) {
            begin(u"list"_s);
            m_block.level = std::min(int(m_lists.size()), MaximumDepth);
            append(m_marker);
            m_marker.clear();
        } else if (m_quotes > 0) {
            begin(u"quote"_s);
            m_block.level = std::min(m_quotes, MaximumDepth);
        } else {
            begin(u"paragraph"_s);
        }
    }

    void begin(const QString &kind)
    {
        finish();
        m_block = MessageBlock {};
        m_block.kind = kind;
        m_open = true;
    }

    void finish()
    {
        if (!m_open)
            return;
        m_open = false;
        if (m_block.kind != "rule"_L1 && m_block.plain.trimmed().isEmpty())
            return;
        if (m_blocks.size() >= MaximumBlocks) { // the rest becomes one block: nothing is hidden, nothing explodes
            MessageBlock &last = m_blocks.last();
            last.source += "<br>"_L1 + m_block.source;
            last.plain += u'\n' + m_block.plain;
            return;
        }
        m_blocks.append(std::move(m_block));
    }

    void finishCode()
    {
        if (m_block.plain.endsWith(u'\n'))
            m_block.plain.chop(1);
        m_block.source = highlight(m_block.plain, m_block.language);
        finish();
    }

    void layTable()
    {
        const QStringList lines = alignedTable(std::move(m_table));
        m_block.plain = lines.join(u'\n');
        m_block.source.clear();
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString line = escapeStyledVerbatim(lines[i]);
            m_block.source += i == 0 ? u"<b>%1</b>"_s.arg(line) : u"<br>"_s + line;
        }
    }

    int enterSpan(MD_SPANTYPE type, void *detail)
    {
        QString open;
        QString close;
        if (++m_spans <= MaximumSpans) {
            switch (type) {
            case MD_SPAN_EM:
                open = u"<i>"_s;
                close = u"</i>"_s;
                break;
            case MD_SPAN_STRONG:
                open = u"<b>"_s;
                close = u"</b>"_s;
                break;
            case MD_SPAN_DEL:
                open = u"<s>"_s;
                close = u"</s>"_s;
                break;
            case MD_SPAN_CODE:
                open = u"<font color=\"code\">"_s;
                close = u"</font>"_s;
                break;
            case MD_SPAN_A: link(static_cast<MD_SPAN_A_DETAIL *>(detail)->href, open, close); break;
            case MD_SPAN_IMG: link(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src, open, close); break;
            case MD_SPAN_LATEXMATH:
            case MD_SPAN_LATEXMATH_DISPLAY:
            case MD_SPAN_WIKILINK:
            case MD_SPAN_U: break;
            }
        }
        // Spans nest as deep as somebody cares to type; the text engine's stack must not.
        if (m_closing.size() >= 2 * MaximumDepth)
            open = close = QString();
        if (type == MD_SPAN_A || type == MD_SPAN_IMG)
            ++m_linkDepth;
        m_block.source += open;
        m_closing.append(close);
        return 0;
    }

    int leaveSpan(MD_SPANTYPE type)
    {
        if (type == MD_SPAN_A || type == MD_SPAN_IMG)
            --m_linkDepth;
        if (!m_closing.isEmpty())
            m_block.source += m_closing.takeLast();
        return 0;
    }

    void link(const MD_ATTRIBUTE &target, QString &open, QString &close) const
    {
        if (m_linkDepth > 0)
            return; // a picture inside a link is part of that link's text
        const QString written = fromUtf8(target.text, target.size).trimmed();
        if (!isSafeLink(written))
            return;
        const QUrl url(written, QUrl::StrictMode);
        // Fully encoded there is no quote, space or angle bracket left that could end the attribute.
        open = u"<a href=\"%1\">"_s.arg(QString::fromLatin1(url.toEncoded(QUrl::FullyEncoded)));
        close = u"</a>"_s;
        if (const QString host = suspiciousHost(url); !host.isEmpty())
            close += u" (%1)"_s.arg(escapeStyled(host));
    }

    int text(MD_TEXTTYPE type, const MD_CHAR *chars, MD_SIZE size)
    {
        if (!m_open)
            beginText();
        switch (type) {
        case MD_TEXT_NULLCHAR: append(u"\ufffd"_s); break;
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR:
            m_block.source += "<br>"_L1;
            m_block.plain += u'\n';
            break;
        case MD_TEXT_ENTITY: append(entityText(fromUtf8(chars, size))); break;
        case MD_TEXT_CODE: appendCode(fromUtf8(chars, size)); break;
        case MD_TEXT_NORMAL: appendText(fromUtf8(chars, size)); break;
        case MD_TEXT_HTML:
        case MD_TEXT_LATEXMATH: append(fromUtf8(chars, size)); break;
        }
        return 0;
    }

    void append(const QString &words)
    {
        m_block.source += escapeStyled(words);
        m_block.plain += words;
    }

    void appendCode(const QString &code)
    {
        if (m_block.kind == "code"_L1)
            m_block.plain += code; // highlighted as a whole when it is complete
        else
            append(code);
    }

    /// Plain words with the mentions in them.
    void appendText(const QString &words)
    {
        qsizetype done = 0;
        for (qsizetype at = words.indexOf(u'@'); at >= 0 && m_options.mentioned; at = words.indexOf(u'@', at + 1)) {
            if (m_linkDepth > 0 || (at > 0 && words.at(at - 1).isLetterOrNumber()) || m_spans >= MaximumSpans)
                continue;
            const auto [length, user] = mentionAt(words, at + 1, m_options.mentioned);
            if (length == 0)
                continue;
            append(words.mid(done, at - done));
            const QString shown = escapeStyled(words.mid(at, length + 1));
            if (user == m_options.selfId)
                m_block.source += u"<font color=\"accent\"><b>%1</b></font>"_s.arg(shown);
            else
                m_block.source +=
                    u"<a href=\"mention:%1\">%2</a>"_s.arg(QString::fromLatin1(QUrl::toPercentEncoding(user)), shown);
            m_block.plain += words.mid(at, length + 1);
            ++m_spans;
            done = at + length + 1;
            at = done - 1;
        }
        append(done == 0 ? words : words.mid(done));
    }

    const MarkdownOptions &m_options;
    QList<MessageBlock> m_blocks;
    MessageBlock m_block;
    bool m_open = false;
    QString m_marker;
    QList<ListLevel> m_lists;
    QList<QString> m_closing;
    QList<QStringList> m_table;
    qsizetype m_cellStart = 0;
    int m_quotes = 0;
    int m_spans = 0;
    int m_linkDepth = 0;
};

MessageBlock plainBlock(const QString &text)
{
    MessageBlock block;
    block.kind = u"paragraph"_s;
    block.plain = text;
    block.source = escapeStyled(text).replace(u'\n', "<br>"_L1);
    return block;
}

} // namespace

QList<MessageBlock> markdownBlocks(const QString &text, const MarkdownOptions &options)
{
    QList<MessageBlock> blocks;
    if (text.size() > MaximumLength)
        blocks.append(plainBlock(text.left(MaximumLength) + u'…'));
    else
        blocks = Builder(options).build(text);
    if (blocks.isEmpty() && !text.trimmed().isEmpty())
        blocks.append(plainBlock(text));
    for (MessageBlock &block : blocks)
        block.text = block.source;
    return blocks;
}

QString plainText(const QList<MessageBlock> &blocks)
{
    QStringList parts;
    for (const MessageBlock &block : blocks) {
        if (!block.plain.isEmpty())
            parts.append(block.plain);
    }
    return parts.join(u'\n');
}

} // namespace coterie::viewmodel
