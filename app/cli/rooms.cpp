#include "commands.h"
#include "protocol/envelope.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

Exit rooms(Invocation &call)
{
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    const auto all = workspace.rooms();
    if (!all)
        return call.fail(all.error());
    for (const protocol::Room &room : *all) {
        QStringList notes {protocol::toWire(room.kind)};
        if (!room.member)
            notes << u"not joined"_s;
        if (room.unread > 0)
            notes << u"%1 unread"_s.arg(room.unread);
        call.print(protocol::toJson(room), u"%1  (%2)  %3"_s.arg(room.name, notes.join(u", "_s), room.topic).trimmed());
    }
    return Exit::Done;
}

} // namespace

Command roomsCommand()
{
    return {u"rooms"_s, {}, u"List the rooms you may see."_s, {}, 0, 0, rooms};
}

} // namespace coterie::cli
