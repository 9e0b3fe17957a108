#include "commands.h"
#include "lines.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

// The server tells who is in a room after each join.
std::optional<InitialPresence> membersOf(Wire &wire, const RoomId &roomId)
{
    constexpr Millis patience {10'000};
    std::optional<InitialPresence> members;
    QObject context;
    QObject::connect(&wire, &Wire::arrived, &context, [&](const Envelope &envelope) {
        if (envelope.type != "initial_presence"_L1)
            return;
        const auto notice = noticeFromEnvelope(envelope);
        const auto *const presence = notice ? std::get_if<InitialPresence>(&*notice) : nullptr;
        if (presence != nullptr && (presence->roomId == roomId || presence->roomId.isEmpty()))
            members = *presence;
    });
    if (!wire.ask(JoinRoom {.roomId = roomId}))
        return std::nullopt;
    static_cast<void>(waitFor([&] { return members.has_value(); }, patience));
    return members;
}

Exit who(Invocation &call)
{
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (const auto able = workspace.needs(&plain::Abilities::presence, u"it does not say who is there"_s); !able)
        return call.fail(able.error());
    const auto room = workspace.room(call.argument(0));
    if (!room)
        return call.fail(room.error());
    const auto members = membersOf(workspace.wire(), room->roomId);
    if (!members)
        return call.fail(Exit::TimedOut, u"The server did not say who is in the room."_s);
    for (const Presence &person : members->members) {
        QString text = u"%1  %2  %3"_s.arg(person.username, toWire(person.status), person.note).trimmed();
        if (person.status == Status::Offline && person.lastSeen)
            text += u"  last seen "_s + clockOf(*person.lastSeen);
        call.print(toJson(person), text);
    }
    return Exit::Done;
}

} // namespace

Command whoCommand()
{
    return {u"who"_s, u"ROOM"_s, u"List a room's members and whether they are there."_s, {}, 1, 1, who};
}

} // namespace coterie::cli
