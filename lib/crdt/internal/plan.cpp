#include "crdt/internal/plan.h"

#include <array>
#include <optional>

namespace coterie::crdt::internal {

namespace {
constexpr ClockValue kMostClock = 0xffff'fff0; // items count in 32 bits, and kNone is taken
}

class UpdatePlan::Planner
{
public:
    enum class Absent { Waits, IsAssumed };

    /// `absent`: what to do about units that are neither known nor in the update.
    Planner(const Store &store, const DecodedUpdate &update, UpdatePlan &plan, Absent absent = Absent::Waits)
        : m_store(store)
        , m_plan(plan)
        , m_absent(absent)
    {
        m_sources.reserve(update.clients.size());
        for (const ClientBlocks &client : update.clients) {
            m_slots.emplace(client.client, m_sources.size());
            m_sources.push_back({.blocks = &client, .state = stateOf(client.client)});
        }
    }

    Result<void> run()
    {
        for (std::size_t source = 0; source < m_sources.size(); ++source) {
            while (!m_sources[source].isBlocked && !isDone(m_sources[source])) {
                push(source);
                if (auto drained = drain(); !drained)
                    return drained;
            }
        }
        for (const Source &source : m_sources) {
            m_plan.m_leftOver.push_back(source.next);
            m_plan.m_hasLeftOver = m_plan.m_hasLeftOver || !isDone(source);
        }
        return {};
    }

private:
    [[nodiscard]] static bool isDone(const Source &source) { return source.next == source.blocks->blocks.size(); }
    [[nodiscard]] ClockValue stateOf(ClientId client) const
    {
        const std::uint32_t known = m_store.knownClient(client);
        return known == kNone ? 0 : m_store.state(known);
    }
    void push(std::size_t source)
    {
        m_sources[source].isWaiting = true;
        m_stack.push_back(source);
    }
    void pop()
    {
        m_sources[m_stack.back()].isWaiting = false;
        m_stack.pop_back();
    }
    void miss(ClientId client, ClockValue clock)
    {
        if (!m_plan.m_missing.contains(client) || m_plan.m_missing.clock(client) > clock)
            m_plan.m_missing.set(client, clock);
        for (; !m_stack.empty(); pop())
            m_sources[m_stack.back()].isBlocked = true;
    }

    /// Works on the newest of the stack until the stack is empty: each turn one block, or one more source to wait for.
    Result<void> drain()
    {
        while (!m_stack.empty()) {
            Source &source = m_sources[m_stack.back()];
            const Block &block = source.blocks->blocks[source.next];
            if (block.isSkip() || block.end() <= source.state) {
                if (block.isItem() && cuttingShows(block) && !missingOf(block))
                    m_plan.m_steps.push_back({&block, static_cast<std::uint32_t>(block.length)});
                ++source.next;
                if (isDone(source))
                    pop();
                continue;
            }
            if (m_absent == Absent::IsAssumed && block.id.clock > source.state) {
                source.state = block.id.clock; // who waited for something in the gap has it now
                pop();
                continue;
            }
            if (block.id.clock > source.state) {
                miss(block.id.client, block.id.clock - 1);
                continue;
            }
            if (block.end() > kMostClock)
                return {Errc::TooLarge, "The update counts further than a document can."};
            const auto missing = missingOf(block);
            if (!missing) {
                m_plan.m_steps.push_back({&block, static_cast<std::uint32_t>(source.state - block.id.clock)});
                source.state = block.end();
                ++source.next;
                pop();
                continue;
            }
            const auto found = m_slots.find(missing->client);
            const Source *other = found == m_slots.end() ? nullptr : &m_sources[found->second];
            if (missing->client == block.id.client || (other && other->isWaiting))
                return {Errc::Malformed, "Parts of the update depend on each other in a circle."};
            if (!other || other->isBlocked || isDone(*other))
                miss(missing->client, other ? other->state : stateOf(missing->client));
            else
                push(found->second);
        }
        return {};
    }

    /// Yjs cuts at the origins of what it knows, too. Mostly the parts merge again at the end and nothing is left of
    /// it; not so those of what was redone, nor the halves of a surrogate pair.
    [[nodiscard]] bool cuttingShows(const Block &block) const
    {
        const auto cutsPair = [this](const std::optional<Id> &origin, ClockValue offset) {
            const std::uint32_t client = origin ? m_store.knownClient(origin->client) : kNone;
            return client != kNone && origin->clock + offset < m_store.state(client)
                && m_store.cutsPair({client, static_cast<std::uint32_t>(origin->clock + offset)});
        };
        return m_store.hasRedone() || cutsPair(block.origin, 1) || cutsPair(block.rightOrigin, 0);
    }
    [[nodiscard]] std::optional<Id> missingOf(const Block &block) const
    {
        const Id *parent = std::get_if<Id>(&block.parent);
        const std::array<const Id *, 3> needed {
            block.origin ? &*block.origin : nullptr, block.rightOrigin ? &*block.rightOrigin : nullptr, parent};
        for (const Id *id : needed) {
            if (!id)
                continue;
            if (id->client == block.id.client) {
                if (id->clock >= block.id.clock)
                    return *id;
                continue;
            }
            const auto found = m_slots.find(id->client);
            if (m_absent == Absent::IsAssumed
                && (found == m_slots.end() || id->clock >= m_sources[found->second].end()))
                continue;
            if (id->clock >= (found == m_slots.end() ? stateOf(id->client) : m_sources[found->second].state))
                return *id;
        }
        return {};
    }

    const Store &m_store;
    UpdatePlan &m_plan;
    Absent m_absent;
    std::vector<Source> m_sources;
    std::unordered_map<ClientId, std::size_t> m_slots;
    std::vector<std::size_t> m_stack;
};

Result<void> UpdatePlan::checkCircles(const Store &store, const DecodedUpdate &update)
{
    UpdatePlan plan;
    return Planner(store, update, plan, Planner::Absent::IsAssumed).run();
}

Result<UpdatePlan> UpdatePlan::create(const Store &store, const DecodedUpdate &update)
{
    UpdatePlan plan;
    Planner planner(store, update, plan);
    if (auto run = planner.run(); !run)
        return run.error();
    return plan;
}

} // namespace coterie::crdt::internal
