// How long it takes to find the newest 50 hits in a store of a million messages, and what the chat notices of it.
//
// Usage: bench_search STORE [OUT.json]. The store is one of bench_million_data's, indexed; nothing in it is changed
// for good. Wall time as the person waits, processor time beside it, for the machine may have other work.
#include "corpus.h"
#include "store/searchreader.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace coterie;

namespace {

constexpr int rounds = 40; // of each query; a kind has several queries

struct Kind {
    const char *name;
    QStringList queries;
};

const QList<Kind> kinds {
    {"a rare word", {u"quimiten "_s, u"wyntum "_s, u"norvesond "_s, u"zeitplan "_s}},
    {"a common word", {u"the "_s, u"launch "_s, u"we "_s, u"server "_s}},
    {"two words", {u"launch budget "_s, u"the coffee "_s, u"draft invoice "_s}},
    {"a phrase", {u"\"to the\""_s, u"\"launch plan\""_s, u"\"we should not\""_s, u"\"garden paper keyboard\""_s}},
    {"a phrase, growing", {u"\"we should no"_s, u"\"garden pa"_s, u"\"to th"_s, u"\"launch plan"_s}},
    {"one letter, growing", {u"l"_s, u"t"_s, u"q"_s, u"z"_s}},
    {"two letters, growing", {u"la"_s, u"th"_s, u"qu"_s, u"ge"_s}},
    {"three letters, growing", {u"lau"_s, u"the"_s, u"qui"_s, u"mig"_s}},
    {"four and more, growing", {u"laun"_s, u"serv"_s, u"perfor"_s, u"rele"_s, u"quim"_s}},
    {"a word and a growing one", {u"launch pl"_s, u"the s"_s, u"we mig"_s}},
    {"one Chinese character", {u"我 "_s, u"会 "_s, u"的 "_s}},
    {"two Chinese characters", {u"会议 "_s, u"我们 "_s, u"明天 "_s, u"北京 "_s}},
    {"an emoji", {u"🎉 "_s, u"👍 "_s, u"😂 "_s}},
    {"from: and a word", {u"from:%author launch "_s, u"from:%rare the "_s}},
    {"in: and a common word", {u"in:million the "_s, u"in:million-3 the "_s, u"in:million-17 launch "_s}},
    {"before: and a word", {u"before:2025-06-01 the "_s, u"before:2024-01 launch "_s, u"before:2023 server "_s}},
    {"a span of days", {u"on:2025-03 release "_s, u"after:2025-01-01 before:2025-02 the "_s, u"on:2024-05-06"_s}},
    {"from: and a phrase", {u"from:%rare \"to the\""_s, u"from:%author \"launch plan\""_s}},
    {"has: and a word", {u"has:link launch "_s, u"has:file the "_s, u"has:code server "_s, u"has:poll"_s}},
    {"is:", {u"is:pinned "_s, u"is:edited the "_s}},
    {"words without a word", {u"launch -the"_s, u"release -\"to the\""_s}},
    {"no hit", {u"xyzzyplugh "_s, u"launch xyzzyplugh "_s, u"\"the the the the\""_s}},
};

double processorMillis()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Figures {
    std::vector<double> values;
    [[nodiscard]] double quantile(double q)
    {
        if (values.empty())
            return 0;
        std::ranges::sort(values);
        return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
    }
};

search::Query queryFor(QString typed)
{
    typed.replace(u"%author"_s, bench::Corpus::person(1).userId.value());
    typed.replace(u"%rare"_s, bench::Corpus::person(290).userId.value());
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
            const double before = processorMillis();
            const auto found = reader.find(queryFor(typed), 0, 50);
            processor.values.push_back(processorMillis() - before);
            wall.values.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            hits += found.messages.size();
        }
    }
    std::printf("%-28s %6lld %9.2f %9.2f %9.2f %9.2f\n", kind.name,
        static_cast<long long>(hits / (rounds * kind.queries.size())), wall.quantile(0.5), wall.quantile(0.99),
        processor.quantile(0.5), processor.quantile(0.99));
    return {{u"kind"_s, QString::fromLatin1(kind.name)}, {u"wallP50"_s, wall.quantile(0.5)},
        {u"wallP99"_s, wall.quantile(0.99)}, {u"processorP50"_s, processor.quantile(0.5)},
        {u"processorP99"_s, processor.quantile(0.99)}};
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
    std::printf("%-28s %6s %9s %9s %9s %9s\n", "milliseconds", "hits", "p50", "p99", "cpu p50", "cpu p99");
    QJsonArray table;
    for (const Kind &kind : kinds)
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
