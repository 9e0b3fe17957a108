#include "crdt/updates.h"

#include "crdt/blockcodec.h"
#include "crdt/updatecodecv2.h"
#include "crdt/utf.h"

#include <algorithm>
#include <queue>

namespace coterie::crdt {

namespace detail {

std::optional<Any> anyFromOldJson(std::u16string_view text)
{
    if (text == u"undefined")
        return Any();
    auto value = Any::fromJson(toUtf8(text));
    return value ? std::optional(*std::move(value)) : std::nullopt;
}

std::u16string oldJsonFromAny(const Any &value)
{
    if (value.isUndefined())
        return u"undefined";
    return toUtf16(value.toJson()).value_or(u"null");
}

} // namespace detail

namespace {

template <typename Reader>
ClientBlocks readClient(Reader &in, std::uint64_t &budget)
{
    // The count is a stranger's: room for as many as can well be in what came, more comes with more blocks.
    constexpr std::uint64_t bytesEach = 16;
    const std::uint64_t reserved = 4096 + in.rest().remaining() / bytesEach;
    const std::uint64_t count = in.rest().varUint();
    ClientBlocks client {in.client(), {}};
    ClockValue clock = in.rest().varUint();
    if (count > budget) {
        in.fail(Errc::TooLarge);
        return client;
    }
    budget -= count;
    client.blocks.reserve(std::min(count, reserved));
    for (std::uint64_t i = 0; i < count && !in.hasFailed(); ++i) {
        Block &block = client.blocks.emplace_back();
        readBlock(in, {client.client, clock}, block);
        clock = block.end();
    }
    return client;
}

template <typename Reader>
Result<DecodedUpdate> decode(std::span<const std::byte> bytes, DecodeLimits limits)
{
    DecodedUpdate update;
    Reader in(bytes, update.arena);
    const std::uint64_t clients = in.rest().varUint();
    for (std::uint64_t i = 0; i < clients && !in.hasFailed(); ++i) {
        ClientBlocks client = readClient(in, limits.blocks);
        if (!client.blocks.empty())
            update.clients.push_back(std::move(client));
    }
    update.deletes = readDeleteSet(in);
    std::ranges::sort(update.clients, std::greater<>(), &ClientBlocks::client);
    const bool isTwice = std::ranges::adjacent_find(update.clients, {}, &ClientBlocks::client) != update.clients.end();
    if (!in.hasFailed() && (isTwice || !in.rest().isAtEnd()))
        in.fail(Errc::Malformed);
    if (auto error = in.error())
        return *std::move(error);
    return update;
}

template <typename Writer>
Bytes encode(std::span<const ClientBlocks> clients, const DeleteSet &deletes)
{
    Writer out;
    out.rest().varUint(clients.size());
    for (const ClientBlocks &client : clients) {
        out.rest().varUint(client.blocks.size());
        out.client(client.client);
        out.rest().varUint(client.blocks.front().id.clock);
        for (const Block &block : client.blocks)
            writeBlock(out, block);
    }
    writeDeleteSet(out, deletes);
    return out.take();
}

template <typename Writer>
Bytes encodeDiff(const DecodedUpdate &update, const StateVector &state)
{
    using Part = std::pair<std::span<const Block>, ClockValue>; // blocks, and how much of the first is known
    std::vector<Part> parts;
    for (const ClientBlocks &client : update.clients) {
        const ClockValue known = state.clock(client.client);
        const auto first =
            std::ranges::find_if(client.blocks, [&](const Block &b) { return !b.isSkip() && b.end() > known; });
        if (first != client.blocks.end())
            parts.emplace_back(
                std::span(first, client.blocks.end()), known > first->id.clock ? known - first->id.clock : 0);
    }
    Writer out;
    out.rest().varUint(parts.size());
    for (const auto &[blocks, offset] : parts) {
        out.rest().varUint(blocks.size());
        out.client(blocks.front().id.client);
        out.rest().varUint(blocks.front().id.clock + offset);
        for (const Block &block : blocks)
            writeBlock(out, block, &block == blocks.data() ? offset : 0);
    }
    writeDeleteSet(out, update.deletes);
    return out.take();
}

/// Goes through the blocks of one update, gaps left out.
class Cursor
{
public:
    /// `age` decides between cursors at the same place: the greater comes first.
    Cursor(const DecodedUpdate &update, std::int64_t age) : m_update(&update), m_age(age) { settle(); }

