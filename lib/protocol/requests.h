#pragma once

#include "protocol/envelope.h"

#include <QStringList>

/// What a client asks of a server, typed, and the answers. Both directions of the codec, so that the client and the
/// server cannot disagree about a field. Every field is described in README.md.
namespace coterie::protocol {

struct JoinRoom {
    RoomId roomId;
    std::optional<Seq> since {}; ///< absent: no events wanted, only the room
    std::optional<Epoch> epoch {};
    bool operator==(const JoinRoom &) const = default;
};
struct LeaveRoom { ///< ends the membership of a public or private room
    RoomId roomId;
    bool operator==(const LeaveRoom &) const = default;
};
struct CreateRoom {
    QString name; ///< may be empty for a direct room
    RoomKind kind = RoomKind::Public;
    QString topic {};
    QList<UserId> members {};
    bool operator==(const CreateRoom &) const = default;
};
struct SendMessage {
    RoomId roomId;
    ClientId clientId {}; ///< empty from plain clients: the server makes one, and nothing is idempotent then
    QString text;
    std::optional<MessageId> replyTo {};
    std::optional<MessageId> threadId {};
    QList<Attachment> attachments {}; ///< only fileId is read by the server, the rest is what it stored
    bool operator==(const SendMessage &) const = default;
};
struct EditMessage {
    MessageId messageId;
    QString text;
    bool operator==(const EditMessage &) const = default;
};
struct DeleteMessage {
    MessageId messageId;
    bool operator==(const DeleteMessage &) const = default;
};
struct React {
    MessageId messageId;
    QString emoji;
    bool on = true;
    bool operator==(const React &) const = default;
};
struct PinMessage {
    MessageId messageId;
    bool on = true;
    bool operator==(const PinMessage &) const = default;
};
struct GetHistory { ///< at most one of before (exclusive), after (exclusive), around, at; none: the latest page
    RoomId roomId;
    std::optional<Seq> before {};
    std::optional<Seq> after {};
    std::optional<Seq> around {};
    std::optional<WallTime> at {}; ///< around the first message said then or later
    std::optional<int> limit {}; ///< 1 to 200
    bool operator==(const GetHistory &) const = default;
};
struct MarkRead {
    RoomId roomId;
    Seq seq = 0;
    bool operator==(const MarkRead &) const = default;
};
struct CreatePoll {
    RoomId roomId;
    ClientId clientId {}; ///< as in SendMessage: idempotent
    QString question;
    QList<QString> options; ///< 2 to 10
    bool multiple = false;
    std::optional<WallTime> closesAt {};
    bool operator==(const CreatePoll &) const = default;
};
struct Vote { ///< replaces the earlier vote; an empty list takes it back
    PollId pollId;
    QList<int> options;
    bool operator==(const Vote &) const = default;
};
struct ClosePoll {
    PollId pollId;
    bool operator==(const ClosePoll &) const = default;
};
struct Typing {
    RoomId roomId;
    bool operator==(const Typing &) const = default;
};
struct StopTyping {
    RoomId roomId;
    bool operator==(const StopTyping &) const = default;
};
struct UpdatePresence {
    Status status = Status::Online; ///< never Offline
    std::optional<QString> note {}; ///< absent: unchanged; empty: removed
    bool operator==(const UpdatePresence &) const = default;
};
struct CursorMove {
    QString surface;
    double x = 0;
    double y = 0;
    QString anchor {};
    bool operator==(const CursorMove &) const = default;
};
struct CursorLeave { ///< the others get user_left {surface, userId}
    QString surface;
    bool operator==(const CursorLeave &) const = default;
};
struct ListRooms {
    bool all = false; ///< true: also public rooms the user is not a member of
    bool operator==(const ListRooms &) const = default;
};
struct ListUsers {
    bool operator==(const ListUsers &) const = default;
};
struct UpdateProfile {
    std::optional<QString> username {};
    std::optional<QString> color {};
    bool operator==(const UpdateProfile &) const = default;
};
struct CreateInvite {
    std::optional<RoomId> roomId {};
    std::optional<int> uses {};
    std::optional<Millis> expiresIn {};
    bool operator==(const CreateInvite &) const = default;
};
struct Search {
    QString query; ///< `q` on the wire: words and filters as search/query.h reads them
    std::optional<RoomId> roomId {};
    std::optional<UserId> from {};
    std::optional<WallTime> before {}; ///< before this moment
    std::optional<WallTime> after {}; ///< at this moment or later
    std::optional<int> limit {}; ///< 1 to 100
    QString cursor {}; ///< the id of the last message of the page before
    bool operator==(const Search &) const = default;
};
struct MarkNotificationsRead {
    QList<QString> ids {}; ///< empty: all
    bool operator==(const MarkNotificationsRead &) const = default;
};
struct Ping {
    QJsonObject payload {}; ///< comes back in the pong
    bool operator==(const Ping &) const = default;
};

// Plain dialects (PROTOCOL section 9).
struct PlainJoin {
    QString room; ///< a room's name or id
    bool operator==(const PlainJoin &) const = default;
};
struct PlainLeave {
    QString room;
    bool operator==(const PlainLeave &) const = default;
};
struct PlainBroadcast {
    QString room; ///< empty: the room joined last
    QJsonValue payload; ///< text() reads the words in it
    bool operator==(const PlainBroadcast &) const = default;
};
struct PlainChatMessage { ///< goes to the room joined last, `general` at first
    QString id {}; ///< the client's own id of the message, if it has one
    QString text;
    bool operator==(const PlainChatMessage &) const = default;
};

using Request = std::variant<JoinRoom, LeaveRoom, CreateRoom, SendMessage, EditMessage, DeleteMessage, React,
    PinMessage, GetHistory, MarkRead, CreatePoll, Vote, ClosePoll, Typing, StopTyping, UpdatePresence, CursorMove,
    CursorLeave, ListRooms, ListUsers, UpdateProfile, CreateInvite, Search, MarkNotificationsRead, Ping, PlainJoin,
    PlainLeave, PlainBroadcast, PlainChatMessage>;

[[nodiscard]] QString typeOf(const Request &request); ///< "join_room" …
[[nodiscard]] Envelope toEnvelope(const Request &request, const QString &id = {});
/// Unsupported for an unknown type; BadRequest or TooLarge with a sentence for a person when a field is missing, of the
/// wrong type or outside what is allowed. Names, topics, emoji, colours are checked here; the length of message text is
/// the server's.
[[nodiscard]] Result<Request> requestFromEnvelope(const Envelope &envelope);
[[nodiscard]] QString textOf(
    const PlainBroadcast &broadcast); ///< the payload if it is text, else its `text` or `message`

// Answers. Each payload carries `replyTo`, the id of the request.
struct Ack { ///< leave, edit, delete, react, pin, vote, close, mark_read …
    std::optional<Seq> seq {}; ///< of the event the request made, if it made one
    bool operator==(const Ack &) const = default;
};
struct JoinAck {
    Room room;
    QList<RoomEvent> events {};
    bool truncated = false; ///< the position was of another epoch or too old: no events, fetch history
    bool operator==(const JoinAck &) const = default;
};
struct RoomAck { ///< create_room
    Room room;
    bool operator==(const RoomAck &) const = default;
};
struct SendAck { ///< send_message, create_poll
    MessageId messageId;
    ClientId clientId {};
    Seq seq = 0;
    WallTime timestamp {};
    std::optional<PollId> pollId {}; ///< create_poll
    bool operator==(const SendAck &) const = default;
};
struct HistoryReply { ///< message_history
    RoomId roomId;
    QList<Message> messages {}; ///< oldest first
    bool hasBefore = false;
    bool hasAfter = false;
    bool operator==(const HistoryReply &) const = default;
};
struct RoomList { ///< room_list
    QList<Room> rooms {};
    bool operator==(const RoomList &) const = default;
};
struct UserList { ///< user_list
    QList<Presence> users {};
    bool operator==(const UserList &) const = default;
};
struct UserAck { ///< update_profile
    User user;
    bool operator==(const UserAck &) const = default;
};
struct InviteAck { ///< create_invite
    QString code;
    QString url;
    bool operator==(const InviteAck &) const = default;
};
struct SearchResults { ///< search_results, newest first
    QList<Message> messages {}; ///< newest first
    bool operator==(const SearchResults &) const = default;
};

[[nodiscard]] Envelope toEnvelope(const Ack &ack, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const JoinAck &ack, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const RoomAck &ack, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const SendAck &ack, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const HistoryReply &reply, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const RoomList &reply, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const UserList &reply, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const UserAck &ack, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const InviteAck &ack, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const SearchResults &reply, const QString &replyTo);
[[nodiscard]] Envelope toEnvelope(const WireError &error); ///< "error"; its replyTo is in the value

[[nodiscard]] bool isReply(QStringView type); ///< ack, error, message_history, room_list, user_list, search_results
[[nodiscard]] QString replyToOf(const Envelope &envelope); ///< empty when it answers nothing
[[nodiscard]] Result<Ack> ackFromJson(const QJsonObject &json);
[[nodiscard]] Result<JoinAck> joinAckFromJson(const QJsonObject &json);
[[nodiscard]] Result<RoomAck> roomAckFromJson(const QJsonObject &json);
[[nodiscard]] Result<SendAck> sendAckFromJson(const QJsonObject &json);
[[nodiscard]] Result<HistoryReply> historyReplyFromJson(const QJsonObject &json);
[[nodiscard]] Result<RoomList> roomListFromJson(const QJsonObject &json);
[[nodiscard]] Result<UserList> userListFromJson(const QJsonObject &json);
[[nodiscard]] Result<UserAck> userAckFromJson(const QJsonObject &json);
[[nodiscard]] Result<InviteAck> inviteAckFromJson(const QJsonObject &json);
[[nodiscard]] Result<SearchResults> searchResultsFromJson(const QJsonObject &json);

// Every type known to the code, for the reference's own test.
[[nodiscard]] QStringList requestTypes();
[[nodiscard]] QStringList replyTypes();
[[nodiscard]] QStringList roomEventTypes();

} // namespace coterie::protocol
