#include "account.h"
#include "commands.h"
#include "loadclient.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

Result<LoadPlan> planOf(const Invocation &call)
{
    const auto clients = call.number(u"clients"_s, 1, 1'000);
    const auto rooms = call.number(u"rooms"_s, 1, 1'000);
    const auto rate = call.number(u"rate"_s, 1, 100'000);
    for (const auto *option : {&clients, &rooms, &rate}) {
        if (!*option)
            return option->error();
    }
    const auto seconds = call.seconds(u"seconds"_s);
    if (!seconds)
        return seconds.error();
    LoadPlan plan;
    plan.clients = static_cast<int>(clients->value_or(10));
    plan.rooms = static_cast<int>(rooms->value_or(1));
    plan.rate = static_cast<double>(rate->value_or(10));
    plan.duration = seconds->value_or(Millis(10'000));
    plan.cursors = call.isSet(u"cursors"_s);
    if (plan.rooms > plan.clients)
        return Error {Errc::BadRequest, "There must be at least one client for each room."};
    return plan;
}

Exit load(Invocation &call)
{
    const auto plan = planOf(call);
    if (!plan)
        return call.misused(QString::fromStdString(plan.error().message));
    const auto server = serverOf(call);
    if (!server)
        return call.misused(QString::fromStdString(server.error().message));
    LoadTest test(*plan, *server);
    for (int client = 1; client <= plan->clients; ++client) {
        // With a token all clients are one person; without, each is a guest of its own.
        auto token = call.isSet(u"token"_s) ? Result<QString>(call.value(u"token"_s))
                                            : guestToken(*server, u"load %1"_s.arg(client));
        if (!token)
            return call.fail(token.error());
        if (const auto added = test.add(*token); !added)
            return call.fail(added.error());
    }
    const LoadReport report = test.run();
    call.print(report.toJson(), report.toText());
    return report.isClean() ? Exit::Done : Exit::Faulty;
}

} // namespace

Command loadCommand()
{
    return {u"load"_s, {}, u"Test a server under load; leaves rooms named load-… behind."_s,
        {{u"clients"_s, u"People at once (10)."_s, u"N"_s}, {u"rooms"_s, u"Rooms they are spread over (1)."_s, u"R"_s},
            {u"rate"_s, u"Messages per second, of all together (10)."_s, u"M"_s},
            {u"seconds"_s, u"For so long (10)."_s, u"S"_s}, {u"cursors"_s, u"Everybody also moves a cursor."_s}},
        0, 0, load};
}

} // namespace coterie::cli
