#pragma once

#include "protocol/dialect.h"
#include "protocol/envelope.h"
#include "server/net/frontend.h"
#include "server/serverconfig.h"
#include "server/storage/storage.h"
#include "sync/ratelimit.h"

#include <QSet>

/// What the hub knows without asking the database. The database is the truth: all of it can be read again at any time.
namespace coterie::server {

struct RoomState;
struct UserState;

/// A WebSocket or an event stream.
struct Connection {
    ConnectionId id = 0;
    UserState *user = nullptr;
    bool isStream = false;
    protocol::Encoding encoding = protocol::Encoding::Json;
    QString sessionId; ///< a stream's clientId
    protocol::DocumentId documentId; ///< of a connection to a document, which speaks no envelopes; else empty
    bool checkpoints = false; ///< of such a connection: it wants to know what is on disk
    bool isLeaving = false; ///< what else it says is not heard
    sync::TokenBucket documentBytes {2e6, 32e6}; ///< of updates
    QString base; ///< "https://chat.example": the address it came by
    QString tokenId;
    std::optional<WallTime> tokenExpires;
    int badFrames = 0; ///< in a row
    sync::TokenBucket ephemeral {30, 60}; ///< cursor samples come at 20 a second
    protocol::RoomId lastRoom {QStringLiteral("general")}; ///< where plain clients talk
    std::optional<protocol::plain::Dialect> dialect; ///< it spoke so last: new messages come in that
    QHash<QString, protocol::RoomId> surfaces; ///< where its pointer is, and whose members see it
    QSet<protocol::RoomId> typingIn;
    QSet<QString> channels; ///< of a stream
    std::optional<std::int64_t> replayedTo; ///< of a stream that still gets what it missed: news wait in the store
};

struct UserState {
    explicit UserState(UserRow stored, const ServerConfig &config)
        : row(std::move(stored))
        , messages(config.limits.messagesPerMinute / 60.0, config.limits.messagesPerMinute)
    {
    }
    [[nodiscard]] const protocol::UserId &id() const { return row.user.userId; }

    UserRow row;
    std::vector<Connection *> sockets;
    std::vector<Connection *> streams;
    std::vector<Connection *> documents; ///< connections to documents
    std::vector<RoomState *> rooms; ///< of which it is a member
    sync::TokenBucket messages;
    sync::TokenBucket joins {1, 60}; ///< new memberships
    sync::TokenBucket creations {0.5, 30}; ///< rooms, invites, hooks
    sync::TokenBucket changes {10, 300}; ///< edits, reactions, votes …
    sync::TokenBucket reads {20, 400}; ///< history, search, lists
};

struct Member {
    UserState *user = nullptr;
    protocol::Role role = protocol::Role::Member;
    protocol::Seq readSeq = 0;
};

struct RoomState {
    [[nodiscard]] const protocol::RoomId &id() const { return row.roomId; }
    [[nodiscard]] bool isPublic() const { return row.kind == protocol::RoomKind::Public; }

    RoomRow row;
    QHash<protocol::UserId, Member> members;
    std::vector<ConnectionId> jsonSockets; ///< of all members: one list is one send
    std::vector<ConnectionId> cborSockets;
    std::vector<const Connection *> plainSockets; ///< those among jsonSockets that speak a plain dialect; mostly none
};

class State
{
public:
    explicit State(const ServerConfig &config) : m_config(config) { }

    void load(Storage &storage); ///< forgets everything, connections too
    void reloadUsers(Storage &storage); ///< takes over what another process changed

    [[nodiscard]] UserState *user(const protocol::UserId &id) const;
    [[nodiscard]] UserState *userNamed(const QString &name) const;
    [[nodiscard]] RoomState *room(const protocol::RoomId &id) const;
    [[nodiscard]] RoomState *publicRoomNamed(const QString &name) const;
    [[nodiscard]] RoomState *directRoom(const QString &pair) const;
    [[nodiscard]] Connection *connection(ConnectionId id) const;
    [[nodiscard]] Connection *stream(const QString &clientId) const;

    UserState &addUser(UserRow row);
    void renameUser(UserState &user, const protocol::User &profile);
    RoomState &addRoom(RoomRow row);
    Member &addMember(RoomState &room, UserState &user, protocol::Role role, protocol::Seq readSeq);
    void removeMember(RoomState &room, UserState &user);
    Connection &addConnection(Connection connection);
    void setDialect(Connection &connection, protocol::plain::Dialect dialect);
    void removeConnection(Connection &connection); ///< the reference is dead afterwards

    [[nodiscard]] bool isMember(const RoomState &room, const UserState &user) const
    {
        return room.members.contains(user.id());
    }
    [[nodiscard]] bool canSee(const RoomState &room, const UserState &user) const
    {
        return room.isPublic() || isMember(room, user);
    }
    /// Everybody who shares a room with `user`, each once; `user` too, if it has sockets.
    [[nodiscard]] std::vector<UserState *> neighbours(UserState &user);

    [[nodiscard]] const auto &users() const { return m_users; }
    [[nodiscard]] const auto &rooms() const { return m_rooms; }
    [[nodiscard]] const auto &connections() const { return m_connections; }
    [[nodiscard]] protocol::Epoch epoch() const { return m_epoch; }

private:
    const ServerConfig &m_config;
    protocol::Epoch m_epoch;
    std::unordered_map<protocol::UserId, std::unique_ptr<UserState>> m_users;
    std::unordered_map<protocol::RoomId, std::unique_ptr<RoomState>> m_rooms;
    std::unordered_map<ConnectionId, std::unique_ptr<Connection>> m_connections;
    QHash<QString, UserState *> m_names; ///< by nameKey()
    QHash<QString, RoomState *> m_roomNames; ///< public ones, by nameKey()
    QHash<QString, RoomState *> m_pairs; ///< direct ones
    QHash<QString, Connection *> m_streams; ///< by clientId
};

} // namespace coterie::server
