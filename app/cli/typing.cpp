#include "commands.h"
#include "workspace.h"

#include <QElapsedTimer>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

Exit typing(Invocation &call)
{
    const auto wanted = call.seconds(u"seconds"_s);
    if (!wanted)
        return call.misused(QString::fromStdString(wanted.error().message));
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (const auto able = workspace.needs(&plain::Abilities::presence, u"it knows no typing notices"_s); !able)
        return call.fail(able.error());
    const auto room = workspace.joinedRoom(call.argument(0));
    if (!room)
        return call.fail(room.error());

    const Millis whole = wanted->value_or(Millis(3'000));
    const Millis every = workspace.wire().welcome().timings.typingEvery;
    QElapsedTimer since;
    since.start();
    do {
        workspace.wire().tell(Typing {room->roomId});
        const Millis left = whole - Millis(since.elapsed());
        static_cast<void>(waitFor([] { return false; }, std::min(every, std::max(left, Millis(0)))));
    } while (since.elapsed() < whole.count());
    if (const auto answer = workspace.wire().ask(StopTyping {room->roomId}); !answer)
        return call.fail(answer.error());
    call.print({{u"roomId"_s, room->roomId.value()}, {u"seconds"_s, static_cast<double>(whole.count()) / 1'000}},
        u"You typed in %1."_s.arg(room->name));
    return Exit::Done;
}

} // namespace

Command typingCommand()
{
    return {u"typing"_s, u"ROOM"_s, u"Show the others that you are typing."_s,
        {{u"seconds"_s, u"For so long (3)."_s, u"S"_s}}, 1, 1, typing};
}

} // namespace coterie::cli
