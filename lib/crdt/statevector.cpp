#include "crdt/statevector.h"

#include "crdt/encoding.h"

namespace coterie::crdt {

void StateVector::write(ByteWriter &out) const
{
    out.varUint(m_entries.size());
    for (const auto &[client, clock] : m_entries) {
        out.varUint(client);
        out.varUint(clock);
    }
}

Bytes StateVector::encode() const
{
    ByteWriter out;
    write(out);
    return out.take();
}

StateVector StateVector::read(ByteReader &in)
{
    StateVector state;
    const std::uint64_t count = in.varUint();
    if (count > in.remaining() / 2)
        in.fail(Errc::Truncated);
    for (std::uint64_t i = 0; i < count && !in.hasFailed(); ++i) {
        const ClientId client = in.varUint();
        state.m_entries.emplace_back(client, in.varUint());
    }
    // Sorted at once, not entry by entry: a hostile order would cost the square. The last of equals comes first.
    std::ranges::reverse(state.m_entries);
    std::ranges::stable_sort(state.m_entries, std::greater<>(), &Entry::first);
    const auto isSame = [](const Entry &a, const Entry &b) { return a.first == b.first; };
    state.m_entries.erase(std::unique(state.m_entries.begin(), state.m_entries.end(), isSame), state.m_entries.end());
    return state;
}

Result<StateVector> StateVector::decode(std::span<const std::byte> bytes)
{
    ByteReader in(bytes);
    StateVector state = read(in);
    if (!in.hasFailed() && !in.isAtEnd())
        in.fail(Errc::Malformed);
    if (auto error = in.error())
        return *std::move(error);
    return state;
}

} // namespace coterie::crdt
