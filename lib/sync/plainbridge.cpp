#include "sync/plainbridge.h"

#include "protocol/notices.h"
#include "protocol/validation.h"
#include "sync/internal/plainwords.h"

#include <algorithm>

namespace coterie::sync {

using namespace Qt::StringLiterals;
using namespace protocol;
using namespace plainwords;

PlainBridge::PlainBridge(const QString &username, QString workspace, Random random, Rules rules)
    : m_self(selfNamed(username))
    , m_workspace(std::move(workspace))
    , m_random(random)
    , m_rules(rules)
    , m_lastRoom(onlyRoom())
{
}

User PlainBridge::selfNamed(const QString &username)
{
    User self;
    self.userId = UserId {u"plain:"_s + username.left(maxUsername)};
    self.username = username;
    self.role = Role::Guest;
    return self;
}

void PlainBridge::remember(const QList<protocol::Message> &known)
{
    for (const protocol::Message &message : known) {
        Room &room = roomNamed(message.roomId);
        if (message.seq <= room.last)
            continue;
        room.last = message.seq;
        room.log.push_back(message);
        if (room.log.size() > maxLog)
            room.log.pop_front();
    }
}

PlainStep PlainBridge::linkUp(plain::Dialect dialect, WallTime wall)
{
    m_dialect = dialect;
    m_wall = wall;
    m_wasTold = false;
    static_cast<void>(roomNamed(onlyRoom()));
    Welcome welcome;
    welcome.serverName = m_workspace;
    welcome.serverVersion = plain::nameOf(dialect);
    welcome.sessionId = QString::fromStdString(m_random.uuid());
    welcome.self = m_self;
    PlainStep step;
    step.events.append(toEnvelope(Notice {welcome}));
    if (const QByteArray hello = plain::encodeHello(dialect, {m_self.userId.value(), m_self.username});
        !hello.isEmpty())
        step.frames.append(hello);
    return step;
}

PlainStep PlainBridge::corrected(plain::Dialect dialect, Instant now, WallTime wall)
{
    m_now = now;
    m_wall = wall;
    m_dialect = dialect;
    const plain::Author self {m_self.userId.value(), m_self.username};
    PlainStep step;
    if (const QByteArray hello = plain::encodeHello(dialect, self); !hello.isEmpty())
        step.frames.append(hello);
    for (auto &[roomId, room] : m_rooms) {
        const QByteArray frame = plain::encodeJoin(dialect, roomId.value(), self);
        if (!room.isJoined || frame.isEmpty())
            continue;
        step.frames.append(frame);
        askHistory(room, step);
    }
    for (Sent &sent : m_sent) { // a server that does not speak the old dialect has not understood them
        if (sent.state == Sent::State::Waiting)
            transmit(sent, step);
    }
    return step;
}

void PlainBridge::linkLost()
{
    for (auto &[roomId, room] : m_rooms) {
        room.isJoined = false;
        room.historyUntil.reset();
        room.asked.clear();
        room.held.clear();
        room.people.clear();
    }
    for (Sent &sent : m_sent) {
        if (sent.state == Sent::State::Waiting)
            sent.state = Sent::State::Doubtful;
        sent.envelopeId.clear(); // the client asks again, on the next link
    }
    m_reached.reset();
    m_ownIds.clear(); // such servers count their visitors anew for every connection
    m_strangers.clear();
}

PlainStep PlainBridge::request(const Envelope &envelope, Repeat repeat, Instant now, WallTime wall)
{
    m_now = now;
    m_wall = wall;
    m_repeat = repeat;
    PlainStep step;
    const auto request = requestFromEnvelope(envelope);
    if (!request)
        step.events.append(toEnvelope(wireErrorFor(request.error(), envelope.id)));
    else
        std::visit([&](const auto &asked) { on(envelope.id, asked, step); }, *request);
    return step;
}

template <typename R>
void PlainBridge::on(const QString &id, const R &request, PlainStep &step)
{
    refuse(id, ErrorCode::Unsupported, notKnown(m_dialect, subjectOf(request)), step);
}

void PlainBridge::acknowledge(const QString &id, PlainStep &step) const
{
    if (!id.isEmpty())
        step.events.append(toEnvelope(Ack {}, id));
}

/// Nobody is told about what nobody waits for.
void PlainBridge::refuse(const QString &id, ErrorCode code, const QString &words, PlainStep &step) const
{
    if (!id.isEmpty())
        step.events.append(toEnvelope(WireError {code, words, std::nullopt, id}));
}

void PlainBridge::on(const QString &id, const Typing &request, PlainStep &step)
{
    const QByteArray frame =
        plain::encodeTyping(m_dialect, {request.roomId.value(), {m_self.userId.value(), m_self.username}, true});
    if (frame.isEmpty()) {
        refuse(id, ErrorCode::Unsupported, notKnown(m_dialect, subjectOf(request)), step);
        return;
    }
    step.frames.append(frame);
    acknowledge(id, step);
}

void PlainBridge::on(const QString &id, const StopTyping &request, PlainStep &step)
{
    const QByteArray frame =
        plain::encodeTyping(m_dialect, {request.roomId.value(), {m_self.userId.value(), m_self.username}, false});
    if (frame.isEmpty()) {
        refuse(id, ErrorCode::Unsupported, notKnown(m_dialect, subjectOf(request)), step);
        return;
    }
    step.frames.append(frame);
    acknowledge(id, step);
}

void PlainBridge::on(const QString &id, const UpdatePresence &request, PlainStep &step)
{
    const QByteArray frame =
        plain::encodePresence(m_dialect, {{m_self.userId.value(), m_self.username}, request.status, std::nullopt});
    if (frame.isEmpty()) {
        refuse(id, ErrorCode::Unsupported, notKnown(m_dialect, subjectOf(request)), step);
        return;
    }
    m_status = request.status;
    step.frames.append(frame);
    acknowledge(id, step);
}

void PlainBridge::on(const QString &id, const CursorMove &request, PlainStep &step)
{
    plain::Pointer pointer {.author = {m_self.userId.value(), m_self.username}};
    pointer.cursor.surface = request.surface;
    pointer.cursor.x = request.x;
    pointer.cursor.y = request.y;
    pointer.cursor.anchor = request.anchor;
    if (const QByteArray frame = plain::encodePointer(m_dialect, pointer); !frame.isEmpty())
        step.frames.append(frame);
    acknowledge(id, step);
}

void PlainBridge::on(const QString &id, const CursorLeave &, PlainStep &step)
{
    acknowledge(id, step); // it ends with the connection: the dialect has no word for it
}

void PlainBridge::on(const QString &id, const MarkRead &, PlainStep &step)
{
    acknowledge(id, step); // the client's own store keeps it
}

void PlainBridge::on(const QString &id, const MarkNotificationsRead &, PlainStep &step)
{
    acknowledge(id, step);
}

void PlainBridge::on(const QString &, const Ping &request, PlainStep &step)
{
    step.events.append(toEnvelope(Notice {Pong {request.payload, m_wall}}));
}

PlainStep PlainBridge::reached(Instant pinged, Instant now, WallTime wall)
{
    m_now = now;
    m_wall = wall;
    m_reached = pinged;
    PlainStep step;
    settleSent(step);
    return step;
}

PlainStep PlainBridge::passed(Instant now, WallTime wall)
{
    m_now = now;
    m_wall = wall;
    PlainStep step;
    for (auto &[roomId, room] : m_rooms) {
        if (room.historyUntil && now >= *room.historyUntil)
            settleHistory(room, step);
    }
    settleSent(step);
    return step;
}

std::optional<Instant> PlainBridge::nextWake() const
{
    std::optional<Instant> first;
    const auto wakeAt = [&](Instant time) { first = std::min(first.value_or(Instant::max()), time); };
    for (const auto &[roomId, room] : m_rooms) {
        if (room.historyUntil)
            wakeAt(*room.historyUntil);
    }
    for (const Sent &sent : m_sent) {
        if (sent.state == Sent::State::Waiting)
            wakeAt(settlesAt(sent));
    }
    return first;
}

} // namespace coterie::sync
