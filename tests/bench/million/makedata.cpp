// Makes the store of somebody who has been in a room of a million messages for years.
//
// Usage: bench_million_data --store FILE [--messages N] [--unread N] [--rooms N] [--seed N]
#include "clientdata.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace coterie;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"store"_s, u"The client store to make."_s, u"FILE"_s},
        {u"messages"_s, u"Messages in the big room."_s, u"N"_s, u"1000000"_s},
        {u"unread"_s, u"How many of the newest are unread."_s, u"N"_s, u"2000"_s},
        {u"rooms"_s, u"Small rooms beside it."_s, u"N"_s, u"20"_s},
        {u"seed"_s, u"Other numbers make other messages."_s, u"N"_s, u"1"_s}});
    parser.process(application);
    if (!parser.isSet(u"store"_s)) {
        std::fprintf(stderr, "Say where: --store FILE\n");
        return 2;
    }
    bench::ClientPlan plan;
    plan.room = {.seed = parser.value(u"seed"_s).toULongLong(),
        .roomId = protocol::RoomId(u"million"_s),
        .messages = parser.value(u"messages"_s).toLongLong(),
        .newest = SystemClock().wallNow() - std::chrono::hours(1)};
    plan.roomName = u"million"_s;
    plan.unread = parser.value(u"unread"_s).toLongLong();
    plan.otherRooms = parser.value(u"rooms"_s).toInt();
    QElapsedTimer timer;
    timer.start();
    const auto made = bench::writeClientStore(parser.value(u"store"_s), plan, [&](std::int64_t written) {
        if (written % 100'000 == 0)
            std::fprintf(stderr, "%9lld messages, %.1f s\n", static_cast<long long>(written),
                static_cast<double>(timer.elapsed()) / 1000);
    });
    if (!made) {
        std::fprintf(stderr, "%s\n", made.error().message.c_str());
        return 1;
    }
    return 0;
}
