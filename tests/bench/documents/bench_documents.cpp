// Documents through a real server process over loopback, every update in SQLite before anybody hears of it:
//  - one person types, 10 and 50 others have the document open: updates a second, and how long a letter takes to all;
//  - a million random edits on a document of 5 KB: what the database holds of it afterwards.
//
// Usage: bench_documents SERVER [OUT.json]
#include "crdt/doc.h"
#include "crdt/syncprotocol.h"
#include "serverprocess.h"
#include "sqlite/database.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTimer>
#include <QWebSocket>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int letters = 400; // one in flight
constexpr int burst = 3'000; // updates with many in flight
constexpr int window = 64;
constexpr int edits = 1'000'000;
constexpr int editsAtOnce = 500; // between two checkpoints
constexpr int runs = 3;

QByteArray arrayOf(const crdt::Bytes &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

bool waitUntil(const std::function<bool()> &done)
{
    QTimer wake;
    wake.start(50);
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return done();
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

/// A connection to the document that counts what comes.
struct Peer {
    Peer(quint16 port, const std::string &token, const QString &docId)
    {
        QNetworkRequest request(QUrl(u"ws://127.0.0.1:%1/collab/%2"_s.arg(port).arg(docId)));
        request.setRawHeader("authorization", QByteArray("Bearer ") + token.c_str());
        request.setRawHeader("sec-websocket-protocol", "coterie.collab.v1");
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [this](const QByteArray &frame) {
            updates += frame.startsWith(QByteArray("\0\2", 2)) ? 1 : 0;
            confirmed += frame.startsWith('d') ? 1 : 0; // 100
        });
        socket.open(request);
    }
    [[nodiscard]] bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }

    QWebSocket socket;
    int updates = 0;
    int confirmed = 0;
};

struct Stage {
    explicit Stage(const QString &program, int people)
    {
        const QStringList arguments {u"--listen"_s, u"127.0.0.1:0"_s, u"--guests"_s, u"--messages-per-minute"_s,
            u"6000000"_s, u"--data"_s, data.path()};
        if (!server.start(program, arguments))
            qFatal("the server does not start");
        const auto tokens = server.guestTokens(people);
        docId = create(tokens.front());
        for (const std::string &token : tokens)
            peers.push_back(std::make_unique<Peer>(server.port(), token, docId));
        if (!waitUntil([&] { return std::ranges::all_of(peers, [](const auto &peer) { return peer->isOpen(); }); }))
            qFatal("not everybody came in");
        changes = doc.onUpdate([this](std::span<const std::byte> update, const void *, bool) {
            writer().socket.sendBinaryMessage(arrayOf(crdt::encodeSyncMessage(crdt::SyncUpdate {update})));
        });
    }
    [[nodiscard]] Peer &writer() { return *peers.front(); }
    [[nodiscard]] bool allHave(int updates) const
    {
        return std::all_of(peers.begin() + 1, peers.end(), [&](const auto &peer) { return peer->updates >= updates; });
    }
    void type() { static_cast<void>(doc.text(u"content").insert(doc.text(u"content").length(), u"a")); }
    void confirm()
    {
        const int before = writer().confirmed;
        writer().socket.sendBinaryMessage(arrayOf(crdt::encodeSyncMessage(crdt::Checkpoint {1})));
        if (!waitUntil([&] { return writer().confirmed > before; }))
            qFatal("nothing was confirmed");
    }
    QString create(const std::string &token)
    {
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(u"http://127.0.0.1:%1/api/v1/documents"_s.arg(server.port())));
        request.setRawHeader("authorization", QByteArray("Bearer ") + token.c_str());
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        const std::unique_ptr<QNetworkReply> reply(
            network.post(request, R"({"title":"Bench","roomId":"general","kind":"text"})"));
        if (!waitUntil([&] { return reply->isFinished(); }))
            qFatal("no document");
        return QJsonDocument::fromJson(reply->readAll()).object().value("docId"_L1).toString();
    }

    QTemporaryDir data;
    ServerProcess server;
    QString docId;
    crdt::Doc doc;
    std::vector<std::unique_ptr<Peer>> peers;
    crdt::Subscription changes;
};

