#include "commands.h"
#include "lines.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

Exit search(Invocation &call)
{
    const auto limit = call.number(u"limit"_s, 1, 100);
    if (!limit)
        return call.misused(QString::fromStdString(limit.error().message));
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    Search request {.query = call.arguments().join(u' '), .limit = static_cast<int>(limit->value_or(50))};
    if (call.isSet(u"room"_s)) {
        const auto room = workspace.room(call.value(u"room"_s));
        if (!room)
            return call.fail(room.error());
        request.roomId = room->roomId;
    }
    const auto answer = workspace.wire().ask(request);
    if (!answer)
        return call.fail(answer.error());
    const auto found = searchResultsFromJson(*answer);
    if (!found)
        return call.fail(found.error());
    for (const Message &message : found->messages)
        call.print(toJson(message), lineOf(message));
    return Exit::Done;
}

} // namespace

Command searchCommand()
{
    return {u"search"_s, u"WORDS"_s, u"Find messages, newest first."_s,
        {{u"room"_s, u"Only in this room."_s, u"ROOM"_s}, {u"limit"_s, u"At most so many (50)."_s, u"N"_s}}, 1, -1,
        search};
}

} // namespace coterie::cli
