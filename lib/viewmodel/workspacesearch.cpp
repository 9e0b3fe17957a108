// The part of Workspace that goes to what was found, and back.

#include "viewmodel/engine.h"
#include "viewmodel/workspace.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

const QString pinned = u"is:pinned "_s;

} // namespace

void Workspace::openSearch(bool inRoom)
{
    const QString scope =
        inRoom && m_roomOpen && m_page == Page::Room ? m_search.scopeFor(protocol::RoomId(m_room.roomId())) : QString();
    // What was looked for last stays, to be gone on with, unless it was for another place, or nobody typed it.
    const bool isFitting = inRoom ? m_search.query().startsWith(scope) : !m_search.query().startsWith("in:"_L1);
    if (!isFitting || m_search.query() == scope + pinned)
        m_search.setQuery(scope);
    Q_EMIT searchRequested();
}

void Workspace::openPinned()
{
    m_search.setQuery(m_search.scopeFor(protocol::RoomId(m_room.roomId())) + pinned);
    m_search.searchNow();
    Q_EMIT searchRequested();
}

void Workspace::openHit(const QString &roomId, const QString &messageId)
{
    if (!m_searchOrigin) {
        const MessageListModel &messages = *m_room.messages();
        m_searchOrigin = Origin {m_page, m_roomOpen ? m_room.roomId() : QString(),
            messages.isAtEnd() ? QString() : messages.messageInView()};
    }
    markHit(protocol::MessageId(messageId));
    if (m_rooms.summary(protocol::RoomId(roomId)))
        return openRoomAt(roomId, messageId);
    m_engine->joinRoom(protocol::RoomId(roomId), this, [this, messageId](const Result<protocol::Room> &joined) {
        if (!joined)
            return tell(QString::fromStdString(joined.error().message));
        openRoomAt(joined->roomId.value(), messageId);
    });
}

void Workspace::markHit(const protocol::MessageId &messageId)
{
    const protocol::MessageId before = std::exchange(m_context.marks, {messageId, m_search.parsed()}).messageId;
    for (const protocol::MessageId &id : {before, messageId}) {
        if (!id.isEmpty())
            m_room.messages()->restyleMessage(id);
    }
    if (!messageId.isEmpty())
        m_unmark.start();
}

void Workspace::leaveSearch()
{
    markHit({});
    const auto origin = std::exchange(m_searchOrigin, std::nullopt);
    if (!origin)
        return;
    if (!origin->roomId.isEmpty()) {
        openRoomAt(origin->roomId, origin->messageId);
        if (origin->messageId.isEmpty() && m_roomOpen && m_room.roomId() == origin->roomId)
            m_room.messages()->jumpToLatest();
    }
    setPage(origin->page);
}

} // namespace coterie::viewmodel
