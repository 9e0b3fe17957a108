// Replays an editing trace and the one-person micro-benchmarks of the public crdt-benchmarks set on lib/crdt. One line
// of JSON per figure, the form that yjs.mjs prints, too: times in ms (medians), sizes in bytes.
//   bench_crdt [--runs N] [trace.json | trace.json.gz]      without a trace: a made one of 20,000 edits
#include "base/random.h"
#include "crdt/doc.h"
#include "crdt/utf.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
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

constexpr ClientId kClient = 3'000'000'000; // as long on the wire as the random ones of Yjs

struct Patch {
    std::uint32_t at = 0;
    std::uint32_t deleted = 0;
    std::u16string inserted;
};

struct Trace {
    std::string name;
    std::vector<Patch> patches;
    std::u16string endContent;
};

double processMillis()
{
    timespec time {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::string readFile(const std::string &path)
{
    const bool isPacked = path.ends_with(".gz");
    FILE *file = isPacked ? popen(("gzip -dc '" + path + "'").c_str(), "r") : std::fopen(path.c_str(), "r");
    std::string text;
    if (!file)
        return text;
    char buffer[1 << 16];
    for (std::size_t count; (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
        text.append(buffer, count);
    isPacked ? pclose(file) : std::fclose(file);
    return text;
}

/// Positions in the traces are code points; with text of the basic plane they are UTF-16 units as well.
Trace readTrace(const std::string &path)
{
    Trace trace {.name = path.substr(path.rfind('/') + 1), .patches = {}, .endContent = {}};
    const auto json = Any::fromJson(readFile(path));
    if (!json || !json->member(u"txns") || !json->member(u"endContent"))
        return trace;
    for (const Any &transaction : *json->member(u"txns")->array()) {
        for (const Any &patch : *transaction.member(u"patches")->array()) {
            const auto &parts = *patch.array();
            trace.patches.push_back({static_cast<std::uint32_t>(*parts[0].number()),
                static_cast<std::uint32_t>(*parts[1].number()), *parts[2].string()});
        }
    }
    trace.endContent = *json->member(u"endContent")->string();
    return trace;
}

Trace madeTrace()
{
    Trace trace {.name = "made", .patches = {}, .endContent = {}};
    coterie::Random random(1);
    std::uint32_t caret = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto &content = trace.endContent;
        if (random.below(40) == 0)
            caret = static_cast<std::uint32_t>(random.below(content.size() + 1));
        const bool erases = caret > 0 && random.below(6) == 0;
        Patch patch {erases ? caret - 1 : caret, erases ? 1U : 0U,
            erases ? u"" : std::u16string(1, static_cast<char16_t>(u'a' + random.below(26)))};
        content.erase(patch.at, patch.deleted);
        content.insert(patch.at, patch.inserted);
        caret = erases ? caret - 1 : caret + 1;
        trace.patches.push_back(std::move(patch));
    }
    return trace;
}

void print(const std::string &bench, const std::string &figure, double value)
{
    std::printf(R"({"engine":"coterie","bench":"%s","figure":"%s","value":%.3f})"
                "\n",
        bench.c_str(), figure.c_str(), value);
}

/// Median of the processor's time over the runs.
double median(int runs, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const double before = processMillis();
        work();
        times.push_back(processMillis() - before);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

bool benchTrace(const Trace &trace, int runs)
{
    std::unique_ptr<Doc> doc;
    std::size_t updateBytes = 0;
    malloc_trim(0); // what reading the trace has left would be reused and not be seen
    const std::size_t residentBefore = residentBytes();
    const auto replay = [&] {
        doc = std::make_unique<Doc>(Doc::Options {.clientId = kClient});
        updateBytes = 0;
        const auto subscription = doc->onUpdate(
            [&updateBytes](std::span<const std::byte> update, const void *, bool) { updateBytes += update.size(); });
        Text text = doc->text(u"text");
        for (const Patch &patch : trace.patches) {
            if (patch.deleted > 0)
                (void)text.erase(patch.at, patch.deleted);
            if (!patch.inserted.empty())
                (void)text.insert(patch.at, patch.inserted);
        }
    };
    const double first = median(1, replay);
    print(trace.name, "resident growth", static_cast<double>(residentBytes() - residentBefore));
    print(trace.name, "local edits", runs > 1 ? median(runs - 1, replay) : first);
    print(trace.name, "updates", static_cast<double>(updateBytes));
    print(trace.name, "items", static_cast<double>(doc->itemCount()));
    const bool isRight = doc->text(u"text").toString() == trace.endContent;
    for (const auto version : {UpdateVersion::V1, UpdateVersion::V2}) {
        const std::string suffix = version == UpdateVersion::V1 ? " v1" : " v2";
        Bytes encoded;
        print(trace.name, "encode" + suffix, median(runs, [&] { encoded = doc->encodeStateAsUpdate({}, version); }));
        print(trace.name, "size" + suffix, static_cast<double>(encoded.size()));
        std::unique_ptr<Doc> loaded;
        print(trace.name, "load" + suffix, median(runs, [&] {
            loaded = std::make_unique<Doc>();
            (void)loaded->applyUpdate(encoded, version);
        }));
        if (loaded->text(u"text").toString() != trace.endContent)
            return false;
    }
    return isRight;
}

void benchTyping(int runs)
{
    constexpr int count = 6000;
    const auto play = [&](const char *name, const std::function<void(Text &, coterie::Random &)> &edit) {
        print(name, "local edits", median(runs, [&] {
            Doc doc(Doc::Options {.clientId = kClient});
            std::size_t bytes = 0;
            const auto subscription = doc.onUpdate(
                [&bytes](std::span<const std::byte> update, const void *, bool) { bytes += update.size(); });
            Text text = doc.text(u"text");
            coterie::Random random(7);
            for (int i = 0; i < count; ++i)
                edit(text, random);
        }));
    };
    const auto randomPlace = [](const Text &text, coterie::Random &random) {
        return static_cast<std::uint32_t>(random.below(text.length() + 1));
    };
    play("B1.1 append", [](Text &text, coterie::Random &) { (void)text.insert(text.length(), u"a"); });
    play("B1.3 prepend", [](Text &text, coterie::Random &) { (void)text.insert(0, u"a"); });
    play("B1.4 random places",
        [&](Text &text, coterie::Random &random) { (void)text.insert(randomPlace(text, random), u"a"); });
    play("B1.5 random words",
        [&](Text &text, coterie::Random &random) { (void)text.insert(randomPlace(text, random), u"seven chars"); });
    play("B1.7 insert and delete", [&](Text &text, coterie::Random &random) {
        const std::uint32_t at = randomPlace(text, random);
        if (random.below(2) == 0 || at == text.length())
            (void)text.insert(at, u"word");
        else
            (void)text.erase(
                at, std::min<std::uint32_t>(text.length() - at, 1 + static_cast<std::uint32_t>(random.below(9))));
    });
}

} // namespace

int main(int argc, char **argv)
{
    int runs = 5;
    std::vector<Trace> traces;
    for (int i = 1; i < argc; ++i) {
        if (std::strcmp(argv[i], "--runs") == 0 && i + 1 < argc)
            runs = std::max(1, std::atoi(argv[++i]));
        else
            traces.push_back(readTrace(argv[i]));
    }
    if (traces.empty())
        traces.push_back(madeTrace());
    bool isRight = true;
    for (const Trace &trace : traces) {
        if (!benchTrace(trace, runs)) {
            std::fprintf(stderr, "%s: the document is not what the trace says\n", trace.name.c_str());
            isRight = false;
        }
    }
    benchTyping(runs);
    return isRight ? 0 : 1;
}
