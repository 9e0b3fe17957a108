#include "crdt/internal/documentcore.h"
#include "crdt/internal/join.h"
#include "crdt/internal/plan.h"
#include "crdt/internal/write.h"

#include <algorithm>
#include <array>

namespace coterie::crdt::internal {

namespace {

// Comparisons of the conflict scan that one update may cause: far above what people type at one place at once (each
// pair of concurrent insertions costs one), a second of work at most.
constexpr std::uint64_t kScanSteps = 100'000'000;

void keepLeftOver(std::vector<ClientBlocks> &clients, const UpdatePlan &plan)
{
    for (std::size_t i = 0; i < clients.size(); ++i) {
        auto &blocks = clients[i].blocks;
        blocks.erase(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(plan.leftOver()[i]));
    }
    std::erase_if(clients, [](const ClientBlocks &client) { return client.blocks.empty(); });
}

} // namespace

// One update: join its blocks in by the plan, keep what is left over. An error once the scan has gone too far.
Result<void> DocumentCore::applyDecoded(
    Transaction &transaction, DecodedUpdate &&update, const UpdatePlan &plan, Pending &pending)
{
    for (const auto &step : plan.steps()) {
        join(store, transaction, *step.block, step.offset);
        if (store.scanSteps > kScanSteps)
            return {Errc::TooLarge, "The update would take too long to put in order."};
    }
    const DeleteSet deletes = std::exchange(update.deletes, {});
    if (plan.hasLeftOver()) {
        for (const auto &[client, clock] : plan.missing().entries()) {
            if (!pending.missing.contains(client) || pending.missing.clock(client) > clock)
                pending.missing.set(client, clock);
        }
        keepLeftOver(update.clients, plan);
        Bytes bytes = encodeUpdate(update.clients, {});
        if (pending.blocks.empty()) {
            pending.blocks = std::move(bytes);
        } else {
            const std::array<std::span<const std::byte>, 2> both {pending.blocks, bytes};
            auto merged = mergeUpdates(both);
            if (!merged)
                return merged.error();
            pending.blocks = *std::move(merged);
            const auto waiting = decodeUpdate(pending.blocks);
            if (!waiting)
                return waiting.error();
            if (auto checked = UpdatePlan::checkCircles(store, *waiting); !checked)
                return checked;
        }
    }
    DeleteSet unknown = applyDeletes(store, transaction, deletes);
    if (!pending.deletes.isEmpty())
        unknown.add(applyDeletes(store, transaction, pending.deletes));
    unknown.normalise();
    pending.deletes = std::move(unknown);
    return {};
}

Result<void> DocumentCore::retry(Transaction &transaction, Pending &pending)
{
    auto waiting = decodeUpdate(pending.blocks);
    if (!waiting)
        return waiting.error();
    const auto plan = UpdatePlan::create(store, *waiting);
    if (!plan)
        return plan.error();
    pending.blocks.clear();
    pending.missing = {};
    return applyDecoded(transaction, *std::move(waiting), *plan, pending);
}

bool DocumentCore::isWorthRetrying(const Pending &pending) const
{
    return !pending.blocks.empty()
        && std::ranges::any_of(pending.missing.entries(), [this](const StateVector::Entry &entry) {
               const std::uint32_t client = store.knownClient(entry.first);
               return client != kNone && store.state(client) > entry.second;
           });
}

Result<void> DocumentCore::apply(std::span<const std::byte> bytes, UpdateVersion version, const void *origin)
{
    if (m_current)
        return {Errc::BadRequest, "An update is a transaction of its own."};
    auto update = decodeUpdate(bytes, version);
    if (!update)
        return update.error();
    const auto plan = UpdatePlan::create(store, *update);
    if (!plan)
        return plan.error();
    if (plan->hasLeftOver()) {
        if (auto checked = UpdatePlan::checkCircles(store, *update); !checked)
            return checked;
    }
    if (m_pending.blocks.size() + bytes.size() > m_maxPendingBytes)
        return {Errc::TooLarge, "Too many changes wait for others that have not come."};

    Pending pending = m_pending;
    Result<void> result;
    transact(origin, false, [&](Transaction &transaction) {
        store.scanSteps = 0;
        result = applyDecoded(transaction, *std::move(update), *plan, pending);
        while (result && isWorthRetrying(pending))
            result = retry(transaction, pending);
        if (!result)
            store.rollBack(transaction);
    });
    if (result)
        m_pending = std::move(pending);
    return result;
}

Bytes DocumentCore::encode(const StateVector &target, UpdateVersion version) const
{
    const auto state = [&](auto writer) {
        writeState(writer, store, target);
        return writer.take();
    };
    Bytes update = version == UpdateVersion::V1 ? state(UpdateWriterV1()) : state(UpdateWriterV2());
    if (!hasPending())
        return update;
    std::vector<Bytes> parts {std::move(update)};
    if (!m_pending.deletes.isEmpty())
        parts.push_back(encodeUpdate({}, m_pending.deletes, version));
    if (!m_pending.blocks.empty()) {
        auto blocks = diffUpdate(m_pending.blocks, target);
        if (blocks && version == UpdateVersion::V2)
            blocks = convertUpdate(*blocks, UpdateVersion::V1, UpdateVersion::V2);
        if (blocks)
            parts.push_back(*std::move(blocks));
    }
    const std::vector<std::span<const std::byte>> views(parts.begin(), parts.end());
    auto merged = mergeUpdates(views, version);
    return merged ? *std::move(merged) : std::move(parts.front());
}

StateVector DocumentCore::stateVector() const
{
    StateVector vector;
    for (std::uint32_t i = 0; i < store.clients().size(); ++i) {
        if (store.state(i) > 0)
            vector.set(store.clientId(i), store.state(i));
    }
    return vector;
}

DeleteSet DocumentCore::deleteSet() const
{
    return deletedIn(store);
}

void DocumentCore::tellUpdate(Transaction &transaction)
{
    if (transaction.deleted.isEmpty()
        && std::ranges::none_of(transaction.touched, [](const auto &one) { return one.after > one.before; }))
        return;
    const auto tell = [&](UpdateVersion version, const auto &write) {
        std::span<const std::byte> bytes; // written for the first who wants them
        for (auto next = m_updateObservers.begin(); next != m_updateObservers.end();) {
            const auto id = next->first;
            if (next->second.version == version) {
                if (bytes.empty())
                    bytes = write();
                next->second.handler(bytes, transaction.origin, transaction.local);
            }
            next = m_updateObservers.upper_bound(id);
        }
    };
    tell(UpdateVersion::V1, [&] {
        m_writerV1.clear();
        writeTransaction(m_writerV1, store, transaction);
        return m_writerV1.view();
    });
    Bytes version2;
    tell(UpdateVersion::V2, [&] {
        UpdateWriterV2 writer;
        writeTransaction(writer, store, transaction);
        version2 = writer.take();
        return std::span<const std::byte>(version2);
    });
}

} // namespace coterie::crdt::internal
