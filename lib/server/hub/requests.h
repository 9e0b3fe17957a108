#pragma once

#include "server/hub/accounts.h"
#include "server/hub/collab.h"
#include "server/hub/documentmentions.h"
#include "server/hub/documentversions.h"
#include "server/hub/messages.h"

namespace coterie::server {

/// The hub's parts, together.
struct Services {
    explicit Services(Core &core)
        : feed(core)
        , presence(core)
        , rooms(core, feed, presence)
        , messages(core, feed)
        , accounts(core, rooms)
        , documents(core, feed)
        , collab(core, documents)
        , versions(core, documents)
        , documentMentions(core, documents, feed)
    {
    }
    Feed feed;
    PresenceBoard presence;
    Rooms rooms;
    Messages messages;
    Accounts accounts;
    Documents documents;
    Collab collab;
    DocumentVersions versions;
    DocumentMentions documentMentions;
};

/// What a WebSocket asks for, request by request: finds the part that does it and words the answer.
class Requests
{
public:
    Requests(Core &core, Services &services) : m_core(core), m_do(services) { }

    void handle(Connection &connection, const protocol::Envelope &envelope);
    void refuse(const Connection &connection, const Error &error, const QString &replyTo = {});
    /// The answer to join_room; also what a connection to /chat/ROOM gets unasked.
    void join(Connection &connection, const QString &id, const protocol::JoinRoom &request);

private:
    void on(Connection &connection, const QString &id, const protocol::JoinRoom &request);
    void on(Connection &connection, const QString &id, const protocol::LeaveRoom &request);
    void on(Connection &connection, const QString &id, const protocol::CreateRoom &request);
    void on(Connection &connection, const QString &id, const protocol::SendMessage &request);
    void on(Connection &connection, const QString &id, const protocol::EditMessage &request);
    void on(Connection &connection, const QString &id, const protocol::DeleteMessage &request);
    void on(Connection &connection, const QString &id, const protocol::React &request);
    void on(Connection &connection, const QString &id, const protocol::PinMessage &request);
    void on(Connection &connection, const QString &id, const protocol::GetHistory &request);
    void on(Connection &connection, const QString &id, const protocol::MarkRead &request);
    void on(Connection &connection, const QString &id, const protocol::CreatePoll &request);
    void on(Connection &connection, const QString &id, const protocol::Vote &request);
    void on(Connection &connection, const QString &id, const protocol::ClosePoll &request);
    void on(Connection &connection, const QString &id, const protocol::Typing &request);
    void on(Connection &connection, const QString &id, const protocol::StopTyping &request);
    void on(Connection &connection, const QString &id, const protocol::UpdatePresence &request);
    void on(Connection &connection, const QString &id, const protocol::CursorMove &request);
    void on(Connection &connection, const QString &id, const protocol::CursorLeave &request);
    void on(Connection &connection, const QString &id, const protocol::ListRooms &request);
    void on(Connection &connection, const QString &id, const protocol::ListUsers &request);
    void on(Connection &connection, const QString &id, const protocol::UpdateProfile &request);
    void on(Connection &connection, const QString &id, const protocol::CreateInvite &request);
    void on(Connection &connection, const QString &id, const protocol::Search &request);
    void on(Connection &connection, const QString &id, const protocol::MarkNotificationsRead &request);
    void on(Connection &connection, const QString &id, const protocol::Ping &request);
    void on(Connection &connection, const QString &id, const protocol::PlainJoin &request);
    void on(Connection &connection, const QString &id, const protocol::PlainLeave &request);
    void on(Connection &connection, const QString &id, const protocol::PlainBroadcast &request);
    void on(Connection &connection, const QString &id, const protocol::PlainChatMessage &request);

    /// Before what the request set off, so that the sender knows first.
    template <typename Reply>
    void answer(const Connection &connection, const QString &id, const Result<Reply> &result);
    void answer(const Connection &connection, const QString &id, const Result<void> &result);
    template <typename Reply>
    void reply(const Connection &connection, const QString &id, const Result<Reply> &result); ///< also without an id
    [[nodiscard]] RoomState *plainRoom(const Connection &connection, const QString &nameOrId) const;

    Core &m_core;
    Services &m_do;
    std::size_t m_mark = 0;
};

} // namespace coterie::server
