#pragma once

#include "client/changebatch.h"
#include "client/client.h"
#include "client/documentbook.h"
#include "client/ephemera.h"
#include "client/overlay.h"
#include "client/pages.h"
#include "client/requesttable.h"
#include "client/roombook.h"
#include "client/searchworker.h"
#include "client/serverlink.h"
#include "protocol/notices.h"
#include "store/store.h"
#include "sync/outbox.h"
#include "sync/presence.h"
#include "sync/wakedetector.h"
#include "transport/eventstream.h"

#include <QQueue>
#include <QTimer>

namespace coterie::client {

/// The client's rules put to work: store, link and event stream on the engine thread. Nothing here knows of the
/// caller's thread: what changed leaves through the ChangeBatch, answers through the callbacks, both called on the
/// engine thread.
class Session : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Reply = std::function<void(Result<T>)>;

    Session(ClientConfig config, ChangeBatch::Deliver deliver, DocumentPort::Deliver tell, QObject *parent = nullptr);
    ~Session() override;

    void start();
    void retryNow();
    void setSuspended(bool suspended);
    void probe();
    void changesTaken() { m_batch.taken(); } ///< the receiver has dealt with the last batch

    // sessionactions.cpp: what the user does, through the outbox.
    void send(const Outgoing &message, const protocol::ClientId &clientId);
    void createPoll(const NewPoll &poll, const protocol::ClientId &clientId);
    void retry(const QString &key);
    void discard(const QString &key);
    void edit(const QString &key, const QString &text);
    void remove(const QString &key);
    void react(const QString &key, const QString &emoji, bool on);
    void pin(const QString &key, bool on);
    void vote(const QString &key, const QList<int> &options);
    void closePoll(const QString &key);
    void saveDraft(const protocol::RoomId &roomId, const QString &text);
    void keepMemory(const QString &name, const QJsonObject &value);
    [[nodiscard]] QJsonObject memory(const QString &name);
    void markRead(const protocol::RoomId &roomId, protocol::Seq seq);
    void markNotificationsRead(const QList<QString> &ids);
    bool notificationsRead(const QList<QString> &ids); ///< here or elsewhere; false: nothing new. Empty: all

    // sessionpages.cpp
    void requestPage(const PageQuery &query, std::function<void(Page)> reply);

    // sessionsearch.cpp
    /// `reply` is called with what is stored, and once more when the server has answered.
    void search(quint64 number, const SearchAsk &ask, std::function<void(SearchAnswer)> reply);
    void cancelSearch(quint64 number); ///< its reply need not come any more

    // sessionrequests.cpp: what only a server can do.
    void browseRooms(Reply<QList<protocol::Room>> reply);
    void joinRoom(const protocol::RoomId &roomId, Reply<protocol::Room> reply);
    void leaveRoom(const protocol::RoomId &roomId);
    void createRoom(const NewRoom &room, Reply<protocol::Room> reply);
    void createInvite(const std::optional<protocol::RoomId> &roomId, Reply<Invite> reply);
    void updateProfile(const QString &username, const QString &color, Reply<protocol::User> reply);
    void setStatus(protocol::Status status, const QString &note);
    void userActive(bool active);
    [[nodiscard]] Ephemera &ephemera() { return m_ephemera; }
    [[nodiscard]] bool isOnline() const { return m_welcome.has_value(); }
    [[nodiscard]] static Error offline(); ///< the answer to what only a server can do
    [[nodiscard]] DocumentBook &documents() { return *m_documents; } ///< after start()
    [[nodiscard]] WallTime serverNow() const { return m_clock.wallNow() + m_clockOffset; } ///< by the server's clock

private:
    // sessionlink.cpp: the link and what comes over it; session.cpp: what is stored, and time.
    void report();
    void reportConnection();
    void linkChanged(const transport::LinkStatus &status);
    void linkLost();
    void received(const QList<protocol::Envelope> &envelopes);
    void arrived(const protocol::Envelope &envelope);
    void answered(const protocol::Envelope &envelope, const QString &replyTo);
    void welcomed(const protocol::Welcome &welcome);
    void adopt(const protocol::User &self);
    void request(const protocol::Request &request, RequestTable::Handler handler = {});
    void remindLink(); ///< a plain server's: what is stored, so that it is known again
    void askClock(); ///< how far the server's clock is from ours
    void tellClock(WallTime serverTime);
    void sendPresence(); ///< after a welcome: a new link knows nothing of what was chosen
    void wake();
    void schedule();
    void transact(const std::function<void()> &work);
    void warn(); ///< what the store has to say

