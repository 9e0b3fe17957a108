// A board of 20,000 shapes and 1,000,000 points as data, nothing painted: how long it takes to open, what it holds of
// memory, what finding, moving and drawing cost on it, and how many bytes a point is on the wire and in the document.
//
// Usage: bench_boarddata [OUT.json]
#include "board/boardcodec.h"
#include "board/points.h"
#include "board/simplify.h"
#include "collab/boarddocument.h"
#include "collab/values.h"
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
#include <string>

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

/// Somebody else, who only reads: what is joined in is in the scene at once, and not in the next frame.
struct Reader {
    explicit Reader(const QByteArray &state) : board(clock)
    {
        if (!doc.applyUpdate(collab::bytesOf(state)))
            qFatal("the board cannot be read");
        board.attach(&doc, board::readScene(doc));
    }
    ~Reader() { board.attach(nullptr, {}); }
    Q_DISABLE_COPY_MOVE(Reader)
    void receive(const QList<QByteArray> &updates)
    {
        for (const QByteArray &update : updates)
            (void)doc.applyUpdate(collab::bytesOf(update)); // of our own
        board.settle();
    }

    SystemClock clock;
    crdt::Doc doc;
    collab::SharedBoard board;
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

void benchEditing(Person &person, Reader &other)
{
    collab::SharedBoard &board = person.document.board();
    const QList<board::ShapePtr> all = board.scene().onPage({});
    std::mt19937 random(5);
    report("edit: one shape moved, written and in the scene",
        measure(
            [&] {
                board::Shape shape = *board.scene().find(all[static_cast<qsizetype>(random() % 20'000)]->id);
                shape.x += 10;
                board.update({shape});
            },
            1, 200),
        1e3, "us");
    other.receive(std::exchange(person.said, {}));
    report("edit: a thousand shapes moved at once", measure([&] {
        QList<board::Shape> moved;
        for (int i = 0; i < 1000; ++i) {
            moved.append(*board.scene().find(all[i * 17]->id));
            moved.back().x += 10;
        }
        board.update(moved);
    }));
    report("edit: and taken back", measure([&] { board.undo(); }));
    other.receive(std::exchange(person.said, {}));
}

struct StrokeFigures {
    std::vector<double> drawn; ///< microseconds of a piece
    std::vector<double> received; ///< likewise, joined in and in the scene
    qsizetype samples = 0; ///< in those pieces
    qsizetype bytes = 0; ///< of their updates
    qsizetype kept = 0; ///< points of the finished strokes
};

void drawStroke(Person &person, Reader &other, const board::Points &stroke, StrokeFigures &figures)
{
    constexpr qsizetype AtOnce = 4; // 30 tellings a second at 120 samples
    collab::SharedBoard &board = person.document.board();
    board::Shape shape;
    shape.type = board::ShapeType::Pen;
    const board::ShapeId id = board.beginStroke(shape, {stroke.begin(), stroke.begin() + AtOnce});
    other.receive(std::exchange(person.said, {}));
    for (qsizetype at = AtOnce; at < std::ssize(stroke); at += AtOnce) {
        QElapsedTimer timer;
        timer.start();
        board.extendStroke(id, {stroke.begin() + at, stroke.begin() + at + AtOnce});
        figures.drawn.push_back(double(timer.nsecsElapsed()) / 1e3);
        figures.bytes += person.bytes();
        figures.samples += AtOnce;
        timer.restart();
        other.receive(std::exchange(person.said, {}));
        figures.received.push_back(double(timer.nsecsElapsed()) / 1e3);
    }
    board.finishStroke(id);
    other.receive(std::exchange(person.said, {}));
    const board::ShapePtr finished = board.scene().find(id);
    figures.kept += finished->points ? std::ssize(*finished->points) : 0;
    const board::ShapePtr theirs = other.board.scene().find(id);
    if (!theirs || !(*theirs == *finished))
        qFatal("the stroke did not arrive");
}

void benchStrokes(Person &person, Reader &other)
{
    std::mt19937 random(11);
    constexpr int Strokes = 20;
    constexpr int Samples = 240; // two seconds
    for (const bool hasPressure : {false, true}) {
        StrokeFigures figures;
        for (int i = 0; i < Strokes; ++i)
            drawStroke(person, other, bench::handStroke(random, Samples, hasPressure), figures);
        const std::string with = hasPressure ? ", with pressure" : "";
        const auto tell = [&](const std::string &what, double value, const char *unit) {
            report((what + with).c_str(), value, unit);
        };
        tell("stroke: letters a point",
            double(board::PointWriter().write(bench::handStroke(random, 10'000, hasPressure)).size()) / 10'000, "");
        tell("stroke: bytes of update a point", double(figures.bytes) / double(figures.samples), "");
        tell("stroke: points kept when finished", 100.0 * double(figures.kept) / (Strokes * Samples), "%");
        tell("stroke: four points drawn", median(figures.drawn), "us");
        tell("stroke: four points received", median(figures.received), "us");
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
    Reader other(state);
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
