#pragma once

#include "client/changebatch.h"
#include "protocol/notices.h"
#include "protocol/requests.h"
#include "sync/cursors.h"
#include "sync/typing.h"

#include <QSet>
#include <QTimer>

namespace coterie::client {

/// What is never stored: typing notices and pointers, one's own on their way out and the others' as they come. Engine
/// thread.
class Ephemera : public QObject
{
    Q_OBJECT
public:
    using Send = std::function<void(const protocol::Request &)>; ///< drops what cannot be sent now
    Ephemera(const Clock &clock, ChangeBatch &batch, Send send, QObject *parent = nullptr);

    void linkUp(const protocol::Timings &timings, const protocol::UserId &self);
    void linkLost();

    void keyPressed(const protocol::RoomId &roomId);
    void stopTyping(const protocol::RoomId &roomId);
    void moveCursor(const protocol::CursorMove &move);
    void leaveCursor(const QString &surface);

    void received(const protocol::UserTyping &notice);
    void received(const protocol::UserStoppedTyping &notice);
    void received(const protocol::CursorUpdate &notice);
    void received(const protocol::UserLeft &notice);
    void spoke(const protocol::RoomId &roomId, const protocol::UserId &userId); ///< a message came: the typing is over
    void wentOffline(const protocol::UserId &userId);

private:
    void wake();
    void schedule();
    void report(const protocol::RoomId &roomId);
    void report(const QList<protocol::RoomId> &rooms);

    const Clock &m_clock;
    ChangeBatch &m_batch;
    Send m_send;
    bool m_online = false;
    protocol::UserId m_self;
    sync::TypingSender m_typing;
    sync::TypingBoard m_board;
    sync::CursorThrottle m_cursors;
    QSet<protocol::UserId> m_pointing; ///< whose pointers are shown
    QTimer m_timer;
};

} // namespace coterie::client
