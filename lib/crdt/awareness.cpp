#include "crdt/awareness.h"

#include "crdt/encoding.h"

#include <algorithm>
#include <set>

namespace coterie::crdt {

std::vector<ClientId> AwarenessChange::clients() const
{
    std::vector<ClientId> all = added;
    all.insert(all.end(), updated.begin(), updated.end());
    all.insert(all.end(), removed.begin(), removed.end());
    return all;
}

Awareness::Awareness(ClientId self, Instant now) : Awareness(self, now, Limits {}) { }

Awareness::Awareness(ClientId self, Instant now, Limits limits) : m_self(self), m_limits(limits)
{
    m_peers[self] = {0, now, Any(Any::Object {})};
}

const Any *Awareness::state(ClientId client) const
{
    const auto peer = m_peers.find(client);
    return peer != m_peers.end() && peer->second.state ? &*peer->second.state : nullptr;
}

std::vector<ClientId> Awareness::clients() const
{
    std::vector<ClientId> there;
    for (const auto &[client, peer] : m_peers) {
        if (peer.state)
            there.push_back(client);
    }
    return there;
}

std::uint64_t Awareness::clock(ClientId client) const
{
    const auto peer = m_peers.find(client);
    return peer != m_peers.end() ? peer->second.clock : 0;
}

std::vector<ClientId> Awareness::everKnown() const
{
    std::vector<ClientId> all;
    for (const auto &[client, peer] : m_peers)
        all.push_back(client);
    return all;
}

bool Awareness::hasCompany() const
{
    return std::ranges::any_of(
        m_peers, [this](const auto &entry) { return entry.first != m_self && entry.second.state; });
}

AwarenessChange Awareness::setLocalState(std::optional<Any> state, Instant now)
{
    AwarenessChange change;
    Peer &own = m_peers.at(m_self);
    if (state && own.state) {
        change.updated.push_back(m_self);
        if (!(*state == *own.state))
            change.changed.push_back(m_self);
    } else if (state) {
        change.added.push_back(m_self);
    } else {
        change.removed.push_back(m_self);
    }
    own = {own.clock + 1, now, std::move(state)};
    return change;
}

AwarenessChange Awareness::setLocalField(std::u16string_view key, Any value, Instant now)
{
    const Any *own = localState();
    if (!own || !own->object())
        return {};
    Any::Object members = *own->object();
    members.emplace_back(key, std::move(value));
    return setLocalState(Any(std::move(members)), now);
}

Result<std::vector<Awareness::Told>> Awareness::read(std::span<const std::byte> update) const
{
    ByteReader in(update);
    std::vector<Told> all;
    const std::uint64_t count = in.varUint();
    for (std::uint64_t i = 0; i < count && !in.hasFailed(); ++i) {
        Told told;
        told.client = in.varUint();
        told.clock = in.varUint();
        const std::size_t before = in.remaining();
        Any state = in.json();
        if (before - in.remaining() > m_limits.stateBytes)
            in.fail(Errc::TooLarge);
        if (!state.isNull())
            told.state = std::move(state);
        all.push_back(std::move(told));
    }
    if (!in.hasFailed() && !in.isAtEnd())
        in.fail(Errc::Malformed);
    if (auto error = in.error())
        return *std::move(error);
    return all;
}

/// Forgets who went long ago if that is needed; false if there is no room even then.
bool Awareness::makeRoom(const std::vector<Told> &told, Instant now)
{
    std::set<ClientId> unknown;
    for (const Told &one : told) {
        if (!m_peers.contains(one.client))
            unknown.insert(one.client);
    }
    if (m_peers.size() + unknown.size() <= m_limits.clients)
        return true;
    std::erase_if(m_peers, [&](const auto &entry) {
        return entry.first != m_self && !entry.second.state && now - entry.second.lastHeard >= timeout;
    });
    return m_peers.size() + unknown.size() <= m_limits.clients;
}

Result<AwarenessChange> Awareness::apply(std::span<const std::byte> update, Instant now)
{
    auto told = read(update);
    if (!told)
        return told.error();
    if (!makeRoom(*told, now))
        return Error {Errc::TooLarge, "There are too many people in this document."};
    AwarenessChange change;
    for (Told &one : *told)
        applyOne(std::move(one), now, change);
    return change;
}

void Awareness::applyOne(Told told, Instant now, AwarenessChange &change)
{
    const auto known = m_peers.find(told.client);
    const bool isNew = known == m_peers.end();
    const std::uint64_t clock = isNew ? 0 : known->second.clock;
    const bool wasThere = !isNew && known->second.state.has_value();
    if (told.clock < clock || (told.clock == clock && (told.state || !wasThere)))
        return;
    if (!told.state && told.client == m_self && wasThere) {
        known->second.clock = told.clock + 1; // nobody else says that this client is gone
        known->second.lastHeard = now;
        change.updated.push_back(m_self);
        return;
    }
    if (isNew && told.state) {
        change.added.push_back(told.client);
    } else if (!isNew && !told.state) {
        change.removed.push_back(told.client);
    } else if (told.state) {
        change.updated.push_back(told.client);
        if (!wasThere || !(*known->second.state == *told.state))
            change.changed.push_back(told.client);
    }
    m_peers[told.client] = {told.clock, now, std::move(told.state)};
}

AwarenessChange Awareness::remove(std::span<const ClientId> clients, Instant now)
{
    AwarenessChange change;
    for (const ClientId client : clients) {
        const auto peer = m_peers.find(client);
        if (peer == m_peers.end() || !peer->second.state)
            continue;
        peer->second.state.reset();
        if (client == m_self) {
            ++peer->second.clock;
            peer->second.lastHeard = now;
        }
        change.removed.push_back(client);
    }
    return change;
}

AwarenessChange Awareness::forgetOthers()
{
    AwarenessChange change;
    for (const auto &[client, peer] : m_peers) {
        if (client != m_self && peer.state)
            change.removed.push_back(client);
    }
    std::erase_if(m_peers, [this](const auto &entry) { return entry.first != m_self; });
    return change;
}

AwarenessChange Awareness::tick(Instant now)
{
    std::vector<ClientId> silent;
    for (const auto &[client, peer] : m_peers) {
        if (client != m_self && peer.state && now - peer.lastHeard >= timeout)
            silent.push_back(client);
    }
    AwarenessChange change = remove(silent, now);
    const Peer &own = m_peers.at(m_self);
    if (own.state && now - own.lastHeard >= timeout / 2)
        change.updated = setLocalState(own.state, now).updated;
    return change;
}

Bytes Awareness::encode(std::span<const ClientId> clients) const
{
    const auto isKnown = [this](ClientId client) { return m_peers.contains(client); };
    ByteWriter out;
    out.varUint(static_cast<std::uint64_t>(std::ranges::count_if(clients, isKnown)));
    for (const ClientId client : clients) {
        const auto peer = m_peers.find(client);
        if (peer == m_peers.end())
            continue;
        out.varUint(client);
        out.varUint(peer->second.clock);
        out.json(peer->second.state.value_or(Any::Null {}));
    }
    return out.take();
}

} // namespace coterie::crdt
