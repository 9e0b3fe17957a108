// Fifty people on one board of a real server process over loopback, every piece of a stroke in SQLite before anybody
// hears of it: each moves a pointer and appends two points to a stroke every 33 ms, as collab::BoardAwareness and
// collab::SharedBoard do, and begins a new stroke every three seconds. What the server costs, how long points and
// pointers take to the others, what they weigh on the wire; then the same with all hands still. And the way of one
// point between two clients with stores on disk (client::OpenDocument), from the push to the signal at the other.
//
// Usage: bench_boards SERVER [OUT.json]
#include "boardperson.h"
#include "client/client.h"
#include "crdt/syncprotocol.h"
#include "crdt/updates.h"
#include "serverprocess.h"
#include "waiting.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <map>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;
using bench::Pen;
using bench::Person;
using bench::Watch;

namespace {

constexpr int crowd = 50;
constexpr int sampled = 2; // who read what they hear; the others count it
constexpr int sampleMillis = 33;
constexpr int runSeconds = 8;
constexpr int idleSeconds = 5;
constexpr int pipelinePoints = 300;

double quantile(std::vector<double> &values, double q)
{
    if (values.empty())
        return -1;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

QString createBoard(std::uint16_t port, const std::string &token)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/api/v1/documents"_s.arg(port)));
    request.setRawHeader("authorization", QByteArray("Bearer ") + token.c_str());
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(
        network.post(request, R"({"title":"Bench","roomId":"general","kind":"board"})"));
    if (!bench::waitUntil([&] { return reply->isFinished(); }))
        qFatal("no board");
    return QJsonDocument::fromJson(reply->readAll()).object().value("docId"_L1).toString();
}

/// When the last letter of each piece was sent, by whose it is.
using Sent = std::map<std::pair<crdt::ClientId, std::uint64_t>, double>;

struct Heard {
    std::vector<double> points; ///< ms from the pen to the other
    std::vector<double> pointers;
    std::size_t states = 0, stateBytes = 0;
};

void hearUpdate(std::span<const std::byte> bytes, const Sent &sent, double now, Heard &heard)
{
    const auto update = crdt::decodeUpdate(bytes);
    if (!update)
        qFatal("an update cannot be read");
    for (const crdt::ClientBlocks &client : update->clients) {
        for (const crdt::Block &block : client.blocks) {
            if (const auto at = sent.find({client.client, block.end()}); at != sent.end())
                heard.points.push_back(now - at->second);
        }
    }
}

/// A pointer's x is the time at which it was there.
void hearPeople(std::span<const std::byte> bytes, const Watch &clock, Heard &heard)
{
    crdt::Awareness states(0, clock.now());
    const auto change = states.apply(bytes, clock.now());
    if (!change)
        qFatal("awareness cannot be read");
    for (const crdt::ClientId client : change->added) {
        const crdt::Any *pointer = states.state(client)->member(u"pointer");
        const crdt::Any *x = pointer != nullptr ? pointer->member(u"x") : nullptr;
        if (x != nullptr && x->number() != nullptr)
            heard.pointers.push_back(clock.millis() - *x->number());
        ++heard.states;
    }
    heard.stateBytes += bytes.size();
}

/// A client with a store on disk and the board open in it.
struct Desk {
    Desk(std::uint16_t port, const std::string &token, const QString &docId, const QString &store)
        : client({.server = QUrl(u"http://127.0.0.1:%1"_s.arg(port)),
            .token = QString::fromStdString(token),
            .storePath = store})
    {
        client.start();
        document = client.openDocument(protocol::DocumentId {docId});
    }
    client::Client client;
    std::unique_ptr<client::OpenDocument> document;
};

/// Processor time of this process without its first thread, which plays the crowd: what the one real client costs.
double otherThreadsSeconds()
{
    long ticks = 0;
    const QString own = QString::number(QCoreApplication::applicationPid());
    for (const QString &task : QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(u"/proc/self/task/%1/stat"_s.arg(task));
        if (task == own || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = file.readAll();
        const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' '); // from the third one on
        constexpr qsizetype userTime = 11;
        ticks += fields.value(userTime).toLong() + fields.value(userTime + 1).toLong();
    }
    return static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// What all have said and heard so far.
struct Totals {
    double pieces = 0, pieceBytes = 0, pointers = 0, pointerBytes = 0; // said
    double updates = 0, awareness = 0, bytesIn = 0; // frames and bytes heard
};

/// Fifty people on a board of a server of its own, and one whole client.
class Crowd
{
public:
    Crowd(const QString &program, int drawing);
    [[nodiscard]] double idleShare() const; ///< of a core, the server's, while nobody moves
    void move(); ///< from now on
    [[nodiscard]] QJsonObject measure(); ///< while they move

private:
    void hear(std::span<const std::byte> frame);
    void act(int who);
    [[nodiscard]] Totals totals() const;

    int m_drawing;
    QTemporaryDir m_data;
    ServerProcess m_server;
    Watch m_clock;
    Sent m_sent;
    Heard m_heard;
    bool m_isMeasuring = false;
    std::vector<std::unique_ptr<Person>> m_people;
    std::unique_ptr<Desk> m_desk;
    std::vector<std::unique_ptr<QTimer>> m_hands;
};

Crowd::Crowd(const QString &program, int drawing) : m_drawing(drawing)
{
    if (!m_server.start(program, {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--data"_s, m_data.path()}))
        qFatal("the server does not start");
    const auto tokens = m_server.guestTokens(crowd + 1);
    const std::string docId = createBoard(m_server.port(), tokens.front()).toStdString();
    const WirePeer::Hear hears = [this](std::span<const std::byte> frame) { hear(frame); };
    for (int i = 0; i < crowd; ++i)
        m_people.push_back(std::make_unique<Person>(
            i, m_server.port(), tokens[size_t(i)], docId, m_clock, i < sampled ? hears : WirePeer::Hear()));
    m_desk = std::make_unique<Desk>(
        m_server.port(), tokens.back(), QString::fromStdString(docId), m_data.filePath(u"desk.sqlite"_s));
    bench::waitFor(1'000);
}

void Crowd::hear(std::span<const std::byte> frame)
{
    const auto message = crdt::decodeSyncMessage(frame);
    if (!m_isMeasuring || !message)
        return;
    if (const auto *update = std::get_if<crdt::SyncUpdate>(&*message))
        hearUpdate(update->update, m_sent, m_clock.millis(), m_heard);
    else if (const auto *people = std::get_if<crdt::AwarenessMessage>(&*message))
        hearPeople(people->update, m_clock, m_heard);
}

double Crowd::idleShare() const
{
    const double before = m_server.cpuSeconds();
    bench::waitFor(idleSeconds * 1'000);
    return (m_server.cpuSeconds() - before) / idleSeconds;
}

void Crowd::act(int who)
{
    Person &person = *m_people[size_t(who)];
    person.people.setPointer(QPointF(m_clock.millis(), 200.25 + who));
    if (who < crowd - m_drawing)
        return; // the last ones draw, so that those who listen closely do only if all do
    person.pen.draw();
    m_sent[{person.pen.doc.clientId(), person.pen.clock()}] = m_clock.millis();
}

void Crowd::move()
{
    for (int i = 0; i < crowd; ++i) {
        auto hand = std::make_unique<QTimer>();
        hand->setTimerType(Qt::PreciseTimer);
        hand->setInterval(sampleMillis);
        QObject::connect(hand.get(), &QTimer::timeout, hand.get(), [this, i] { act(i); });
        QTimer::singleShot(i * 7 % sampleMillis, hand.get(), [raw = hand.get()] { raw->start(); });
        m_hands.push_back(std::move(hand));
    }
    bench::waitFor(1'000);
}

Totals Crowd::totals() const
{
    Totals sum;
    for (const auto &person : m_people) {
        const auto &counts = person->wire.counts;
        sum.pieces += double(person->pieces);
        sum.pieceBytes += double(person->pieceBytes);
        sum.pointers += double(person->pointers);
        sum.pointerBytes += double(person->pointerBytes);
        sum.updates += double(counts.updates);
        sum.awareness += double(counts.awareness);
        sum.bytesIn += double(counts.awarenessBytes + counts.updateBytes);
    }
    return sum;
}

QJsonObject Crowd::measure()
{
    const Totals before = totals();
    const double cpu = m_server.cpuSeconds();
    const double deskCpu = otherThreadsSeconds();
    const double begin = m_clock.millis();
    m_isMeasuring = true;
    bench::waitFor(runSeconds * 1'000);
    m_isMeasuring = false;
    const double seconds = (m_clock.millis() - begin) / 1'000;
    const double share = (m_server.cpuSeconds() - cpu) / seconds;
    const double deskShare = (otherThreadsSeconds() - deskCpu) / seconds;
    const Totals after = totals();
    const double delivered = (after.updates - before.updates) / seconds;
    return {{u"people"_s, crowd}, {u"drawing"_s, m_drawing}, {u"serverShare"_s, share}, {u"clientShare"_s, deskShare},
        {u"residentMB"_s, double(m_server.residentBytes()) / 1e6},
        {u"updatesSaid"_s, (after.pieces - before.pieces) / seconds}, {u"updatesDelivered"_s, delivered},
        {u"updateFramesEach"_s, delivered / crowd},
        {u"awarenessFramesEach"_s, (after.awareness - before.awareness) / seconds / crowd},
        {u"kilobytesEach"_s, (after.bytesIn - before.bytesIn) / seconds / crowd / 1e3},
        {u"pointMs50"_s, quantile(m_heard.points, 0.5)}, {u"pointMs99"_s, quantile(m_heard.points, 0.99)},
        {u"pointerMs50"_s, quantile(m_heard.pointers, 0.5)}, {u"pointerMs99"_s, quantile(m_heard.pointers, 0.99)},
        {u"bytesPerPointUp"_s, after.pieceBytes / std::max(1.0, after.pieces) / bench::pointsEach},
        {u"bytesPerPointerUp"_s, after.pointerBytes / after.pointers},
        {u"bytesPerPointerDown"_s, double(m_heard.stateBytes) / double(std::max<std::size_t>(1, m_heard.states))}};
}

void print(const QJsonObject &row)
{
    const auto figure = [&row](QLatin1StringView name) { return row[name].toDouble(); };
    std::printf("%.0f people move, %.0f draw: %.0f pieces/s said, %.0f delivered; each hears %.0f update and %.0f "
                "pointer frames, %.0f kB a second\n",
        figure("people"_L1), figure("drawing"_L1), figure("updatesSaid"_L1), figure("updatesDelivered"_L1),
        figure("updateFramesEach"_L1), figure("awarenessFramesEach"_L1), figure("kilobytesEach"_L1));
    std::printf("  server %.1f %% of a core (idle %.2f %%), %.0f MB; the engine of a client %.1f %%; a point takes p50 "
                "%.1f p99 %.1f ms, a pointer p50 %.1f p99 %.1f ms\n",
        figure("serverShare"_L1) * 100, figure("idleShare"_L1) * 100, figure("residentMB"_L1),
        figure("clientShare"_L1) * 100, figure("pointMs50"_L1), figure("pointMs99"_L1), figure("pointerMs50"_L1),
        figure("pointerMs99"_L1));
    std::printf("  bytes: %.1f a point, %.0f a pointer sent, %.0f a pointer heard\n", figure("bytesPerPointUp"_L1),
        figure("bytesPerPointerUp"_L1), figure("bytesPerPointerDown"_L1));
    std::fflush(stdout);
}

QJsonObject together(const QString &program, int drawing)
{
    Crowd people(program, drawing);
    const double idle = people.idleShare();
    people.move();
    QJsonObject row = people.measure();
    row[u"idleShare"_s] = idle;
    print(row);
    return row;
}

QJsonObject pipeline(const QString &program)
{
    const QTemporaryDir data;
    ServerProcess server;
    if (!server.start(
            program, {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--data"_s, data.filePath(u"server"_s)}))
        qFatal("the server does not start");
    const auto tokens = server.guestTokens(2);
    const QString docId = createBoard(server.port(), tokens.front());
    Desk from(server.port(), tokens[0], docId, data.filePath(u"from.sqlite"_s));
    Desk to(server.port(), tokens[1], docId, data.filePath(u"to.sqlite"_s));
    const auto isInSync = [](const Desk &desk) {
        return desk.document->sync().state == client::DocumentSync::State::InSync;
    };
    if (!bench::waitUntil([&] { return isInSync(from) && isInSync(to); }))
        qFatal("the board did not open");
    const Watch clock;
    Pen pen([&](std::span<const std::byte> update) {
        from.document->push({reinterpret_cast<const char *>(update.data()), qsizetype(update.size())});
    });
    int heard = 0;
    double at = 0;
    QObject::connect(to.document.get(), &client::OpenDocument::received, to.document.get(), [&](const QByteArray &) {
        ++heard;
        at = clock.millis();
    });
    std::vector<double> figures;
    for (int i = 0; i < pipelinePoints; ++i) {
        bench::waitFor(sampleMillis);
        const int before = heard;
        const double begin = clock.millis();
        pen.draw();
        if (!bench::waitUntil([&] { return heard > before; }))
            qFatal("a point did not come");
        figures.push_back(at - begin);
    }
    const double middle = quantile(figures, 0.5);
    const double most = quantile(figures, 0.99);
    std::printf("a point from the push of one client to the signal of another, on three disks: p50 %.2f p99 %.2f ms\n",
        middle, most);
    return {{u"pipelineMs50"_s, middle}, {u"pipelineMs99"_s, most}};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        qFatal("usage: bench_boards SERVER [OUT.json]");
    const QString program = arguments[1];
    const QJsonArray rows {together(program, crowd), together(program, crowd / 5), together(program, 0)};
    const QJsonObject way = pipeline(program);
    QFile out(arguments.value(2));
    if (arguments.size() > 2 && out.open(QIODevice::WriteOnly))
        out.write(QJsonDocument(QJsonObject {{u"together"_s, rows}, {u"pipeline"_s, way}}).toJson());
    return 0;
}
