#include "protocol/notices.h"

#include "protocol/internal/valuefields.h"

namespace coterie::protocol {

template <typename A>
void fields(A &archive, Like<A, UserTyping> &notice)
{
    archive.required("roomId"_L1, notice.roomId);
    archive.required("userId"_L1, notice.userId);
    archive.defaulted("username"_L1, notice.username, internal::nameBounds);
}

template <typename A>
void fields(A &archive, Like<A, UserStoppedTyping> &notice)
{
    archive.required("roomId"_L1, notice.roomId);
    archive.required("userId"_L1, notice.userId);
    archive.defaulted("username"_L1, notice.username, internal::nameBounds);
}

template <typename A>
void fields(A &archive, Like<A, PresenceUpdate> &notice)
{
    fields(archive, notice.presence);
}
template <typename A>
void fields(A &archive, Like<A, CursorUpdate> &notice)
{
    fields(archive, notice.cursor);
}

template <typename A>
void fields(A &archive, Like<A, UserLeft> &notice)
{
    archive.optional("surface"_L1, notice.surface, internal::nameBounds);
    archive.required("userId"_L1, notice.userId);
}

template <typename A>
void fields(A &archive, Like<A, ReadUpdate> &notice)
{
    archive.required("roomId"_L1, notice.roomId);
    archive.required("userId"_L1, notice.userId);
    archive.required("seq"_L1, notice.seq, internal::seqBounds);
}

template <typename A>
void fields(A &archive, Like<A, RoomUpdated> &notice)
{
    archive.required("room"_L1, notice.room);
}

template <typename A>
void fields(A &archive, Like<A, RoomRemoved> &notice)
{
    archive.required("roomId"_L1, notice.roomId);
}

template <typename A>
void fields(A &archive, Like<A, MemberJoined> &notice)
{
    archive.required("roomId"_L1, notice.roomId);
    fields(archive, notice.user);
}

template <typename A>
void fields(A &archive, Like<A, MemberLeft> &notice)
{
    archive.required("roomId"_L1, notice.roomId);
    archive.required("userId"_L1, notice.userId);
}

template <typename A>
void fields(A &archive, Like<A, UserUpdated> &notice)
{
    fields(archive, notice.user);
}

template <typename A>
void fields(A &archive, Like<A, NotificationsRead> &notice)
{
    archive.defaulted("ids"_L1, notice.ids, internal::nameBounds);
}

template <typename A>
void fields(A &archive, Like<A, DocumentUpdated> &notice)
{
    archive.required("document"_L1, notice.document);
}

template <typename A>
void fields(A &archive, Like<A, DocumentRemoved> &notice)
{
    archive.required("docId"_L1, notice.docId);
    archive.required("roomId"_L1, notice.roomId);
}

template <typename A>
void fields(A &archive, Like<A, DocumentPresence> &notice)
{
    archive.required("docId"_L1, notice.docId);
    archive.required("roomId"_L1, notice.roomId);
    archive.required("users"_L1, notice.users);
}

namespace {

// In the order of the variant.
constexpr std::array<QLatin1StringView, std::variant_size_v<Notice>> names {"welcome"_L1, "user_typing"_L1,
    "user_stopped_typing"_L1, "initial_presence"_L1, "presence_update"_L1, "cursor_update"_L1, "user_left"_L1,
    "read_update"_L1, "room_updated"_L1, "room_removed"_L1, "member_joined"_L1, "member_left"_L1, "user_updated"_L1,
    "notifications_read"_L1, "pong"_L1, "document_updated"_L1, "document_removed"_L1, "document_presence"_L1};

QJsonValue write(const Welcome &welcome)
{
    return toJson(welcome);
}

QJsonValue write(const InitialPresence &notice)
{
    QJsonArray array;
    for (const Presence &presence : notice.members) {
        QJsonObject json = toJson(presence);
        json.insert("roomId"_L1, notice.roomId.value());
        array.append(json);
    }
    return array;
}

QJsonValue write(const Pong &notice)
{
    QJsonObject json = notice.payload;
    if (notice.serverTime)
        json.insert("serverTime"_L1, internal::writeValue(*notice.serverTime));
    return json;
}

template <typename N>
QJsonValue write(const N &notice)
{
    return internal::encode(notice);
}

Result<Notice> read(const QJsonValue &payload, const Welcome &)
{
    auto welcome = welcomeFromJson(payload.toObject());
    if (!welcome)
        return welcome.error();
    return Notice(*std::move(welcome));
}

Result<Notice> read(const QJsonValue &payload, const InitialPresence &)
{
    if (!payload.isArray())
        return {Errc::BadRequest, "The first presences are an array."};
    InitialPresence notice;
    const QJsonArray array = payload.toArray();
    for (const auto &item : array) {
        auto presence = presenceFromJson(item.toObject());
        if (!presence)
            return presence.error();
        internal::Reader reader(item.toObject());
        reader.optional("roomId"_L1, notice.roomId); // a plain server leaves it out
        if (reader.error())
            return *reader.error();
        notice.members.append(*std::move(presence));
    }
    return Notice(std::move(notice));
}

Result<Notice> read(const QJsonValue &payload, const Pong &)
{
    Pong notice {.payload = payload.toObject()};
    const qint64 serverTime = notice.payload.take("serverTime"_L1).toInteger(-1);
    if (serverTime >= 0 && serverTime <= internal::maxTimestamp)
        notice.serverTime = fromEpochMillis(serverTime);
    return Notice(std::move(notice));
}

template <typename N>
Result<Notice> read(const QJsonValue &payload, const N &)
{
    if (!payload.isObject())
        return {Errc::BadRequest, "The payload is an object."};
    auto notice = internal::decode<N>(payload.toObject());
    if (!notice)
        return notice.error();
    return Notice(*std::move(notice));
}

using Decode = Result<Notice> (*)(const QJsonValue &);
template <std::size_t I>
Result<Notice> decodeAt(const QJsonValue &payload)
{
    return read(payload, std::variant_alternative_t<I, Notice> {});
}
template <std::size_t... I>
constexpr std::array<Decode, sizeof...(I)> makeDecoders(std::index_sequence<I...>)
{
    return {decodeAt<I>...};
}
constexpr auto decoders = makeDecoders(std::make_index_sequence<names.size()>());

} // namespace

Envelope toEnvelope(const Notice &notice)
{
    return {
        .type = QString(names[notice.index()]), .payload = std::visit([](const auto &n) { return write(n); }, notice)};
}

bool isNotice(QStringView type)
{
    return std::find(names.begin(), names.end(), type) != names.end();
}

Result<Notice> noticeFromEnvelope(const Envelope &envelope)
{
    const auto name = std::find(names.begin(), names.end(), envelope.type);
    if (name == names.end())
        return {Errc::Unsupported, "This kind of notice is not known."};
    return decoders[static_cast<std::size_t>(name - names.begin())](envelope.payload);
}

QStringList noticeTypes()
{
    return QStringList(names.begin(), names.end());
}

} // namespace coterie::protocol
