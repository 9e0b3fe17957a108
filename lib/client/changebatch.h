#pragma once

#include "client/changes.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace coterie::client {

/// Collects what changed and hands it over as one immutable value: the first change of a quiet time at the end of the
/// same turn of the event loop, the next ones at most every 8 ms. Later news about the same thing replaces earlier
/// news. Engine thread.
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
    void messageRemoved(const protocol::RoomId &roomId, const QString &key);
    void restarted(const protocol::RoomId &roomId);
    void person(const protocol::Presence &person);
    void members(const RoomMembers &members);
    void typing(const TypingState &state);
    void cursor(const protocol::Cursor &cursor);
    void cursorLeft(const CursorLeft &left);
    void flush();

private:
    static constexpr int frame = 8; ///< ms; half a frame at 60 Hz

    Deliver m_deliver;
    Changes m_changes;
    QHash<protocol::RoomId, QHash<QString, qsizetype>> m_rows; ///< where a key stands in its room's upserts
    QTimer m_timer;
    QElapsedTimer m_sinceLast;
};

} // namespace coterie::client
