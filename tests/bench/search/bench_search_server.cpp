// How long a server with a million messages takes to answer a search: the real process, from the request on a WebSocket
// to the answer, and what a page of history far back takes on the same way.
//
// Usage: bench_search_server SERVER FOLDER TOKEN [OUT.json]. Folder and token are of bench_million_data --server.
// Processor time is the server's, all its threads.
#include "kinds.h"
#include "serverdata.h"
#include "serverprocess.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace coterie;
using bench::Figures;
using bench::Kind;

namespace {

constexpr int rounds = 12; // of each query: a person may ask twenty times a second
constexpr int patienceMillis = 30'000;

class Asker
{
public:
    explicit Asker(const ServerProcess &server) : m_server(server) { }

    bool open(const QString &token)
    {
        m_socket.open(QUrl(u"ws://127.0.0.1:%1/ws?token=%2"_s.arg(m_server.port()).arg(token)));
        return !next(u"welcome"_s).isEmpty();
    }

    /// The answer's payload; empty when none came.
    QJsonObject ask(const QString &type, const QJsonObject &payload, const QString &answer)
    {
        const QJsonObject request {{u"type"_s, type}, {u"id"_s, u"q"_s}, {u"payload"_s, payload}};
        for (;;) {
            const double before = m_server.cpuSeconds();
            QElapsedTimer timer;
            timer.start();
            m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
            const QJsonObject got = next(answer);
            if (got["type"_L1] == "error"_L1 && got["payload"_L1]["code"_L1] == "rate_limited"_L1) {
                pause(got["payload"_L1]["retryAfterMs"_L1].toInt(1000));
                continue;
            }
            wall.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            processor.values.push_back((m_server.cpuSeconds() - before) * 1e3);
            return got["payload"_L1].toObject();
        }
    }

    Figures wall, processor;

private:
    static void pause(int milliseconds)
    {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }
    QJsonObject next(const QString &wanted)
    {
        QJsonObject got;
        QEventLoop loop;
        QTimer::singleShot(patienceMillis, &loop, &QEventLoop::quit);
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &loop, [&](const QString &text) {
            const QJsonObject frame = QJsonDocument::fromJson(text.toUtf8()).object();
            if (frame["type"_L1] == wanted || frame["type"_L1] == "error"_L1) {
                got = frame;
                loop.quit();
            }
        });
        loop.exec();
        return got;
    }

    const ServerProcess &m_server;
    QWebSocket m_socket;
};

QJsonObject measure(const ServerProcess &server, const QString &token, Kind kind)
{
    Asker asker(server);
    if (!asker.open(token))
        return {};
    qsizetype hits = 0;
    for (int round = 0; round < rounds; ++round) {
        for (QString query : kind.queries) {
            for (const char *room : {"in:million-3", "in:million-17", "in:million"})
                query.replace(QString::fromLatin1(room), u"in:"_s + bench::ServerData::room(0).value());
            hits += asker.ask(u"search"_s, {{u"q"_s, query}, {u"limit"_s, 50}}, u"search_results"_s)["messages"_L1]
                        .toArray()
                        .size();
        }
    }
    return bench::report(kind.name, hits / (rounds * kind.queries.size()), asker.wall, asker.processor);
}

QJsonObject measureHistory(const ServerProcess &server, const QString &token)
{
    Asker asker(server);
    if (!asker.open(token))
        return {};
    qsizetype messages = 0;
    constexpr int pages = 100;
    for (int page = 0; page < pages; ++page)
        messages += asker
                        .ask(u"get_history"_s,
                            {{u"roomId"_s, bench::ServerData::room(0).value()}, {u"before"_s, 9'999 * (page + 1)},
                                {u"limit"_s, 200}},
                            u"message_history"_s)["messages"_L1]
                        .toArray()
                        .size();
    return bench::report(u"200 messages of history"_s, messages / pages, asker.wall, asker.processor);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::fprintf(stderr, "Usage: bench_search_server SERVER FOLDER TOKEN [OUT.json]\n");
        return 2;
    }
    ServerProcess server;
    if (!server.start(arguments[1], {u"--data"_s, arguments[2], u"--listen"_s, u"127.0.0.1:0"_s})) {
        std::fprintf(stderr, "The server did not start.\n");
        return 1;
    }
    bench::printHead();
    QJsonArray table;
    for (const Kind &kind : bench::searchKinds())
        table.append(measure(server, arguments[3], kind));
    table.append(measureHistory(server, arguments[3]));
    if (arguments.size() > 4) {
        QFile out(arguments[4]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(table).toJson());
    }
    return 0;
}
