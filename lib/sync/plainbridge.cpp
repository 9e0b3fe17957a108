#include "sync/plainbridge.h"

#include "protocol/notices.h"
#include "protocol/validation.h"

#include <QCoreApplication>

#include <algorithm>

namespace coterie::sync {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

const Epoch &epoch()
{
    static const Epoch plain {u"plain"_s};
    return plain;
}

const RoomId &onlyRoom()
{
    static const RoomId general {u"general"_s};
    return general;
}

QString sentence(const char *text)
{
    return QCoreApplication::translate("PlainServer", text);
}

/// What the server would have to know, for the sentence that says it does not.
template <typename R>
const char *subjectOf(const R &)
{
    if constexpr (std::is_same_v<R, EditMessage> || std::is_same_v<R, DeleteMessage>)
        return QT_TRANSLATE_NOOP("PlainServer", "changing messages");
    else if constexpr (std::is_same_v<R, React>)
        return QT_TRANSLATE_NOOP("PlainServer", "reactions");
    else if constexpr (std::is_same_v<R, PinMessage>)
        return QT_TRANSLATE_NOOP("PlainServer", "pinned messages");
    else if constexpr (std::is_same_v<R, CreatePoll> || std::is_same_v<R, Vote> || std::is_same_v<R, ClosePoll>)
        return QT_TRANSLATE_NOOP("PlainServer", "polls");
    else if constexpr (std::is_same_v<R, UpdateProfile>)
        return QT_TRANSLATE_NOOP("PlainServer", "profiles");
    else if constexpr (std::is_same_v<R, CreateInvite>)
        return QT_TRANSLATE_NOOP("PlainServer", "invites");
    else if constexpr (std::is_same_v<R, Search>)
        return QT_TRANSLATE_NOOP("PlainServer", "search");
    else if constexpr (std::is_same_v<R, LeaveRoom> || std::is_same_v<R, CreateRoom> || std::is_same_v<R, JoinRoom>)
        return QT_TRANSLATE_NOOP("PlainServer", "such rooms");
    else if constexpr (std::is_same_v<R, Typing> || std::is_same_v<R, StopTyping>)
        return QT_TRANSLATE_NOOP("PlainServer", "typing notices");
    else if constexpr (std::is_same_v<R, UpdatePresence>)
        return QT_TRANSLATE_NOOP("PlainServer", "who is there");
    else
        return QT_TRANSLATE_NOOP("PlainServer", "this");
}

QString notKnown(plain::Dialect dialect, const char *subject)
{
    return sentence("This is a plain server (%1), which does not know %2.")
        .arg(plain::nameOf(dialect), sentence(subject));
}

} // namespace

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

void PlainBridge::on(const QString &id, const JoinRoom &request, PlainStep &step)
{
    const bool isPossible = plain::abilitiesOf(m_dialect).rooms || request.roomId == onlyRoom();
    if (m_rooms.size() >= maxRooms && !m_rooms.contains(request.roomId)) {
        refuse(id, ErrorCode::TooLarge, sentence("These are too many rooms."), step);
        return;
    }
    Room &room = roomNamed(request.roomId); // also when it is not possible now: what the client has stays listed
    if (request.since && request.epoch == epoch())
        room.last = std::max(room.last, *request.since);
    if (!isPossible)
        refuse(id, ErrorCode::Unsupported,
            sentence("This is a plain server (%1), which has one room only.").arg(plain::nameOf(m_dialect)), step);
    else
        join(room, id, request, step);
}

void PlainBridge::join(Room &room, const QString &id, const JoinRoom &request, PlainStep &step)
{
    if (room.isJoined) {
        answerJoin(room, id, request, step);
        return;
    }
    const bool isUnderWay = !room.asked.isEmpty();
    const QByteArray frame =
        plain::encodeJoin(m_dialect, room.roomId.value(), {m_self.userId.value(), m_self.username});
    if (!frame.isEmpty() && !isUnderWay)
        step.frames.append(frame);
    m_lastRoom = room.roomId;
    if (!plain::abilitiesOf(m_dialect).history) {
        answerJoin(room, id, request, step);
        return;
    }
    room.asked.append({id, request});
    if (!isUnderWay)
        askHistory(room, step);
}

void PlainBridge::askHistory(Room &room, PlainStep &step) const
{
    if (!plain::abilitiesOf(m_dialect).history)
        return;
    step.frames.append(plain::encodeHistoryRequest(room.roomId.value()));
    room.historyUntil = m_now + m_rules.answerWithin;
}

