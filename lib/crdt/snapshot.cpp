#include "crdt/snapshot.h"

#include "crdt/internal/documentcore.h"
#include "crdt/internal/fill.h"
#include "crdt/internal/write.h"

#include <algorithm>

namespace coterie::crdt {

using namespace internal;

namespace {

template <typename Reader>
Result<Snapshot> readSnapshot(Reader in)
{
    Snapshot snapshot;
    snapshot.deleted = readDeleteSet(in);
    snapshot.state = StateVector::read(in.rest());
    if (!in.rest().hasFailed() && !in.rest().isAtEnd())
        in.fail(Errc::Malformed);
    if (auto error = in.rest().error())
        return *std::move(error);
    return snapshot;
}

template <typename Writer>
Bytes writeSnapshot(Writer out, const Snapshot &snapshot)
{
    writeDeleteSet(out, snapshot.deleted);
    snapshot.state.write(out.rest());
    return out.rest().take();
}

/// Calls `visit` for the longest stretches of an item that a snapshot shows as a whole or not at all.
template <typename Visitor>
void forVisible(const Snapshot &snapshot, ClientId client, const Item &item, Visitor &&visit)
{
    const ClockValue end = std::min<ClockValue>(item.end(), snapshot.state.clock(client));
    const auto found = snapshot.deleted.clients().find(client);
    ClockValue clock = item.clock;
    if (found != snapshot.deleted.clients().end()) {
        const auto past = [&](const ClockRange &range) { return range.end() <= clock; };
        auto range = std::partition_point(found->second.begin(), found->second.end(), past);
        for (; range != found->second.end() && range->clock < end; ++range) {
            if (range->clock > clock)
                visit(clock, range->clock);
            clock = std::min(range->end(), end);
        }
    }
    if (clock < end)
        visit(clock, end);
}

/// The units of an item, each with whether it was there before and after.
class Marks
{
public:
    Marks(const Item &item, ClientId client, const Snapshot *before, const Snapshot &after)
        : m_item(item)
        , m_cuts {item.clock, item.end()}
    {
        add(client, after, m_after);
        if (before)
            add(client, *before, m_before);
        std::ranges::sort(m_cuts);
        m_cuts.erase(std::unique(m_cuts.begin(), m_cuts.end()), m_cuts.end());
    }
    template <typename Visitor>
    void visit(Visitor &&visitor) const
    {
        for (std::size_t i = 0; i + 1 < m_cuts.size(); ++i) {
            visitor(static_cast<std::uint32_t>(m_cuts[i] - m_item.clock),
                static_cast<std::uint32_t>(m_cuts[i + 1] - m_cuts[i]), covers(m_before, m_cuts[i]),
                covers(m_after, m_cuts[i]));
        }
    }

private:
    using Stretches = std::vector<std::pair<ClockValue, ClockValue>>;
    void add(ClientId client, const Snapshot &snapshot, Stretches &stretches)
    {
        forVisible(snapshot, client, m_item, [&](ClockValue from, ClockValue to) {
            stretches.emplace_back(from, to);
            m_cuts.insert(m_cuts.end(), {from, to});
        });
    }
    [[nodiscard]] static bool covers(const Stretches &stretches, ClockValue clock)
    {
        const auto past = [clock](const auto &stretch) { return stretch.second <= clock; };
        const auto found = std::partition_point(stretches.begin(), stretches.end(), past);
        return found != stretches.end() && found->first <= clock;
    }

