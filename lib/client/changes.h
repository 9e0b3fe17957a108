#pragma once

#include "base/time.h"
#include "client/documents.h"
#include "protocol/dialect.h"
#include "protocol/types.h"

#include <QHash>
#include <QList>
#include <QUrl>

#include <memory>
#include <optional>

/// What the engine tells the GUI: immutable batches, at most one per frame (8 ms), made on the engine thread.
namespace coterie::client {

enum class Delivery { Sent, Pending, Failed };

/// One row of a conversation. The key never changes from the first key press to the last edit: for the user's own
/// messages it is the clientId, for everybody else's the messageId. Order: sent rows by message.seq, then Pending and
/// Failed by outboxOrder.
struct MessageEntry {
    QString key;
    protocol::Message message; ///< with optimistic edits, reactions and votes already applied
    Delivery delivery = Delivery::Sent;
    QString failure; ///< Failed: why, in plain words
    bool changePending = false; ///< an edit, delete, reaction or vote of this row has not been acknowledged yet
    bool own = false;
    bool mentionsMe = false;
    std::int64_t outboxOrder = 0;
    bool operator==(const MessageEntry &) const = default;
};

struct RoomSummary {
    protocol::Room room;
    int unread = 0; ///< messages of others above the read mark
    int mentions = 0;
    int waiting = 0; ///< own messages in the outbox
    QString draft;
    QString lastText; ///< one line, plain
    QString lastAuthor;
    std::optional<WallTime> lastAt;
    bool operator==(const RoomSummary &) const = default;
};

enum class LinkState { Disconnected, Connecting, Handshaking, Connected, Waiting, Suspended };

struct ConnectionStatus {
    LinkState state = LinkState::Disconnected;
    QString reason; ///< plain words; empty when all is well
    Millis retryIn {0}; ///< Waiting
    bool final = false; ///< it will not come back by itself (refused, banned, too old)
    bool signInNeeded = false; ///< the token is missing, expired or revoked
    bool notificationsLive = false; ///< the event stream is open
    int waiting = 0; ///< outbox rows over all rooms
    std::int64_t missed = 0; ///< events of the time away that are still to be fetched
    std::int64_t missedInAll = 0; ///< how many there were; 0: nothing is being caught up
    std::optional<protocol::plain::Dialect> dialect; ///< of a plain server; absent for a Coterie server
    bool confirms = true; ///< false: a plain server from which no message of one's own comes back
    std::optional<Millis> latency;
    bool operator==(const ConnectionStatus &) const = default;
};

/// What a plain server does not do, in one sentence for a person; empty for a Coterie server.
[[nodiscard]] QString limitsOf(const std::optional<protocol::plain::Dialect> &dialect, bool confirms = true);

struct RoomChanges {
    QList<MessageEntry> upserts; ///< at most some hundred new ones: of a flood only the newest
    QList<QString> removedKeys;
    int folded = 0; ///< new messages that came before those in upserts and are not told: a page has them
    bool restart = false; ///< the log has another epoch: what was shown means nothing, ask for a page again
};

struct RoomMembers {
    protocol::RoomId roomId;
    QList<protocol::UserId> members; ///< people's details come as presence
};

struct TypingState {
    protocol::RoomId roomId;
    QList<protocol::User> users; ///< everyone typing there now but the user
};

struct CursorLeft {
    QString surface; ///< empty: every surface
    protocol::UserId userId;
};

struct Changes {
    std::optional<protocol::User> self;
    std::optional<QString> workspaceName;
    std::optional<ConnectionStatus> connection;
    QList<RoomSummary> rooms; ///< new or changed
    QList<protocol::RoomId> roomsRemoved;
    QHash<protocol::RoomId, RoomChanges> messages; ///< live ones; only of rooms the user is a member of
    QList<protocol::Presence> people; ///< new or changed
    QList<RoomMembers> members; ///< whole lists of the rooms that changed
    QList<TypingState> typing;
    QList<protocol::Cursor> cursors; ///< latest per person and surface
    QList<CursorLeft> cursorsLeft;
    QList<protocol::Notification> notifications; ///< new ones, oldest first; those from the store come first
    QList<QString> notificationsRead; ///< ids
    QList<QString> notificationsWithdrawn; ///< ids; the message was deleted, and its words with it
    QList<protocol::Activity> activities;
    QList<DocumentSummary> documents; ///< new or changed; those stored come first
    bool documentsListed = false; ///< the server has told all that there are, in this batch or before
    QList<protocol::DocumentId> documentsRemoved; ///< for everybody, or this person sees them no more
    QList<protocol::DocumentPresence> documentPresence; ///< who is in it; latest per document
    QList<QString> notices; ///< something the server refused, in words: shown as a toast
    std::optional<QString> storeWarning; ///< something is wrong with the local store, in words
    bool keepsNothing = false; ///< with storeWarning: what is not sent is gone when the program ends
    std::optional<protocol::Limits> limits; ///< the server's, from its welcome
    std::optional<protocol::Timings> timings; ///< likewise
    std::optional<Millis> clockOffset; ///< the server's clock minus this computer's; all times shown are the server's
};

enum class PageKind { Latest, FirstUnread, Before, After, Around, At };

struct PageQuery {
    protocol::RoomId roomId;
    PageKind kind = PageKind::Latest;
    protocol::Seq seq = 0; ///< Before, After: exclusive; Around: inclusive
    int limit = 60;
    protocol::MessageId messageId {}; ///< Around with seq 0: around this message, looked up in the store first
    WallTime at {}; ///< At: around the first message at this time or later
};

/// Messages oldest first and without holes. Pending and failed ones are at the end when hasAfter is false.
struct Page {
    PageQuery query;
    QList<MessageEntry> entries;
    bool hasBefore = false;
    bool hasAfter = false;
    protocol::Seq readSeq = 0; ///< the read mark when the page was made
    protocol::Seq lastSeq = 0; ///< the room's newest position then
    QString draft;
    QString failure; ///< why there is nothing (offline and not stored), in words
};

} // namespace coterie::client
