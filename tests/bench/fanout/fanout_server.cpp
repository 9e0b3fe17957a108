#include "server/server.h"

#include <QCoreApplication>

#include <cstdio>

using namespace coterie;

/// The server as it is, with its data on disk, and with the limits on what one person may say set out of the bench's
/// way.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    server::ServerConfig config;
    config.port = 0;
    config.dataFolder = app.arguments().value(1);
    config.limits.messagesPerMinute = 1'000'000;
    server::Server server(std::move(config));
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "%s\n", started.error().message.c_str());
        return 1;
    }
    std::printf("{\"url\":\"%s\"}\n", qPrintable(server.url().toString()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
