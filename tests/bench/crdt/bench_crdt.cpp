// bench_crdt <workload.json>: ours on one workload of peers/workloads.mjs, with the figures of peers/measure.mjs in the
// same order. One line of JSON per figure: wall-clock and processor milliseconds, or a value.
#include "crdt/doc.h"
#include "workload.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <malloc.h>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

using namespace coterie::crdt;

namespace {

constexpr ClientId kClientBase = 3'000'000'000; // as long on the wire as random ones
constexpr double kPatience = 3000; // ms, as in measure.mjs

struct Times {
    double wall = 0;
    double cpu = 0;
};

double millis(clockid_t clock)
{
    timespec time {};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

Times once(const std::function<void()> &task)
{
    const double wall = millis(CLOCK_MONOTONIC);
    const double cpu = millis(CLOCK_PROCESS_CPUTIME_ID);
    task();
    return {millis(CLOCK_MONOTONIC) - wall, millis(CLOCK_PROCESS_CPUTIME_ID) - cpu};
}

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

class Printer
{
public:
    explicit Printer(std::string bench) : m_bench(std::move(bench)) { }
    void times(const std::string &figure, Times times) const
    {
        begin(figure);
        std::printf(R"("wall":%.4f,"cpu":%.4f})"
                    "\n",
            times.wall, times.cpu);
    }
    void value(const std::string &figure, std::size_t value) const
    {
        begin(figure);
        std::printf(R"("value":%zu})"
                    "\n",
            value);
    }

private:
    void begin(const std::string &figure) const
    {
        std::printf(R"({"engine":"coterie","bench":"%s","figure":"%s",)", m_bench.c_str(), figure.c_str());
    }
    std::string m_bench;
};

using OnUpdate = std::function<void(std::span<const std::byte>)>;

/// A document and the type in it that is edited.
class Document
{
public:
    Document(const std::u16string &type, std::size_t id, const OnUpdate &onUpdate = {})
        : doc(Doc::Options {.clientId = kClientBase + id})
        , m_root(type == u"text"     ? SharedType(doc.text(u"t"))
                  : type == u"array" ? SharedType(doc.array(u"t"))
                                     : SharedType(doc.map(u"t")))
    {
        if (onUpdate) {
            m_subscription = doc.onUpdate([onUpdate](std::span<const std::byte> update, const void *, bool isLocal) {
                if (isLocal)
                    onUpdate(update);
            });
        }
    }
    void play(const std::vector<Operation> &operations)
    {
        switch (m_root.kind()) {
        case TypeKind::Text: playText(operations); break;
        case TypeKind::Array: playArray(operations); break;
        default:
            for (const Operation &one : operations)
                (void)Map(m_root).set(u"v", one.set);
        }
    }
    void playAtOnce(const std::vector<Operation> &operations)
    {
        doc.transact([&] { play(operations); });
    }
    void apply(std::span<const std::byte> update, UpdateVersion version = UpdateVersion::V1)
    {
        if (!doc.applyUpdate(update, version))
            fail("An update was refused.");
    }
    [[nodiscard]] Any content() const { return m_root.toJson(); }

    Doc doc;

private:
    void playText(const std::vector<Operation> &operations)
    {
        Text text(m_root);
        for (const Operation &one : operations) {
            if (one.erased > 0)
                (void)text.erase(one.at, one.erased);
            if (!one.text.empty())
                (void)text.insert(one.at, one.text);
        }
    }
    void playArray(const std::vector<Operation> &operations)
    {
        Array array(m_root);
        for (const Operation &one : operations) {
            if (one.erased > 0)
                (void)array.erase(one.at, one.erased);
            if (!one.values.empty())
                (void)array.insert(one.at, one.values);
        }
    }

    SharedType m_root;
    Subscription m_subscription;
};

using Updates = std::vector<Bytes>;

OnUpdate into(Updates &updates)
{
    return [&updates](std::span<const std::byte> update) { updates.emplace_back(update.begin(), update.end()); };
}

class Bench
{
public:
    explicit Bench(Work work) : m_work(std::move(work)), m_print(m_work.name) { }
    void run()
    {
        malloc_trim(0); // what reading the workload has left would be reused and not be seen
        if (m_work.kind == u"single")
            single();
        else if (m_work.kind == u"two")
            two();
        else if (m_work.kind == u"many")
            many();
        else
            concurrent();
    }

private:
    Times time(const std::string &figure, const std::function<void()> &task, const std::function<void()> &prepare = {},
        const std::function<void()> &afterFirst = {}) const
    {
        const auto prepared = [&] {
            if (prepare)
                prepare();
            return once(task);
        };
        const Times first = prepared();
        if (afterFirst)
            afterFirst();
        std::vector<Times> times;
        const double end = millis(CLOCK_MONOTONIC) + kPatience - first.wall;
        while (times.size() < 8 && millis(CLOCK_MONOTONIC) < end)
            times.push_back(prepared());
        if (times.empty())
            times.push_back(first);
        m_print.times(figure + ", cold", first);
        const auto median = [&times](double Times::*part) {
            std::ranges::sort(times, {}, part);
            return times[times.size() / 2].*part;
        };
        m_print.times(figure, {median(&Times::wall), median(&Times::cpu)});
        return first;
    }
    [[nodiscard]] std::function<void()> growth() const
    {
        return [this, before = residentBytes()] { m_print.value("resident growth", residentBytes() - before); };
    }

    void single()
    {
        const auto &operations = m_work.operations.front();
        std::unique_ptr<Document> document;
        std::size_t bytes = 0;
        time(
            "edit",
            [&] {
                bytes = 0;
                document = std::make_unique<Document>(
                    m_work.type, 0, [&bytes](std::span<const std::byte> update) { bytes += update.size(); });
                document->play(operations);
            },
            {}, growth());
        m_print.value("updates", bytes);
        if (!m_work.endContent.isUndefined() && !(document->content() == m_work.endContent))
            fail("The document is not what the trace says.");
        Updates updates;
        Document(m_work.type, 0, into(updates)).play(operations);
        std::unique_ptr<Document> other;
        time("remote", [&] {
            other = std::make_unique<Document>(m_work.type, 1);
            for (const Bytes &update : updates)
                other->apply(update);
        });
        check(*document, *other);
        formats(*document);
    }

    void two()
    {
        Updates updates[2];
        std::unique_ptr<Document> documents[2];
        time(
            "edit",
            [&] {
                for (std::size_t i = 0; i < 2; ++i)
                    documents[i]->playAtOnce(m_work.operations[i]);
                documents[0]->apply(updates[1].back());
                documents[1]->apply(updates[0].back());
            },
            [&] {
                for (std::size_t i = 0; i < 2; ++i)
                    documents[i] = std::make_unique<Document>(m_work.type, i, into(updates[i] = {}));
                documents[0]->play({Operation {0, 0, m_work.start, {}, {}}});
                documents[1]->apply(updates[0].front());
            });
        check(*documents[0], *documents[1]);
        formats(*documents[0]);
    }

    void many()
    {
        Updates updates;
        for (std::size_t i = 0; i < m_work.operations.size(); ++i)
            Document(m_work.type, i, into(updates)).play(m_work.operations[i]);
        std::unique_ptr<Document> document;
        const auto applyAll = [&](Document &one) {
            for (const Bytes &update : updates)
                one.apply(update);
        };
        time("edit", [&] {
            document = std::make_unique<Document>(m_work.type, updates.size());
            applyAll(*document);
        });
        std::ranges::reverse(updates);
        Document other(m_work.type, updates.size() + 1);
        applyAll(other);
        check(*document, other);
        formats(*document);
    }

    void concurrent()
    {
        std::vector<std::unique_ptr<Document>> documents(1 + *std::ranges::max_element(m_work.agents));
        time(
            "edit",
            [&] {
                Updates updates;
                for (std::size_t i = 0; i < documents.size(); ++i)
                    documents[i] = std::make_unique<Document>(m_work.type, i, into(updates));
                for (std::size_t i = 0; i < m_work.operations.size(); ++i) {
                    Document &document = *documents[m_work.agents[i]];
                    for (const std::size_t one : m_work.before[i])
                        document.apply(updates[one]);
                    document.play(m_work.operations[i]);
                }
                for (std::size_t i = 0; i < updates.size(); ++i) {
                    for (std::size_t agent = 0; agent < documents.size(); ++agent) {
                        if (m_work.agents[i] != agent)
                            documents[agent]->apply(updates[i]);
                    }
                }
            },
            {}, growth());
        for (const auto &document : documents)
            check(*document, *documents.front());
        formats(*documents.front());
    }

    static void check(const Document &a, const Document &b)
    {
        if (!(a.content() == b.content()))
            fail("The documents differ.");
    }

    void formats(const Document &document) const
    {
        const Any content = document.content();
        for (const auto version : {UpdateVersion::V1, UpdateVersion::V2}) {
            const std::string suffix = version == UpdateVersion::V1 ? " v1" : " v2";
            Bytes bytes;
            time("encode" + suffix, [&] { bytes = document.doc.encodeStateAsUpdate({}, version); });
            m_print.value("size" + suffix, bytes.size());
            Any read;
            time("load" + suffix, [&] {
                Document loaded(m_work.type, 100'000);
                loaded.apply(bytes, version);
                read = loaded.content();
            });
            if (!(read == content))
                fail("The loaded document differs.");
        }
    }

    Work m_work;
    Printer m_print;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        fail("bench_crdt <workload.json>");
    Bench(readWork(argv[1])).run();
    return 0;
}
