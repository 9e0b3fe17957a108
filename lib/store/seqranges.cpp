#include "store/seqranges.h"

#include <algorithm>

namespace coterie::store {

QList<SeqRange> withRange(const QList<SeqRange> &ranges, protocol::Seq first, protocol::Seq last)
{
    if (last < first)
        return ranges;
    SeqRange added {first, last, false};
    QList<SeqRange> result;
    for (const SeqRange &range : ranges) {
        if (!range.stale && range.first <= added.last + 1 && added.first <= range.last + 1) {
            added.first = std::min(added.first, range.first);
            added.last = std::max(added.last, range.last);
        } else if (!range.stale) {
            result.append(range);
        }
    }
    for (const SeqRange &range : ranges) { // after the joining, which may have grown over them
        if (!range.stale)
            continue;
        if (range.first < added.first)
            result.append({range.first, std::min(range.last, added.first - 1), true});
        if (range.last > added.last)
            result.append({std::max(range.first, added.last + 1), range.last, true});
    }
    result.append(added);
    std::ranges::sort(result, {}, &SeqRange::first);
    return result;
}

std::optional<SeqRange> rangeAt(const QList<SeqRange> &ranges, protocol::Seq seq)
{
    const auto found =
        std::ranges::find_if(ranges, [seq](const SeqRange &range) { return range.first <= seq && seq <= range.last; });
    if (found == ranges.end())
        return std::nullopt;
    return *found;
}

} // namespace coterie::store
