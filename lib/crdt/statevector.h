#pragma once

#include "base/result.h"
#include "crdt/any.h"
#include "crdt/id.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace coterie::crdt {

class ByteReader;
class ByteWriter;

/// How much of each client is known: the clock that is expected next. Clients without an entry are at 0; an entry of 0
/// is kept, as Yjs keeps it. Sorted by falling client, as on the wire; look-up O(log clients).
class StateVector
{
public:
    using Entry = std::pair<ClientId, ClockValue>;

    [[nodiscard]] ClockValue clock(ClientId client) const
    {
        const auto at = place(client);
        return at != m_entries.end() && at->first == client ? at->second : 0;
    }
    [[nodiscard]] bool contains(ClientId client) const
    {
        const auto at = place(client);
        return at != m_entries.end() && at->first == client;
    }
    void set(ClientId client, ClockValue clock)
    {
        const auto at = m_entries.begin() + (place(client) - m_entries.cbegin());
        if (at != m_entries.end() && at->first == client)
            at->second = clock;
        else
            m_entries.insert(at, {client, clock});
    }
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    bool operator==(const StateVector &) const = default;

    void write(ByteWriter &out) const;
    [[nodiscard]] Bytes encode() const;
    /// As ByteReader; of a client that comes twice the last entry counts. The reader keeps the failure.
    [[nodiscard]] static StateVector read(ByteReader &in);
    /// The errors of ByteReader, and Malformed if something follows.
    [[nodiscard]] static Result<StateVector> decode(std::span<const std::byte> bytes);

private:
    [[nodiscard]] std::vector<Entry>::const_iterator place(ClientId client) const
    {
        return std::ranges::lower_bound(m_entries, client, std::greater<>(), &Entry::first);
    }

    std::vector<Entry> m_entries;
};

} // namespace coterie::crdt
