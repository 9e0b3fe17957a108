// A flood while somebody types: 10,000 messages arrive in the open room, from another process over a real server, and
// the time from a key press to its picture and the longest work of the GUI thread are measured without and with it.
//
// Usage: bench_million_burst SERVER [OUT.json] [MESSAGES]; with --send it is the one who talks.
#include "appwindow.h"
#include "base/random.h"
#include "corpuswords.h"
#include "figures.h"

#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace coterie;
using bench::AppWindow;
using bench::Figures;

namespace {

constexpr int pauseMillis = 70; ///< between two keys: somebody who types well
constexpr int calmKeys = 100;
constexpr int perFrame = 100; ///< messages in one frame of the talker

QString guestToken(const QString &server, const QString &name)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(server + u"/api/v1/guest"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QByteArray body = QJsonDocument(QJsonObject {{u"username"_s, name}}).toJson();
    const std::unique_ptr<QNetworkReply> reply(network.post(request, body));
    AppWindow::waitUntil([&reply] { return reply->isFinished(); });
    return QJsonDocument::fromJson(reply->readAll()).object()["token"_L1].toString();
}

/// The talker: everything at once, then until the last message is confirmed.
int talk(const QString &server, int messages)
{
    QUrl url(server + u"/ws"_s);
    url.setScheme(u"ws"_s);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + guestToken(server, u"Talker"_s).toUtf8());
    QWebSocket socket;
    QString last;
    int acks = 0;
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
        [&](const QString &frame) { acks += int(frame.count("\"ack\""_L1)); });
    socket.open(request);
    if (!AppWindow::waitUntil([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
        return 1;
    Random random(9);
    for (int sent = 0; sent < messages; sent += perFrame) {
        QJsonArray batch;
        for (int i = 0; i < perFrame; ++i) {
            const QJsonObject payload {{u"roomId"_s, u"general"_s},
                {u"clientId"_s, QString::fromStdString(random.uuid())}, {u"text"_s, bench::inventText(random, {})}};
            batch.append(QJsonObject {{u"type"_s, u"send_message"_s}, {u"id"_s, u"c"_s + QString::number(sent + i)},
                {u"payload"_s, payload}});
        }
        socket.sendTextMessage(QString::fromUtf8(QJsonDocument(batch).toJson(QJsonDocument::Compact)));
    }
    return AppWindow::waitUntil([&] { return acks >= messages; }) ? 0 : 1;
}

/// The processor time of the GUI thread from one frame to the next: what it paints, and all that delays painting.
class FrameWork
{
public:
    explicit FrameWork(AppWindow &app) : m_last(bench::threadMillis())
    {
        m_frames = QObject::connect(
            &app.window(), &QQuickWindow::frameSwapped, &app.window(),
            [this] {
                const double now = bench::threadMillis();
                processor.values.push_back(now - std::exchange(m_last, now));
            },
            Qt::DirectConnection);
    }
    ~FrameWork() { QObject::disconnect(m_frames); }
    FrameWork(const FrameWork &) = delete;
    FrameWork &operator=(const FrameWork &) = delete;

    Figures processor;

private:
    QMetaObject::Connection m_frames;
    double m_last = 0;
};

/// Types until `enough`, and tells from each key press to the frame that shows the letter.
void typeUntil(AppWindow &app, const std::function<bool(int)> &enough, Figures &latency)
{
    auto *composer = app.workspace().room()->composer();
    for (int keys = 0; !enough(keys); ++keys) {
        QElapsedTimer pause;
        pause.start();
        while (pause.elapsed() < pauseMillis)
            AppWindow::turn(int(pauseMillis - pause.elapsed()));
        const qsizetype before = composer->text().size();
        const int frames = app.frames;
        const double start = static_cast<double>(app.clock.nsecsElapsed()) / 1e6;
        QKeyEvent press(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, keys % 6 == 5 ? u" "_s : u"a"_s);
        QCoreApplication::sendEvent(&app.window(), &press);
        if (!AppWindow::waitUntil([&] { return app.frames > frames && composer->text().size() > before; }))
            qFatal("A key had no effect.");
        latency.values.push_back(app.paintedAt - start);
        if (keys % 60 == 59)
            composer->setText({});
    }
}

void report(QJsonObject &json, const char *name, const char *words, Figures &figures)
{
    figures.print(words);
    json.insert(QString::fromLatin1(name), figures.json());
}

int measure(const QString &program, const QString &server, int messages, QJsonObject &json, const QString &folder)
{
    client::ClientConfig config;
    config.server = QUrl(server);
    config.token = guestToken(server, u"Typist"_s);
    config.storePath = folder + u"/store.db"_s;
    AppWindow app(config, folder + u"/settings"_s);
    app.window().resize(1280, 800);
    app.window().requestActivate();
    if (!AppWindow::waitUntil([&] { return app.workspace().connection()->isOnline(); }))
        return 1;
    Figures calm, flood;
    Figures calmFrames;
    {
        FrameWork frames(app);
        typeUntil(
            app, [](int keys) { return keys >= calmKeys; }, calm);
        calmFrames = frames.processor;
    }
    FrameWork frames(app);
    QProcess talker;
    talker.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    talker.start(program, {u"--send"_s, server, QString::number(messages)});
    const double start = static_cast<double>(app.clock.nsecsElapsed()) / 1e6;
    const auto newest = [&] {
        const auto &rows = app.messages();
        const auto *entry = rows.entry(rows.keyAt(0));
        return entry != nullptr ? entry->message.seq : 0;
    };
    typeUntil(
        app, [&](int) { return newest() >= messages; }, flood);
    const double took = static_cast<double>(app.clock.nsecsElapsed()) / 1e6 - start;
    talker.waitForFinished(20'000);
    std::printf("%-52s %8s %8s %8s\n", "milliseconds, software renderer", "p50", "p99", "max");
    report(json, "calmKey", "key to picture, calm", calm);
    report(json, "floodKey", "key to picture, while messages arrive", flood);
    report(json, "calmFrame", "processor time of the GUI thread per frame, calm", calmFrames);
    report(json, "floodFrame", "processor time of the GUI thread per frame, flood", frames.processor);
    std::printf("%d messages in %.0f ms, %d rows shown\n", messages, took, app.messages().count());
    json.insert(u"messages"_s, messages);
    json.insert(u"milliseconds"_s, took);
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QSG_RENDER_LOOP", "basic");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == "--send"_L1)
        return talk(arguments.value(2), arguments.value(3).toInt());
    if (arguments.size() < 2) {
        std::fprintf(stderr, "Usage: bench_million_burst SERVER [OUT.json] [MESSAGES]\n");
        return 2;
    }
    const QTemporaryDir folder;
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(arguments[1],
        {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--messages-per-minute"_s, u"10000000"_s, u"--log-level"_s,
            u"error"_s, u"--data"_s, folder.filePath(u"server"_s)});
    if (!server.waitForStarted() || !server.waitForReadyRead(20'000))
        return 1;
    const QString url = QJsonDocument::fromJson(server.readLine()).object()["url"_L1].toString();
    QJsonObject json;
    const int result = measure(arguments[0], url, arguments.value(3, u"10000"_s).toInt(), json, folder.path());
    server.terminate();
    server.waitForFinished(10'000);
    if (result == 0 && !arguments.value(2).isEmpty()) {
        QFile out(arguments[2]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(json).toJson());
    }
    return result;
}
