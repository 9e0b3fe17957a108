// How long a point of a pen takes to the screens: from the movement of the mouse in one window of the app to the frame
// of that window that shows it, and to the frame of another person's window that shows it. Then the same for a pointer
// that only moves, from rest. Both windows on a real server process on loopback; the point is on the writer's disk and
// the server's before it is told. Painted is what the window handed to the platform: its pixels are looked at.
//
// Usage: bench_boardlatency OUT.json, with COTERIE_BIN set to the folder of coterie-server, on the off-screen platform.
#include "Coterie/board/boardcanvas.h"
#include "appwindow.h"
#include "serverprocess.h"
#include "waiting.h"
#include "webclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QScreen>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int pointsOfAStroke = 50;
constexpr int strokes = 7; // the first one warms up
constexpr int moves = 120;
constexpr int warmUp = 5;
constexpr int restMillis = 260; // a pointer glides at the rate of its samples: so long a rest says nothing of that
constexpr int patienceMillis = 10'000;
constexpr double platformWait = 5; // ms that the off-screen platform lets pass before each frame
constexpr QRgb pen = qRgb(0, 192, 0); // nothing else in the window is green like that

int pauseMillis(int i)
{
    return 25 + i * 7 % 17; // not in step with any timer
}

struct Figures {
    std::vector<double> values; ///< ms

    [[nodiscard]] double quantile(double q)
    {
        std::ranges::sort(values);
        return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
    }
    [[nodiscard]] QJsonObject tell(const char *what)
    {
        const double p50 = quantile(0.5);
        const double p99 = quantile(0.99);
        std::printf("%-48s %7.1f %7.1f %7.1f %12.1f %7.1f\n", what, p50, p99, quantile(1), p50 - platformWait,
            p99 - platformWait);
        return {{u"p50"_s, p50}, {u"p99"_s, p99}, {u"max"_s, quantile(1)}};
    }
};

/// What of a window is on its screen: as the last frame was handed over.
QImage shown(const QQuickWindow &window, const QRect &area)
{
    return window.screen()
        ->grabWindow(window.winId(), area.x(), area.y(), area.width(), area.height())
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

bool hasInk(const QQuickWindow &window, QPoint place)
{
    const QImage near = shown(window, {place - QPoint(1, 1), QSize(3, 3)});
    for (int y = 0; y < near.height(); ++y) {
        for (int x = 0; x < near.width(); ++x) {
            const QRgb pixel = near.pixel(x, y);
            if (qGreen(pixel) > 150 && qRed(pixel) < 80 && qBlue(pixel) < 80)
                return true;
        }
    }
    return false;
}

/// Reads the clock at the end of the first frame of a window after which something holds.
class Watch
{
public:
    Watch(QQuickWindow &window, const QElapsedTimer &clock, std::function<bool()> holds)
        : m_connection(QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [this, &clock, holds] {
            if (m_millis < 0 && holds())
                m_millis = static_cast<double>(clock.nsecsElapsed()) / 1e6;
        }))
    {
    }
    ~Watch() { QObject::disconnect(m_connection); }
    Q_DISABLE_COPY_MOVE(Watch)
    [[nodiscard]] double millis() const { return m_millis; } ///< below 0: not yet

private:
    double m_millis = -1;
    QMetaObject::Connection m_connection;
};

struct Desks {
    interop::AppWindow writer;
    interop::AppWindow reader;

    [[nodiscard]] bool open(const QString &docId)
    {
        for (interop::AppWindow *desk : {&writer, &reader}) {
            if (!desk->openBoard(docId))
                return false;
            desk->window()->resize(1280, 800);
            desk->canvas()->setTool(u"pen"_s); // who is about to draw keeps their view when a first shape comes
            desk->canvas()->setStrokeColour(QColor(pen).name());
            desk->canvas()->setStrokeWidth(4);
        }
        return bench::waitUntil(
            [this] {
                for (interop::AppWindow *desk : {&writer, &reader}) {
                    desk->canvas()->showAt({0, 0}, 1);
                    if (!desk->isInSync() || desk->canvas()->isGliding())
                        return false;
                }
                return writer.canvas()->size() == reader.canvas()->size() && writer.canvas()->width() > 700;
            },
            patienceMillis);
    }
    /// Of a place on the board, in the window; the same in both.
    [[nodiscard]] QPoint inWindow(QPointF place) const
    {
        return writer.canvas()->mapToScene(writer.canvas()->toView(place)).toPoint();
    }
};

/// One movement of the mouse: when each of the watches had its frame. False: one never came.
bool move(Desks &desks, QPoint to, QElapsedTimer &clock, const std::vector<const Watch *> &watches)
{
    clock.start();
    QTest::mouseMove(desks.writer.window(), to);
    return bench::waitUntil(
        [&] { return std::ranges::all_of(watches, [](const Watch *watch) { return watch->millis() >= 0; }); },
        patienceMillis);
}