QJsonObject relay(const QString &program, int readers)
{
    std::vector<double> perSecond;
    std::vector<double> cpuMicros;
    std::vector<double> latencies;
    for (int run = 0; run < runs; ++run) {
        Stage stage(program, readers + 1);
        QElapsedTimer timer;
        int sent = 0;
        for (int i = 0; i < letters; ++i) {
            timer.start();
            stage.type();
            ++sent;
            if (!waitUntil([&] { return stage.allHave(sent); }))
                qFatal("a letter did not come");
            latencies.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        const double cpu = stage.server.cpuSeconds();
        timer.start();
        const int begin = sent;
        while (sent < begin + burst) {
            for (int i = 0; i < window / 2; ++i, ++sent)
                stage.type();
            if (!waitUntil([&] { return stage.allHave(sent - window / 2); }))
                qFatal("an update did not come");
        }
        if (!waitUntil([&] { return stage.allHave(sent); }))
            qFatal("the last update did not come");
        perSecond.push_back((sent - begin) / (double(timer.nsecsElapsed()) / 1e9));
        cpuMicros.push_back((stage.server.cpuSeconds() - cpu) / (sent - begin) * 1e6);
    }
    std::ranges::sort(latencies);
    const QJsonObject row {{u"readers"_s, readers}, {u"updatesPerSecond"_s, median(perSecond)},
        {u"serverMicrosecondsEach"_s, median(cpuMicros)}, {u"latencyMs"_s, median(latencies)},
        {u"latencyMs99"_s, latencies[latencies.size() * 99 / 100]}};
    std::printf("%3d readers: %8.0f updates/s to all, server %6.1f us CPU each; one letter to all: median %.2f ms, p99 "
                "%.2f ms\n",
        readers, median(perSecond), median(cpuMicros), median(latencies), latencies[latencies.size() * 99 / 100]);
    std::fflush(stdout);
    return row;
}

enum class Habit {
    Writing, ///< a word typed letter by letter somewhere, or one deleted with the backspace key
    Chaos, ///< every letter somewhere else
};

void edit(crdt::Text text, std::mt19937 &random, Habit habit, int &done)
{
    constexpr std::uint32_t size = 5'000;
    const std::uint32_t length = text.length();
    const bool isFull = length >= size;
    const int run = habit == Habit::Chaos ? 1 : 3 + int(random() % 8);
    const std::uint32_t place = length < 20 ? 0 : std::uint32_t(random() % (length - 16));
    for (int i = 0; i < run; ++i, ++done) {
        const std::u16string letter(1, char16_t(u'a' + random() % 26));
        static_cast<void>(
            isFull ? text.erase(place + std::uint32_t(run - 1 - i), 1) : text.insert(place + std::uint32_t(i), letter));
    }
}

std::int64_t number(sqlite::Database &database, const QString &query)
{
    auto statement = database.prepare(query);
    return statement.step() ? statement.integer(0) : -1;
}

QJsonObject million(const QString &program, Habit habit)
{
    Stage stage(program, 1);
    std::mt19937 random(1);
    const double cpu = stage.server.cpuSeconds();
    QElapsedTimer timer;
    timer.start();
    for (int done = 0; done < edits;) {
        for (const int until = done + editsAtOnce; done < until;)
            edit(stage.doc.text(u"content"), random, habit, done);
        stage.confirm();
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const double cpuEach = (stage.server.cpuSeconds() - cpu) / edits * 1e6;
    const double resident = double(stage.server.residentBytes()) / 1e6;
    const QString path = stage.data.filePath(u"coterie.db"_s);
    auto database = sqlite::Database::open(path, sqlite::Database::Mode::ReadOnly);
    if (!database)
        qFatal("the database cannot be read");
    const auto state = number(**database, u"SELECT sum(length(state)) FROM document_states"_s);
    const auto log = number(**database, u"SELECT ifnull(sum(length(bytes)), 0) FROM document_updates"_s);
    const auto pages = number(**database, u"PRAGMA page_count"_s) * number(**database, u"PRAGMA page_size"_s);
    const char *name = habit == Habit::Writing ? "words, typed and erased" : "single letters, all over";
    std::printf("%d edits (%s): %u letters; state %lld, not compacted %lld bytes; database %.1f MB; "
                "%.0f s, server %.1f us CPU each, %.0f MB resident\n",
        edits, name, stage.doc.text(u"content").length(), static_cast<long long>(state), static_cast<long long>(log),
        double(pages) / 1e6, seconds, cpuEach, resident);
    std::fflush(stdout);
    return {{u"habit"_s, QString::fromLatin1(name)}, {u"stateBytes"_s, qint64 {state}}, {u"logBytes"_s, qint64 {log}},
        {u"databaseBytes"_s, qint64 {pages}}, {u"serverMicrosecondsEach"_s, cpuEach}};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        qFatal("usage: bench_documents SERVER [OUT.json]");
    const QString program = arguments[1];
    const QJsonArray relays {relay(program, 10), relay(program, 50)};
    const QJsonArray millions {million(program, Habit::Writing), million(program, Habit::Chaos)};
    QFile out(arguments.value(2));
    if (arguments.size() > 2 && out.open(QIODevice::WriteOnly))
        out.write(QJsonDocument(QJsonObject {{u"relay"_s, relays}, {u"million"_s, millions}}).toJson());
    return 0;
}
