#include "client/pages.h"

#include "protocol/validation.h"

#include <algorithm>

namespace coterie::client {

using protocol::Message;
using protocol::RoomId;
using protocol::Seq;

namespace {

constexpr int worthShowing =
    20; ///< messages that fill a window; with fewer, a moment's wait for a whole page looks calmer

PageKind effectiveKind(const PageQuery &query, const PageContext &context)
{
    return query.kind == PageKind::FirstUnread && context.unread == 0 ? PageKind::Latest : query.kind;
}

/// The position the page hangs on: the range that holds it is the one to read.
Seq anchorOf(const PageQuery &query, const PageContext &context)
{
    switch (effectiveKind(query, context)) {
    case PageKind::Latest: return context.position;
    case PageKind::FirstUnread: return context.readSeq + 1;
    case PageKind::Before: return query.seq - 1;
    case PageKind::After: return query.seq + 1;
    case PageKind::Around:
    case PageKind::At: return query.seq;
    }
    return 0;
}

QList<Message> readAround(store::Store &store, const RoomId &room, const store::SeqRange &range, Seq seq, int limit)
{
    const int before = limit / 3; // what is new gets the room, with some of what it follows
    QList<Message> messages = store.messages().lastOf(room, range.first, seq - 1, before);
    messages += store.messages().firstOf(room, seq, range.last, limit - static_cast<int>(messages.size()));
    if (messages.size() < limit && !messages.isEmpty()) {
        const Seq first = messages.first().seq;
        messages =
            store.messages().lastOf(room, range.first, first - 1, limit - static_cast<int>(messages.size())) + messages;
    }
    return messages;
}

QList<Message> readRange(
    store::Store &store, const PageQuery &query, const PageContext &context, const store::SeqRange &range)
{
    auto &messages = store.messages();
    switch (effectiveKind(query, context)) {
    case PageKind::Latest: return messages.lastOf(query.roomId, range.first, range.last, query.limit);
    case PageKind::Before: return messages.lastOf(query.roomId, range.first, query.seq - 1, query.limit);
    case PageKind::After: return messages.firstOf(query.roomId, query.seq + 1, range.last, query.limit);
    case PageKind::FirstUnread: return readAround(store, query.roomId, range, context.readSeq + 1, query.limit);
    case PageKind::Around:
    case PageKind::At: return readAround(store, query.roomId, range, query.seq, query.limit);
    }
    return {};
}

/// Too little for a first page while a server could give a whole one.
bool isTooShort(const PageQuery &query, const PageContext &context, const Stretch &stretch)
{
    if (!context.online || stretch.messages.size() >= std::min(query.limit, worthShowing))
        return false;
    switch (effectiveKind(query, context)) {
    case PageKind::Latest: return stretch.hasBefore;
    case PageKind::Before:
    case PageKind::After: return stretch.messages.isEmpty() && (stretch.hasBefore || stretch.hasAfter);
    case PageKind::FirstUnread:
    case PageKind::Around:
    case PageKind::At: return stretch.hasBefore || stretch.hasAfter;
    }
    return false;
}

} // namespace

namespace {

/// The first message of the range at this time or later, by halving: times rise with the positions.
Seq firstSince(store::Store &store, const RoomId &room, const store::SeqRange &range, WallTime at)
{
    Seq found = range.last + 1;
    Seq low = range.first;
    Seq high = found;
    while (low < high) {
        const Seq middle = low + (high - low) / 2;
        const auto next = store.messages().firstOf(room, middle, range.last, 1);
        if (!next.isEmpty() && next.first().timestamp < at) {
            low = next.first().seq + 1;
            continue;
        }
        if (!next.isEmpty())
            found = next.first().seq;
        high = middle;
    }
    return found;
}

} // namespace

std::optional<Seq> seqAt(store::Store &store, const RoomId &room, WallTime at, const PageContext &context)
{
    std::optional<Seq> nearest; // of what is stored, for those who cannot ask
    for (const store::SeqRange &range : store.rooms().ranges(room)) {
        const Seq seq = firstSince(store, room, range, at);
        const bool isFirst = seq == range.first && range.first > 1; // an earlier one may be at the server
        const bool isBehind = seq > range.last;
        if (!isBehind && !isFirst)
            return seq;
        if (isBehind && range.last >= context.position)
            return range.last;
        if (!nearest || isBehind)
            nearest = std::min(seq, range.last);
    }
    return context.online ? std::nullopt : nearest;
}

std::optional<Stretch> pageFromStore(store::Store &store, const PageQuery &query, const PageContext &context)
{
    if (!context.known)
        return std::nullopt;
    if (context.position == 0)
        return Stretch {}; // nothing was ever said there
    const Seq anchor = anchorOf(query, context);
    if (query.kind == PageKind::After && anchor > context.position)
        return Stretch {{}, true, false};
    if (query.kind == PageKind::Before && anchor < 1)
        return Stretch {{}, false, true};
    const auto ranges = store.rooms().ranges(query.roomId);
    auto range = store::rangeAt(ranges, anchor);
    if (!context.online && !range && query.kind != PageKind::Before && query.kind != PageKind::After
        && !ranges.isEmpty())
        range = ranges.last(); // the newest of what there is, rather than nothing
    if (!range || (range->stale && context.online))
        return std::nullopt;

    Stretch stretch;
    stretch.messages = readRange(store, query, context, *range);
    const Seq first = stretch.messages.isEmpty() ? anchor : stretch.messages.first().seq;
    const Seq last = stretch.messages.isEmpty() ? anchor : stretch.messages.last().seq;
    auto &messages = store.messages();
    stretch.hasBefore = range->first > 1 || !messages.lastOf(query.roomId, range->first, first - 1, 1).isEmpty();
    stretch.hasAfter =
        range->last < context.position || !messages.firstOf(query.roomId, last + 1, range->last, 1).isEmpty();
    if (isTooShort(query, context, stretch))
        return std::nullopt;
    return stretch;
}

protocol::GetHistory historyFor(const PageQuery &query, const PageContext &context)
{
    protocol::GetHistory request {.roomId = query.roomId};
    request.limit = std::clamp(query.limit, 1, protocol::maxHistoryPage);
    switch (effectiveKind(query, context)) {
    case PageKind::Latest: break;
    case PageKind::FirstUnread: request.around = context.readSeq + 1; break;
    case PageKind::Before: request.before = query.seq; break;
    case PageKind::After: request.after = query.seq; break;
    case PageKind::Around: request.around = query.seq; break;
    case PageKind::At: request.at = query.at; break;
    }
    return request;
}

void storeHistory(
    store::Store &store, const protocol::GetHistory &request, const protocol::HistoryReply &reply, Seq position)
{
    const bool empty = reply.messages.isEmpty();
    Seq first = reply.hasBefore ? (empty ? position + 1 : reply.messages.first().seq) : 1;
    Seq last = reply.hasAfter ? (empty ? 0 : reply.messages.last().seq) : position;
    if (!empty)
        last = std::max(last, reply.messages.last().seq);
    if (request.before)
        last = *request.before - 1;
    if (request.after)
        first = *request.after + 1;
    if (last < first)
        return;
    store.messages().replace(request.roomId, first, last, reply.messages);
    store.rooms().addRange(request.roomId, first, last);
}

} // namespace coterie::client
