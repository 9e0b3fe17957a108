// A board of 20,000 shapes and 1,000,000 points as data, nothing painted: how long it takes to open, what it holds of
// memory, what finding, moving and drawing cost on it, and how many bytes a point is on the wire and in the document.
//
// Usage: bench_boarddata [OUT.json]
#include "board/boardcodec.h"
#include "board/points.h"
#include "board/simplify.h"
#include "collab/boarddocument.h"
#include "largeboard.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int Shapes = 20'000;
constexpr int Points = 1'000'000;
constexpr int Runs = 7;

double processMilliseconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

struct Times {
    double wall = 0;
    double processor = 0;
};

/// Milliseconds of one of `each` things, medians of some runs.
Times measure(const std::function<void()> &work, int each = 1, int runs = Runs)
{
    std::vector<double> wall;
    std::vector<double> processor;
    for (int run = 0; run < runs; ++run) {
        const double before = processMilliseconds();
        QElapsedTimer timer;
        timer.start();
        work();
        wall.push_back(double(timer.nsecsElapsed()) / 1e6 / each);
        processor.push_back((processMilliseconds() - before) / each);
    }
    return {median(wall), median(processor)};
}

QJsonObject results;

void report(const char *what, const Times &times, double scale = 1, const char *unit = "ms")
{
    std::printf("%-58s %9.2f %s  (processor %.2f)\n", what, times.wall * scale, unit, times.processor * scale);
    results[QLatin1StringView(what)] = QJsonObject {{u"wall"_s, times.wall * scale},
        {u"processor"_s, times.processor * scale}, {u"unit"_s, QLatin1StringView(unit)}};
}

void report(const char *what, double value, const char *unit)
{
    std::printf("%-58s %9.2f %s\n", what, value, unit);
    results[QLatin1StringView(what)] = value;
}

/// Somebody with the board open, and the bytes they sent.
struct Person {
    explicit Person(const QByteArray &state) : document({.userId = u"ada"_s, .name = u"Ada"_s, .color = {}}, clock)
    {
        QObject::connect(&document, &collab::SharedDocument::edited, &document,
            [this](const QByteArray &update) { said.append(update); });
        QEventLoop loop;
        QObject::connect(&document, &collab::SharedDocument::loaded, &loop, &QEventLoop::quit);
        document.load(state);
        if (!document.isLoaded())
            loop.exec();
    }
    [[nodiscard]] qsizetype bytes() const
    {
        qsizetype sum = 0;
        for (const QByteArray &update : said)
            sum += update.size();
        return sum;
    }

    SystemClock clock;
    collab::BoardDocument document;
    QList<QByteArray> said;
};

void benchOpening(const QByteArray &state)
{
    report("state", double(state.size()) / 1e6, "MB");
    const auto bytes = std::as_bytes(std::span(state.constData(), static_cast<std::size_t>(state.size())));
    report("open: joined into an empty document", measure([&] {
        crdt::Doc doc;
        (void)doc.applyUpdate(bytes);
    }));
    crdt::Doc doc;
    (void)doc.applyUpdate(bytes);
    board::Scene scene;
    report("open: the scene read from it", measure([&] { scene = board::readScene(doc); }));
    malloc_trim(0);
    report("open: all of it, until loaded()", measure([&] { const Person person(state); }));
}

void benchMemory(const QByteArray &state)
{
    malloc_trim(0);
    const double before = residentMegabytes();
    auto person = std::make_unique<Person>(state);
    report("memory: document and scene", residentMegabytes() - before, "MB");
    malloc_trim(0);
    report("memory: the same, after the allocator gave back", residentMegabytes() - before, "MB");
}

