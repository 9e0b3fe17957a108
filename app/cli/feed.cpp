#include "feed.h"

#include <algorithm>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

Feed::Feed(Wire &wire, Ephemeral ephemeral) : m_wire(wire), m_ephemeral(ephemeral)
{
    m_gaps.setSingleShot(true);
    connect(&m_gaps, &QTimer::timeout, this, &Feed::closeGaps);
    connect(&wire, &Wire::arrived, this, &Feed::take);
    connect(&wire, &Wire::linkDown, this, [this] {
        for (Followed &room : m_rooms)
            room.log.linkLost();
    });
    connect(&wire, &Wire::linkUp, this, [this] {
        for (const RoomId &roomId : m_rooms.keys())
            join(roomId);
    });
}

void Feed::follow(const Room &room, std::optional<Seq> since)
{
    m_rooms.insert(room.roomId, {sync::RoomLog(room.epoch, since.value_or(room.lastSeq)), false, {}});
    join(room.roomId);
}

void Feed::join(const RoomId &roomId)
{
    const JoinRoom request = m_rooms[roomId].log.joinRequest(roomId);
    m_wire.post(request, [this, roomId](const Result<QJsonObject> &answer) {
        if (!answer) {
            if (answer.error().code != Errc::Unavailable) // that one comes back by itself
                Q_EMIT refused(QString::fromStdString(answer.error().message));
            return;
        }
        if (const auto ack = joinAckFromJson(*answer))
            apply(roomId, m_rooms[roomId].log.joined(*ack));
    });
}

void Feed::apply(const RoomId &roomId, const sync::RoomLog::Outcome &outcome)
{
    Followed &room = m_rooms[roomId];
    if (outcome.restarted)
        Q_EMIT reset(roomId);
    if (outcome.skipped && !outcome.restarted) {
        room.isFilling = true;
        fill(roomId, outcome.skipped->first - 1, outcome.skipped->last);
    }
    if (room.isFilling) {
        room.held += outcome.apply;
    } else {
        for (const RoomEvent &event : outcome.apply)
            Q_EMIT this->event(toEnvelope(event));
    }
    closeGaps();
}

// More was missed than the server replays: the messages of that time come from history, page by page.
void Feed::fill(const RoomId &roomId, Seq after, Seq last)
{
    constexpr int page = 200;
    m_wire.post(GetHistory {.roomId = roomId, .after = after, .limit = page},
        [this, roomId, after, last](const Result<QJsonObject> &answer) {
            const auto reply = answer ? historyReplyFromJson(*answer) : Result<HistoryReply>(answer.error());
            if (!reply && reply.error().code == Errc::Unavailable) { // the link went: go on where we are
                const auto again = std::make_shared<QMetaObject::Connection>();
                *again = connect(&m_wire, &Wire::linkUp, this, [this, again, roomId, after, last] {
                    disconnect(*again);
                    fill(roomId, after, last);
                });
                return;
            }
            if (!reply) {
                Q_EMIT refused(QString::fromStdString(reply.error().message));
                return;
            }
            Seq reached = after;
            for (const Message &message : reply->messages) {
                if (message.seq <= after || message.seq > last)
                    continue;
                reached = message.seq;
                Q_EMIT event(toEnvelope(RoomEvent {MessageCreated {message}}));
            }
            if (reply->hasAfter && reached > after && reached < last)
                fill(roomId, reached, last);
            else
                filled(roomId);
        });
}

void Feed::filled(const RoomId &roomId)
{
    Followed &room = m_rooms[roomId];
    room.isFilling = false;
    for (const RoomEvent &held : std::exchange(room.held, {}))
        Q_EMIT event(toEnvelope(held));
}

void Feed::take(const Envelope &envelope)
{
    if (!isRoomEvent(envelope.type)) {
        if (m_ephemeral == Ephemeral::Include && isWanted(envelope))
            Q_EMIT event(envelope);
        return;
    }
    const auto arrived = roomEventFromEnvelope(envelope);
    if (!arrived || !m_rooms.contains(roomOf(*arrived)))
        return;
    const RoomId roomId = roomOf(*arrived);
    apply(roomId, m_rooms[roomId].log.received(*arrived));
}

bool Feed::isWanted(const Envelope &envelope) const
{
    static const QStringList types {u"user_typing"_s, u"user_stopped_typing"_s, u"presence_update"_s,
        u"cursor_update"_s, u"user_left"_s, u"member_joined"_s, u"member_left"_s, plain::systemMessageType};
    if (!types.contains(envelope.type))
        return false;
    const QJsonObject payload = envelope.object();
    const QString surface = payload.value("surface"_L1).toString();
    QString roomId = payload.value("roomId"_L1).toString();
    if (surface.startsWith("room:"_L1))
        roomId = surface.mid(5);
    return roomId.isEmpty() || m_rooms.contains(RoomId {roomId});
}

void Feed::closeGaps()
{
    std::optional<Instant> first;
    for (const RoomId &roomId : m_rooms.keys()) {
        if (m_rooms[roomId].log.gapToAsk(m_clock.now()))
            join(roomId);
        if (const auto wake = m_rooms[roomId].log.nextWake())
            first = std::min(first.value_or(Instant::max()), *wake);
    }
    if (first)
        m_gaps.start(std::max(Millis(1), std::chrono::ceil<Millis>(*first - m_clock.now())));
    else
        m_gaps.stop();
}

} // namespace coterie::cli
