// A room of a million messages in the real window, from the local store: opening, jumping, flinging, memory.
//
// Usage: bench_million_room STORE [OUT.json]. STORE is what bench_million_data makes; a copy of it is used.
#include "appwindow.h"
#include "base/random.h"
#include "clientdata.h"
#include "figures.h"

#include <QDate>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <thread>

using namespace Qt::StringLiterals;
using namespace coterie;
using bench::AppWindow;
using bench::Figures;

namespace {

constexpr int jumps = 40;
constexpr int flungFrames = 1'500;
constexpr double flungPixels = 100; ///< a frame: 6,000 pixels a second, twice as fast as a strong flick of a wheel
constexpr auto frameTime = std::chrono::milliseconds(16);

/// Private memory of this process in megabytes: what only it holds.
double privateMegabytes()
{
    QFile file(u"/proc/self/smaps_rollup"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    double kilobytes = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Private_"))
            kilobytes += line.simplified().split(' ').value(1).toDouble();
    }
    return kilobytes / 1024;
}

struct Bench {
    AppWindow &app;
    /// From the request to the end of the frame in which `shown` first holds.
    Figures processor {}; ///< of the last things that were timed: all threads
    QJsonObject json {};

    double timed(const char *what, const std::function<void()> &request, const std::function<bool()> &shown)
    {
        app.nextFrame();
        const double start = static_cast<double>(app.clock.nsecsElapsed()) / 1e6;
        const std::clock_t work = std::clock();
        request();
        const bool seen = AppWindow::waitUntil([&] {
            if (app.messages().isLoading() || !shown())
                return false;
            const int before = app.frames;
            app.window().update();
            AppWindow::waitUntil([&] { return app.frames > before; });
            return true;
        });
        if (!seen)
            qFatal("What was asked for does not show: %s", what);
        processor.values.push_back(static_cast<double>(std::clock() - work) * 1e3 / CLOCKS_PER_SEC);
        return app.paintedAt - start;
    }

    void report(const char *name, const char *words, Figures figures)
    {
        figures.print(words);
        json.insert(QString::fromLatin1(name), figures.json());
    }

    [[nodiscard]] bool showsRow(int row) const
    {
        return app.rowOf(app.messages().keyAt(row)) != nullptr && app.isCovered();
    }

    void opening()
    {
        Figures figures;
        for (int i = 0; i < jumps; ++i) {
            if (!app.open(u"million-1"_s))
                qFatal("The small room does not open.");
            figures.values.push_back(timed(
                "open", [&] { app.workspace().openRoom(u"million"_s); },
                [&] { return app.messages().firstUnreadRow() > 0 && showsRow(app.messages().firstUnreadRow()); }));
        }
        report("open", "open at the first unread", figures);
        report("openProcessor", "the same, processor time of all threads", std::exchange(processor, {}));
    }

