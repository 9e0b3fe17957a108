#include "commands.h"
#include "lines.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr qint64 mostMessages = 10'000;
constexpr int page = 200; // the server gives no more at once

Exit history(Invocation &call)
{
    const auto limit = call.number(u"limit"_s, 1, mostMessages);
    const auto before = call.number(u"before"_s, 1, std::numeric_limits<qint64>::max());
    for (const auto *option : {&limit, &before}) {
        if (!*option)
            return call.misused(QString::fromStdString(option->error().message));
    }
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (const auto able = workspace.needs(&plain::Abilities::history, u"it keeps no history"_s); !able)
        return call.fail(able.error());
    const auto room = workspace.room(call.argument(0));
    if (!room)
        return call.fail(room.error());

    QList<Message> messages; // oldest first
    auto wanted = limit->value_or(50);
    std::optional<Seq> end = *before;
    while (wanted > 0) {
        const auto answer = workspace.wire().ask(GetHistory {
            .roomId = room->roomId, .before = end, .limit = static_cast<int>(std::min<qint64>(wanted, page))});
        if (!answer)
            return call.fail(answer.error());
        const auto reply = historyReplyFromJson(*answer);
        if (!reply)
            return call.fail(reply.error());
        messages = reply->messages + messages;
        wanted -= reply->messages.size();
        if (!reply->hasBefore || reply->messages.isEmpty())
            break;
        end = reply->messages.first().seq;
    }
    for (const Message &message : std::as_const(messages))
        call.print(toJson(message), lineOf(message));
    return Exit::Done;
}

} // namespace

Command historyCommand()
{
    return {u"history"_s, u"ROOM"_s, u"Show a room's messages, oldest first."_s,
        {{u"limit"_s, u"At most so many (50)."_s, u"N"_s},
            {u"before"_s, u"Only messages with a lower number than this."_s, u"SEQ"_s}},
        1, 1, history};
}

} // namespace coterie::cli
