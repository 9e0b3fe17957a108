#include "client/session.h"

#include "protocol/validation.h"

#include <QCoreApplication>

#include <algorithm>

// The link, and what comes over it.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

void Session::linkChanged(const transport::LinkStatus &status)
{
    const bool wasConnected = m_welcome.has_value();
    m_status = status;
    constexpr int tokenRefused = 4401;
    if (status.state == transport::LinkState::Connected)
        m_signInNeeded = false;
    else if (status.closeCode == tokenRefused)
        m_signInNeeded = true;
    if (wasConnected && status.state != transport::LinkState::Connected)
        linkLost();
    using transport::LinkState;
    if (status.state == LinkState::Waiting || status.state == LinkState::Disconnected
        || status.state == LinkState::Suspended)
        answerWaitingPages();
    if (status.final)
        m_stream.close();
    m_documents->linkChanged(status);
    reportConnection();
}

void Session::linkLost()
{
    m_welcome.reset();
    m_latency.reset();
    m_rooms->linkLost();
    m_outbox.linkLost();
    m_ephemera.linkLost();
    m_clockAsked.reset();
    m_prefetch.clear();
    m_joinQueue.clear();
    m_missed.clear();
    m_listed = false;
    for (const Presence &gone : m_people.allOffline())
        m_batch.person(gone);
    m_requests.failAll(
        {Errc::Unavailable, QCoreApplication::translate("Session", "The connection was lost.").toStdString()});
    schedule();
}

void Session::received(const QList<Envelope> &envelopes)
{
    QList<RoomEvent> events; // a run of one room's events is one transaction
    std::optional<WallTime> saidAt;
    const auto apply = [this, &events] {
        if (const auto run = std::exchange(events, {}); !run.isEmpty())
            roomEvents(run);
    };
    for (const Envelope &envelope : envelopes) {
        if (!isOnline() || !isRoomEvent(envelope.type)) {
            apply();
            arrived(envelope);
        } else if (auto event = roomEventFromEnvelope(envelope)) {
            if (!events.isEmpty() && roomOf(events.first()) != roomOf(*event))
                apply();
            if (const auto *created = std::get_if<MessageCreated>(&*event))
                saidAt = std::max(saidAt.value_or(WallTime::min()), created->message.timestamp);
            events.append(*std::move(event));
        }
    }
    apply();
    if (saidAt)
        m_link.said(*saidAt); // the last step: it may end the link
    schedule();
}

void Session::arrived(const Envelope &envelope)
{
    if (envelope.type == "welcome"_L1) {
        if (const auto welcome = welcomeFromJson(envelope.object()))
            welcomed(*welcome);
        return;
    }
    if (!isOnline())
        return;
    if (isReply(envelope.type)) {
        m_link.answerArrived();
        answered(envelope, replyToOf(envelope));
    } else if (isNotice(envelope.type)) {
        if (const auto said = noticeFromEnvelope(envelope))
            notice(*said);
    } else if (envelope.type == plain::systemMessageType && m_link.dialect()) {
        if (const auto said = plain::systemMessageFromJson(envelope.object()))
            systemSaid(*said);
    }
}

void Session::answered(const Envelope &envelope, const QString &replyTo)
{
    const QJsonObject payload = envelope.object();
    if (envelope.type == "error"_L1) {
        const auto error = wireErrorFromJson(payload);
        if (!error)
            return;
        // Nobody is told that a typing notice or a pointer's move was one too many.
        const bool isUnasked = replyTo.isEmpty() && !isRetryable(error->code) && !error->message.isEmpty();
        if (m_outbox.owns(replyTo))
            settle(m_outbox.refused(*error, m_clock.now()));
        else if (!m_requests.answer(replyTo, errorFor(*error)) && isUnasked)
            m_batch.open().notices.append(error->message);
    } else if (m_outbox.owns(replyTo)) {
        settle(m_outbox.acked(replyTo, payload, m_clock.now()), payload);
    } else {
        m_requests.answer(replyTo, payload);
    }
    pump();
}