    // sessionevents.cpp: rooms, their events, people.
    void listRooms(const QList<protocol::Room> &rooms);
    void join(const protocol::RoomId &roomId, const std::function<void()> &done = {});
    void joined(const protocol::RoomId &roomId, const protocol::JoinAck &ack,
        const QList<protocol::Message> &lost = {}); ///< own ones that were in the old log
    void fetchLatest(const protocol::RoomId &roomId);
    void roomEvents(const QList<protocol::RoomEvent> &events); ///< of one room, in the order they came
    void apply(RoomState &room, const QList<protocol::RoomEvent> &events, const std::function<void()> &alsoStore);
    void forgetRoom(const protocol::RoomId &roomId);
    void notice(const protocol::Notice &notice);
    void heard(const protocol::InitialPresence &presence);
    void heard(const protocol::ReadUpdate &read);
    void heard(const protocol::RoomUpdated &updated);
    void heard(const protocol::MemberJoined &joined);
    void heard(const protocol::MemberLeft &gone);
    void heard(const protocol::UserUpdated &updated);
    void person(const protocol::Presence &presence);
    void members(RoomState &room, const QList<protocol::UserId> &members);
    void readElsewhere(const protocol::RoomId &roomId, protocol::Seq seq);
    void showRoom(const RoomState &room);
    void prefetchNext();

    // sessioncatchup.cpp: what was missed while away.
    void beginCatchUp(const QList<protocol::Room> &told);
    void joinNext();
    void caughtUp(const protocol::RoomId &roomId);
    [[nodiscard]] std::int64_t missedNow() const;

    // sessionrestore.cpp: another epoch, and what it has forgotten.
    struct LostSearch;
    void startOver(const protocol::JoinAck &ack);
    void readRestored(const std::shared_ptr<LostSearch> &search, std::optional<protocol::Seq> before);

    // sessionfeed.cpp: the event stream.
    void openStream();
    void streamEvent(const transport::ServerEvent &event);
    void systemSaid(const protocol::plain::SystemMessage &message); ///< a plain server itself
    void readNotificationsOf(const RoomState &room);
    [[nodiscard]] QList<QString> withdrawn(const QList<protocol::Message> &messages); ///< notices of deleted ones

    // sessionactions.cpp
    struct Target {
        protocol::RoomId roomId;
        protocol::ClientId waitsFor; ///< of an unsent message
        protocol::MessageId messageId; ///< of an acknowledged one, or the clientId in its place
        protocol::PollId pollId;
    };
    [[nodiscard]] std::optional<Target> targetOf(const QString &key);
    void enqueue(
        const protocol::RoomId &roomId, const protocol::Request &request, const protocol::ClientId &waitsFor = {});
    void settle(const sync::OutboxUpdate &update, const QJsonObject &ack = {});
    void store(const sync::OutboxUpdate &update, const QJsonObject &ack);
    void storeDone(const sync::OutboxEntry &entry, const QJsonObject &ack);
    void show(const sync::OutboxUpdate &update);
    void showEntry(const sync::OutboxEntry &entry);
    void showKey(const protocol::RoomId &roomId, const QString &key);
    enum class News { Changed, Arrived };
    void showMessage(const protocol::Message &message, News news);
    void pump();
    [[nodiscard]] sync::Repeat leaving(const sync::Outbox::Outgoing &due);
    void count(const sync::OutboxUpdate &update);
    [[nodiscard]] QList<sync::OutboxEntry> changesIn(const protocol::RoomId &roomId) const; ///< for the overlay
    [[nodiscard]] int waitingIn(const protocol::RoomId &roomId) const;
    [[nodiscard]] WallTime madeAt(const sync::OutboxEntry &entry) const;

