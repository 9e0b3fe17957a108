// Makes the store of somebody who has been in a room of a million messages for years, or a server's folder with one.
//
// Usage: bench_million_data --store FILE [--messages N] [--unread N] [--rooms N] [--seed N]
//        bench_million_data --server FOLDER [--messages N]
#include "clientdata.h"
#include "serverdata.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

Result<void> makeStore(const QCommandLineParser &options)
{
    bench::ClientPlan plan;
    plan.room = bench::millionPlan(options.value(u"messages"_s).toLongLong());
    plan.room.seed = options.value(u"seed"_s).toULongLong();
    plan.roomName = u"million"_s;
    plan.unread = options.value(u"unread"_s).toLongLong();
    plan.otherRooms = options.value(u"rooms"_s).toInt();
    QElapsedTimer timer;
    timer.start();
    return bench::writeClientStore(options.value(u"store"_s), plan, [&](std::int64_t written) {
        if (written % 100'000 == 0)
            std::fprintf(stderr, "%9lld messages, %.1f s\n", static_cast<long long>(written),
                static_cast<double>(timer.elapsed()) / 1000);
    });
}

Result<void> makeServer(const QCommandLineParser &options)
{
    const auto plan = bench::millionPlan(options.value(u"messages"_s).toLongLong());
    const bench::ServerData data(
        options.value(u"server"_s), {.rooms = 1, .people = plan.people, .newest = plan.newest});
    const auto token = data.create();
    if (!token)
        return token.error();
    std::printf("%s\n", qPrintable(*token)); // of a member of the room, to sign in with
    if (auto done = data.addMessages(options.value(u"messages"_s).toInt()); !done)
        return done;
    return data.index();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"store"_s, u"The client store to make."_s, u"FILE"_s},
        {u"server"_s, u"The server's data folder to make."_s, u"FOLDER"_s},
        {u"messages"_s, u"Messages in the big room."_s, u"N"_s, u"1000000"_s},
        {u"unread"_s, u"How many of the newest are unread."_s, u"N"_s, u"2000"_s},
        {u"rooms"_s, u"Small rooms beside it."_s, u"N"_s, u"20"_s},
        {u"seed"_s, u"Other numbers make other messages."_s, u"N"_s, u"1"_s}});
    parser.process(application);
    if (parser.isSet(u"store"_s) == parser.isSet(u"server"_s)) {
        std::fprintf(stderr, "Say what to make: --store FILE or --server FOLDER\n");
        return 2;
    }
    const auto made = parser.isSet(u"store"_s) ? makeStore(parser) : makeServer(parser);
    if (!made) {
        std::fprintf(stderr, "%s\n", made.error().message.c_str());
        return 1;
    }
    return 0;
}