    void jumping(const bench::Corpus &corpus)
    {
        Figures home, end, day, hit, share;
        Random random(5);
        auto &messages = app.messages();
        for (int i = 0; i < jumps; ++i) {
            home.values.push_back(timed(
                "home", [&] { messages.jumpToFirst(); },
                [&] { return !messages.hasOlder() && showsRow(messages.count() - 1); }));
            end.values.push_back(timed(
                "end", [&] { QMetaObject::invokeMethod(app.list(), "toLatest"); },
                [&] { return !messages.hasNewer() && showsRow(0); }));
            const auto number =
                static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(corpus.plan().messages)));
            const QString id = corpus.idOf(number).value();
            hit.values.push_back(timed(
                "hit", [&] { messages.jumpTo(id); }, [&] { return showsRow(messages.rowOf(id)); }));
            const auto other =
                static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(corpus.plan().messages)));
            const QString date =
                QDateTime::fromMSecsSinceEpoch(toEpochMillis(corpus.timeOf(other))).date().toString(Qt::ISODate);
            day.values.push_back(timed(
                "date", [&] { messages.jumpToDay(date); },
                [&] { return messages.placeDay() == date && app.isCovered(); }));
            const double place = random.unit();
            share.values.push_back(timed(
                "share", [&] { messages.jumpToShare(place); },
                [&] { return std::abs(messages.placeTop() - place) < 0.01 && app.isCovered(); }));
        }
        report("jumpProcessor", "jumping, processor time of all threads", std::exchange(processor, {}));
        report("home", "Home: the very first message", home);
        report("end", "End: the newest message", end);
        report("date", "any date", day);
        report("hit", "any message (a search hit)", hit);
        report("scrollBar", "any place of the scroll bar", share);
    }

    /// Which message is uppermost and where: positions of the list itself shift with what is estimated.
    [[nodiscard]] QString place() const
    {
        return app.list()->property("heldKey").toString() + app.list()->property("heldAt").toString();
    }

    /// One direction: so many pixels every 16 ms, as fast as a hand can. A frame is layout, painting and what the
    /// models do meanwhile.
    void fling(double pixels, Figures &cpuTimes, Figures &wallTimes, double &longestBlank, double &longestHalt) const
    {
        double blankSince = -1;
        double haltSince = -1;
        for (int i = 0; i < flungFrames; ++i) {
            const auto due = std::chrono::steady_clock::now() + frameTime;
            const QString from = place();
            const double cpu = bench::threadMillis();
            const double start = static_cast<double>(app.clock.nsecsElapsed()) / 1e6;
            QMetaObject::invokeMethod(app.list(), "scrollBy", Q_ARG(double, pixels), Q_ARG(bool, false));
            AppWindow::turn(0);
            (void)app.window().grabWindow();
            const double now = static_cast<double>(app.clock.nsecsElapsed()) / 1e6;
            cpuTimes.values.push_back(bench::threadMillis() - cpu);
            wallTimes.values.push_back(now - start);
            const auto track = [&](bool bad, double &since, double &longest) {
                since = !bad ? -1 : since < 0 ? start : since;
                longest = bad ? std::max(longest, now - since) : longest;
            };
            track(!app.isCovered(), blankSince, longestBlank);
            track(from == place(), haltSince, longestHalt);
            std::this_thread::sleep_until(due);
        }
    }

    void flinging()
    {
        Figures cpuTimes, wallTimes;
        double blank = 0;
        double halt = 0;
        app.messages().jumpToShare(0.5);
        AppWindow::waitUntil([&] { return !app.messages().isLoading(); });
        fling(-flungPixels, cpuTimes, wallTimes, blank, halt);
        fling(flungPixels, cpuTimes, wallTimes, blank, halt);
        report("flingProcessor", "flinging, processor time of a frame", cpuTimes);
        report("flingWall", "flinging, wall time of a frame", wallTimes);
        std::printf(
            "%-52s %8.1f\n%-52s %8.1f\n", "longest time with a blank list", blank, "longest halt for a page", halt);
        json.insert(u"longestBlank"_s, blank);
        json.insert(u"longestHalt"_s, halt);
    }
};

QJsonObject measure(const QString &store)
{
    const QTemporaryDir folder;
    client::ClientConfig config;
    config.storePath = folder.filePath(u"store.db"_s);
    config.storeOnly = true;
    if (!QFile::copy(store, config.storePath))
        return {};
    AppWindow app(config, folder.filePath(u"settings"_s));
    app.window().resize(1280, 800);
    const bench::Corpus corpus(bench::millionPlan());
    Bench bench {.app = app};
    if (!app.open(u"million-1"_s))
        return {};
    app.nextFrame();
    const double before = privateMegabytes();
    std::printf("%-52s %8s %8s %8s\n", "milliseconds, 1,000,000 messages, software renderer", "p50", "p99", "max");
    bench.opening();
    bench.jumping(corpus);
    bench.flinging();
    const double after = privateMegabytes();
    std::printf("%-52s %8.1f\n", "megabytes above the small room, after all this", after - before);
    bench.json.insert(u"megabytesAbove"_s, after - before);
    return bench.json;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QSG_RENDER_LOOP", "basic"); // frames are painted on this thread, so the clock is read where a frame ends
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "Usage: bench_million_room STORE [OUT.json]\n");
        return 2;
    }
    const QJsonObject json = measure(arguments[1]);
    if (json.isEmpty())
        return 1;
    if (arguments.size() > 2) {
        QFile out(arguments[2]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(json).toJson());
    }
    return 0;
}
