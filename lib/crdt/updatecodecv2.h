#pragma once

#include "crdt/columns.h"
#include "crdt/updatecodec.h"

namespace coterie::crdt {

/// The part of version 2 that has no columns: delete sets, each number as its distance from the one before. Alone it
/// reads the delete set of a snapshot.
class RangeReaderV2
{
public:
    explicit RangeReaderV2(ByteReader rest) : m_rest(rest) { }
    [[nodiscard]] ByteReader &rest() { return m_rest; }
    [[nodiscard]] const ByteReader &rest() const { return m_rest; }
    void fail(Errc code) { m_rest.fail(code); }
    [[nodiscard]] bool hasFailed() const { return m_rest.hasFailed(); }
    void resetDeletes() { m_clock = 0; }
    [[nodiscard]] ClockValue deleteClock() { return advance(m_rest.varUint()); }
    [[nodiscard]] ClockValue deleteLength();

private:
    ClockValue advance(std::uint64_t by);

    ByteReader m_rest;
    ClockValue m_clock = 0;
};

/// Version 2 of the update format: one column per kind of value, and the rest.
class UpdateReaderV2
{
public:
    UpdateReaderV2(std::span<const std::byte> update, TextArena &arena) : UpdateReaderV2(ByteReader(update), arena) { }

    [[nodiscard]] Id leftId()
    {
        const ClientId client = m_clients.next();
        return {client, m_leftClocks.next()};
    }
    [[nodiscard]] Id rightId()
    {
        const ClientId client = m_clients.next();
        return {client, m_rightClocks.next()};
    }
    [[nodiscard]] ClientId client() { return m_clients.next(); }
    [[nodiscard]] std::uint8_t info() { return m_infos.next(); }
    [[nodiscard]] std::u16string_view string() { return m_strings.next(); }
    [[nodiscard]] bool parentInfo() { return m_parentInfos.next() == 1; }
    [[nodiscard]] std::uint64_t typeRef() { return m_typeRefs.next(); }
    [[nodiscard]] std::uint64_t length() { return m_lengths.next(); }
    [[nodiscard]] Any any() { return rest().any(); }
    [[nodiscard]] std::span<const std::byte> buffer() { return rest().buffer(); }
    [[nodiscard]] Any json() { return rest().any(); }
    [[nodiscard]] std::u16string_view key();
    void resetDeletes() { m_ranges.resetDeletes(); }
    [[nodiscard]] ClockValue deleteClock() { return m_ranges.deleteClock(); }
    [[nodiscard]] ClockValue deleteLength() { return m_ranges.deleteLength(); }

    [[nodiscard]] ByteReader &rest() { return m_ranges.rest(); }
    [[nodiscard]] std::size_t remainingText() const { return m_strings.remaining(); }
    void fail(Errc code) { m_ranges.fail(code); }
    [[nodiscard]] bool hasFailed() const
    {
        return m_ranges.hasFailed() || m_keyClocks.in().hasFailed() || m_clients.in().hasFailed()
            || m_leftClocks.in().hasFailed() || m_rightClocks.in().hasFailed() || m_infos.in().hasFailed()
            || m_strings.in().hasFailed() || m_parentInfos.in().hasFailed() || m_typeRefs.in().hasFailed()
            || m_lengths.in().hasFailed();
    }
    [[nodiscard]] std::optional<Error> error() const;

private:
    UpdateReaderV2(ByteReader in, TextArena &arena);

    DiffRunReader m_keyClocks;
    UintRunReader m_clients;
    DiffRunReader m_leftClocks;
    DiffRunReader m_rightClocks;
    ByteRunReader m_infos;
    StringColumnReader m_strings;
    ByteRunReader m_parentInfos;
    UintRunReader m_typeRefs;
    UintRunReader m_lengths;
    RangeReaderV2 m_ranges; ///< with what else has no column
    std::vector<std::u16string_view> m_keys;
};

class UpdateWriterV2
{
public:
    void leftId(Id id)
    {
        m_clients.add(id.client);
        m_leftClocks.add(id.clock);
    }
    void rightId(Id id)
    {
        m_clients.add(id.client);
        m_rightClocks.add(id.clock);
    }
    void client(ClientId client) { m_clients.add(client); }
    void info(std::uint8_t info) { m_infos.add(info); }
    void string(std::u16string_view text) { m_strings.add(text); }
    void parentInfo(bool isName) { m_parentInfos.add(isName ? 1 : 0); }
    void typeRef(std::uint64_t type) { m_typeRefs.add(type); }
    void length(std::uint64_t length) { m_lengths.add(length); }
    void any(const Any &value) { m_rest.any(value); }
    void buffer(std::span<const std::byte> bytes) { m_rest.buffer(bytes); }
    void json(const Any &value) { m_rest.any(value); }
    /// Yjs numbers keys but never uses a number twice, for older readers could not follow; so do we.
    void key(std::u16string_view key)
    {
        m_keyClocks.add(m_nextKey++);
        m_strings.add(key);
    }
    void resetDeletes() { m_deleteClock = 0; }
    void deleteClock(ClockValue clock)
    {
        m_rest.varUint(clock - m_deleteClock);
        m_deleteClock = clock;
    }
    void deleteLength(ClockValue length)
    {
        m_rest.varUint(length - 1);
        m_deleteClock += length;
    }

    [[nodiscard]] ByteWriter &rest() { return m_rest; }
    [[nodiscard]] Bytes take(); ///< once, at the end

private:
    DiffRunWriter m_keyClocks;
    UintRunWriter m_clients;
    DiffRunWriter m_leftClocks;
    DiffRunWriter m_rightClocks;
    ByteRunWriter m_infos;
    StringColumnWriter m_strings;
    ByteRunWriter m_parentInfos;
    UintRunWriter m_typeRefs;
    UintRunWriter m_lengths;
    ByteWriter m_rest;
    std::uint64_t m_nextKey = 0;
    ClockValue m_deleteClock = 0;
};

} // namespace coterie::crdt