void Session::welcomed(const Welcome &welcome)
{
    const bool isAnother = m_self.userId != welcome.self.userId && !m_self.userId.isEmpty();
    if (isAnother) { // the store of one account is never shown to, or sent by, another
        for (const RoomId &id : m_rooms->ids())
            m_batch.roomRemoved(id);
        m_store->clear();
        m_rooms->clear();
        m_documents->forgetAll();
        m_outbox = sync::Outbox();
        m_waiting.clear();
        m_waitingChanges.clear();
        m_madeAt.clear();
        m_left.clear();
        m_people = {};
        m_unreadNotifications.clear();
        m_stream.setLastEventId({});
    }
    m_welcome = welcome;
    if (m_link.dialect())
        remindLink();
    m_link.welcomed(welcome.heartbeat);
    adopt(welcome.self);
    transact([&] { m_store->values().setText(u"workspace"_s, welcome.serverName); });
    auto &changes = m_batch.open();
    changes.workspaceName = welcome.serverName;
    changes.limits = welcome.limits;
    changes.timings = welcome.timings;
    m_ephemera.linkUp(welcome.timings, welcome.self.userId);

    const Instant asked = m_clock.now();
    if (m_rooms->find(m_openRoom) != nullptr)
        join(m_openRoom); // what the person looks at comes first, the others when it is known what they missed
    request(ListRooms {}, [this, asked](const Result<QJsonObject> &payload) {
        m_latency = std::chrono::duration_cast<Millis>(m_clock.now() - asked);
        reportConnection();
        if (const auto list = payload ? roomListFromJson(*payload) : Result<RoomList>(payload.error()))
            listRooms(list->rooms);
    });
    request(ListUsers {}, [this](const Result<QJsonObject> &payload) {
        if (const auto list = payload ? userListFromJson(*payload) : Result<UserList>(payload.error())) {
            transact([&] {
                for (const Presence &user : list->users)
                    person(user);
            });
        }
    });
    sendPresence();
    askClock();
    pump();
    if (m_link.dialect()) { // a plain server has no event stream and no documents
        m_documents->refuseAll(QCoreApplication::translate("Session", "A plain server keeps no documents."));
        return;
    }
    openStream();
    m_documents->welcomed(m_self.userId);
}

void Session::remindLink()
{
    constexpr int enough = 200;
    for (const RoomId &id : m_rooms->ids())
        m_link.remember(m_store->messages().lastOf(id, 1, m_rooms->find(id)->stored.position, enough));
}

void Session::askClock()
{
    if (!isOnline())
        return;
    if (!m_clockAsked)
        m_clockAsked = m_clock.now();
    request(Ping {});
}

void Session::tellClock(WallTime serverTime)
{
    const auto asked = std::exchange(m_clockAsked, std::nullopt);
    constexpr Millis slow {4'000}; // an answer that took longer says too little
    constexpr Millis close {2'000}; // two well-kept clocks, and half a round trip
    m_link.answerArrived();
    if (!asked)
        return;
    m_link.clockShown(serverTime, *asked);
    if (m_clock.now() - *asked > slow)
        return;
    const auto half = std::chrono::duration_cast<Millis>(m_clock.now() - *asked) / 2;
    Millis offset = serverTime + half - m_clock.wallNow();
    if (std::chrono::abs(offset) < close)
        offset = Millis(0);
    if (std::chrono::abs(offset - m_clockOffset) < close)
        return;
    m_clockOffset = offset;
    transact([&] { m_store->values().setText(clockOffsetKey, QString::number(offset.count())); });
    m_batch.open().clockOffset = offset;
}

void Session::adopt(const User &self)
{
    m_self = self;
    m_rooms->setSelf(self.userId);
    transact([&] { m_store->values().setSelf(self); });
    m_batch.open().self = self;
}

void Session::request(const Request &request, RequestTable::Handler handler)
{
    if (!isOnline()) {
        if (handler)
            handler(offline());
        return;
    }
    const QString id = handler ? m_requests.add(std::move(handler)) : QString();
    static_cast<void>(m_link.send(protocol::toEnvelope(request, id)));
}

Error Session::offline()
{
    return {Errc::Unavailable, QCoreApplication::translate("Session", "You are offline.").toStdString()};
}

void Session::retryNow()
{
    if (m_config.storeOnly)
        return;
    m_dial.stop();
    m_link.retryNow();
    m_documents->retryNow();
    m_stream.retryNow();
}

void Session::setSuspended(bool suspended)
{
    if (m_config.storeOnly || std::exchange(m_suspended, suspended) == suspended)
        return;
    m_documents->setSuspended(suspended);
    if (suspended) {
        m_stream.close();
        m_link.suspend();
    } else {
        m_link.resume(); // the welcome opens the stream again
    }
}

void Session::probe()
{
    if (m_config.storeOnly || m_suspended)
        return;
    m_link.resume();
    m_documents->probe();
}

} // namespace coterie::client
