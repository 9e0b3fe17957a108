#include "client/changes.h"
#include "commands.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

/// The connection, and what a plain server does not do.
Exit showConnection(const Invocation &call)
{
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    const QString server = workspace.account().server.toString();
    const QString name = workspace.wire().welcome().self.username;
    QJsonObject line {{u"connection"_s, u"connected"_s}, {u"server"_s, server}, {u"username"_s, name}};
    QString text = u"Connected to %1 as %2."_s.arg(server, name);
    if (const auto dialect = workspace.wire().dialect()) {
        line.insert(u"dialect"_s, plain::nameOf(*dialect));
        line.insert(u"limits"_s, client::limitsOf(dialect));
        text += u' ' + client::limitsOf(dialect);
    }
    call.print(line, text);
    return Exit::Done;
}

Exit status(Invocation &call)
{
    if (call.arguments().isEmpty())
        return showConnection(call);
    const auto wanted = statusFromWire(call.argument(0));
    if (!wanted || *wanted == Status::Offline)
        return call.misused(u"The status is online, away, dnd or invisible."_s);
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (const auto able = workspace.needs(&plain::Abilities::presence, u"it does not say who is there"_s); !able)
        return call.fail(able.error());
    const QString note = call.value(u"note"_s);
    if (const auto answer = workspace.wire().ask(UpdatePresence {.status = *wanted, .note = note}); !answer)
        return call.fail(answer.error());
    call.print({{u"status"_s, toWire(*wanted)}, {u"note"_s, note}}, u"You are %1."_s.arg(toWire(*wanted)));
    return Exit::Done;
}

} // namespace

Command statusCommand()
{
    return {u"status"_s, u"[online|away|dnd|invisible]"_s, u"Set your presence, or show the connection."_s,
        {{u"note"_s, u"A few words beside your name."_s, u"TEXT"_s}}, 0, 1, status};
}

} // namespace coterie::cli
