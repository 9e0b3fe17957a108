#include "viewmodel/boardpointers.h"

#include "viewmodel/cursormodel.h"
#include "viewmodel/people.h"

#include <algorithm>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

BoardPointers::BoardPointers(Context &context, collab::BoardAwareness &awareness, CursorModel &cursors, QObject *parent)
    : PointerSource(parent)
    , m_context(context)
    , m_awareness(awareness)
    , m_cursors(cursors)
    , m_page(awareness.own().page)
{
    m_cursors.setEnabled(true);
    connect(&awareness, &collab::BoardAwareness::peersChanged, this, [this] {
        refreshCompany();
        Q_EMIT pointersReset();
    });
    connect(&awareness, &collab::BoardAwareness::peerMoved, this, &BoardPointers::tell);
    connect(&awareness, &collab::BoardAwareness::peerChanged, this, &BoardPointers::tell);
    connect(&awareness, &collab::BoardAwareness::ownChanged, this, &BoardPointers::ownChanged);
    connect(&awareness, &collab::BoardAwareness::reactionThrown, this,
        [this](quint64 client, const QString &name, QPointF at) {
            const collab::BoardPeer *peer = m_awareness.peer(client);
            if (peer && peer->page == m_page)
                Q_EMIT reactionThrown(name, at);
        });
    connect(&awareness, &collab::BoardAwareness::ownReactionThrown, this, &PointerSource::reactionThrown);
    connect(&cursors, &CursorModel::pointersReset, this, &PointerSource::pointersReset);
    connect(&cursors, &CursorModel::pointerLeft, this, [this](const QString &key) {
        refreshCompany();
        Q_EMIT pointerLeft(key);
    });
    connect(&cursors, &CursorModel::pointerChanged, this, [this](const RemotePointer &pointer) {
        if (!isForeign(pointer))
            return;
        m_cursors.setCompany(true);
        Q_EMIT pointerChanged(pointer);
    });
}

QString BoardPointers::keyOf(quint64 client)
{
    return u"client/%1"_s.arg(client);
}

bool BoardPointers::isHere(const collab::BoardPeer &peer) const
{
    return peer.pointer && peer.page == m_page;
}

bool BoardPointers::hasAwareness(const QString &userId) const
{
    return std::ranges::any_of(
        m_awareness.peers(), [&userId](const collab::BoardPeer &peer) { return peer.person.userId == userId; });
}

RemotePointer BoardPointers::pointerOf(const collab::BoardPeer &peer) const
{
    const protocol::UserId user(peer.person.userId);
    const Person known = m_context.people.knows(user) ? m_context.people.person(user) : Person();
    return {.key = keyOf(peer.client),
        .name = known.name.isEmpty() ? peer.person.name : known.name,
        .color = known.name.isEmpty() ? peer.person.color : QColor(known.color),
        .anchor = {},
        .at = peer.pointer.value_or(QPointF()),
        .tool = peer.tool,
        .chat = peer.chat,
        .laser = peer.laser,
        .isOwn = false};
}

RemotePointer BoardPointers::ownPointer() const
{
    collab::BoardPeer own = m_awareness.own();
    own.person = m_awareness.self();
    RemotePointer pointer = pointerOf(own);
    pointer.isOwn = true;
    return pointer;
}

QList<RemotePointer> BoardPointers::pointers() const
{
    QList<RemotePointer> all;
    for (const collab::BoardPeer &peer : m_awareness.peers()) {
        if (isHere(peer))
            all.append(pointerOf(peer));
    }
    if (m_isOwnShown)
        all.append(ownPointer());
    for (const RemotePointer &pointer : m_cursors.pointers()) {
        if (isForeign(pointer))
            all.append(pointer);
    }
    return all;
}

/// Cursors are told to those who have no other way; those of this app would only keep each other talking.
void BoardPointers::refreshCompany()
{
    m_cursors.setCompany(
        std::ranges::any_of(m_cursors.pointers(), [this](const RemotePointer &pointer) { return isForeign(pointer); }));
}

void BoardPointers::tell(quint64 client)
{
    const collab::BoardPeer *peer = m_awareness.peer(client);
    if (peer && isHere(*peer))
        Q_EMIT pointerChanged(pointerOf(*peer));
    else
        Q_EMIT pointerLeft(keyOf(client));
}

void BoardPointers::ownChanged()
{
    const collab::BoardPeer &own = m_awareness.own();
    if (own.pointer)
        m_cursors.moved({}, own.pointer->x(), own.pointer->y());
    else
        m_cursors.left();
    const bool wasShown = std::exchange(m_isOwnShown, own.laser && own.pointer);
    if (m_isOwnShown)
        Q_EMIT pointerChanged(ownPointer());
    else if (wasShown)
        Q_EMIT pointerLeft(keyOf(own.client));
    if (std::exchange(m_page, own.page) != own.page)
        Q_EMIT pointersReset();
}

} // namespace coterie::viewmodel
