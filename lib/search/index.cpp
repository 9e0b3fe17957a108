#include "search/index.h"

#include "search/matcher.h"
#include "search/words.h"

#include <array>

namespace coterie::search {

using namespace Qt::StringLiterals;

namespace {

// Private-use characters begin what no text yields: wordsOf() takes them for separators.
constexpr char32_t authorMark = 0xe001;
constexpr char32_t roomMark = 0xe002;
constexpr char32_t featureMark = 0xe003;
constexpr char32_t beginningMark = 0xe004;
constexpr char32_t firstPairMark = 0xf0000; // planes 15 and 16, without their last two
constexpr std::uint64_t pairMarksOfPlane = 0xfffe;

constexpr std::array allFeatures {
    Feature::Link, Feature::File, Feature::Image, Feature::Poll, Feature::Code, Feature::Pinned, Feature::Edited};

constexpr int longestBeginning = 3; // letters; four and more are few enough words for FTS5 to gather
constexpr int longestRun = 5; // of the same word
constexpr int pairLetters = 4; // of the second word: more find little less that is not meant, and take room

/// FNV-1a, 64 bits.
std::uint64_t hashOf(QByteArrayView bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char byte : bytes) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001b3ULL;
    }
    return hash;
}

void append(QByteArray &utf8, char32_t c) ///< of three or four bytes
{
    const auto tail = [c](int shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3fU)); };
    if (c >= 0x10000) {
        utf8 += static_cast<char>(0xf0U | (c >> 18));
        utf8 += tail(12);
    } else {
        utf8 += static_cast<char>(0xe0U | (c >> 12));
    }
    utf8 += tail(6);
    utf8 += tail(0);
}

/// Ids may hold any character, a word may not: 48 bits of their hash.
QByteArray wordFor(char32_t mark, const QString &id)
{
    QByteArray word;
    append(word, mark);
    return word + QByteArray::number(static_cast<qulonglong>(hashOf(id.toUtf8()) >> 16), 16);
}

QByteArray wordFor(Feature feature)
{
    QByteArray word;
    append(word, featureMark);
    return word + QByteArray::number(static_cast<int>(feature));
}

/// The first letters (code points) of a word; all of it when it has no more.
QByteArrayView beginningOf(QByteArrayView word, int letters)
{
    qsizetype end = 0;
    for (; letters > 0 && end < word.size(); --letters) {
        do
            ++end;
        while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xc0U) == 0x80U);
    }
    return word.first(end);
}

/// One of 131,068 characters for the first word, then the beginning of the second. A word said three times in a row
/// follows itself doubled as well, and so on: each "ha ha ha" has all other pairs of a longer one.
void appendPair(QByteArray &to, QByteArrayView first, QByteArrayView second)
{
    const std::uint64_t number = (hashOf(first) >> 20) % (2 * pairMarksOfPlane);
    const std::uint64_t plane = number / pairMarksOfPlane;
    append(to, firstPairMark + static_cast<char32_t>(plane * 0x10000 + number % pairMarksOfPlane));
    to += beginningOf(second, pairLetters);
}

void appendWords(QByteArray &document, const QString &part)
{
    QByteArray before;
    int said = 0; // how often the word before has been said in a row
    for (const Word &each : wordsOf(part)) {
        QByteArray word = each.text.toUtf8();
        document += word;
        document += ' ';
        for (int letters = 1; letters <= longestBeginning; ++letters) {
            const QByteArrayView beginning = beginningOf(word, letters);
            if (beginning.size() == word.size())
                break;
            append(document, beginningMark);
            document += beginning;
            document += ' ';
        }
        if (said > 0) {
            appendPair(document, before, word);
            document += ' ';
        }
        said = word == before ? std::min(said + 1, longestRun) : 1;
        if (said > 2) {
            appendPair(document, before.repeated(said - 1), word);
            document += ' ';
        }
        before = std::move(word);
    }
}

QByteArray quoted(QByteArrayView word)
{
    return '"' + word.toByteArray() + '"';
}

