#pragma once

#include "client/changes.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace coterie::client {

/// Collects what changed and hands it over as one immutable value: the first change of a quiet time at the end of the
/// same turn of the event loop, the next ones at most every 8 ms and not before the receiver has taken the last. Later
/// news about the same thing replaces earlier news; of a flood of new messages only the newest are told, and ten times
/// a second. Engine thread.
class ChangeBatch : public QObject
{
    Q_OBJECT
public:
    using Deliver = std::function<void(std::shared_ptr<const Changes>)>;
    explicit ChangeBatch(Deliver deliver, QObject *parent = nullptr);

    [[nodiscard]] Changes &open(); ///< for what only adds up or is one value; schedules the hand-over
    void room(const RoomSummary &summary);
    void roomRemoved(const protocol::RoomId &roomId);
    void message(const protocol::RoomId &roomId, const MessageEntry &entry);
    void arrived(const protocol::RoomId &roomId, const MessageEntry &entry); ///< a new one at the room's end
    void messageRemoved(const protocol::RoomId &roomId, const QString &key);
    void restarted(const protocol::RoomId &roomId);
    void person(const protocol::Presence &person);
    void members(const RoomMembers &members);
    void typing(const TypingState &state);
    void cursor(const protocol::Cursor &cursor);
    void cursorLeft(const CursorLeft &left);
    void document(const DocumentSummary &summary);
    void documentRemoved(const protocol::DocumentId &docId);
    void documentPresence(const protocol::DocumentPresence &presence);
    void flush();
    void taken(); ///< the receiver has dealt with the last batch

private:
    static constexpr int frame = 8; ///< ms; half a frame at 60 Hz
    static constexpr int calmFrame = 100; ///< ms; nobody reads faster, and a person who types meanwhile notices nothing
    static constexpr qsizetype mostArrived = 120; ///< of one room in one batch
    static constexpr qsizetype keptOfFlood = 60; ///< a page

    void schedule();
    void fold(const protocol::RoomId &roomId);
    void indexRows(const protocol::RoomId &roomId);

    Deliver m_deliver;
    Changes m_changes;
    QHash<protocol::RoomId, QHash<QString, qsizetype>> m_rows; ///< where a key stands in its room's upserts
    QHash<protocol::RoomId, QSet<QString>> m_arrived; ///< which of these are new at the room's end
    int m_pace = frame;
    bool m_changed = false; ///< there is something to hand over
    bool m_awaiting = false; ///< the last batch has not been taken yet
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace coterie::client
