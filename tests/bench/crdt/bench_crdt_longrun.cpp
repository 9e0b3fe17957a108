// What a document of 5 KB is after a million edits, and what a key costs in one of 1 MB. One line of JSON per figure.
// peers/longrun.mjs makes the same edits with yjs.
#include "crdt/doc.h"
#include "workload.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

using namespace coterie::crdt;
using Clock = std::chrono::steady_clock;

namespace {

constexpr ClientId kClient = 3'000'000'000; // as long on the wire as random ones
constexpr std::uint32_t kEdits = 1'000'000;
constexpr std::uint32_t kLength = 5000;

/// mulberry32, as in longrun.mjs.
class Mulberry
{
public:
    explicit Mulberry(std::uint32_t seed) : m_state(seed) { }
    std::uint32_t below(std::uint32_t bound)
    {
        m_state += 0x6D2B79F5U;
        std::uint32_t mixed = (m_state ^ (m_state >> 15U)) * (1U | m_state);
        mixed = (mixed + (mixed ^ (mixed >> 7U)) * (61U | mixed)) ^ mixed;
        return (mixed ^ (mixed >> 14U)) % bound;
    }

private:
    std::uint32_t m_state;
};

void print(const char *bench, const char *figure, double value)
{
    std::printf(R"({"engine":"coterie","bench":"%s","figure":"%s","value":%.3f})"
                "\n",
        bench, figure, value);
}

double millisSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Inserts and erases as much as keeps the text at its length.
class Editing
{
public:
    explicit Editing(std::uint32_t seed) : m_random(seed) { }
    void atRandomPlace(Text &text)
    {
        const std::uint32_t length = text.length();
        const std::uint32_t at = m_random.below(length + 1);
        const std::uint32_t count = 1 + m_random.below(8);
        if (length < kLength)
            (void)text.insert(at, std::u16string(count, static_cast<char16_t>(u'a' + m_random.below(26))));
        else
            (void)text.erase(std::min(at, length - count), count);
    }
    /// A person: types on, at times jumps, erases backwards as much as is typed.
    void atCaret(Text &text)
    {
        const std::uint32_t length = text.length();
        if (m_random.below(40) == 0) {
            m_caret = m_random.below(length + 1);
            m_erases = length >= kLength;
        }
        m_caret = std::min(m_caret, length);
        if (m_erases && m_caret > 0)
            (void)text.erase(--m_caret, 1);
        else
            (void)text.insert(m_caret++, std::u16string(1, static_cast<char16_t>(u'a' + m_random.below(26))));
    }

private:
    Mulberry m_random;
    std::uint32_t m_caret = 0;
    bool m_erases = false;
};

void edit(const char *bench, void (Editing::*step)(Text &))
{
    Doc doc(Doc::Options {.clientId = kClient});
    std::size_t log = 0;
    const auto subscription =
        doc.onUpdate([&log](std::span<const std::byte> update, const void *, bool) { log += update.size(); });
    Text text = doc.text(u"t");
    Editing editing(5);
    const auto start = Clock::now();
    for (std::uint32_t i = 0; i < kEdits; ++i)
        (editing.*step)(text);
    print(bench, "time", millisSince(start));
    print(bench, "length", text.length());
    print(bench, "all updates", static_cast<double>(log));
    const Bytes state = doc.encodeStateAsUpdate();
    print(bench, "size v1", static_cast<double>(state.size()));
    print(bench, "size v2", static_cast<double>(doc.encodeStateAsUpdate({}, UpdateVersion::V2).size()));
    Doc compacted; // what a server does: all that came into a new document, written again
    if (!compacted.applyUpdate(state) || compacted.text(u"t").toString() != text.toString())
        fail("The state does not load.");
    print(bench, "size v1, compacted", static_cast<double>(compacted.encodeStateAsUpdate().size()));
}

void typeInLargeDocument(const char *bench, const std::function<std::uint32_t(Mulberry &, std::uint32_t length)> &place)
{
    Doc doc(Doc::Options {.clientId = kClient});
    std::size_t log = 0;
    const auto subscription =
        doc.onUpdate([&log](std::span<const std::byte> update, const void *, bool) { log += update.size(); });
    Text text = doc.text(u"t");
    Mulberry random(6);
    while (text.length() < 1'000'000) // in pieces, as it would have been written
        (void)text.insert(random.below(text.length() + 1), std::u16string(1 + random.below(60), u'x'));
    std::vector<double> micros;
    for (int i = 0; i < 100'000; ++i) {
        const std::uint32_t at = place(random, text.length());
        const auto start = Clock::now();
        (void)text.insert(at, u"k");
        micros.push_back(1000 * millisSince(start));
    }
    std::ranges::sort(micros);
    print(bench, "microseconds, median", micros[micros.size() / 2]);
    print(bench, "microseconds, 99 of 100 below", micros[micros.size() * 99 / 100]);
}

} // namespace

int main()
{
    edit("1,000,000 edits at random places in 5 KB", &Editing::atRandomPlace);
    edit("1,000,000 keys of a person in 5 KB", &Editing::atCaret);
    typeInLargeDocument("a key in 1 MB, random places",
        [](Mulberry &random, std::uint32_t length) { return random.below(length + 1); });
    typeInLargeDocument(
        "a key in 1 MB, typing on", [at = std::uint32_t {500'000}](Mulberry &, std::uint32_t) mutable { return at++; });
    return 0;
}
