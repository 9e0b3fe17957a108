#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace coterie::server::net {

/// Deadlines of many slots, soonest first. Moving a deadline later costs nothing here: its owner looks at the true
/// deadline when the old one comes up, and asks again.
class DeadlineQueue
{
public:
    struct Entry {
        Instant at;
        std::uint32_t slot = 0;
        bool operator>(const Entry &other) const { return at > other.at; }
    };

    void push(Instant at, std::uint32_t slot) { m_entries.push({at, slot}); }
    [[nodiscard]] std::optional<Instant> next() const
    {
        return m_entries.empty() ? std::nullopt : std::optional(m_entries.top().at);
    }
    [[nodiscard]] std::optional<Entry> popDue(Instant now)
    {
        if (m_entries.empty() || m_entries.top().at > now)
            return {};
        const Entry entry = m_entries.top();
        m_entries.pop();
        return entry;
    }

private:
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> m_entries;
};

} // namespace coterie::server::net
