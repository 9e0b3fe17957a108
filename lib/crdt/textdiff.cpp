#include "crdt/textdiff.h"

#include "crdt/internal/alignment.h"
#include "crdt/internal/words.h"

#include <algorithm>
#include <unordered_map>

namespace coterie::crdt {

namespace {

using internal::align;
using internal::Match;
using View = std::u16string_view;
using Pieces = std::vector<View>; ///< one after the other, without gaps

/// Units [aBegin, aEnd) become [bBegin, bEnd).
struct Change {
    std::size_t aBegin = 0;
    std::size_t aEnd = 0;
    std::size_t bBegin = 0;
    std::size_t bEnd = 0;
    [[nodiscard]] std::size_t size() const { return std::max(aEnd - aBegin, bEnd - bBegin); }
};
using Changes = std::vector<Change>;

Pieces linesOf(View text)
{
    Pieces lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(u'\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

Pieces wordsOf(View text)
{
    Pieces words;
    while (!text.empty()) {
        const std::size_t end = internal::wordLength(text);
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

/// Numbers for pieces, the same for the same piece.
class Names
{
public:
    std::vector<std::uint32_t> of(std::span<const View> pieces)
    {
        std::vector<std::uint32_t> ids;
        ids.reserve(pieces.size());
        for (const View piece : pieces)
            ids.push_back(m_ids.try_emplace(piece, std::uint32_t(m_ids.size())).first->second);
        return ids;
    }
    [[nodiscard]] std::size_t size() const { return m_ids.size(); }

private:
    std::unordered_map<View, std::uint32_t> m_ids;
};

/// The longest rising row of second numbers, pairs being sorted by their first: patience sorting, O(n log n).
std::vector<std::pair<std::uint32_t, std::uint32_t>> rising(
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> &pairs)
{
    std::vector<std::size_t> tops; // the pair with the smallest second number that ends a row of each length
    std::vector<std::size_t> before(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto place = std::lower_bound(tops.begin(), tops.end(), pairs[i].second,
            [&](std::size_t top, std::uint32_t value) { return pairs[top].second < value; });
        before[i] = place == tops.begin() ? i : *(place - 1);
        if (place == tops.end())
            tops.push_back(i);
        else
            *place = i;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> row(tops.size());
    for (std::size_t length = tops.size(), i = tops.empty() ? 0 : tops.back(); length > 0; i = before[i])
        row[--length] = pairs[i];
    return row;
}

/// Lines that stand once on either side, in the same order.
std::vector<std::pair<std::uint32_t, std::uint32_t>> anchors(
    std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::size_t names)
{
    struct Seen {
        std::uint32_t times = 0;
        std::uint32_t place = 0;
    };
    std::vector<Seen> inA(names);
    std::vector<Seen> inB(names);
    for (std::uint32_t i = 0; i < a.size(); ++i)
        inA[a[i]] = {inA[a[i]].times + 1, i};
    for (std::uint32_t i = 0; i < b.size(); ++i)
        inB[b[i]] = {inB[b[i]].times + 1, i};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> unique;
    for (std::uint32_t i = 0; i < a.size(); ++i) {
        if (inA[a[i]].times == 1 && inB[a[i]].times == 1)
            unique.emplace_back(i, inB[a[i]].place);
    }
    return rising(unique);
}

std::vector<Match> alignLines(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b, std::size_t names)
{
    std::vector<Match> matches;
    std::uint32_t aBegin = 0;
    std::uint32_t bBegin = 0;
    const auto upTo = [&](std::uint32_t aEnd, std::uint32_t bEnd) {
        for (const Match &match : align(a.subspan(aBegin, aEnd - aBegin), b.subspan(bBegin, bEnd - bBegin)))
            matches.push_back({aBegin + match.a, bBegin + match.b, match.length});
        aBegin = aEnd;
        bBegin = bEnd;
    };
    for (const auto &[inA, inB] : anchors(a, b, names)) {
        upTo(inA, inB);
        matches.push_back({inA, inB, 1});
        aBegin = inA + 1;
        bBegin = inB + 1;
    }
    upTo(std::uint32_t(a.size()), std::uint32_t(b.size()));
    return matches;
}

/// What lies between the matches, in units; `whole` is the stretch the pieces were cut from.
Changes between(const Pieces &a, const Pieces &b, const std::vector<Match> &matches, const Change &whole)
{
    Changes changes;
    std::size_t pieceA = 0;
    std::size_t pieceB = 0;
    Change next {whole.aBegin, whole.aBegin, whole.bBegin, whole.bBegin};
    const auto flush = [&] {
        if (next.size() > 0)
            changes.push_back(next);
    };
    for (const Match &match : matches) {
        for (; pieceA < match.a; ++pieceA)
            next.aEnd += a[pieceA].size();
        for (; pieceB < match.b; ++pieceB)
            next.bEnd += b[pieceB].size();
        flush();
        std::size_t same = 0;
        for (std::uint32_t i = 0; i < match.length; ++i)
            same += a[pieceA + i].size();
        pieceA += match.length;
        pieceB += match.length;
        next = {next.aEnd + same, next.aEnd + same, next.bEnd + same, next.bEnd + same};
    }
    next.aEnd = whole.aEnd;
    next.bEnd = whole.bEnd;
    flush();
    return changes;
}

/// A gap of a space or a comma between two changes is no news of its own: "slow red" instead of "slow", "red".
bool isWorthKeeping(View same, const Change &before, const Change &after)
{
    return same.size() > std::min(before.size(), after.size()) || same.find(u'\n') != View::npos
        || internal::hasLetters(same);
}

Changes joinNeighbours(View a, const Changes &changes)
{
    Changes joined;
    for (const Change &change : changes) {
        if (joined.empty()
            || isWorthKeeping(
                a.substr(joined.back().aEnd, change.aBegin - joined.back().aEnd), joined.back(), change)) {
            joined.push_back(change);
            continue;
        }
        joined.back().aEnd = change.aEnd;
        joined.back().bEnd = change.bEnd;
    }
    return joined;
}

/// One word that became another keeps its ends where most of it is the same: "colour" out of "color" is one letter.
Change keepEnds(View a, View b, Change change)
{
    const View from = a.substr(change.aBegin, change.aEnd - change.aBegin);
    const View to = b.substr(change.bBegin, change.bEnd - change.bBegin);
    if (from.empty() || to.empty() || internal::wordLength(from) != from.size()
        || internal::wordLength(to) != to.size())
        return change;
    const std::size_t most = std::min(from.size(), to.size());
    std::size_t head = 0;
    while (head < most && from[head] == to[head])
        ++head;
    while (head > 0 && !(internal::isBoundary(from, head) && internal::isBoundary(to, head)))
        --head;
    std::size_t tail = 0;
    while (tail < most - head && from[from.size() - tail - 1] == to[to.size() - tail - 1])
        ++tail;
    while (tail > 0 && !(internal::isBoundary(from, from.size() - tail) && internal::isBoundary(to, to.size() - tail)))
        --tail;
    if (2 * (head + tail) < std::max(from.size(), to.size()))
        return change;
    return {change.aBegin + head, change.aEnd - tail, change.bBegin + head, change.bEnd - tail};
}

/// Where both begin or end alike, cut at the ends of lines.
Change differing(View a, View b)
{
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t head =
        std::size_t(std::mismatch(a.begin(), a.begin() + std::ptrdiff_t(most), b.begin()).first - a.begin());
    if (head < a.size() || head < b.size())
        head = a.substr(0, head).rfind(u'\n') + 1; // npos + 1 is 0
    const std::size_t rest = most - head;
    std::size_t tail =
        std::size_t(std::mismatch(a.rbegin(), a.rbegin() + std::ptrdiff_t(rest), b.rbegin()).first - a.rbegin());
    const auto isLineStart = [](View text, std::size_t place) { return place == 0 || text[place - 1] == u'\n'; };
    while (tail > 0 && !(isLineStart(a, a.size() - tail) && isLineStart(b, b.size() - tail)))
        --tail;
    return {head, a.size() - tail, head, b.size() - tail};
}

Delta deltaOf(View b, const Changes &changes)
{
    Delta delta;
    const auto add = [&delta](DeltaStep::Kind kind, std::size_t length) {
        if (length > 0)
            delta.push_back(
                {.kind = kind, .length = std::uint32_t(length), .text = {}, .values = {}, .attributes = {}});
        return length > 0;
    };
    std::size_t place = 0;
    for (const Change &change : changes) {
        add(DeltaStep::Kind::Retain, change.aBegin - place);
        if (add(DeltaStep::Kind::Insert, change.bEnd - change.bBegin)) {
            delta.back().length = 0;
            delta.back().text = b.substr(change.bBegin, change.bEnd - change.bBegin);
        }
        add(DeltaStep::Kind::Delete, change.aEnd - change.aBegin);
        place = change.aEnd;
    }
    return delta;
}

} // namespace

Delta diffText(View before, View after)
{
    const Change whole = differing(before, after);
    const auto aOf = [&](const Change &change) { return before.substr(change.aBegin, change.aEnd - change.aBegin); };
    const auto bOf = [&](const Change &change) { return after.substr(change.bBegin, change.bEnd - change.bBegin); };

    const Pieces aLines = linesOf(aOf(whole));
    const Pieces bLines = linesOf(bOf(whole));
    Names lineNames;
    const auto aIds = lineNames.of(aLines);
    const auto bIds = lineNames.of(bLines);
    Changes changes;
    for (const Change &gap : between(aLines, bLines, alignLines(aIds, bIds, lineNames.size()), whole)) {
        const Pieces aWords = wordsOf(aOf(gap));
        const Pieces bWords = wordsOf(bOf(gap));
        Names wordNames;
        const auto aWordIds = wordNames.of(aWords);
        const auto bWordIds = wordNames.of(bWords);
        for (const Change &change : joinNeighbours(before, between(aWords, bWords, align(aWordIds, bWordIds), gap)))
            changes.push_back(keepEnds(before, after, change));
    }
    return deltaOf(after, changes);
}

} // namespace coterie::crdt
