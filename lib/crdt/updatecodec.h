#pragma once

#include "crdt/encoding.h"
#include "crdt/id.h"
#include "crdt/idset.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace coterie::crdt {

// The two forms of an update, behind the same operations; code for both is a template over the reader or the writer.
// The operations are those of Yjs' UpdateDecoder.js and UpdateEncoder.js: each is one column of version 2 and plain
// bytes in version 1. Readers borrow the bytes and the arena, which takes the text; they keep their first failure as
// ByteReader does.

class UpdateReaderV1
{
public:
    UpdateReaderV1(std::span<const std::byte> update, TextArena &arena) : m_rest(update), m_arena(&arena) { }

    [[nodiscard]] Id leftId() { return id(); }
    [[nodiscard]] Id rightId() { return id(); }
    [[nodiscard]] ClientId client() { return m_rest.varUint(); }
    [[nodiscard]] std::uint8_t info() { return m_rest.byte(); }
    [[nodiscard]] std::u16string_view string() { return m_rest.string(*m_arena); }
    [[nodiscard]] bool parentInfo() { return m_rest.varUint() == 1; }
    [[nodiscard]] std::uint64_t typeRef() { return m_rest.varUint(); }
    [[nodiscard]] std::uint64_t length() { return m_rest.varUint(); }
    [[nodiscard]] Any any() { return m_rest.any(); }
    [[nodiscard]] std::span<const std::byte> buffer() { return m_rest.buffer(); }
    [[nodiscard]] Any json() { return m_rest.json(); }
    [[nodiscard]] std::u16string_view key() { return m_rest.string(*m_arena); }
    void resetDeletes() { }
    [[nodiscard]] ClockValue deleteClock() { return m_rest.varUint(); }
    [[nodiscard]] ClockValue deleteLength() { return m_rest.varUint(); }

    [[nodiscard]] ByteReader &rest() { return m_rest; } ///< what has no column
    [[nodiscard]] std::size_t remainingText() const
    {
        return m_rest.remaining();
    } ///< no more units can come from string()
    void fail(Errc code) { m_rest.fail(code); }
    [[nodiscard]] bool hasFailed() const { return m_rest.hasFailed(); }
    [[nodiscard]] std::optional<Error> error() const { return m_rest.error(); }

private:
    [[nodiscard]] Id id()
    {
        const ClientId client = m_rest.varUint();
        return {client, m_rest.varUint()};
    }

    ByteReader m_rest;
    TextArena *m_arena;
};

class UpdateWriterV1
{
public:
    void leftId(Id id) { writeId(id); }
    void rightId(Id id) { writeId(id); }
    void client(ClientId client) { m_rest.varUint(client); }
    void info(std::uint8_t info) { m_rest.byte(info); }
    void string(std::u16string_view text) { m_rest.string(text); }
    void parentInfo(bool isName) { m_rest.byte(isName ? 1 : 0); }
    void typeRef(std::uint64_t type) { m_rest.varUint(type); }
    void length(std::uint64_t length) { m_rest.varUint(length); }
    void any(const Any &value) { m_rest.any(value); }
    void buffer(std::span<const std::byte> bytes) { m_rest.buffer(bytes); }
    void json(const Any &value) { m_rest.json(value); }
    void key(std::u16string_view key) { m_rest.string(key); }
    void resetDeletes() { }
    void deleteClock(ClockValue clock) { m_rest.varUint(clock); }
    void deleteLength(ClockValue length) { m_rest.varUint(length); }

    [[nodiscard]] ByteWriter &rest() { return m_rest; }
    /// The update so far, without a copy; valid until the next call.
    [[nodiscard]] std::span<const std::byte> view() const { return m_rest.view(); }
    [[nodiscard]] Bytes take() const { return m_rest.take(); }
    void clear() { m_rest.clear(); } ///< begins a new update in the same memory

private:
    void writeId(Id id)
    {
        m_rest.varUint(id.client);
        m_rest.varUint(id.clock);
    }

    ByteWriter m_rest;
};

/// Behind the blocks of an update: which units are deleted. Clients by falling id.
template <typename Writer>
void writeDeleteSet(Writer &out, const DeleteSet &deletes)
{
    const auto &clients = deletes.clients();
    out.rest().varUint(clients.size());
    for (const auto &[client, ranges] : clients) {
        out.resetDeletes();
        out.rest().varUint(client);
        out.rest().varUint(ranges.size());
        for (const ClockRange &range : ranges) {
            out.deleteClock(range.clock);
            out.deleteLength(range.length);
        }
    }
}

/// Normalised. OutOfRange if a range ends above maxSafeInteger, Truncated.
template <typename Reader>
[[nodiscard]] DeleteSet readDeleteSet(Reader &in)
{
    DeleteSet deletes;
    const std::uint64_t clients = in.rest().varUint();
    for (std::uint64_t i = 0; i < clients && !in.hasFailed(); ++i) {
        in.resetDeletes();
        const ClientId client = in.rest().varUint();
        const std::uint64_t ranges = in.rest().varUint();
        for (std::uint64_t j = 0; j < ranges && !in.hasFailed(); ++j) {
            const ClockValue clock = in.deleteClock();
            const ClockValue length = in.deleteLength();
            if (clock + length > maxSafeInteger)
                in.fail(Errc::OutOfRange);
            else
                deletes.add(client, clock, length);
        }
    }
    deletes.normalise();
    return deletes;
}

} // namespace coterie::crdt
