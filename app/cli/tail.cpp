#include "commands.h"
#include "feed.h"
#include "lines.h"
#include "workspace.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

struct Wishes {
    std::optional<qint64> since;
    std::optional<qint64> count;
    std::optional<Millis> timeout;
};

Result<Wishes> wishesOf(const Invocation &call)
{
    const auto since = call.number(u"since"_s, 0, std::numeric_limits<qint64>::max());
    const auto count = call.number(u"count"_s, 1, std::numeric_limits<qint64>::max());
    const auto timeout = call.seconds(u"timeout"_s);
    for (const auto *option : {&since, &count}) {
        if (!*option)
            return option->error();
    }
    if (!timeout)
        return timeout.error();
    return Wishes {*since, *count, *timeout};
}

Exit tail(Invocation &call)
{
    const auto wishes = wishesOf(call);
    if (!wishes)
        return call.misused(QString::fromStdString(wishes.error().message));
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());

    qint64 printed = 0;
    std::optional<Exit> end;
    Feed feed(workspace.wire(), call.isSet(u"ephemeral"_s) ? Feed::Ephemeral::Include : Feed::Ephemeral::Skip);
    const auto show = [&](const QJsonObject &line, const QString &text) {
        if (end)
            return;
        call.print(line, text);
        if (++printed == wishes->count)
            end = Exit::Done;
    };
    QObject::connect(&feed, &Feed::event, &feed, [&](const Envelope &event) { show(flat(event), lineOf(event)); });
    QObject::connect(&feed, &Feed::reset, &feed, [&](const RoomId &roomId) {
        call.print({{u"event"_s, u"reset"_s}, {u"roomId"_s, roomId.value()}}, u"(the room begins again)"_s);
    });
    QObject::connect(
        &feed, &Feed::refused, &feed, [&](const QString &words) { end = call.fail(Exit::Refused, words); });
    QObject::connect(
        &workspace.wire(), &Wire::stopped, &feed, [&](const QString &words) { end = call.fail(Exit::Refused, words); });

    for (const QString &name : call.arguments()) {
        const auto room = workspace.room(name);
        if (!room)
            return call.fail(room.error());
        feed.follow(*room, wishes->since);
    }
    static_cast<void>(waitFor([&] { return end.has_value(); }, wishes->timeout.value_or(forever)));
    // Without a number to wait for, the time's end is what was asked for.
    return end.value_or(wishes->count ? Exit::TimedOut : Exit::Done);
}

} // namespace

Command tailCommand()
{
    return {u"tail"_s, u"ROOM…"_s, u"Print what happens in rooms, as it happens."_s,
        {{u"since"_s, u"Begin after this event."_s, u"SEQ"_s}, {u"count"_s, u"End after so many events."_s, u"N"_s},
            {u"timeout"_s, u"End after so many seconds; 5 is the exit code if --count was not reached."_s, u"S"_s},
            {u"ephemeral"_s, u"Also typing, presence, cursors and what a plain server itself says."_s}},
        1, -1, tail};
}

} // namespace coterie::cli
