// What it costs to see fifty people move: their awareness as bytes, thirty times a second each, through the board's
// presence to the frames of a window of 1600 x 1000 with a board under it. The samples are made before, so that only
// the seeing is measured. And what one sample weighs.
//
// Usage: bench_cursors OUT.json
#include "boardwindow.h"
#include "collab/boardawareness.h"
#include "collab/values.h"
#include "pointers/pointerlayer.h"
#include "viewmodel/pointersource.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int People = 50;
constexpr int Seconds = 10;
constexpr int PerSecond = 30;
constexpr int Shapes = 300;
constexpr QSize Size(1600, 1000);

/// The awareness as pointers, as the app's model does, without its people.
class Peers : public viewmodel::PointerSource
{
public:
    explicit Peers(collab::BoardAwareness &awareness) : m_awareness(awareness)
    {
        connect(&awareness, &collab::BoardAwareness::peersChanged, this, &PointerSource::pointersReset);
        connect(&awareness, &collab::BoardAwareness::peerMoved, this,
            [this](quint64 client) { Q_EMIT pointerChanged(pointer(*m_awareness.peer(client))); });
    }
    [[nodiscard]] QList<viewmodel::RemotePointer> pointers() const override
    {
        QList<viewmodel::RemotePointer> all;
        for (const collab::BoardPeer &peer : m_awareness.peers())
            all.append(pointer(peer));
        return all;
    }

private:
    [[nodiscard]] static viewmodel::RemotePointer pointer(const collab::BoardPeer &peer)
    {
        return {.key = QString::number(peer.client),
            .name = peer.person.name,
            .color = peer.person.color,
            .anchor = {},
            .at = peer.pointer.value_or(QPointF()),
            .tool = peer.tool,
            .chat = {}};
    }
    collab::BoardAwareness &m_awareness;
};