    // sessionpages.cpp
    [[nodiscard]] PageContext contextOf(const RoomState &room) const;
    [[nodiscard]] Page pageOf(const PageQuery &query, const Stretch &stretch);
    void askForPage(const PageQuery &query, const std::function<void(Page)> &reply);
    void hunt(const PageQuery &query, std::optional<protocol::Seq> before, int pagesLeft,
        const std::function<void(Page)> &reply);
    void failPage(const PageQuery &query, const QString &failure, const std::function<void(Page)> &reply);
    void answerWaitingPages();
    [[nodiscard]] bool isSettling() const; ///< connecting, or connected and the rooms not told yet
    void tookHistory(const protocol::GetHistory &request, const protocol::HistoryReply &reply);

    // sessionsearch.cpp
    void searchLater(); ///< something was stored that has to be indexed
    void index();
    [[nodiscard]] search::Query queryOf(const SearchAsk &ask);
    void foundHere(const SearchAsk &ask, const search::Query &query, const store::SearchHits &hits,
        const std::function<void(SearchAnswer)> &reply);
    void remember(const QList<protocol::Message> &messages);

    static constexpr QLatin1StringView clockOffsetKey {"clockOffset"}; // of the store's values

    struct WaitingPage {
        PageQuery query;
        std::function<void(Page)> reply;
    };

    ClientConfig m_config;
    SystemClock m_clock;
    std::unique_ptr<store::Store> m_store;
    ChangeBatch m_batch;
    ServerLink m_link;
    transport::EventStream m_stream;
    Ephemera m_ephemera;
    std::unique_ptr<RoomBook> m_rooms;
    DocumentPort::Deliver m_tellDocument;
    std::unique_ptr<DocumentBook> m_documents;
    sync::Outbox m_outbox;
    QHash<std::int64_t, WallTime> m_madeAt; ///< of outbox entries
    QSet<std::int64_t> m_left; ///< outbox entries that have left for a plain server, on this link or an earlier one
    QHash<protocol::RoomId, QSet<std::int64_t>> m_waiting; ///< messages in the outbox that will be sent
    QHash<protocol::RoomId, QSet<std::int64_t>> m_waitingChanges; ///< edits, reactions … in the outbox
    sync::PresenceMap m_people;
    RequestTable m_requests;
    protocol::User m_self;
    std::optional<protocol::Welcome> m_welcome; ///< of the present link
    transport::LinkStatus m_status;
    bool m_signInNeeded = false;
    bool m_suspended = false;
    std::optional<Millis> m_latency;
    protocol::RoomId m_openRoom; ///< the one a page was asked for last
    QList<WaitingPage> m_waitingPages; ///< asked for while connecting, with nothing stored
    bool m_listed = false; ///< the server has told the rooms on the present link
    QList<protocol::RoomId> m_joinQueue; ///< rooms still to be joined on the present link
    int m_joinsUnderway = 0; ///< of those taken from the queue
    QHash<protocol::RoomId, std::int64_t> m_missed; ///< events of rooms that are behind
    std::int64_t m_missedInAll = 0; ///< when the catching up began
    QQueue<protocol::RoomId> m_prefetch; ///< rooms whose latest page is not stored
    bool m_prefetching = false;
    protocol::Status m_chosenStatus = protocol::Status::Online;
    QString m_note;
    bool m_active = true;
    QHash<QString, protocol::Notification> m_unreadNotifications;
    QTimer m_timer;
    QTimer m_dial; ///< runs from the start to the first connection attempt
    QTimer m_indexTimer;
    std::unique_ptr<SearchWorker> m_search; ///< made for the first search
    QHash<protocol::MessageId, protocol::Seq> m_hitSeqs; ///< of search hits that may not be stored here
    sync::WakeDetector m_wakeDetector;
    QTimer m_wakeTick;
    std::optional<Instant> m_clockAsked;
    Millis m_clockOffset {0}; ///< the server's clock minus ours
};

} // namespace coterie::client
