#include "base/random.h"

#include <bit>
#include <random>

namespace coterie {

namespace {

// splitmix64 (Steele, Lea, Flood 2014) spreads one seed word over the state, as xoshiro's authors advise.
std::uint64_t splitMix(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
}

} // namespace

Random::Random(std::uint64_t seed)
{
    for (auto &word : m_state)
        word = splitMix(seed);
}

Random Random::fromSystem()
{
    std::random_device device;
    return Random((std::uint64_t {device()} << 32U) ^ device());
}

std::uint64_t Random::next()
{
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t t = m_state[1] << 17U;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= t;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

std::uint64_t Random::below(std::uint64_t bound)
{
    if (bound == 0)
        return 0;
    // Rejection keeps it uniform: values under `threshold` would favour the small remainders.
    const std::uint64_t threshold = (0 - bound) % bound;
    std::uint64_t value = next();
    while (value < threshold)
        value = next();
    return value % bound;
}

double Random::unit()
{
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

std::string Random::uuid()
{
    constexpr char digits[] = "0123456789abcdef";
    constexpr std::uint64_t versionMask = 0xffffffffffff0fffULL;
    constexpr std::uint64_t variantMask = 0x3fffffffffffffffULL;
    const std::uint64_t high = (next() & versionMask) | 0x4000U;
    const std::uint64_t low = (next() & variantMask) | 0x8000000000000000ULL;
    std::string text;
    text.reserve(36);
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
            text.push_back('-');
        const std::uint64_t word = nibble < 16 ? high : low;
        text.push_back(digits[(word >> (60U - 4U * (static_cast<unsigned>(nibble) % 16U))) & 0xFU]);
    }
    return text;
}

} // namespace coterie
