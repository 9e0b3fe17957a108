#pragma once

#include "sync/roomlog.h"
#include "wire.h"

#include <QHash>
#include <QTimer>

namespace coterie::cli {

/// Rooms followed over one wire: every durable event once, in order, over any number of reconnects.
class Feed : public QObject
{
    Q_OBJECT
public:
    enum class Ephemeral { Skip, Include };
    Feed(Wire &wire, Ephemeral ephemeral);

    /// From the event after `since`, or from now on.
    void follow(const protocol::Room &room, std::optional<protocol::Seq> since);

Q_SIGNALS:
    void event(const coterie::protocol::Envelope &event);
    void reset(const coterie::protocol::RoomId &roomId); ///< the room's log was lost: numbers start again
    void refused(const QString &words);

private:
    struct Followed {
        sync::RoomLog log;
        bool isFilling = false;
        QList<protocol::RoomEvent> held; ///< newer than what is being filled
    };

    void join(const protocol::RoomId &roomId);
    void apply(const protocol::RoomId &roomId, const sync::RoomLog::Outcome &outcome);
    void fill(const protocol::RoomId &roomId, protocol::Seq after, protocol::Seq last);
    void filled(const protocol::RoomId &roomId);
    void take(const protocol::Envelope &envelope);
    [[nodiscard]] bool isWanted(const protocol::Envelope &envelope) const;
    void closeGaps();

    Wire &m_wire;
    Ephemeral m_ephemeral;
    SystemClock m_clock;
    QHash<protocol::RoomId, Followed> m_rooms;
    QTimer m_gaps;
};

} // namespace coterie::cli
