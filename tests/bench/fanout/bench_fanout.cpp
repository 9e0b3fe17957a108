#include "loadclient.h"
#include "serverprocess.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

struct Contender {
    QString name;
    Dialect dialect;
    QString program;
    QStringList arguments; ///< a Coterie server gets a fresh data folder at their end
};

struct Options {
    QList<int> sizes;
    QList<int> inFlight {1, 8};
    int runs = 5;
    int milliseconds = 1000;
    int idle = 2000;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

/// A server with everybody connected.
struct Stage {
    QTemporaryDir data;
    ServerProcess server;
    std::unique_ptr<LoadClient> clients;

    [[nodiscard]] bool start(const Contender &contender)
    {
        QStringList arguments = contender.arguments;
        if (contender.dialect == Dialect::Coterie)
            arguments.append(data.path());
        if (!server.start(contender.program, arguments))
            return false;
        clients = std::make_unique<LoadClient>(contender.dialect, server.port());
        return true;
    }

    [[nodiscard]] bool open(const Contender &contender, int count, Depth depth)
    {
        const auto tokens =
            contender.dialect == Dialect::Coterie ? server.guestTokens(count) : std::vector<std::string>(size_t(count));
        return tokens.size() == size_t(count) && clients->open(tokens, depth);
    }
};

/// The runs of all servers at one size take turns, so that whatever else the machine does meets all of them alike.
QJsonArray measureFanOut(const QList<Contender> &contenders, int size, const Options &options)
{
    const std::string text(200, 'x');
    const std::chrono::milliseconds duration(options.milliseconds);
    std::vector<std::unique_ptr<Stage>> stages;
    for (const Contender &contender : contenders) {
        auto stage = std::make_unique<Stage>();
        if (!stage->start(contender) || !stage->open(contender, size, Depth::Joined)) {
            std::fprintf(stderr, "%s did not take %d clients\n", qPrintable(contender.name), size);
            return {};
        }
        stage->clients->settle(duration / 2);
        stages.push_back(std::move(stage));
    }
    QJsonArray results;
    for (const int inFlight : options.inFlight) {
        std::vector<std::vector<double>> rates(stages.size());
        std::vector<std::vector<double>> costs(
            stages.size()); // the server's CPU time per delivery, which other load leaves alone
        bool complete = true;
        for (int run = -1; run < options.runs; ++run) { // the first warms caches and compilers up
            for (std::size_t i = 0; i < stages.size(); ++i) {
                stages[i]->clients->settle(std::chrono::milliseconds(50)); // what came while the others had their turn
                const double cpuBefore = stages[i]->server.cpuSeconds();
                const auto measured = stages[i]->clients->broadcast(text, inFlight, duration);
                const double cpu = stages[i]->server.cpuSeconds() - cpuBefore;
                complete = complete && measured.complete;
                if (run < 0)
                    continue;
                rates[i].push_back(double(measured.deliveries) / measured.seconds);
                costs[i].push_back(cpu * 1e6 / double(std::max<std::uint64_t>(measured.deliveries, 1)));
            }
        }
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const QString name = contenders[qsizetype(i)].name;
            const double rate = median(rates[i]);
            const double cost = median(costs[i]);
            std::printf("%-10s %5d clients, %d in flight: %9.0f deliveries/s, %5.2f µs CPU each%s\n", qPrintable(name),
                size, inFlight, rate, cost, complete ? "" : "  INCOMPLETE");
            results.append(QJsonObject {{u"server"_s, name}, {u"clients"_s, size}, {u"inFlight"_s, inFlight},
                {u"deliveriesPerSecond"_s, std::round(rate)}, {u"serverMicrosecondsEach"_s, cost},
                {u"complete"_s, complete}});
        }
        std::fflush(stdout);
    }
    return results;
}

std::optional<QJsonObject> measureMemory(const Contender &contender, const Options &options)
{
    constexpr int first = 20; // what the first connections make the server allocate is not theirs
    Stage stage;
    if (!stage.start(contender) || !stage.open(contender, first, Depth::Connected))
        return {};
    stage.clients->settle(std::chrono::milliseconds(1000));
    const qint64 before = stage.server.residentBytes();
    if (!stage.open(contender, options.idle, Depth::Connected))
        return {};
    stage.clients->settle(std::chrono::milliseconds(3000));
    const qint64 after = stage.server.residentBytes();
    const double each = double(after - before) / options.idle / 1024;
    std::printf("%-10s %5d idle: %.1f kB each, %.0f MB in all\n", qPrintable(contender.name), options.idle, each,
        double(after) / 1024 / 1024);
    std::fflush(stdout);
    return QJsonObject {{u"server"_s, contender.name}, {u"idle"_s, options.idle}, {u"kilobytesEach"_s, each},
        {u"residentBytes"_s, after}};
}

