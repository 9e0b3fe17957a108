#pragma once

#include "base/random.h"
#include "base/time.h"
#include "protocol/dialect.h"
#include "protocol/requests.h"

#include <QSet>

#include <deque>
#include <map>

namespace coterie::sync {

/// Whether the same message may have left on an earlier link.
enum class Repeat { No, Maybe };

/// What a step of the bridge wants: frames for the server, envelopes for the client, both in order.
struct PlainStep {
    QList<QByteArray> frames {};
    QList<protocol::Envelope> events {};
    bool isAnswer = false; ///< what came shows that our words arrive
};

/// Stands between a client that speaks Coterie and a plain server: answers the client as our own server would, as far
/// as the dialect goes, and `unsupported` in a sentence where it does not.
///
/// - A room's messages are numbered here, from where the client says it is (`since`); the epoch never changes.
/// - A message is confirmed by its echo: by its `clientId` or `id`, else by author, text and a time within 5 s. After
///   10 s without one it is refused; a later echo still counts.
/// - Some servers of a dialect pass a message on to the others only. There a message without an echo counts as sent
///   when the server has answered a ping that left after it, unless this server has ever sent an echo.
/// - What may have left on an earlier link is never sent again by itself: that could double it. It is confirmed by the
///   server's history, where there is one, else refused, and the person decides.
/// - Who one is: one's own name, and the id the server gives it (`user_info`, or on the first echo by the name or by
///   words nobody else had spoken).
///
/// Every memory is bounded. No clock, no I/O.
class PlainBridge
{
public:
    struct Rules {
        Millis confirmWithin {10'000};
        Millis sameWithin {5'000};
        Millis answerWithin {2'000}; ///< for history, which may never come
        Millis echoWithin {2'000}; ///< of a server that has sent none so far
    };
    static constexpr std::size_t maxLog = 500; ///< messages remembered per room, to know them again
    static constexpr std::size_t maxSent = 500; ///< own messages without an echo
    static constexpr qsizetype maxStrangers = 1'000;
    static constexpr std::size_t maxRooms = 1'000;

    PlainBridge(const QString &username, QString workspace, Random random, Rules rules);
    PlainBridge(const QString &username, QString workspace, Random random)
        : PlainBridge(username, std::move(workspace), random, Rules {})
    {
    }

    [[nodiscard]] static protocol::User selfNamed(const QString &username); ///< the same for the same name, always

    /// Messages the client has stored, of one room, oldest first. Before it joins.
    void remember(const QList<protocol::Message> &known);

    [[nodiscard]] PlainStep linkUp(protocol::plain::Dialect dialect, WallTime wall); ///< the welcome comes first
    /// Another dialect than thought: says everything again in that one.
    [[nodiscard]] PlainStep corrected(protocol::plain::Dialect dialect, Instant now, WallTime wall);
    void linkLost();
    [[nodiscard]] PlainStep received(const protocol::plain::Event &event, Instant now, WallTime wall);
    [[nodiscard]] PlainStep request(const protocol::Envelope &envelope, Repeat repeat, Instant now, WallTime wall);
    /// The server has answered a ping of that time: what left before it has arrived.
    [[nodiscard]] PlainStep reached(Instant pinged, Instant now, WallTime wall);
    [[nodiscard]] PlainStep passed(Instant now, WallTime wall);
    [[nodiscard]] std::optional<Instant> nextWake() const;

    [[nodiscard]] protocol::plain::Dialect dialect() const { return m_dialect; }
    [[nodiscard]] bool confirms() const { return m_echoes != Echoes::Missing; } ///< false: one has to believe it

private:
    struct Asked { ///< waits for the history
        QString id;
        std::variant<protocol::JoinRoom, protocol::GetHistory> request;
    };
    struct Room {
        protocol::RoomId roomId;
        protocol::Seq last = 0;
        bool isJoined = false; ///< on this link, and the client knows
        std::deque<protocol::Message> log;
        std::optional<Instant> historyUntil;
        QList<Asked> asked;
        QList<protocol::plain::Message> held; ///< live ones that came before the history
        QMap<protocol::UserId, protocol::Presence> people;
    };
    struct Sent {
        enum class State { Waiting, Doubtful, GivenUp, Believed };
        QString envelopeId;
        protocol::SendMessage request;
        Instant at {};
        WallTime wall {};
        State state = State::Waiting;
        bool isOfThisRun = true; ///< else nobody knows when it left
    };
    enum class Source { Live, History };
    enum class Echoes { Unknown, Come, Missing }; ///< of our own messages

    // The client's side: plainbridge.cpp, of rooms plainbridgerooms.cpp, of messages plainbridgesending.cpp.
    void on(const QString &id, const protocol::JoinRoom &request, PlainStep &step);
    void on(const QString &id, const protocol::LeaveRoom &request, PlainStep &step);
    void on(const QString &id, const protocol::CreateRoom &request, PlainStep &step);
    void on(const QString &id, const protocol::SendMessage &request, PlainStep &step);
    void on(const QString &id, const protocol::GetHistory &request, PlainStep &step);
    void on(const QString &id, const protocol::ListRooms &request, PlainStep &step);
    void on(const QString &id, const protocol::ListUsers &request, PlainStep &step);
    void on(const QString &id, const protocol::Typing &request, PlainStep &step);
    void on(const QString &id, const protocol::StopTyping &request, PlainStep &step);
    void on(const QString &id, const protocol::UpdatePresence &request, PlainStep &step);
    void on(const QString &id, const protocol::CursorMove &request, PlainStep &step);
    void on(const QString &id, const protocol::CursorLeave &request, PlainStep &step);
    void on(const QString &id, const protocol::MarkRead &request, PlainStep &step);
    void on(const QString &id, const protocol::MarkNotificationsRead &request, PlainStep &step);
    void on(const QString &id, const protocol::Ping &request, PlainStep &step);
    template <typename R>
    void on(const QString &id, const R &request, PlainStep &step);
    void acknowledge(const QString &id, PlainStep &step) const;
    void refuse(const QString &id, protocol::ErrorCode code, const QString &words, PlainStep &step) const;
    void join(Room &room, const QString &id, const protocol::JoinRoom &request, PlainStep &step);
    void transmit(Sent &sent, PlainStep &step) const;
    void settleSent(PlainStep &step);
    void believe(Room &room, Sent &sent, PlainStep &step);
    [[nodiscard]] Instant settlesAt(const Sent &sent) const;
    [[nodiscard]] bool hasArrived(const Sent &sent) const;
    void askHistory(Room &room, PlainStep &step) const;
    void answerJoin(Room &room, const QString &id, const protocol::JoinRoom &request, PlainStep &step);
    void answerHistory(const Room &room, const QString &id, const protocol::GetHistory &request, PlainStep &step) const;
    void settleHistory(Room &room, PlainStep &step); ///< it came, or will not come any more
    void tellPresence(const Room &room, PlainStep &step) const;
    [[nodiscard]] Room &roomNamed(const protocol::RoomId &roomId);
    [[nodiscard]] protocol::Room describe(const Room &room) const;

    // The server's side: plainbridgereceive.cpp, and where rooms, history and confirmations are the others.
    void on(const protocol::plain::Message &message, PlainStep &step);
    void on(const protocol::plain::SystemMessage &message, PlainStep &step);
    void on(const protocol::plain::UserInfo &info, PlainStep &step);
    void on(const protocol::plain::History &history, PlainStep &step);
    void on(const protocol::plain::Typing &typing, PlainStep &step);
    void on(const protocol::plain::People &people, PlainStep &step);
    void on(const protocol::plain::Pointer &pointer, PlainStep &step);
    void on(const protocol::plain::PointerLeft &pointer, PlainStep &step);
    void on(const protocol::plain::Ping &ping, PlainStep &step) const;
    [[nodiscard]] Room *roomOf(const QString &name);
    void take(Room &room, const protocol::plain::Message &message, Source source, PlainStep &step);
    void confirm(Room &room, std::size_t sent, const protocol::plain::Message &message, Source source, PlainStep &step);
    [[nodiscard]] protocol::Message ownMessage(const Room &room, const Sent &sent, const QString &givenId);
    void acknowledge(const Room &room, const Sent &sent, const protocol::Message &own, PlainStep &step) const;
    void append(Room &room, protocol::Message message, PlainStep &step);
    void meet(Room &room, const protocol::plain::Author &author, WallTime spokeAt, PlainStep &step);
    [[nodiscard]] std::optional<std::size_t> sentAs(
        const Room &room, const protocol::plain::Message &message, Source source) const;
    [[nodiscard]] bool isSame(const Sent &sent, const protocol::plain::Message &message, Source source) const;
    [[nodiscard]] bool isKnown(const Room &room, const protocol::plain::Message &message, Source source) const;
    [[nodiscard]] bool isOwn(const protocol::plain::Author &author) const;
    [[nodiscard]] bool mayBeOwn(const protocol::plain::Author &author) const;
    void learnOwn(const protocol::plain::Author &author);
    [[nodiscard]] protocol::UserId userIdOf(const protocol::plain::Author &author) const;
    [[nodiscard]] protocol::MessageId newMessageId(const Room &room, const QString &given);
    [[nodiscard]] protocol::Presence presenceOf(const protocol::plain::Person &person) const;

    protocol::User m_self;
    QString m_workspace;
    Random m_random;
    Rules m_rules;
    protocol::plain::Dialect m_dialect = protocol::plain::Dialect::Cookbook;
    std::map<protocol::RoomId, Room> m_rooms;
    protocol::RoomId m_lastRoom; ///< joined last: where a message without a room belongs
    std::deque<Sent> m_sent; ///< in order
    QSet<QString> m_ownIds; ///< what the server calls us
    QSet<QString> m_strangers; ///< ids and names that have spoken and are not us
    Echoes m_echoes = Echoes::Unknown;
    std::optional<Instant> m_reached; ///< what left before that has arrived, on this link
    bool m_wasTold = false; ///< user_info said on this link who we are
    protocol::Status m_status = protocol::Status::Online;
    Instant m_now {}; ///< of the step that runs
    WallTime m_wall {};
    Repeat m_repeat = Repeat::No;
};

} // namespace coterie::sync
