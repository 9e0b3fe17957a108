#include "client/searching.h"

#include <QSet>

#include <algorithm>

namespace coterie::client {

using protocol::Message;

SearchPart merged(const SearchPart &here, const SearchPart &server)
{
    SearchPart all {here.messages, here.hasMore || server.hasMore};
    QSet<protocol::MessageId> known;
    for (const Message &message : here.messages)
        known.insert(message.messageId);
    for (const Message &message : server.messages) {
        if (!known.contains(message.messageId))
            all.messages.append(message);
    }
    std::optional<WallTime> horizon;
    for (const SearchPart *part : {&here, &server}) {
        if (part->hasMore && !part->messages.isEmpty())
            horizon = std::max(horizon.value_or(part->messages.last().timestamp), part->messages.last().timestamp);
    }
    if (horizon)
        all.messages.removeIf([&](const Message &message) { return message.timestamp < *horizon; });
    std::ranges::stable_sort(all.messages, [](const Message &a, const Message &b) {
        return a.timestamp != b.timestamp ? a.timestamp > b.timestamp : a.roomId == b.roomId && a.seq > b.seq;
    });
    return all;
}

} // namespace coterie::client
