// Cold start to the first painted frame of a usable room, and memory after five idle seconds, each as a ratio to the
// smallest Qt Quick window, in turn A B A B so that a drifting machine does not decide. Prints a table and writes JSON.
//
// Usage: bench_startup APP MINIMAL SERVER [OUT.json]. Runs on whatever display the environment names.
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int runs = 7;
constexpr int patienceMillis = 20'000;
constexpr int idleMillis = 5'000;

struct Sample {
    double paintedMillis = 0;
    double pssMegabytes = 0;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

double pssOf(qint64 pid)
{
    QFile file(u"/proc/%1/smaps_rollup"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.mid(4).trimmed().split(' ').value(0).toDouble() / 1024.0;
    }
    return 0;
}

// Waits for a line with the wanted step and gives its time.
std::optional<double> waitForStep(QProcess &process, const QByteArray &step)
{
    QElapsedTimer timer;
    timer.start();
    QByteArray seen;
    while (timer.elapsed() < patienceMillis) {
        if (process.bytesAvailable() == 0 && !process.waitForReadyRead(200) && process.state() == QProcess::NotRunning)
            return std::nullopt;
        seen += process.readAllStandardOutput();
        for (const QByteArray &line : seen.split('\n')) {
            const QJsonObject json = QJsonDocument::fromJson(line).object();
            if (json["startup"_L1].toString().toUtf8() == step)
                return json["ms"_L1].toDouble();
        }
    }
    return std::nullopt;
}

std::optional<Sample> measure(const QString &program, const QStringList &arguments, const QByteArray &step,
    const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return std::nullopt;
    const auto painted = waitForStep(process, step);
    if (painted)
        QThread::msleep(idleMillis);
    const double pss = pssOf(process.processId());
    process.terminate();
    if (!process.waitForFinished(5'000))
        process.kill();
    process.waitForFinished();
    if (!painted)
        return std::nullopt;
    return Sample {*painted, pss};
}

QString machine()
{
    QFile cpu(u"/proc/cpuinfo"_s);
    QString model = QSysInfo::currentCpuArchitecture();
    if (cpu.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : cpu.readAll().split('\n')) {
            if (line.startsWith("model name")) {
                model = QString::fromUtf8(line.mid(line.indexOf(':') + 2));
                break;
            }
        }
    }
    return model + u" × "_s + QString::number(QThread::idealThreadCount()) + u", "_s + QSysInfo::prettyProductName();
}

// Starts a server and leaves a profile behind that has been in its room once, as after the first day of use.
struct World {
    QTemporaryDir folder;
    QProcess server;
    QString url;
    QString token;

    bool prepare(const QString &serverProgram)
    {
        server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        server.start(
            serverProgram, {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--data"_s, folder.filePath(u"server"_s)});
        if (!server.waitForStarted() || !server.waitForReadyRead(10'000))
            return false;
        url = QJsonDocument::fromJson(server.readLine()).object()["url"_L1].toString();
        return !url.isEmpty() && join();
    }
    bool join()
    {
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(url + u"/api/v1/guest"_s));
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(network.post(request, R"({"username":"Robin"})"_ba));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        token = QJsonDocument::fromJson(reply->readAll()).object()["token"_L1].toString();
        return !token.isEmpty();
    }
    ~World()
    {
        server.terminate();
        server.waitForFinished(10'000);
    }
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::fprintf(stderr, "Usage: bench_startup APP MINIMAL SERVER [OUT.json]\n");
        return 2;
    }
    World world;
    if (!world.prepare(arguments[3])) {
        std::fprintf(stderr, "The server does not start.\n");
        return 1;
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, world.folder.filePath(u"data"_s));
    environment.insert(u"XDG_CONFIG_HOME"_s, world.folder.filePath(u"config"_s));
    const QStringList appArguments {u"--server"_s, world.url, u"--trace-startup"_s};
    environment.insert(u"COTERIE_TOKEN"_s, world.token);
    if (!measure(arguments[1], appArguments, "room-painted", environment)) { // the first day: makes the profile
        std::fprintf(stderr, "The app does not reach a painted room.\n");
        return 1;
    }

    std::vector<double> appTimes, minimalTimes, appMemory, minimalMemory, timeRatios, memoryRatios;
    for (int run = 0; run < runs; ++run) {
        const auto app = measure(arguments[1], appArguments, "room-painted", environment);
        const auto minimal = measure(arguments[2], {}, "painted", environment);
        if (!app || !minimal)
            return 1;
        appTimes.push_back(app->paintedMillis);
        minimalTimes.push_back(minimal->paintedMillis);
        appMemory.push_back(app->pssMegabytes);
        minimalMemory.push_back(minimal->pssMegabytes);
        timeRatios.push_back(app->paintedMillis / minimal->paintedMillis);
        memoryRatios.push_back(app->pssMegabytes / minimal->pssMegabytes);
    }
    const QString backend = qEnvironmentVariable("QT_QUICK_BACKEND", u"chosen by the app"_s);
    std::printf("%s; renderer: %s; medians of %d\n", qPrintable(machine()), qPrintable(backend), runs);
    std::printf("%-34s %10s %10s %8s\n", "", "coterie", "minimal", "ratio");
    std::printf("%-34s %10.0f %10.0f %8.2f\n", "start to painted room, ms", median(appTimes), median(minimalTimes),
        median(timeRatios));
    std::printf("%-34s %10.1f %10.1f %8.2f\n", "PSS after 5 s idle, MB", median(appMemory), median(minimalMemory),
        median(memoryRatios));
    if (arguments.size() > 4) {
        QFile out(arguments[4]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(QJsonObject {{u"machine"_s, machine()}, {u"renderer"_s, backend},
                                    {u"startMs"_s, median(appTimes)}, {u"minimalStartMs"_s, median(minimalTimes)},
                                    {u"startRatio"_s, median(timeRatios)}, {u"pssMb"_s, median(appMemory)},
                                    {u"minimalPssMb"_s, median(minimalMemory)}, {u"pssRatio"_s, median(memoryRatios)}})
                      .toJson());
    }
    return 0;
}
