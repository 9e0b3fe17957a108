#include "commands.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

Exit status(Invocation &call)
{
    const auto wanted = statusFromWire(call.argument(0));
    if (!wanted || *wanted == Status::Offline)
        return call.misused(u"The status is online, away, dnd or invisible."_s);
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    const QString note = call.value(u"note"_s);
    if (const auto answer = workspace.wire().ask(UpdatePresence {.status = *wanted, .note = note}); !answer)
        return call.fail(answer.error());
    call.print({{u"status"_s, toWire(*wanted)}, {u"note"_s, note}}, u"You are %1."_s.arg(toWire(*wanted)));
    return Exit::Done;
}

} // namespace

Command statusCommand()
{
    return {u"status"_s, u"online|away|dnd|invisible"_s, u"Set your presence."_s,
        {{u"note"_s, u"A few words beside your name."_s, u"TEXT"_s}}, 1, 1, status};
}

} // namespace coterie::cli
