#pragma once

#include "crdt/internal/item.h"

#include <vector>

namespace coterie::crdt::internal {

struct Range {
    std::uint32_t client = 0;
    std::uint32_t clock = 0;
    std::uint32_t length = 0;
    [[nodiscard]] std::uint32_t end() const { return clock + length; }
};

/// Stretches of clocks, grouped by client in the order in which the clients first came (undo restores in that order,
/// and with it the bytes that follow). Collect with add(), then normalise() before asking.
class RangeSet
{
public:
    struct Run {
        std::uint32_t client = 0;
        std::uint32_t begin = 0; ///< into ranges()
        std::uint32_t end = 0;
    };
    void add(std::uint32_t client, std::uint32_t clock, std::uint32_t length);
    void addAll(const RangeSet &other);
    void normalise(); ///< sorted by clock within a client, neighbours joined
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] bool contains(ItemId id) const;
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; }
    [[nodiscard]] const std::vector<Run> &runs() const { return m_runs; }

private:
    std::vector<Range> m_ranges;
    std::vector<Run> m_runs;
    bool m_isNormal = true;
};

} // namespace coterie::crdt::internal
