#include "client/changebatch.h"

#include <algorithm>

namespace coterie::client {

namespace {

/// Puts `value` in the place of the one with the same identity, or at the end.
template <typename T, typename Same>
void replace(QList<T> &list, const T &value, Same same)
{
    const auto found = std::ranges::find_if(list, [&](const T &other) { return same(other, value); });
    if (found == list.end())
        list.append(value);
    else
        *found = value;
}

} // namespace

ChangeBatch::ChangeBatch(Deliver deliver, QObject *parent) : QObject(parent), m_deliver(std::move(deliver))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ChangeBatch::flush);
}

Changes &ChangeBatch::open()
{
    m_changed = true;
    schedule();
    return m_changes;
}

void ChangeBatch::schedule()
{
    if (!m_changed || m_awaiting || m_timer.isActive())
        return;
    const qint64 elapsed = m_sinceLast.isValid() ? m_sinceLast.elapsed() : m_pace;
    m_timer.start(static_cast<int>(std::clamp<qint64>(m_pace - elapsed, 0, m_pace)));
}

void ChangeBatch::taken()
{
    m_awaiting = false;
    schedule();
}

void ChangeBatch::room(const RoomSummary &summary)
{
    auto &changes = open();
    changes.roomsRemoved.removeAll(summary.room.roomId);
    replace(changes.rooms, summary,
        [](const RoomSummary &a, const RoomSummary &b) { return a.room.roomId == b.room.roomId; });
}

void ChangeBatch::roomRemoved(const protocol::RoomId &roomId)
{
    auto &changes = open();
    changes.rooms.removeIf([&](const RoomSummary &summary) { return summary.room.roomId == roomId; });
    changes.messages.remove(roomId);
    m_rows.remove(roomId);
    m_arrived.remove(roomId);
    changes.roomsRemoved.append(roomId);
}

void ChangeBatch::message(const protocol::RoomId &roomId, const MessageEntry &entry)
{
    auto &changes = open().messages[roomId];
    changes.removedKeys.removeAll(entry.key);
    auto &rows = m_rows[roomId];
    if (const auto row = rows.constFind(entry.key); row != rows.constEnd()) {
        changes.upserts[*row] = entry;
        return;
    }
    rows.insert(entry.key, changes.upserts.size());
    changes.upserts.append(entry);
}

void ChangeBatch::arrived(const protocol::RoomId &roomId, const MessageEntry &entry)
{
    message(roomId, entry);
    auto &keys = m_arrived[roomId];
    keys.insert(entry.key);
    if (keys.size() > mostArrived)
        fold(roomId);
}

/// Leaves out the older ones of what is new.
void ChangeBatch::fold(const protocol::RoomId &roomId)
{
    auto &changes = m_changes.messages[roomId];
    auto &keys = m_arrived[roomId];
    auto surplus = keys.size() - keptOfFlood;
    QList<MessageEntry> kept;
    for (MessageEntry &entry : changes.upserts) { // in the order of their arrival
        if (surplus == 0 || !keys.contains(entry.key)) {
            kept.append(std::move(entry));
            continue;
        }
        --surplus;
        keys.remove(entry.key);
        ++changes.folded;
        if (entry.own) // its row may be shown as pending
            changes.removedKeys.append(entry.key);
    }
    changes.upserts = std::move(kept);
    indexRows(roomId);
}

void ChangeBatch::indexRows(const protocol::RoomId &roomId)
{
    auto &rows = m_rows[roomId];
    rows.clear();
    const auto &upserts = m_changes.messages[roomId].upserts;
    for (qsizetype row = 0; row < upserts.size(); ++row)
        rows.insert(upserts[row].key, row);
}

void ChangeBatch::messageRemoved(const protocol::RoomId &roomId, const QString &key)
{
    auto &changes = open().messages[roomId];
    auto &rows = m_rows[roomId];
    if (rows.contains(key)) {
        changes.upserts.removeAt(rows.take(key));
        m_arrived[roomId].remove(key);
        indexRows(roomId);
    }
    changes.removedKeys.append(key);
}

void ChangeBatch::restarted(const protocol::RoomId &roomId)
{
    auto &changes = open().messages[roomId];
    changes = {};
    changes.restart = true;
    m_rows.remove(roomId);
    m_arrived.remove(roomId);
}

void ChangeBatch::person(const protocol::Presence &person)
{
    replace(open().people, person,
        [](const protocol::Presence &a, const protocol::Presence &b) { return a.userId == b.userId; });
}

void ChangeBatch::members(const RoomMembers &members)
{
    replace(open().members, members, [](const RoomMembers &a, const RoomMembers &b) { return a.roomId == b.roomId; });
}

void ChangeBatch::typing(const TypingState &state)
{
    replace(open().typing, state, [](const TypingState &a, const TypingState &b) { return a.roomId == b.roomId; });
}

void ChangeBatch::cursor(const protocol::Cursor &cursor)
{
    auto &changes = open();
    changes.cursorsLeft.removeIf([&](const CursorLeft &left) {
        return left.userId == cursor.userId && (left.surface.isEmpty() || left.surface == cursor.surface);
    });
    replace(changes.cursors, cursor, [](const protocol::Cursor &a, const protocol::Cursor &b) {
        return a.userId == b.userId && a.surface == b.surface;
    });
}

void ChangeBatch::cursorLeft(const CursorLeft &left)
{
    auto &changes = open();
    changes.cursors.removeIf([&](const protocol::Cursor &cursor) {
        return left.userId == cursor.userId && (left.surface.isEmpty() || left.surface == cursor.surface);
    });
    changes.cursorsLeft.append(left);
}

void ChangeBatch::document(const DocumentSummary &summary)
{
    auto &changes = open();
    changes.documentsRemoved.removeAll(summary.document.docId);
    replace(changes.documents, summary,
        [](const DocumentSummary &a, const DocumentSummary &b) { return a.document.docId == b.document.docId; });
}

void ChangeBatch::documentRemoved(const protocol::DocumentId &docId)
{
    auto &changes = open();
    changes.documents.removeIf([&](const DocumentSummary &summary) { return summary.document.docId == docId; });
    if (!changes.documentsRemoved.contains(docId))
        changes.documentsRemoved.append(docId);
}

void ChangeBatch::documentPresence(const protocol::DocumentPresence &presence)
{
    replace(open().documentPresence, presence,
        [](const protocol::DocumentPresence &a, const protocol::DocumentPresence &b) { return a.docId == b.docId; });
}

void ChangeBatch::flush()
{
    m_timer.stop();
    m_sinceLast.start();
    m_rows.clear();
    m_arrived.clear();
    const bool flooded =
        std::ranges::any_of(std::as_const(m_changes.messages), [](const RoomChanges &room) { return room.folded > 0; });
    m_pace = flooded ? calmFrame : frame;
    m_changed = false;
    m_awaiting = true;
    m_deliver(std::make_shared<const Changes>(std::exchange(m_changes, {})));
}

} // namespace coterie::client