QString machine()
{
    QFile info(u"/proc/cpuinfo"_s);
    QString model = QSysInfo::currentCpuArchitecture();
    if (info.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : info.readAll().split('\n')) {
            if (line.startsWith("model name")) {
                model = QString::fromUtf8(line.sliced(line.indexOf(':') + 1).trimmed());
                break;
            }
        }
    }
    return u"%1, %2 cores, %3 %4"_s.arg(model)
        .arg(QThread::idealThreadCount())
        .arg(QSysInfo::kernelType(), QSysInfo::kernelVersion());
}

void printTable(const QJsonArray &fanOut, const Options &options, const QList<Contender> &contenders)
{
    std::printf("\n%-10s", "deliv./s");
    for (const int inFlight : options.inFlight) {
        for (const int size : options.sizes)
            std::printf(" %6d×%d", size, inFlight);
    }
    std::printf("\n");
    for (const Contender &contender : contenders) {
        std::printf("%-10s", qPrintable(contender.name));
        for (const int inFlight : options.inFlight) {
            for (const int size : options.sizes) {
                const auto found = std::ranges::find_if(fanOut, [&](const QJsonValue &value) {
                    return value["server"_L1] == contender.name && value["clients"_L1] == size
                        && value["inFlight"_L1] == inFlight;
                });
                std::printf(" %8.0f", found == fanOut.end() ? 0.0 : (*found)["deliveriesPerSecond"_L1].toDouble());
            }
        }
        std::printf("\n");
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Fan-out of one message to a room: Coterie beside npm ws and socket.io."_s);
    parser.addHelpOption();
    parser.addOptions({{u"server"_s, u"The coterie-server program."_s, u"file"_s},
        {u"peers"_s, u"The folder with the installed peers."_s, u"folder"_s},
        {u"out"_s, u"Where the JSON goes."_s, u"file"_s},
        {u"only"_s, u"Only these servers: coterie,ws,socket.io."_s, u"names"_s},
        {u"sizes"_s, u"Numbers of clients."_s, u"numbers"_s, u"100,500,1000"_s},
        {u"runs"_s, u"Runs per figure; the median counts."_s, u"number"_s, u"5"_s},
        {u"ms"_s, u"Length of a run."_s, u"number"_s, u"1000"_s},
        {u"idle"_s, u"Idle connections for the memory figure; 0 leaves it out."_s, u"number"_s, u"2000"_s}});
    parser.process(app);

    Options options;
    for (const QString &size : parser.value(u"sizes"_s).split(u',', Qt::SkipEmptyParts))
        options.sizes.append(size.toInt());
    options.runs = parser.value(u"runs"_s).toInt();
    options.milliseconds = parser.value(u"ms"_s).toInt();
    options.idle = parser.value(u"idle"_s).toInt();
    const QDir peers(parser.value(u"peers"_s));
    QList<Contender> contenders {{u"coterie"_s, Dialect::Coterie, parser.value(u"server"_s),
                                     {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--log-level"_s, u"error"_s,
                                         u"--messages-per-minute"_s, u"1000000"_s, u"--data"_s}},
        {u"ws"_s, Dialect::Plain, u"node"_s, {peers.filePath(u"ws.js"_s)}},
        {u"socket.io"_s, Dialect::SocketIo, u"node"_s, {peers.filePath(u"socketio.js"_s)}}};
    const QStringList only = parser.value(u"only"_s).split(u',', Qt::SkipEmptyParts);
    contenders.removeIf([&](const Contender &contender) {
        return (!only.isEmpty() && !only.contains(contender.name))
            || (contender.dialect != Dialect::Coterie && !peers.exists(u"installed"_s));
    });

    QJsonArray fanOut;
    QJsonArray memory;
    for (const int size : options.sizes) {
        for (const QJsonValue &result : measureFanOut(contenders, size, options))
            fanOut.append(result);
    }
    for (const Contender &contender : contenders) {
        if (const auto result = options.idle > 0 ? measureMemory(contender, options) : std::nullopt)
            memory.append(*result);
    }
    printTable(fanOut, options, contenders);
    const QJsonObject all {{u"bench"_s, u"fanout"_s}, {u"machine"_s, machine()}, {u"textBytes"_s, 200},
        {u"runs"_s, options.runs}, {u"fanOut"_s, fanOut}, {u"memory"_s, memory}};
    std::printf("%s\n", qPrintable(machine()));
    if (!parser.isSet(u"out"_s))
        return 0;
    QFile file(parser.value(u"out"_s));
    if (!file.open(QIODevice::WriteOnly)) {
        std::fprintf(stderr, "Cannot write %s\n", qPrintable(file.fileName()));
        return 1;
    }
    file.write(QJsonDocument(all).toJson());
    return 0;
}