/// One message after the other, as they come: all people's first, all people's second, and so on.
std::vector<QByteArray> samples()
{
    ManualClock clock;
    std::vector<QByteArray> all;
    std::vector<std::unique_ptr<collab::BoardAwareness>> people;
    for (int i = 0; i < People; ++i) {
        people.push_back(std::make_unique<collab::BoardAwareness>(
            collab::Person {.userId = u"user-%1"_s.arg(i), .name = u"Person %1"_s.arg(i), .color = {}}, clock));
        people.back()->setTool(i % 3 ? u"select"_s : u"pen"_s);
        people.back()->setViewport(QRectF(-800.5, -500.25, 1600, 1000));
        people.back()->begin(quint64(1'000'000'000 + i));
        QObject::connect(people.back().get(), &collab::BoardAwareness::told, people.back().get(),
            [&all](const QByteArray &bytes) { all.push_back(bytes); });
    }
    crdt::Awareness company(1, clock.now());
    const auto arrival = company.setLocalState(crdt::Any(crdt::Any::Object {}), clock.now());
    const QByteArray hello = collab::toByteArray(company.encode(arrival.clients()));
    for (const auto &person : people)
        person->receive(hello);
    all.clear();
    for (int step = 0; step < Seconds * PerSecond; ++step) {
        clock.advance(Millis(34));
        for (int i = 0; i < People; ++i) {
            const double t = step * 0.05 + i;
            people[std::size_t(i)]->setPointer(
                QPointF((i * 193) % 1400 - 700 + 90 * std::sin(t), (i * 131) % 840 - 420 + 70 * std::cos(t * 1.3)));
        }
    }
    return all;
}

void fill(collab::SharedBoard &board)
{
    QList<board::Shape> shapes;
    for (int i = 0; i < Shapes; ++i) {
        board::Shape shape;
        shape.type = i % 3 ? board::ShapeType::Note : board::ShapeType::Rectangle;
        shape.x = (i % 20) * 80 - 800;
        shape.y = (i / 20) * 66 - 500;
        shape.w = 70;
        shape.h = 56;
        shape.text = u"Note %1"_s.arg(i);
        shapes.append(shape);
    }
    board.add(shapes);
}

double cpuMillis()
{
    return double(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

double quantile(const std::vector<double> &sorted, double q)
{
    return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1))];
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QSG_RENDER_LOOP", "basic"); // a frame is made on this thread, so its beginning and end are seen here
    const QGuiApplication application(argc, argv);
    if (QCoreApplication::arguments().size() != 2) {
        std::fprintf(stderr, "Usage: bench_cursors OUT.json\n");
        return 2;
    }
    const std::vector<QByteArray> told = samples();
    qsizetype bytes = 0;
    for (const QByteArray &one : told)
        bytes += one.size();
    const double perSample = double(bytes) / double(told.size());

    testing::BoardWindow stage(Size);
    fill(stage.board());
    const SystemClock clock;
    collab::BoardAwareness awareness({.userId = u"me"_s, .name = u"Me"_s, .color = {}}, clock);
    awareness.begin(1);
    Peers peers(awareness);
    pointers::PointerLook look;
    look.family = u"Inter"_s;
    pointers::PointerLayer layer(stage.window().contentItem());
    layer.setSize(Size);
    layer.setLook(&look);
    layer.setOrigin(QPointF(Size.width() / 2.0, Size.height() / 2.0));
    layer.setSource(&peers);
    stage.settle();

    // At rest with fifty people: nothing.
    std::size_t next = 0;
    for (; next < People; ++next)
        awareness.receive(told[next]);
    QTest::qWait(1'000);
    const double restBegan = cpuMillis();
    QTest::qWait(2'000);
    const double restShare = (cpuMillis() - restBegan) / 2'000 * 100;

    std::vector<double> work; // milliseconds from the animations' turn to the shown frame
    std::vector<double> busy; // of them on the processor: what does not depend on what else runs here
    double frameBegan = 0;
    std::vector<double> intervals;
    QElapsedTimer frame;
    QElapsedTimer sinceLast;
    QObject::connect(&stage.window(), &QQuickWindow::afterAnimating, &layer, [&] {
        frame.start();
        frameBegan = cpuMillis();
    });
    QObject::connect(&stage.window(), &QQuickWindow::frameSwapped, &layer, [&] {
        work.push_back(double(frame.nsecsElapsed()) / 1e6);
        busy.push_back(cpuMillis() - frameBegan);
        if (sinceLast.isValid())
            intervals.push_back(double(sinceLast.nsecsElapsed()) / 1e6);
        sinceLast.start();
    });
    QElapsedTimer wall;
    wall.start();
    const double began = cpuMillis();
    QTimer arrivals; // they do not come all at once: a few every 5 ms
    arrivals.setTimerType(Qt::PreciseTimer);
    QObject::connect(&arrivals, &QTimer::timeout, &layer, [&] {
        const auto due = std::min(told.size(), std::size_t(wall.elapsed() * PerSecond * People / 1000) + People);
        for (; next < due; ++next)
            awareness.receive(told[next]);
    });
    arrivals.start(5);
    (void)QTest::qWaitFor([&] { return next >= told.size(); }, Seconds * 10'000);
    const double share = (cpuMillis() - began) / double(wall.elapsed()) * 100;
    std::ranges::sort(work);
    std::ranges::sort(busy);
    std::ranges::sort(intervals);
    std::printf(
        "%d pointers, %d samples a second each, 1600 x 1000, a board of %d shapes\n", People, PerSecond, Shapes);
    std::printf("one sample, bytes as told: %.0f\n", perSample);
    std::printf("processor, %% of a core: moving %.1f  still %.1f\n", share, restShare);
    std::printf("%zu frames, ms          p50    p99    max\n", work.size());
    const auto print = [](const char *what, const std::vector<double> &figures) {
        std::printf(
            "%-18s %7.1f %6.1f %6.1f\n", what, quantile(figures, 0.5), quantile(figures, 0.99), quantile(figures, 1));
    };
    print("from turn to shown", work);
    print("of it, processor", busy);
    print("between", intervals);
    QFile out(QCoreApplication::arguments().at(1));
    if (!out.open(QIODevice::WriteOnly))
        return 1;
    out.write(QJsonDocument(QJsonObject {{u"bytesPerSample"_s, perSample}, {u"corePercentMoving"_s, share},
                                {u"corePercentStill"_s, restShare}, {u"frameWorkP50"_s, quantile(work, 0.5)},
                                {u"frameWorkP99"_s, quantile(work, 0.99)}, {u"frameWorkMax"_s, quantile(work, 1)},
                                {u"frameCpuP50"_s, quantile(busy, 0.5)}, {u"frameCpuMax"_s, quantile(busy, 1)},
                                {u"frames"_s, qint64(work.size())}})
                  .toJson());
    return 0;
}
