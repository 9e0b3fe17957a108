// How long it takes to find the newest 50 hits in a store of a million messages, and what the chat notices of it.
//
// Usage: bench_search STORE [OUT.json]. The store is one of bench_million_data's, indexed; nothing in it is changed
// for good. Wall time as the person waits, processor time beside it, for the machine may have other work.
#include "corpus.h"
#include "figures.h"
#include "kinds.h"
#include "store/searchreader.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;
using namespace coterie;
using bench::Figures;
using bench::Kind;

namespace {

constexpr int rounds = 40; // of each query; a kind has several queries

search::Query queryFor(const QString &typed)
{
    search::Query query = search::parse(typed, search::Place::here(SystemClock().wallNow()));
    search::resolve(query,
        {.people = [](const QString &name) { return QList {protocol::UserId {name}}; },
            .rooms = [](const QString &name) { return QList {protocol::RoomId {name}}; }});
    return query;
}

QJsonObject measure(store::SearchReader &reader, const Kind &kind)
{
    Figures wall, processor;
    qsizetype hits = 0;
    for (int round = 0; round < rounds; ++round) {
        for (const QString &typed : kind.queries) {
            QElapsedTimer timer;
            timer.start();
            const double before = bench::threadMillis();
            const auto found = reader.find(queryFor(typed), 0, 50);
            processor.values.push_back(bench::threadMillis() - before);
            wall.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            hits += found.messages.size();
        }
    }
    return bench::report(kind.name, hits / (rounds * kind.queries.size()), wall, processor);
}

double megabytesOf(sqlite::Database &database, const QString &sql)
{
    auto rows = database.prepare(sql);
    return rows.step() ? static_cast<double>(rows.integer(0)) / 1e6 : 0;
}

/// What storing a message costs the engine while somebody searches without a pause, and what a slice of indexing does.
QJsonObject measureChat(const QString &path, store::SearchReader &reader)
{
    const auto store = store::Store::open(path, SystemClock().wallNow());
    std::atomic<bool> stop = false;
    const QList<Kind> kinds = bench::searchKinds();
    std::thread searching([&] {
        for (int i = 0; !stop; ++i)
            static_cast<void>(reader.find(queryFor(kinds[i % kinds.size()].queries.first()), 0, 50));
    });
    Figures put, slice, merge;
    const bench::Corpus more({.seed = 99,
        .roomId = protocol::RoomId {u"million"_s},
        .messages = 1'000'000'000,
        .newest = SystemClock().wallNow()});
    constexpr int messages = 2'000;
    QList<protocol::MessageId> added;
    QElapsedTimer timer;
    const auto timed = [&](Figures &figures, const std::function<void()> &work) {
        timer.start();
        store->transact(work);
        figures.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    };
    for (int i = 0; i < messages; ++i) {
        protocol::Message message = more.at(i);
        message.seq = 2'000'000'000 + i;
        added.append(message.messageId);
        timed(put, [&] { store->messages().put(message); });
        if (i % 20 == 19)
            timed(slice, [&] { static_cast<void>(store->search().indexSome(200, Millis {4})); });
        if (i % 100 == 99)
            timed(merge, [&] { static_cast<void>(store->search().mergeSome()); });
    }
    stop = true;
    searching.join();
    store->transact([&] {
        store->messages().replace(protocol::RoomId {u"million"_s}, 2'000'000'000, 2'000'000'000 + messages, {});
    });
    QJsonObject json;
    const auto say = [&](const char *name, Figures &figures) {
        std::printf(
            "%-44s %9.2f %9.2f %9.2f\n", name, figures.quantile(0.5), figures.quantile(0.99), figures.quantile(1));
        json[QString::fromLatin1(name)] =
            QJsonArray {figures.quantile(0.5), figures.quantile(0.99), figures.quantile(1)};
    };
    std::printf("\n%-44s %9s %9s %9s\n", "milliseconds, while searching without pause", "p50", "p99", "max");
    say("storing a message", put);
    say("a slice of indexing (20 messages)", slice);
    say("a slice of merging", merge);
    return json;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "Usage: bench_search STORE [OUT.json]\n");
        return 2;
    }
    const QString path = arguments[1];
    const auto reader = store::SearchReader::open(path);
    auto database = sqlite::Database::open(path, sqlite::Database::Mode::ReadOnly);
    if (!reader || !database) {
        std::fprintf(stderr, "There is no store at %s.\n", qPrintable(path));
        return 1;
    }
    const double index = megabytesOf(**database, u"SELECT sum(length(block)) FROM search_words_data"_s);
    const double file = static_cast<double>(QFileInfo(path).size()) / 1e6;
    std::printf("%.0f messages, file %.0f MB, of it index %.0f MB\n\n",
        megabytesOf(**database, u"SELECT count(*) FROM messages"_s) * 1e6, file, index);
    bench::printHead();
    QJsonArray table;
    for (const Kind &kind : bench::searchKinds())
        table.append(measure(*reader, kind));
    const QJsonObject chat = measureChat(path, *reader);
    if (arguments.size() > 2) {
        QFile out(arguments[2]);
        if (!out.open(QIODevice::WriteOnly))
            return 1;
        out.write(QJsonDocument(
            QJsonObject {{u"indexMB"_s, index}, {u"fileMB"_s, file}, {u"search"_s, table}, {u"chat"_s, chat}})
                      .toJson());
    }
    return 0;
}
