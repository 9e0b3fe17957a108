#include "crdt/updatecodecv2.h"

namespace coterie::crdt {

namespace {

ByteReader &afterFlags(ByteReader &in)
{
    (void)in.varUint(); // feature flags: none are known, and Yjs ignores them
    return in;
}

} // namespace

// The members are in the order of the columns, so each takes its own off the front.
UpdateReaderV2::UpdateReaderV2(ByteReader in, TextArena &arena)
    : m_keyClocks(afterFlags(in).buffer())
    , m_clients(in.buffer())
    , m_leftClocks(in.buffer())
    , m_rightClocks(in.buffer())
    , m_infos(in.buffer())
    , m_strings(in.buffer(), arena)
    , m_parentInfos(in.buffer())
    , m_typeRefs(in.buffer())
    , m_lengths(in.buffer())
    , m_ranges(in)
{
}

std::u16string_view UpdateReaderV2::key()
{
    const std::uint64_t number = m_keyClocks.next();
    if (number < m_keys.size())
        return m_keys[number];
    const std::u16string_view key = m_strings.next();
    if (!hasFailed())
        m_keys.push_back(key);
    return key;
}

ClockValue RangeReaderV2::advance(std::uint64_t by)
{
    m_clock += by;
    if (m_clock > maxSafeInteger) {
        m_rest.fail(Errc::OutOfRange);
        m_clock = 0;
    }
    return m_clock;
}

ClockValue RangeReaderV2::deleteLength()
{
    const ClockValue length = m_rest.varUint() + 1;
    (void)advance(length);
    return length;
}

std::optional<Error> UpdateReaderV2::error() const
{
    for (const ByteReader *in :
        {&m_ranges.rest(), &m_keyClocks.in(), &m_clients.in(), &m_leftClocks.in(), &m_rightClocks.in(), &m_infos.in(),
            &m_strings.in(), &m_parentInfos.in(), &m_typeRefs.in(), &m_lengths.in()}) {
        if (in->hasFailed())
            return in->error();
    }
    return std::nullopt;
}

Bytes UpdateWriterV2::take()
{
    ByteWriter out;
    out.varUint(0); // feature flags
    out.buffer(m_keyClocks.finish());
    out.buffer(m_clients.finish());
    out.buffer(m_leftClocks.finish());
    out.buffer(m_rightClocks.finish());
    out.buffer(m_infos.finish());
    m_strings.write(out);
    out.buffer(m_parentInfos.finish());
    out.buffer(m_typeRefs.finish());
    out.buffer(m_lengths.finish());
    out.bytes(m_rest.view());
    return out.take();
}

} // namespace coterie::crdt
