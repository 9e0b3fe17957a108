#pragma once

#include "crdt/id.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <map>
#include <vector>

namespace coterie::crdt {

struct ClockRange {
    ClockValue clock = 0;
    ClockValue length = 0; ///< never 0 in a set
    [[nodiscard]] ClockValue end() const { return clock + length; }
    bool operator==(const ClockRange &) const = default;
};

/// Which units of which client: what was deleted, mostly. Ranges are sorted, disjoint and not adjacent once normalise()
/// was called after the last add(); everything but add() asks for that. Clients come in falling order, as on the wire.
class DeleteSet
{
public:
    using Ranges = std::vector<ClockRange>;
    using Clients = std::map<ClientId, Ranges, std::greater<>>;

    /// O(1) within a client that comes again and again; what extends the last range forwards or backwards needs no
    /// normalise().
    void add(ClientId client, ClockValue clock, ClockValue length)
    {
        if (length == 0)
            return;
        Ranges &ranges = m_clients[client];
        if (!ranges.empty()) {
            ClockRange &last = ranges.back();
            if (last.end() == clock) {
                last.length += length;
                return;
            }
            if (clock + length == last.clock) {
                last = {clock, last.length + length};
                m_isNormal = m_isNormal && (ranges.size() == 1 || ranges[ranges.size() - 2].end() < clock);
                return;
            }
            m_isNormal = m_isNormal && last.end() < clock;
        }
        ranges.push_back({clock, length});
    }
    void add(const DeleteSet &other)
    {
        for (const auto &[client, ranges] : other.m_clients) {
            for (const ClockRange &range : ranges)
                add(client, range.clock, range.length);
        }
    }
    void normalise()
    {
        if (m_isNormal)
            return;
        for (auto &[client, ranges] : m_clients)
            normalise(ranges);
        m_isNormal = true;
    }

    [[nodiscard]] bool isEmpty() const { return m_clients.empty(); }
    [[nodiscard]] bool contains(Id id) const
    {
        assert(m_isNormal);
        const auto found = m_clients.find(id.client);
        if (found == m_clients.end())
            return false;
        const auto after = std::ranges::upper_bound(found->second, id.clock, {}, &ClockRange::clock);
        return after != found->second.begin() && id.clock < std::prev(after)->end();
    }
    [[nodiscard]] const Clients &clients() const
    {
        assert(m_isNormal);
        return m_clients;
    }
    void clear()
    {
        m_clients.clear();
        m_isNormal = true;
    }
    bool operator==(const DeleteSet &other) const { return clients() == other.clients(); }

private:
    static void normalise(Ranges &ranges)
    {
        std::ranges::sort(ranges, {}, &ClockRange::clock);
        auto last = ranges.begin();
        for (auto range = std::next(last); range != ranges.end(); ++range) {
            if (range->clock <= last->end())
                last->length = std::max(last->end(), range->end()) - last->clock;
            else
                *++last = *range;
        }
        ranges.erase(std::next(last), ranges.end());
    }

    Clients m_clients;
    bool m_isNormal = true;
};

} // namespace coterie::crdt