void benchFinding(const board::Scene &scene)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<double> place(0, 40'000);
    qsizetype found = 0;
    const auto look = [&](double side) {
        return measure(
            [&] {
                for (int i = 0; i < 1000; ++i)
                    found += scene.touching({}, {place(random), place(random), side, side}).size();
            },
            1000);
    };
    report("find: what a point touches", look(0), 1e3, "us");
    report("find: what a window of 1,600 touches", look(1600), 1e3, "us");
    report("find: what a quarter of the board touches", look(20'000), 1e3, "us");
}

void benchEditing(Person &person, Person &other)
{
    collab::SharedBoard &board = person.document.board();
    const QList<board::ShapePtr> all = board.scene().onPage({});
    std::mt19937 random(5);
    const auto deliver = [&] {
        for (const QByteArray &update : std::exchange(person.said, {}))
            other.document.receive(update);
        QCoreApplication::processEvents();
    };
    report("edit: one shape moved, written and in the scene",
        measure(
            [&] {
                board::Shape shape = *board.scene().find(all[static_cast<qsizetype>(random() % 20'000)]->id);
                shape.x += 10;
                board.update({shape});
            },
            1, 200),
        1e3, "us");
    deliver();
    report("edit: a thousand shapes moved at once", measure([&] {
        QList<board::Shape> moved;
        for (int i = 0; i < 1000; ++i) {
            moved.append(*board.scene().find(all[i * 17]->id));
            moved.back().x += 10;
        }
        board.update(moved);
    }));
    report("edit: and taken back", measure([&] { board.undo(); }));
    deliver();
}

void benchStrokes(Person &person, Person &other)
{
    collab::SharedBoard &board = person.document.board();
    std::mt19937 random(11);
    constexpr int Strokes = 20;
    constexpr int Samples = 240; // two seconds
    constexpr int AtOnce = 4; // 30 tellings a second at 120 samples
    for (const bool hasPressure : {false, true}) {
        person.said.clear();
        std::vector<double> own;
        std::vector<double> others;
        qsizetype drawn = 0;
        qsizetype kept = 0;
        qsizetype told = 0;
        for (int i = 0; i < Strokes; ++i) {
            const board::Points stroke = bench::handStroke(random, Samples, hasPressure);
            board::Shape shape;
            shape.type = board::ShapeType::Pen;
            const board::ShapeId id = board.beginStroke(shape, {stroke.begin(), stroke.begin() + AtOnce});
            for (int at = AtOnce; at < Samples; at += AtOnce) {
                person.said.clear();
                QElapsedTimer timer;
                timer.start();
                board.extendStroke(id, {stroke.begin() + at, stroke.begin() + at + AtOnce});
                own.push_back(double(timer.nsecsElapsed()) / 1e3);
                told += person.bytes();
                drawn += AtOnce;
                timer.restart();
                for (const QByteArray &update : person.said)
                    other.document.receive(update);
                others.push_back(double(timer.nsecsElapsed()) / 1e3);
            }
            board.finishStroke(id);
            kept += board.scene().find(id)->points ? std::ssize(*board.scene().find(id)->points) : 0;
        }
        std::printf("strokes %s pressure\n", hasPressure ? "with" : "without");
        const char *letters = hasPressure ? "stroke: letters a point, with pressure" : "stroke: letters a point";
        report(letters,
            double(board::PointWriter().write(bench::handStroke(random, 10'000, hasPressure)).size()) / 10'000, "");
        report(hasPressure ? "stroke: bytes of update a point, with pressure" : "stroke: bytes of update a point",
            double(told) / double(drawn), "");
        report(hasPressure ? "stroke: points kept when finished, with pressure" : "stroke: points kept when finished",
            100.0 * double(kept) / (Strokes * Samples), "%");
        report(
            hasPressure ? "stroke: four points drawn, with pressure" : "stroke: four points drawn", median(own), "us");
        report(hasPressure ? "stroke: four points received, with pressure" : "stroke: four points received",
            median(others), "us");
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QByteArray state = bench::stateOf(bench::largeBoard(Shapes, Points));
    malloc_trim(0);
    benchMemory(state);
    benchOpening(state);
    Person person(state);
    Person other(state);
    benchFinding(person.document.board().scene());
    benchEditing(person, other);
    benchStrokes(person, other);
    if (argc > 1) {
        QFile file(QString::fromLocal8Bit(argv[1]));
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(results).toJson());
    }
    return 0;
}
