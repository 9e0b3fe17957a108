#include "protocol/requests.h"

#include "protocol/internal/valuefields.h"
#include "protocol/validation.h"

namespace coterie::protocol {

using internal::Bounds;

template <typename A>
void fields(A &archive, Like<A, JoinRoom> &request)
{
    archive.required("roomId"_L1, request.roomId);
    archive.optional("since"_L1, request.since, internal::seqBounds);
    archive.optional("epoch"_L1, request.epoch);
}

template <typename A>
void fields(A &archive, Like<A, LeaveRoom> &request)
{
    archive.required("roomId"_L1, request.roomId);
}

template <typename A>
void fields(A &archive, Like<A, CreateRoom> &request)
{
    archive.defaulted("name"_L1, request.name);
    archive.defaulted("kind"_L1, request.kind);
    archive.optional("topic"_L1, request.topic);
    archive.optional("members"_L1, request.members);
    archive.check([&]() -> Result<void> {
        if (auto topic = checkTopic(request.topic); !topic)
            return topic;
        return request.kind == RoomKind::Direct ? Result<void>() : checkRoomName(request.name);
    });
}

template <typename A>
void fields(A &archive, Like<A, SendMessage> &request)
{
    archive.required("roomId"_L1, request.roomId);
    archive.optional("clientId"_L1, request.clientId);
    archive.required("text"_L1, request.text);
    archive.optional("replyTo"_L1, request.replyTo);
    archive.optional("threadId"_L1, request.threadId);
    archive.optional("attachments"_L1, request.attachments);
    archive.check([&]() -> Result<void> {
        if (request.attachments.size() > maxAttachments)
            return {Errc::TooLarge, "A message carries at most 20 files."};
        return {};
    });
}

template <typename A>
void fields(A &archive, Like<A, EditMessage> &request)
{
    archive.required("messageId"_L1, request.messageId);
    archive.required("text"_L1, request.text);
}

template <typename A>
void fields(A &archive, Like<A, DeleteMessage> &request)
{
    archive.required("messageId"_L1, request.messageId);
}

template <typename A>
void fields(A &archive, Like<A, React> &request)
{
    archive.required("messageId"_L1, request.messageId);
    archive.required("emoji"_L1, request.emoji);
    archive.defaulted("on"_L1, request.on);
    archive.check([&] { return checkEmoji(request.emoji); });
}

template <typename A>
void fields(A &archive, Like<A, PinMessage> &request)
{
    archive.required("messageId"_L1, request.messageId);
    archive.defaulted("on"_L1, request.on);
}

template <typename A>
void fields(A &archive, Like<A, GetHistory> &request)
{
    archive.required("roomId"_L1, request.roomId);
    archive.optional("before"_L1, request.before, internal::seqBounds);
    archive.optional("after"_L1, request.after, internal::seqBounds);
    archive.optional("around"_L1, request.around, internal::seqBounds);
    archive.optional("at"_L1, request.at);
    archive.optional("limit"_L1, request.limit, Bounds {1, maxHistoryPage});
    archive.check([&]() -> Result<void> {
        const int places = int(request.before.has_value()) + int(request.after.has_value())
            + int(request.around.has_value()) + int(request.at.has_value());
        if (places > 1)
            return {Errc::BadRequest, "Ask for what is before, after or around a place, or at a time, one at a time."};
        return {};
    });
}

template <typename A>
void fields(A &archive, Like<A, MarkRead> &request)
{
    archive.required("roomId"_L1, request.roomId);
    archive.required("seq"_L1, request.seq, internal::seqBounds);
}

static Result<void> checkPoll(const CreatePoll &request)
{
    if (request.question.trimmed().isEmpty() || request.options.size() < 2 || request.options.size() > 10)
        return {Errc::BadRequest, "A poll needs a question and 2 to 10 options."};
    if (request.question.size() > maxPollQuestion)
        return {Errc::TooLarge, "The question is too long."};
    for (const QString &option : request.options) {
        if (option.trimmed().isEmpty())
            return {Errc::BadRequest, "An option of the poll is empty."};
        if (option.size() > maxPollOption)
            return {Errc::TooLarge, "An option of the poll is too long."};
    }
    return {};
}

template <typename A>
void fields(A &archive, Like<A, CreatePoll> &request)
{
    archive.required("roomId"_L1, request.roomId);
    archive.optional("clientId"_L1, request.clientId);
    archive.required("question"_L1, request.question);
    archive.required("options"_L1, request.options);
    archive.defaulted("multiple"_L1, request.multiple);
    archive.optional("closesAt"_L1, request.closesAt);
    archive.check([&] { return checkPoll(request); });
}

template <typename A>
void fields(A &archive, Like<A, Vote> &request)
{
    archive.required("pollId"_L1, request.pollId);
    archive.required("options"_L1, request.options, Bounds {0, 9});
    archive.check([&]() -> Result<void> {
        QList<int> sorted = request.options;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            return {Errc::BadRequest, "An option can be chosen once."};
        return {};
    });
}

template <typename A>
void fields(A &archive, Like<A, ClosePoll> &request)
{
    archive.required("pollId"_L1, request.pollId);
}

template <typename A>
void fields(A &archive, Like<A, Typing> &request)
{
    archive.required("roomId"_L1, request.roomId);
}

template <typename A>
void fields(A &archive, Like<A, StopTyping> &request)
{
    archive.required("roomId"_L1, request.roomId);
}

template <typename A>
void fields(A &archive, Like<A, UpdatePresence> &request)
{
    archive.required("status"_L1, request.status);
    archive.optional("note"_L1, request.note);
    archive.check([&]() -> Result<void> {
        if (request.status == Status::Offline)
            return {Errc::BadRequest, "Being offline is for the server to say."};
        return request.note ? checkNote(*request.note) : Result<void>();
    });
}

static Result<void> checkSurface(const QString &surface)
{
    if (!isSurface(surface))
        return {Errc::BadRequest, "A surface is \"room:ID\" or \"doc:ID\"."};
    return {};
}

template <typename A>
void fields(A &archive, Like<A, CursorMove> &request)
{
    archive.required("surface"_L1, request.surface);
    archive.required("x"_L1, request.x);
    archive.required("y"_L1, request.y);
    archive.optional("anchor"_L1, request.anchor, Bounds {0, maxIdLength});
    archive.check([&] { return checkSurface(request.surface); });
}

template <typename A>
void fields(A &archive, Like<A, CursorLeave> &request)
{
    archive.required("surface"_L1, request.surface);
    archive.check([&] { return checkSurface(request.surface); });
}

template <typename A>
void fields(A &archive, Like<A, ListRooms> &request)
{
    archive.optional("all"_L1, request.all);
}

template <typename A>
void fields(A &, Like<A, ListUsers> &)
{
}

template <typename A>
void fields(A &archive, Like<A, UpdateProfile> &request)
{
    archive.optional("username"_L1, request.username);
    archive.optional("color"_L1, request.color);
    archive.check([&]() -> Result<void> {
        if (!request.username && !request.color)
            return {Errc::BadRequest, "Say what should change: the name or the colour."};
        const auto name = request.username ? checkUsername(*request.username) : Result<void>();
        return name && request.color ? checkColor(*request.color) : name;
    });
}

template <typename A>
void fields(A &archive, Like<A, CreateInvite> &request)
{
    archive.optional("roomId"_L1, request.roomId);
    archive.optional("uses"_L1, request.uses, Bounds {1, 10'000});
    archive.optional("expiresInMs"_L1, request.expiresIn, Bounds {1'000, 366LL * 86'400'000});
}

template <typename A>
void fields(A &archive, Like<A, Search> &request)
{
    archive.required("q"_L1, request.query, Bounds {0, maxSearchText});
    archive.optional("roomId"_L1, request.roomId);
    archive.optional("from"_L1, request.from);
    archive.optional("before"_L1, request.before);
    archive.optional("after"_L1, request.after);
    archive.optional("limit"_L1, request.limit, Bounds {1, maxSearchPage});
    archive.optional("cursor"_L1, request.cursor, Bounds {0, maxIdLength});
}

template <typename A>
void fields(A &archive, Like<A, MarkNotificationsRead> &request)
{
    archive.optional("ids"_L1, request.ids, Bounds {1, maxIdLength});
}

namespace {

// The plain dialects put a name, a text or anything where we have an object.
Result<Request> read(const Envelope &envelope, const PlainJoin &)
{
    const QJsonObject object = envelope.object();
    QString room = envelope.payload.isString() ? envelope.payload.toString() : object.value("room"_L1).toString();
    if (room.isEmpty())
        room = envelope.room.isEmpty() ? object.value("roomId"_L1).toString() : envelope.room;
    if (room.isEmpty() || room.size() > maxRoomName)
        return {Errc::BadRequest, "Say which room."};
    return Request(PlainJoin {.room = room});
}

Result<Request> read(const Envelope &envelope, const PlainLeave &)
{
    auto join = read(envelope, PlainJoin {});
    if (!join)
        return join;
    return Request(PlainLeave {.room = std::get<PlainJoin>(*join).room});
}

/// `{"type":"broadcast","room","payload"}`, or both inside the payload.
Result<Request> read(const Envelope &envelope, const PlainBroadcast &)
{
    const QJsonObject object = envelope.object();
    const bool isNested = envelope.room.isEmpty() && object.contains("payload"_L1);
    PlainBroadcast broadcast {.room = isNested ? object.value("room"_L1).toString() : envelope.room,
        .payload = isNested ? object.value("payload"_L1) : envelope.payload};
    const QString text = textOf(broadcast);
    if (text.isEmpty() || !QStringView(text).isValidUtf16() || text.contains(QChar::Null))
        return {Errc::BadRequest, "There is no text in the broadcast."};
    return Request(std::move(broadcast));
}

Result<Request> read(const Envelope &envelope, const PlainChatMessage &)
{
    const QJsonObject object = envelope.object();
    PlainChatMessage message {.text = textOf({.room = {}, .payload = envelope.payload})};
    if (message.text.isEmpty() || !QStringView(message.text).isValidUtf16() || message.text.contains(QChar::Null))
        return {Errc::BadRequest, "There is no text in the message."};
    if (const QString id = object.value("id"_L1).toString(); isId(id))
        message.id = id;
    return Request(std::move(message));
}

Result<Request> read(const Envelope &envelope, const Ping &)
{
    return Request(Ping {.payload = envelope.object()});
}

template <typename R>
Result<Request> read(const Envelope &envelope, const R &)
{
    if (!envelope.payload.isObject())
        return {Errc::BadRequest, "The payload is an object."};
    auto request = internal::decode<R>(envelope.object());
    if (!request)
        return request.error();
    return Request(*std::move(request));
}

// In the order of the variant.
constexpr std::array<QLatin1StringView, std::variant_size_v<Request>> names {"join_room"_L1, "leave_room"_L1,
    "create_room"_L1, "send_message"_L1, "edit_message"_L1, "delete_message"_L1, "react"_L1, "pin_message"_L1,
    "get_history"_L1, "mark_read"_L1, "create_poll"_L1, "vote"_L1, "close_poll"_L1, "typing"_L1, "stop_typing"_L1,
    "update_presence"_L1, "cursor_move"_L1, "cursor_leave"_L1, "list_rooms"_L1, "list_users"_L1, "update_profile"_L1,
    "create_invite"_L1, "search"_L1, "mark_notifications_read"_L1, "ping"_L1, "join"_L1, "leave"_L1, "broadcast"_L1,
    "chat_message"_L1};

using Decode = Result<Request> (*)(const Envelope &);
template <std::size_t I>
Result<Request> decodeAt(const Envelope &envelope)
{
    return read(envelope, std::variant_alternative_t<I, Request> {});
}
template <std::size_t... I>
constexpr std::array<Decode, sizeof...(I)> makeDecoders(std::index_sequence<I...>)
{
    return {decodeAt<I>...};
}
constexpr auto decoders = makeDecoders(std::make_index_sequence<names.size()>());

void write(Envelope &out, const PlainJoin &request)
{
    out.payload = request.room;
}
void write(Envelope &out, const PlainLeave &request)
{
    out.payload = request.room;
}
void write(Envelope &out, const PlainBroadcast &request)
{
    out.room = request.room;
    out.payload = request.payload;
}
void write(Envelope &out, const PlainChatMessage &request)
{
    QJsonObject payload {{"text"_L1, request.text}};
    if (!request.id.isEmpty())
        payload.insert("id"_L1, request.id);
    out.payload = payload;
}
void write(Envelope &out, const Ping &request)
{
    out.payload = request.payload;
}
template <typename R>
void write(Envelope &out, const R &request)
{
    out.payload = internal::encode(request);
}

} // namespace

QString typeOf(const Request &request)
{
    return QString(names[request.index()]);
}

Envelope toEnvelope(const Request &request, const QString &id)
{
    Envelope envelope {.type = typeOf(request), .id = id};
    std::visit([&](const auto &r) { write(envelope, r); }, request);
    return envelope;
}

Result<Request> requestFromEnvelope(const Envelope &envelope)
{
    const auto name = std::find(names.begin(), names.end(), envelope.type);
    if (name == names.end())
        return {Errc::Unsupported, "This server does not know that kind of request."};
    return decoders[static_cast<std::size_t>(name - names.begin())](envelope);
}

QString textOf(const PlainBroadcast &broadcast)
{
    if (broadcast.payload.isString())
        return broadcast.payload.toString();
    const QJsonObject object = broadcast.payload.toObject();
    const QJsonValue text = object.value("text"_L1);
    return text.isString() ? text.toString() : object.value("message"_L1).toString();
}

QStringList requestTypes()
{
    return QStringList(names.begin(), names.end());
}

} // namespace coterie::protocol
