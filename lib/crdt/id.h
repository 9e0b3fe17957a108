#pragma once

#include <compare>
#include <cstdint>

namespace coterie::crdt {

/// Who wrote: a random number of up to 53 bits, new for every session of a document.
using ClientId = std::uint64_t;
/// A place in what one client wrote, counted from 0. UTF-16 units, array elements, map entries and format marks all
/// count one.
using ClockValue = std::uint64_t;

/// Names one unit of content for ever (a Lamport timestamp).
struct Id {
    ClientId client = 0;
    ClockValue clock = 0;
    auto operator<=>(const Id &) const = default;
};

} // namespace coterie::crdt
