// A board of 20,000 shapes and 1,000,000 points, with the software renderer: opening, moving, drawing, others drawing,
// picking, memory.
//
// Usage: bench_board [OUT.json]. A real window of 1280 x 800 on whatever display there is. Each figure is the processor
// time of the GUI thread from the event to the end of the frame that shows it, and the wall time beside it.
#include "board/boardcodec.h"
#include "board/hittest.h"
#include "board/order.h"
#include "boardwindow.h"
#include "largeboard.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <span>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;
using testing::BoardWindow;

namespace {

constexpr int patienceMillis = 20'000;

double processorMillis(clockid_t clock)
{
    timespec now {};
    clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr double pageBytes = 4096;
    return file.readAll().split(' ').value(1).toDouble() * pageBytes / 1e6;
}

class Bench
{
public:
    explicit Bench(BoardWindow &window)
    {
        QObject::connect(
            &window.window(), &QQuickWindow::frameSwapped, &window.window(), [this] { ++m_frames; },
            Qt::DirectConnection);
    }

    /// Does something and waits for the frame after it.
    void measure(const QString &what, int times, const std::function<void(int)> &act)
    {
        std::vector<double> processor;
        std::vector<double> wall;
        for (int i = -5; i < times; ++i) {
            QElapsedTimer clock;
            clock.start();
            const double before = processorMillis(CLOCK_THREAD_CPUTIME_ID);
            act(i);
            waitForFrame();
            if (i < 0)
                continue; // not warm yet
            processor.push_back(processorMillis(CLOCK_THREAD_CPUTIME_ID) - before);
            wall.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        tell(what, std::move(processor), std::move(wall));
    }

    void waitForFrame()
    {
        QElapsedTimer clock;
        clock.start();
        const int frames = m_frames;
        while (m_frames == frames && clock.elapsed() < patienceMillis)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    void tell(const QString &what, std::vector<double> processor, std::vector<double> wall)
    {
        std::ranges::sort(processor);
        std::ranges::sort(wall);
        const auto at = [](const std::vector<double> &values, double q) {
            return values.empty() ? 0.0 : values[std::size_t(q * double(values.size() - 1))];
        };
        std::printf("%-46s %8.2f %8.2f %8.2f %8.2f\n", qPrintable(what), at(processor, 0.5), at(processor, 0.99),
            at(wall, 0.5), at(wall, 0.99));
        m_results[what] = QJsonObject {{u"processorP50"_s, at(processor, 0.5)},
            {u"processorP99"_s, at(processor, 0.99)}, {u"wallP50"_s, at(wall, 0.5)}, {u"wallP99"_s, at(wall, 0.99)}};
    }

    void tell(const QString &what, double value, const char *unit)
    {
        std::printf("%-46s %8.2f %s\n", qPrintable(what), value, unit);
        m_results[what] = value;
    }

    [[nodiscard]] int frames() const { return m_frames; }
    [[nodiscard]] const QJsonObject &results() const { return m_results; }

private:
    QJsonObject m_results;
    int m_frames = 0;
};

void waitUntilLoaded(const BoardWindow &window)
{
    while (!window.isLoaded())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void measureOpening(Bench &bench, BoardWindow &window, const QByteArray &state)
{
    const QRectF area(0, 0, 24'000, 14'000);
    std::vector<double> processor;
    std::vector<double> wall;
    for (int i = 0; i < 5; ++i) {
        window.load({});
        window.settle();
        window.view().fit(area);
        window.settle();
        QElapsedTimer clock;
        clock.start();
        const double before = processorMillis(CLOCK_PROCESS_CPUTIME_ID);
        window.load(state);
        waitUntilLoaded(window);
        do
            bench.waitForFrame();
        while (window.view().isPainting() && clock.elapsed() < patienceMillis);
        processor.push_back(processorMillis(CLOCK_PROCESS_CPUTIME_ID) - before);
        wall.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    bench.tell(u"open: bytes to complete picture, all threads"_s, std::move(processor), std::move(wall));
    const double began = processorMillis(CLOCK_THREAD_CPUTIME_ID);
    crdt::Doc doc;
    (void)doc.applyUpdate(std::as_bytes(std::span(state.data(), std::size_t(state.size()))));
    const double read = processorMillis(CLOCK_THREAD_CPUTIME_ID);
    const board::Scene scene = board::readScene(doc);
    const double parsed = processorMillis(CLOCK_THREAD_CPUTIME_ID);
    bench.tell(u"  of which reading the Yjs document"_s, read - began, "ms");
    bench.tell(u"  of which reading its shapes"_s, parsed - read, "ms");
}

void measureMoving(Bench &bench, BoardWindow &window)
{
    boardview::BoardView &view = window.view();
    view.showAt({4000, 4000}, 1);
    window.settle();
    bench.measure(u"panned by 40 px at 100 %"_s, 500, [&](int i) { view.panBy({i % 200 < 100 ? -40.0 : 40.0, -9}); });
    bench.measure(u"flung by 300 px at 100 %"_s, 200, [&](int i) { view.panBy({i % 60 < 30 ? -300.0 : 300.0, 20}); });
    view.showAt({12'000, 7000}, 0.06);
    window.settle();
    bench.measure(u"panned by 40 px, all of it seen"_s, 300, [&](int i) {
        view.panBy({i % 20 < 10 ? -40.0 : 40.0, 0});
    });
    bench.measure(u"zoomed by 4 % about the pointer, 6 to 300 %"_s, 400, [&](int i) {
        view.zoomAt({500, 300}, i % 200 < 100 ? 1.04 : 1 / 1.04);
    });
    view.showAt({4000, 4000}, 1);
    window.settle();
    bench.measure(u"zoomed by 4 % about the pointer, 100 to 10 %"_s, 400, [&](int i) {
        view.zoomAt({500, 300}, i % 120 < 60 ? 1 / 1.04 : 1.04);
    });
}

void measureDrawing(Bench &bench, BoardWindow &window)
{
    boardview::BoardView &view = window.view();
    view.showAt({6000, 5000}, 1);
    window.settle();
    board::Shape pen;
    pen.type = board::ShapeType::Pen;
    pen.style.width = 4;
    pen.z = board::keyBetween(window.board().scene().topZ({}), {});
    const board::Points points = bench::scribble(view.visibleArea().center(), 700, 4, 99);
    board::ShapeId id;
    bench.measure(u"pen sample to frame"_s, 600, [&](int i) {
        const auto at = points.begin() + i + 6;
        if (i < -4)
            id = window.board().beginStroke(pen, {*at});
        else
            window.board().extendStroke(id, {*at});
    });
    const auto before = view.work();
    window.board().finishStroke(id);
    window.settle();
    const auto after = view.work();
    bench.tell(
        u"tiles painted anew for that stroke"_s, double(after.whole - before.whole + after.parts - before.parts), "");
    bench.tell(u"tiles it was painted on top of"_s, double(after.onTop - before.onTop), "");
    const board::Points others = bench::scribble(view.visibleArea().center() + QPointF(80, 0), 700, 4, 98);
    bench.measure(u"another person's sample to frame"_s, 600, [&](int i) {
        const auto at = others.begin() + i + 6;
        if (i < -4)
            id = window.others().beginStroke(pen, {*at});
        else
            window.others().extendStroke(id, {*at});
    });
    window.others().finishStroke(id);
    window.settle();
}

/// 50 people draw, 30 samples a second each, in what is seen.
void measureCompany(Bench &bench, BoardWindow &window)
{
    constexpr int people = 50;
    constexpr int seconds = 10;
    constexpr int rate = 30;
    struct Hand {
        board::ShapeId id;
        board::Points points;
    };
    std::vector<Hand> hands(people);
    const QRectF seen = window.view().visibleArea();
    QRandomGenerator random(4);
    board::Shape pen;
    pen.type = board::ShapeType::Pen;
    pen.style.width = 3;
    pen.z = board::keyBetween(window.board().scene().topZ({}), {});
    for (int i = 0; i < people; ++i) {
        const QPointF from(seen.left() + random.bounded(seen.width()), seen.top() + random.bounded(seen.height()));
        hands[std::size_t(i)].points = bench::scribble(from, rate * seconds + 1, 4, quint32(i + 500));
        hands[std::size_t(i)].id = window.others().beginStroke(pen, {hands[std::size_t(i)].points.front()});
    }
    window.frame();
    int sample = 0;
    double othersWork = 0;
    QElapsedTimer sinceSample;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(1000 / rate);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        ++sample;
        const double before = processorMillis(CLOCK_THREAD_CPUTIME_ID);
        window.hold();
        for (Hand &hand : hands)
            window.others().extendStroke(hand.id, {hand.points[std::size_t(std::min(sample, rate * seconds))]});
        othersWork += processorMillis(CLOCK_THREAD_CPUTIME_ID) - before;
        sinceSample.start();
        window.release();
    });
    std::vector<double> processor;
    std::vector<double> wall;
    const double before = processorMillis(CLOCK_PROCESS_CPUTIME_ID);
    QElapsedTimer clock;
    clock.start();
    timer.start();
    while (sample < rate * seconds) {
        const double thread = processorMillis(CLOCK_THREAD_CPUTIME_ID) - othersWork;
        const int frames = bench.frames();
        while (bench.frames() == frames)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        processor.push_back(processorMillis(CLOCK_THREAD_CPUTIME_ID) - othersWork - thread);
        wall.push_back(double(sinceSample.nsecsElapsed()) / 1e6);
    }
    const double share = (processorMillis(CLOCK_PROCESS_CPUTIME_ID) - before - othersWork) / double(clock.elapsed());
    timer.stop();
    const double rateSeen = double(wall.size()) / (double(clock.elapsed()) / 1000);
    bench.tell(u"frame while 50 people draw"_s, std::move(processor), std::move(wall));
    bench.tell(u"processor for them, all threads"_s, share * 100, "% of a core");
    bench.tell(u"frames a second"_s, rateSeen, "");
    for (const Hand &hand : hands)
        window.others().finishStroke(hand.id);
    window.settle();
}

void measurePicking(Bench &bench, BoardWindow &window)
{
    constexpr int times = 20'000;
    QRandomGenerator random(2);
    const board::Scene &scene = window.board().scene();
    int found = 0;
    std::vector<double> each;
    for (int i = 0; i < times; ++i) {
        const QPointF point(random.bounded(24'000.0), random.bounded(14'000.0));
        const double before = processorMillis(CLOCK_THREAD_CPUTIME_ID);
        found += board::shapeAt(scene, {}, point, {}) ? 1 : 0;
        each.push_back((processorMillis(CLOCK_THREAD_CPUTIME_ID) - before) * 1000);
    }
    std::ranges::sort(each);
    bench.tell(u"hit test, median"_s, each[times / 2], "microseconds");
    bench.tell(u"hit test, p99"_s, each[std::size_t(times * 0.99)], "microseconds");
    bench.tell(u"of them on a shape"_s, 100.0 * found / times, "%");
}

} // namespace

int main(int argc, char *argv[])
{
    const QGuiApplication application(argc, argv);
    const QByteArray state = bench::largeBoardState();
    BoardWindow window({1280, 800});
    window.view().setGridVisible(true);
    Bench bench(window);
    window.settle();
    const double before = residentMegabytes();
    std::printf(
        "%d shapes, %d points, %.1f MB of state\n", bench::boardShapes, bench::boardPoints, double(state.size()) / 1e6);
    window.load(state);
    waitUntilLoaded(window);
    window.settle();
    bench.tell(u"memory for the board and its picture"_s, residentMegabytes() - before, "MB");
    std::printf("%-46s %8s %8s %8s %8s\n", "milliseconds", "cpu p50", "cpu p99", "wall p50", "wall p99");
    measureOpening(bench, window, state);
    measureMoving(bench, window);
    measureDrawing(bench, window);
    measureCompany(bench, window);
    measurePicking(bench, window);
    bench.tell(u"memory of the whole process at the end"_s, residentMegabytes(), "MB");
    if (QFile out(QCoreApplication::arguments().value(1)); argc > 1 && out.open(QIODevice::WriteOnly))
        out.write(QJsonDocument(bench.results()).toJson());
    return 0;
}
