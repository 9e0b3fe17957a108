#pragma once

#include <cstdint>
#include <string>

namespace coterie {

/// A small, fast, seedable generator (xoshiro256**, Blackman and Vigna 2018, public domain algorithm), so that anything
/// random can be replayed from its seed. Not for secrets: those come from the operating system.
class Random
{
public:
    explicit Random(std::uint64_t seed);
    [[nodiscard]] static Random fromSystem(); ///< seeded by the operating system

    [[nodiscard]] std::uint64_t next();
    [[nodiscard]] std::uint64_t below(std::uint64_t bound); ///< uniform in [0, bound); 0 for bound 0
    [[nodiscard]] double unit(); ///< uniform in [0, 1)
    [[nodiscard]] std::string uuid(); ///< RFC 9562 version 4, lower case, 36 characters
private:
    std::uint64_t m_state[4];
};

} // namespace coterie
