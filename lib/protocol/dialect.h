#pragma once

#include "protocol/envelope.h"
#include "protocol/types.h"

#include "base/result.h"

#include <QJsonValue>

/// Servers that are not ours, in three dialects (PROTOCOL section 9): their frames as values and back. Pure
/// translation: what to make of the values is decided in lib/sync. The frames are a stranger's: every text is bounded,
/// names are cleaned, what cannot be read is Unknown and never a crash.
namespace coterie::protocol::plain {

enum class Dialect {
    Cookbook, ///< `{type, data}`: one room, `chat_message`
    Rooms, ///< `{type, payload, room?}`: `join`, `leave`, `broadcast`
    Chapter, ///< `{type, payload}`: `send_message`, `message`, `get_history`, typing, presence, pointers
};

[[nodiscard]] QString nameOf(Dialect dialect); ///< as in PROTOCOL: "cookbook", "rooms template", "chapter"

/// What a server of this dialect can do besides passing messages on.
struct Abilities {
    bool rooms = false; ///< more than one
    bool history = false;
    bool presence = false; ///< typing notices and pointers too
    bool maySkipSender = false; ///< some servers of it pass a message on to the others only
    bool operator==(const Abilities &) const = default;
};
[[nodiscard]] Abilities abilitiesOf(Dialect dialect);

inline constexpr int maxText = 65'536; ///< UTF-16 units; longer texts are not shown
inline constexpr int maxHistory = 500; ///< messages of one answer; the newest count
inline constexpr int maxHistoryAsked = 100;
inline constexpr int maxPeople = 1'000; ///< of one list

struct Author { ///< either may be empty
    QString id {};
    QString name {};
    [[nodiscard]] bool isEmpty() const { return id.isEmpty() && name.isEmpty(); }
    bool operator==(const Author &) const = default;
};
struct Message {
    QString room {}; ///< empty: the dialect or the server does not say
    QString id {};
    QString clientId {};
    Author author {};
    QString text;
    std::optional<WallTime> timestamp {};
    bool operator==(const Message &) const = default;
};
struct SystemMessage { ///< words of the server itself
    QString text;
    std::optional<WallTime> timestamp {};
    bool operator==(const SystemMessage &) const = default;
};
struct UserInfo { ///< from the server: who the receiver is, or somebody else
    Author author;
    bool operator==(const UserInfo &) const = default;
};
struct History {
    QString room {};
    QList<Message> messages {}; ///< oldest first
    bool operator==(const History &) const = default;
};
struct Typing {
    QString room {};
    Author author {};
    bool on = true;
    bool operator==(const Typing &) const = default;
};
struct Person {
    Author author {};
    Status status = Status::Online;
    std::optional<WallTime> lastSeen {};
    bool operator==(const Person &) const = default;
};
struct People { ///< initial_presence: everybody; presence_update: the one who changed
    QString room {};
    QList<Person> people {};
    bool isWhole = false;
    bool operator==(const People &) const = default;
};
struct Pointer {
    Author author {};
    Cursor cursor {}; ///< userId and username are the author's
    bool operator==(const Pointer &) const = default;
};
struct PointerLeft {
    Author author {};
    bool operator==(const PointerLeft &) const = default;
};
struct Ping {
    QJsonValue payload {}; ///< goes back in the pong
    bool operator==(const Ping &) const = default;
};
struct Pong {
    bool operator==(const Pong &) const = default;
};
struct Unknown {
    QString type {};
    bool operator==(const Unknown &) const = default;
};
using Event =
    std::variant<Message, SystemMessage, UserInfo, History, Typing, People, Pointer, PointerLeft, Ping, Pong, Unknown>;

/// How a frame is built, and what that tells about its sender.
enum class Shape {
    Any, ///< nothing
    Data, ///< `{type, data}`: nobody but the cookbook does that
    Payload, ///< `{type, payload}`: not the cookbook
};
struct Frame {
    Event event;
    std::optional<Dialect> dialect {}; ///< set when only this one has such an event
    Shape shape = Shape::Any;
    bool operator==(const Frame &) const = default;
};

/// One frame is one object or an array of at most 256. Malformed or TooLarge as in decodeFrame().
[[nodiscard]] Result<QList<Frame>> decode(const QByteArray &bytes);

enum class Speaker { Client, Server };
[[nodiscard]] QByteArray encode(Dialect dialect, Speaker speaker, const Message &message);
/// Empty where the dialect has no such thing, as for the ones below.
[[nodiscard]] QByteArray encodeHello(Dialect dialect, const Author &self); ///< tells the server one's name
[[nodiscard]] QByteArray encodeJoin(Dialect dialect, const QString &room, const Author &self);
[[nodiscard]] QByteArray encodeLeave(Dialect dialect, const QString &room, const Author &self);
[[nodiscard]] QByteArray encodeTyping(Dialect dialect, const Typing &typing);
[[nodiscard]] QByteArray encodePresence(Dialect dialect, const Person &self);
[[nodiscard]] QByteArray encodePointer(Dialect dialect, const Pointer &pointer);
[[nodiscard]] QByteArray encodeHistoryRequest(const QString &room); ///< chapter
[[nodiscard]] QByteArray encodePing();
[[nodiscard]] QByteArray encodePong(const Ping &ping);

inline constexpr QLatin1StringView systemMessageType {"system_message"};
/// For a client, with a time: `system_message {roomId, text, timestamp}`. No server of ours sends it.
[[nodiscard]] Envelope toEnvelope(const SystemMessage &message);
[[nodiscard]] Result<SystemMessage> systemMessageFromJson(const QJsonObject &payload);

} // namespace coterie::protocol::plain
