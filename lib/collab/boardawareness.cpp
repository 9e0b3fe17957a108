#include "collab/boardawareness.h"

#include <algorithm>

namespace coterie::collab {

BoardAwareness::BoardAwareness(Person self, const Clock &clock, QObject *parent)
    : AwarenessChannel(std::move(self), clock, TellEvery, WhenAlone::Hold, parent)
{
}

BoardAwareness::~BoardAwareness() = default;

template <typename T>
void BoardAwareness::set(T &member, T value)
{
    if (std::exchange(member, value) == value)
        return;
    tellSoon();
    Q_EMIT ownChanged();
}

void BoardAwareness::setPointer(std::optional<QPointF> pointer)
{
    set(m_own.pointer, pointer);
}

void BoardAwareness::setPage(const board::PageId &page)
{
    set(m_own.page, page);
}

void BoardAwareness::setSelection(const QList<board::ShapeId> &selection)
{
    set(m_own.selection, selection);
}

void BoardAwareness::setTool(const QString &tool)
{
    set(m_own.tool, tool);
}

void BoardAwareness::setViewport(std::optional<QRectF> viewport)
{
    set(m_own.viewport, viewport);
}

void BoardAwareness::setGesture(std::optional<Gesture> gesture)
{
    set(m_own.gesture, std::move(gesture));
}

void BoardAwareness::setChat(const QString &chat)
{
    set(m_own.chat, tidyChat(chat));
}

void BoardAwareness::setLaser(bool laser)
{
    set(m_own.laser, laser);
}

void BoardAwareness::throwReaction(const QString &name, QPointF at)
{
    if (!reactionNames().contains(name))
        return;
    m_thrownAt = clock().now();
    set(m_own.reaction, {.name = name, .at = at, .number = m_own.reaction.number + 1});
    Q_EMIT ownReactionThrown(name, at);
}

void BoardAwareness::setFollowing(quint64 client)
{
    if (m_own.following == client)
        return;
    set(m_own.following, client);
    Q_EMIT followingChanged();
}

const BoardPeer *BoardAwareness::peer(quint64 client) const
{
    const auto at = std::ranges::lower_bound(m_peers, client, {}, &BoardPeer::client);
    return at != m_peers.end() && at->client == client ? &*at : nullptr;
}

QList<quint64> BoardAwareness::followers() const
{
    QList<quint64> clients;
    for (const BoardPeer &peer : m_peers) {
        if (states() && peer.following == states()->self())
            clients.append(peer.client);
    }
    return clients;
}

crdt::Any BoardAwareness::ownState() const
{
    BoardPeer told = m_own;
    told.person = self();
    if (!m_thrownAt || clock().now() - *m_thrownAt >= ReactionLasts)
        told.reaction = {};
    return toState(told);
}

void BoardAwareness::take(const crdt::AwarenessChange &change)
{
    bool isCompanyOther = false;
    for (const crdt::ClientId client : change.removed)
        isCompanyOther = drop(client) || isCompanyOther;
    for (const crdt::ClientId client : change.added)
        isCompanyOther = takeOne(client) || isCompanyOther;
    for (const crdt::ClientId client : change.changed)
        isCompanyOther = takeOne(client) || isCompanyOther;
    if (isCompanyOther)
        Q_EMIT peersChanged();
}

/// True if they are new, or called otherwise.
bool BoardAwareness::takeOne(crdt::ClientId client)
{
    const crdt::Any *state = states() ? states()->state(client) : nullptr; // a slot may have made us leave
    if (!state || client == states()->self())
        return false;
    BoardPeer now = boardPeerOf(client, *state);
    const auto at = std::ranges::lower_bound(m_peers, client, {}, &BoardPeer::client);
    if (at == m_peers.end() || at->client != client) {
        if (m_peers.size() < MostPeers)
            m_peers.insert(at, std::move(now));
        return true;
    }
    const BoardPeer before = std::exchange(*at, now);
    if (before.pointer != now.pointer)
        Q_EMIT peerMoved(client);
    BoardPeer rest = before;
    rest.pointer = now.pointer;
    rest.reaction = now.reaction;
    if (rest != now)
        Q_EMIT peerChanged(client);
    if (!now.reaction.name.isEmpty() && now.reaction.number != before.reaction.number)
        Q_EMIT reactionThrown(client, now.reaction.name, now.reaction.at);
    return before.person != now.person;
}

bool BoardAwareness::drop(crdt::ClientId client)
{
    return m_peers.removeIf([client](const BoardPeer &peer) { return peer.client == client; }) > 0;
}

void BoardAwareness::forgetAll()
{
    if (!std::exchange(m_peers, {}).isEmpty())
        Q_EMIT peersChanged();
}

} // namespace coterie::collab
