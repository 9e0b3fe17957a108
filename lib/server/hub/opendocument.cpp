#include "server/hub/opendocument.h"

namespace coterie::server {

bool OpenDocument::claim(Peer &peer, crdt::ClientId client, std::uint64_t clock, const crdt::Any &state)
{
    const protocol::UserId &user = peer.connection->user->id();
    for (Peer &other : peers) {
        const auto held = std::ranges::find(other.people, client);
        if (held == other.people.end())
            continue;
        if (&other == &peer)
            return true;
        // Stock clients repeat what they hear, of this person's other tabs, too: only news come from who is behind it.
        if (other.connection->user->id() != user || clock <= awareness.clock(client))
            return false;
        other.people.erase(held); // the same person over a new connection: the old one has not noticed yet
        break;
    }
    if (state.isNull() || peer.people.size() >= maxPeoplePerPeer)
        return false;
    peer.people.push_back(client);
    return true;
}

QList<protocol::UserId> OpenDocument::present() const
{
    QList<protocol::UserId> users;
    const auto speaks = [this](crdt::ClientId client) { return awareness.state(client) != nullptr; };
    for (const Peer &peer : peers) {
        const protocol::UserId &user = peer.connection->user->id();
        if (std::ranges::any_of(peer.people, speaks) && !users.contains(user))
            users.append(user);
    }
    return users;
}

QSet<protocol::UserId> OpenDocument::connected() const
{
    QSet<protocol::UserId> users;
    for (const Peer &peer : peers)
        users.insert(peer.connection->user->id());
    return users;
}

} // namespace coterie::server
