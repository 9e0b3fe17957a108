// Coming back after a long absence: 200 rooms with 250 missed messages each, a real server, a real client without a
// window, both with what they had before.
//
// Usage: bench_million_catchup SERVER [OUT.json] [ROOMS] [MISSED PER ROOM]
#include "client/client.h"
#include "serverdata.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int firstMessages = 60; ///< in every room before the absence
constexpr int patienceMillis = 120'000;

bool waitUntil(const std::function<bool()> &done)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < patienceMillis)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
    return done();
}

/// What a person would see of the client.
struct Person {
    client::Client client;
    QHash<protocol::RoomId, client::RoomSummary> rooms;
    client::ConnectionStatus status;
    int progressReports = 0;

    explicit Person(const client::ClientConfig &config) : client(config)
    {
        QObject::connect(&client, &client::Client::changed, &client, [this](const auto &changes) {
            for (const client::RoomSummary &room : changes->rooms)
                rooms.insert(room.room.roomId, room);
            if (changes->connection) {
                progressReports += changes->connection->missed != status.missed ? 1 : 0;
                status = *changes->connection;
            }
        });
        client.start();
    }
    [[nodiscard]] client::Page page(const protocol::RoomId &room)
    {
        std::optional<client::Page> answer;
        client.requestPage({.roomId = room, .kind = client::PageKind::Latest}, &client,
            [&answer](const client::Page &page) { answer = page; });
        waitUntil([&answer] { return answer.has_value(); });
        return answer.value_or(client::Page {});
    }
    [[nodiscard]] bool isCurrent(const protocol::RoomId &room, protocol::Seq lastMessage)
    {
        const auto entries = page(room).entries;
        return !entries.isEmpty() && entries.last().message.seq >= lastMessage;
    }
    [[nodiscard]] bool counts(int unread) const
    {
        return std::count_if(rooms.cbegin(), rooms.cend(), [unread](const client::RoomSummary &room) {
            return room.room.roomId.value().startsWith("room-"_L1) && room.unread == unread;
        }) == roomCount;
    }
    static inline int roomCount = 200;
};

struct Server {
    QProcess process;
    QString url;

    Server(const QString &program, const QString &folder, const QString &listen)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, {u"--listen"_s, listen, u"--data"_s, folder, u"--log-level"_s, u"error"_s});
        if (process.waitForStarted() && process.waitForReadyRead(20'000))
            url = QJsonDocument::fromJson(process.readLine()).object()["url"_L1].toString();
    }
    void end()
    {
        process.terminate();
        process.waitForFinished(15'000);
    }
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "Usage: bench_million_catchup SERVER [OUT.json] [ROOMS] [MISSED PER ROOM]\n");
        return 2;
    }
    Person::roomCount = arguments.value(3, u"200"_s).toInt();
    const int missed = arguments.value(4, u"250"_s).toInt();
    const QTemporaryDir folder;
    const bench::ServerData data(folder.filePath(u"server"_s), {.rooms = Person::roomCount});
    const auto token = data.create();
    if (!token || !data.addMessages(firstMessages))
        return 1;

    client::ClientConfig config;
    config.token = *token;
    config.storePath = folder.filePath(u"store.db"_s);
    const protocol::RoomId open = bench::ServerData::room(7);
    const protocol::RoomId mentioned = bench::ServerData::room(0);
    {
        Server server(arguments[1], folder.filePath(u"server"_s), u"127.0.0.1:0"_s);
        config.server = QUrl(server.url);
        Person person(config);
        const bool synced = waitUntil([&] {
            return std::count_if(person.rooms.cbegin(), person.rooms.cend(), [](const client::RoomSummary &room) {
                return room.lastAt.has_value();
            }) >= Person::roomCount;
        });
        if (!synced || !person.isCurrent(open, firstMessages))
            return 1;
        server.end();
    }
    if (!data.addMessages(missed))
        return 1;

    Server server(arguments[1], folder.filePath(u"server"_s), u"127.0.0.1:%1"_s.arg(config.server.port()));
    const int total = firstMessages + missed;
    const protocol::Seq lastMessage = firstMessages + firstMessages / 8 + missed + missed / 8;
    QElapsedTimer clock;
    clock.start();
    Person person(config);
    static_cast<void>(person.page(open)); // it is on the screen
    QJsonObject figures {{u"rooms"_s, Person::roomCount}, {u"missed"_s, missed * Person::roomCount}};
    const auto step = [&](const QString &name, const char *words, const std::function<bool()> &done) {
        if (!waitUntil(done)) {
            std::fprintf(stderr, "Not reached: %s\n", words);
            std::exit(1);
        }
        const auto took = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        std::printf("%-52s %8.0f ms\n", words, took);
        std::fflush(stdout);
        figures.insert(name, took);
    };
    step(u"counts"_s, "all unread counts are right", [&] { return person.counts(total); });
    step(u"open"_s, "the open room shows the newest message", [&] { return person.isCurrent(open, lastMessage); });
    step(u"mention"_s, "a room with a mention does, too", [&] { return person.isCurrent(mentioned, lastMessage); });
    step(u"all"_s, "all rooms are caught up", [&] { return person.status.missedInAll == 0; });
    const protocol::RoomId any = bench::ServerData::room(Person::roomCount - 1);
    if (!person.isCurrent(any, lastMessage) || !person.counts(total) || person.progressReports < 2)
        return 1;
    server.end();
    if (!arguments.value(2).isEmpty()) {
        QFile out(arguments[2]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(figures).toJson());
    }
    return 0;
}
