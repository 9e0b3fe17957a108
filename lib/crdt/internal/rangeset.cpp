#include "crdt/internal/rangeset.h"

#include <algorithm>
#include <unordered_map>

namespace coterie::crdt::internal {

void RangeSet::add(std::uint32_t client, std::uint32_t clock, std::uint32_t length)
{
    if (length == 0)
        return;
    m_isNormal = false;
    if (!m_ranges.empty()) { // deleting forwards or backwards over a text makes one range, not thousands
        Range &last = m_ranges.back();
        if (last.client == client && last.end() == clock) {
            last.length += length;
            return;
        }
    }
    m_ranges.push_back({client, clock, length});
}

void RangeSet::addAll(const RangeSet &other)
{
    for (const Range &range : other.m_ranges)
        add(range.client, range.clock, range.length);
}

void RangeSet::normalise()
{
    if (m_isNormal)
        return;
    m_isNormal = true;
    if (m_ranges.size() > 1) {
        std::unordered_map<std::uint32_t, std::uint32_t> ranks;
        for (const Range &range : m_ranges)
            ranks.emplace(range.client, static_cast<std::uint32_t>(ranks.size()));
        std::stable_sort(m_ranges.begin(), m_ranges.end(), [&ranks](const Range &a, const Range &b) {
            return a.client == b.client ? a.clock < b.clock : ranks.at(a.client) < ranks.at(b.client);
        });
    }
    std::size_t kept = 0;
    for (std::size_t i = 1; i < m_ranges.size(); ++i) {
        Range &last = m_ranges[kept];
        const Range &next = m_ranges[i];
        if (last.client == next.client && last.end() >= next.clock)
            last.length = std::max(last.end(), next.end()) - last.clock;
        else
            m_ranges[++kept] = next;
    }
    if (!m_ranges.empty())
        m_ranges.resize(kept + 1);
    m_runs.clear();
    for (std::uint32_t i = 0; i < m_ranges.size(); ++i) {
        if (m_runs.empty() || m_runs.back().client != m_ranges[i].client)
            m_runs.push_back({m_ranges[i].client, i, i});
        m_runs.back().end = i + 1;
    }
}

void RangeSet::clear()
{
    m_ranges.clear();
    m_runs.clear();
    m_isNormal = true;
}

bool RangeSet::contains(ItemId id) const
{
    for (const Run &run : m_runs) {
        if (run.client != id.client)
            continue;
        const auto begin = m_ranges.begin() + run.begin;
        const auto above = std::upper_bound(begin, m_ranges.begin() + run.end, id.clock,
            [](std::uint32_t clock, const Range &range) { return clock < range.clock; });
        return above != begin && id.clock < std::prev(above)->end();
    }
    return false;
}

} // namespace coterie::crdt::internal
