#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace coterie::crdt::internal {

/// Elements [a, a + length) of one sequence are those at [b, b + length) of the other.
struct Match {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t length = 0;
    bool operator==(const Match &) const = default;
};

/// A long common subsequence, ascending on both sides; the longest where fewer than about 200 elements in a row differ.
/// E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986), section 4b; searches that get
/// too dear are cut short as in GNU diff. Memory is linear, time at worst a few hundred steps per element.
[[nodiscard]] std::vector<Match> align(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

} // namespace coterie::crdt::internal