/// From right to left, so that a pointer that follows covers nothing of what is new.
bool draw(Desks &desks, Figures &own, Figures &others)
{
    constexpr int step = 10;
    QElapsedTimer clock;
    for (int stroke = 0; stroke < strokes; ++stroke) {
        const QPointF from(step * pointsOfAStroke / 2.0, (stroke - strokes / 2) * 60);
        QTest::mousePress(desks.writer.window(), Qt::LeftButton, {}, desks.inWindow(from));
        for (int i = 1; i <= pointsOfAStroke; ++i) {
            bench::waitFor(pauseMillis(i));
            const QPoint to = desks.inWindow(from + QPointF(-step * i, i % 2 * 12));
            const Watch here(*desks.writer.window(), clock, [&] { return hasInk(*desks.writer.window(), to); });
            const Watch there(*desks.reader.window(), clock, [&] { return hasInk(*desks.reader.window(), to); });
            if (!move(desks, to, clock, {&here, &there}))
                return false;
            if (stroke == 0)
                continue;
            own.values.push_back(here.millis());
            others.values.push_back(there.millis());
        }
        QTest::mouseRelease(desks.writer.window(), Qt::LeftButton);
    }
    return true;
}

/// Up and down at the right, where nobody draws, from rest to rest: when the pointer leaves its place, and when the tip
/// has glided to the next one.
bool point(Desks &desks, Figures &leaving, Figures &arriving)
{
    QElapsedTimer clock;
    const auto place = [&](int i) { return desks.inWindow({280, i % 2 == 0 ? -60.0 : 180.0}); };
    const auto around = [](QPoint tip) { return QRect(tip + QPoint(1, 2), QSize(8, 12)); };
    QQuickWindow &window = *desks.reader.window();
    QTest::mouseMove(desks.writer.window(), place(0));
    for (int i = 1; i <= warmUp + moves; ++i) {
        bench::waitFor(restMillis + pauseMillis(i));
        const QRect old = around(place(i - 1));
        const QRect next = around(place(i));
        const QImage oldBefore = shown(window, old);
        const QImage nextBefore = shown(window, next);
        const Watch leaves(window, clock, [&] { return shown(window, old) != oldBefore; });
        const Watch arrives(window, clock, [&] { return shown(window, next) != nextBefore; });
        if (!move(desks, place(i), clock, {&leaves, &arrives}))
            return false;
        if (i <= warmUp)
            continue;
        leaving.values.push_back(leaves.millis());
        arriving.values.push_back(arrives.millis());
    }
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QSG_RENDER_LOOP", "basic"); // frames are seen on this thread, so the clock is read where the frame ends
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    integration::ServerProcess server({u"--guests"_s});
    if (arguments.size() != 2 || QGuiApplication::platformName() != u"offscreen"_s || !server.start()) {
        std::fprintf(stderr, "Usage: bench_boardlatency OUT.json, off-screen, with COTERIE_BIN set\n");
        return 2;
    }
    integration::WebClient web(server.url());
    const auto made = web.post(u"/api/v1/documents"_s,
        {{u"title"_s, u"Sketch"_s}, {u"roomId"_s, u"general"_s}, {u"kind"_s, u"board"_s}}, web.guest(u"Owner"_s));
    Desks desks {.writer {server.url(), web.guest(u"Writer"_s)}, .reader {server.url(), web.guest(u"Reader"_s)}};
    if (!desks.open(made.json()["docId"_L1].toString())) {
        std::fprintf(stderr, "The board did not open.\n");
        return 1;
    }
    Figures leaving, arriving, own, others;
    if (!point(desks, leaving, arriving)) {
        std::fprintf(stderr, "A pointer did not move.\n");
        return 1;
    }
    if (!draw(desks, own, others)) {
        std::fprintf(stderr, "A point was not painted.\n");
        return 1;
    }
    std::printf("%-48s %7s %7s %7s %12s %7s\n", "milliseconds, wall", "p50", "p99", "max", "-5 ms: p50", "p99");
    const QJsonObject results {{u"own"_s, own.tell("a pen's point to one's own frame")},
        {u"others"_s, others.tell("a pen's point to the other person's frame")},
        {u"pointerLeaves"_s, leaving.tell("a pointer's move to its first frame there")},
        {u"pointerArrives"_s, arriving.tell("a pointer's move to its arrival there")}};
    QFile out(arguments[1]);
    if (!out.open(QIODevice::WriteOnly))
        return 1;
    out.write(QJsonDocument(results).toJson());
    return 0;
}
