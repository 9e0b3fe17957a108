#pragma once

#include "protocol/notices.h"
#include "protocol/requests.h"

/// One filled-in value of everything that travels, for round trips and as the seed of mutations.
namespace samples {

using namespace coterie;
using namespace coterie::protocol;
using namespace Qt::StringLiterals;

inline User user()
{
    return {.userId = UserId(u"u1"_s), .username = u"Zoë 👋"_s, .color = u"#0F766E"_s, .role = Role::Admin};
}

inline Poll poll()
{
    return {.pollId = PollId(u"p1"_s),
        .question = u"Lunch?"_s,
        .options = {u"Soup"_s, u"Bread"_s},
        .counts = {2, 0},
        .voters = 2,
        .multiple = true,
        .closed = false,
        .closesAt = fromEpochMillis(1'700'000'100'000),
        .ownVotes = {0}};
}

inline Message message()
{
    Message value;
    value.messageId = MessageId(u"m1"_s);
    value.clientId = ClientId(u"7d444840-9dc0-41d1-b245-5ffdce74fad2"_s);
    value.roomId = RoomId(u"general"_s);
    value.seq = 41;
    value.userId = UserId(u"u1"_s);
    value.username = u"Zoë"_s;
    value.text = u"**Hello** <b>\u2028\"\\ 👋"_s;
    value.timestamp = fromEpochMillis(1'700'000'000'123);
    value.editedAt = fromEpochMillis(1'700'000'000'999);
    value.replyTo = MessageId(u"m0"_s);
    value.threadId = MessageId(u"m0"_s);
    value.threadCount = 3;
    value.attachments = {{.fileId = FileId(u"f1"_s),
        .name = u"plan.png"_s,
        .mime = u"image/png"_s,
        .bytes = 5'000'000'000,
        .width = 640,
        .height = 480}};
    value.reactions = {
        {u"👍"_s, {UserId(u"u2"_s), UserId(u"u1"_s)}}, {u"❤️"_s, {UserId(u"u3"_s)}}, {u"🎉"_s, {UserId(u"u1"_s)}}};
    value.mentions = {UserId(u"u2"_s)};
    value.poll = poll();
    value.pinned = true;
    return value;
}

inline Room room()
{
    return {.roomId = RoomId(u"general"_s),
        .name = u"general"_s,
        .topic = u"Everything"_s,
        .kind = RoomKind::Private,
        .epoch = Epoch(u"e1"_s),
        .lastSeq = 9'007'199'254'740'991,
        .readSeq = 17,
        .role = Role::Guest,
        .member = true,
        .unread = 3,
        .mentions = 1,
        .members = {UserId(u"u1"_s), UserId(u"u2"_s)}};
}

inline Presence presence()
{
    return {.userId = UserId(u"u2"_s),
        .username = u"Ben"_s,
        .color = u"#112233"_s,
        .status = Status::Away,
        .lastSeen = fromEpochMillis(1'700'000'000'000),
        .note = u"In Launch plan"_s};
}

inline Cursor cursor()
{
    return {.surface = u"room:general"_s,
        .userId = UserId(u"u2"_s),
        .username = u"Ben"_s,
        .color = u"#112233"_s,
        .x = 0.25,
        .y = -1.5,
        .anchor = u"m1"_s};
}

inline Document document()
{
    return {.docId = DocumentId(u"launch-plan"_s),
        .title = u"Launch plan 🚀"_s,
        .roomId = RoomId(u"general"_s),
        .kind = DocumentKind::Board,
        .createdBy = UserId(u"u1"_s),
        .createdAt = fromEpochMillis(1'700'000'000'000),
        .updatedAt = fromEpochMillis(1'700'000'000'001),
        .bytes = 4711,
        .present = {UserId(u"u1"_s), UserId(u"u2"_s)}};
}

inline DocumentVersion documentVersion()
{
    return {.versionId = VersionId(u"v1"_s),
        .name = u"Before the review"_s,
        .automatic = true,
        .createdAt = fromEpochMillis(1'700'000'000'000),
        .createdBy = UserId(u"u1"_s),
        .editors = {UserId(u"u1"_s), UserId(u"u2"_s)},
        .bytes = 4711};
}

inline Welcome welcome()
{
    Welcome value;
    value.serverName = u"Coterie"_s;
    value.serverVersion = u"1.0.0"_s;
    value.sessionId = u"s1"_s;
    value.self = user();
    value.heartbeat = {.interval = Millis {20'000}, .timeout = Millis {4'000}, .missed = 2};
    value.timings.cursorEvery = Millis {40};
    value.limits.textBytes = 1'000;
    return value;
}

inline QList<RoomEvent> roomEvents()
{
    MessageUpdated updated {.message = message(), .eventSeq = 42};
    return {MessageCreated {message()}, updated,
        MessageDeleted {.roomId = RoomId(u"general"_s), .messageId = MessageId(u"m1"_s), .eventSeq = 43},
        ReactionUpdated {.roomId = RoomId(u"general"_s),
            .messageId = MessageId(u"m1"_s),
            .emoji = u"👍"_s,
            .users = {UserId(u"u1"_s)},
            .eventSeq = 44,
            .order = {u"🎉"_s, u"👍"_s}},
        PollUpdated {.roomId = RoomId(u"general"_s),
            .messageId = MessageId(u"m1"_s),
            .pollId = PollId(u"p1"_s),
            .counts = {3, 1},
            .voters = 4,
            .closed = true,
            .eventSeq = 45}};
}

inline QList<Request> requests()
{
    const RoomId general(u"general"_s);
    const MessageId m1(u"m1"_s);
    return {JoinRoom {.roomId = general, .since = 12, .epoch = Epoch(u"e1"_s)}, JoinRoom {.roomId = general},
        LeaveRoom {general},
        CreateRoom {
            .name = u"Launch plan"_s, .kind = RoomKind::Private, .topic = u"May"_s, .members = {UserId(u"u2"_s)}},
        CreateRoom {.name = {}, .kind = RoomKind::Direct, .members = {UserId(u"u2"_s)}},
        SendMessage {.roomId = general,
            .clientId = ClientId(u"c1"_s),
            .text = u"Hello"_s,
            .replyTo = m1,
            .threadId = m1,
            .attachments = message().attachments},
        SendMessage {.roomId = general, .text = u"plain"_s}, EditMessage {.messageId = m1, .text = u"Hello!"_s},
        DeleteMessage {m1}, React {.messageId = m1, .emoji = u"👍🏽"_s, .on = false},
        PinMessage {.messageId = m1, .on = true}, GetHistory {.roomId = general, .before = 100, .limit = 200},
        GetHistory {.roomId = general, .after = 0}, GetHistory {.roomId = general, .around = 7},
        GetHistory {.roomId = general, .at = fromEpochMillis(1'700'000'000'000)},
        MarkRead {.roomId = general, .seq = 5},
        CreatePoll {.roomId = general,
            .clientId = ClientId(u"c2"_s),
            .question = u"Lunch?"_s,
            .options = {u"a"_s, u"b"_s},
            .multiple = true,
            .closesAt = fromEpochMillis(1'700'000'000'000)},
        Vote {.pollId = PollId(u"p1"_s), .options = {1, 0}}, Vote {.pollId = PollId(u"p1"_s), .options = {}},
        ClosePoll {PollId(u"p1"_s)}, Typing {general}, StopTyping {general},
        UpdatePresence {.status = Status::Dnd, .note = u"Deep work"_s}, UpdatePresence {.status = Status::Online},
        CursorMove {.surface = u"room:general"_s, .x = 0.5, .y = 1e6, .anchor = u"m1"_s}, CursorLeave {u"doc:d1"_s},
        ListRooms {.all = true}, ListRooms {}, ListUsers {},
        UpdateProfile {.username = u"Ann"_s, .color = u"#aabbcc"_s}, CreateInvite {},
        CreateInvite {.roomId = general, .uses = 3, .expiresIn = Millis {60'000}},
        Search {.query = u"plan"_s,
            .roomId = general,
            .from = UserId {u"u1"_s},
            .before = fromEpochMillis(1'700'000'000'000),
            .after = fromEpochMillis(1'600'000'000'000),
            .limit = 10,
            .cursor = u"m1"_s},
        MarkNotificationsRead {}, MarkNotificationsRead {{u"n1"_s, u"n2"_s}}, Ping {QJsonObject {{u"t"_s, 1}}},
        PlainJoin {u"general"_s}, PlainLeave {u"general"_s},
        PlainBroadcast {.room = u"general"_s, .payload = QJsonObject {{u"text"_s, u"hi"_s}}},
        PlainChatMessage {.id = u"x1"_s, .text = u"hi"_s}};
}

inline QList<Notice> notices()
{
    const RoomId general(u"general"_s);
    const UserId ben(u"u2"_s);
    return {welcome(), UserTyping {general, ben, u"Ben"_s}, UserStoppedTyping {general, ben, u"Ben"_s},
        InitialPresence {general, {presence(), presence()}}, PresenceUpdate {presence()}, CursorUpdate {cursor()},
        UserLeft {.userId = ben, .surface = u"room:general"_s}, UserLeft {.userId = ben},
        ReadUpdate {.roomId = general, .userId = ben, .seq = 9}, RoomUpdated {room()}, RoomRemoved {general},
        MemberJoined {general, user()}, MemberLeft {general, ben}, UserUpdated {user()}, NotificationsRead {{u"n1"_s}},
        Pong {.payload = QJsonObject {{u"t"_s, 1}}, .serverTime = fromEpochMillis(1'700'000'000'000)},
        DocumentUpdated {document()}, DocumentRemoved {document().docId, general},
        DocumentPresence {document().docId, general, {ben}}};
}

inline QList<Envelope> replies()
{
    const QString to = u"c-17"_s;
    return {toEnvelope(Ack {}, to), toEnvelope(Ack {.seq = 7}, to),
        toEnvelope(JoinAck {.room = room(), .events = roomEvents()}, to), toEnvelope(RoomAck {room()}, to),
        toEnvelope(SendAck {.messageId = MessageId(u"m1"_s),
                       .clientId = ClientId(u"c1"_s),
                       .seq = 3,
                       .timestamp = fromEpochMillis(1),
                       .pollId = PollId(u"p1"_s)},
            to),
        toEnvelope(HistoryReply {.roomId = RoomId(u"general"_s), .messages = {message()}, .hasBefore = true}, to),
        toEnvelope(RoomList {{room()}}, to), toEnvelope(UserList {{presence()}}, to), toEnvelope(UserAck {user()}, to),
        toEnvelope(InviteAck {u"CODE"_s, u"https://example.org/invite/CODE"_s}, to),
        toEnvelope(SearchResults {{message()}}, to),
        toEnvelope(WireError {
            .code = ErrorCode::RateLimited, .message = u"Slow down."_s, .retryAfter = Millis {1'500}, .replyTo = to})};
}

/// Everything above as envelopes.
inline QList<Envelope> envelopes()
{
    QList<Envelope> all = replies();
    for (const Request &request : requests())
        all.append(toEnvelope(request, u"c-1"_s));
    for (const Notice &notice : notices())
        all.append(toEnvelope(notice));
    for (const RoomEvent &event : roomEvents())
        all.append(toEnvelope(event));
    return all;
}

/// What a peer does with a frame, whoever it is: decodes all it can. Returns how much of it made sense.
inline int digest(const QByteArray &bytes, Encoding encoding)
{
    const auto frame = decodeFrame(bytes, encoding);
    if (!frame)
        return 0;
    int understood = 0;
    for (const Envelope &envelope : *frame) {
        understood += requestFromEnvelope(envelope) ? 1 : 0;
        understood += noticeFromEnvelope(envelope) ? 1 : 0;
        understood += roomEventFromEnvelope(envelope) ? 1 : 0;
        understood += ackFromJson(envelope.object()) ? 1 : 0;
        understood += joinAckFromJson(envelope.object()) ? 1 : 0;
        understood += sendAckFromJson(envelope.object()) ? 1 : 0;
        understood += historyReplyFromJson(envelope.object()) ? 1 : 0;
        understood += roomListFromJson(envelope.object()) ? 1 : 0;
        understood += userListFromJson(envelope.object()) ? 1 : 0;
        understood += wireErrorFromJson(envelope.object()) ? 1 : 0;
    }
    return understood;
}

} // namespace samples