void PlainBridge::answerJoin(Room &room, const QString &id, const JoinRoom &request, PlainStep &step)
{
    room.isJoined = true;
    JoinAck ack {.room = describe(room)};
    if (request.since
        && (request.epoch.value_or(epoch()) != epoch()
            || (*request.since < room.last && (room.log.empty() || room.log.front().seq > *request.since + 1)))) {
        ack.truncated = true;
    } else if (request.since) {
        for (const protocol::Message &message : room.log) {
            if (message.seq > *request.since)
                ack.events.append(MessageCreated {message});
        }
    }
    if (!id.isEmpty())
        step.events.append(toEnvelope(ack, id));
    tellPresence(room, step);
}

void PlainBridge::tellPresence(const Room &room, PlainStep &step) const
{
    InitialPresence all {.roomId = room.roomId};
    all.members.append({.userId = m_self.userId,
        .username = m_self.username,
        .color = {},
        .status = m_status,
        .lastSeen = std::nullopt,
        .note = {}});
    for (const Presence &person : room.people)
        all.members.append(person);
    step.events.append(toEnvelope(Notice {all}));
}

void PlainBridge::on(const QString &id, const LeaveRoom &request, PlainStep &step)
{
    if (!plain::abilitiesOf(m_dialect).rooms) {
        refuse(id, ErrorCode::Unsupported,
            sentence("This is a plain server (%1), which has one room only.").arg(plain::nameOf(m_dialect)), step);
        return;
    }
    step.frames.append(plain::encodeLeave(m_dialect, request.roomId.value(), {m_self.userId.value(), m_self.username}));
    m_rooms.erase(request.roomId);
    if (m_lastRoom == request.roomId)
        m_lastRoom = m_rooms.empty() ? onlyRoom() : m_rooms.begin()->first;
    acknowledge(id, step);
}

/// Such rooms are there as soon as somebody joins them by their name.
void PlainBridge::on(const QString &id, const CreateRoom &request, PlainStep &step)
{
    const bool isPossible = plain::abilitiesOf(m_dialect).rooms && request.kind == RoomKind::Public
        && isId(request.name) && m_rooms.size() < maxRooms;
    if (!isPossible) {
        refuse(id, ErrorCode::Unsupported, notKnown(m_dialect, subjectOf(request)), step);
        return;
    }
    step.events.append(toEnvelope(RoomAck {describe(roomNamed(RoomId {request.name}))}, id));
}

void PlainBridge::on(const QString &id, const SendMessage &request, PlainStep &step)
{
    const bool isPlainText = !request.threadId && !request.replyTo && request.attachments.isEmpty();
    const auto room = m_rooms.find(request.roomId);
    if (!isPlainText) {
        refuse(id, ErrorCode::Unsupported,
            sentence("This is a plain server (%1), which knows nothing but text.").arg(plain::nameOf(m_dialect)), step);
        return;
    }
    if (room == m_rooms.end() || (!plain::abilitiesOf(m_dialect).rooms && request.roomId != onlyRoom())) {
        refuse(id, ErrorCode::NotFound, sentence("You are not in this room."), step);
        return;
    }
    const auto known = std::ranges::find_if(m_sent,
        [&](const Sent &sent) { return !request.clientId.isEmpty() && sent.request.clientId == request.clientId; });
    Sent sent {.envelopeId = id, .request = request, .at = m_now, .wall = m_wall};
    if (m_repeat == Repeat::Maybe) {
        if (known != m_sent.end()) {
            sent.at = known->at;
            sent.wall = known->wall;
        }
        sent.isOfThisRun = known != m_sent.end();
        sent.state = Sent::State::Doubtful;
    }
    if (known != m_sent.end())
        m_sent.erase(known);
    if (m_sent.size() >= maxSent)
        m_sent.pop_front();
    m_sent.push_back(std::move(sent));
    if (m_repeat == Repeat::No)
        transmit(m_sent.back(), step);
    else if (!room->second.historyUntil)
        settleHistory(room->second, step);
}

void PlainBridge::transmit(Sent &sent, PlainStep &step) const
{
    sent.at = m_now;
    sent.wall = m_wall;
    step.frames.append(plain::encode(m_dialect, plain::Speaker::Client,
        {.room = sent.request.roomId.value(),
            .id = sent.request.clientId.value(),
            .clientId = sent.request.clientId.value(),
            .author = {m_self.userId.value(), m_self.username},
            .text = sent.request.text,
            .timestamp = m_wall}));
}

