#pragma once

#include "protocol/requests.h"
#include "server/storage/sql.h"

namespace coterie::server {

/// Numbers behind the ids that people see. 0 is no id.
using MessageKey = std::int64_t;
[[nodiscard]] protocol::MessageId messageIdOf(MessageKey key); ///< "m" and base 36
[[nodiscard]] MessageKey keyOf(const protocol::MessageId &id); ///< 0 for what is not one of ours
[[nodiscard]] protocol::PollId pollIdOf(MessageKey key); ///< a poll is a message: the same number after "p"
[[nodiscard]] MessageKey keyOf(const protocol::PollId &id);

enum class EventKind { Created, Updated, Deleted, Reaction, Poll };

/// One entry of a room's durable log. What it says is read from the present state: replaying is convergent, and a
/// deleted text is gone from the log too.
struct EventRow {
    protocol::Seq seq = 0;
    EventKind kind = EventKind::Created;
    MessageKey message = 0;
    QString emoji;
};

/// What an acknowledgement repeats when a message is sent again.
struct SentBefore {
    MessageKey key = 0;
    protocol::RoomId roomId;
    protocol::Seq seq = 0;
    WallTime at {};
    bool poll = false;
};

struct HistoryPage {
    QList<protocol::Message> messages; ///< oldest first; without names, which are the hub's to fill in
    bool hasBefore = false;
    bool hasAfter = false;
};

/// Messages, their log, reactions and polls. `username` is left empty in what is read.
class MessageStore
{
public:
    explicit MessageStore(Sql &sql) : m_sql(sql) { }

    void forget() { m_lastKey = -1; } ///< what was remembered may not be true any more
    [[nodiscard]] MessageKey nextKey(WallTime now); ///< rises for ever, also over restarts
    [[nodiscard]] std::optional<SentBefore> sentBefore(const protocol::UserId &user, const protocol::ClientId &client);
    [[nodiscard]] std::optional<protocol::Message> message(MessageKey key);

    void insert(MessageKey key, const protocol::Message &message);
    void addEvent(const protocol::RoomId &room, const EventRow &event, WallTime at);
    void setText(MessageKey key, const protocol::Message &message, WallTime at); ///< also its mentions and search words
    void markDeleted(MessageKey key, const protocol::Message &message); ///< text, attachments, reactions, mentions go
    void setPinned(MessageKey key, bool pinned);
    void setThreadCount(MessageKey key, int count);
    bool setReaction(MessageKey key, const QString &emoji, const protocol::UserId &user, bool on); ///< false: no change
    [[nodiscard]] QList<protocol::UserId> reactors(MessageKey key, const QString &emoji);
    [[nodiscard]] int emojiCount(MessageKey key); ///< different ones on a message
    [[nodiscard]] QList<QString> emojiOf(MessageKey key); ///< each once, first given first

    void setVotes(MessageKey key, const protocol::UserId &user, const QList<int> &options);
    [[nodiscard]] QList<int> votesOf(MessageKey key, const protocol::UserId &user);
    void closePoll(MessageKey key);
    struct Due {
        MessageKey key = 0;
        WallTime at {};
    };
    [[nodiscard]] std::optional<Due> nextPollToClose();

    [[nodiscard]] HistoryPage history(const protocol::GetHistory &query, int limit); ///< `query.at` is not looked at
    /// The place of the first message at this time or later; the last one's when all are older. 0: there is none. Times
    /// rise with the places, so it takes as many look-ups as the room has binary digits.
    [[nodiscard]] protocol::Seq seqAt(const protocol::RoomId &room, WallTime at);
    [[nodiscard]] QList<EventRow> eventsAfter(const protocol::RoomId &room, protocol::Seq since, int limit);

private:
    [[nodiscard]] protocol::Message read(const Query &query);
    [[nodiscard]] QList<protocol::Reaction> reactions(MessageKey key);
    [[nodiscard]] std::optional<protocol::Poll> poll(MessageKey key);
    void writeMentions(const protocol::Message &message);

    Sql &m_sql;
    MessageKey m_lastKey = -1; ///< -1: not read yet
};

} // namespace coterie::server
