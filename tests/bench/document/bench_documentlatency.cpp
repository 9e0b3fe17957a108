// How long somebody else's letter takes to the screen: from the key in one window of the app to the frame of another
// window that shows the letter with the writer's caret behind it. Both on a real server process on loopback, every
// letter on disk on both sides before it is told.
//
// Usage: bench_documentlatency OUT.json, with COTERIE_BIN set to the folder of coterie-server.
#include "appwindow.h"
#include "collab/textsource.h"
#include "serverprocess.h"
#include "waiting.h"
#include "webclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int letters = 300;
constexpr int warmUp = 20;
constexpr int pauseMillis = 30; // somebody who types fast
constexpr int patienceMillis = 10'000;

double quantile(const std::vector<double> &sorted, double q)
{
    return sorted[static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1))];
}

/// Milliseconds from the key to the frame; below 0: it never came.
double measure(interop::AppWindow &writer, interop::AppWindow &reader, qsizetype expected)
{
    QElapsedTimer clock;
    double painted = -1;
    const auto isThere = [&] {
        const auto carets = reader.source()->carets();
        return carets.size() == 1 && carets.constFirst().head == expected;
    };
    const auto watch = QObject::connect(reader.window(), &QQuickWindow::frameSwapped, reader.window(), [&] {
        if (painted < 0 && isThere())
            painted = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    });
    clock.start();
    writer.type(u"x"_s);
    (void)bench::waitUntil([&] { return painted >= 0; }, patienceMillis);
    QObject::disconnect(watch);
    return painted;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QSG_RENDER_LOOP", "basic"); // frames are seen on this thread, so the clock is read where the frame ends
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    integration::ServerProcess server({u"--guests"_s});
    if (arguments.size() != 2 || !server.start()) {
        std::fprintf(stderr, "Usage: bench_documentlatency OUT.json, with COTERIE_BIN set\n");
        return 2;
    }
    integration::WebClient web(server.url());
    const auto made = web.post(u"/api/v1/documents"_s,
        {{u"title"_s, u"Plan"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"text"_s}}, web.guest(u"Owner"_s));
    const QString docId = made.json()["docId"_L1].toString();
    interop::AppWindow reader(server.url(), web.guest(u"Reader"_s));
    interop::AppWindow writer(server.url(), web.guest(u"Writer"_s));
    if (!reader.openDocument(docId) || !writer.openDocument(docId)
        || !bench::waitUntil([&] { return reader.isInSync() && writer.isInSync(); }, patienceMillis)) {
        std::fprintf(stderr, "The document did not open.\n");
        return 1;
    }
    std::vector<double> figures;
    for (int i = 0; i < warmUp + letters; ++i) {
        const double millis = measure(writer, reader, i + 1);
        if (millis < 0) {
            std::fprintf(stderr, "Letter %d did not arrive.\n", i);
            return 1;
        }
        if (i >= warmUp)
            figures.push_back(millis);
        bench::waitFor(pauseMillis);
    }
    std::ranges::sort(figures);
    std::printf("key in one window to the other's frame, ms: p50 %.1f  p99 %.1f  max %.1f\n", quantile(figures, 0.5),
        quantile(figures, 0.99), figures.back());
    QFile out(arguments[1]);
    if (!out.open(QIODevice::WriteOnly))
        return 1;
    out.write(QJsonDocument(QJsonObject {{u"p50"_s, quantile(figures, 0.5)}, {u"p99"_s, quantile(figures, 0.99)},
                                {u"max"_s, figures.back()}})
                  .toJson());
    return 0;
}
