#include "search/matcher.h"

#include "search/words.h"

#include <algorithm>

namespace coterie::search {

using namespace Qt::StringLiterals;
using protocol::Message;

namespace {

bool standsAt(const Term &term, const QList<Word> &words, qsizetype at)
{
    const auto count = term.words.size();
    if (at + count > words.size())
        return false;
    for (qsizetype i = 0; i < count; ++i) {
        const QString &word = words[at + i].text;
        const bool fits = term.isPrefix && i + 1 == count ? word.startsWith(term.words[i]) : word == term.words[i];
        if (!fits)
            return false;
    }
    return true;
}

bool occurs(const Term &term, const QList<QList<Word>> &parts)
{
    for (const QList<Word> &words : parts) {
        for (qsizetype at = 0; at + term.words.size() <= words.size(); ++at) {
            if (standsAt(term, words, at))
                return true;
        }
    }
    return false;
}

bool wordsFit(const Query &query, const QStringList &parts)
{
    if (query.terms.isEmpty() && query.excluded.isEmpty())
        return true;
    QList<QList<Word>> words;
    for (const QString &part : parts)
        words.append(wordsOf(part));
    return std::ranges::all_of(query.terms, [&](const Term &term) { return occurs(term, words); })
        && std::ranges::none_of(query.excluded, [&](const Term &term) { return occurs(term, words); });
}

} // namespace

QStringList partsOf(const Message &message)
{
    QStringList parts {normalForm(message.text)};
    for (const protocol::Attachment &file : message.attachments)
        parts.append(normalForm(file.name));
    if (message.poll) {
        parts.append(normalForm(message.poll->question));
        for (const QString &option : message.poll->options)
            parts.append(normalForm(option));
    }
    return parts;
}

bool hasFeature(const Message &message, Feature feature)
{
    switch (feature) {
    case Feature::Link:
        return message.text.contains("http://"_L1, Qt::CaseInsensitive)
            || message.text.contains("https://"_L1, Qt::CaseInsensitive)
            || message.text.contains("www."_L1, Qt::CaseInsensitive);
    case Feature::File: return !message.attachments.isEmpty();
    case Feature::Image:
        return std::ranges::any_of(
            message.attachments, [](const auto &file) { return file.mime.startsWith("image/"_L1); });
    case Feature::Poll: return message.poll.has_value();
    case Feature::Code: return message.text.count(u'`') >= 2;
    case Feature::Pinned: return message.pinned;
    case Feature::Edited: return message.editedAt.has_value();
    }
    return false;
}

bool matches(const Query &query, const Message &message)
{
    return matchesFilters(query, message) && wordsFit(query, partsOf(message));
}

bool matchesFilters(const Query &query, const Message &message)
{
    return !message.deleted && (!query.before || message.timestamp < *query.before)
        && (!query.after || message.timestamp >= *query.after)
        && (query.authors.isEmpty() || query.authors.contains(message.userId))
        && (query.rooms.isEmpty() || query.rooms.contains(message.roomId))
        && std::ranges::all_of(query.features, [&](Feature feature) { return hasFeature(message, feature); });
}

bool matchesText(const Query &query, const QString &text)
{
    return wordsFit(query, {normalForm(text)});
}

QList<Span> spansOf(const Query &query, QStringView text)
{
    const QList<Word> words = wordsOf(text);
    QList<Span> spans;
    for (qsizetype at = 0; at < words.size(); ++at) {
        qsizetype longest = 0;
        for (const Term &term : query.terms) {
            if (standsAt(term, words, at))
                longest = std::max(longest, term.words.size());
        }
        if (longest == 0)
            continue;
        const Word &last = words[at + longest - 1];
        const qsizetype start = words[at].start;
        const qsizetype end = last.start + last.length;
        if (!spans.isEmpty() && spans.last().start + spans.last().length >= start)
            spans.last().length = std::max(spans.last().length, end - spans.last().start);
        else
            spans.append({start, end - start});
    }
    return spans;
}

} // namespace coterie::search