    [[nodiscard]] const Block *current() const { return m_current; }
    void advance()
    {
        ++m_block;
        settle();
    }
    void setAge(std::int64_t age) { m_age = age; }

    /// Falling clients, then rising clocks.
    [[nodiscard]] bool comesAfter(const Cursor &other) const
    {
        const Id a = m_current->id;
        const Id b = other.m_current->id;
        if (a.client != b.client)
            return a.client < b.client;
        return a.clock != b.clock ? a.clock > b.clock : m_age < other.m_age;
    }

private:
    void settle()
    {
        m_current = nullptr;
        for (; m_client < m_update->clients.size(); ++m_client, m_block = 0) {
            const auto &blocks = m_update->clients[m_client].blocks;
            while (m_block < blocks.size() && blocks[m_block].isSkip())
                ++m_block;
            if (m_block < blocks.size()) {
                m_current = &blocks[m_block];
                return;
            }
        }
    }

    const DecodedUpdate *m_update;
    std::int64_t m_age;
    std::size_t m_client = 0;
    std::size_t m_block = 0;
    const Block *m_current = nullptr;
};

/// Merges as Yjs does: of what two updates have, the one that begins first is kept, and of the other what it has
/// beyond.
class Merger
{
public:
    explicit Merger(std::span<const DecodedUpdate> updates)
    {
        std::int64_t age = 0;
        for (const DecodedUpdate &update : updates)
            push(Cursor(update, --age));
        age = 0;
        while (!m_cursors.empty()) {
            Cursor cursor = m_cursors.top();
            m_cursors.pop();
            if (take(cursor))
                takeRun(cursor);
            cursor.setAge(++age); // Yjs sorts anew, stably: what just moved stands before its equals
            push(cursor);
        }
        flush();
    }

    [[nodiscard]] const std::vector<ClientBlocks> &clients() const { return m_clients; }

private:
    struct ComesAfter {
        bool operator()(const Cursor &a, const Cursor &b) const { return a.comesAfter(b); }
    };

    void push(const Cursor &cursor)
    {
        if (cursor.current())
            m_cursors.push(cursor);
    }

    /// Takes what the cursor has beyond the last block; false if another cursor may come first now.
    bool take(Cursor &cursor)
    {
        const ClientId client = cursor.current()->id.client;
        if (!m_last || m_last->id.client != client) {
            replace(*cursor.current());
            cursor.advance();
            return true;
        }
        const ClockValue end = m_last->end();
        bool hasMoved = false;
        while (cursor.current() && cursor.current()->id.client == client && cursor.current()->end() <= end) {
            cursor.advance();
            hasMoved = true;
        }
        const Block *block = cursor.current();
        if (!block || block->id.client != client || (hasMoved && block->id.clock > end))
            return false;
        if (block->id.clock > end) {
            replace(Block {.id = {client, end}, .length = block->id.clock - end, .content = SkipContent {}});
            return true;
        }
        const ClockValue known = end - block->id.clock;
        if (m_last->isGc() && block->isGc()) {
            m_last->length += block->length - known;
            return true;
        }
        replace(known > 0 ? rightPart(*block, known, m_arena) : *block);
        cursor.advance();
        return true;
    }

    void takeRun(Cursor &cursor)
    {
        while (cursor.current() && cursor.current()->id == Id {m_last->id.client, m_last->end()}) {
            replace(*cursor.current());
            cursor.advance();
        }
    }

    void replace(Block block)
    {
        flush();
        m_last = std::move(block);
    }
    void flush()
    {
        if (!m_last)
            return;
        if (m_clients.empty() || m_clients.back().client != m_last->id.client)
            m_clients.push_back({m_last->id.client, {}});
        m_clients.back().blocks.push_back(*std::move(m_last));
        m_last.reset();
    }

