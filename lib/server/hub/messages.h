#pragma once

#include "search/query.h"
#include "server/hub/feed.h"

namespace coterie::server {

/// Everything durable that happens in a room. Each change takes the room's next seq, is written, and goes to every
/// member.
class Messages
{
public:
    Messages(Core &core, Feed &feed) : m_core(core), m_feed(feed) { }

    [[nodiscard]] Result<protocol::SendAck> send(UserState &user, const protocol::SendMessage &request);
    [[nodiscard]] Result<protocol::SendAck> createPoll(UserState &user, const protocol::CreatePoll &request);
    [[nodiscard]] Result<protocol::Ack> edit(UserState &user, const protocol::EditMessage &request);
    [[nodiscard]] Result<protocol::Ack> remove(UserState &user, const protocol::DeleteMessage &request);
    [[nodiscard]] Result<protocol::Ack> react(UserState &user, const protocol::React &request);
    [[nodiscard]] Result<protocol::Ack> pin(UserState &user, const protocol::PinMessage &request);
    [[nodiscard]] Result<protocol::Ack> vote(UserState &user, const protocol::Vote &request);
    [[nodiscard]] Result<protocol::Ack> closePoll(UserState &user, const protocol::ClosePoll &request);
    void closeDuePolls();

    /// A webhook's message: from the hook's own user, which is no member.
    [[nodiscard]] Result<protocol::SendAck> post(UserState &author, RoomState &room, const QString &text);

    [[nodiscard]] Result<protocol::HistoryReply> history(UserState &user, const protocol::GetHistory &request);
    struct Missed {
        QList<protocol::RoomEvent> events;
        bool truncated = false;
    };
    [[nodiscard]] Missed missedSince(const UserState &user, const RoomState &room, const protocol::JoinRoom &request);

    struct SearchRequest {
        QString text; ///< words and filters, as search/query.h reads them
        std::optional<protocol::RoomId> room;
        std::optional<protocol::UserId> from;
        std::optional<WallTime> before;
        std::optional<WallTime> after;
        QString cursor;
        int limit = 50;
    };
    /// Newest first, in the rooms the user may see. BadRequest, in words, for a query that means nothing.
    [[nodiscard]] Result<QList<protocol::Message>> search(UserState &user, const SearchRequest &request);

private:
    struct Found {
        MessageKey key = 0;
        protocol::Message message;
        RoomState *room = nullptr;
    };
    enum class Need { See, Member };
    /// What the user may not see is answered like what does not exist.
    [[nodiscard]] Result<Found> find(const UserState &user, MessageKey key, Need need, const char *sentence) const;
    [[nodiscard]] Result<Found> findMessage(UserState &user, const protocol::MessageId &id);
    [[nodiscard]] Result<Found> findPoll(UserState &user, const protocol::PollId &id);
    [[nodiscard]] Result<void> checkText(const QString &text) const;
    [[nodiscard]] Result<void> resolve(const UserState &user, const RoomState &room, protocol::Message &message) const;
    [[nodiscard]] std::optional<protocol::SendAck> sentBefore(
        const UserState &user, const protocol::ClientId &id) const;
    [[nodiscard]] protocol::SendAck append(UserState &user, RoomState &room, protocol::Message message);
    void countInThread(RoomState &room, const protocol::MessageId &root, int change);
    void notifyAbout(const UserState &author, const RoomState &room, const protocol::Message &message);
    [[nodiscard]] QList<protocol::UserId> mentionsIn(const QString &text, const RoomState &room) const;
    protocol::Seq record(RoomState &room, EventKind kind, MessageKey key, const QString &emoji = {});
    void sayUpdated(RoomState &room, MessageKey key);
    void sayPoll(const Found &found);
    void complete(protocol::Message &message, const UserState *reader) const;
    [[nodiscard]] Result<search::Query> queryOf(const UserState &user, const SearchRequest &request) const;

    Core &m_core;
    Feed &m_feed;
};

} // namespace coterie::server
