#pragma once

#include "crdt/any.h"

#include <cstdint>
#include <string>
#include <vector>

struct Operation {
    std::uint32_t at = 0;
    std::uint32_t erased = 0;
    std::u16string text;
    std::vector<coterie::crdt::Any> values;
    coterie::crdt::Any set; ///< into a map
};

struct Work {
    std::string name;
    std::u16string kind;
    std::u16string type;
    std::u16string start;
    std::vector<std::vector<Operation>> operations; ///< of each who takes part; else one list
    std::vector<std::size_t> agents; ///< concurrent: who does which
    std::vector<std::vector<std::size_t>> before; ///< concurrent: the updates that have come by then
    coterie::crdt::Any endContent;
};

/// What peers/workloads.mjs wrote. Ends the program if it cannot be read.
[[nodiscard]] Work readWork(const char *path);
[[noreturn]] void fail(const char *why);