    std::priority_queue<Cursor, std::vector<Cursor>, ComesAfter> m_cursors;
    std::optional<Block> m_last;
    std::vector<ClientBlocks> m_clients;
    TextArena m_arena;
};

} // namespace

Result<DecodedUpdate> decodeUpdate(std::span<const std::byte> update, UpdateVersion version, DecodeLimits limits)
{
    return version == UpdateVersion::V1 ? decode<UpdateReaderV1>(update, limits)
                                        : decode<UpdateReaderV2>(update, limits);
}

Bytes encodeUpdate(std::span<const ClientBlocks> clients, const DeleteSet &deletes, UpdateVersion version)
{
    return version == UpdateVersion::V1 ? encode<UpdateWriterV1>(clients, deletes)
                                        : encode<UpdateWriterV2>(clients, deletes);
}

Result<Bytes> mergeUpdates(
    std::span<const std::span<const std::byte>> updates, UpdateVersion version, DecodeLimits limits)
{
    std::vector<DecodedUpdate> decoded;
    DeleteSet deletes;
    for (const auto &update : updates) {
        auto more = decodeUpdate(update, version, limits);
        if (!more)
            return more.error();
        for (const ClientBlocks &client : more->clients)
            limits.blocks -= client.blocks.size();
        deletes.add(more->deletes);
        decoded.push_back(*std::move(more));
    }
    if (updates.size() == 1)
        return Bytes(updates[0].begin(), updates[0].end());
    deletes.normalise();
    return encodeUpdate(Merger(decoded).clients(), deletes, version);
}

Result<Bytes> diffUpdate(
    std::span<const std::byte> update, const StateVector &state, UpdateVersion version, DecodeLimits limits)
{
    const auto decoded = decodeUpdate(update, version, limits);
    if (!decoded)
        return decoded.error();
    return version == UpdateVersion::V1 ? encodeDiff<UpdateWriterV1>(*decoded, state)
                                        : encodeDiff<UpdateWriterV2>(*decoded, state);
}

Result<StateVector> stateVectorFromUpdate(std::span<const std::byte> update, UpdateVersion version, DecodeLimits limits)
{
    const auto decoded = decodeUpdate(update, version, limits);
    if (!decoded)
        return decoded.error();
    StateVector state;
    for (const auto &[client, blocks] : decoded->clients) {
        const auto gap = std::ranges::find_if(blocks, &Block::isSkip);
        if (blocks.front().id.clock == 0 && gap != blocks.begin())
            state.set(client, std::prev(gap)->end());
    }
    return state;
}

Result<Bytes> convertUpdate(
    std::span<const std::byte> update, UpdateVersion from, UpdateVersion to, DecodeLimits limits)
{
    const auto decoded = decodeUpdate(update, from, limits);
    if (!decoded)
        return decoded.error();
    return encodeUpdate(decoded->clients, decoded->deletes, to);
}

Block rightPart(const Block &block, ClockValue offset, TextArena &arena)
{
    Block right = block;
    right.id.clock += offset;
    right.length -= offset;
    if (!block.isItem())
        return right;
    right.origin = Id {block.id.client, block.id.clock + offset - 1};
    const auto from = static_cast<std::ptrdiff_t>(offset);
    if (auto *text = std::get_if<StringContent>(&right.content)) {
        const bool cutsPair = isHighSurrogate(text->text[offset - 1]);
        text->text.remove_prefix(offset);
        if (cutsPair) {
            const std::u16string whole = u'\uFFFD' + std::u16string(text->text.substr(1));
            text->text = arena.store(whole);
        }
    } else if (auto *values = std::get_if<AnyContent>(&right.content)) {
        values->values.erase(values->values.begin(), values->values.begin() + from);
    } else if (auto *jsons = std::get_if<JsonContent>(&right.content)) {
        jsons->values.erase(jsons->values.begin(), jsons->values.begin() + from);
    }
    return right;
}

} // namespace coterie::crdt