void PlainBridge::on(const QString &id, const GetHistory &request, PlainStep &step)
{
    Room &room = roomNamed(request.roomId);
    if (!plain::abilitiesOf(m_dialect).history) {
        answerHistory(room, id, request, step);
        return;
    }
    room.asked.append({id, request});
    if (!room.historyUntil)
        askHistory(room, step);
}

void PlainBridge::answerHistory(const Room &room, const QString &id, const GetHistory &request, PlainStep &step) const
{
    constexpr int usual = 50;
    const auto limit = static_cast<std::size_t>(request.limit.value_or(usual));
    const auto &log = room.log;
    const auto at = [&](Seq seq) { // the first message that is not before `seq`
        return static_cast<std::size_t>(std::ranges::lower_bound(log, seq, {}, &protocol::Message::seq) - log.begin());
    };
    std::size_t end = log.size();
    if (request.before)
        end = at(*request.before);
    else if (request.after)
        end = std::min(log.size(), at(*request.after + 1) + limit);
    else if (request.around)
        end = std::min(log.size(), at(*request.around) + limit / 2 + 1);
    std::size_t begin = end - std::min(end, limit);
    if (request.after)
        begin = std::max(begin, at(*request.after + 1));
    // What the log has let go may still be in the client's store.
    const bool hasOlder = begin > 0 || (end > 0 && log.front().seq > 1);
    HistoryReply reply {.roomId = room.roomId, .messages = {}, .hasBefore = hasOlder, .hasAfter = end < log.size()};
    for (std::size_t i = begin; i < end; ++i)
        reply.messages.append(log[i]);
    if (!id.isEmpty())
        step.events.append(toEnvelope(reply, id));
}

void PlainBridge::settleHistory(Room &room, PlainStep &step)
{
    room.historyUntil.reset();
    for (const Asked &asked : std::exchange(room.asked, {})) {
        if (const auto *join = std::get_if<JoinRoom>(&asked.request))
            answerJoin(room, asked.id, *join, step);
        else
            answerHistory(room, asked.id, std::get<GetHistory>(asked.request), step);
    }
    for (const plain::Message &message : std::exchange(room.held, {}))
        take(room, message, Source::Live, step);
    for (Sent &sent : m_sent) {
        if (sent.state != Sent::State::Doubtful || sent.request.roomId != room.roomId || sent.envelopeId.isEmpty())
            continue;
        sent.state = Sent::State::GivenUp;
        refuse(std::exchange(sent.envelopeId, {}), ErrorCode::Internal,
            sentence("The connection was lost before the server confirmed it. It may have arrived."), step);
    }
}

void PlainBridge::on(const QString &id, const ListRooms &, PlainStep &step)
{
    RoomList list;
    for (const auto &[roomId, room] : m_rooms)
        list.rooms.append(describe(room));
    if (!id.isEmpty())
        step.events.append(toEnvelope(list, id));
}

void PlainBridge::on(const QString &id, const ListUsers &, PlainStep &step)
{
    QMap<UserId, Presence> everybody;
    for (const auto &[roomId, room] : m_rooms) {
        for (const Presence &person : room.people)
            everybody.insert(person.userId, person);
    }
    if (!id.isEmpty())
        step.events.append(toEnvelope(UserList {everybody.values()}, id));
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

PlainStep PlainBridge::passed(Instant now)
{
    m_now = now;
    PlainStep step;
    for (auto &[roomId, room] : m_rooms) {
        if (room.historyUntil && now >= *room.historyUntil)
            settleHistory(room, step);
    }
    for (Sent &sent : m_sent) {
        if (sent.state != Sent::State::Waiting || now < sent.at + m_rules.confirmWithin)
            continue;
        sent.state = Sent::State::GivenUp;
        refuse(
            std::exchange(sent.envelopeId, {}), ErrorCode::Internal, sentence("The server did not confirm it."), step);
    }
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
            wakeAt(sent.at + m_rules.confirmWithin);
    }
    return first;
}

PlainBridge::Room &PlainBridge::roomNamed(const RoomId &roomId)
{
    Room &room = m_rooms[roomId];
    room.roomId = roomId;
    return room;
}

protocol::Room PlainBridge::describe(const Room &room) const
{
    protocol::Room described;
    described.roomId = room.roomId;
    described.name = room.roomId.value();
    described.epoch = epoch();
    described.lastSeq = room.last;
    described.member = true;
    return described;
}

} // namespace coterie::sync
