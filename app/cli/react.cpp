#include "commands.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

Exit react(Invocation &call)
{
    // A message's id says where it is; the room in front is allowed, since every other command begins with it.
    const QString messageId = call.argument(call.arguments().size() - 2);
    const QString emoji = call.arguments().last();
    const bool on = !call.isSet(u"off"_s);
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    const auto answer = workspace.wire().ask(React {MessageId {messageId}, emoji, on});
    if (!answer)
        return call.fail(answer.error());
    QJsonObject line {{u"messageId"_s, messageId}, {u"emoji"_s, emoji}, {u"on"_s, on}};
    if (answer->contains("seq"_L1))
        line.insert(u"seq"_s, answer->value("seq"_L1));
    call.print(line, on ? u"Reacted with %1."_s.arg(emoji) : u"Took %1 back."_s.arg(emoji));
    return Exit::Done;
}

} // namespace

Command reactCommand()
{
    return {u"react"_s, u"[ROOM] MESSAGE EMOJI"_s, u"React to a message, by its id."_s,
        {{u"off"_s, u"Take the reaction back."_s}}, 2, 3, react};
}

} // namespace coterie::cli
