#include "protocol/internal/valuefields.h"
#include "protocol/requests.h"

namespace coterie::protocol {

RoomId roomOf(const RoomEvent &event)
{
    struct {
        RoomId operator()(const MessageCreated &e) const { return e.message.roomId; }
        RoomId operator()(const MessageUpdated &e) const { return e.message.roomId; }
        RoomId operator()(const MessageDeleted &e) const { return e.roomId; }
        RoomId operator()(const ReactionUpdated &e) const { return e.roomId; }
        RoomId operator()(const PollUpdated &e) const { return e.roomId; }
    } const room;
    return std::visit(room, event);
}

Seq seqOf(const RoomEvent &event)
{
    struct {
        Seq operator()(const MessageCreated &e) const { return e.message.seq; }
        Seq operator()(const MessageUpdated &e) const { return e.eventSeq; }
        Seq operator()(const MessageDeleted &e) const { return e.eventSeq; }
        Seq operator()(const ReactionUpdated &e) const { return e.eventSeq; }
        Seq operator()(const PollUpdated &e) const { return e.eventSeq; }
    } const seq;
    return std::visit(seq, event);
}

template <typename A>
void fields(A &archive, Like<A, MessageCreated> &event)
{
    fields(archive, event.message);
}

// The whole message lies flat in the payload; there `seq` is the event's, so its own place is called `messageSeq`.
static void fields(internal::Writer &archive, const MessageUpdated &event)
{
    fields(archive, event.message);
    archive.required("messageSeq"_L1, event.message.seq, internal::seqBounds);
    archive.required("seq"_L1, event.eventSeq, internal::seqBounds);
}

static void fields(internal::Reader &archive, MessageUpdated &event)
{
    fields(archive, event.message);
    event.eventSeq = event.message.seq;
    archive.required("messageSeq"_L1, event.message.seq, internal::seqBounds);
}

template <typename A>
void fields(A &archive, Like<A, MessageDeleted> &event)
{
    archive.required("roomId"_L1, event.roomId);
    archive.required("messageId"_L1, event.messageId);
    archive.required("seq"_L1, event.eventSeq, internal::seqBounds);
}

template <typename A>
void fields(A &archive, Like<A, ReactionUpdated> &event)
{
    archive.required("roomId"_L1, event.roomId);
    archive.required("messageId"_L1, event.messageId);
    archive.required("emoji"_L1, event.emoji, internal::Bounds {1, 64});
    archive.required("users"_L1, event.users);
    archive.required("seq"_L1, event.eventSeq, internal::seqBounds);
    archive.defaulted("reactionOrder"_L1, event.order);
}

template <typename A>
void fields(A &archive, Like<A, PollUpdated> &event)
{
    archive.required("roomId"_L1, event.roomId);
    archive.required("messageId"_L1, event.messageId);
    archive.required("pollId"_L1, event.pollId);
    archive.required("counts"_L1, event.counts, internal::countBounds);
    archive.required("voters"_L1, event.voters, internal::countBounds);
    archive.required("closed"_L1, event.closed);
    archive.required("seq"_L1, event.eventSeq, internal::seqBounds);
}

namespace {

constexpr std::array<QLatin1StringView, std::variant_size_v<RoomEvent>> names {
    "message"_L1, "message_updated"_L1, "message_deleted"_L1, "reaction_updated"_L1, "poll_updated"_L1};

template <typename E>
Result<RoomEvent> decodeEvent(const QJsonObject &json)
{
    auto event = internal::decode<E>(json);
    if (!event)
        return event.error();
    return RoomEvent(*std::move(event));
}

} // namespace

Envelope toEnvelope(const RoomEvent &event)
{
    return {.type = QString(names[event.index()]),
        .payload = std::visit([](const auto &e) { return internal::encode(e); }, event)};
}

bool isRoomEvent(QStringView type)
{
    return std::find(names.begin(), names.end(), type) != names.end();
}

Result<RoomEvent> roomEventFromEnvelope(const Envelope &envelope)
{
    constexpr std::array decoders {decodeEvent<MessageCreated>, decodeEvent<MessageUpdated>,
        decodeEvent<MessageDeleted>, decodeEvent<ReactionUpdated>, decodeEvent<PollUpdated>};
    static_assert(decoders.size() == names.size());
    const auto name = std::find(names.begin(), names.end(), envelope.type);
    if (name == names.end())
        return {Errc::Unsupported, "This is not an event of a room."};
    if (!envelope.payload.isObject())
        return {Errc::BadRequest, "An event's payload is an object."};
    return decoders[static_cast<std::size_t>(name - names.begin())](envelope.object());
}

QStringList roomEventTypes()
{
    return QStringList(names.begin(), names.end());
}

namespace internal {

Fault readValue(const QJsonValue &json, RoomEvent &out, Bounds)
{
    if (!json.isObject())
        return Fault::Type;
    const QJsonObject object = json.toObject();
    auto event =
        roomEventFromEnvelope({.type = object.value("type"_L1).toString(), .payload = object.value("payload"_L1)});
    if (!event)
        return Fault::Range;
    out = *std::move(event);
    return Fault::None;
}

QJsonValue writeValue(const RoomEvent &value)
{
    const Envelope envelope = toEnvelope(value);
    return QJsonObject {{"type"_L1, envelope.type}, {"payload"_L1, envelope.payload}};
}

} // namespace internal

} // namespace coterie::protocol
