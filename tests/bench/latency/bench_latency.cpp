// How long a message takes to the screen: from the call behind the Send button to the frame that shows it as pending in
// the sender's window, and to the frame that shows it in another person's window, over a real server process on
// loopback.
//
// Usage: bench_latency SERVER [OUT.json]. Two real windows of the real screens in one process, on whatever display
// there is.
#include "Coterie/Ui/ui.h"
#include "renderer.h"
#include "viewmodel/appmodel.h"
#include "viewmodel/clientaccounts.h"
#include "viewmodel/clientengine.h"
#include "waiting.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QQmlApplicationEngine>
#include <QQuickWindow>
#include <QTemporaryDir>
#include <QtQml/QQmlExtensionPlugin>

#include <algorithm>
#include <cstdio>
#include <vector>

Q_IMPORT_QML_PLUGIN(CoteriePlugin)
Q_IMPORT_QML_PLUGIN(Coterie_UiPlugin)
Q_IMPORT_QML_PLUGIN(Coterie_ModelsPlugin)

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int messages = 200;
constexpr int warmUp = 10;
constexpr int pauseMillis = 40; // a calm conversation, not a burst
constexpr int patienceMillis = 10'000;

QString guestToken(const QString &server, const QString &name)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(server + u"/api/v1/guest"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const QByteArray body = QJsonDocument(QJsonObject {{u"username"_s, name}}).toJson();
    const std::unique_ptr<QNetworkReply> reply(network.post(request, body));
    (void)bench::waitUntil([&reply] { return reply->isFinished(); }, patienceMillis);
    return QJsonDocument::fromJson(reply->readAll()).object()["token"_L1].toString();
}

/// One person's app: view models, engine, window.
struct Person {
    std::unique_ptr<viewmodel::AppModel> model;
    QQmlApplicationEngine engine;
    QQuickWindow *window = nullptr;
    bool rowSeen = false;
    double paintedMillis = -1;

    bool open(const QString &server, const QString &token, const QString &store)
    {
        viewmodel::AppParts parts;
        parts.accounts = viewmodel::makeClientAccounts(store);
        parts.makeEngine = viewmodel::makeClientEngine;
        model = std::make_unique<viewmodel::AppModel>(std::move(parts));
        ui::install(engine);
        client::ClientConfig config;
        config.server = QUrl(server);
        config.token = token;
        config.storePath = store + u"/store.db"_s;
        model->openWorkspace(config, {});
        engine.setInitialProperties({{u"app"_s, QVariant::fromValue(model.get())}});
        engine.load(QUrl(u"qrc:/qt/qml/Coterie/Main.qml"_s));
        window = qobject_cast<QQuickWindow *>(engine.rootObjects().value(0));
        return window != nullptr
            && bench::waitUntil(
                [this] {
                    return model->workspace()->room() != nullptr && model->workspace()->connection()->isOnline()
                        && !model->workspace()->room()->messages()->isLoading();
                },
                patienceMillis);
    }
    void watch(const QElapsedTimer &clock)
    {
        QObject::connect(model->workspace()->room()->messages(), &QAbstractItemModel::rowsInserted, window,
            [this] { rowSeen = true; });
        QObject::connect(
            window, &QQuickWindow::frameSwapped, window,
            [this, &clock] {
                if (rowSeen && paintedMillis < 0)
                    paintedMillis = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            },
            Qt::DirectConnection);
    }
    void expect()
    {
        rowSeen = false;
        paintedMillis = -1;
    }
};

struct Figures {
    std::vector<double> values;
    [[nodiscard]] double quantile(double q)
    {
        std::ranges::sort(values);
        return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
    }
    void print(const char *what)
    {
        std::printf("%-44s %8.1f %8.1f %8.1f\n", what, quantile(0.5), quantile(0.99), quantile(1));
    }
    QJsonObject json() { return {{u"p50"_s, quantile(0.5)}, {u"p99"_s, quantile(0.99)}, {u"max"_s, quantile(1)}}; }
};

} // namespace

int main(int argc, char *argv[])
{
    desktop::chooseRenderer();
    qputenv("QSG_RENDER_LOOP", "basic"); // frames are seen on this thread, so the clock is read where the frame ends
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "Usage: bench_latency SERVER [OUT.json]\n");
        return 2;
    }
    const QTemporaryDir folder;
    QProcess server;
    server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server.start(arguments[1],
        {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--messages-per-minute"_s, u"100000"_s, u"--log-level"_s,
            u"error"_s, u"--data"_s, folder.filePath(u"server"_s)});
    if (!server.waitForStarted() || !server.waitForReadyRead(10'000))
        return 1;
    const QString url = QJsonDocument::fromJson(server.readLine()).object()["url"_L1].toString();

    Figures ownPaint, otherPaint;
    {
        Person ann, bob;
        if (!ann.open(url, guestToken(url, u"Ann"_s), folder.filePath(u"ann"_s))
            || !bob.open(url, guestToken(url, u"Bob"_s), folder.filePath(u"bob"_s))) {
            std::fprintf(stderr, "The windows do not reach a room.\n");
            return 1;
        }
        QElapsedTimer clock;
        clock.start();
        ann.watch(clock);
        bob.watch(clock);
        for (int i = 0; i < warmUp + messages; ++i) {
            bench::waitFor(pauseMillis);
            ann.expect();
            bob.expect();
            viewmodel::ComposerModel *composer = ann.model->workspace()->room()->composer();
            composer->setText(u"Message number %1, of an ordinary length for a conversation."_s.arg(i));
            const double sentAt = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            composer->send();
            if (!bench::waitUntil(
                    [&ann, &bob] { return ann.paintedMillis >= 0 && bob.paintedMillis >= 0; }, patienceMillis)) {
                std::fprintf(stderr, "A message did not arrive.\n");
                return 1;
            }
            if (i >= warmUp) {
                ownPaint.values.push_back(ann.paintedMillis - sentAt);
                otherPaint.values.push_back(bob.paintedMillis - sentAt);
            }
        }
    }
    server.terminate();
    server.waitForFinished(10'000);
    std::printf("%-44s %8s %8s %8s\n", "milliseconds, 200 messages", "p50", "p99", "max");
    ownPaint.print("send to painted in one's own window");
    otherPaint.print("send to painted in the other window");
    if (arguments.size() > 2) {
        QFile out(arguments[2]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(QJsonObject {{u"own"_s, ownPaint.json()}, {u"other"_s, otherPaint.json()}}).toJson());
    }
    return 0;
}
