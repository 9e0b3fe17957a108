#include "protocol/internal/valuefields.h"
#include "protocol/requests.h"

namespace coterie::protocol {

template <typename A>
void fields(A &archive, Like<A, Ack> &ack)
{
    archive.optional("seq"_L1, ack.seq, internal::seqBounds);
}

template <typename A>
void fields(A &archive, Like<A, JoinAck> &ack)
{
    archive.required("room"_L1, ack.room);
    archive.defaulted("events"_L1, ack.events);
    archive.defaulted("truncated"_L1, ack.truncated);
}

template <typename A>
void fields(A &archive, Like<A, RoomAck> &ack)
{
    archive.required("room"_L1, ack.room);
}

template <typename A>
void fields(A &archive, Like<A, SendAck> &ack)
{
    archive.required("messageId"_L1, ack.messageId);
    archive.defaulted("clientId"_L1, ack.clientId);
    archive.required("seq"_L1, ack.seq, internal::seqBounds);
    archive.required("timestamp"_L1, ack.timestamp);
    archive.optional("pollId"_L1, ack.pollId);
}

template <typename A>
void fields(A &archive, Like<A, HistoryReply> &reply)
{
    archive.required("roomId"_L1, reply.roomId);
    archive.required("messages"_L1, reply.messages);
    archive.defaulted("hasBefore"_L1, reply.hasBefore);
    archive.defaulted("hasAfter"_L1, reply.hasAfter);
}

template <typename A>
void fields(A &archive, Like<A, RoomList> &reply)
{
    archive.required("rooms"_L1, reply.rooms);
}
template <typename A>
void fields(A &archive, Like<A, UserList> &reply)
{
    archive.required("users"_L1, reply.users);
}
template <typename A>
void fields(A &archive, Like<A, UserAck> &ack)
{
    archive.required("user"_L1, ack.user);
}

template <typename A>
void fields(A &archive, Like<A, InviteAck> &ack)
{
    archive.required("code"_L1, ack.code, internal::nameBounds);
    archive.required("url"_L1, ack.url, internal::Bounds {0, 2048});
}

template <typename A>
void fields(A &archive, Like<A, SearchResults> &reply)
{
    archive.required("messages"_L1, reply.messages);
}

namespace {

constexpr std::array replyNames {
    "ack"_L1, "error"_L1, "message_history"_L1, "room_list"_L1, "user_list"_L1, "search_results"_L1};

template <typename R>
Envelope answer(QLatin1StringView type, const R &reply, const QString &replyTo)
{
    QJsonObject payload = internal::encode(reply);
    if (!replyTo.isEmpty())
        payload.insert("replyTo"_L1, replyTo);
    return {.type = QString(type), .payload = payload};
}

} // namespace

Envelope toEnvelope(const Ack &ack, const QString &replyTo)
{
    return answer("ack"_L1, ack, replyTo);
}
Envelope toEnvelope(const JoinAck &ack, const QString &replyTo)
{
    return answer("ack"_L1, ack, replyTo);
}
Envelope toEnvelope(const RoomAck &ack, const QString &replyTo)
{
    return answer("ack"_L1, ack, replyTo);
}
Envelope toEnvelope(const SendAck &ack, const QString &replyTo)
{
    return answer("ack"_L1, ack, replyTo);
}
Envelope toEnvelope(const UserAck &ack, const QString &replyTo)
{
    return answer("ack"_L1, ack, replyTo);
}
Envelope toEnvelope(const InviteAck &ack, const QString &replyTo)
{
    return answer("ack"_L1, ack, replyTo);
}
Envelope toEnvelope(const RoomList &reply, const QString &replyTo)
{
    return answer("room_list"_L1, reply, replyTo);
}
Envelope toEnvelope(const UserList &reply, const QString &replyTo)
{
    return answer("user_list"_L1, reply, replyTo);
}
Envelope toEnvelope(const HistoryReply &reply, const QString &replyTo)
{
    return answer("message_history"_L1, reply, replyTo);
}
Envelope toEnvelope(const SearchResults &reply, const QString &replyTo)
{
    return answer("search_results"_L1, reply, replyTo);
}
Envelope toEnvelope(const WireError &error)
{
    return {.type = u"error"_s, .payload = toJson(error)};
}

bool isReply(QStringView type)
{
    return std::find(replyNames.begin(), replyNames.end(), type) != replyNames.end();
}
QString replyToOf(const Envelope &envelope)
{
    return envelope.object().value("replyTo"_L1).toString();
}

Result<Ack> ackFromJson(const QJsonObject &json)
{
    return internal::decode<Ack>(json);
}
Result<JoinAck> joinAckFromJson(const QJsonObject &json)
{
    return internal::decode<JoinAck>(json);
}
Result<RoomAck> roomAckFromJson(const QJsonObject &json)
{
    return internal::decode<RoomAck>(json);
}
Result<SendAck> sendAckFromJson(const QJsonObject &json)
{
    return internal::decode<SendAck>(json);
}
Result<HistoryReply> historyReplyFromJson(const QJsonObject &json)
{
    return internal::decode<HistoryReply>(json);
}
Result<RoomList> roomListFromJson(const QJsonObject &json)
{
    return internal::decode<RoomList>(json);
}
Result<UserList> userListFromJson(const QJsonObject &json)
{
    return internal::decode<UserList>(json);
}
Result<UserAck> userAckFromJson(const QJsonObject &json)
{
    return internal::decode<UserAck>(json);
}
Result<InviteAck> inviteAckFromJson(const QJsonObject &json)
{
    return internal::decode<InviteAck>(json);
}
Result<SearchResults> searchResultsFromJson(const QJsonObject &json)
{
    return internal::decode<SearchResults>(json);
}

QStringList replyTypes()
{
    return QStringList(replyNames.begin(), replyNames.end());
}

} // namespace coterie::protocol
