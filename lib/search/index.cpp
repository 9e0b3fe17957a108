#include "search/index.h"

#include "search/matcher.h"
#include "search/words.h"

#include <array>

namespace coterie::search {

using namespace Qt::StringLiterals;

namespace {

// Private-use characters begin what no text yields: wordsOf() takes them for separators.
constexpr char16_t partEnd = 0xe000; // a phrase does not run from one part into the next
constexpr char16_t authorMark = 0xe001;
constexpr char16_t roomMark = 0xe002;
constexpr char16_t featureMark = 0xe003;

constexpr std::array allFeatures {Feature::Link, Feature::File, Feature::Image, Feature::Poll, Feature::Code};

/// FNV-1a, 64 bits, of which 48 are kept: ids may hold any character, a word may not.
QString wordFor(char16_t mark, const QString &id)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : id.toUtf8()) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3ULL;
    }
    return QChar(mark) + QString::number(hash >> 16, 16);
}

QString wordFor(Feature feature)
{
    return QChar(featureMark) + QString::number(static_cast<int>(feature));
}

QString phrase(const Term &term)
{
    return u'"' + term.words.join(u' ') + (term.isPrefix ? u"\" *"_s : u"\""_s);
}

template <typename Ids>
QString anyOf(char16_t mark, const Ids &ids)
{
    QStringList words;
    for (const auto &id : ids)
        words.append(u'"' + wordFor(mark, id.value()) + u'"');
    return u'(' + words.join(u" OR "_s) + u')';
}

} // namespace

QByteArray documentOf(const protocol::Message &message)
{
    if (message.deleted)
        return {};
    QString document;
    for (const QString &part : partsOf(message)) {
        for (const Word &word : wordsOf(part)) {
            document += word.text;
            document += u' ';
        }
        document += QChar(partEnd);
        document += u' ';
    }
    document += wordFor(authorMark, message.userId.value()) + u' ' + wordFor(roomMark, message.roomId.value());
    for (const Feature feature : allFeatures) {
        if (hasFeature(message, feature))
            document += u' ' + wordFor(feature);
    }
    return document.toUtf8();
}

QString expressionFor(const Query &query, const QList<protocol::RoomId> &within)
{
    QStringList needed;
    for (const Term &term : query.terms)
        needed.append(phrase(term));
    for (const Feature feature : query.features)
        needed.append(u'"' + wordFor(feature) + u'"');
    if (!query.authors.isEmpty())
        needed.append(anyOf(authorMark, query.authors));
    if (!query.rooms.isEmpty())
        needed.append(anyOf(roomMark, query.rooms));
    else if (!within.isEmpty())
        needed.append(anyOf(roomMark, within));
    if (needed.isEmpty())
        return {};
    const QString expression = needed.join(u" AND "_s);
    if (query.excluded.isEmpty())
        return expression;
    QStringList unwanted;
    for (const Term &term : query.excluded)
        unwanted.append(phrase(term));
    return u'(' + expression + u") NOT ("_s + unwanted.join(u" OR "_s) + u')';
}

} // namespace coterie::search
