#include "viewmodel/searchexcerpt.h"

#include "search/matcher.h"
#include "search/words.h"
#include "viewmodel/format.h"
#include "viewmodel/fuzzy.h"
#include "viewmodel/markdown.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestExcerpt = 240; ///< units: about five lines of the pane
constexpr qsizetype lead = 60; ///< of them before the first hit

/// Where a cut may fall: not inside a word, nor inside a surrogate pair.
qsizetype wordStart(const QString &text, qsizetype at)
{
    const qsizetype space = text.indexOf(u' ', at);
    if (space >= 0 && space - at < lead / 2)
        return space + 1;
    return at > 0 && at < text.size() && text[at].isLowSurrogate() ? at + 1 : at;
}

} // namespace

Excerpt excerptOf(const protocol::Message &message, const search::Query &query)
{
    QStringList parts = search::partsOf(message);
    parts.first() = search::normalForm(plainText(markdownBlocks(message.text)));
    QString text;
    QList<search::Span> spans;
    for (const QString &part : std::as_const(parts)) {
        const QString line = format::oneLine(part, static_cast<int>(part.size()) + 1);
        if (line.isEmpty())
            continue;
        if (auto found = search::spansOf(query, line); text.isEmpty() || (!found.isEmpty() && spans.isEmpty())) {
            text = line;
            spans = std::move(found);
        }
    }
    const qsizetype hit = spans.isEmpty() ? 0 : spans.first().start;
    const qsizetype from = hit > lead ? std::min(wordStart(text, hit - lead), hit) : 0;
    const QString cut = (from > 0 ? u"…"_s : QString()) + text.sliced(from);
    const QString shown = format::oneLine(cut, longestExcerpt);
    QList<int> positions;
    for (const search::Span &span : std::as_const(spans)) {
        const qsizetype start = span.start - from + (from > 0 ? 1 : 0);
        for (qsizetype at = start; at < start + span.length && at < shown.size() - 1; ++at)
            positions.append(static_cast<int>(at));
        if (start + span.length == shown.size() && start < shown.size())
            positions.append(static_cast<int>(shown.size() - 1));
    }
    return {markMatch(shown, positions), shown};
}

} // namespace coterie::viewmodel