QByteArray anyOf(const QByteArrayList &words)
{
    QByteArrayList alternatives;
    for (const QByteArray &word : words)
        alternatives.append(quoted(word));
    return '(' + alternatives.join(" OR ") + ')';
}

QByteArray anyBeginning(const QByteArray &beginning, const Vocabulary &vocabulary)
{
    const auto words = vocabulary ? vocabulary(beginning) : std::nullopt;
    return words && !words->isEmpty() ? anyOf(*words) : quoted(beginning) + '*';
}

QByteArray conditionFor(const QByteArray &word, bool isPrefix, const Vocabulary &vocabulary)
{
    if (!isPrefix)
        return quoted(word);
    if (beginningOf(word, longestBeginning).size() < word.size())
        return anyBeginning(word, vocabulary);
    QByteArray longer;
    append(longer, beginningMark);
    longer += word;
    return anyOf({word, longer});
}

/// Of a phrase its pairs, which are rare, and the last word where a pair does not hold it to the end.
QByteArrayList conditionsFor(const Term &term, const Vocabulary &vocabulary)
{
    QByteArrayList words;
    for (const QString &word : term.words)
        words.append(word.toUtf8());
    const auto last = words.size() - 1;
    if (last == 0)
        return {conditionFor(words.first(), term.isPrefix, vocabulary)};
    QByteArrayList pairs;
    int said = 1;
    for (qsizetype i = 1; i <= last; ++i) {
        const bool isOpen = term.isPrefix && i == last;
        QByteArray pair;
        said = !isOpen && words[i] == words[i - 1] ? std::min(said + 1, longestRun) : 1;
        appendPair(pair, words[i - 1].repeated(std::max(1, said - 1)), words[i]);
        const bool isWhole = beginningOf(words[i], pairLetters).size() == words[i].size();
        pairs.append(isOpen && isWhole ? anyBeginning(pair, vocabulary) : quoted(pair));
        if (!isWhole && i == last)
            pairs.append(conditionFor(words[i], isOpen, vocabulary));
    }
    return pairs;
}

template <typename Ids>
QByteArray anyOf(char32_t mark, const Ids &ids)
{
    QByteArrayList words;
    for (const auto &id : ids)
        words.append(wordFor(mark, id.value()));
    return anyOf(words);
}

} // namespace

QByteArray documentOf(const protocol::Message &message)
{
    if (message.deleted)
        return {};
    QByteArray document;
    for (const QString &part : partsOf(message))
        appendWords(document, part);
    document += wordFor(authorMark, message.userId.value()) + ' ' + wordFor(roomMark, message.roomId.value());
    for (const Feature feature : allFeatures) {
        if (hasFeature(message, feature))
            document += ' ' + wordFor(feature);
    }
    return document;
}

QString expressionFor(const Query &query, const QList<protocol::RoomId> &within, const Vocabulary &vocabulary)
{
    QByteArrayList needed;
    for (const Term &term : query.terms)
        needed += conditionsFor(term, vocabulary);
    for (const Feature feature : query.features)
        needed.append(quoted(wordFor(feature)));
    if (!query.authors.isEmpty())
        needed.append(anyOf(authorMark, query.authors));
    if (!query.rooms.isEmpty())
        needed.append(anyOf(roomMark, query.rooms));
    else if (!within.isEmpty())
        needed.append(anyOf(roomMark, within));
    if (needed.isEmpty())
        return {};
    QByteArray expression = needed.join(" AND ");
    QByteArrayList unwanted; // pairs only propose a phrase, so a phrase cannot be taken away by them
    for (const Term &term : query.excluded) {
        if (term.words.size() == 1)
            unwanted.append(quoted(term.words.first().toUtf8()));
    }
    if (!unwanted.isEmpty())
        expression = '(' + expression + ") NOT (" + unwanted.join(" OR ") + ')';
    return QString::fromUtf8(expression);
}

} // namespace coterie::search