    const Item &m_item;
    std::vector<ClockValue> m_cuts;
    Stretches m_before;
    Stretches m_after;
};

Delta deltaOf(const Text &text, const Snapshot *before, const Snapshot &after)
{
    Delta delta;
    if (!text.isAlive())
        return delta;
    DocumentCore &core = *text.core();
    FormatMap formats;
    const auto mark = [](const char16_t *type) { return Any(Any::Object {{u"type", Any(type)}}); };
    const auto step = [&](bool wasThere, bool isThere) {
        Attributes attributes = attributesOf(core.store, formats);
        if (before && wasThere != isThere)
            attributes.emplace_back(u"ychange", isThere ? mark(u"added") : mark(u"removed"));
        return DeltaStep {
            .kind = DeltaStep::Kind::Insert, .length = 0, .text = {}, .values = {}, .attributes = attributes};
    };
    for (const Item *item = text.branch()->start; item; item = item->right) {
        Marks(*item, core.store.clientId(item->client), before, after)
            .visit([&](std::uint32_t offset, std::uint32_t length, bool wasThere, bool isThere) {
                if (!wasThere && !isThere)
                    return;
                if (item->kind == Kind::Format) {
                    if (isThere)
                        formats.apply(*item->content.format);
                } else if (item->kind == Kind::String) {
                    DeltaStep next = step(wasThere, isThere);
                    if (delta.empty() || !delta.back().values.empty()
                        || !isSame(delta.back().attributes, next.attributes))
                        delta.push_back(std::move(next));
                    delta.back().text += item->text().substr(offset, length);
                } else if (item->kind == Kind::Embed || item->kind == Kind::Type) {
                    delta.push_back(step(wasThere, isThere));
                    delta.back().values.push_back(core.valueOf(item, 0));
                }
            });
    }
    return delta;
}

} // namespace

Bytes Snapshot::encode(UpdateVersion version) const
{
    return version == UpdateVersion::V1 ? writeSnapshot(UpdateWriterV1(), *this)
                                        : writeSnapshot(UpdateWriterV2(), *this);
}

Result<Snapshot> Snapshot::decode(std::span<const std::byte> bytes, UpdateVersion version)
{
    TextArena noText;
    return version == UpdateVersion::V1 ? readSnapshot(UpdateReaderV1(bytes, noText))
                                        : readSnapshot(RangeReaderV2(ByteReader(bytes)));
}

Result<bool> Snapshot::contains(std::span<const std::byte> update, UpdateVersion version) const
{
    const auto decoded = decodeUpdate(update, version);
    if (!decoded)
        return decoded.error();
    for (const ClientBlocks &client : decoded->clients) {
        if (state.clock(client.client) < client.blocks.back().end())
            return false;
    }
    DeleteSet both = deleted;
    both.add(decoded->deletes);
    both.normalise();
    return both == deleted;
}

Result<Bytes> encodeStateAtSnapshot(Doc &doc, const Snapshot &snapshot, UpdateVersion version)
{
    DocumentCore &core = doc.core();
    if (core.collectsGarbage() || core.current())
        return {Errc::BadRequest, "Old states can be read only where nothing is forgotten, and between changes."};
    for (const auto &[client, clock] : snapshot.state.entries()) {
        const std::uint32_t known = core.store.knownClient(client);
        if (clock > (known == kNone ? 0 : core.store.state(known)))
            return {Errc::NotFound, "This document does not have all that was there then."};
    }
    Bytes update;
    core.transact(nullptr, true, [&](Transaction &transaction) {
        for (const auto &[client, clock] : snapshot.state.entries()) {
            if (const ItemId end {core.store.knownClient(client), static_cast<std::uint32_t>(clock)};
                clock > 0 && clock < core.store.state(end.client))
                (void)core.store.cleanStart(transaction, end); // merged again when the transaction ends
        }
        const auto write = [&](auto writer) {
            writeStateAt(writer, core.store, snapshot.state, snapshot.deleted);
            return writer.take();
        };
        update = version == UpdateVersion::V1 ? write(UpdateWriterV1()) : write(UpdateWriterV2());
    });
    return update;
}

Result<Doc> createDocFromSnapshot(Doc &doc, const Snapshot &snapshot, const Doc::Options &options)
{
    const auto update = encodeStateAtSnapshot(doc, snapshot);
    if (!update)
        return update.error();
    Doc past(options);
    if (auto applied = past.applyUpdate(*update); !applied)
        return applied.error();
    return past;
}

Delta deltaAt(const Text &text, const Snapshot &snapshot)
{
    return deltaOf(text, nullptr, snapshot);
}

Delta deltaBetween(const Text &text, const Snapshot &before, const Snapshot &after)
{
    return deltaOf(text, &before, after);
}

} // namespace coterie::crdt
